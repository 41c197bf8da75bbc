### what the rules say and how to fix it. For people who write and review reports: plain, polite, exact, with both
### figures, their difference and what to do.

## missing-section
missing-section = The section “{ $title }” is missing. A report has six sections; please add it. Keep the heading and the table even where there is nothing to report.
missing-section-fix = Insert the section “{ $title }”
missing-section-all = There is a title, but no text yet. A report has six sections; please write them. All headings and blank tables can be inserted at once.
missing-section-all-fix = Insert all that is missing: { $titles }
missing-section-stand-in = “{ $found }” has its number here and may be this section
missing-section-rename = Change “{ $found }” to “{ $title }”

## duplicate-section-number
duplicate-section-number = The number “{ $ordinal }” is used twice: by “{ $heading }” and by “{ $other }”. Please renumber.
duplicate-section-number-other = “{ $ordinal }” is used here as well
renumber-one = Change “{ $ordinal }” to “{ $number }”
renumber-all = Renumber these { $count } items from { $first } to { $last }
demote = Demote “{ $ordinal }” to “{ $new }” (with all { $count } such headings of the section)

## section-number-order
section-number-order = The numbers skip: “{ $expected }” should follow “{ $before }”, but this is “{ $found }”. Please check whether something is missing; if not, please renumber.
section-number-start = The numbers should start at “{ $expected }”, but the first one is “{ $found }”. Please check whether something is missing; if not, please renumber.
section-number-before = The one before is “{ $ordinal }”
section-number-official = “{ $title }” is numbered “{ $found }”; its prescribed number is “{ $expected }”. Please correct it.
section-order = “{ $title }” is out of place: by the prescribed order, “{ $expected }” belongs here. Please rearrange.
section-order-other = The section that belongs before stands here
section-order-fix = Put the sections in their prescribed order
renumber-sections = Give the sections their prescribed numbers ({ $count } changes)

## section-title
section-title = “{ $found }” is not the prescribed title; please write “{ $expected }”.
section-title-fix = Change to “{ $expected }”

## unexpected-section
unexpected-section = “{ $ordinal }{ $heading }” is none of the six sections, but is numbered as one. If it belongs to a section, please number it as “（一）” is; otherwise please move its content into section 六.

## empty-section
empty-section = There is nothing below “{ $heading }”. Please write it; if there is nothing to report, please say so.
empty-section-none = “{ $heading }” only says “{ $found }”. Something concrete is expected here; please write it.

## heading-level
heading-level = “{ $heading }” has the depth { $found }; the first heading of its level has { $expected }. Please use one depth.
heading-level-first = The first heading of this level has { $expected }
heading-level-fix = Change to { $expected }
heading-level-fix-all = Use one depth in all { $count } places
heading-level-jump = The numbering goes from “{ $above }” to “{ $found }” without “（一）” and “1.” between. Please check the levels of the headings.
heading-level-jump-above = The heading above
heading-level-skip = “{ $heading }” has the depth { $found }, directly below { $above }: one level is skipped. Please use { $expected }.

## heading-punctuation
heading-punctuation = “{ $found }” is not the customary form of this number; please write “{ $expected }”.
heading-punctuation-other = This should be “{ $expected }” as well
heading-punctuation-fix = Change to “{ $expected }”
heading-punctuation-fix-all = Use the customary form for all { $count } numbers of this level
heading-punctuation-missing = The heading “{ $title }” has no number, while the other sections have one. Please add “{ $number }”.
heading-punctuation-missing-fix = Add “{ $number }”
heading-punctuation-run-in = The heading “{ $title }” runs into the text behind it. Please put it on a line of its own.
heading-punctuation-run-in-fix = End the line behind the heading

## missing-subsection
missing-subsection = Section 一 does not mention: { $titles }. It customarily has five heads; please add what is missing.
missing-subsection-fix = Insert headings: { $titles }

## missing-table
missing-table = { $table } is missing. Please add it; keep it even where there is nothing to report, and enter 0.
missing-table-fix = Insert a blank { $table }

## missing-row
missing-row = { $count } rows are missing: { $rows } ({ $table }). Please add them; keep rows without cases and enter 0.
missing-row-figures = The row of figures is missing ({ $table }). Please add it, with 0 where there were no cases.
missing-row-fix = Insert the missing rows ({ $count }), without figures
related-table = { $table } belongs to this section

## missing-column
missing-column = The header lacks the column “{ $columns }” ({ $table }), so it cannot be told which figures are missing. Please restore the column and its figures from the official form.
missing-column-label = The header lacks the label “{ $columns }” ({ $table }); the rows have all their figures. Please put the label back.
missing-column-fix = Put back the label “{ $official }”

## duplicate-row
duplicate-row = “{ $row }” appears { $count } times ({ $table }); the one in its proper place was checked. Please delete the extra rows.
duplicate-row-figures = { $count } rows of figures, where one belongs ({ $table }); the first was checked. Please delete the extra rows.
duplicate-row-other = This row appears here as well

## row-order
row-order = { $count } rows are out of order: { $rows } ({ $table }). In the official form “{ $row }” belongs after “{ $before }”. Please move them back, and check that the figures moved with the labels.
row-order-first = { $count } rows are out of order: { $rows } ({ $table }). In the official form “{ $row }” comes first. Please move them back, and check that the figures moved with the labels.
row-order-other = This row is out of order, too
row-order-fix = Move these rows ({ $count }) back

## unknown-row
unknown-row = { $count } rows are not in the official form: { $rows } ({ $table }). They are not checked. Please correct their labels, or delete what does not belong there.
unknown-row-loose = { $count } rows of figures cannot be placed: { $rows } ({ $table }). They are not checked; please compare them with the original.
unknown-row-subtotal = { $count } rows are subtotals that the official form does not have: { $rows } ({ $table }). They are not checked. Please delete them from the final report.
unknown-row-other = This row is not in the official form, either

## row-label
row-label = The label “{ $found }” differs from the official one; please write “{ $official }”.
row-label-fix = Change to “{ $official }”

## cell-count
cell-count = This row has { $figures } figures where { $columns } belong, and it cannot be told which one is missing or extra; the row is not checked. Please correct it from the original.
cell-count-many = { $rows } rows have the wrong number of figures, { $figures } where { $columns } belong ({ $table }). They are not checked; please correct them from the original.
cell-count-row = { $figures } figures where { $columns } belong

## invalid-number
invalid-number = “{ $found }” is no figure, and a figure belongs here; the relations of this cell are not checked. Please enter a figure, or 0 where there were none.
invalid-number-negative = { $found } is negative, which a figure cannot be here; the relations of this cell are not checked. Please check it.
invalid-number-decimal = { $found } is not whole, though { $unit } are counted here; the relations of this cell are not checked. Please check it.
invalid-number-separators = “{ $found }” has its thousands separators in the wrong place, so the figure is uncertain; the relations of this cell are not checked. Please correct it from the original.
invalid-number-many = { $count } cells hold something other than figures ({ $table }); their relations are not checked. Please enter figures, or 0 where there were none.
invalid-number-other = A figure belongs here, too
invalid-number-fix = Change to { $value }
invalid-number-noted = { $count } cells have words after the figure, such as “{ $found }”, which was read as { $value } ({ $table }). Please enter figures only, and put notes below the table.
invalid-number-noted-other = There are words after this figure, too
invalid-number-noted-fix = Delete the unit after the figure ({ $count } places)

