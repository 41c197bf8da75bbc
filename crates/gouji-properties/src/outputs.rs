//! For any report and file name, each output format of the command line can be parsed, agrees with the other formats,
//! and contains nothing that a terminal or a log would interpret.

use std::collections::BTreeSet;
use std::path::Path;

use gouji_cli::preview::{EXTRACT_FORMATS, ExtractFormat, FORMATS, OutputFormat, Preview, hunks};
use gouji_l10n::{Catalogue, Locale};
use gouji_lint::{Analysis, Finding};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::script::Script;

/// The end of the file name before a script; it occurs in no text.
pub const NAMED: u8 = 0xFE;
/// The default file name.
const NAME: &str = "a.txt";

/// The property, of bytes: a name and [`NAMED`], which may be absent, and a [`Script`].
pub fn holds(data: &[u8]) {
    let (name, script) = split(data);
    let script = Script::read(script);
    let text = script.text();
    let analysis = Analysis::new(&text);
    let findings = analysis.findings.clone();
    let (path, beside) = (Path::new(&name), format!("{name} "));
    let preview = Preview::new(path, Path::new(&beside), &text, analysis, Catalogue::for_locale(Locale::Chinese));
    for format in FORMATS {
        let printed = preview.check(format);
        assert_harmless_in_terminal(&printed, &format!("{format:?}"));
        match format {
            OutputFormat::Text => assert_eq!(printed.is_empty(), findings.is_empty(), "{printed}"),
            OutputFormat::Concise => check_concise(&printed, &findings),
            OutputFormat::Json => check_elements(&array(&printed), &name, &beside, &findings),
            OutputFormat::Jsonl => check_elements(&lines(&printed), &name, &beside, &findings),
            OutputFormat::Reports => check_reports(&lines(&printed), &name, &beside, &findings),
            OutputFormat::Sarif => check_sarif(&printed, &findings),
            OutputFormat::Github => check_github(&printed, &findings),
            OutputFormat::Junit => check_junit(&printed, &findings),
        }
        check_no_commands(&printed, format);
    }
    for form in EXTRACT_FORMATS {
        let Some(printed) = preview.extract(form) else { continue };
        assert_harmless_in_terminal(&printed, &format!("{form:?}"));
        match form {
            ExtractFormat::Json => assert_eq!(array(&printed)[0]["file"], name.as_str()),
            ExtractFormat::Jsonl => assert_eq!(lines(&printed)[0]["file"], name.as_str()),
            ExtractFormat::Csv => check_csv(&printed),
        }
    }
    for (before, after) in [(script.base.as_str(), text.as_str()), (&text, &script.base)] {
        assert_eq!(patched(before, &hunks(before, after)), after, "the patch makes another text");
    }
}

/// The name of the file, and the rest.
fn split(data: &[u8]) -> (String, &[u8]) {
    let Some(at) = data.iter().position(|byte| *byte == NAMED) else { return (NAME.to_owned(), data) };
    let name = String::from_utf8_lossy(&data[..at]).replace('\0', "");
    (if name.is_empty() { NAME.to_owned() } else { name }, &data[at + 1..])
}

/// Checks for control characters, marks of direction and non-characters. The list follows Unicode and XML, and does not share the program’s list, so that an error in that one shows.
fn assert_harmless_in_terminal(printed: &str, what: &str) {
    let is_harmful = |c: char| match u32::from(c) {
        0x9 | 0xA => false,
        code => {
            matches!(code, ..0x20 | 0x7F..=0x9F | 0x61C | 0x200E | 0x200F | 0x2028..=0x202E | 0x2066..=0x2069 | 0xFFFE..=0xFFFF)
        }
    };
    let harmful: Vec<char> = printed.chars().filter(|c| is_harmful(*c)).collect();
    assert!(harmful.is_empty(), "{what}: {harmful:?} in {printed:?}");
}

fn check_no_commands(printed: &str, format: OutputFormat) {
    assert!(!printed.contains("##["), "{format:?}: {printed:?}");
    // Excerpts have `::: ` before the name of a file, which is not a command.
    let is_command = |line: &str| line.trim_start().strip_prefix("::").is_some_and(|rest| !rest.starts_with(": "));
    let is_free = matches!(format, OutputFormat::Github) || !printed.lines().any(is_command);
    assert!(is_free, "{format:?}: {printed:?}");
}

fn check_concise(printed: &str, findings: &[Finding]) {
    let lines: Vec<&str> = printed.split_terminator('\n').collect();
    assert_eq!(lines.len(), findings.len(), "{printed:?}");
    for (line, finding) in lines.iter().zip(findings) {
        assert!(line.contains(&format!(" {} {} ", finding.severity.name(), finding.rule)), "{line:?}");
    }
}

fn array(printed: &str) -> Vec<Value> {
    serde_json::from_str(printed).unwrap_or_else(|error| panic!("{error}: {printed:?}"))
}

fn lines(printed: &str) -> Vec<Value> {
    let element = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
    printed.split_terminator('\n').map(element).collect()
}

