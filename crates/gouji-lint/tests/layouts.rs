//! A report has the same model in all layouts.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::fs;
use std::path::Path;

use gouji_edition::current;
use gouji_lint::{Analysis, Severity};
use gouji_report::Placement;
use gouji_testkit::{CLEAN, summaries};
use gouji_text::Value;

/// Table, row, column and value of each cell with a certain place.
fn figures(text: &str) -> Vec<(usize, usize, usize, Value)> {
    let report = Analysis::new(text).report.unwrap();
    let mut figures = Vec::new();
    for table in &report.tables {
        for row in &table.rows {
            let Some(index) = row.row else { continue };
            let certain = row.cells.iter().filter(|cell| cell.placement == Placement::Certain);
            figures.extend(certain.filter_map(|cell| Some((table.def, index, cell.column?, cell.value))));
        }
    }
    figures.sort_by_key(|(table, row, column, _)| (*table, *row, *column));
    figures
}

/// The clean report, with each line of its tables written by `line` from its cells.
fn rendered(line: impl Fn(&[&str]) -> String) -> String {
    let lines = CLEAN.lines().map(|text| match text.contains('\t') {
        true => line(&text.split('\t').collect::<Vec<_>>()),
        false => text.to_owned() + "\n",
    });
    lines.collect()
}

/// The clean report with its tables in HTML: a blank cell next to a label belongs to that label's cell.
fn in_html(open: &str, close: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in CLEAN.lines() {
        let is_row = line.contains('\t');
        text += if is_row && !inside {
            "<table border=\"1\">\n"
        } else if !is_row && inside {
            "</TABLE>\n"
        } else {
            ""
        };
        inside = is_row;
        if !is_row {
            text += &format!("{line}\n");
            continue;
        }
        let mut cells: Vec<(usize, &str)> = Vec::new();
        for cell in line.split('\t') {
            match cells.last_mut().filter(|(_, label)| cell.is_empty() && !label.is_empty()) {
                Some((columns, _)) => *columns += 1,
                None => cells.push((1, cell)),
            }
        }
        let cells = cells.iter().map(|(columns, cell)| match columns {
            1 => format!("  <td>{open}{cell}{close}&nbsp;</td>\n"),
            _ => format!("  <td colspan=\"{columns}\">{open}{cell}{close}<br /></td>\n"),
        });
        text += &format!("<tr>\n{}</tr>\n", cells.collect::<String>());
    }
    text
}

#[test]
fn cells_of_html_tables_may_span_rows() {
    let text =
        in_html("", "").replacen("<td>三、本年度办理结果&nbsp;</td>", "<td rowspan=\"22\">三、本年度办理结果</td>", 1);
    // The rows that the label spans have no cell for it.
    let (before, rest) = text.split_once("三、本年度办理结果").unwrap();
    let (inside, after) = rest.split_once("四、结转").unwrap();
    let inside = inside.replace("<tr>\n  <td>&nbsp;</td>\n", "<tr>\n");
    let text = format!("{before}三、本年度办理结果{inside}四、结转{after}");
    assert_eq!(figures(&text), figures(CLEAN));
    assert_eq!(summaries(&text), []);
}

#[test]
fn a_fix_in_an_html_table_leaves_the_markup_alone() {
    let text = in_html("<p><span>", "</span></p>").replacen("<span>21</span>", "<span>22</span>", 1);
    let findings = Analysis::new(&text).findings;
    let places: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.span.slice(&text))).collect();
    assert_eq!(places, [("tally-mismatch", "22")]);
    assert_eq!(gouji_testkit::apply(&text, &findings[0].fixes[0]), in_html("<p><span>", "</span></p>"));
}

#[test]
fn an_html_table_that_is_not_closed_is_read_by_alignment() {
    let text = in_html("", "").replace("</TABLE>", "");
    assert_eq!(figures(&text), figures(CLEAN));
}

fn filled<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().copied().filter(|cell| !cell.is_empty()).collect()
}

