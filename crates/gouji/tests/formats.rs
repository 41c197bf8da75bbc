//! The formats of `gouji check` that other programs read, parsed back.

mod support;

use std::collections::BTreeMap;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use support::{Run, check, folder, samples};

/// Two reports, one with an error in a table. The names have characters that URIs and workflow commands must escape.
const NAME: &str = "年报, 1.txt";

fn checked(format: &str) -> Run {
    let sample = |name| fs::read(samples().join(name)).expect("the sample is there");
    let tally = String::from_utf8(sample("xingan-2025.txt")).expect("UTF-8");
    let folder = folder(&[(NAME, tally.as_bytes()), ("b.txt", &sample("xingan-2022.txt"))]);
    check(folder.path(), &["--locale", "zh", "--format", format, "."])
}

fn elements() -> Vec<Value> {
    let run = checked("json");
    assert!(run.json().len() > 5, "{}", run.out);
    run.json()
}

#[test]
fn json_lines_are_the_elements_of_the_array() {
    let run = checked("jsonl");
    assert_eq!(run.code, Some(1));
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines, elements());
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn assert_region(region: &Value, element: &Value) {
    for (name, pointer) in [
        ("startLine", "/start/line"),
        ("startColumn", "/start/column"),
        ("endLine", "/end/line"),
        ("endColumn", "/end/column"),
    ] {
        assert_eq!(Some(&region[name]), element.pointer(pointer), "{region} {element}");
    }
}

/// The used parts follow the standard (SARIF 2.1.0, 3.13 to 3.58), and contain everything that JSON contains.
#[test]
fn sarif_has_the_structure_of_the_standard_and_the_content_of_json() {
    let run = checked("sarif");
    assert_eq!(run.code, Some(1));
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(text(&log["$schema"]).ends_with("sarif-schema-2.1.0.json"));
    let [run] = log["runs"].as_array().expect("runs").as_slice() else { panic!("one run") };
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["language"]), (&Value::from("gouji"), &Value::from("zh-CN")));
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        assert!(!text(&rule["shortDescription"]["text"]).is_empty());
        assert!(text(&rule["help"]["markdown"]).starts_with("# ") && !text(&rule["help"]["text"]).is_empty());
        assert!(["error", "warning", "note"].contains(&text(&rule["defaultConfiguration"]["level"])));
    }
    let results = run["results"].as_array().expect("results");
    let elements = elements();
    assert_eq!(results.len(), elements.len());
    for (result, element) in results.iter().zip(&elements) {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], element["rule"]);
        assert_eq!(result["properties"]["severity"], element["severity"]);
        assert_eq!(result["message"]["text"], element["message"]);
        let location = &result["locations"][0]["physicalLocation"];
        assert_region(&location["region"], element);
        let uri = text(&location["artifactLocation"]["uri"]);
        let expected =
            if text(&element["file"]).ends_with("b.txt") { "b.txt" } else { "%E5%B9%B4%E6%8A%A5%2C%201.txt" };
        assert_eq!(uri, expected);
        let related = element["related"].as_array().expect("related places");
        let locations = result.get("relatedLocations").and_then(Value::as_array).cloned().unwrap_or_default();
        assert_eq!(locations.len(), related.len());
        for (at, (location, related)) in locations.iter().zip(related).enumerate() {
            assert_eq!(location["id"], at + 1);
            assert_eq!(location["message"]["text"], related["message"]);
            assert_region(&location["physicalLocation"]["region"], related);
        }
        let fixes = element["fixes"].as_array().expect("fixes");
        let given = result.get("fixes").and_then(Value::as_array).cloned().unwrap_or_default();
        assert_eq!(given.len(), fixes.len());
        for (given, fix) in given.iter().zip(fixes) {
            assert_eq!(given["description"]["text"], fix["title"]);
            let [change] = given["artifactChanges"].as_array().expect("changes").as_slice() else { panic!("one file") };
            assert_eq!(change["artifactLocation"]["uri"], uri);
            let replacements = change["replacements"].as_array().expect("replacements");
            let edits = fix["edits"].as_array().expect("edits");
            assert_eq!(replacements.len(), edits.len());
            for (replacement, edit) in replacements.iter().zip(edits) {
                assert_region(&replacement["deletedRegion"], edit);
                assert_eq!(replacement["insertedContent"]["text"], edit["text"]);
            }
        }
    }
    assert!(results.iter().any(|result| result.get("relatedLocations").is_some()), "a related place was looked at");
    assert!(results.iter().any(|result| result.get("fixes").is_some()), "a fix was looked at");
}