## blank-cell
blank-cell = { $count } cells have no figure; the first is here ({ $table }). Please enter 0 where there were none; what is blank counts as 0 only where a relation then holds.
blank-cell-stroke = { $count } cells have no figure; the first is here, with “{ $found }” ({ $table }). Please enter 0 where there were none; these cells count as 0 only where a relation then holds.
blank-cell-all = The whole table has no figures yet, { $count } cells ({ $table }). Please fill it in, with 0 where there were none.
blank-cell-other = There is no figure here, either
blank-cell-fix = Enter 0 in all { $count } cells without a figure

## outdated-table
outdated-table = { $table } follows the superseded form ({ $old }); reports for 2021 onward use that of { $new }. Please fill in the new table; the figures are defined differently and cannot be carried over.
outdated-table-row = “{ $row }” as a single row follows the superseded form. By { $new }, please divide it into: { $rows }.
outdated-table-mixed = This report mixes two forms: this table follows { $old }, others follow { $new }. Please use one.

## unreadable-table
unreadable-table = { $table }: rows that could not be read with certainty: { $count }, the first is “{ $row }”. They are not checked. Please compare with the original: label and figures should stand in one line, with no figure missing.
unreadable-table-figures = The figures of { $table } could not be read with certainty and are not checked. Please compare with the original: all figures should stand in one line, in the order of the form.
unreadable-table-whole = No { $table } could be recognised in this section, so none of its figures were checked. Please compare the table, its rows and columns with the official form.
unreadable-table-other = This row could not be read with certainty either

## torn-table
torn-table-blank = A blank line divides the table, so that it reads as two. Please delete it.
torn-table-foreign = Something inside the table does not belong to it, most likely left by a page break. Please delete it, so that both parts are one table again.
torn-table-other = Something is between the rows here, too
torn-table-shifted = The row “{ $row }” is not aligned with its group, most likely because of a page break. Please move it back.
torn-table-fix = Delete the blank line

## tally-mismatch
tally-cell = Should be { $expected }, the table says { $found }: “{ $cell }”, a difference of { $difference } ({ $unit }). Please check it; correcting this cell alone restores every relation that fails ({ $relations }).
tally-cell-among-others = Should be { $expected }, the table says { $found }: “{ $cell }”, a difference of { $difference } ({ $unit }). Other cells are wrong in its relations too ({ $relations }); please correct them together.
tally-moved = { $amount } ({ $unit }) counted under “{ $from }” instead of “{ $to }”
tally-moved-between = { $amount } ({ $unit }) stand in the wrong one of “{ $first }” and “{ $second }”
tally-moved-both = { $amount } ({ $unit }) too many or too few in both “{ $first }” and “{ $second }”
tally-move-row = { $what }; what fails: { $relations }. Two cells of one row are wrong, and { $count } rows come into question: see the related places. Please check and correct them.
tally-move-column = { $what }; what fails: { $relations }. Two cells of one column are wrong, and { $count } columns come into question: see the related places. Please check and correct them.
tally-move-cells = { $what }; what fails: { $relations }. Only two cells can be wrong: “{ $cell }” is { $found } and should be { $expected }; “{ $other }” is { $stands } and should be { $becomes }. Please correct both.
tally-move-candidate = Perhaps here: “{ $cell }” { $found } → { $expected }, “{ $other }” { $stands } → { $becomes }
tally-relation = The sum is { $expected }, the table says { $found }: “{ $cell }”, { $left }, a difference of { $difference } ({ $unit }). The relation: { $relation }. Please check its cells.
tally-related = { $relation }. One side is { $left }, the other { $right }
tally-related-at = { $at }: { $relation }. One side is { $left }, the other { $right }
tally-claim-agrees = The text says “{ $label }” { $told } ({ $unit }), as the table does
tally-claim-differs = The text says “{ $label }” { $told } ({ $unit }); the table says { $stands }
tally-claim-will-agree = The text says “{ $label }” { $told } ({ $unit }), as the corrected table does
tally-claim-will-differ = The text says “{ $label }” { $told } ({ $unit }); the corrected table says { $stands }
tally-fix = Change to { $value }
tally-fix-candidate = If “{ $cell }” is wrong: change it to { $value }
tally-fix-cells = Correct both: { $cells }
tally-fix-cell = “{ $cell }” to { $value }

## narrative-mismatch
narrative-mismatch = The text says { $told }, the table { $stands }: “{ $label }”, a difference of { $difference } ({ $unit }). Please check which one is right.
narrative-denied = The text says there were none, the table says { $stands } ({ $unit }): “{ $label }”. Please check which one is right.
narrative-all-handled = The text says that all applications were handled, the table says { $stands } ({ $unit }): “{ $label }”. Please check which one is right.
narrative-cell = The table says { $stands } for “{ $label }”
narrative-cell-blank = The table leaves “{ $label }” blank; the columns of the row make { $stands }
narrative-take-table = Change the text to the table’s { $stands }
narrative-take-text = Change the table to the text’s { $told }

## narrative-sum
narrative-sum = The total says { $total }, its parts make { $sum }: { $parts }, a difference of { $difference } ({ $unit }). Please check the total and its parts.
narrative-sum-part = The total says { $total }, one of its parts { $part }, which is more ({ $unit }). Please check both figures.

## narrative-percentage
narrative-percentage = The text says { $told }%, it should be { $exact }%: { $part } of { $whole } ({ $unit }). Please check the figures and the percentage.
narrative-percentage-sum = These shares make { $sum }%: { $shares }. A complete list makes 100%. Please check them.
narrative-percentage-fix = Change to { $exact }%

## narrative-change
narrative-change-percent = The text says { $told }%: from { $then } to { $now } ({ $unit }) the change, written as “{ $way }”, is { $exact }%. Please check the figures and the percentage.
narrative-change-difference = The text says { $told }: from { $then } to { $now } ({ $unit }) the change, written as “{ $way }”, is { $exact }. Please check these figures.

## fee-mismatch
fee-mismatch = The text says { $told }, which is { $amount } in units of 10,000 yuan; the table says { $stands } for “{ $label }”. Please check both, and the unit.
fee-mismatch-denied = The text says “{ $told }”, the table says { $stands } (in units of 10,000 yuan) for “{ $label }”. Please check which one is right.
fee-mismatch-cell = The table says { $stands } for “{ $label }”

## year-mismatch
year-mismatch-period = The title says { $expected }, the period of the figures says { $found }. Please check which one is right and make them agree.
year-mismatch-introduction = The title says { $expected }, but here the report introduces itself as that of { $found }. Please check which one is right and make them agree.
year-mismatch-prose = The title says { $expected }, here it is { $found }; this may have been kept from last year. Please check the year and the figures.
year-mismatch-future = The title says { $expected }, here it is { $found }, whose work cannot be reported yet. Please check the year.
year-mismatch-implausible = The title says { $found }, the latest year in the text is { $latest }. Please check the title’s year.
year-mismatch-title = The title says { $year }
year-mismatch-other = This says { $year } as well
year-mismatch-fix = Change to the title’s year, { $year } ({ $count } places)
year-mismatch-fix-title = Change the title’s year to { $year }

