//! `gouji annotate` writes comments and tracked changes into a copy of a Word document.

mod support;

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use gouji_testkit::{CLEAN, word97};
use support::{Run, check, folder, run, word};
use zip::ZipArchive;

/// A report with a wrong figure and a wrong label.
fn faulty() -> String {
    CLEAN.replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7").replace("社会公益组织", "公益组织")
}

fn annotate(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["annotate", "--locale", "zh"], arguments].concat())
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(path).expect("a file"))).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn findings_become_comments_and_fixes_become_tracked_changes() {
    let original = word::document(&faulty());
    let folder = folder(&[("a.docx", &original)]);
    let run = annotate(folder.path(), &["a.docx", "-o", "b.docx"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("已写入 b.docx：批注") && run.err.contains("修订 0 处"), "{}", run.err);
    let comments = part(&folder.path().join("b.docx"), "word/comments.xml");
    assert!(comments.contains("error[tally-mismatch]") && comments.contains("改为 2"), "{comments}");
    let checked = |name: &str| check(folder.path(), &["--format=concise", name]).out.replace(name, "F");
    assert_eq!(checked("b.docx"), checked("a.docx"), "comments change no text");
    let run = annotate(folder.path(), &["a.docx", "-o", "c.docx", "--revisions", "--fix", "tally-mismatch"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        !checked("c.docx").contains("tally-mismatch") && !checked("c.docx").contains("row-label"),
        "{}",
        checked("c.docx")
    );
    assert!(
        part(&folder.path().join("c.docx"), "word/document.xml")
            .contains("<w:delText xml:space=\"preserve\">7</w:delText>")
    );
    assert_eq!(fs::read(folder.path().join("a.docx")).ok(), Some(original), "the document itself stays");
}

#[test]
fn another_file_is_replaced_only_on_request() {
    let folder = folder(&[("a.docx", &word::document(&faulty())), ("b.docx", b"of a colleague")]);
    let refused = annotate(folder.path(), &["a.docx", "-o", "b.docx"]);
    assert!(refused.code == Some(2) && refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read(folder.path().join("b.docx")).ok().as_deref(), Some(&b"of a colleague"[..]));
    let replaced = annotate(folder.path(), &["a.docx", "-o", "b.docx", "--force"]);
    assert_eq!(replaced.code, Some(0), "{}", replaced.err);
    assert!(part(&folder.path().join("b.docx"), "word/comments.xml").contains("tally-mismatch"));
}

#[test]
fn the_document_itself_is_written_only_on_request() {
    let original = word::document(&faulty());
    let folder = folder(&[("a.docx", &original)]);
    let bytes = || fs::read(folder.path().join("a.docx")).expect("a file");
    for arguments in [
        &["a.docx", "-o", "a.docx"][..],
        &["a.docx", "-o", "./a.docx"],
        &["a.docx"],
        &["a.docx", "-o", "b.docx", "--in-place"],
    ] {
        let run = annotate(folder.path(), arguments);
        assert_eq!((run.code, bytes() == original), (Some(2), true), "{arguments:?}: {}", run.err);
    }
    let run = annotate(folder.path(), &["a.docx", "--in-place"]);
    assert_eq!((run.code, bytes() == original), (Some(0), false), "{}", run.err);
}

#[test]
fn other_files_are_refused_and_a_clean_document_is_not_written() {
    let old = word97::document(&faulty());
    let (report, clean) = (faulty(), word::document(CLEAN));
    let files: [(&str, &[u8]); 3] = [("a.txt", report.as_bytes()), ("b.doc", &old), ("c.docx", &clean)];
    let folder = folder(&files);
    for name in ["a.txt", "b.doc"] {
        let run = annotate(folder.path(), &[name, "-o", "o.docx"]);
        assert!(run.code == Some(2) && run.err.contains("不是 .docx 文件"), "{}", run.err);
    }
    let run = annotate(folder.path(), &["c.docx", "-o", "o.docx"]);
    assert!(run.code == Some(0) && run.err.contains("没有发现问题"), "{}", run.err);
    assert!(!folder.path().join("o.docx").exists());
    let run = annotate(folder.path(), &["absent.docx", "-o", "o.docx"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    let run = annotate(folder.path(), &["c.docx", "-o", "o.docx", "--fix", "row-label"]);
    assert!(run.code == Some(2) && run.err.contains("--revisions"), "{}", run.err);
}
