use std::sync::Arc;

use gouji_lint::Analysis;
use gouji_testkit::{Marked, plant};

use super::*;

fn read(text: &str) -> Option<Arc<Report>> {
    Analysis::new(text).report
}

fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut changed = text.to_owned();
    for edit in edits.iter().rev() {
        changed.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    changed
}

fn formatted(text: &str) -> String {
    let report = read(text).expect("a report");
    apply(text, &format(text, &report, None, CancelToken::never()).expect("nobody cancels it"))
}

/// The cells, headings and paragraphs of a report, without their places.
fn content(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let report = read(text).expect("a report");
    let cells = report.tables.iter().flat_map(|table| {
        table.rows.iter().flat_map(move |row| {
            let values = row.cells.iter().map(|cell| format!("{:?} {:?}", cell.column, cell.value));
            let label = row.label.as_ref().map(|label| label.span.slice(text).to_owned());
            values.chain(label).collect::<Vec<_>>()
        })
    });
    let headings = report.headings.iter().map(|heading| heading.span.slice(text).trim().to_owned());
    let paragraphs = report.paragraphs.iter().map(|paragraph| paragraph.words().to_owned());
    (cells.collect(), headings.collect(), paragraphs.collect())
}

/// The text without blanks, and without the dashes of delimiter rows.
fn words(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !lines::is_delimiter(line));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

const TABLE: &str = "\
某区2025年政府信息公开工作年度报告



## 三、收到和处理政府信息公开申请情况

| | 自然人 | 总计 |
|---|--:|:-:|
|一、本年新收政府信息公开申请数量|2|3 |
| 甲\\|乙 | 10 | 𠀀 |
  \t
五、存在的主要问题及改进情况
";

#[test]
fn columns_are_aligned_by_the_width_on_the_screen() {
    let expected = "\
某区2025年政府信息公开工作年度报告

## 三、收到和处理政府信息公开申请情况

|                                  | 自然人 | 总计 |
| -------------------------------- | -----: | :--: |
| 一、本年新收政府信息公开申请数量 |      2 | 3    |
| 甲\\|乙                          |     10 | 𠀀   |

五、存在的主要问题及改进情况
";
    let found = formatted(TABLE);
    // The escape is a character of the text, so it counts.
    assert_eq!(
        found,
        expected.replace("| 甲\\|乙                          |", "| 甲\\|乙                           |")
    );
    assert_eq!(formatted(&found), found);
}

#[test]
fn only_the_requested_lines_change() {
    let report = read(TABLE).expect("a report");
    let row = TABLE.find("|一、").expect("the row");
    let edits = format(TABLE, &report, Some(Span::new(row, row + 5)), CancelToken::never()).expect("nobody cancels it");
    let line = Span::new(row, TABLE.find("3 |\n").expect("the end") + "3 |".len());
    assert!(!edits.is_empty() && edits.iter().all(|edit| line.contains(edit.span)), "{edits:?}");
    assert_eq!(align_table_at(TABLE, &report, 0, CancelToken::never()), Ok(Vec::new()));
    assert_eq!(align_table_at(TABLE, &report, row, CancelToken::never()).map(|edits| edits.len()), Ok(4));
}

#[test]
fn formatting_changes_no_word_no_cell_and_no_finding_of_any_report() {
    let mut changed = 0;
    for index in 0..200 {
        let planted = plant::planted(index);
        // More blank lines, and cells with more blanks.
        let text = planted.text.replace("\n\n", "\n \n\n").replace("| ", "|  ");
        let after = formatted(&text);
        changed += usize::from(after != text);
        assert_eq!(words(&after), words(&text), "{}", planted.name);
        assert_eq!(content(&after), content(&text), "{}", planted.name);
        let rules =
            |text: &str| -> Vec<&str> { Analysis::new(text).findings.iter().map(|finding| finding.rule).collect() };
        assert_eq!(rules(&after), rules(&text), "{}", planted.name);
        assert_eq!(formatted(&after), after, "{}", planted.name);
    }
    assert!(changed > 100, "{changed} texts change");
}

#[test]
fn code_tables_of_other_layouts_and_lone_carriage_returns_stay() {
    let begin = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n";
    for rest in [
        "```\n\n\n|a|b|\n|-|-|\n```\n",
        "|a `|` b|c|\n",
        "| a | b |\n| c | d |\n",
        "a | b\n--|--\n",
        "甲\r \r\n乙\n",
        "甲\t\t乙  \n",
    ] {
        let text = format!("{begin}{rest}");
        assert_eq!(formatted(&text), text);
    }
}

#[test]
fn a_table_of_many_empty_cells_does_not_grow_without_bound() {
    let row = "|".repeat(4_000);
    let text = format!("{}|{}\n|{}\n|{row}\n", TABLE, "甲甲甲甲甲甲甲甲甲甲|".repeat(3_999), "-|".repeat(3_999));
    assert!(formatted(&text).len() <= text.len() * 9);
}

#[test]
fn a_new_line_after_a_numbered_paragraph_gets_the_next_number() {
    let begin = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n";
    for (lines, expected) in [
        ("1.加强培训。\n$0", Some("1.加强培训。\n2.")),
        ("（1）加强培训；\n$0", Some("（1）加强培训；\n（2）")),
        ("　　（一）加强培训。\n$0", Some("　　（一）加强培训。\n　　（二）")),
        ("1.加强培训。\n\n2.\n$0", Some("1.加强培训。\n\n\n")),
        ("（一）主动公开\n$0", None),
        ("加强培训。\n$0", None),
        ("1.加强培训。\n\n$0", None),
        ("1.加强培训。\n$0然后", None),
    ] {
        let marked = Marked::new(&format!("{begin}{lines}\n"));
        let report = read(&marked.text).expect("a report");
        let edit = on_new_line(&marked.text, &report, marked.cursor());
        let after = edit.map(|edit| apply(&marked.text, &[edit]));
        let after =
            after.as_deref().and_then(|after| after.strip_prefix(begin)).map(|after| after.trim_end_matches('\n'));
        assert_eq!(after, expected.map(|expected| expected.trim_end_matches('\n')), "{lines:?}");
    }
}
