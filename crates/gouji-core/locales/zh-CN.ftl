### 规则的说明与修改方法。写给编写和审核年报的人：平实、礼貌、准确，写明两个数和差额，并说明怎么办。

## missing-section
missing-section = 缺少“{ $title }”一节。年度报告应有六个部分，请补写；确无内容的，也应保留标题和表格。
missing-section-fix = 插入“{ $title }”一节

## missing-row
missing-row = { $table }缺少 { $count } 行：{ $rows }。没有数据的行也应保留并填“0”。
missing-row-fix = 补上缺少的 { $count } 行（数字留空）
related-table = { $table }在这一节

## missing-column
missing-column = { $table }的表头缺少“{ $columns }”列，缺了哪些数字无法判断。请对照官方表样补上该列和数字。

## cell-count
cell-count = 这一行有 { $figures } 个数字，应有 { $columns } 个，无法判断缺了或多了哪一个，这一行暂不核对。请对照原件补全。
cell-count-many = { $table }有 { $rows } 行数字个数不对：应有 { $columns } 个，实有 { $figures } 个，这些行暂不核对。请对照原件补全。
cell-count-row = 这一行有 { $figures } 个数字，应有 { $columns } 个

## row-label
row-label = 名称“{ $found }”与官方表样不一致，应为“{ $official }”。
row-label-fix = 改为“{ $official }”

## torn-table
torn-table-blank = 表格中间有空行，前后两部分会被当作两张表。请删去空行。
torn-table-foreign = 表格中间夹有表格以外的内容，多为分页留下的。请删去，使表格连成一体。
torn-table-shifted = “{ $row }”这一行与同组的行没有对齐，多为分页时移位。请移回原位。
torn-table-unknown = { $table }有 { $rows } 行认不出行名，这些行暂不核对。请对照官方表样改正行名，或删去表样以外的行。
torn-table-unknown-row = 这一行也认不出行名
torn-table-fix = 删去空行

## heading-level
heading-level = “{ $heading }”的标题级别是 { $found }，同级的第一个标题是 { $expected }。请统一。
heading-level-first = 同级的第一个标题是 { $expected }
heading-level-fix = 改为 { $expected }
heading-level-fix-all = 统一全部 { $count } 处标题级别

## duplicate-section-number
duplicate-section-number = 序号“{ $ordinal }”重复：“{ $heading }”与“{ $other }”用了同一个序号。请重新编号。
duplicate-section-number-other = 这里也用了“{ $ordinal }”
renumber-one = 把“{ $ordinal }”改为“{ $number }”
renumber-all = 把这 { $count } 项重新编号为“{ $first }”至“{ $last }”
demote = 把“{ $ordinal }”降为“{ $new }”（同节的 { $count } 个标题一并调整）

## missing-fee-statement
missing-fee-statement = 第六部分没有说明信息处理费的收取情况。请写明本年度是否收取；收取的，写明金额。

## missing-period
missing-period = 没有写明数据的统计期限。请在标题下补一句，例如：报告中所列数据的统计期限自{ $year }年1月1日起至{ $year }年12月31日止。

## title-form
title-form = 标题“{ $found }”不是规定的形式，应为“{ $expected }”。

## narrative-mismatch
narrative-mismatch = 正文写“{ $label }” { $told } { $unit }，表格中是 { $stands } { $unit }，相差 { $difference } { $unit }。请核对哪一个正确。
narrative-denied = 正文说“{ $label }”没有，表格中是 { $stands } { $unit }。请核对哪一个正确。
narrative-cell = 表格中“{ $label }”是 { $stands }
narrative-take-table = 正文改为表格的 { $stands }
narrative-take-text = 表格改为正文的 { $told }

## narrative-percentage
narrative-percentage = 百分比与数字不符：{ $part } { $unit }占 { $whole } { $unit }的 { $exact }%，正文写的是 { $told }%。请核对。
narrative-percentage-fix = 改为 { $exact }%

