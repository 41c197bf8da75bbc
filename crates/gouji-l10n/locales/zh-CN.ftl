### 规则的说明与改法。写给编写和审核年报的人：平实、礼貌、准确，写明两个数和差额，并说明怎么办。

## missing-section
missing-section = 缺少“{ $title }”部分。年度报告应有六个部分，请补写；确无内容的，也请保留标题和表格。
missing-section-fix = 插入“{ $title }”部分
missing-section-all = 只有标题，还没有正文。年度报告应有六个部分，请逐一填写；可以一次插入全部标题和空白表格。
missing-section-all-fix = 插入缺少的全部内容：{ $titles }
missing-section-stand-in = 这里的“{ $found }”占了它的序号，可能就是这一部分
missing-section-rename = 把“{ $found }”改为“{ $title }”

## duplicate-section-number
duplicate-section-number = 序号“{ $ordinal }”重复：“{ $heading }”与“{ $other }”用了同一个序号。请重新编号。
duplicate-section-number-other = 这里也用了“{ $ordinal }”
renumber-one = 把“{ $ordinal }”改为“{ $number }”
renumber-all = 把这 { $count } 项重新编号为“{ $first }”至“{ $last }”
demote = 把“{ $ordinal }”降为“{ $new }”（同一部分的 { $count } 个标题一并调整）

## section-number-order
section-number-order = 序号不连续：“{ $before }”之后应为“{ $expected }”，这里是“{ $found }”。请核对是否漏了内容；没有漏的，请重新编号。
section-number-start = 序号应从“{ $expected }”开始，这里的第一项是“{ $found }”。请核对前面是否漏了内容；没有漏的，请重新编号。
section-number-before = 前一项是“{ $ordinal }”
section-number-official = “{ $title }”的序号是“{ $found }”，按规定应为“{ $expected }”。请改正。
section-order = “{ $title }”的位置不对：按规定的顺序，这里应是“{ $expected }”。请调整。
section-order-other = 应排在前面的部分在这里
section-order-fix = 按规定的顺序排列各部分
renumber-sections = 按规定给各部分编号（共改 { $count } 处）

## section-title
section-title = 标题“{ $found }”不规范，请改为规定的“{ $expected }”。
section-title-fix = 改为“{ $expected }”

## unexpected-section
unexpected-section = “{ $ordinal }{ $heading }”不是规定的六个部分之一，却用了同一级的序号。属于某一部分的，请改用“（一）”一级的序号；其他内容请并入第六部分。

## empty-section
empty-section = “{ $heading }”下面没有内容。请补写；确无内容的，请写明。
empty-section-none = “{ $heading }”只写了“{ $found }”。这一部分应有具体内容，请补写。

## heading-level
heading-level = 标题级别是 { $found }，同级的第一个标题是 { $expected }：“{ $heading }”。请统一。
heading-level-first = 同级的第一个标题是 { $expected }
heading-level-fix = 改为 { $expected }
heading-level-fix-all = 统一全部 { $count } 处标题级别
heading-level-jump = 序号从“{ $above }”直接到“{ $found }”，中间没有“（一）”和“1.”。请核对标题的层次。
heading-level-jump-above = 上一级标题
heading-level-skip = 标题级别是 { $found }，上一级是 { $above }，中间跳过了一级：“{ $heading }”。请改为 { $expected }。

## heading-punctuation
heading-punctuation = 序号“{ $found }”的写法不合惯例，请改为“{ $expected }”。
heading-punctuation-other = 这里也应为“{ $expected }”
heading-punctuation-fix = 改为“{ $expected }”
heading-punctuation-fix-all = 统一这一级 { $count } 处序号的写法
heading-punctuation-missing = 标题“{ $title }”前没有序号，而其他部分有。请补上“{ $number }”。
heading-punctuation-missing-fix = 补上“{ $number }”
heading-punctuation-run-in = 标题“{ $title }”与后面的文字连在一起。请在标题后换行。
heading-punctuation-run-in-fix = 在标题后换行

## missing-subsection
missing-subsection = 总体情况中没有写到：{ $titles }。这一部分通常分五个方面，请补写。
missing-subsection-fix = 插入小标题：{ $titles }

## missing-table
missing-table = 缺少{ $table }。请补上；没有数据的，也请保留表格并填“0”。
missing-table-fix = 插入空白的{ $table }

## missing-row
missing-row = 缺少 { $count } 行：{ $rows }（{ $table }）。请补上；没有数据的行也请保留并填“0”。
missing-row-figures = 没有填数的一行（{ $table }）。请补上；没有发生的填“0”。
missing-row-fix = 补上缺少的 { $count } 行（数字留空）
related-table = { $table }应在这一部分

## missing-column
missing-column = 表头缺少“{ $columns }”列（{ $table }），缺了哪些数字无法判断。请对照官方表样补上该列和数字。
missing-column-label = 表头缺少列名“{ $columns }”（{ $table }），各行数字是齐全的。请补上列名。
missing-column-fix = 补上列名“{ $official }”

## duplicate-row
duplicate-row = “{ $row }”出现了 { $count } 次（{ $table }），核对时以按顺序排列的那一行为准。请删去多余的行。
duplicate-row-figures = 有 { $count } 行数字，只应有一行（{ $table }），核对时以第一行为准。请删去多余的行。
duplicate-row-other = 这里也有这一行

## row-order
row-order = 有 { $count } 行顺序不对：{ $rows }（{ $table }）。按官方表样，“{ $row }”应在“{ $before }”之后。请移回原位，并核对数字是否随行移动。
row-order-first = 有 { $count } 行顺序不对：{ $rows }（{ $table }）。按官方表样，“{ $row }”应是第一行。请移回原位，并核对数字是否随行移动。
row-order-other = 这一行也不在原位
row-order-fix = 把这 { $count } 行移回原位

## unknown-row
unknown-row = 有 { $count } 行不是官方表样中的行：{ $rows }（{ $table }）。这些行暂不核对。行名有误的请改正，多余的请删去。
unknown-row-loose = 有 { $count } 行数字认不出属于哪一行：{ $rows }（{ $table }）。这些行暂不核对，请对照原件。
unknown-row-subtotal = 有 { $count } 行是官方表样没有的小计：{ $rows }（{ $table }）。这些行暂不核对。正式报送时请按表样删去。
unknown-row-other = 这一行也不是官方表样中的行

## row-label
row-label = 名称“{ $found }”与官方表样不一致，请改为“{ $official }”。
row-label-fix = 改为“{ $official }”

## cell-count
cell-count = 这一行有 { $figures } 个数字，应有 { $columns } 个，无法判断缺了或多了哪一个，这一行暂不核对。请对照原件改正。
cell-count-many = 有 { $rows } 行数字个数不符，应有 { $columns } 个，实有 { $figures } 个（{ $table }）。这些行暂不核对，请对照原件改正。
cell-count-row = 这一行有 { $figures } 个数字，应有 { $columns } 个

## invalid-number
invalid-number = “{ $found }”不是数字，这一格应填数字，与它有关的勾稽关系暂不核对。请改为数字；没有发生的填“0”。
invalid-number-negative = { $found } 是负数，这里的数不能小于 0，与它有关的勾稽关系暂不核对。请核对。
invalid-number-decimal = { $found } 是小数，这里以“{ $unit }”计数，应为整数，与它有关的勾稽关系暂不核对。请核对。
invalid-number-separators = “{ $found }”的千位分隔符位置不对，无法确定是多少，与它有关的勾稽关系暂不核对。请对照原件改正。
invalid-number-many = 有 { $count } 格应填数字而没有填数字（{ $table }），与它们有关的勾稽关系暂不核对。请改为数字；没有发生的填“0”。
invalid-number-other = 这一格也应填数字
invalid-number-fix = 改为 { $value }
invalid-number-noted = 有 { $count } 格在数字后面带有文字，如“{ $found }”，核对时按 { $value } 读取（{ $table }）。请在表内只填数字，需要说明的写在表后。
invalid-number-noted-other = 这一格的数字后面也有文字
invalid-number-noted-fix = 删去数字后面的单位（{ $count } 处）

