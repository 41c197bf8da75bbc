//! Texts in the encodings of Chinese offices have the findings of UTF-8 texts, and `fix` keeps their encoding.

mod support;

use std::fs;

use gouji_convert::Encoding;
use gouji_testkit::CLEAN;

use support::{check, folder, run};

const ENCODINGS: [(&str, Encoding); 6] = [
    ("", Encoding::Gb18030),
    ("\u{FEFF}", Encoding::Gb18030),
    ("\u{FEFF}", Encoding::Utf16Le),
    ("\u{FEFF}", Encoding::Utf16Be),
    ("", Encoding::Utf16Le),
    ("\u{FEFF}", Encoding::Utf8),
];

/// A report with a wrong number of a heading, and a wrong figure.
fn faulty() -> String {
    let changed = CLEAN
        .replace("（三）政府信息管理", "（四）政府信息管理")
        .replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7");
    changed.replace('\n', "\r\n")
}

#[test]
fn each_encoding_has_the_findings_of_utf8() {
    let files: Vec<(String, Vec<u8>)> = ENCODINGS
        .iter()
        .enumerate()
        .map(|(at, (mark, encoding))| (format!("d/{at}.txt"), encoding.encode(&(mark.to_string() + &faulty()))))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&[&files[..], &[("u.txt", faulty().as_bytes())]].concat());
    let expected = check(folder.path(), &["--format=concise", "u.txt"]).out;
    assert!(expected.contains("tally-mismatch") && expected.lines().count() > 1, "{expected}");
    for (name, _) in &files {
        let run = check(folder.path(), &["--format=concise", name]);
        assert_eq!(run.out.replace(name, "u.txt"), expected, "{name}: {}", run.err);
    }
    let figures = |name: &str| run(folder.path(), &["extract", "--format=csv", name]).out.replace(name, "u.txt");
    assert_eq!(figures("d/0.txt"), figures("u.txt"));
    let all = check(folder.path(), &["d"]);
    assert_eq!(all.code, Some(1), "{}", all.err);
}

#[test]
fn fix_writes_in_the_encoding_of_the_file() {
    for (mark, encoding) in ENCODINGS {
        let folder = folder(&[("a.txt", &encoding.encode(&(mark.to_owned() + &faulty())))]);
        let run = run(folder.path(), &["fix", "a.txt"]);
        assert!(run.out.contains("改正了 1 处"), "{encoding:?}: {}{}", run.out, run.err);
        let fixed = mark.to_owned() + &faulty().replace("（四）政府信息管理", "（三）政府信息管理");
        assert_eq!(fs::read(folder.path().join("a.txt")).expect("the file"), encoding.encode(&fixed), "{encoding:?}");
    }
}

#[test]
fn a_message_for_undecodable_text_says_what_to_do() {
    let mut cut = Encoding::Gb18030.encode(CLEAN.trim_end());
    cut.pop();
    let folder = folder(&[("年.txt", b"\xC4\xEA\xB1\xA8\n"), ("断.txt", &cut)]);
    for (name, words) in [("年.txt", "不是 UTF-8、UTF-16 或 GB18030（GBK）编码的年度报告"), ("断.txt", "缺少字节")]
    {
        let run = check(folder.path(), &[name]);
        assert!(run.code == Some(2) && run.err.contains(words), "{}", run.err);
    }
}
