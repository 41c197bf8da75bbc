//! `import`, `export` and `new`: nothing that a report says changes, and nothing is written without a request.

mod support;

use std::fs;
use std::path::Path;

use gouji_convert::Encoding;
use gouji_testkit::{CLEAN, LAST_CLEAN};

use support::word::document;
use support::{Run, check, folder, gouji, run};

/// A report with a wrong figure and a wrong label.
fn faulty() -> String {
    CLEAN.replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7").replace("社会公益组织", "公益组织")
}

/// The rules of the findings in a file, sorted.
fn rules(folder: &Path, name: &str) -> Vec<String> {
    let findings = check(folder, &["--format=json", name]).json();
    let mut rules: Vec<String> =
        findings.iter().filter_map(|finding| Some(finding["rule"].as_str()?.to_owned())).collect();
    rules.sort();
    rules
}

/// The figures of a file, without their places.
fn figures(folder: &Path, name: &str) -> Vec<String> {
    let run = run(folder, &["extract", "--format=csv", name]);
    let mut rows = csv::Reader::from_reader(run.out.as_bytes());
    let headers = rows.headers().expect("a header").clone();
    let chosen = ["agency", "year", "table", "row", "column", "certainty", "value"];
    let columns: Vec<usize> =
        headers.iter().enumerate().filter(|(_, name)| chosen.contains(name)).map(|(at, _)| at).collect();
    assert!(columns.len() >= 5, "{headers:?}");
    rows.records()
        .map(|row| row.expect("a row"))
        .map(|row| columns.iter().filter_map(|at| row.get(*at)).collect::<Vec<_>>().join("|"))
        .collect()
}

#[test]
fn import_keeps_figures_and_findings_of_every_kind_of_file() {
    let page: String = faulty()
        .lines()
        .map(|line| match line.contains('\t') {
            true => format!("<table><tr><td>{}</td></tr></table>", line.replace('\t', "</td><td>")),
            false => format!("<p>{line}</p>"),
        })
        .collect::<String>()
        .replace("</table><table>", "");
    let crlf = format!("\u{FEFF}{}", faulty().replace('\n', "\r\n"));
    let gb = Encoding::Gb18030.encode(&faulty());
    let utf16 = Encoding::Utf16Le.encode(&crlf);
    let word = document(&faulty());
    let folder = folder(&[
        ("a.docx", &word),
        ("b.html", page.as_bytes()),
        ("c.txt", &gb),
        ("d.txt", &utf16),
        ("e.txt", crlf.as_bytes()),
        ("f.md", faulty().as_bytes()),
    ]);
    for name in ["a.docx", "b.html", "c.txt", "d.txt", "e.txt", "f.md"] {
        let (expected, expected_figures) = (rules(folder.path(), name), figures(folder.path(), name));
        assert!(expected.contains(&"tally-mismatch".to_owned()), "{name}: {expected:?}");
        for (format, out) in [("markdown", "out.md"), ("text", "out.txt")] {
            let run = run(folder.path(), &["import", name, "--to", format, "-o", out, "--force"]);
            assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{name}: {}", run.err);
            let text = fs::read_to_string(folder.path().join(out)).expect("UTF-8");
            assert!(!text.contains(['\r', '\u{FEFF}']), "{name}");
            assert_eq!(rules(folder.path(), out), expected, "{name} as {format}: {text}");
            assert_eq!(figures(folder.path(), out), expected_figures, "{name} as {format}: {text}");
            if format == "markdown" {
                let tables = text.lines().filter(|line| line.starts_with("| ---")).count();
                assert_eq!(tables, 3, "{name}: {text}");
            }
        }
    }
}

#[test]
fn export_and_import_again_says_the_same() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    for (format, out) in [("docx", "a.docx"), ("html", "a.html")] {
        let exported = run(folder.path(), &["export", "a.txt", "--to", format, "-o", out]);
        assert_eq!(exported.code, Some(0), "{}", exported.err);
        assert!(exported.err.contains("错误") && exported.err.contains("1 个行名或列名"), "{}", exported.err);
        assert_eq!(figures(folder.path(), out), figures(folder.path(), "a.txt"), "{format}");
        let bytes = fs::read(folder.path().join(out)).expect("a document");
        let again = run(folder.path(), &["export", out, "--to", format, "-o", out, "--force"]);
        assert_eq!(again.code, Some(2), "the input is not replaced");
        let again = run(folder.path(), &["export", out, "--to", format, "-o", "again", "-q"]);
        assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
        assert_eq!(fs::read(folder.path().join("again")).expect("a document"), bytes, "{format}");
        fs::remove_file(folder.path().join("again")).expect("a file");
    }
}