## blank-cell
blank-cell = 有 { $count } 格没有填数，第一格在这里（{ $table }）。没有发生的请填“0”；空白处只在关系成立时按 0 核对。
blank-cell-stroke = 有 { $count } 格没有填数，第一格在这里，填的是“{ $found }”（{ $table }）。没有发生的请填“0”；这些格只在关系成立时按 0 核对。
blank-cell-all = 整张表还没有填数，共 { $count } 格（{ $table }）。请填写；没有发生的填“0”。
blank-cell-other = 这一格也没有填数
blank-cell-fix = 把没有填数的 { $count } 格都填为“0”

## outdated-table
outdated-table = { $table }用的是旧版表样（{ $old }），2021 年度起的年报应使用{ $new }的表样。请换表重新填写；新旧两表口径不同，数字不能照搬。
outdated-table-row = “{ $row }”写成一行是旧版表样的形式。请按{ $new }分为以下各行填写：{ $rows }。
outdated-table-mixed = 这份年报混用了两种表样：这张表是{ $old }的，其他表是{ $new }的。请统一。

## unreadable-table
unreadable-table = { $table }有 { $count } 行的数字无法确定列次，未核对，第一处是“{ $row }”。请对照原件检查：行名和数字应在同一行，数字不缺不多。
unreadable-table-figures = { $table }的数字无法确定列次，未核对。请对照原件检查：数字应按表样的次序排在同一行，不缺不多。
unreadable-table-whole = 没有认出{ $table }，表中的数字都没有核对。请对照官方表样检查表格是否完整、行名和列名是否正确。
unreadable-table-other = 这一行的数字也无法确定列次

## torn-table
torn-table-blank = 表格中间有空行，前后两部分会被当作两张表。请删去空行。
torn-table-foreign = 表格中间夹有表格以外的内容，多为分页留下的。请删去，使前后两部分连成一张表。
torn-table-other = 这里的表格中间也夹有其他内容
torn-table-shifted = “{ $row }”这一行与同组的行没有对齐，多为分页时移位。请移回原位。
torn-table-fix = 删去空行

## tally-mismatch
tally-cell = 应为 { $expected }，表中是 { $found }：“{ $cell }”，相差 { $difference } { $unit }。请核对；只要改正这一格，不符的关系（{ $relations }）就都成立。
tally-cell-among-others = 应为 { $expected }，表中是 { $found }：“{ $cell }”，相差 { $difference } { $unit }。它涉及的关系（{ $relations }）另有别处的差错，请一并改正。
tally-moved = 有 { $amount } { $unit }应计入“{ $to }”，误计入了“{ $from }”
tally-moved-between = “{ $first }”与“{ $second }”之间有 { $amount } { $unit }计错了位置
tally-moved-both = “{ $first }”与“{ $second }”同时多计或少计了 { $amount } { $unit }
tally-move-row = { $what }，以致不符的关系是：{ $relations }。差错在同一行的两格里，可能的有 { $count } 行，见相关位置。请核对后改正。
tally-move-column = { $what }，以致不符的关系是：{ $relations }。差错在同一列的两格里，可能的有 { $count } 列，见相关位置。请核对后改正。
tally-move-cells = { $what }，以致不符的关系是：{ $relations }。差错只可能在这两格：“{ $cell }”是 { $found }，应为 { $expected }；“{ $other }”是 { $stands }，应为 { $becomes }。请一并改正。
tally-move-candidate = 可能错在这里：“{ $cell }”由 { $found } 改为 { $expected }，“{ $other }”由 { $stands } 改为 { $becomes }
tally-relation = 合计应为 { $expected }，表中是 { $found }：“{ $cell }”，{ $left }，相差 { $difference } { $unit }。关系是：{ $relation }。请核对这个关系涉及的各格。
tally-related = { $relation }。一边是 { $left }，另一边是 { $right }
tally-related-at = { $at }：{ $relation }。一边是 { $left }，另一边是 { $right }
tally-claim-agrees = 正文写“{ $label }” { $told } { $unit }，与表格一致
tally-claim-differs = 正文写“{ $label }” { $told } { $unit }，表格是 { $stands } { $unit }
tally-claim-will-agree = 正文写“{ $label }” { $told } { $unit }，与改正后的表格一致
tally-claim-will-differ = 正文写“{ $label }” { $told } { $unit }，改正后的表格是 { $stands } { $unit }
tally-fix = 改为 { $value }
tally-fix-candidate = 如果错的是“{ $cell }”：改为 { $value }
tally-fix-cells = 两格一并改正：{ $cells }
tally-fix-cell = “{ $cell }”改为 { $value }

## narrative-mismatch
narrative-mismatch = 正文是 { $told }，表格是 { $stands }：“{ $label }”，相差 { $difference } { $unit }。请核对哪一个正确。
narrative-denied = 正文说没有，表格是 { $stands } { $unit }：“{ $label }”。请核对哪一个正确。
narrative-all-handled = 正文说已全部办结，表格还有 { $stands } { $unit }：“{ $label }”。请核对哪一个正确。
narrative-cell = 表格中“{ $label }”是 { $stands }
narrative-cell-blank = 表格的“{ $label }”空着，按本行各列相加是 { $stands }
narrative-take-table = 正文改为表格的 { $stands }
narrative-take-text = 表格改为正文的 { $told }

## narrative-sum
narrative-sum = 总数是 { $total }，分项之和是 { $sum }：{ $parts }，相差 { $difference } { $unit }。请核对总数和各分项。
narrative-sum-part = 总数是 { $total }，其中的一项是 { $part }，超过了总数（单位：{ $unit }）。请核对这两个数字。

## narrative-percentage
narrative-percentage = 正文是 { $told }%，应为 { $exact }%：{ $part } { $unit }占 { $whole } { $unit }。请核对数字和百分比。
narrative-percentage-sum = 各项占比之和是 { $sum }%：{ $shares }。列举完全的，应为 100%。请核对各项。
narrative-percentage-fix = 改为 { $exact }%

## narrative-change
narrative-change-percent = 正文是 { $told }%：从 { $then } { $unit }到 { $now } { $unit }，按“{ $way }”计算是 { $exact }%。请核对数字和百分比。
narrative-change-difference = 正文是 { $told }：从 { $then } { $unit }到 { $now } { $unit }，按“{ $way }”计算是 { $exact }。请核对这些数字。

## fee-mismatch
fee-mismatch = 正文是 { $told }，合 { $amount } 万元，超过了表格的 { $stands } 万元：“{ $label }”。请核对两处的金额和单位。
fee-mismatch-denied = 正文写明“{ $told }”，表格是 { $stands } 万元：“{ $label }”。请核对哪一个正确。
fee-mismatch-cell = 表格的“{ $label }”是 { $stands } 万元

## year-mismatch
year-mismatch-period = 标题是 { $expected } 年，统计期限是 { $found } 年。请核对哪一个正确，并改为一致。
year-mismatch-introduction = 标题是 { $expected } 年，这里介绍本报告时写的是 { $found } 年。请核对哪一个正确，并改为一致。
year-mismatch-prose = 标题是 { $expected } 年，这里写的是 { $found } 年，可能沿用了上年的文字。请核对年份和数字。
year-mismatch-future = 标题是 { $expected } 年，这里写的是 { $found } 年，那一年的工作还不能总结。请核对年份。
year-mismatch-implausible = 标题是 { $found } 年，正文说到的最晚是 { $latest } 年。请核对标题的年份。
year-mismatch-title = 标题写的是 { $year } 年
year-mismatch-other = 这里写的也是 { $year } 年
year-mismatch-fix = 改为标题的 { $year } 年（共 { $count } 处）
year-mismatch-fix-title = 标题改为 { $year } 年

