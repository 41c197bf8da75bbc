//! `gouji fmt` formats as editors do, and only where it is asked to.

mod support;

use std::fs;

use support::{Run, folder, run};

const BEGIN: &str = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n";
const ROUGH: &str = "| 甲 | 总计 |\n|---|--:|\n|本年新收|3|\n\n\n\n五、存在的主要问题及改进情况\n";
const SMOOTH: &str = "\
| 甲       | 总计 |
| -------- | ---: |
| 本年新收 |    3 |

五、存在的主要问题及改进情况
";

fn fmt(folder: &std::path::Path, arguments: &[&str]) -> Run {
    run(folder, &[&["fmt", "--locale", "zh"], arguments].concat())
}

#[test]
fn a_report_is_formatted_once_and_nothing_else_is_touched() {
    let rough = format!("{BEGIN}{ROUGH}");
    let other = "会议纪要\n\n\n\n|a|b|\n|-|-|\n";
    let folder = folder(&[("a.md", rough.as_bytes()), ("b.md", other.as_bytes())]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let checked = fmt(folder.path(), &["--check", "."]);
    assert_eq!((checked.code, checked.out.lines().count()), (Some(1), 1), "{}", checked.err);
    assert!(checked.out.ends_with("a.md：需要排版\n"), "{}", checked.out);
    let diff = fmt(folder.path(), &["--diff", "."]);
    assert_eq!(diff.code, Some(1));
    assert!(diff.out.contains("-|本年新收|3|\n") && diff.out.contains("+| 本年新收 |    3 |\n"), "{}", diff.out);
    assert_eq!(read("a.md"), rough, "nothing is written yet");
    let written = fmt(folder.path(), &["."]);
    assert_eq!((written.code, read("a.md")), (Some(0), format!("{BEGIN}{SMOOTH}")), "{}", written.err);
    assert_eq!(read("b.md"), other);
    let again = fmt(folder.path(), &["--check", "."]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
    assert_eq!(fmt(folder.path(), &["--check", "--diff", "."]).code, Some(2));
}

#[test]
fn line_ends_and_encoding_stay() {
    let rough = format!("{BEGIN}{ROUGH}").replace('\n', "\r\n");
    let folder = folder(&[("a.md", [&b"\xef\xbb\xbf"[..], rough.as_bytes()].concat().as_slice())]);
    assert_eq!(fmt(folder.path(), &["a.md"]).code, Some(0));
    let smooth = format!("\u{feff}{BEGIN}{SMOOTH}").replace('\n', "\r\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).expect("a file"), smooth);
}