/// Checks that there is one element per finding, or one if there is no finding, and one for the file that is not a report.
fn check_elements(elements: &[Value], name: &str, beside: &str, findings: &[Finding]) {
    let catalogue = Catalogue::for_locale(Locale::Chinese);
    let (last, elements) = elements.split_last().expect("an element");
    assert_eq!((&last["file"], &last["status"]), (&Value::from(beside), &Value::from("unread")));
    assert_eq!(elements.len(), findings.len().max(1));
    assert!(elements.iter().all(|element| element["file"] == name));
    for (element, finding) in elements.iter().zip(findings) {
        assert_eq!(element["message"], catalogue.render(&finding.message));
        assert_eq!(element["rule"], finding.rule);
        assert_eq!(element["fixes"].as_array().map(Vec::len), Some(finding.fixes.len()));
        assert_eq!(element["related"].as_array().map(Vec::len), Some(finding.related.len()));
    }
}

/// Checks that there is one line for the report, with its findings, and one for the file that is not a report.
fn check_reports(lines: &[Value], name: &str, beside: &str, findings: &[Finding]) {
    let [report, unread] = lines else { panic!("{} lines", lines.len()) };
    assert_eq!((&report["file"], &report["status"]), (&Value::from(name), &Value::from("checked")));
    assert_eq!((&unread["file"], &unread["status"]), (&Value::from(beside), &Value::from("unread")));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    let printed = report["findings"].as_array().expect("a list");
    assert_eq!(printed.iter().filter_map(|finding| finding["rule"].as_str()).collect::<Vec<_>>(), rules);
}

fn check_sarif(printed: &str, findings: &[Finding]) {
    let log: Value = serde_json::from_str(printed).unwrap_or_else(|error| panic!("{error}: {printed:?}"));
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let rules: Vec<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    assert_eq!(rules, findings.iter().map(|finding| finding.rule).collect::<Vec<_>>());
    assert_eq!(run["artifacts"].as_array().map(Vec::len), Some(2));
    let uris = results.iter().map(|result| &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    for uri in uris {
        let is_uri = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
        assert!(uri.as_str().is_some_and(|uri| uri.chars().all(is_uri)), "{uri}");
    }
}

/// Checks that each line is a command that gouji intends, with a severity.
fn check_github(printed: &str, findings: &[Finding]) {
    let lines: Vec<&str> = printed.split_terminator('\n').collect();
    assert_eq!(lines.len(), findings.len().max(1) + 1, "{printed:?}");
    for line in &lines {
        let command = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line:?}"));
        let name = command.split([' ', ':']).next().unwrap_or_default();
        assert!(["error", "warning", "notice", "debug"].contains(&name), "{line:?}");
    }
}

fn check_junit(printed: &str, findings: &[Finding]) {
    let mut reader = Reader::from_str(printed);
    reader.config_mut().check_end_names = true;
    let (mut suites, mut cases) = (0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {printed:?}")) {
            Event::Start(element) | Event::Empty(element) => {
                check_attributes(&element, printed);
                suites += usize::from(element.name().as_ref() == b"testsuite");
                cases += usize::from(element.name().as_ref() == b"testcase");
            }
            Event::Text(text) => {
                let text = text.decode().unwrap_or_else(|error| panic!("{error}: {printed:?}"));
                assert!(!text.contains('<'), "{text:?}");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((suites, cases), (2, findings.len().max(1) + 1));
}

fn check_attributes(element: &BytesStart<'_>, printed: &str) {
    for attribute in element.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{error}: {printed:?}"));
        assert!(std::str::from_utf8(&attribute.value).is_ok_and(|value| !value.contains(['<', '\n'])), "{printed:?}");
    }
}

fn check_csv(printed: &str) {
    let printed = printed.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let names: BTreeSet<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    assert!(["file", "value", "certainty"].iter().all(|name| names.contains(*name)), "{names:?}");
    assert_eq!(names.len(), reader.headers().expect("a head").len(), "each name once");
    for record in reader.records() {
        let record = record.unwrap_or_else(|error| panic!("{error}: {printed:?}"));
        assert!(record.iter().all(|cell| !cell.contains('\n')), "{record:?}");
        assert!(!record[0].starts_with(['=', '+', '@']), "{record:?} is a formula");
    }
}

/// Applies hunks like `patch`, without fuzz.
fn patched(before: &str, hunks: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let (mut after, mut at) = (String::new(), 0);
    let mut lines = hunks.split_inclusive('\n').peekable();
    while let Some(head) = lines.next() {
        let start = head.strip_prefix("@@ -").and_then(|head| head.split([',', ' ']).next());
        let start: usize = start.and_then(|start| start.parse().ok()).expect("a hunk");
        let is_empty = head.split(' ').nth(1).is_some_and(|range| range.ends_with(",0"));
        let first = if is_empty { start } else { start - 1 };
        after.extend(old[at..first].iter().copied());
        at = first;
        while let Some(line) = lines.next_if(|line| !line.starts_with("@@ ")) {
            let (sign, line) = line.split_at(1);
            let is_cut = lines.next_if(|next| next.starts_with('\\')).is_some();
            let line = if is_cut { line.strip_suffix('\n').expect("a line end") } else { line };
            if sign != "+" {
                assert_eq!(old[at], line, "the patch is of another text");
                at += 1;
            }
            if sign != "-" {
                after.push_str(line);
            }
        }
    }
    after.extend(old[at..].iter().copied());
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_precedes_a_script() {
        assert_eq!(split(b"text"), (NAME.to_owned(), &b"text"[..]));
        assert_eq!(split(b"b\n.md\xFEtext\xFF\x01"), ("b\n.md".to_owned(), &b"text\xFF\x01"[..]));
    }
}