## title-form
title-form = 标题“{ $found }”不规范，请改为“{ $expected }”。
title-form-fix = 改为“{ $expected }”

## missing-period
missing-period = 没有写明数据的统计期限。请补一句，例如：{ $sentence }
missing-period-end = 统计期限写到 { $month } 月 { $day } 日，应到 12 月 31 日。请改正。
missing-period-start = 统计期限从 { $month } 月 { $day } 日开始，一般从 1 月 1 日开始。请核对；年内成立的机关，请写明。
missing-period-day = 没有 { $month } 月 { $day } 日这一天，统计期限应为 1 月 1 日至 12 月 31 日。请改正。
missing-period-end-fix = 改为 12月31日
missing-period-fix = 写上“{ $sentence }”（请先核实）

## missing-fee-statement
missing-fee-statement = 第六部分没有说明信息处理费的收取情况。请写明本年度是否收取；收取的，写明金额。
missing-fee-statement-fix = 写上“{ $sentence }”（请先核实）

## outdated-citation
outdated-citation = “{ $found }”已被取代，2021 年度起的年报请改引“{ $expected }”。
citation-form = 文号“{ $found }”的写法不规范，请改为“{ $expected }”。
citation-fix = 改为“{ $expected }”

## impossible-date
impossible-date = “{ $found }”不存在：没有 { $month } 月 { $day } 日这一天。请改正。
impossible-date-reversed = “{ $found }”止于开始之前。请改正。

## signature-date
signature-date-early = 落款日期“{ $found }”在报告年度 { $year } 年之内，这时全年的数字还不齐。请核对年份。
signature-date-late = 落款日期“{ $found }”晚于 { $year } 年 3 月 31 日，即上一年度报告公布的最后期限。请核对。
signature-date-fix = 改为“{ $year }”年

## implausible-value
implausible-value-rules = 填了 { $found }，一般应为 0：“{ $row }”。县级及以下政府、地方政府部门没有规章制定权，{ $agency }一般应填“0”。请核对是否误将行政规范性文件计入。
implausible-value-rules-other = 这一格也不是 0
implausible-value-stock = 现行有效 { $stock }，少于本年制发 { $issued }：“{ $row }”。现行有效件数一般是截至年末的全部存量，不是当年数。请核对。
implausible-value-yuan = 这一格写的是“{ $found }”，表中的单位是“{ $unit }”，折合 { $value } { $unit }。请换算后填写。
implausible-value-fee = 这一格是 { $found } { $unit }，数额偏大，可能误以“元”为单位填报；如是，应为 { $value } { $unit }。请核对单位。
implausible-value-others = { $found } { $unit }，超过总计 { $total } { $unit }的三成：“{ $cell }”。“其他”是兜底项，请核对是否有可以归入前面各项的。
implausible-value-related = { $cell }
implausible-value-fix = 改为 { $value }

## carried-over-mismatch
carried-over-mismatch = 本年 { $found }，上年 { $expected }：“{ $row }”的{ $column }与上年报告“{ $other }”的{ $column }应当一致，相差 { $difference } { $unit }（不一致的列：{ $columns }）。请核对哪一年的数字有误。
carried-over-last = 上年报告中，“{ $row }”的{ $column }是 { $expected }
carried-over-fix = 改为上年报告的数字（{ $expected }）
carried-over-fix-anyway = 改为上年报告的数字（{ $expected }）；改后“{ $relations }”不再成立，须一并核对

## documents-in-force
documents-in-force = 现行有效 { $found }，按上年推算应为 { $expected }：“{ $row }”，上年 { $before }，加本年制发 { $issued }，减本年废止 { $repealed }，相差 { $difference } { $unit }。请核对；因清理等原因重新统计的，请在表后注明。
documents-in-force-repealed = 本年废止 { $repealed } { $unit }，多于上年现行有效 { $before } 与本年制发 { $issued } 之和：“{ $row }”。请核对这些数字。
documents-in-force-last = 上年报告中，“{ $row }”现行有效是 { $before }

## last-year-figure
last-year-figure = 正文说上年是 { $told } { $unit }，上年报告是 { $before } { $unit }：“{ $label }”。请核对哪一个正确。
last-year-figure-difference = 正文说“{ $label }”比上年{ $told }；上年报告是 { $before } { $unit }，本年是 { $now } { $unit }，应为{ $change } { $unit }。请核对这些数字。
last-year-figure-percent = 正文说“{ $label }”比上年{ $told }；上年报告是 { $before } { $unit }，本年是 { $now } { $unit }，应为{ $change }。请核对这些数字。
last-year-figure-increase = 增加 { $amount }
last-year-figure-decrease = 减少 { $amount }
last-year-figure-cell = 上年报告中，“{ $label }”是 { $before }

## unchanged-figures
unchanged-figures = 这张表的全部数字与上年报告相同，其中有 { $count } 个既不是 0 也不是合计：“{ $table }”。请核对是否误用了上年的表格。
unchanged-figures-all = 各张表的全部数字与上年报告相同，其中有 { $count } 个既不是 0 也不是合计。请核对是否误用了上年的表格。
unchanged-figures-last = 上年报告的“{ $table }”

## conflicting-figures
conflicting-figures = 这里是 { $told }，前文是 { $other }：“{ $label }”。请核对哪一个正确，并改为一致。
conflicting-figures-first = 前文是 { $other }

## announced-sections
announced-sections = 正文说有 { $told } 个部分，实际有 { $found } 个部分。请核对，并改为一致。
announced-sections-fix = 改为“{ $found }”

## another-agency
another-agency = 标题是“{ $own }”的年报，这里是“{ $found }”。请核对机关名称和联系方式。
another-agency-title = 标题
another-agency-region = “{ $found }”应为“{ $expected }”：{ $figure } 是本报告表格中的数字。请核对这句话是否沿用了其他机关的年报。
another-agency-region-fix = 改为“{ $expected }”

## repeated-title
repeated-title = 标题在第一部分之前又出现了一次。请核对是否多余。
repeated-title-first = 标题
repeated-title-fix = 删去这一行

## half-width-punctuation
half-width-punctuation = 汉字之间的“{ $found }”是半角标点，应为“{ $expected }”；这一段共有 { $count } 处。请改为全角。
half-width-punctuation-other = 这里也是半角标点
half-width-punctuation-fix = 把这一段的 { $count } 处改为全角

## missing-full-stop
missing-full-stop = 这一段的最后一句没有句号。请核对是否漏了文字，并补上句号。
missing-full-stop-fix = 补上“。”
missing-full-stop-open = 这一段后面没有下文，末尾却是“{ $found }”。请核对是否漏了文字；没有漏的，请改为“。”。
missing-full-stop-open-fix = 改为“。”

## misspelt-citation
misspelt-citation-title = “{ $found }”应为“{ $right }”。请改正。
misspelt-citation-decree = 公布现行条例的是{ $right }，这里是{ $found }。请改正。
misspelt-citation-year = 文号的年份应为四位数字：“{ $found }”应为“{ $right }”。请改正。
misspelt-citation-form = 规定年度报告格式的文件是“{ $right }”，这里写作“{ $found }”。请核对并改正。
misspelt-citation-mark = 文号缺“号”字：“{ $found }”应为“{ $right }”。请改正。

