//! `gouji extract`: its output, compared with the texts by independent means.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::Stdio;

use gouji_testkit::CLEAN;
use serde_json::{Value, json};
use support::{Run, folder, gouji, run, samples};

/// The text of the clean report with a different figure in every cell of the tables: 1 to 200.
fn numbered() -> String {
    let mut next = 0;
    let mut cell = |cell: &str| {
        if !is_figure(cell) {
            return cell.to_owned();
        }
        next += 1;
        next.to_string()
    };
    let mut line = |line: &str| line.split('\t').map(&mut cell).collect::<Vec<_>>().join("\t");
    let text = CLEAN.lines().map(|text| line(text) + "\n").collect();
    assert_eq!(next, 200);
    text
}

fn is_figure(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn extract(files: &[(&str, &str)], arguments: &[&str]) -> Run {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    run(folder(&files).path(), &[&["extract", "--locale", "en"], arguments].concat())
}

/// The only report that is extracted.
fn report(text: &str) -> Value {
    let run = extract(&[("a.txt", text)], &["a.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let [report] = <[Value; 1]>::try_from(run.json()).expect("one report");
    report
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no {name}: {value}"))
}

fn cells(report: &Value) -> impl Iterator<Item = &Value> {
    list(report, "tables").iter().flat_map(|table| list(table, "cells"))
}

fn cell<'a>(report: &'a Value, row: &str, column: &str) -> &'a Value {
    cells(report).find(|cell| cell["row"] == row && cell["column"] == column).expect("the cell")
}

/// The figures of a text: every cell between tabs, bars or ends of lines that has nothing but digits, by its first byte.
fn figures(text: &str) -> BTreeMap<u64, &str> {
    let mut figures = BTreeMap::new();
    let mut start = 0;
    for cell in text.split(['\t', '|', '\n']) {
        let blanks = cell.len() - cell.trim_start().len();
        if is_figure(cell.trim()) {
            figures.insert((start + blanks) as u64, cell.trim());
        }
        start += cell.len() + 1;
    }
    figures
}

/// Line and column of a byte, counted from the beginning.
fn place(text: &str, byte: u64) -> Value {
    let before = text.get(..usize::try_from(byte).expect("small")).expect("a place between characters");
    let line = before.rsplit('\n').next().expect("a line");
    json!({ "line": before.matches('\n').count() + 1, "column": line.chars().count() + 1, "byte": byte })
}

/// Fails if a cell differs from the text at its place.
fn assert_as_written(report: &Value, text: &str) {
    let figures = figures(text);
    for table in list(report, "tables") {
        let certain: Vec<&Value> = list(table, "cells").iter().filter(|cell| cell["certainty"] == "certain").collect();
        for cell in &certain {
            let byte = cell["start"]["byte"].as_u64().expect("a place");
            let figure = figures.get(&byte).copied().unwrap_or_else(|| panic!("no figure: {cell}"));
            assert_eq!((&cell["value"], &cell["text"]), (&Value::from(figure), &Value::from(figure)));
            assert_eq!(cell["start"], place(text, byte));
            assert_eq!(cell["end"], place(text, byte + figure.len() as u64));
        }
        // If no figure was lost, the cells have all figures of the table, in order.
        if certain.len() == list(table, "cells").len() {
            let (start, end) = (table["start"]["byte"].as_u64(), table["end"]["byte"].as_u64());
            let written = figures.range(start.expect("a place")..end.expect("a place")).map(|(_, figure)| *figure);
            assert!(written.eq(certain.iter().map(|cell| cell["value"].as_str().expect("a figure"))), "{table}");
        }
    }
}

#[test]
fn every_cell_of_the_form_is_extracted_with_its_place_and_figure() {
    let text = numbered();
    let report = report(&text);
    for (name, expected) in [
        ("file", json!("a.txt")),
        ("status", json!("read")),
        ("reason", Value::Null),
        ("message", Value::Null),
        ("agency", json!("青山县")),
        ("year", json!(2024)),
        ("edition", json!("zfxxgk-2021")),
    ] {
        assert_eq!(report[name], expected, "{name}");
    }
    assert_eq!(report["period"]["first_year"], 2024);
    let tables = list(&report, "tables");
    let counts: Vec<_> = tables.iter().map(|table| (table["table"].as_str(), list(table, "cells").len())).collect();
    assert_eq!(counts, [(Some("documents"), 10), (Some("applications"), 175), (Some("disputes"), 15)]);
    let values: Vec<_> = cells(&report).map(|cell| cell["value"].as_str().expect("a figure").to_owned()).collect();
    assert_eq!(values, (1..=200).map(|figure: u32| figure.to_string()).collect::<Vec<_>>());
    assert!(cells(&report).all(|cell| cell["certainty"] == "certain"));
    assert_as_written(&report, &text);
    let total = cell(&report, "outcome-total", "total");
    assert_eq!(
        (&total["value"], &total["row_group"], &total["row_label"], &total["column_label"]),
        (&json!("178"), &json!("三、本年度办理结果"), &json!("（七）总计"), &json!("总计"))
    );
    let direct = cell(&report, "cases", "direct-total");
    assert_eq!((&direct["value"], &direct["row_label"]), (&json!("195"), &json!("")));
    assert_eq!(direct["column_group"], "行政诉讼 / 未经复议直接起诉");
    assert_eq!((&cell(&report, "fees", "fee-amount")["unit"], &direct["unit"]), (&json!("万元"), &json!("件")));
}

/// The samples as converters wrote them: lost cells are unread, and all other cells are as written.
#[test]
fn figures_of_the_samples_are_extracted_as_written() {
    let unread: [(&str, &[(&str, usize)]); 5] = [
        // A column of the applications is lost.
        ("dongxing-2025.txt", &[("applications", 175)]),
        ("jianshan-2025.txt", &[]),
        // The same loss, but two rows can be read.
        ("weibin-2025.md", &[("applications", 161)]),
        // Two rows lack a figure.
        ("xingan-2022.txt", &[("applications", 14)]),
        // Five rows and a table are lost.
        ("xingan-2025.txt", &[("applications", 35), ("disputes", 15)]),
    ];
    for (name, lost) in unread {
        let text = fs::read_to_string(samples().join(name)).expect("the sample is there");
        let run = run(&samples(), &["extract", name]);
        assert_eq!(run.code, Some(0), "{name}");
        let [report] = <[Value; 1]>::try_from(run.json()).expect("one report");
        assert_eq!((&report["file"], &report["status"]), (&json!(name), &json!("read")));
        assert_eq!(cells(&report).count(), 200);
        for table in list(&report, "tables") {
            let expected = lost.iter().find(|(id, _)| table["table"] == *id).map_or(0, |(_, unread)| *unread);
            let count = |word| list(table, "cells").iter().filter(|cell| cell["certainty"] == word).count();
            let all = list(table, "cells").len();
            assert_eq!((count("unread"), count("certain")), (expected, all - expected), "{name} {}", table["table"]);
        }
        assert_as_written(&report, &text);
        for figure in list(&report, "tables").iter().flat_map(|table| list(table, "unplaced")) {
            let byte = figure["start"]["byte"].as_u64().expect("a place");
            assert_eq!(figures(&text).get(&byte).map(|text| json!(text)).as_ref(), Some(&figure["text"]), "{figure}");
        }
    }
}

#[test]
fn lost_and_doubtful_cells_are_marked() {
    let line = CLEAN.lines().find(|line| line.contains("重复申请")).expect("the row");
    let without = report(&CLEAN.replacen(&format!("{line}\n"), "", 1));
    let lost: Vec<&Value> = cells(&without).filter(|cell| cell["certainty"] != "certain").collect();
    assert_eq!(lost.len(), 7);
    for cell in lost {
        assert_eq!((&cell["row"], &cell["certainty"]), (&json!("not-processed-repeated"), &json!("unread")));
        for name in ["value", "text", "start", "end"] {
            assert_eq!(cell[name], Value::Null);
        }
    }
    for (words, certainty, value) in [
        ("1[bookmark: _GoBack]3", "doubtful", json!("13")),
        ("20万", "doubtful", json!("20")),
        ("1，234", "certain", json!("1234")),
        ("007", "certain", json!("7")),
        ("", "blank", Value::Null),
        ("/", "stroke", Value::Null),
        ("无", "words", Value::Null),
    ] {
        let report = report(&CLEAN.replacen("数量\t\t\t20\t", &format!("数量\t\t\t{words}\t"), 1));
        let received = cell(&report, "received", "natural-person");
        assert_eq!((&received["certainty"], &received["value"]), (&json!(certainty), &value), "{words}");
        assert_eq!(received["text"], words);
    }
    let short = line.rsplit_once('\t').expect("cells").0;
    let report = report(&CLEAN.replacen(line, short, 1));
    let [_, applications, _] = list(&report, "tables") else { panic!("three tables") };
    let unplaced = list(applications, "unplaced");
    assert_eq!((unplaced.len(), &unplaced[0]["row"]), (6, &json!("not-processed-repeated")));
    assert_eq!((&unplaced[0]["label"], &unplaced[0]["value"]), (&json!("2.重复申请"), &json!("0")));
}

#[test]
fn files_that_are_no_reports_are_in_the_output_and_in_messages() {
    let files =
        [("b.txt", "收文登记\n"), ("a.txt", CLEAN), ("d/c.txt", CLEAN), ("d/图.png", "\u{89}PNG"), ("d/e.docx", "")];
    let run = extract(&files, &["d", "b.txt", "nowhere.txt", "a.txt"]);
    assert_eq!(run.code, Some(2));
    let told: Vec<_> = run.json().iter().map(|file| (file["file"].clone(), file["reason"].clone())).collect();
    let reason = |file: &str, reason: Option<&str>| (json!(file), json!(reason));
    let expected = [
        reason("a.txt", None),
        reason("b.txt", Some("not-a-report")),
        reason("d/c.txt", None),
        reason("d/e.docx", Some("word")),
        reason("nowhere.txt", Some("missing")),
    ];
    assert_eq!(told, expected);
    let lost = &run.json()[1];
    assert_eq!((&lost["status"], list(lost, "tables").len(), &lost["edition"]), (&json!("unread"), 0, &Value::Null));
    assert!(lost["message"].as_str().is_some_and(|message| message.starts_with("b.txt ")), "{lost}");
    assert!(run.err.contains("b.txt") && run.err.contains("nowhere.txt"), "{}", run.err);
    assert!(run.err.contains("Reports read: 2. Figures: certain: 400, doubtful: 0."), "{}", run.err);
    // In a folder, a text that is no report is no error.
    let run = extract(&[("d/a.txt", CLEAN), ("d/b.txt", "收文登记\n")], &["--quiet", "d"]);
    assert_eq!((run.code, run.err.as_str(), run.json().len()), (Some(0), "", 2));
}

#[test]
fn parts_of_a_report_are_extracted_as_partial() {
    let from = CLEAN.find("（本列数据").expect("the table");
    let to = CLEAN.find("四、政府信息公开").expect("the next section");
    let report = report(CLEAN.get(from..to).expect("the table"));
    assert_eq!((&report["status"], &report["agency"]), (&json!("partial"), &Value::Null));
    assert!(report["message"].as_str().is_some_and(|message| message.contains("parts of")), "{report}");
    assert_eq!(cells(&report).filter(|cell| cell["certainty"] == "certain").count(), 175);
}

#[test]
fn json_lines_are_the_elements_of_the_array_and_runs_are_alike() {
    let files = [("c.txt", CLEAN), ("a.txt", "收文登记\n"), ("b.txt", &numbered())];
    let json = extract(&files, &["."]);
    for threads in ["1", "4", "4"] {
        let lines = extract(&files, &["--format", "jsonl", "--threads", threads, "."]);
        assert_eq!(lines.code, Some(0));
        let lines: Vec<Value> = lines.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines, json.json());
    }
    assert_eq!(json.json().iter().map(|file| file["status"].clone()).collect::<Vec<_>>(), ["unread", "read", "read"]);
    let csv = |threads| extract(&files, &["--format", "csv", "--threads", threads, "."]).out;
    assert_eq!(csv("1"), csv("4"));
}