## title-form
title-form = “{ $found }” is not the customary form of the title; please write “{ $expected }”.
title-form-fix = Change to “{ $expected }”

## missing-period
missing-period = The period of the figures is not stated. Please add a sentence, for example: { $sentence }
missing-period-end = The period ends on { $month }-{ $day }, it should end on 12-31. Please correct it.
missing-period-start = The period begins on { $month }-{ $day }; it usually begins on 01-01. Please check it. If the body was founded within the year, say so.
missing-period-day = The day { $month }-{ $day } does not exist; the period should be 01-01 to 12-31. Please correct it.
missing-period-end-fix = Change to 12月31日
missing-period-fix = Write “{ $sentence }” (please verify first)

## missing-fee-statement
missing-fee-statement = Section 六 does not say whether information processing fees (信息处理费) were charged. Please say so and, if they were, how much.
missing-fee-statement-fix = Write “{ $sentence }” (please verify first)

## outdated-citation
outdated-citation = “{ $found }” has been superseded; in reports for 2021 onward, please cite “{ $expected }”.
citation-form = “{ $found }” is not the customary form of this document’s number; please write “{ $expected }”.
citation-fix = Change to “{ $expected }”

## impossible-date
impossible-date = “{ $found }” does not exist: there is no day { $month }-{ $day }. Please correct it.
impossible-date-reversed = “{ $found }” ends before it begins. Please correct it.

## signature-date
signature-date-early = The report is dated “{ $found }”, within { $year }, the year on which it reports, when the figures of the year are not complete. Please check the year.
signature-date-late = The report is dated “{ $found }”, after 31 March { $year }, the last day for the publication of last year’s report. Please check.
signature-date-fix = Change to { $year }

## implausible-value
implausible-value-rules = { $found }, where 0 is normal: “{ $row }”. Counties, bodies below them and departments of local governments cannot make rules, so { $agency } would normally enter 0. Please check whether normative documents were counted here.
implausible-value-rules-other = This cell is not 0, either
implausible-value-stock = { $stock } in force, fewer than the { $issued } issued this year: “{ $row }”. The number in force is as a rule the whole stock at the end of the year. Please check.
implausible-value-yuan = This cell says “{ $found }”, but the form’s unit is { $unit }: { $value }. Please convert it.
implausible-value-fee = { $found } ({ $unit }) is a large amount; perhaps it was entered in yuan, and { $value } is meant. Please check the unit.
implausible-value-others = { $found }, more than 30 % of all { $total } ({ $unit }): “{ $cell }”. “Other” is for what fits nowhere else; please check whether some fit the rows before it.
implausible-value-related = { $cell }
implausible-value-fix = Change to { $value }

## carried-over-mismatch
carried-over-mismatch = This year { $found }, last year { $expected }: “{ $row }” should equal “{ $other }” of last year’s report in the column “{ $column }”, a difference of { $difference } ({ $unit }; columns that differ: { $columns }). Please check which year’s figure is wrong.
carried-over-last = Last year’s report: “{ $row }” is { $expected } in the column “{ $column }”
carried-over-fix = Take the figures of last year’s report ({ $expected })
carried-over-fix-anyway = Take the figures of last year’s report ({ $expected }); “{ $relations }” then no longer holds and needs attention

## documents-in-force
documents-in-force = { $found } in force, { $expected } by last year’s report: “{ $row }”, last year’s { $before } plus { $issued } issued less { $repealed } repealed, a difference of { $difference } ({ $unit }). Please check; where the stock was counted anew, please say so in a note below the table.
documents-in-force-repealed = { $repealed } { $unit } were repealed, more than last year’s { $before } in force and the { $issued } issued this year: “{ $row }”. Please check these figures.
documents-in-force-last = Last year’s report: “{ $row }”, { $before } in force

## last-year-figure
last-year-figure = The text says that last year’s figure was { $told } { $unit }, last year’s report says { $before } { $unit }: “{ $label }”. Please check which one is right.
last-year-figure-difference = The text says { $told } against last year for “{ $label }”. Last year’s report says { $before } { $unit } and this one { $now }: { $change } { $unit }. Please check these figures.
last-year-figure-percent = The text says { $told } against last year for “{ $label }”. Last year’s report says { $before } { $unit } and this one { $now }: { $change }. Please check these figures.
last-year-figure-increase = an increase by { $amount }
last-year-figure-decrease = a decrease by { $amount }
last-year-figure-cell = In last year’s report, “{ $label }” is { $before }

## unchanged-figures
unchanged-figures = All figures of this table are those of last year’s report, and { $count } of them are neither 0 nor a total: “{ $table }”. Please check whether last year’s table was used by mistake.
unchanged-figures-all = All figures of all tables are those of last year’s report, and { $count } of them are neither 0 nor a total. Please check whether last year’s tables were used by mistake.
unchanged-figures-last = “{ $table }” of last year’s report

## conflicting-figures
conflicting-figures = Here it is { $told }, before it was { $other }: “{ $label }”. Please check which one is right, and write it in both places.
conflicting-figures-first = Before, it is { $other }

## announced-sections
announced-sections = The text announces { $told } sections; the report has { $found }. Please check, and make them agree.
announced-sections-fix = Change to “{ $found }”

## another-agency
another-agency = The title names “{ $own }”, but here it is “{ $found }”. Please check the name of the agency, the address and the telephone number.
another-agency-title = The title
another-agency-region = “{ $found }” should be “{ $expected }”: { $figure } is the figure of this report’s own table. Please check whether the sentence was taken from another agency’s report.
another-agency-region-fix = Change to “{ $expected }”

## repeated-title
repeated-title = The title is repeated before the first section. Please check whether it is superfluous.
repeated-title-first = The title
repeated-title-fix = Delete this line

## half-width-punctuation
half-width-punctuation = “{ $found }” between Chinese characters is in half width and should be “{ $expected }”; this paragraph has { $count } such marks. Please write them in full width.
half-width-punctuation-other = Here, too
half-width-punctuation-fix = Write the { $count } marks of this paragraph in full width

## missing-full-stop
missing-full-stop = The last sentence of this paragraph has no full stop. Please check whether words are missing, and add it.
missing-full-stop-fix = Add “。”
missing-full-stop-open = Nothing follows this paragraph in its part of the report, but it ends with “{ $found }”. Please check whether words are missing; if none are, please write “。”.
missing-full-stop-open-fix = Change to “。”

## misspelt-citation
misspelt-citation-title = “{ $found }” should be “{ $right }”. Please correct it.
misspelt-citation-decree = The regulations in force were issued by { $right }, not { $found }. Please correct it.
misspelt-citation-year = The year of a document number has four digits: “{ $found }” should be “{ $right }”. Please correct it.
misspelt-citation-form = The document that prescribes the form of the report is “{ $right }”, not “{ $found }”. Please check and correct it.
misspelt-citation-mark = The document number lacks 号: “{ $found }” should be “{ $right }”. Please correct it.