## copied-text
copied-text = 正文约有 { $share }% 的文字（{ $count } 字）除数字、日期和机关名称外，与{ $other } { $year } 年的年报相同。请核对这些文字是否符合{ $agency }的实际，照搬的请改写。
copied-text-earlier = 正文约有 { $share }% 的文字（{ $count } 字）除数字、日期和机关名称外，与本机关 { $year } 年的年报相同。请写明本年度的实际情况。
copied-text-here = 这一段也有 { $count } 字相同
copied-text-there = { $other } { $year } 年年报中的相同文字

## unchanged-text
unchanged-text = “{ $title }”部分的文字除年份外与上年报告完全相同。请写明本年度的实际情况。
unchanged-text-last = 上年报告的“{ $title }”

## enumeration-order
enumeration-order = 这一项是“{ $found }”，接前一项应为“{ $expected }”。请核对是否漏了内容；没有漏的，请改正序号。
enumeration-order-fix = 改为“{ $expected }”

## misspelt-word
misspelt-word = “{ $wrong }”应为“{ $right }”，请改正。
misspelt-word-usage = “{ $wrong }”在公文中一般写作“{ $right }”，请斟酌。
misspelt-word-own = 按 gouji.toml 的用词表，“{ $wrong }”应为“{ $right }”，请改正。
misspelt-word-fix = 改为“{ $right }”

## number-wording
number-wording-approximate = “{ $words }”前后都表示约数，请保留一处。
number-wording-decrease = “{ $words }”的说法不成立，减少不能用倍数。请写明减少了百分之几，或者从多少减少到多少。
number-wording-rate = 比率 { $words } 超过了 100%，请核对。
number-wording-year = 年份“{ $words }”只有两位，请写成四位。

## repeated-punctuation
repeated-punctuation = “{ $marks }”连用了标点，请保留一个。
repeated-punctuation-fix = 保留一个“{ $mark }”

## repeated-word
repeated-word = “{ $word }”连续出现了两次。请删去一个。
repeated-word-fix = 删去一个“{ $word }”

## stray-latin
stray-latin = 汉字之间夹有英文“{ $word }”，可能是识别或翻译留下的。请改为中文。

## placeholder
placeholder = “{ $found }”处尚未填写。请补全，或删去。

## field-error
field-error = “{ $found }”是 Word 或表格软件找不到引用内容时写出的文字。请写上原来引用的内容。
field-code = “{ $found }”是 Word 的域代码，不是正文。请删去，需要的内容请直接写上。
field-code-fix = 删去

## chatbot-phrase
chatbot-phrase = “{ $found }”像是聊天助手的话，不属于报告内容。请删去，并核实这一段。

## personal-data
personal-data-identity = “{ $found }”是身份证号，不宜随报告公开。请删去，或隐去中间的数字。
personal-data-bank = “{ $found }”是银行卡号，不宜随报告公开。请删去，或隐去中间的数字。
personal-data-mobile = “{ $found }”是手机号。请核对是否可以公开；属于个人的，请删去，或隐去中间的数字。
personal-data-fix = 改为 { $value }

## conversion-residue
residue-bookmark = “{ $residue }”是从 Word 转换时留下的书签标记。请删去。
residue-page-number = “{ $residue }”是分页留下的页码。请删去。
residue-stroke = 标题前的“{ $residue }”是转换时留下的。请删去。
residue-garbled = “{ $residue }”是乱码，可能是编码转换出错。请对照原件改正。
residue-invisible = 这里有看不见的字符，会使查找和核对出错。请删去。
residue-in-figure = “{ $found }”这个数中间夹有转换留下的内容，无法确定是多少，与它有关的勾稽关系暂不核对。请对照原件改正。
residue-in-figure-fix = 改为 { $value }（请先对照原件）
residue-invisible-many = 有 { $count } 处看不见的字符，会使查找和核对出错。请删去。
residue-lookalike = “{ $found }”是形似“{ $expected }”的部首或兼容字符，会使查找和核对出错。请改为“{ $expected }”。
residue-lookalike-many = 有 { $count } 处形似常用字的部首或兼容字符（如形似“{ $expected }”的“{ $found }”），会使查找和核对出错。请改为常用字。
residue-private = 这是只有特定字体才有的私用字符，在别处显示为方框或空白。请对照原件改正。
residue-private-many = 有 { $count } 处只有特定字体才有的私用字符，在别处显示为方框或空白。请对照原件改正。
residue-other = 这里也是
residue-fix = 删去
residue-fix-all = 全部改正（{ $count } 处）
residue-lookalike-fix = 改为常用字

## broken-paragraph
broken-paragraph = 这句话没有写完就被空行断开，多为分页留下的。请与下一段合并。
broken-paragraph-fix = 与下一段合并

## unbalanced-punctuation
unbalanced-open = 符号 { $found } 后面没有配对的 { $other }。请补上，或删去。
unbalanced-close = 符号 { $found } 前面没有配对的 { $other }。请补上，或删去。
unbalanced-turned = 引号 { $found } 的方向不对，请改为 { $expected }。
unbalanced-turned-fix = 改为 { $expected }

## unread-report
unread-report-sections = 有报告标题和{ $tables }，但没有认出各部分的标题，内容未核对。请将“一、总体情况”等标题单独成行。
unread-report-title = 有报告标题，但各部分的标题夹在文字中间，内容未核对。请将“一、总体情况”等标题单独成行。
unread-report-tables = 这是{ $tables }，但没有认出报告标题和各部分的标题，表中数据未核对。请补上标题，各自单独成行。
unread-report-parts = 只认出年度报告的个别部分，没有认出报告标题和其他部分，内容未核对。请补上标题，各自单独成行。

## unused-allow
unused-allow = 这条注释没有起作用：这里没有“{ $names }”要忽略的问题。请删去，以免以后掩盖真正的问题。
unused-allow-unclear = 看不懂这条给 gouji 的注释。请写成：<!-- gouji: allow 规则名 -->，多个规则名之间用逗号隔开。
unused-allow-unknown = 没有名为“{ $name }”的规则，这条注释没有起作用。请改正或删去。
unused-allow-misspelt = 没有名为“{ $name }”的规则，这条注释没有起作用。请核对是否应为“{ $meant }”。
unused-allow-respell = 改为“{ $meant }”
unused-allow-fix = 删去不起作用的注释
allow-here = 在此处不再提示“{ $title }”（在文中写入注释）
allow-everywhere = 在本文中不再提示“{ $title }”（在文首写入注释）

### Server and command line

## 代码操作
action-fix-rule = 一并改正 { $count } 处“{ $title }”
action-fix-all = 改正全部可自动改正的问题
action-accept-baseline = 接受此处，不再提示（记入 { $file }，文中不留痕迹）
action-turn-off = 不再提示“{ $title }”（在 { $file } 中关闭此项）
action-fill-totals = 填写合计（{ $count } 格）
action-carry-over = 填写上年结转数（取自上年报告，{ $count } 格）
change-figure = { $before } → { $after }
change-blank = 空白 → { $after }
action-convert-tabs = 把表格改为以制表符分隔
action-convert-pipes = 把表格改为 Markdown 格式
action-convert-html = 把表格改为 HTML 格式
convert-changes = 改写后读出的内容会有变化，因此没有改写这张表格。请先改正表格中的问题。
finding-source = 勾稽·{ $title }
findings-left-out = 发现的问题太多：每项检查只列出前 { $most } 处，另有 { $count } 处未列出。请先改正已列出的，其余的随后列出；也可在命令行运行 gouji check 查看全部。
document-cut = 文件太长，这里只显示前面的部分。请用 gouji check 核对全文。
document-excluded = 按 gouji.toml 的设置，不核对 { $path }。
document-no-file = 只能核对本机或远程主机上的文件。请先把它保存为文件。
preview-not-a-report = 这份文本还不是年度报告，没有可预览的内容。请先写上报告标题或各部分的标题。
preview-too-large = 这份文本内容过多，无法预览。请只保留年度报告的内容。
web-list = { $path } 的问题清单没有写成：{ $problem }。请另存为网页清单。
web-edit-unreadable = 没有修改。这样写入报告后会读成别的内容：行首的“#”“■”“|”和包住整段的“【】”会被当作排版标记。请去掉这些符号，或换一种写法。
web-edit-moved = 没有修改：这一处的内容刚刚有变化。请核对现在的内容，再改一次。

