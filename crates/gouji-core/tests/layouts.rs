//! One report in several layouts has one model.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod support;

use std::fs;
use std::path::Path;

use gouji_core::format::current;
use gouji_core::text::Value;
use gouji_core::{Analysis, Severity};
use support::{CLEAN, told};

/// Table, row and column of each figure whose place is certain, with what it says.
fn figures(text: &str) -> Vec<(usize, usize, usize, Value)> {
    let report = Analysis::of(text).report.unwrap();
    let mut figures = Vec::new();
    for table in &report.tables {
        for row in &table.rows {
            let Some(index) = row.row else { continue };
            let placed = row.cells.iter().filter_map(|cell| Some((table.def, index, cell.column?, cell.value.clone())));
            figures.extend(placed);
        }
    }
    figures.sort_by_key(|(table, row, column, _)| (*table, *row, *column));
    figures
}

/// The clean report with each line of its tables rendered anew from its cells.
fn rendered(line: impl Fn(&[&str]) -> String) -> String {
    let lines = CLEAN.lines().map(|text| match text.contains('\t') {
        true => line(&text.split('\t').collect::<Vec<_>>()),
        false => text.to_owned() + "\n",
    });
    lines.collect()
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
            "cell lines behind tabs",
            rendered(|cells| filled(cells).iter().map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n"),
        ),
        ("cell lines", rendered(|cells| filled(cells).iter().map(|cell| format!("{cell}\n")).collect())),
        ("blanks", rendered(|cells| filled(cells).join(" ") + "\n")),
    ];
    for (name, text) in layouts {
        assert_eq!(figures(&text), expected, "{name}");
        let grave: Vec<_> = told(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(grave, [], "{name}");
    }
}

#[test]
fn labels_between_pipes_may_be_broken_and_marked_up() {
    let text = rendered(|cells| format!("| {} |\n", cells.join(" | ")));
    let text = text
        .replace("商业企业", "商业<br>企业")
        .replace("| 规章 |", "| **规章** |")
        .replace("重复申请", "重复<br/>申请");
    assert_eq!(figures(&text), figures(CLEAN));
    assert_eq!(told(&text), []);
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
        let grave: Vec<_> = told(&text).into_iter().filter(|(_, severity, _)| *severity >= Severity::Warning).collect();
        assert_eq!(grave, [], "{torn}");
    }
}

#[test]
fn a_row_that_cannot_be_known_has_no_figures_and_is_not_called_missing() {
    let text = rendered(|cells| filled(cells).join(" ") + "\n").replace("2.重复申请", "2.？？？？");
    let row = current().tables[1].row_index("not-processed-repeated").unwrap();
    assert!(figures(&text).iter().all(|(table, index, ..)| (*table, *index) != (1, row)));
    let rules: Vec<_> = told(&text).into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(rules, Vec::<String>::new());
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
