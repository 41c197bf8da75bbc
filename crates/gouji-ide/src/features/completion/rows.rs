//! Rows that a table lacks.

use std::sync::Arc;

use gouji_edition::blank_form::{blank_rows, full_label};
use gouji_edition::{Layout, TableDef};
use gouji_report::{Report, Table};
use gouji_text::Span;

use super::line::LineContext;
use super::{Completion, CompletionKind, DocumentationTopic, filter};

/// The table in which the cursor is, or that ends in the line above the cursor.
pub(super) fn table_at<'a>(report: &'a Report, line: &LineContext<'_>) -> Option<&'a Table> {
    let is_here = |table: &&Table| {
        // At most a line break of two bytes separates the line from the table.
        table.span.touches(line.span.start) || (table.span.end..=table.span.end + 2).contains(&line.span.start)
    };
    report.tables.iter().map(Arc::as_ref).find(is_here)
}

/// The rows that the table lacks, without figures. Those that follow the row above the cursor come first.
pub(super) fn completions(table: &Table, line: &LineContext<'_>) -> Vec<Completion> {
    let Some(def) = table.def() else { return Vec::new() };
    if !line.is_end() || !matches!(table.layout, Layout::Tabs | Layout::Pipes) {
        return Vec::new();
    }
    let mut is_there = vec![false; def.rows.len()];
    let mut above = None;
    for row in table.rows.iter().filter(|row| !line.span.contains(row.span)) {
        if let Some(slot) = row.row.and_then(|at| is_there.get_mut(at)) {
            *slot = true;
        }
        if row.span.end <= line.span.start {
            above = row.row;
        }
    }
    let mut missing: Vec<usize> = (0..def.rows.len()).filter(|at| is_there.get(*at) == Some(&false)).collect();
    missing.sort_by_key(|at| (above.is_some_and(|above| *at < above), *at));
    missing.into_iter().filter_map(|row| completion(table, def, row, above, line)).collect()
}

fn completion(
    table: &Table,
    def: &TableDef,
    row: usize,
    above: Option<usize>,
    line: &LineContext<'_>,
) -> Option<Completion> {
    let known = def.rows.get(row)?;
    let label = full_label(def, known);
    if label.is_empty() {
        return None;
    }
    let marks: String = line.before.chars().take_while(|c| matches!(c, '|' | ' ' | '\t')).collect();
    Some(Completion {
        kind: CompletionKind::Row,
        span: Span::new(line.span.start, line.cursor),
        text: blank_rows(def, &[row], above, table.layout).join("\n"),
        snippet: None,
        filter: filter(&marks, &label),
        topic: DocumentationTopic::Row {
            edition: table.edition.id.to_string(),
            table: def.id.to_string(),
            row: known.id.to_string(),
        },
        label,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{accepted, labels, read};

    const TABLE: &str = "\
某区2025年政府信息公开工作年度报告

三、收到和处理政府信息公开申请情况

\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t\t2\t1\t0\t0\t0\t0\t3
$0
四、结转下年度继续办理\t\t2\t0\t0\t0\t0\t0\t2

五、存在的主要问题及改进情况
";

    #[test]
    fn the_rows_that_the_table_lacks_are_offered_in_their_order() {
        let found = labels(TABLE);
        assert_eq!(found[0], "二、上年结转政府信息公开申请数量");
        assert_eq!(found.len(), 25 - 2);
        assert!(!found.contains(&"四、结转下年度继续办理".to_owned()));
    }

    #[test]
    fn a_row_is_found_by_its_label_and_by_pinyin() {
        for typed in ["二", "上年", "snjz", "shangnian", "\t上年"] {
            let found = labels(&TABLE.replace("$0", &format!("{typed}$0")));
            assert_eq!(
                found.first().map(String::as_str),
                Some("二、上年结转政府信息公开申请数量"),
                "{typed}: {found:?}"
            );
        }
        assert!(labels(&TABLE.replace("$0", "x$0\t1\t2")).is_empty(), "the row has figures");
    }

    #[test]
    fn an_accepted_row_is_read_as_that_row() {
        for (source, layout) in [(TABLE.to_owned(), "tabs"), (pipes(), "pipes")] {
            let text = accepted(&source, "二、上年结转政府信息公开申请数量");
            let report = read(&text).expect("a report");
            let rows: Vec<_> = report.tables[0].rows.iter().map(|row| row.row).collect();
            assert_eq!(rows, [Some(0), Some(1), Some(24)], "{layout}: {text}");
            assert_eq!(report.tables[0].rows[1].cells.len(), 7, "{layout}: {text}");
        }
    }

    fn pipes() -> String {
        let lines = TABLE.lines().map(|line| match line {
            line if line.contains('\t') => format!("| {} |", line.replace('\t', " | ")),
            line => line.to_owned(),
        });
        let lines: Vec<String> = lines.collect();
        let header = lines[4].clone();
        lines.join("\n").replace(&header, &format!("{header}\n|{}", "---|".repeat(9)))
    }
}
