### What the rules say and how to mend it. For people who write and review reports: plain, polite, exact, with both
### figures, their difference and what to do.

## missing-section
missing-section = The section “{ $title }” is missing. A report has six sections; please add it. Keep heading and table even where there is nothing to report.
missing-section-fix = Insert the section “{ $title }”

## missing-row
missing-row = { $table }: { $count } rows are missing: { $rows }. Keep rows without cases and enter 0.
missing-row-fix = Insert the missing rows ({ $count }), without figures
related-table = { $table } belongs to this section

## missing-column
missing-column = { $table }: the header lacks the column “{ $columns }”, so nobody can tell which figures are missing. Please restore the column and its figures from the official form.

## cell-count
cell-count = This row has { $figures } figures where { $columns } belong, and it cannot be told which one is missing or too many; the row is not checked. Please complete it from the original.
cell-count-many = { $table }: { $rows } rows have the wrong number of figures ({ $figures } where { $columns } belong); they are not checked. Please complete them from the original.
cell-count-row = { $figures } figures where { $columns } belong

## row-label
row-label = The label “{ $found }” differs from the official one, “{ $official }”.
row-label-fix = Change to “{ $official }”

## torn-table
torn-table-blank = A blank line divides the table, so that it reads as two. Please delete it.
torn-table-foreign = Something that does not belong to the table stands inside it, most likely from a page break. Please delete it.
torn-table-shifted = The row “{ $row }” is not aligned with its group, most likely because of a page break. Please move it back.
torn-table-unknown = { $table }: the labels of { $rows } rows are not known, so these rows are not checked. Please correct them after the official form, or delete rows that are not part of it.
torn-table-unknown-row = This row’s label is not known either
torn-table-fix = Delete the blank line

## heading-level
heading-level = “{ $heading }” has the depth { $found }; the first heading of its level has { $expected }. Please use one depth.
heading-level-first = The first heading of this level has { $expected }
heading-level-fix = Change to { $expected }
heading-level-fix-all = Use one depth in all { $count } places

## duplicate-section-number
duplicate-section-number = The number “{ $ordinal }” is used twice: by “{ $heading }” and by “{ $other }”. Please renumber.
duplicate-section-number-other = “{ $ordinal }” is used here as well
renumber-one = Change “{ $ordinal }” to “{ $number }”
renumber-all = Renumber these { $count } items from { $first } to { $last }
demote = Demote “{ $ordinal }” to “{ $new }” (with all { $count } such headings of the section)

## missing-fee-statement
missing-fee-statement = Section 六 does not say whether information processing fees (信息处理费) were charged. Please say so and, if they were, how much.

## missing-period
missing-period = The period of the figures is not stated. Please add a sentence below the title, for example: 报告中所列数据的统计期限自{ $year }年1月1日起至{ $year }年12月31日止。

## title-form
title-form = The title “{ $found }” does not have the prescribed form, “{ $expected }”.

## narrative-mismatch
narrative-mismatch = The text says { $told } for “{ $label }”, the table says { $stands } ({ $unit }); they differ by { $difference }. Please check which one is right.
narrative-denied = The text says there were none for “{ $label }”, the table says { $stands } ({ $unit }). Please check which one is right.
narrative-cell = The table says { $stands } for “{ $label }”
narrative-take-table = Change the text to the table’s { $stands }
narrative-take-text = Change the table to the text’s { $told }

## narrative-percentage
narrative-percentage = The percentage does not follow: { $part } of { $whole } { $unit } is { $exact }%, the text says { $told }%. Please check.
narrative-percentage-fix = Change to { $exact }%

## narrative-sum
narrative-sum = The parts do not add up: { $parts }, but the total says { $total } { $unit }; they differ by { $difference }. Please check.