## copied-text
copied-text = About { $share }% of the prose ({ $count } characters) is the same as in the report of { $other } for { $year }, apart from figures, dates and names. Please check whether it is true of { $agency }, and rewrite what was copied.
copied-text-earlier = About { $share }% of the prose ({ $count } characters) is the same as in this agency’s report for { $year }, apart from figures, dates and names. Please describe this year.
copied-text-here = This passage ({ $count } characters) is the same as well
copied-text-there = The same passage in the report of { $other } for { $year }

## unchanged-text
unchanged-text = The text of “{ $title }” is the same as in last year’s report, apart from the year. Please describe this year.
unchanged-text-last = “{ $title }” in last year’s report

## enumeration-order
enumeration-order = This item is “{ $found }”, after the one before it should be “{ $expected }”. Please check whether an item is missing; if none is, please correct the number.
enumeration-order-fix = Change to “{ $expected }”

## misspelt-word
misspelt-word = “{ $wrong }” should be “{ $right }”. Please correct it.
misspelt-word-usage = Official texts usually write “{ $right }” for “{ $wrong }”. Please consider it.
misspelt-word-own = “{ $wrong }” should be “{ $right }”, according to the words in gouji.toml. Please correct it.
misspelt-word-fix = Change to “{ $right }”

## number-wording
number-wording-approximate = “{ $words }” says twice that the number is approximate. Please keep one of the words.
number-wording-decrease = “{ $words }”: nothing can decrease by its multiple. Please write by how many percent, or from which number to which.
number-wording-rate = The rate { $words } exceeds 100%. Please check it.
number-wording-year = The year “{ $words }” has two digits. Please write four.

## repeated-punctuation
repeated-punctuation = “{ $marks }” has more than one mark. Please keep one.
repeated-punctuation-fix = Keep one “{ $mark }”

## repeated-word
repeated-word = “{ $word }” appears twice in a row. Please delete one.
repeated-word-fix = Delete one “{ $word }”

## stray-latin
stray-latin = There is the English word “{ $word }” between Chinese characters, perhaps from recognition or translation. Please write it in Chinese.

## placeholder
placeholder = “{ $found }” was left to be filled in. Please fill it in, or delete it.

## field-error
field-error = Word or a spreadsheet writes “{ $found }” if the target of a reference is missing. Please write what the reference pointed to.
field-code = “{ $found }” is the code of a field in Word, and no text of the report. Please delete it, and write the words that belong here.
field-code-fix = Delete

## chatbot-phrase
chatbot-phrase = “{ $found }” reads like the words of a chat assistant, which are no part of the report. Please delete them, and check this paragraph.

## personal-data
personal-data-identity = “{ $found }” is the number of an identity card, which should not be published. Please delete it, or hide its middle.
personal-data-bank = “{ $found }” is the number of a bank card, which should not be published. Please delete it, or hide its middle.
personal-data-mobile = “{ $found }” is the number of a mobile telephone. Please check whether it may be published; if it is a person’s, delete it or hide its middle.
personal-data-fix = Change to { $value }

## conversion-residue
residue-bookmark = “{ $residue }” is a bookmark left over from Word. Please delete it.
residue-page-number = “{ $residue }” is a page number left over from a page break. Please delete it.
residue-stroke = “{ $residue }” before the heading is left over from a conversion. Please delete it.
residue-garbled = “{ $residue }” is garbled, perhaps by a wrong encoding. Please correct it from the original.
residue-invisible = There are invisible characters here, which keep words from being found. Please delete them.
residue-in-figure = “{ $found }” has residue of a conversion inside the figure, so the figure is uncertain; the relations of this cell are not checked. Please correct it from the original.
residue-in-figure-fix = Change to { $value } (please look at the original first)
residue-invisible-many = There are invisible characters in { $count } places, which keep words from being found. Please delete them.
residue-lookalike = “{ $found }” is a radical or compatibility character that looks like “{ $expected }”, which keeps words from being found. Please write “{ $expected }”.
residue-lookalike-many = { $count } characters are radicals or compatibility characters that look like common ones (such as “{ $found }” for “{ $expected }”), which keeps words from being found. Please write the common ones.
residue-private = This is a private character that only one font has; elsewhere it is a box or a blank. Please correct it from the original.
residue-private-many = There are private characters in { $count } places, which only one font has; elsewhere they are boxes or blanks. Please correct them from the original.
residue-other = Here as well
residue-fix = Delete
residue-fix-all = Correct all { $count } places
residue-lookalike-fix = Write the common character

## broken-paragraph
broken-paragraph = A blank line cuts this sentence, most likely because of a page break. Please join it with the next paragraph.
broken-paragraph-fix = Join with the next paragraph

## unbalanced-punctuation
unbalanced-open = The mark { $found } has no matching { $other } after it. Please add it, or delete this one.
unbalanced-close = The mark { $found } has no matching { $other } before it. Please add it, or delete this one.
unbalanced-turned = The quotation mark { $found } faces the wrong way; please write { $expected }.
unbalanced-turned-fix = Change to { $expected }

## unread-report
unread-report-sections = The text has a report’s title and official tables ({ $tables }), but no headings of sections were recognised, so nothing was checked. Please put headings such as “一、总体情况” on lines of their own.
unread-report-title = The text has a report’s title, but the headings of its sections are inside lines, so nothing was checked. Please put headings such as “一、总体情况” on lines of their own.
unread-report-tables = The text has official tables ({ $tables }), but neither the report’s title nor headings of sections were recognised, so their figures were not checked. Please add the title and the headings, on lines of their own.
unread-report-parts = Only single sections of an annual report were recognised, but neither its title nor the other sections, so nothing was checked. Please add the title and the headings, on lines of their own.

## unused-allow
unused-allow = This comment does nothing: “{ $names }” finds nothing here. Please delete it, so that it cannot hide a real mistake later.
unused-allow-unclear = This comment for gouji cannot be understood. Please write <!-- gouji: allow rule-name -->, with commas between several names.
unused-allow-unknown = No rule is called “{ $name }”, so this comment does nothing. Please correct or delete it.
unused-allow-misspelt = No rule is called “{ $name }”, so this comment does nothing. Please check whether “{ $meant }” is meant.
unused-allow-respell = Change to “{ $meant }”
unused-allow-fix = Delete the comment that does nothing
allow-here = Ignore “{ $title }” here (writes a comment into the text)
allow-everywhere = Ignore “{ $title }” in this text (writes a comment at its beginning)

### Server and command line

