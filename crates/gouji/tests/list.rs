//! The lists of `check --report`: their values are those of the other formats, and their files are sound.

#![cfg(feature = "list")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use gouji_testkit::{CLEAN, LAST_CLEAN};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use support::{check, folder};
use tempfile::TempDir;

/// A folder with last year's report, a faulty report of this year, a hostile one, and a file that is no report.
fn reports() -> TempDir {
    let faulty = CLEAN.replace("社会公益组织", "公益组织").replace("检查和培训", "检查 and 培训");
    let hostile = CLEAN.replace("青山县", "=1+1<b>县").replace("社会公益组织", "=cmd|' /C calc'!A0");
    folder(&[
        ("2023.txt", LAST_CLEAN.as_bytes()),
        ("2024.txt", faulty.as_bytes()),
        ("=x&y.txt", hostile.as_bytes()),
        ("a.ofd", b"PK\x03"),
    ])
}

/// The text of an attribute.
fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).expect("XML")?;
    Some(String::from_utf8(attribute.value.to_vec()).expect("UTF-8"))
}

/// A part of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// Calls `take` for each event.
fn events(xml: &str, mut take: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => break,
            event => take(&event),
        }
    }
}

fn text(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.decode().expect("UTF-8").into_owned()),
        Event::GeneralRef(name) => {
            let name = name.decode().expect("UTF-8");
            Some(match &*name {
                "lt" => "<".to_owned(),
                "gt" => ">".to_owned(),
                "amp" => "&".to_owned(),
                "quot" => "\"".to_owned(),
                "apos" => "'".to_owned(),
                other => panic!("&{other};"),
            })
        }
        _ => None,
    }
}

fn shared_strings(workbook: &[u8]) -> Vec<String> {
    let mut strings = Vec::new();
    events(&part(workbook, "xl/sharedStrings.xml"), |event| match event {
        Event::Start(element) if element.name().as_ref() == b"si" => strings.push(String::new()),
        other => {
            if let (Some(text), Some(last)) = (text(other), strings.last_mut()) {
                last.push_str(&text);
            }
        }
    });
    strings
}

/// The cells of a sheet by name, and whether each has a formula.
fn cells(workbook: &[u8], sheet: usize) -> BTreeMap<String, String> {
    let strings = shared_strings(workbook);
    let (mut cells, mut cell, mut is_shared, mut is_value) = (BTreeMap::new(), String::new(), false, false);
    events(&part(workbook, &format!("xl/worksheets/sheet{sheet}.xml")), |event| match event {
        Event::Start(element) if element.name().as_ref() == b"c" => {
            cell = attribute(element, "r").expect("a name");
            is_shared = attribute(element, "t").as_deref() == Some("s");
        }
        Event::Start(element) => is_value = element.name().as_ref() == b"v",
        Event::Text(_) if is_value => {
            let value = text(event).expect("text");
            let value = if is_shared { strings[value.parse::<usize>().expect("an index")].clone() } else { value };
            cells.insert(cell.clone(), value);
        }
        Event::End(_) => is_value = false,
        _ => {}
    });
    cells
}