## carried-over-mismatch
carried-over-mismatch = “{ $row }” is { $found } in the column “{ $column }”, but last year’s report carried over { $expected } (“{ $other }”), a difference of { $difference } ({ $unit }). Both should be equal (columns that differ: { $columns }). Please check which year’s figure is wrong.
carried-over-last = Last year’s report: “{ $row }” is { $expected } in the column “{ $column }”
carried-over-fix = Take the figures of last year’s report ({ $expected })

## documents-in-force
documents-in-force = “{ $row }”: { $found } in force. Last year’s { $before }, plus { $issued } issued, less { $repealed } repealed this year make { $expected }, a difference of { $difference } ({ $unit }). Please check; where the stock was counted anew, please say so in a note below the table.
documents-in-force-last = Last year’s report: “{ $row }”, { $before } in force

## outdated-table
outdated-table = { $table } follows the superseded form ({ $old }). Reports for 2021 onward use that of { $new }; please fill in the new table. The figures are defined differently and cannot be carried over.
outdated-table-row = “{ $row }” as a single row follows the superseded form. By { $new } it is divided into: { $rows }.
outdated-table-mixed = This report mixes two forms: this table follows { $old }, others follow { $new }. Please use one.

## unchanged-text
unchanged-text = The text of “{ $title }” is the same as in last year’s report, apart from the year. Please describe this year.
unchanged-text-last = “{ $title }” in last year’s report

## repeated-word
repeated-word = “{ $word }” stands twice. Please delete one.
repeated-word-fix = Delete one “{ $word }”

## stray-latin
stray-latin = The English word “{ $word }” stands between Chinese characters, perhaps from recognition or translation. Please write it in Chinese.

## conversion-residue
residue-bookmark = “{ $residue }” is a bookmark left over from Word. Please delete it.
residue-page-number = “{ $residue }” is a page number left over from a page break. Please delete it.
residue-stroke = “{ $residue }” before the heading is left over from a conversion. Please delete it.
residue-garbled = “{ $residue }” is garbled, perhaps by a wrong encoding. Please correct it from the original.
residue-invisible = There are invisible characters here, which keep words from being found. Please delete them.
residue-fix = Delete

## broken-paragraph
broken-paragraph = A blank line cuts this sentence, most likely because of a page break. Please join it with the next paragraph.
broken-paragraph-fix = Join with the next paragraph

## unused-allow
unused-allow = This comment does nothing: “{ $names }” finds nothing here. Please delete it, so that it cannot hide a real mistake later.
unused-allow-unclear = This comment for gouji cannot be understood. It is written <!-- gouji: allow rule-name -->, with commas between several names.
unused-allow-unknown = No rule is called “{ $name }”, so this comment does nothing.
unused-allow-misspelt = No rule is called “{ $name }”. Is “{ $meant }” meant?
unused-allow-respell = Change to “{ $meant }”
unused-allow-fix = Delete the comment that does nothing
allow-here = Ignore { $rule } here
allow-everywhere = Ignore { $rule } in the whole text

## tally-mismatch
tally-cell = “{ $cell }” is { $found }; by the relations of the table it should be { $expected }, a difference of { $difference } ({ $unit }). Changing this cell restores every relation that fails ({ $relations }).
tally-relation = “{ $cell }” does not tally: { $relation }. { $left }, but the table says { $found }, a difference of { $difference } ({ $unit }). Please check.
tally-related = { $relation }. One side is { $left }, the other { $right }
tally-related-at = { $at }: { $relation }. One side is { $left }, the other { $right }
tally-fix = Change to { $value }

### Server and command line

## Code actions
action-fix-rule = Mend all { $count } of { $rule }
action-fix-all = Mend everything that is safe to mend