## Code actions
action-fix-rule = Fix all { $count } findings of “{ $title }”
action-fix-all = Fix everything that is safe to fix
action-accept-baseline = Accept this finding (noted in { $file }, the text stays as it is)
action-turn-off = Turn off “{ $title }” in { $file }
action-fill-totals = Fill totals (cells: { $count })
action-carry-over = Carry figures over from last year’s report (cells: { $count })
change-figure = { $before } → { $after }
change-blank = blank → { $after }
action-convert-tabs = Convert the table to cells between tabs
action-convert-pipes = Convert the table to Markdown
action-convert-html = Convert the table to HTML
convert-changes = The table was not converted, because it would read differently. Please correct the findings in the table first.
finding-source = gouji: { $title }
findings-left-out = There are too many findings: only the first { $most } of each rule are listed, and { $count } more are left out. Please correct those that are listed; the others follow. The command gouji check lists all of them.
document-cut = The document is too long: only its beginning is shown here. Please check the whole of it with gouji check.
document-excluded = The settings in gouji.toml exclude { $path }, so it was not checked.
document-no-file = Only files on this machine or the remote machine can be checked. Please save it as a file first.
preview-not-a-report = This text is no annual report yet, so there is nothing to preview. Please write the title of the report or the headings of its sections first.
preview-too-large = This text holds too much and cannot be previewed. Please keep only the annual report in it.
web-list = The list for { $path } could not be made: { $problem }. Please save the list as a web page.
web-edit-unreadable = Nothing was changed. In the report, these words would be read as something else: #, ■ and | at the beginning of a line, and 【】 around a paragraph, count as marks of the layout. Please leave them out, or use other words.
web-edit-moved = Nothing was changed, because the report has just changed at this place. Please look at its present words and correct them again.

## Hover texts
hover-basis = Basis: { $basis }
hover-rule-basis = Basis of “{ $title }” ({ $rule }): { $basis }
hover-mistakes = Common mistakes: { $mistakes }
hover-cell = { $row } × { $column }
hover-figure = { $value } { $unit }
hover-holds = { $relation }: { $left } = { $right } ✓
hover-fails = { $relation }: { $left }, the table says { $found } ✗ off by { $difference }
hover-claim-agrees = Agrees with the table: { $cells }
hover-claim-differs = Differs from the table: the text says { $told }, the table { $cells } ✗ off by { $difference }
hover-claim-unknown = Not checked, as figures of the table are blank or have no certain place
hover-claim-cell = { $label }: { $value }
hover-told = What the text says of this cell:
hover-told-agrees = {"“"}{ $sentence }” ✓
hover-told-differs = {"“"}{ $sentence }” ✗
hover-told-unknown = {"“"}{ $sentence }”
hover-summary-tables = Tables read: { $tables }
hover-summary-no-tables = No table was read
hover-summary-relations = Relations: { $holds } hold, { $fails } fail, { $unknown } not checked
hover-summary-claims = Figures of the text: { $claims } understood, { $agrees } agree with the tables, { $differs } differ
hover-holds-blank = { $relation }: { $left } = { $right } ✓ (blanks count as 0)
hover-blank = { $relation }: not checked, as all its cells are still blank
hover-unknown = { $relation }: not checked, as figures are blank or cannot be read
hover-lacking = { $relation }: not checked, as a row or column of it is missing
hover-last-year-agrees = Last year’s report: “{ $row }” is { $expected }, as here ✓
hover-last-year-differs = Last year’s report: “{ $row }” is { $expected } ✗ off by { $difference }
hover-last-year = Last year’s report: “{ $row }” is { $expected }
hover-document-current = The form in force, for the reports for { $year } onward
hover-document-superseded = Superseded by { $current }, for the reports for { $year } onward
hover-cited-parts = Parts of the form that are based on this article:
hover-regulation-article = Regulations on Open Government Information, { $article }

## inlay hints
hint-last-year = last year { $figure }

## code lenses
lens-findings = findings: { $count }
lens-last-year = open the report of { $year }

## progress
progress-check = Checking reports
progress-count = { $done } of { $total }
progress-document = Reading { $path }

## rename
rename-only-numbers = Only the number of a heading can be renamed
rename-no-number = “{ $name }” cannot be the number of a heading; please write a number from 1 to 99

## Pages of the rules
severity-error = error
severity-warning = warning
severity-info = note
severity-hint = hint
page-group = group `{ $group }` ({ $title })
page-groups = Groups
page-groups-about = `[groups]` in `gouji.toml` sets the level of all rules of a group, and `--select` and `--ignore` accept the name of a group.
page-group-rules = `{ $group }` { $title }: { $rules }
group-structure = sections, headings and their numbers
group-tables = rows, columns and cells of the official tables
group-tally = relations between the figures of a table
group-prose = figures in prose
group-years = the report against other reports
group-dates = years, dates and the period
group-names = names of agencies, titles and cited documents
group-wording = words and the wording of figures
group-form = punctuation and marks
group-leftovers = leftovers of writing and converting
group-privacy = personal data
group-reading = whether the text could be read
page-mended-safely = fixed by `gouji fix`
page-mended-by-choice = has fixes to choose from
page-mended-by-hand = fixed by the author
page-example = Example
page-told = gouji says in line { $line }, at “{ $place }”:
page-last-year = Last year’s report:
page-alike = The report of another agency:
page-related = Related places:
page-related-at = line { $line }: { $message }
page-related-last-year = last year’s report, line { $line }: { $message }
page-related-alike = the other report, line { $line }: { $message }
page-fixes = Fixes:
page-fix-chosen = { $title } (never applied unless chosen)
page-off = Where it is not wanted
page-off-everywhere = Switched off in `gouji.toml`:
page-off-here = Ignored in one place, by a comment on the line before it; at the top of the report it counts for the whole text:
page-index = Rules
page-index-about = By severity. Each page says what is checked, why, on what basis and how to fix it, and gives an example. This folder is generated by `cargo xtask docs`.

## Configuration
config-syntax = This is not TOML: { $reason }.
config-unknown-key = There is no setting “{ $name }”{ $hint }. What may stand here: { $known }.
config-unknown-rule = No rule is called “{ $name }”{ $hint }.
config-unknown-group = No group of rules is called “{ $name }”{ $hint }. The groups are { $known }.
config-lacks-levels = This entry lacks “rules” or “groups”.
config-meant = {" "}(is “{ $meant }” meant?)
config-level = “{ $found }” is not a severity. It has to be one of { $levels }.
config-lacks = This entry lacks “{ $key }”.
config-word = A word of one to { $most } characters without blanks belongs here.
config-words = There are more than { $most } words here. Please keep those that occur in reports.
config-word-same = “{ $word }” would be replaced by itself. Please write the right word.
config-glob = “{ $glob }” is not a valid pattern for paths: { $reason }.
config-expected-string = Text in quotation marks belongs here.
config-expected-table = A group of “name = value” belongs here.
config-expected-list = A list in square brackets belongs here.
config-more = { $count } more mistakes are not listed. Please correct the listed ones first.
config-baseline-outside = The file of accepted findings has to be inside the folder of this configuration. Please write a relative path, such as "accepted.json", without “..”, a drive or a root.
config-glob-large = This pattern for paths is too large to be used. Please make it simpler or split it.
config-unreadable = This file cannot be read: { $reason }.
baseline-malformed = This file of accepted findings is malformed: { $reason }. Please correct it, or move it away and write it anew with gouji check --write-baseline.

file-not-utf8 = it is not encoded in UTF-8
file-irregular = it is not a regular file
file-too-large = it is larger than { $limit } MiB
file-outside = its path or a link leads out of its folder