#[test]
fn a_table_with_parts_that_the_form_does_not_have_is_not_exported() {
    let row = "四、结转下年度继续办理";
    let line = CLEAN.lines().find(|line| line.starts_with(row)).expect("a row");
    let text = CLEAN.replace(line, &format!("{line}\n小计\t\t\t1\t2\t3\t4\t5\t6\t7"));
    let folder = folder(&[("a.txt", text.as_bytes()), ("b.txt", "通知\n".as_bytes())]);
    for (name, words) in [("a.txt", "小计"), ("b.txt", "不是政府信息公开工作年度报告"), ("c.txt", "找不到")]
    {
        let run = run(folder.path(), &["export", name, "--to=docx", "-o", "out.docx"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}");
        assert!(run.err.contains(words), "{}", run.err);
        assert!(!folder.path().join("out.docx").exists(), "{name}");
    }
}

#[test]
fn an_existing_file_is_not_replaced_without_force() {
    let folder = folder(&[("a.txt", CLEAN.as_bytes()), ("b.md", b"mine")]);
    let b = folder.path().join("b.md");
    for command in
        [&["import", "a.txt"][..], &["export", "a.txt", "--to=html"], &["new", "--agency=青山县", "--year=2025"]]
    {
        let refused = run(folder.path(), &[command, &["-o", "b.md"]].concat());
        assert_eq!(refused.code, Some(2), "{command:?}");
        assert!(refused.err.contains("已经存在"), "{}", refused.err);
        assert_eq!(fs::read(&b).expect("a file"), b"mine");
        let forced = run(folder.path(), &[command, &["-o", "b.md", "--force"]].concat());
        assert_eq!(forced.code, Some(0), "{}", forced.err);
        assert_ne!(fs::read(&b).expect("a file"), b"mine");
        fs::write(&b, "mine").expect("a file");
    }
    let over_itself = run(folder.path(), &["import", "a.txt", "-o", "a.txt", "--force"]);
    assert!(over_itself.code == Some(2) && over_itself.err.contains("要读取的文件"), "{}", over_itself.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("a file"), CLEAN);
}

/// Runs `new` in English.
fn new(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["new", "--locale=en"], arguments].concat())
}

#[test]
fn a_new_report_lacks_only_what_its_author_must_fill_in() {
    let row = LAST_CLEAN.lines().find(|line| line.starts_with("四、结转下年度继续办理")).expect("a row");
    let last = LAST_CLEAN.replace(row, "四、结转下年度继续办理\t\t\t11\t12\t13\t14\t15\t16\t81");
    let folder = folder(&[("last.txt", last.as_bytes())]);
    for (format, out) in [("markdown", "a.md"), ("text", "a.txt"), ("docx", "a.docx")] {
        let run = new(folder.path(), &["--from=last.txt", "--to", format, "-o", out]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.err.contains("7 of 7"), "{}", run.err);
        let to_fill_in = ["blank-cell", "empty-section", "missing-fee-statement", "missing-subsection"];
        let rules = rules(folder.path(), out);
        assert!(rules.contains(&"blank-cell".to_owned()), "{rules:?}");
        assert!(rules.iter().all(|rule| to_fill_in.contains(&rule.as_str())), "{format}: {rules:?}");
        let (last, this) = (figures(folder.path(), "last.txt"), figures(folder.path(), out));
        let row = |figures: &[String], row: &str| -> Vec<String> {
            let rows = figures.iter().filter(|line| line.contains(&format!("|{row}|")));
            rows.map(|line| line.rsplit('|').take(2).collect::<Vec<_>>().join("|")).collect()
        };
        assert_eq!(row(&this, "carried-in"), row(&last, "carried-over"), "{format}: {this:?}");
        assert_eq!(row(&this, "carried-in").len(), 7);
        assert!(this.iter().all(|line| line.contains("2024")), "the year after that of the last report");
        // Together with last year's report, no figure contradicts it.
        let both = check(folder.path(), &["--format=concise", "last.txt", out]);
        assert!(!both.out.contains("carried-over-mismatch"), "{}", both.out);
    }
}

#[test]
fn a_new_report_needs_an_agency_and_a_year() {
    let folder = folder(&[("last.txt", LAST_CLEAN.as_bytes())]);
    for (arguments, words) in [
        (&[][..], "--year"),
        (&["--year=2025"], "--agency"),
        (&["--year=1999", "--agency=青山县"], "between"),
        (&["--year=2025", "--agency=  "], "one line"),
        (&["--year=2025", "--agency=青山\n县"], "one line"),
        (&["--year=2030", "--from=last.txt"], "not of the year before"),
        (&["--year=2025", "--agency=青山县", "--from=absent.txt"], "does not exist"),
    ] {
        let run = new(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
    let of_2019 = new(folder.path(), &["--year=2020", "--agency=青山县"]);
    assert!(
        of_2019.code == Some(0) && of_2019.out.contains("# 青山县2020年政府信息公开工作年度报告"),
        "{}",
        of_2019.out
    );
    assert!(of_2019.out.contains("第二十条第（九）项"), "the form of 2019: {}", of_2019.out);
}

#[test]
fn standard_input_and_output_work_in_a_pipe() {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = gouji()
        .args(["import", "-", "--to=markdown"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(&document(CLEAN)).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.starts_with("# ") && text.contains("\n| --- |"), "{text}");
}