## 悬浮说明
hover-basis = 依据：{ $basis }
hover-rule-basis = “{ $title }”（{ $rule }）的依据：{ $basis }
hover-mistakes = 常见错误：{ $mistakes }
hover-cell = { $row } × { $column }
hover-figure = { $value } { $unit }
hover-holds = { $relation }：{ $left }＝{ $right } ✓
hover-fails = { $relation }：{ $left }，表中是 { $found } ✗ 差 { $difference }
hover-claim-agrees = 与表格一致：{ $cells }
hover-claim-differs = 与表格不符：正文 { $told }，表格 { $cells } ✗ 差 { $difference }
hover-claim-unknown = 表格中的数字有空白或位置不确定，未核对
hover-claim-cell = { $label }：{ $value }
hover-told = 正文说到这一格：
hover-told-agrees = {"“"}{ $sentence }” ✓
hover-told-differs = {"“"}{ $sentence }” ✗
hover-told-unknown = {"“"}{ $sentence }”
hover-summary-tables = 已读表格：{ $tables }
hover-summary-no-tables = 没有读到表格
hover-summary-relations = 勾稽关系：成立 { $holds } 个，不符 { $fails } 个，未核对 { $unknown } 个
hover-summary-claims = 正文数字：读懂 { $claims } 处，与表格一致 { $agrees } 处，不符 { $differs } 处
hover-holds-blank = { $relation }：{ $left }＝{ $right } ✓（空白按 0 计）
hover-blank = { $relation }：各格都还空白，未核对
hover-unknown = { $relation }：有空白或无法识别的数字，未核对
hover-lacking = { $relation }：缺少有关的行或列，未核对
hover-last-year-agrees = 上年报告“{ $row }”是 { $expected }，与这一格一致 ✓
hover-last-year-differs = 上年报告“{ $row }”是 { $expected }，与这一格不一致 ✗ 差 { $difference }
hover-last-year = 上年报告“{ $row }”是 { $expected }
hover-document-current = 现行表样，自 { $year } 年度报告起使用
hover-document-superseded = 自 { $year } 年度报告起，已由{ $current }取代
hover-cited-parts = 表样中以本条为依据的部分：
hover-regulation-article = 《政府信息公开条例》{ $article }

## inlay hints
hint-last-year = 上年 { $figure }

## code lenses
lens-findings = { $count } 个问题
lens-last-year = 打开{ $year }年的报告

## progress
progress-check = 正在核对年报
progress-count = { $done }/{ $total }
progress-document = 正在读取 { $path }

## rename
rename-only-numbers = 只能修改标题的序号
rename-no-number = “{ $name }”不是可用的序号，请写 1 至 99 之间的数

## 规则说明页
severity-error = 错误
severity-warning = 警告
severity-info = 提示
severity-hint = 建议
page-group = `{ $group }` 组（{ $title }）
page-groups = 规则分组
page-groups-about = `gouji.toml` 的 `[groups]` 可以设定一组规则的级别；`--select` 和 `--ignore` 也可以写组名。
page-group-rules = `{ $group }` { $title }：{ $rules }
group-structure = 部分、标题和序号
group-tables = 规定表格的行、列和单元格
group-tally = 表内数字的勾稽关系
group-prose = 正文中的数字
group-years = 与其他报告对照
group-dates = 年份、日期和统计期限
group-names = 机关名称、标题和引用的文件
group-wording = 用词和数字的表述
group-form = 标点和标记
group-leftovers = 编写和转换的遗留
group-privacy = 个人信息
group-reading = 文字能否读取
page-mended-safely = 可自动改正（`gouji fix`）
page-mended-by-choice = 有可选用的改法
page-mended-by-hand = 由编写人改正
page-example = 举例
page-told = gouji 在第 { $line } 行“{ $place }”处提示：
page-last-year = 上年报告：
page-alike = 另一机关的年报：
page-related = 相关位置：
page-related-at = 第 { $line } 行：{ $message }
page-related-last-year = 上年报告第 { $line } 行：{ $message }
page-related-alike = 另一年报第 { $line } 行：{ $message }
page-fixes = 改法：
page-fix-chosen = { $title }（由编写人选用，不会自动修改）
page-off = 不需要这项核对时
page-off-everywhere = 在 `gouji.toml` 中关闭：
page-off-here = 只忽略一处：在该处的前一行写下面的注释；写在报告开头则对全文有效：
page-index = 核对规则
page-index-about = 按级别排列。每页写明核对什么、为什么、依据、怎么改，并举一例。本文件夹由 `cargo xtask docs` 生成。

## 配置
config-syntax = 这里不符合 TOML 语法：{ $reason }。
config-unknown-key = 没有名为“{ $name }”的配置项{ $hint }，可以写的有：{ $known }。
config-unknown-rule = 没有名为“{ $name }”的规则{ $hint }。
config-unknown-group = 没有名为“{ $name }”的规则组{ $hint }，可以写的有：{ $known }。
config-lacks-levels = 这一组缺少“rules”或“groups”。
config-meant = （是否要写“{ $meant }”？）
config-level = “{ $found }”不是规则的级别，应为 { $levels } 之一。
config-lacks = 这一组缺少“{ $key }”。
config-word = 这里应写一个词，1 至 { $most } 个字，不含空格。
config-words = 这里的词超过 { $most } 个，请只保留年报中会用到的。
config-word-same = “{ $word }”改前改后相同，请写正确的词。
config-glob = “{ $glob }”不是有效的路径写法：{ $reason }。
config-expected-string = 这里应是带引号的文字。
config-expected-table = 这里应是一组“名称 = 值”。
config-expected-list = 这里应是方括号括起的列表。
config-more = 另有 { $count } 处错误没有列出。请先改正已列出的。
config-baseline-outside = 已接受问题的文件应在本配置所在的文件夹内。请写相对路径，如 "accepted.json"，不能用“..”、盘符或绝对路径。
config-glob-large = 这个路径写法太复杂，无法使用。请写得简单些，或分成几组。
config-unreadable = 读不了这个文件：{ $reason }。
baseline-malformed = 这个已接受问题的文件格式不对：{ $reason }。请改正，或先移走它，再用 gouji check --write-baseline 重新生成。

file-not-utf8 = 不是 UTF-8 编码
file-irregular = 不是普通文件
file-too-large = 超过 { $limit } MiB
file-outside = 路径或链接指向所在文件夹之外