## Command line
cli-missing = { $path } does not exist. Please check the path.
cli-denied = No permission to read { $path }.
cli-unreadable = Cannot read { $path }: { $reason }.
cli-binary = { $path } is neither plain text nor a Word document, PDF or web page. Please save it as .docx, or as a text file in UTF-8.
cli-utf32 = { $path } is encoded in UTF-32. Please save it as UTF-8.
cli-cut = { $path } ends inside a character: its last bytes are missing. Please fetch the file again.
cli-too-large = { $path } is larger than { $limit } MiB and was not checked.
cli-irregular = { $path } is not a regular file and was not checked.
cli-ignore-file = { $path } is not followed: { $reason }. The files that it would hide are checked.
cli-unknown-encoding = { $path } is not an annual report in UTF-8, UTF-16 or GB18030 (GBK) and was not checked. If it is one, please save it as UTF-8.
cli-rule-failed = Rule { $rule } failed on { $path }, so this report was not fully checked. Please tell us about this report.
cli-baseline-written = Accepted { $count } findings, written to { $path }. From now on only new ones are reported.
cli-baseline-malformed = { $path } is not a file of accepted findings, or is damaged ({ $reason }). It was not written. Please correct it, or move it away and run again.
cli-baseline-unwritable = Cannot write { $path }: { $reason }.
cli-baseline-unnamed = Note: { $path } has no effect yet. Please name it in gouji.toml: baseline = "file name".
cli-baseline-obsolete = { $count } accepted findings no longer occur. gouji check --write-baseline updates the file.
cli-write-denied = No permission to change { $path }. The file was not changed.
cli-unwritable = Cannot write { $path }: { $reason }. The file was not changed.
cli-changed-meanwhile = { $path } was changed by another program meanwhile, so nothing was written. Please run this again.
cli-owner-unkept = { $path } belongs to another user or group, which would be lost. The file was not changed. Please run this as its owner, or change it in an editor.
cli-attributes-unkept = The access control list or other attributes of { $path } would be lost. The file was not changed. Please change it in an editor.
cli-fixed = { $path }: { $count } fixed
cli-would-fix = { $path }: { $count } to fix
cli-formatted = { $path }: formatted
cli-would-format = { $path }: would be formatted
cli-left = Reports seen: { $reports }. Left to the author: errors: { $errors }, warnings: { $warnings }, notes: { $infos }, hints: { $hints }.
cli-not-a-report = { $path } does not look like an annual report on information disclosure and was not checked.
cli-extract-partial = { $path } has parts of an annual report, but is not recognised as a report. Only these parts were read.
cli-no-report = There is no report to check.
cli-more = and { $count } more related places
cli-summary = Reports checked: { $reports }. Errors: { $errors }, warnings: { $warnings }, notes: { $infos }, hints: { $hints }.
cli-extract-summary = Reports read: { $reports }. Figures: certain: { $certain }, doubtful: { $doubtful }. Cells without a figure: { $empty }; cells that were not read: { $unread }.