## narrative-sum
narrative-sum = 分项之和与总数不符：{ $parts }，总数写的是 { $total } { $unit }，相差 { $difference } { $unit }。请核对。

## carried-over-mismatch
carried-over-mismatch = “{ $row }”的{ $column }是 { $found } { $unit }，上年报告“{ $other }”的{ $column }是 { $expected } { $unit }，相差 { $difference } { $unit }。两者应当一致（不一致的列：{ $columns }），请核对哪一年的数字有误。
carried-over-last = 上年报告中，“{ $row }”的{ $column }是 { $expected }
carried-over-fix = 改为上年报告的数字（{ $expected }）

## documents-in-force
documents-in-force = “{ $row }”现行有效 { $found } { $unit }。按上年的 { $before } { $unit }，加本年制发 { $issued } { $unit }，减本年废止 { $repealed } { $unit }，应为 { $expected } { $unit }，相差 { $difference } { $unit }。请核对；因清理等原因重新统计的，请在表后注明。
documents-in-force-last = 上年报告中，“{ $row }”现行有效是 { $before }

## outdated-table
outdated-table = { $table }用的是旧版表样（{ $old }）。2021 年度起的年报应使用{ $new }的表样，请换表重新填写：新旧两表的口径不同，数字不能照搬。
outdated-table-row = “{ $row }”写成一行是旧版表样的形式。按{ $new }，应分为：{ $rows }。
outdated-table-mixed = 这份年报混用了两种表样：这张表是{ $old }的，其他表是{ $new }的。请统一。

## unchanged-text
unchanged-text = “{ $title }”一节的文字除年份外与上年报告完全相同。请写明本年度的实际情况。
unchanged-text-last = 上年报告的“{ $title }”

## repeated-word
repeated-word = “{ $word }”重复了两次。请删去一个。
repeated-word-fix = 删去一个“{ $word }”

## stray-latin
stray-latin = 汉字之间夹有英文“{ $word }”，可能是识别或翻译留下的。请改为中文。

## conversion-residue
residue-bookmark = “{ $residue }”是从 Word 转换时留下的书签标记。请删去。
residue-page-number = “{ $residue }”是分页留下的页码。请删去。
residue-stroke = 标题前的“{ $residue }”是转换时留下的。请删去。
residue-garbled = “{ $residue }”是乱码，可能是编码转换出错。请对照原件改正。
residue-invisible = 这里有看不见的字符，会使查找和核对出错。请删去。
residue-fix = 删去

## broken-paragraph
broken-paragraph = 这句话没有写完就被空行断开，多为分页留下的。请与下一段合并。
broken-paragraph-fix = 与下一段合并

## unused-allow
unused-allow = 这条注释没有起作用：这里没有“{ $names }”要忽略的问题。请删去，以免以后掩盖真正的问题。
unused-allow-unclear = 看不懂这条给 gouji 的注释。写法是：<!-- gouji: allow 规则名 -->，多个规则名之间用逗号隔开。
unused-allow-unknown = 没有名为“{ $name }”的规则，这条注释没有起作用。
unused-allow-misspelt = 没有名为“{ $name }”的规则，是否要写“{ $meant }”？
unused-allow-respell = 改为“{ $meant }”
unused-allow-fix = 删去不起作用的注释
allow-here = 在此处忽略 { $rule }
allow-everywhere = 在全文忽略 { $rule }

## tally-mismatch
tally-cell = “{ $cell }”是 { $found } { $unit }，按勾稽关系应为 { $expected } { $unit }，相差 { $difference } { $unit }。改这一格，不符的关系（{ $relations }）就都成立。
tally-relation = “{ $cell }”不符：{ $relation }。{ $left }，表中是 { $found }，相差 { $difference } { $unit }。请核对。
tally-related = { $relation }。一边是 { $left }，另一边是 { $right }
tally-related-at = { $at }：{ $relation }。一边是 { $left }，另一边是 { $right }
tally-fix = 改为 { $value }