#[test]
fn sarif_without_findings_is_a_run_without_results() {
    let folder = folder(&[("d/a.txt", b"")]);
    let run = check(folder.path(), &["--format", "sarif", "d"]);
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((run.code, log["runs"][0]["results"].as_array().map(Vec::len)), (Some(0), Some(0)));
}

/// Parses a workflow command as the runner does: `::name key=value,…::data`, then the escapes.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let (head, data) = line.strip_prefix("::").expect("a command").split_once("::").expect("data");
    let (name, properties) = head.split_once(' ').expect("properties");
    let plain = |text: &str| {
        let text = text.replace("%3A", ":").replace("%2C", ",");
        text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    };
    let property = |pair: &str| {
        let (key, value) = pair.split_once('=').expect("a pair");
        (key.to_owned(), plain(value))
    };
    (name.to_owned(), properties.split(',').map(property).collect(), plain(data))
}

#[test]
fn workflow_commands_are_read_back() {
    let run = checked("github");
    assert_eq!(run.code, Some(1));
    let commands: Vec<_> = run.out.lines().map(command).collect();
    let elements = elements();
    assert_eq!(commands.len(), elements.len());
    for ((name, properties, message), element) in commands.iter().zip(&elements) {
        let expected = match text(&element["severity"]) {
            severity @ ("error" | "warning") => severity,
            _ => "notice",
        };
        assert_eq!((name.as_str(), message.as_str()), (expected, text(&element["message"])));
        assert_eq!(properties["file"], text(&element["file"]));
        assert_eq!(properties["title"], text(&element["rule"]));
        assert_eq!(properties["line"], element["start"]["line"].to_string());
        assert_eq!(properties["endLine"], element["end"]["line"].to_string());
        if properties["line"] == properties["endLine"] {
            assert_eq!(properties["col"], element["start"]["column"].to_string());
            assert_eq!(properties["endColumn"], element["end"]["column"].to_string());
        } else {
            assert!(!properties.contains_key("col") && !properties.contains_key("endColumn"));
        }
    }
    assert!(commands.iter().any(|(_, properties, _)| properties["file"].contains(',')));
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let attribute = element.try_get_attribute(name).expect("well-formed");
    let attribute = attribute.unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(attribute.value.into_owned()).expect("UTF-8").replace("&lt;", "<").replace("&amp;", "&")
}

#[test]
fn junit_has_a_suite_per_file_and_a_failure_per_severe_finding() {
    let run = checked("junit");
    assert_eq!(run.code, Some(1));
    let mut reader = Reader::from_str(&run.out);
    let (mut suites, mut cases, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut counted = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                b"testsuites" => counted = attribute(&element, "failures"),
                b"testsuite" => suites.push(attribute(&element, "name")),
                b"testcase" => cases.push((attribute(&element, "classname"), attribute(&element, "line"))),
                b"failure" => failures.push(attribute(&element, "type")),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let elements = elements();
    assert_eq!(suites.len(), 2);
    let expected: Vec<_> = elements
        .iter()
        .map(|element| (text(&element["file"]).to_owned(), element["start"]["line"].to_string()))
        .collect();
    assert_eq!(cases, expected);
    let grave = elements.iter().map(|element| text(&element["severity"]));
    let grave: Vec<&str> = grave.filter(|severity| matches!(*severity, "error" | "warning")).collect();
    assert_eq!(failures, grave);
    assert_eq!(counted, grave.len().to_string());
}

#[test]
fn a_file_without_findings_is_a_case_that_passed() {
    let clean = gouji_testkit::CLEAN;
    let folder = folder(&[("a.txt", clean.as_bytes())]);
    let run = check(folder.path(), &["--format", "junit", "a.txt"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.contains(r#"<testsuites name="gouji" tests="1" skipped="0" failures="0" errors="0">"#),
        "{}",
        run.out
    );
}