## The command line: files that were not checked
cli-no-stdin = This command does not read standard input. Please name a file or a folder; a file that is called “-” is written ./-.
cli-unread-word = { $path } is a document in a format that gouji does not read (such as .rtf or .odt) and was not checked. Please open it in Word or WPS and save it as .docx.
cli-unread-pdf = { $path } is a PDF or OFD file that cannot be read as it is, and was not checked. Please save it as .docx, or as a text file in UTF-8 (.txt).
cli-unread-web-page = { $path } is not a saved web page inside and was not checked. Please open the page in a browser again and save it as .html.
cli-unread-spreadsheet = { $path } is a spreadsheet and was not checked. Please save its content as a text file in UTF-8 (.txt).
cli-unread-link = { $path } is a link and was not checked. To check it, please name its path.
cli-unread-picture = { $path } is a picture and was not checked, because gouji does not recognise text in pictures. Please check the Word document from which it was made.
cli-unread-archive = { $path } is an archive of files and was not checked. Please unpack it first, and check the files in it.
cli-unread-other = { $path } is not a text file and was not checked.
cli-unread-configuration = { $path } was not checked, since its configuration is wrong. Please correct the configuration first.
cli-nothing-checked = No report was checked.
cli-passed = Not checked in folders: { $kinds }.
cli-passed-documents = Not checked in folders: { $kinds }. Please save documents in other formats as .docx, OFD files and spreadsheets as .docx or as text files in UTF-8 (.txt), and web pages as .html.
cli-count-word = Word documents that cannot be read as they are: { $count }
cli-count-pdf = PDF and OFD files that cannot be read as they are: { $count }
cli-count-web-page = web pages that cannot be read: { $count }
cli-count-spreadsheet = spreadsheets: { $count }
cli-count-encrypted = files with a password: { $count }
cli-count-damaged = damaged files: { $count }
cli-count-scan = scanned PDFs without text: { $count }
cli-count-encoding = texts in an unknown encoding: { $count }
cli-count-binary = files that are not plain text: { $count }
cli-count-link = links: { $count }
cli-count-too-large = files that are too large: { $count }
cli-count-configuration = reports with a wrong configuration: { $count }
cli-count-unreadable = unreadable files: { $count }
cli-count-not-a-report = files that are not annual reports: { $count }
cli-count-other = other files: { $count }
cli-document-other = { $path } is not a Word document inside and was not checked. Please look at the file, or save it as .docx in Word or WPS.
cli-document-old = { $path } is a Word document in a format before Word 97 and was not checked. Please save it as .docx in Word or WPS.
cli-document-encrypted = { $path } has a password and was not checked. Please remove the password in Word or WPS.
cli-document-damaged = { $path } is damaged and was not checked. Please open it in Word or WPS and save it as .docx.
cli-document-too-large = { $path } holds too much or is nested too deeply and was not checked. Please save the report as .docx or as a text file.
cli-pdf-other = { $path } is not a PDF inside and was not checked. Please look at the file, or fetch it again.
cli-pdf-encrypted = { $path } has a password and was not checked. Please save it without a password, or check the Word document from which it was made.
cli-pdf-damaged = { $path } is damaged and was not checked. Please fetch or export the PDF again, or check the Word document from which it was made.
cli-pdf-scan = { $path } has pictures of pages but no text that can be read (probably a scan), and was not checked. Please check the Word document from which it was made, or let a program for text recognition (OCR) save it as .docx.
cli-pdf-too-large = { $path } has too many pages or parts and was not checked. Please save the report alone as PDF, .docx or text.
cli-document-changes = Word documents with tracked changes that are neither accepted nor rejected: { $count }. They were checked as if all changes were accepted.
cli-document-comments = Word documents with comments, which are not checked: { $count }.
cli-annotated = Wrote to { $path }: comments: { $comments }, tracked changes: { $changes }.
cli-annotate-untracked = Changes that could not become tracked changes: { $count }. Their comments say what to correct.
cli-annotate-nothing = Nothing was found in { $path }, so no document was written.
cli-annotate-other = { $path } is not a .docx document, so comments cannot be written into it. Please save it as .docx in Word or WPS.
cli-annotate-same = { $path } is the document itself, so nothing was written. Please choose another name after -o, or use --in-place.
cli-fix-document = { $path } is a Word document, a PDF or a web page, which gouji does not change. Please correct what gouji check lists in the program that made it.
cli-place-paragraph = paragraph { $paragraph }
cli-place-line = line { $line }
cli-place-cell = table { $table } row { $row } column { $column }
cli-place-page-paragraph = page { $page } paragraph { $paragraph }
cli-place-page-cell = page { $page } table { $table } row { $row } column { $column }
cli-clean = Nothing was found in { $path }.
cli-output-unwritable = Cannot write { $path }: { $reason }. The results were not saved.
cli-output-is-input = { $path } is a file to check, so the results were not written to it. Please choose another name.
cli-write-exists = { $path } exists, so nothing was written. Please choose another name, or add --force to replace it.
cli-write-is-input = { $path } is the file to read, so nothing was written. Please choose another name.
cli-write-failed = Cannot write { $path }: { $reason }. Nothing was written.
cli-write-terminal = A Word document cannot be shown on the screen. Please name a file with -o.
cli-import-changes = As Markdown, { $path } would be read differently, so nothing was written. Please use --to text.
cli-import-tables = Tables whose rows have no clear columns, and which stay as they are instead of becoming Markdown tables: { $count }.
cli-export-findings = { $path } has open findings: errors: { $errors }, warnings: { $warnings }, notes: { $infos }, hints: { $hints }. gouji check lists them.
cli-export-labels = Labels of rows and columns that differ from the official ones, and were written as the form has them: { $count }.
cli-export-changes = The document of { $path } would be read differently from the report, so nothing was written. Please look at what gouji check lists and correct it first.
cli-export-repeated = A table of { $path } occurs twice or is split into two tables ({ $place }), so nothing was written. Please join them first.
cli-export-row = A table of { $path } has a row that the official form does not have ({ $place } “{ $words }”), so nothing was written. Please remove or correct the row first.
cli-export-figure = A figure in a table of { $path } has no certain column ({ $place } “{ $words }”), so nothing was written. Please correct its row first.
cli-export-words = A table of { $path } has other words between its rows ({ $place } “{ $words }”), so nothing was written. Please move them out of the table first.
cli-export-too-large = { $path } holds too much, so nothing was written. Please keep only the annual report in it.
cli-export-unread = A table of { $path } has rows that could not be read (from { $place }), so nothing was written. Please look at what gouji check lists and correct it first.
cli-new-no-year = Please give the year with --year, or with --from a report of last year whose title has the year.
cli-new-no-agency = Please give the agency with --agency, or with --from a report of last year whose title has the agency.
cli-new-year = The year must be between { $first } and { $last }.
cli-new-not-last-year = { $path } is the report of { $before }, not of the year before { $year }, so nothing was written. Please check --year and --from.
cli-new-agency = The agency must be one line of at most { $limit } characters, without marks.
cli-new-carried = Figures carried over from { $path }: { $count } of { $expected }.
cli-stdout-unwritable = Cannot write to standard output: { $reason }. The output is incomplete. Please check where it goes, and run this again.
cli-list-name = { $path } is no list of file names: a name is too long or is not in UTF-8. The names before it were read. Please write one name per line, or end each name with NUL.
cli-stdin-twice = Standard input cannot be both the list of files and a report. Please save one of the two in a file.
cli-statistics-format = Statistics have no such form. Please choose --format text or json.
cli-stopped = Stopped. Reports checked before: { $reports }. The results are incomplete, and a file of -o or --report was not changed.
cli-watching = Watching { $count } files. Press Ctrl-C to end.
cli-watch-ended = No longer watching.
cli-watch-stdin = Standard input cannot be watched. Please name a file or a folder.
cli-progress-read = Reading
cli-progress-check = Checking
cli-diff-outside = { $path } lies outside the current folder, so a patch of it could not be applied. Please run this in a folder that holds it.
cli-diff-encoding = No patch of { $path } is given: the file is not in UTF-8, so a patch could not be applied. gouji fix changes the file and keeps its encoding; gouji fix --dry-run lists the changes.
cli-diff-dangerous = No patch of { $path } is given: its lines hold control characters or commands for GitHub Actions. gouji fix changes the file; gouji fix --dry-run lists the changes.
cli-in-reports = {" "}(reports: { $count })
cli-fix-line = {" "}(line { $lines })
cli-fix-lines = {" "}(lines { $lines }; { $count } places)
cli-fix-many-lines = {" "}(lines { $lines } and others; { $count } places)
cli-report-form = The list { $path } has an unknown form. Please end its name in .xlsx or .html.

## The list of reports
list-title = Review of annual reports on government information disclosure
list-sheet-reports = Reports
list-sheet-findings = Findings
list-sheet-statistics = Statistics
list-sheet-unread = Not checked
list-agency = Agency
list-year = Year
list-file = File
list-findings = Findings
list-all = All
list-errors = Errors
list-warnings = Warnings
list-infos = Notes
list-hints = Hints
list-received = Received
list-carried-in = Carried in
list-granted = Granted
list-partly-granted = Granted in part
list-concluded = Concluded
list-carried-over = Carried over
list-reviews = Reviews
list-lawsuits = Lawsuits
list-this-year = This year
list-last-year = Last year
list-total = Total
list-severity = Severity
list-rule = Rule
list-rule-title = What it checks
list-place-heading = Place
list-place = line { $line } column { $column }
list-message = Finding
list-fixes = Fixes
list-reports = Reports
list-report = Report
list-reason = Reason
list-chart-findings = Findings by report
list-chart-received = Applications received