## 命令行
cli-missing = 找不到 { $path }。请检查路径。
cli-denied = 没有权限读取 { $path }。
cli-unreadable = 读不了 { $path }：{ $reason }。
cli-binary = { $path } 不是纯文本、Word 文件、PDF 或网页。请另存为 .docx 或 UTF-8 编码的文本文件再核对。
cli-utf32 = { $path } 是 UTF-32 编码。请用编辑器另存为 UTF-8 编码再核对。
cli-cut = { $path } 的末尾缺少字节，最后一个字不完整。请重新获取这份文件再核对。
cli-too-large = { $path } 超过 { $limit } MiB，没有核对。
cli-irregular = { $path } 不是普通文件，没有核对。
cli-ignore-file = 没有采用 { $path }：{ $reason }。它要隐藏的文件照常核对。
cli-unknown-encoding = { $path } 不是 UTF-8、UTF-16 或 GB18030（GBK）编码的年度报告，没有核对。如果它是年度报告，请用编辑器另存为 UTF-8 编码再核对。
cli-rule-failed = 规则 { $rule } 在核对 { $path } 时出现内部错误，这份报告没有核对完整。请把这份报告的情况告诉我们。
cli-baseline-written = 已接受 { $count } 处问题，写入 { $path }。以后只报告新的问题。
cli-baseline-malformed = { $path } 不是已接受问题的文件，或者已经损坏（{ $reason }），没有写入。请改正它，或先移走它再运行一次。
cli-baseline-unwritable = 写不了 { $path }：{ $reason }。
cli-baseline-unnamed = 提醒：{ $path } 还没有生效。请在 gouji.toml 中写明 baseline = "文件名"。
cli-baseline-obsolete = 已接受的问题中有 { $count } 处不再存在。可以用 gouji check --write-baseline 更新。
cli-write-denied = 没有权限修改 { $path }。文件没有改动。
cli-unwritable = 写不了 { $path }：{ $reason }。文件没有改动。
cli-changed-meanwhile = { $path } 在核对期间被别的程序修改，没有写入。请再运行一次。
cli-owner-unkept = { $path } 属于别的用户或用户组，改写后无法保留。文件没有改动。请由文件的所有者运行，或在编辑器中修改。
cli-attributes-unkept = { $path } 的访问控制列表或扩展属性，改写后无法保留。文件没有改动。请在编辑器中修改。
cli-fixed = { $path }：改正了 { $count } 处
cli-would-fix = { $path }：可改正 { $count } 处
cli-formatted = { $path }：已排版
cli-would-format = { $path }：需要排版
cli-left = 处理了 { $reports } 份报告，还有需要人工处理的：错误 { $errors } 处，警告 { $warnings } 处，提示 { $infos } 处，建议 { $hints } 处。
cli-not-a-report = { $path } 看起来不是政府信息公开工作年度报告，没有核对。
cli-extract-partial = { $path } 含有政府信息公开工作年度报告的部分内容，但未能识别为报告，只读取了这些内容。
cli-no-report = 没有找到可以核对的报告。
cli-more = 另有 { $count } 处相关位置
cli-summary = 核对了 { $reports } 份报告：错误 { $errors } 处，警告 { $warnings } 处，提示 { $infos } 处，建议 { $hints } 处。
cli-extract-summary = 读取了 { $reports } 份报告：确定的数字 { $certain } 个，存疑的数字 { $doubtful } 个；没有数字的单元格 { $empty } 个，未读出的单元格 { $unread } 个。

## 命令行：没有核对的文件
cli-no-stdin = 这个命令不能从标准输入读取。请写文件或文件夹的路径；文件名是“-”的，写作 ./-。
cli-unread-word = { $path } 是 gouji 不能读取的文档格式（如 .rtf、.odt），没有核对。请用 Word 或 WPS 打开，另存为 .docx 再核对。
cli-unread-pdf = { $path } 是不能直接读取的 PDF 或 OFD 文件，没有核对。请另存为 .docx 或 UTF-8 编码的文本文件（.txt）再核对。
cli-unread-web-page = { $path } 的内容不是保存的网页，没有核对。请在浏览器中重新打开该网页，另存为 .html 再核对。
cli-unread-spreadsheet = { $path } 是电子表格，没有核对。请把内容另存为 UTF-8 编码的文本文件（.txt）再核对。
cli-unread-link = { $path } 是指向别处的链接，没有核对。需要核对的，请写明它的路径。
cli-unread-picture = { $path } 是图片，gouji 不识别图片中的文字，没有核对。请核对生成该图片的 Word 文件。
cli-unread-archive = { $path } 是压缩包，没有核对。请先解压，再核对其中的文件。
cli-unread-other = { $path } 不是文本文件，没有核对。
cli-unread-configuration = { $path } 适用的配置有误，没有核对。请先改正配置。
cli-nothing-checked = 一份报告也没有核对。
cli-passed = 文件夹中没有核对的：{ $kinds }。
cli-passed-documents = 文件夹中没有核对的：{ $kinds }。其他格式的文档请另存为 .docx，OFD 文件和电子表格请另存为 .docx 或 UTF-8 编码的文本文件（.txt），网页请另存为 .html，再核对。
cli-count-word = { $count } 个不能直接读取的 Word 文件
cli-count-pdf = { $count } 个不能直接读取的 PDF 或 OFD 文件
cli-count-web-page = { $count } 个不能读取的网页
cli-count-spreadsheet = { $count } 个电子表格
cli-count-encrypted = { $count } 个有打开密码的文件
cli-count-damaged = { $count } 个损坏的文件
cli-count-scan = { $count } 个没有文字的扫描件 PDF
cli-count-encoding = { $count } 个编码不明的文本
cli-count-binary = { $count } 个不是纯文本的文件
cli-count-link = { $count } 个链接
cli-count-too-large = { $count } 个过大的文件
cli-count-configuration = { $count } 份配置有误的报告
cli-count-unreadable = { $count } 个读不了的文件
cli-count-not-a-report = { $count } 个不是年度报告的文件
cli-count-other = { $count } 个其他文件
cli-document-other = { $path } 的内容不是 Word 文件，没有核对。请检查这份文件，或在 Word、WPS 中另存为 .docx 再核对。
cli-document-old = { $path } 是 Word 97 之前的旧格式文件，没有核对。请在 Word、WPS 中另存为 .docx 再核对。
cli-document-encrypted = { $path } 设有打开密码，没有核对。请在 Word、WPS 中去掉密码再核对。
cli-document-damaged = { $path } 已损坏，没有核对。请在 Word、WPS 中打开，另存为 .docx 再核对。
cli-document-too-large = { $path } 内容过多或嵌套过深，没有核对。请把报告另存为 .docx 或文本文件再核对。
cli-pdf-other = { $path } 的内容不是 PDF，没有核对。请检查这份文件，或重新获取。
cli-pdf-encrypted = { $path } 设有打开密码，没有核对。请另存为不带密码的 PDF，或核对生成它的 Word 文件。
cli-pdf-damaged = { $path } 已损坏，没有核对。请重新获取或导出 PDF，或核对生成它的 Word 文件。
cli-pdf-scan = { $path } 只有页面图像，没有能读取的文字（可能是扫描件），没有核对。请核对生成它的 Word 文件，或用文字识别（OCR）软件另存为 .docx 再核对。
cli-pdf-too-large = { $path } 页数或内容过多，没有核对。请把报告单独另存为 PDF、.docx 或文本文件再核对。
cli-document-changes = 有 { $count } 份 Word 文件含有尚未接受或拒绝的修订，核对的是接受全部修订后的内容。
cli-document-comments = 有 { $count } 份 Word 文件含有批注，批注不核对。
cli-annotated = 已写入 { $path }：批注 { $comments } 条，修订 { $changes } 处。
cli-annotate-untracked = 有 { $count } 处改动不能写成修订，请按批注改正。
cli-annotate-nothing = { $path } 没有发现问题，没有写入文件。
cli-annotate-other = { $path } 不是 .docx 文件，不能写入批注。请用 Word 或 WPS 另存为 .docx。
cli-annotate-same = { $path } 就是原文件，没有写入。请在 -o 后换一个文件名，或者使用 --in-place。
cli-fix-document = { $path } 是 Word 文件、PDF 或网页，gouji 不修改。请按 gouji check 列出的问题，用编写它的程序修改。
cli-place-paragraph = 第{ $paragraph }段
cli-place-line = 第{ $line }行
cli-place-cell = 第{ $table }个表格 第{ $row }行 第{ $column }列
cli-place-page-paragraph = 第{ $page }页 第{ $paragraph }段
cli-place-page-cell = 第{ $page }页 第{ $table }个表格 第{ $row }行 第{ $column }列
cli-clean = { $path } 没有发现问题。
cli-output-unwritable = 写不了 { $path }：{ $reason }。结果没有保存。
cli-output-is-input = { $path } 是要核对的文件，不能用来保存结果。请换一个文件名。
cli-write-exists = { $path } 已经存在，没有写入。请换一个文件名；确实要替换的，请加 --force。
cli-write-is-input = { $path } 是要读取的文件，没有写入。请换一个文件名。
cli-write-failed = 写不了 { $path }：{ $reason }。没有写入。
cli-write-terminal = Word 文件不能显示在屏幕上。请用 -o 写明文件名。
cli-import-changes = { $path } 转成 Markdown 后，读出的内容会与原来不同，没有写出。请用 --to text 转成纯文本。
cli-import-tables = 有 { $count } 个表格的各行没有明确的分列，保留原来的样子，没有转成 Markdown 表格。
cli-export-findings = { $path } 还有没有处理的问题：错误 { $errors } 处，警告 { $warnings } 处，提示 { $infos } 处，建议 { $hints } 处。请用 gouji check 查看。
cli-export-labels = 有 { $count } 个行名或列名与规定的不同，已按规定格式输出。
cli-export-changes = { $path } 输出后，读出的内容会与原来不同，没有写出。请先用 gouji check 查看并改正问题。
cli-export-repeated = { $path } 中有一个表格出现了两次，或者分成了两个表格（{ $place }），没有输出。请先合并。
cli-export-row = { $path } 的表格中有规定格式没有的行（{ $place }“{ $words }”），没有输出。请先删去或改正这一行。
cli-export-figure = { $path } 的表格中有一个数字无法确定属于哪一列（{ $place }“{ $words }”），没有输出。请先改正这一行。
cli-export-words = { $path } 的表格中间有其他文字（{ $place }“{ $words }”），没有输出。请先把它移到表格外。
cli-export-too-large = { $path } 内容过多，没有输出。请只保留年度报告的内容。
cli-export-unread = { $path } 的表格中有没能读出的行（从{ $place }起），没有输出。请先用 gouji check 查看并改正。
cli-new-no-year = 请用 --year 写明年度，或者用 --from 指定一份标题中有年度的上年报告。
cli-new-no-agency = 请用 --agency 写明机关名称，或者用 --from 指定一份标题中有机关名称的上年报告。
cli-new-year = 年度应在 { $first } 至 { $last } 之间。
cli-new-not-last-year = { $path } 是 { $before } 年度的报告，不是 { $year } 年度的上年报告，没有写出。请检查 --year 和 --from。
cli-new-agency = 机关名称应为一行文字，不超过 { $limit } 个字，不含标记符号。
cli-new-carried = 从 { $path } 带入了 { $count } 个上年结转的数字，应有 { $expected } 个。
cli-stdout-unwritable = 标准输出写不出去：{ $reason }。输出不完整。请检查输出的去向（如磁盘空间）后再运行一次。
cli-list-name = { $path } 不是文件名的清单：有的名称过长，或不是 UTF-8 编码。在它之前的名称已经读取。请每行写一个文件名，或用 NUL 字符隔开。
cli-stdin-twice = 标准输入不能既是文件清单又是报告。请把其中一个保存为文件。
cli-statistics-format = 统计没有这种输出格式。请用 --format text 或 json。
cli-stopped = 已停止。停止前核对了 { $reports } 份报告，结果不完整，-o 和 --report 的文件没有改动。
cli-watching = 正在监视 { $count } 个文件，有改动就重新核对。按 Ctrl-C 结束。
cli-watch-ended = 已结束监视。
cli-watch-stdin = 标准输入无法监视。请写文件或文件夹的路径。
cli-progress-read = 读取
cli-progress-check = 核对
cli-diff-outside = { $path } 不在当前文件夹内，它的补丁无法应用，没有输出。请在包含它的文件夹中运行。
cli-diff-encoding = 未给出 { $path } 的补丁：文件不是 UTF-8 编码，补丁无法应用。可以用 gouji fix 直接修改（编码不变），或用 gouji fix --dry-run 查看改动。
cli-diff-dangerous = 没有输出 { $path } 的补丁：相关各行含有控制字符或 GitHub Actions 的命令。可用 gouji fix 直接改正，或用 gouji fix --dry-run 查看要改的内容。
cli-in-reports = （{ $count } 份报告）
cli-fix-line = （第 { $lines } 行）
cli-fix-lines = （第 { $lines } 行，共 { $count } 处）
cli-fix-many-lines = （第 { $lines } 等行，共 { $count } 处）
cli-report-form = 看不出清单 { $path } 的格式。请让文件名以 .xlsx 或 .html 结尾。