#[test]
fn csv_is_for_spreadsheets_and_has_the_content_of_json() {
    let text = numbered().replacen("青山县", "=青山,“县”\"", 1);
    let files = [("a,\"1\".txt", text.as_str()), ("b.txt", "收文登记\n")];
    let run = extract(&files, &["--format", "csv", "."]);
    let plain = run.out.strip_prefix('\u{FEFF}').expect("a byte order mark");
    assert!(plain.starts_with("file,agency,year,edition,table,row,") && !plain.contains('\u{FEFF}'), "{plain}");
    let mut reader = csv::Reader::from_reader(plain.as_bytes());
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let records: Vec<BTreeMap<&str, String>> = reader
        .records()
        .map(|record| head.iter().map(String::as_str).zip(record.expect("CSV").iter().map(str::to_owned)).collect())
        .collect();
    let json = extract(&files, &["."]).json();
    let [report, _] = json.as_slice() else { panic!("two files") };
    assert_eq!(report["agency"], "=青山,“县”\"");
    assert_eq!(records.len(), 200);
    for (record, cell) in records.iter().zip(cells(report)) {
        assert_eq!((record["file"].as_str(), record["agency"].as_str()), ("./a,\"1\".txt", "'=青山,“县”\""));
        assert_eq!((record["year"].as_str(), record["edition"].as_str()), ("2024", "zfxxgk-2021"));
        for name in
            ["row", "row_group", "row_label", "column", "column_group", "column_label", "unit", "value", "certainty"]
        {
            assert_eq!(cell[name], record[name], "{name}");
        }
        assert_eq!(record["text_line"], cell["start"]["line"].to_string());
        assert_eq!(record["text_column"], cell["start"]["column"].to_string());
    }
    // Without a report, only the head is printed.
    let none = extract(&[("b.txt", "收文登记\n")], &["--format", "csv", "b.txt"]);
    assert_eq!((none.code, none.out.lines().count()), (Some(2), 1));
}

#[test]
fn standard_input_and_an_output_file() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    let mut command = gouji();
    command.args(["extract", "--format", "jsonl", "--stdin-filename", "年报.txt", "-o", "b.jsonl", "-"]);
    command.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(CLEAN.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let written = fs::read_to_string(folder.path().join("b.jsonl")).expect("the output");
    let piped: Value = serde_json::from_str(&written).expect("one line");
    let mut named = report(CLEAN);
    named["file"] = json!("年报.txt");
    assert_eq!(piped, named);
    // A report is not overwritten.
    let onto = run(folder.path(), &["extract", "--locale", "en", "-o", "a.txt", "a.txt"]);
    assert_eq!(onto.code, Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("the report"), CLEAN);
}