#[test]
fn the_values_of_the_workbook_are_those_of_the_other_formats() {
    let folder = reports();
    let run = check(folder.path(), &["--format", "reports", "--report", "list.xlsx", "."]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let lines: Vec<&Value> = lines.iter().filter(|line| line["status"] == "checked").collect();
    let workbook = fs::read(folder.path().join("list.xlsx")).expect("the list");
    let rows = cells(&workbook, 1);
    let number = |cell: String| rows.get(&cell).map(|value| value.parse::<f64>().expect("a number"));
    assert_eq!(lines.len(), 3);
    let total = |line: &Value, table: &str, row: &str, columns: &[&str]| -> Option<f64> {
        columns.iter().map(|column| line["figures"][table][row][*column].as_str()?.parse::<f64>().ok()).sum()
    };
    for (index, line) in lines.iter().enumerate() {
        let row = index + 5;
        assert_eq!(rows.get(&format!("A{row}")).map(String::as_str), line["agency"].as_str());
        assert_eq!(number(format!("B{row}")), line["year"].as_f64());
        assert_eq!(rows.get(&format!("C{row}")).map(String::as_str), line["file"].as_str());
        for (column, severity) in ["E", "F", "G", "H"].into_iter().zip(["error", "warning", "info", "hint"]) {
            assert_eq!(number(format!("{column}{row}")), line["counts"][severity].as_f64(), "{severity}");
        }
        let last = lines.iter().find(|other| other["file"] == line["last_year"]);
        let figures = [
            ("I", "J", "applications", "received", &["total"][..]),
            ("K", "L", "applications", "carried-in", &["total"]),
            ("M", "N", "applications", "granted", &["total"]),
            ("O", "P", "applications", "partly-granted", &["total"]),
            ("Q", "R", "applications", "outcome-total", &["total"]),
            ("S", "T", "applications", "carried-over", &["total"]),
            ("U", "V", "disputes", "cases", &["review-total"]),
            ("W", "X", "disputes", "cases", &["direct-total", "after-review-total"]),
        ];
        for (this_column, last_column, table, id, columns) in figures {
            let expected = total(line, table, id, columns);
            assert!(expected.is_some(), "{id}");
            assert_eq!(number(format!("{this_column}{row}")), expected, "{id}");
            let expected = last.and_then(|last| total(last, table, id, columns));
            assert_eq!(number(format!("{last_column}{row}")), expected, "last year's {id}");
        }
    }
    assert!(lines.iter().any(|line| line["last_year"].is_string()), "one report has a last year's");
    let findings: Vec<(&Value, &Value)> = lines
        .iter()
        .flat_map(|line| line["findings"].as_array().expect("a list").iter().map(move |finding| (*line, finding)))
        .collect();
    let rows = cells(&workbook, 2);
    assert!(findings.len() > 2 && rows.keys().filter(|cell| cell.starts_with('E')).count() == findings.len() + 1);
    for (index, (line, finding)) in findings.into_iter().enumerate() {
        let cell = |column: &str| rows.get(&format!("{column}{}", index + 2)).map(String::as_str);
        assert_eq!((cell("A"), cell("C")), (line["agency"].as_str(), line["file"].as_str()));
        assert_eq!((cell("E"), cell("H")), (finding["rule"].as_str(), finding["message"].as_str()));
        let place = format!("第{}行 第{}字", finding["start"]["line"], finding["start"]["column"]);
        assert_eq!(cell("G"), Some(place.as_str()));
        let fixes: Vec<&str> =
            finding["fixes"].as_array().expect("a list").iter().filter_map(|fix| fix["title"].as_str()).collect();
        assert_eq!(cell("I").unwrap_or_default(), fixes.join("\n"));
    }
    assert_eq!(cells(&workbook, 4).get("A2").map(String::as_str), Some("./a.ofd"));
}

#[test]
fn no_text_is_a_formula_and_sheets_are_ready_for_paper() {
    let folder = reports();
    check(folder.path(), &["--report", "list.xlsx", "."]);
    let workbook = fs::read(folder.path().join("list.xlsx")).expect("the list");
    for sheet in 1..=4 {
        let xml = part(&workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
        events(&xml, |event| {
            if let Event::Text(text) = event {
                let text = text.decode().expect("UTF-8");
                assert!(
                    !text.contains("cmd") && !text.starts_with("=1"),
                    "the words are in the shared strings: {text}"
                );
            }
        });
        for part in ["orientation=\"landscape\"", "fitToWidth=\"1\"", "<pane ", "fitToPage=\"1\""] {
            let is_implied = part == "fitToWidth=\"1\"";
            assert!(is_implied || xml.contains(part), "{part} in sheet {sheet}");
        }
        assert!(!xml.contains("fitToWidth=\"0\""), "the width fits one page");
    }
    for sheet in [1, 2] {
        assert!(part(&workbook, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<autoFilter "), "{sheet}");
    }
    let defined = part(&workbook, "xl/workbook.xml");
    assert!(defined.contains("_xlnm.Print_Titles") && defined.contains("$3:$4"), "{defined}");
    let links = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(links.contains("location=\"&apos;问题&apos;!A2\"") || links.contains("location=\"'问题'!A2\""), "{links}");
    assert!(part(&workbook, "xl/charts/chart1.xml").contains("barChart"));
    assert!(part(&workbook, "xl/charts/chart2.xml").contains("barChart"));
}

#[test]
fn equal_runs_write_equal_lists() {
    let folder = reports();
    for name in ["1.xlsx", "2.xlsx", "1.html", "2.html"] {
        let out = tempfile::tempdir().expect("a folder");
        let path = out.path().join(name);
        check(folder.path(), &["--report", &path.to_string_lossy(), "."]);
        fs::copy(&path, folder.path().join(format!(".{name}"))).expect("a list");
    }
    let bytes = |name: &str| fs::read(folder.path().join(name)).expect("a list");
    assert_eq!(bytes(".1.xlsx"), bytes(".2.xlsx"));
    assert_eq!(bytes(".1.html"), bytes(".2.html"));
    assert!(part(&bytes(".1.xlsx"), "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    let folder = reports();
    check(folder.path(), &["--report", "list.html", "."]);
    let page = fs::read_to_string(folder.path().join("list.html")).expect("the list");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    for forbidden in ["<script", "src=", "http:", "https:", "@import", "url(", "<b>县"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("=1+1&lt;b&gt;县"), "words of reports are escaped");
    // Each link leads to a place of the page.
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links: Vec<&str> = page.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        assert_eq!(ids.iter().filter(|id| **id == link).count(), 1, "{link}");
    }
    let english = check(folder.path(), &["--locale", "en", "--report", "list.html", "."]);
    assert_eq!(english.code, Some(1), "{}", english.err);
    let page = fs::read_to_string(folder.path().join("list.html")).expect("the list");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<h2>Findings</h2>"), "{page}");
}

#[test]
fn the_list_of_an_earlier_run_is_replaced() {
    let folder = reports();
    let run = || check(folder.path(), &["--format", "reports", "--report", "list.xlsx", "--report", "list.html", "."]);
    let (first, second) = (run(), run());
    assert_eq!((first.code, second.code), (Some(1), Some(1)), "{}", second.err);
    let lists = second.out.lines().filter(|line| line.contains("list.")).count();
    assert_eq!(lists, 1, "the page was read and is no report: {}", second.out);
    assert!(!second.err.contains("个电子表格"), "{}", second.err);
}

#[test]
fn a_list_replaces_no_report_and_needs_a_known_form() {
    let folder = reports();
    fs::write(folder.path().join("b.html"), format!("<html><body><pre>{CLEAN}</pre></body></html>")).expect("a file");
    let before = fs::read(folder.path().join("b.html")).expect("a file");
    let run = check(folder.path(), &["--report", "b.html", "."]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("b.html"), "{}", run.err);
    assert_eq!(fs::read(folder.path().join("b.html")).expect("a file"), before);
    for (name, words) in [("list.pdf", ".xlsx"), ("none/list.xlsx", "none")] {
        let run = check(folder.path(), &["--report", name, "."]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}");
        assert!(run.err.contains(words), "{}", run.err);
    }
    assert!(!Path::new(&folder.path().join("none")).exists());
}