## 报告清单
list-title = 政府信息公开工作年度报告核对清单
list-sheet-reports = 报告
list-sheet-findings = 问题
list-sheet-statistics = 统计
list-sheet-unread = 没有核对的文件
list-agency = 机关
list-year = 年度
list-file = 文件
list-findings = 问题
list-all = 合计
list-errors = 错误
list-warnings = 警告
list-infos = 提示
list-hints = 建议
list-received = 本年新收
list-carried-in = 上年结转
list-granted = 予以公开
list-partly-granted = 部分公开
list-concluded = 办理结果总计
list-carried-over = 结转下年
list-reviews = 行政复议
list-lawsuits = 行政诉讼
list-this-year = 本年
list-last-year = 上年
list-total = 合计
list-severity = 级别
list-rule = 规则
list-rule-title = 核对内容
list-place-heading = 位置
list-place = 第{ $line }行 第{ $column }字
list-message = 问题
list-fixes = 改法
list-reports = 报告数
list-report = 报告
list-reason = 原因
list-chart-findings = 各报告的问题
list-chart-received = 本年新收的申请

## 命令行：帮助
cli-about = 核对政府信息公开工作年度报告。
cli-about-check = 核对报告，列出问题及其位置。
cli-about-fix = 自动改正不涉及数字和内容的问题。
cli-about-fmt = 对齐 Markdown 表格，合并空行。文字和数字不变。
cli-about-extract = 输出从报告中读出的内容：机关、年度，以及规定表格的每个单元格。
cli-about-import = 把 Word 文件、网页或文本转成 Markdown 或纯文本，数字和文字不变。
cli-about-export = 把报告输出成 Word 文件或网页，版式和表格按规定格式。
cli-about-new = 新建一份空白报告，可带入上年结转的数字。
cli-about-annotate = 把发现的问题作为批注写入 Word 文件的副本。
cli-about-explain = 说明一条规则，或列出全部规则。
cli-about-schema = 输出 gouji.toml 的 JSON Schema。
cli-about-lsp = 在标准输入输出上运行语言服务器，供编辑器使用。
cli-about-completions = 输出 shell 的补全脚本，用于补全命令、选项及其取值。
cli-about-man = 输出程序或一个命令的手册页。
cli-about-help = 显示一个命令的帮助。
cli-after-check = 退出码：0 没有警告以上的问题；1 有；2 用法或配置有误，或者有文件没有核对；130 按 Ctrl-C 停止。
cli-after-fix = 退出码：0 没有留下警告以上的问题；1 有；2 用法或配置有误，或者有文件没有处理。
cli-after-fmt = 退出码：0 不需要排版，或者已经排版；1 用了 --check 或 --diff，有文件需要排版；2 用法或配置有误，或者有文件没有处理。
cli-after-extract = 退出码：0 正常（有存疑或未读出的单元格也是 0）；2 用法有误，或者有文件没有读取；130 按 Ctrl-C 停止。
cli-after-import = 退出码：0 已写出；2 用法有误，或者文件读不了、写不出。文件里的问题不影响退出码，请用 gouji check 核对。
cli-after-export = 退出码：0 已写出（报告有问题也是 0）；2 用法有误，文件读不了、写不出，或者表格中有规定格式放不下的内容。
cli-after-new = 退出码：0 已写出；2 用法有误，或者文件读不了、写不出。
cli-after-annotate = 退出码：0 已完成，包括发现问题的；2 用法或配置有误，或者文件没有读取或写入。
cli-heading-usage = 用法：
cli-heading-commands = 命令
cli-heading-arguments = 参数
cli-heading-options = 选项
cli-syntax = gouji <命令> [选项]
cli-syntax-check = gouji check [选项] <路径>...
cli-syntax-fix = gouji fix [选项] <路径>...
cli-syntax-fmt = gouji fmt [选项] <路径>...
cli-syntax-extract = gouji extract [选项] <路径>...
cli-syntax-import = gouji import [选项] <文件>
cli-syntax-export = gouji export --to <取值> [选项] <文件>
cli-syntax-new = gouji new [选项]
cli-syntax-annotate = gouji annotate [选项] <文件> -o <文件>
cli-syntax-explain = gouji explain [选项] [规则]
cli-syntax-schema = gouji schema
cli-syntax-lsp = gouji lsp [选项]
cli-syntax-completions = gouji completions <SHELL>
cli-syntax-man = gouji man [命令]
cli-syntax-help = gouji help [命令]
cli-value-path = 路径
cli-value-file = 文件
cli-value-count = 数目
cli-value-rule = 规则
cli-value-rules = 规则,…
cli-value-name = 名称
cli-value-year = 年份
cli-value-choice = 取值
cli-value-command = 命令
cli-value-shell = SHELL
cli-help-paths = 文件和文件夹。文件夹中的报告逐个处理，.gitignore 排除的除外。
cli-help-paths-check = 文件和文件夹；写“-”则从标准输入读取。文件夹中的报告逐个核对，.gitignore 排除的除外。
cli-help-format = 输出格式：text 供人阅读；concise 每个问题一行；json、jsonl、reports（每份报告一行，含问题和数字）、sarif、github、junit 供程序使用，并写明没有问题的和没有核对的文件。
cli-help-format-extract = 输出格式：json 为一个数组，每个文件一个对象；jsonl 每行一个对象；csv 每个单元格一行，供电子表格使用。
cli-help-document = Word 文件（.docx）。
cli-help-output-file-annotate = 把加了批注的文件写到这里。
cli-help-in-place = 把批注写入原文件。
cli-help-revisions = 把可以自动改正的内容同时写成修订，由作者在 Word 中接受或拒绝。
cli-help-fix-rule = 把这条规则每个问题的第一条建议也写成修订；可以写多次。
cli-help-output-file = 把结果写入这个文件，不显示在屏幕上。
cli-help-file-import = 要转换的文件；写“-”则从标准输入读取。
cli-help-file-export = 要输出的报告；写“-”则从标准输入读取。
cli-help-to-import = 转成什么：markdown 的表格用竖线分列；text 的表格用制表符分列。
cli-help-to-export = 输出成什么：docx 为 Word 文件；html 为一个不依赖其他文件的网页。
cli-help-to-new = 写成什么：markdown 的表格用竖线分列；text 的表格用制表符分列；docx 为 Word 文件。
cli-help-agency = 标题中的机关名称；不写则用 --from 那份报告的。
cli-help-year = 报告的年度；不写则为 --from 那份报告的下一年。
cli-help-from = 同一机关的上年报告。其中“结转下年度继续办理”的数字填入新报告的“上年结转”。
cli-help-force = 文件已经存在时，替换它。
cli-help-output-file-new = 写入这个文件，不显示在屏幕上。文件已经存在时不写，除非同时写 --force。
cli-help-severity = 只列出这一级别以上的问题；更轻的也不影响退出码。
cli-help-files-from = 再从这个文件读取要处理的文件和文件夹：每行一个，或用 NUL 字符隔开（如 find -print0 的输出）；写“-”则从标准输入读取。
cli-help-select = 只核对这些规则或规则组，包括 gouji.toml 关闭的；多个规则名之间用逗号隔开。
cli-help-ignore = 不核对这些规则或规则组；多个规则名之间用逗号隔开。
cli-help-fail-on = 有这一级别以上的问题时，退出码才为 1。
cli-help-no-last-year = 逐份单独核对，不在各文件中查找上年报告，核对完一份就输出一份；文件再多，占用的内存也不增加。
cli-help-statistics = 只列出每条规则的问题数，不列出各个问题；可以是文本，也可以加 --format json。
cli-help-report = 另把全部报告的问题和主要数字列成清单，写入这个文件；文件名以 .xlsx（Excel、WPS 表格）或 .html（浏览器、打印）结尾。可以写多次。
cli-help-watch = 持续运行，文件有改动就重新列出问题。
cli-help-exit-zero = 有问题时退出码也为 0；有文件没有核对等情况仍为 2。
cli-help-stdin-filename = 标准输入中的文本的文件名，用于显示和查找配置。
cli-help-stdin-filename-extract = 标准输入中的文本的文件名，用于结果和提示。
cli-help-config = 使用这个配置文件，不查找各报告所在文件夹及其上级的 gouji.toml。
cli-help-no-config = 不使用配置和已接受问题的文件。
cli-help-write-baseline = 接受现有的全部问题：写入已接受问题的文件，以后只报告新的问题。
cli-help-threads = 同时处理的线程数；不写则用全部处理器。
cli-help-quiet = 不显示结果以外的统计和提醒，只说明出了什么错。
cli-help-locale = 信息的语言；不写则按环境变量 LC_ALL、LC_MESSAGES、LANG。
cli-help-color = 何时使用颜色：auto 在终端上使用，always 总是，never 从不。
cli-help-dry-run = 只说明会改什么，不改文件。
cli-help-diff = 以 diff 显示会改什么，不改文件。
cli-help-check-format = 只列出需要排版的文件，不改文件。
cli-help-rule = 规则名称，或规则组的名称（列出该组规则）；不写则列出全部规则。
cli-help-stdio = 编辑器可能附带此选项；只有这一种通信方式。
cli-help-command = 命令名称；不写则显示全部命令。
cli-help-shell = 所用的 shell。
cli-help-help = 显示帮助。
cli-help-version = 显示版本。
cli-help-values = 可以写：{ $values }。
cli-help-default = 可以写：{ $values }。不写时为 { $value }。

## 命令行：手册页
cli-man-name = 名称
cli-man-synopsis = 语法
cli-man-description = 说明
cli-man-extra = 备注
cli-man-version = 版本

## 命令行：用法有误
cli-usage-error = 错误：{ $error }
cli-usage-unknown-argument = 没有“{ $argument }”这个选项或参数。
cli-usage-unknown-command = 没有“{ $command }”这个命令。
cli-usage-invalid-value = “{ $argument }”不能写“{ $value }”。
cli-usage-no-value = “{ $argument }”后面要写值。
cli-usage-no-equals = “{ $argument }”的值要用等号连接，例如 --write-baseline=文件。
cli-usage-conflict = “{ $argument }”不能与“{ $other }”同时使用。
cli-usage-twice = “{ $argument }”只能写一次。
cli-usage-missing = 缺少：{ $arguments }。
cli-usage-missing-command = 请写命令。
cli-usage-too-many = “{ $argument }”不需要值“{ $value }”。
cli-usage-not-utf8 = 命令行中有不是 UTF-8 编码的文字。
cli-usage-other = 命令行有误。
cli-usage-meant = 是否要写“{ $meant }”？
cli-usage-more = 详细说明：{ $command }
