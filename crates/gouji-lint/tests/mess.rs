//! Irregularities of published reports, one fixture each. The report is read correctly, or the doubt is reported.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Severity};
use gouji_testkit::{CLEAN, clean_but, summaries};

/// The rules with warnings or errors.
fn severe(text: &str) -> Vec<String> {
    summaries(text)
        .into_iter()
        .filter(|(_, severity, _)| *severity >= Severity::Warning)
        .map(|(rule, ..)| rule)
        .collect()
}

/// The number of cells of table 3 with a certain place.
fn certain(text: &str) -> usize {
    let report = Analysis::new(text).report.unwrap();
    let table = report.table("applications").unwrap();
    (0..25).map(|row| (0..7).filter(|column| table.cell(row, *column).is_some()).count()).sum()
}

/// An irregularity: its name, the passage, its replacement, the rules with errors or warnings, and the number of cells of table 3 that
/// are still certain.
type Irregularity = (&'static str, &'static str, &'static str, &'static [&'static str], usize);

const IRREGULARITIES: &[Irregularity] = &[
    ("a figure drops out of a row", "1.属于国家秘密\t0\t0\t0", "1.属于国家秘密\t0\t0", &["cell-count"], 168),
    ("a row moves sideways", "\t\t2.重复申请\t0", "2.重复申请\t\t\t0", &[], 175),
    ("a row is cut off", "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n", "", &["missing-row"], 168),
    ("a note is in a cell", "行政规范性文件\t3", "行政规范性文件\t3（其中修订1件）", &[], 175),
    ("a unit is in a cell", "20\t5\t1\t0\t2\t0\t28", "20件\t5件\t1\t0\t2\t0\t28件", &[], 175),
    ("digits are full-width", "20\t5\t1\t0\t2\t0\t28", "２０\t５\t1\t0\t2\t0\t２８", &[], 175),
    ("a group's label is glued to its first row", "（四）无法提供\t1.本机关", "\t（四）无法提供 1.本机关", &[], 175),
    ("a group's label is torn", "三、本年度办理结果", "三、本年度办", &[], 175),
    ("the header lost a label", "\t\t\t\t总计\n", "\t\t\t\t\n", &["missing-column"], 175),
    (
        "the total is in the last header line",
        "\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n",
        "\t\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n",
        &[],
        175,
    ),
    ("a page number is in the table", "\t\t2.重复申请", "- 4 -\n\t\t2.重复申请", &["conversion-residue"], 175),
    ("ordinals are written otherwise", "2.重复申请", "2、重复申请", &[], 175),
    ("brackets are western, blanks are inside", "（四）无法提供", "(四) 无法 提供", &[], 175),
    ("quotes are straight", "“三安全一稳定”", "\"三安全一稳定\"", &[], 175),
    (
        "blanks replace zeros",
        "5.属于三类内部事务信息\t0\t0\t0\t0\t0\t0\t0",
        "5.属于三类内部事务信息\t\t\t\t\t\t\t0",
        &[],
        175,
    ),
    ("strokes replace zeros", "7.属于行政执法案卷\t0\t0", "7.属于行政执法案卷\t-\t/", &[], 175),
    ("a subtotal has a row", "\t（四）无法提供\t1.", "\t\t小计\t1\t1\t0\t0\t0\t0\t2\n\t（四）无法提供\t1.", &[], 175),
    (
        "a subtotal replaces a missing row",
        "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n",
        "\t\t小计\t0\t0\t0\t0\t0\t0\t0\n",
        &["missing-row"],
        168,
    ),
    (
        "a subtotal replaces missing rows",
        "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n\t\t3.要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0\n",
        "\t\t小计\t0\t0\t0\t0\t0\t0\t0\n",
        &["missing-row"],
        161,
    ),
    (
        "a subtotal follows a lost label",
        "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n",
        "\t\t2.？？\t0\t0\t0\t0\t0\t0\t0\n\t\t小计\t0\t0\t0\t0\t0\t0\t0\n",
        &["row-label"],
        168,
    ),
    (
        "a row with a blank moves sideways",
        "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n",
        "2.重复申请\t0\t0\t\t0\t0\t0\t0\t\t\n",
        &[],
        175,
    ),
    (
        "a group's label repeats, also next to a lost one",
        "\t\t2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n\t\t3.其他",
        "\t（六）其他处理\t2.？？\t0\t0\t0\t0\t0\t0\t0\n\t（六）其他处理\t3.其他",
        &["row-label"],
        168,
    ),
    ("a stroke is before a title", "六、其他需要报告的事项", "|六、其他需要报告的事项", &["conversion-residue"], 175),
    ("a stroke is read as a letter", "六、其他需要报告的事项", "l六、其他需要报告的事项", &[], 175),
    ("a remark follows a title", "政府信息公开申请情况\n\n（", "政府信息公开申请情况（数据准确）\n\n（", &[], 175),
    ("a title lost its number", "五、存在的主要问题及改进情况", "存在的主要问题及改进情况", &[], 175),
    (
        "a title is written otherwise",
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、政府信息公开行政复议和行政诉讼情况",
        &[],
        175,
    ),
    (
        "a body heading has words of a title",
        "持续优化政府网站",
        "二、做好依申请公开情况分析\n\n持续优化政府网站",
        &["duplicate-section-number"],
        175,
    ),
    (
        "a section is titled by its old name",
        "三、收到和处理政府信息公开申请情况",
        "三、依申请公开情况",
        &["section-title"],
        175,
    ),
    ("the year is spaced, the title broken", "青山县2024年政府", "青山县人民政府\n2024 年政府", &[], 175),
    ("a heading is run in", "（四）平台建设情况\n\n持续", "（四）平台建设情况。持续", &[], 175),
    (
        "a body list counts as sections do",
        "主要问题：一是",
        "一、政策解读形式单一，需要丰富。\n二、人员流动快。\n主要问题：一是",
        &[],
        175,
    ),
    ("a bookmark is left over", "本年度未收取", "[bookmark: _GoBack]本年度未收取", &["conversion-residue"], 175),
    ("invisible characters are left over", "本年度未收取", "本年度\u{200B}未收取", &["conversion-residue"], 175),
    ("invisible characters follow a figure", "信息600条", "信息600\u{200B}条", &["conversion-residue"], 175),
    ("blanks are not breaking", "全县共收到", "全县\u{A0}共收到", &[], 175),
    ("a figure is approximate", "共收到政府信息公开申请28件", "共收到政府信息公开申请近30件", &[], 175),
    ("a figure is followed by 余", "共收到政府信息公开申请28件", "共收到政府信息公开申请30余件", &[], 175),
    ("a figure is Chinese", "共收到政府信息公开申请28件", "共收到政府信息公开申请二十八件", &[], 175),
    (
        "a Chinese figure is wrong",
        "共收到政府信息公开申请28件",
        "共收到政府信息公开申请十八件",
        &["narrative-mismatch"],
        175,
    ),
    (
        "prose states intake and carry-over together",
        "共收到政府信息公开申请28件",
        "共受理政府信息公开申请32件",
        &[],
        175,
    ),
    (
        "prose speaks of the office's own cases",
        "全县共收到政府信息公开申请28件，其中予以公开13件",
        "县政府办公室受理政府信息公开申请7件，其中予以公开5件",
        &[],
        175,
    ),
    ("prose keeps last year's year", "2024年，全县共收到", "2023年，全县共收到", &["year-mismatch"], 175),
    ("prose compares with another year", "2024年，全县共收到", "2023年同期，全县共收到", &[], 175),
    ("a note is below table 4", "五、存在", "注：行政复议、行政诉讼数量含上年度结转数量。\n\n五、存在", &[], 175),
];

#[test]
fn each_irregularity_is_read_correctly_or_reported() {
    for (name, passage, other, rules, figures) in IRREGULARITIES {
        let text = clean_but(passage, other);
        assert_eq!(severe(&text), *rules, "{name}");
        assert_eq!(certain(&text), *figures, "{name}");
    }
}

#[test]
fn large_counts_have_no_upper_limit() {
    let text = clean_but("行政许可\t436", "行政许可\t11 398 889");
    assert_eq!(severe(&text), Vec::<String>::new());
}

#[test]
fn a_table_two_thousand_times_as_wide_or_long_is_read() {
    let wide = clean_but("1.属于国家秘密\t0", &format!("1.属于国家秘密{}", "\t0".repeat(14_000)));
    assert_eq!(severe(&wide), ["cell-count"]);
    let row = "\t\t2.重复申请\t0\t0\t0\t0\t0\t0\t0\n";
    let long = clean_but(row, &row.repeat(50_000));
    assert_eq!(certain(&long), 175);
    assert_eq!(severe(&long), ["duplicate-row"]);
    let header = clean_but("商业企业\t科研机构", &"商业企业\t科研机构\t".repeat(2_000));
    assert!(Analysis::new(&header).report.is_some());
    assert_eq!(severe(CLEAN), Vec::<String>::new());
}

#[test]
fn page_numbers_are_found_whatever_ends_the_lines() {
    let text = format!("- 1 -\n{}", gouji_testkit::CLEAN.replacen("二、", "- 2 -\n二、", 1));
    for text in [text.clone(), text.replace('\n', "\r"), text.replace('\n', "\r\n")] {
        for text in [text.clone(), format!("\u{FEFF}{text}")] {
            let findings = Analysis::new(&text).findings;
            let numbers = findings.iter().filter(|finding| finding.message.id() == MessageId::ResiduePageNumber);
            let found: Vec<&str> = numbers.map(|finding| finding.span.slice(&text)).collect();
            assert_eq!(found, ["- 1 -", "- 2 -"], "{:?}", text.get(..20));
        }
    }
}

/// The second header row of table 3, and the third.
const HEADER_3: &str =
    "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n";

/// The header of table 4.
const HEADER_4: &str = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n";

/// The text with bars around the cells of its tables.
fn with_bars(text: &str) -> String {
    let line = |line: &str| match line.contains('\t') {
        true => format!("|{}|\n", line.replace('\t', "|")),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn labels_of_a_header_may_be_torn_over_rows() {
    let five = ["结果\t结果\t其他\t尚未\t总", "维持\t纠正\t结果\t审结\t计"];
    let blank = "\t\t\t\t";
    let top = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n";
    let whole = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计";
    for (passage, other) in [
        (
            HEADER_3,
            "\t\t\t自然\t法人或其他组织\t\t\t\t\t总\n\t\t\t人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t计\n"
                .to_owned(),
        ),
        (
            HEADER_3,
            "\t\t\t自然人\t商业\t科研\t社会公\t法律服\t其\t总\n\t\t\t\t企业\t机构\t益组织\t务机构\t他\t计\n".to_owned(),
        ),
        (
            HEADER_4,
            format!(
                "{top}{}\t未经复议直接起诉{blank}\t复议后起诉{blank}\n{}\t{whole}\t{whole}\n",
                five[0], five[1]
            ),
        ),
        (
            HEADER_4,
            format!(
                "\t行\t政复议\t\t\t\t\t\t行政\t诉讼\t\t\t\t\t\n{blank}\t\t未经复\t议直接起\t诉\t\t\t\t复\t议后起诉\t\t\n{}\t{blank}\t{blank}\n{}\t{}\t{}\n{blank}\t{}\t{}\n",
                five[0], five[1], five[0], five[0], five[1], five[1]
            ),
        ),
    ] {
        let text = clean_but(passage, &other);
        for text in [text.clone(), with_bars(&text)] {
            assert_eq!(summaries(&text), [], "{other}");
            assert_eq!(certain(&text), 175, "{other}");
        }
    }
}

#[test]
fn labels_of_a_header_may_be_torn_over_lines_in_every_edition() {
    let now = "本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t3\t1\t12\n";
    let torn = now.replace("制发件数", "制\n发件数").replace("有效件数", "有效\n件数");
    assert_eq!(summaries(&clean_but(now, &torn)), []);
    let form_of_2019 = |header: &str| clean_but(now, &format!("{header}\n规章\t0\t0\t0\n规范性文件\t1\t1\t12\n"));
    let whole = severe(&form_of_2019("本年新制作数量\t本年新公开数量\t对外公开总数量"));
    let torn = severe(&form_of_2019("本年新\n制作数量\t本年新\n公开数量\t对外公开\n总数量"));
    assert_eq!(whole, torn);
}

/// The rules with findings.
fn rules(text: &str) -> Vec<String> {
    summaries(text).into_iter().map(|(rule, ..)| rule).collect()
}

#[test]
fn a_torn_header_in_a_grid_whose_rules_span_some_columns_is_read() {
    let grid = "+----+----+----+----+----+----+----+----+----+----+----+----+----+----+----+\n\
        | 行政复议 | 行政诉讼 |\n\
        +----+----+----+----+----+----+----+----+----+----+----+----+----+----+----+\n\
        | 结果 | 结果 | 其他 | 尚未 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n\
        | 维持 | 纠正 | 结果 | 审结 |    |    |    |\n\
        |    |    |    |    |    +----+----+----+----+----+----+----+----+----+----+\n\
        |    |    |    |    |    | 结果 | 结果 | 其他 | 尚未 | 总计 | 结果 | 结果 | 其他 | 尚未 | 总计 |\n\
        |    |    |    |    |    | 维持 | 纠正 | 结果 | 审结 |    | 维持 | 纠正 | 结果 | 审结 |    |\n\
        +----+----+----+----+----+----+----+----+----+----+----+----+----+----+----+\n\
        | 2 | 1 | 0 | 1 | 4 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 2 |\n\
        +----+----+----+----+----+----+----+----+----+----+----+----+----+----+----+\n";
    let row = "2\t1\t0\t1\t4\t0\t0\t0\t0\t0\t1\t0\t0\t1\t2\n";
    let text = clean_but(&format!("{HEADER_4}{row}"), grid);
    assert_eq!(rules(&text), Vec::<String>::new());
    assert_eq!(rules(&text.replacen("| 1 | 4 |", "| 1 | 5 |", 1)), ["tally-mismatch"]);
}

#[test]
fn two_figures_in_a_cell_are_not_joined() {
    let bars = with_bars(CLEAN);
    let row = "|三、本年度办理结果|（一）予以公开||10|2|1|0|0|0|13|";
    assert!(bars.contains(row));
    for two in ["10<br>11", "10<br/>3", "1<br>000"] {
        let text = bars.replacen(row, &row.replacen("10", two, 1), 1);
        assert_eq!(rules(&text), ["invalid-number"], "{two}");
    }
    assert_eq!(rules(&clean_but("行政许可\t436", "行政许可\t11 398 889")), Vec::<String>::new());
}

#[test]
fn labels_with_a_note_in_brackets_are_known() {
    let noted = CLEAN
        .replacen("规章\t0", "规章（设区的市以上的人民政府填写）\t0", 1)
        .replacen("本年制发件数", "本年制发件数（不含转发）", 1)
        .replacen("2.重复申请\t", "2.重复申请（同一申请人）\t", 1);
    assert_eq!(summaries(&noted), []);
    // The form gives the unit in brackets itself.
    assert_eq!(
        severe(&clean_but("（单位：万元）", "（单位：元）")),
        severe(&clean_but("（单位：万元）", "（单位：亿元）"))
    );
}

#[test]
fn the_row_of_table_4_is_there_even_if_most_cells_are_no_figures() {
    let row = "2\t1\t0\t1\t4\t0\t0\t0\t0\t0\t1\t0\t0\t1\t2";
    assert_eq!(severe(&clean_but(row, &row.replace('0', "0."))), ["invalid-number"]);
    for zero in ["无", "零", "O", "…", "○"] {
        assert!(!severe(&clean_but(row, &row.replace('0', zero))).contains(&"missing-row".to_owned()), "{zero}");
    }
}

#[test]
fn the_head_on_platforms_may_be_titled_platforms_and_carriers() {
    assert_eq!(
        summaries(&clean_but("（四）平台建设情况\n\n持续优化政府网站", "（四）平台载体情况\n\n持续优化政府网站")),
        []
    );
}

#[test]
fn a_header_that_is_repeated_for_each_group_is_no_row() {
    let header = "\t类别\t甲\t乙\t丙\t丁\t戊\t己\t总计\n";
    let text = clean_but("\t（四）无法提供\t1.", &format!("{header}\t（四）无法提供\t1."));
    assert_eq!(rules(&text), Vec::<String>::new());
}

#[test]
fn rows_that_are_in_the_section_are_not_missing() {
    let rows = "行政许可\t436\t\t\n第二十条第（六）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政处罚\t25\t\t\n行政强制\t4\t\t\n第二十条第（八）项\t\t\t\n信息内容\t本年收费金额（单位：万元）\t\t\n行政事业性收费\t59.25\t\t\n";
    let table = "第二十条第（一）项\t\t\t\n信息内容\t本年制发件数";
    for (name, text) in [
        (
            "rows are above the table",
            clean_but(rows, "").replacen(
                table,
                &format!("行政许可 436\n行政处罚 25\n行政强制 4\n行政事业性收费 59.25\n{table}"),
                1,
            ),
        ),
        ("a row lost its label", clean_but("\n规章\t0\t0\t0", "\n  \t0\t0\t0")),
        ("a row between bars lost its label", with_bars(CLEAN).replacen("|行政处罚|25|", "||25|", 1)),
        ("the figures of a row are lost", clean_but("行政强制\t4\t\t", "行政强制")),
    ] {
        assert_eq!(rules(&text), ["unreadable-table"], "{name}");
    }
    for row in ["行政强制\t4\t\t\n", "规章\t0\t0\t0\n"] {
        assert_eq!(severe(&clean_but(row, "")), ["missing-row"], "{row}");
    }
    let other = "\t\t3.其他\t1\t1\t0\t0\t0\t0\t2\n";
    assert!(severe(&clean_but(other, "")).contains(&"missing-row".to_owned()));
}

#[test]
fn one_cause_is_one_finding() {
    let lines = ["1.属于国家秘密", "2.重复申请", "3.其他", "（四）无法提供"];
    let in_table_3 = lines.iter().fold(CLEAN.to_owned(), |text, label| {
        let at = text.find(label).unwrap();
        let start = text[..at].rfind('\n').unwrap();
        format!("{}\n附件一览表{}", &text[..start], &text[start..])
    });
    assert_eq!(rules(&in_table_3).iter().filter(|rule| *rule == "torn-table").count(), 1);
}

/// The clean report in which each line of a table is changed.
fn with_lines(change: impl Fn(&str) -> String) -> String {
    CLEAN.lines().map(|line| if line.contains('\t') { change(line) } else { line.to_owned() } + "\n").collect()
}

#[test]
fn tables_without_figures_or_marks_are_unreadable_and_not_missing() {
    let labels = |line: &str| {
        let cells = line.split('\t').filter(|cell| !cell.is_empty() && cell.parse::<f64>().is_err());
        cells.collect::<Vec<_>>().join("\n")
    };
    for text in [with_lines(labels), with_lines(|line| line.replace('\t', ""))] {
        let found = rules(&text);
        assert_eq!(found.iter().filter(|rule| *rule == "unreadable-table").count(), 3, "{found:?}");
        assert!(!found.contains(&"missing-table".to_owned()), "{found:?}");
    }
    // A sentence with some of the labels is no table.
    let (before, rest) = CLEAN.split_once("第二十条第（一）项").unwrap();
    let (_, after) = rest.split_once("59.25\t\t\n").unwrap();
    let text = format!("{before}规章0件、行政规范性文件3件，行政许可436件，行政处罚25件，行政强制4件。\n{after}");
    assert!(rules(&text).contains(&"missing-table".to_owned()));
}

#[test]
fn labels_above_a_header_row_without_marks_are_not_missing() {
    let text = clean_but(
        HEADER_3,
        "自然人 | 法人或其他组织 | 总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n",
    );
    assert!(!rules(&text).contains(&"missing-column".to_owned()), "{:?}", rules(&text));
}

#[test]
fn pieces_of_a_header_are_no_repeated_words() {
    let row = "\n五、存在的主要问题及改进情况";
    for pieces in ["结果结果其他尚未", "总计结果结果其他尚未结果结果其他尚未", "维持纠正结果审结维持纠正结果审结"]
    {
        assert!(!rules(&clean_but(row, &format!("{pieces}\n{row}"))).contains(&"repeated-word".to_owned()), "{pieces}");
    }
    assert!(rules(&clean_but(row, &format!("办理结果结果公开\n{row}"))).contains(&"repeated-word".to_owned()));
}

#[test]
fn the_form_of_2019_asks_for_no_statement_about_fees() {
    let text = clean_but("本年度未收取信息处理费。", "无。");
    assert_eq!(rules(&text), ["missing-fee-statement"]);
    assert!(!rules(&text.replace("2024", "2019")).contains(&"missing-fee-statement".to_owned()));
}

#[test]
fn rows_of_a_table_without_marks_that_lost_their_blanks_are_one_finding() {
    let lines = with_lines(|line| {
        let cells: Vec<&str> = line.split('\t').filter(|cell| !cell.is_empty()).collect();
        let is_figure = |cell: &&str| cell.parse::<f64>().is_ok();
        // Seven figures of which five were blank.
        match cells.iter().position(is_figure) {
            Some(first) if cells.len() - first == 7 => {
                format!("{}\n{}\n{}", cells[..first].join("\n"), cells[first], cells[first + 6])
            }
            _ => cells.join("\n"),
        }
    });
    assert_eq!(rules(&lines).iter().filter(|rule| *rule == "cell-count").count(), 1, "{:?}", summaries(&lines));
}

#[test]
fn table_4_may_be_three_tables() {
    let row = "2\t1\t0\t1\t4\t0\t0\t0\t0\t0\t1\t0\t0\t1\t2\n";
    let header = "|结果维持|结果纠正|其他结果|尚未审结|总计|\n|---|---|---|---|---|\n";
    let three = |figures: [&str; 3]| {
        let part = |(title, figures): (&str, &str)| format!("{title}\n\n{header}|{figures}|\n\n");
        let titles = ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"];
        let parts: String = titles.into_iter().zip(figures).map(part).collect();
        clean_but(&format!("{HEADER_4}{row}"), &parts)
    };
    assert_eq!(rules(&three(["2|1|0|1|4", "0|0|0|0|0", "1|0|0|1|2"])), Vec::<String>::new());
    assert_eq!(rules(&three(["2|1|0|1|4", "0|0|0|0|0", "1|0|0|1|3"])), ["tally-mismatch"]);
    // If a figure is lost, the parts are not joined.
    assert!(rules(&three(["2|1|0|1|4", "0|0|0|0", "1|0|0|1|3"])).iter().all(|rule| rule != "tally-mismatch"));
}