## Hover texts
hover-basis = Basis: { $basis }
hover-mistakes = Common mistakes: { $mistakes }
hover-cell = { $row } × { $column }
hover-figure = { $value } { $unit }
hover-holds = { $relation }: { $left } = { $right } ✓
hover-fails = { $relation }: { $left }, the table says { $found } ✗ off by { $difference }
hover-claim-agrees = Agrees with the table: { $cells }
hover-claim-differs = Differs from the table: the text says { $told }, the table { $cells } ✗ off by { $difference }
hover-claim-unknown = Not checked, as figures of the table are blank or have no certain place
hover-claim-cell = { $label }: { $value }
hover-told = The text tells this cell:
hover-told-agrees = {"“"}{ $sentence }” ✓
hover-told-differs = {"“"}{ $sentence }” ✗
hover-told-unknown = {"“"}{ $sentence }”
hover-summary-tables = Tables read: { $tables }
hover-summary-no-tables = No table was read
hover-summary-relations = Relations: { $holds } hold, { $fails } fail, { $unknown } not checked
hover-summary-claims = Figures of the text: { $claims } understood, { $agrees } agree with the tables, { $differs } differ
hover-unknown = { $relation }: not checked, as figures are blank or cannot be read

## Pages of the rules
severity-error = error
severity-warning = warning
severity-info = note
severity-hint = hint
page-mended-safely = mended by `gouji fix`
page-mended-by-choice = has fixes to choose
page-mended-by-hand = mended by the author
page-example = Example
page-told = gouji says in line { $line }, at “{ $place }”:
page-last-year = Last year’s report:
page-related = Related places:
page-related-at = line { $line }: { $message }
page-related-last-year = last year’s report, line { $line }: { $message }
page-fixes = Fixes:
page-fix-chosen = { $title } (never done unless chosen)
page-off = Where it is not wanted
page-off-everywhere = Switched off in `gouji.toml`:
page-off-here = Allowed in one place, by a comment on the line before it; at the top of the report it counts for all of it:
page-index = Rules
page-index-about = By severity. Each page says what is checked, why, on which basis, how to mend it, and gives an example. This folder is generated by `cargo xtask docs`.

## Configuration
config-syntax = This is not TOML: { $reason }.
config-unknown-key = There is no setting “{ $name }”{ $hint }. What may stand here: { $known }.
config-unknown-rule = No rule is called “{ $name }”{ $hint }.
config-meant = {" "}(is “{ $meant }” meant?)
config-level = “{ $found }” is no level of a rule. It has to be one of { $levels }.
config-lacks = This entry lacks “{ $key }”.
config-glob = “{ $glob }” is no valid pattern for paths: { $reason }.
config-expected-string = Text in quotation marks has to stand here.
config-expected-table = A group of “name = value” has to stand here.
config-expected-list = A list in square brackets has to stand here.
config-unreadable = This file cannot be read: { $reason }.
baseline-malformed = This file of accepted findings is malformed: { $reason }. Please correct it, or write it anew with gouji check --write-baseline.

## Command line
cli-missing = { $path } does not exist. Please check the path.
cli-denied = No permission to read { $path }.
cli-unreadable = Cannot read { $path }: { $reason }.
cli-binary = { $path } is not plain text (perhaps a Word, PDF or spreadsheet file). Please save its content as a text file in UTF-8.
cli-utf16 = { $path } is encoded in UTF-16. Please save it as UTF-8.
cli-not-utf8 = { $path } is not encoded in UTF-8 (perhaps in GBK). Please save it as UTF-8.
cli-write-denied = No permission to change { $path }. The file was not changed.
cli-unwritable = Cannot write { $path }: { $reason }. The file was not changed.
cli-changed-meanwhile = { $path } was changed by another program meanwhile, so nothing was written. Please run this again.
cli-fixed = { $path }: { $count } mended
cli-would-fix = { $path }: { $count } to mend
cli-left = Reports seen: { $reports }. Left to the author: errors: { $errors }, warnings: { $warnings }, notes: { $infos }, hints: { $hints }.
cli-not-a-report = { $path } does not look like an annual report on information disclosure and was not checked.
cli-no-report = There is no report to check.
cli-more = and { $count } more related places
cli-summary = Reports checked: { $reports }. Errors: { $errors }, warnings: { $warnings }, notes: { $infos }, hints: { $hints }.
