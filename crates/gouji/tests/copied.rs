//! Reports of one run that have most of their prose in common.

mod support;

use std::fs;
use std::path::Path;

use gouji_testkit::CLEAN;
use gouji_testkit::prose::paragraphs;
use serde_json::Value;
use support::{check, folder};
use tempfile::TempDir;

/// The clean report of `agency` for `year`, with six paragraphs of prose that depend on `seed`.
fn report(agency: &str, year: u16, seed: u64) -> String {
    let prose = paragraphs(6, seed).join("\n\n");
    let text = CLEAN.replacen("一是政策解读", &format!("{prose}\n\n一是政策解读"), 1);
    text.replace("青山县", agency).replace("2024", &year.to_string())
}

fn reports(files: &[(&str, &str, u16, u64)]) -> TempDir {
    let texts: Vec<_> = files.iter().map(|(name, agency, year, seed)| (*name, report(agency, *year, *seed))).collect();
    folder(&texts.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// The findings of the rule: the file, and the file of its related places.
fn copies(folder: &Path, arguments: &[&str]) -> Vec<(String, String)> {
    let run = check(folder, &[&["--format", "json", "--select", "copied-text"], arguments, &["."]].concat());
    assert_eq!(run.code, Some(0), "a hint is no failure: {}", run.err);
    let elements: Vec<Value> = serde_json::from_str(&run.out).expect("JSON");
    let found = elements.iter().filter(|element| element["rule"] == "copied-text");
    let text = |value: &Value| value.as_str().expect("a text").trim_start_matches("./").to_owned();
    found.map(|finding| (text(&finding["file"]), text(&finding["related"][0]["file"]))).collect()
}

fn pair(one: &str, other: &str) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[test]
fn a_report_with_the_prose_of_another_agency_is_shown_with_it() {
    let folder = reports(&[("a.txt", "青山县", 2024, 1), ("b.txt", "白水县", 2023, 1), ("c.txt", "红土县", 2024, 2)]);
    assert_eq!(copies(folder.path(), &[]), [pair("a.txt", "b.txt")]);
    assert_eq!(copies(folder.path(), &["--no-last-year"]), [], "each report by itself");
    let run = check(folder.path(), &["--locale", "zh-CN", "--select", "copied-text", "."]);
    assert!(run.out.contains("与白水县 2023 年的年报相同") && run.out.contains("b.txt"), "{}", run.out);
}

#[test]
fn reports_of_one_agency_are_no_copies_except_of_the_year_before_last() {
    let folder = reports(&[
        ("2022.txt", "青山县", 2022, 1),
        ("2023.txt", "青山县", 2023, 2),
        ("2024.txt", "青山县", 2024, 1),
        ("2024.md", "青山县", 2024, 1),
        ("backup/2024.txt", "青山县", 2024, 1),
    ]);
    let expected = ["2024.md", "2024.txt", "backup/2024.txt"].map(|file| pair(file, "2022.txt"));
    assert_eq!(copies(folder.path(), &[]), expected);
    fs::remove_file(folder.path().join("2022.txt")).expect("a file");
    assert_eq!(copies(folder.path(), &[]), []);
}

#[test]
fn a_text_of_many_agencies_is_a_model() {
    let names = ["青山县", "白水县", "红土县", "黄河县", "黑石县"];
    let files = ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"];
    let all: Vec<_> = files.into_iter().zip(names).map(|(file, name)| (file, name, 2024, 1)).collect();
    assert_eq!(copies(reports(&all).path(), &[]), []);
    assert_eq!(copies(reports(&all[..4]).path(), &[]).len(), 4);
}

#[test]
fn reports_without_an_agency_are_not_compared() {
    let folder = reports(&[("a.txt", "青山县", 2024, 1), ("b.txt", "", 2024, 1)]);
    assert_eq!(copies(folder.path(), &[]), []);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let names: Vec<String> = (0..40).map(|at| format!("{at:02}.txt")).collect();
    let agencies: Vec<String> = "甲乙丙丁"
        .chars()
        .flat_map(|one| "戊己庚辛壬癸子丑寅卯".chars().map(move |two| format!("{one}{two}县")))
        .collect();
    let files: Vec<_> = (0..)
        .zip(names.iter().zip(&agencies))
        .map(|(at, (name, agency))| (name.as_str(), agency.as_str(), 2024, at / 2))
        .collect();
    let folder = reports(&files);
    let one = copies(folder.path(), &["--threads", "1"]);
    assert_eq!(one.len(), 40);
    assert_eq!(one[..2], [pair("00.txt", "01.txt"), pair("01.txt", "00.txt")]);
    assert_eq!(copies(folder.path(), &["--threads", "7"]), one);
}