### Server and command line

## 代码操作
action-fix-rule = 一并改正 { $count } 处同类问题（{ $rule }）
action-fix-all = 改正全部可自动改正的问题

## 悬浮说明
hover-basis = 依据：{ $basis }
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
hover-unknown = { $relation }：有空白或无法识别的数字，未核对

## 规则说明页
severity-error = 错误
severity-warning = 警告
severity-info = 提示
severity-hint = 建议
page-mended-safely = 可自动修正（`gouji fix`）
page-mended-by-choice = 有可选用的修正
page-mended-by-hand = 由作者修改
page-example = 举例
page-told = gouji 在第 { $line } 行“{ $place }”处提示：
page-last-year = 上一年度的报告：
page-related = 相关位置：
page-related-at = 第 { $line } 行：{ $message }
page-related-last-year = 上一年度报告第 { $line } 行：{ $message }
page-fixes = 修正：
page-fix-chosen = { $title }（由作者选用，不会自动修改）
page-off = 不需要这项核对时
page-off-everywhere = 在 `gouji.toml` 中关闭：
page-off-here = 只放过一处：在该处的前一行写下面的注释；写在报告开头则对全文有效：
page-index = 核对规则
page-index-about = 按级别排列。每页写明核对什么、为什么、依据、怎么改，并举一例。本文件夹由 `cargo xtask docs` 生成。

## 配置
config-syntax = 这里不符合 TOML 语法：{ $reason }。
config-unknown-key = 没有名为“{ $name }”的配置项{ $hint }，可以写的有：{ $known }。
config-unknown-rule = 没有名为“{ $name }”的规则{ $hint }。
config-meant = （是否要写“{ $meant }”？）
config-level = “{ $found }”不是规则的级别，应为 { $levels } 之一。
config-lacks = 这一组缺少“{ $key }”。
config-glob = “{ $glob }”不是有效的路径写法：{ $reason }。
config-expected-string = 这里应是带引号的文字。
config-expected-table = 这里应是一组“名称 = 值”。
config-expected-list = 这里应是方括号括起的列表。
config-unreadable = 读不了这个文件：{ $reason }。
baseline-malformed = 这个已接受问题的文件格式不对：{ $reason }。请改正，或用 gouji check --write-baseline 重新生成。

## 命令行
cli-missing = 找不到 { $path }。请检查路径。
cli-denied = 没有权限读取 { $path }。
cli-unreadable = 读不了 { $path }：{ $reason }。
cli-binary = { $path } 不是纯文本（可能是 Word、PDF 或表格文件）。请把内容另存为 UTF-8 编码的文本文件再核对。
cli-utf16 = { $path } 是 UTF-16 编码。请用编辑器另存为 UTF-8 编码再核对。
cli-not-utf8 = { $path } 不是 UTF-8 编码（可能是 GBK）。请用编辑器另存为 UTF-8 编码再核对。
cli-write-denied = 没有权限修改 { $path }。文件没有改动。
cli-unwritable = 写不了 { $path }：{ $reason }。文件没有改动。
cli-changed-meanwhile = { $path } 在核对期间被别的程序修改，没有写入。请再运行一次。
cli-fixed = { $path }：改正了 { $count } 处
cli-would-fix = { $path }：可改正 { $count } 处
cli-left = 处理了 { $reports } 份报告，还有需要人工处理的：错误 { $errors } 处，警告 { $warnings } 处，提示 { $infos } 处，建议 { $hints } 处。
cli-not-a-report = { $path } 看起来不是政府信息公开工作年度报告，没有核对。
cli-no-report = 没有找到可以核对的报告。
cli-more = 另有 { $count } 处相关位置
cli-summary = 核对了 { $reports } 份报告：错误 { $errors } 处，警告 { $warnings } 处，提示 { $infos } 处，建议 { $hints } 处。