## The command line: help
cli-about = Checks annual reports on government information disclosure.
cli-about-check = Checks reports, and prints the findings with their places.
cli-about-fix = Fixes everything that changes no figure and no content.
cli-about-fmt = Aligns Markdown tables and joins blank lines. No word and no figure changes.
cli-about-extract = Prints what was read of reports: agency, year, and each cell of the official tables.
cli-about-import = Writes a Word document, a web page or a text as Markdown or plain text. No figure and no word changes.
cli-about-export = Writes a report as a Word document or a web page, in the official layout with the official tables.
cli-about-new = Writes a blank report, with the figures that last year's report carries over.
cli-about-annotate = Writes the findings into a copy of a Word document, as comments at their words.
cli-about-explain = Explains a rule, or lists all of them.
cli-about-schema = Prints the JSON schema of gouji.toml.
cli-about-lsp = Runs the language server on standard input and output, for editors.
cli-about-completions = Prints a script with which a shell completes commands, options and their values.
cli-about-man = Prints the manual page of the program or of a command.
cli-about-help = Prints the help of a command.
cli-after-check = Exit code: 0 if nothing at warning or above was found; 1 if something was; 2 on bad usage or configuration, or if a file was not checked; 130 after Ctrl-C.
cli-after-fix = Exit code: 0 if nothing at warning or above is left; 1 if something is; 2 on bad usage or configuration, or if a file was not processed.
cli-after-fmt = Exit code: 0 if nothing was to format, or it was formatted; 1 if --check or --diff found something; 2 on bad usage or configuration, or if a file was not processed.
cli-after-extract = Exit code: 0, also if cells are doubtful or were not read; 2 on bad usage, or if a file was not read; 130 after Ctrl-C.
cli-after-import = Exit code: 0 if it was written; 2 on bad usage, or if a file cannot be read or written. Findings do not count; gouji check lists them.
cli-after-export = Exit code: 0 if it was written, also if the report has findings; 2 on bad usage, if a file cannot be read or written, or if a table holds something that has no place in the official form.
cli-after-new = Exit code: 0 if it was written; 2 on bad usage, or if a file cannot be read or written.
cli-after-annotate = Exit code: 0, also if something was found; 2 on bad usage or configuration, or if the document was not read or written.
cli-heading-usage = Usage:{" "}
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-syntax = gouji <COMMAND> [OPTIONS]
cli-syntax-check = gouji check [OPTIONS] <PATH>...
cli-syntax-fix = gouji fix [OPTIONS] <PATH>...
cli-syntax-fmt = gouji fmt [OPTIONS] <PATH>...
cli-syntax-extract = gouji extract [OPTIONS] <PATH>...
cli-syntax-import = gouji import [OPTIONS] <FILE>
cli-syntax-export = gouji export --to <CHOICE> [OPTIONS] <FILE>
cli-syntax-new = gouji new [OPTIONS]
cli-syntax-annotate = gouji annotate [OPTIONS] <FILE> -o <FILE>
cli-syntax-explain = gouji explain [OPTIONS] [RULE]
cli-syntax-schema = gouji schema
cli-syntax-lsp = gouji lsp [OPTIONS]
cli-syntax-completions = gouji completions <SHELL>
cli-syntax-man = gouji man [COMMAND]
cli-syntax-help = gouji help [COMMAND]
cli-value-path = PATH
cli-value-file = FILE
cli-value-count = COUNT
cli-value-rule = RULE
cli-value-rules = RULE,…
cli-value-name = NAME
cli-value-year = YEAR
cli-value-choice = VALUE
cli-value-command = COMMAND
cli-value-shell = SHELL
cli-help-paths = Files and folders. Folders are searched for reports, except for what .gitignore excludes.
cli-help-paths-check = Files and folders; “-” is standard input. Folders are searched for reports, except for what .gitignore excludes.
cli-help-format = Form of the output: text is for people; concise is one line a finding; json, jsonl, reports (one line a report, with findings and figures), sarif, github and junit are for programs, and also name the files that are clean and those that were not checked.
cli-help-format-extract = Form of the output: json is one array with one object per file; jsonl is one object per line; csv is one line per cell, for spreadsheets.
cli-help-document = The Word document (.docx).
cli-help-output-file-annotate = Write the document with the comments to this file.
cli-help-in-place = Write the comments into the document itself.
cli-help-revisions = Also write what gouji can fix safely as tracked changes, so that the author accepts or rejects them in Word.
cli-help-fix-rule = Also write the first suggestion of each finding of this rule as a tracked change; may be given several times.
cli-help-output-file = Write the results to this file, not to the screen.
cli-help-file-import = The file to convert; “-” reads standard input.
cli-help-file-export = The report to export; “-” reads standard input.
cli-help-to-import = The format to write: markdown has pipes between the cells of tables, text has tabs.
cli-help-to-export = The format to write: docx is a Word document, html a web page that needs no other file.
cli-help-to-new = The format to write: markdown has pipes between the cells of tables, text has tabs, docx is a Word document.
cli-help-agency = The agency in the title; by default the one in the report of --from.
cli-help-year = The year of the report; by default the year after that of the report of --from.
cli-help-from = Last year's report of the same agency. The figures that it carries over to the next year are filled in.
cli-help-force = Replaces the file if it exists.
cli-help-output-file-new = Writes into this file, not to the screen. A file that exists is not replaced without --force.
cli-help-severity = Report only findings of this severity or above; lesser ones do not count for the exit code either.
cli-help-files-from = Read more names of files and folders from this file: one a line, or separated by NUL, as find -print0 writes them; “-” is standard input.
cli-help-select = Check only these rules or groups of rules, also those that gouji.toml turns off; separate several names by commas.
cli-help-ignore = Leave out these rules or groups of rules; separate several names by commas.
cli-help-fail-on = Exit with 1 only where something of this severity or above was found.
cli-help-no-last-year = Check each report by itself and print it at once, without looking for last year’s report among the files. Any number of files then needs the same memory.
cli-help-statistics = Print how often each rule was found, not the findings; as text, or with --format json.
cli-help-report = Also write a list of all reports with their findings and main figures to this file, which ends in .xlsx (Excel, WPS) or .html (browser, print). Can be given several times.
cli-help-watch = Keep running, and print the findings again whenever a file changes.
cli-help-exit-zero = Exit with 0 where something was found; with 2 still where, for example, a file was not checked.
cli-help-stdin-filename = File name of the text on standard input, for messages and to find its configuration.
cli-help-stdin-filename-extract = File name of the text on standard input, for the results and messages.
cli-help-config = Use this configuration, not the nearest gouji.toml in the folder of each report or above.
cli-help-no-config = Use no configuration and no baseline.
cli-help-write-baseline = Accept all present findings: write them to the baseline, so that only new ones are reported from then on.
cli-help-threads = Number of threads; as many as there are processors unless given.
cli-help-quiet = Print no summary and no notes beside the results, only errors.
cli-help-locale = Language of the messages; that of LC_ALL, LC_MESSAGES or LANG unless given.
cli-help-color = When to use colours: auto on a terminal, always, or never.
cli-help-dry-run = Say what would be changed, and change nothing.
cli-help-diff = Print the changes as a unified diff, and change nothing.
cli-help-check-format = List the files that would be formatted, and change nothing.
cli-help-rule = Name of a rule, or of a group, whose rules are listed; all rules are listed unless given.
cli-help-stdio = Accepted for editors that name the transport; it is the only one.
cli-help-command = Name of the command; all commands are shown unless given.
cli-help-shell = The shell.
cli-help-help = Print help.
cli-help-version = Print the version.
cli-help-values = One of: { $values }.
cli-help-default = One of: { $values }. Default: { $value }.

## The command line: manual pages
cli-man-name = NAME
cli-man-synopsis = SYNOPSIS
cli-man-description = DESCRIPTION
cli-man-extra = NOTES
cli-man-version = VERSION

## The command line: bad usage
cli-usage-error = error: { $error }
cli-usage-unknown-argument = There is no option or argument “{ $argument }”.
cli-usage-unknown-command = There is no command “{ $command }”.
cli-usage-invalid-value = “{ $argument }” cannot be “{ $value }”.
cli-usage-no-value = “{ $argument }” needs a value.
cli-usage-no-equals = The value of “{ $argument }” follows an equals sign, as in --write-baseline=FILE.
cli-usage-conflict = “{ $argument }” cannot be used together with “{ $other }”.
cli-usage-twice = “{ $argument }” can be given only once.
cli-usage-missing = Missing: { $arguments }.
cli-usage-missing-command = Please name a command.
cli-usage-too-many = “{ $argument }” takes no value “{ $value }”.
cli-usage-not-utf8 = The command line holds text that is not UTF-8.
cli-usage-other = The command line is wrong.
cli-usage-meant = Did you mean “{ $meant }”?
cli-usage-more = For more, see: { $command }
