//! The sample reports in the core, the command line and the language server: all three report the expected findings.

#[path = "support/expectation.rs"]
mod expectation;
mod support;

use std::collections::BTreeMap;
use std::fs;

use expectation::{Expectation, Found};
use gouji_lint::Analysis;
use gouji_testkit::lsp::Client;
use serde_json::Value;
use support::{check, lsp, samples};

#[test]
fn every_sample_has_the_expected_findings_in_all_programs() {
    let json = fs::read_to_string(samples().join("expected.json")).expect("the expectations are there");
    let mut expectations: BTreeMap<String, Value> = serde_json::from_str(&json).expect("JSON");
    expectations.remove("_read_me");
    let mut server = lsp::start();
    let mut complaints = Vec::new();
    for (name, expectation) in expectations {
        let expectation: Expectation = serde_json::from_value(expectation).expect("an expectation");
        let text = fs::read_to_string(samples().join(&name)).expect("the sample is there");
        let mut paths =
            [("core", by_core(&text)), ("cli", by_command_line(&name)), ("lsp", by_server(&mut server, &name, &text))];
        for (path, found) in &mut paths {
            found.sort();
            complaints.extend(
                expectation.complaints(found).into_iter().map(|complaint| format!("{name} [{path}] {complaint}")),
            );
        }
        let [(_, core), (_, cli), (_, lsp)] = &paths;
        assert!(core == cli && core == lsp, "{name}: the paths differ: {paths:#?}");
    }
    server.stop().expect("exit code 0");
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn by_core(text: &str) -> Vec<Found> {
    let line = |byte: usize| text.as_bytes()[..byte].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let found = Analysis::new(text).findings.into_iter().map(|finding| Found {
        line: line(finding.span.start),
        rule: finding.rule.to_owned(),
        severity: finding.severity.name().to_owned(),
    });
    found.collect()
}

fn by_command_line(name: &str) -> Vec<Found> {
    let run = check(&samples(), &["--format", "json", name]);
    let found = run.json().into_iter().map(|finding| Found {
        line: finding["start"]["line"].as_u64().expect("a line"),
        rule: finding["rule"].as_str().expect("a rule").to_owned(),
        severity: finding["severity"].as_str().expect("a severity").to_owned(),
    });
    found.collect()
}

fn by_server(server: &mut Client, name: &str, text: &str) -> Vec<Found> {
    let found =
        server.diagnostics_of(&format!("file:///{name}"), text).expect("diagnostics").into_iter().map(|finding| {
            Found {
                line: finding["range"]["start"]["line"].as_u64().expect("a line") + 1,
                rule: finding["code"].as_str().expect("a rule").to_owned(),
                severity: match finding["severity"].as_u64() {
                    Some(1) => "error",
                    Some(2) => "warning",
                    Some(3) => "info",
                    _ => "hint",
                }
                .to_owned(),
            }
        });
    found.collect()
}