#[test]
fn every_layout_has_the_same_figures_and_no_finding() {
    let expected = figures(CLEAN);
    assert_eq!(expected.len(), 10 + 175 + 15);
    let layouts = [
        ("pipes", rendered(|cells| format!("| {} |\n", cells.join(" | ")))),
        ("pipes with rules", rendered(|cells| format!("|{}|\n|{}\n", cells.join("|"), "---|".repeat(cells.len())))),
        (
            "cell lines after tabs",
            rendered(|cells| filled(cells).iter().map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n"),
        ),
        ("cell lines", rendered(|cells| filled(cells).iter().map(|cell| format!("{cell}\n")).collect())),
        ("blanks", rendered(|cells| filled(cells).join(" ") + "\n")),
    ];
    let layouts =
        layouts.into_iter().chain([("HTML", in_html("<p><span>", "</span></p>")), ("bare HTML", in_html("", ""))]);
    for (name, text) in layouts {
        assert_eq!(figures(&text), expected, "{name}");
        let severe: Vec<_> =
            summaries(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(severe, [], "{name}");
    }
}

#[test]
fn blank_lines_between_all_rows_do_not_split_a_table() {
    let spaced = rendered(|cells| format!("{}\n\n", cells.join("\t")));
    assert_eq!(figures(&spaced), figures(CLEAN));
    assert_eq!(summaries(&spaced), summaries(CLEAN));
    let torn = |text: &str| summaries(text).into_iter().filter(|(rule, ..)| *rule == "torn-table").count();
    let row = CLEAN.lines().find(|line| line.starts_with("行政处罚")).unwrap();
    assert_eq!(torn(&CLEAN.replacen(row, &format!("\n{row}"), 1)), 1, "one blank line does");
    assert_eq!(torn(&spaced.replacen(row, &format!("见附件。\n\n{row}"), 1)), 1, "so does a foreign line");
}

#[test]
fn labels_between_pipes_may_be_broken_and_marked_up() {
    let text = rendered(|cells| format!("| {} |\n", cells.join(" | ")));
    let text = text
        .replace("商业企业", "商业<br>企业")
        .replace("| 规章 |", "| **规章** |")
        .replace("重复申请", "重复<br/>申请");
    assert_eq!(figures(&text), figures(CLEAN));
    assert_eq!(summaries(&text), []);
}

#[test]
fn labels_without_cells_may_be_torn_and_strewn() {
    let text = rendered(|cells| filled(cells).join(" ") + "\n");
    for (whole, torn) in [
        ("三、本年度办理结果 （一）予以公开", "三、\n本\n年度办\n（一）予以公开"),
        ("2.其他法律行政法规禁止公开 0", "2.其他法律行政法规禁止公开 理 0"),
        ("（三）不予公开 1.属于国家秘密", "结\n果\n（三）不\n1.属于国家秘密"),
        ("4.保护第三方合法权益 1", "4.保护第三方合法权益 予公开 1"),
        (
            "5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0",
            "5.要求行政机关确认或重新出\n0 0 0 0 0 0 0\n具已获取信息",
        ),
    ] {
        assert!(text.contains(whole), "{whole}");
        let text = text.replace(whole, torn);
        assert_eq!(figures(&text), figures(CLEAN), "{torn}");
        let severe: Vec<_> =
            summaries(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(severe, [], "{torn}");
    }
}

#[test]
fn a_table_that_lost_its_first_rows_starts_with_a_group_and_not_with_a_section() {
    let text = rendered(|cells| filled(cells).join(" ") + "\n");
    let (start, group) = (text.find("一、本年新收").unwrap(), text.find("三、本年度办理结果").unwrap());
    let first = text.find("1.属于国家秘密").unwrap();
    for (label, rest) in [("", &text[group..]), ("三、本年度办理结果 （三）不予公开 ", &text[first..])]
    {
        let text = format!("{}{label}{rest}", &text[..start]);
        let severe: Vec<_> =
            summaries(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(severe.iter().map(|(rule, ..)| rule.as_str()).collect::<Vec<_>>(), ["missing-row"], "{severe:?}");
    }
}

#[test]
fn a_row_without_label_is_placed_by_elimination_but_enters_no_relation() {
    let row = current().tables[1].row_index("not-processed-repeated").unwrap();
    let loose = rendered(|cells| filled(cells).join(" ") + "\n");
    let first_figure = regex::Regex::new(r"2\.重复申请(\s)0").unwrap();
    for (text, rules) in [(loose, vec!["unknown-row"]), (CLEAN.to_owned(), vec!["row-label"])] {
        // If the row entered relations, a wrong figure in it would break two.
        let text = first_figure.replace(&text, "2.？？？？${1}9").into_owned();
        let report = Analysis::new(&text).report.unwrap();
        let found = report.table("applications").unwrap().row(row).unwrap();
        assert!(found.cells.iter().all(|cell| cell.placement == Placement::Elimination), "{found:?}");
        assert_eq!(found.cells.len(), 7);
        assert_eq!(summaries(&text).into_iter().map(|(rule, ..)| rule).collect::<Vec<_>>(), rules);
    }
}

#[test]
fn two_rows_without_labels_are_reported_as_unknown_and_not_as_missing() {
    let text = CLEAN.replace("2.重复申请", "2.？？？？").replace("3.要求提供公开出版物", "3.？？？？");
    let report = Analysis::new(&text).report.unwrap();
    assert_eq!(report.table("applications").unwrap().rows.iter().filter(|row| row.row.is_none()).count(), 2);
    assert_eq!(summaries(&text), [("unknown-row".to_owned(), Severity::Warning, "2.？？？？".to_owned())]);
}

#[test]
fn the_extractions_of_one_published_report_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reports/published");
    if !folder.is_dir() {
        println!("skipped: the published reports are not on this machine");
        return;
    }
    for (report, layouts) in [
        ("huaian-2024", &["tsv.txt", "pipe.md", "cells.txt", "flat.txt"][..]),
        ("hongze-2023", &["tsv.txt", "pipe.md"]),
        ("hongze-2024", &["tsv.txt", "pipe.md"]),
    ] {
        let read = |layout: &&str| figures(&fs::read_to_string(folder.join(format!("{report}.{layout}"))).unwrap());
        let all: Vec<_> = layouts.iter().map(read).collect();
        assert!(all[0].len() > 150, "{report}: {} figures", all[0].len());
        for (figures, layout) in all.iter().zip(layouts) {
            assert_eq!(figures, &all[0], "{report}.{layout}");
        }
    }
}

/// The report with its prose broken into lines of `width` characters, as in text from PDF.
fn wrapped(text: &str, width: usize) -> String {
    let lines = text.lines().flat_map(|line| match line.contains(['\t', '|']) || !line.contains('。') {
        true => vec![line.to_owned()],
        false => line.chars().collect::<Vec<_>>().chunks(width).map(|piece| piece.iter().collect()).collect(),
    });
    lines.map(|line: String| line + "\n").collect()
}

#[test]
fn a_line_end_hides_no_figure_and_causes_no_finding() {
    for width in 16..40 {
        assert_eq!(summaries(&wrapped(CLEAN, width)), [], "{width} characters a line");
        let wrong = wrapped(&gouji_testkit::clean_but("申请28件", "申请31件"), width);
        let findings = Analysis::new(&wrong).findings;
        let places: Vec<_> = findings.iter().map(|finding| finding.span.slice(&wrong).replace('\n', "")).collect();
        assert_eq!(places, ["31"], "{width} characters a line");
        let fixed = gouji_testkit::apply(&wrong, &findings[0].fixes[0]);
        assert_eq!(summaries(&fixed), [], "{width} characters a line");
    }
}

#[test]
fn article_rows_without_cells_tear_no_table() {
    // A browser copies a row with one cell as a line without tabs.
    let text = CLEAN.replace("项\t\t\t\n", "项\n");
    assert_eq!(text.matches("）项\n信息内容").count(), 4);
    assert_eq!(figures(&text), figures(CLEAN));
    assert_eq!(summaries(&text), []);
    // A page number among them is reported once.
    let torn = text.replace("第二十条第（六）项\n", "\n第二十条第（六）项\n- 3 -\n");
    let rules: Vec<String> = summaries(&torn).into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(rules, ["conversion-residue"]);
    let torn = text.replace("第二十条第（六）项\n", "第二十条第（六）项\n见附件\n");
    assert_eq!(summaries(&torn).len(), 1, "a foreign line does");
}

#[test]
fn bars_after_cells_between_blanks_are_no_notes() {
    let text = rendered(|cells| filled(cells).join("| ") + "  \n");
    // The header of table 4 is broken inside its cells, so nothing but blanks shows its cells.
    let text = text.replace("结果维持", "结果  \n维持").replace("尚未审结", "尚未  \n审结");
    assert_eq!(figures(&text), figures(CLEAN));
    assert_eq!(summaries(&text), []);
}

#[test]
fn a_label_whose_rest_is_in_the_next_line_is_no_wrong_label() {
    let torn = CLEAN
        .replace("商业企业\t科研机构\t", "商业\n企业\t科研\n机构\t")
        // The line that does not belong there keeps the header from being joined.
        .replace("\t\t3.危及", "241\n\t\t3.危及");
    let rules: Vec<String> = summaries(&torn).into_iter().map(|(rule, ..)| rule).collect();
    assert!(!rules.contains(&"row-label".to_owned()), "{rules:?}");
    let wrong = CLEAN.replace("商业企业\t", "企业\t");
    assert_eq!(summaries(&wrong).into_iter().map(|(rule, ..)| rule).collect::<Vec<_>>(), ["row-label"]);
}
