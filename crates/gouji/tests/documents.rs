//! Word documents and web pages are checked like texts, and findings name their places in the document.

mod support;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use gouji_convert::Encoding;
use gouji_testkit::{CLEAN, LAST_CLEAN as LAST_YEAR, word97};
use serde_json::Value;
use support::{Run, check, folder, gouji, run, word};

/// A report with a wrong figure and a wrong number of a heading.
fn faulty() -> String {
    let changed = CLEAN
        .replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7")
        .replace("（三）政府信息管理", "（四）政府信息管理");
    assert_ne!(changed, CLEAN);
    changed
}

/// The findings of a run in JSON.
fn findings(run: &Run) -> Vec<Value> {
    run.json().into_iter().filter(|element| !element["rule"].is_null()).collect()
}

fn words(findings: &[Value]) -> Vec<(Value, Value)> {
    findings.iter().map(|found| (found["rule"].clone(), found["message"].clone())).collect()
}

#[test]
fn a_document_has_the_findings_of_its_text() {
    let folder = folder(&[("a.docx", &word::document(&faulty())), ("b.txt", faulty().as_bytes())]);
    let [document, text] = ["a.docx", "b.txt"].map(|name| findings(&check(folder.path(), &["--format=json", name])));
    assert!(text.len() >= 2, "{text:?}");
    assert_eq!(words(&document), words(&text));
    let wrong = document.iter().find(|found| found["rule"] == "tally-mismatch").expect("a wrong figure");
    assert_eq!(wrong["document"], serde_json::json!({"table": 2, "row": 6, "column": 5}));
    assert_eq!(wrong["fixes"][0]["edits"][0]["text"], "2");
    assert_eq!(wrong["related"][0]["document"], serde_json::json!({"table": 2, "row": 6, "column": 4}));
    let heading = document.iter().find(|found| found["document"]["paragraph"].is_number()).expect("a wrong number");
    assert_eq!(heading["document"]["paragraph"], 9);
    assert!(text.iter().all(|found| found["document"].is_null()));
}

#[test]
fn every_format_names_the_place_in_the_document() {
    let folder = folder(&[("a.docx", &word::document(&faulty()))]);
    let out = |format: &str| {
        let run = check(folder.path(), &["--format", format, "a.docx"]);
        assert_eq!(run.code, Some(1), "{}", run.err);
        run.out
    };
    assert!(out("text").contains("--> a.docx: 第2个表格 第6行 第5列\n"), "{}", out("text"));
    assert!(out("text").contains("--> a.docx: 第9段\n"), "{}", out("text"));
    assert!(!out("text").contains(":::"), "{}", out("text"));
    assert!(out("concise").contains("a.docx: 第2个表格 第6行 第5列 error tally-mismatch "), "{}", out("concise"));
    assert!(
        out("github").contains("::error file=a.docx,title=tally-mismatch::第2个表格 第6行 第5列: "),
        "{}",
        out("github")
    );
    let junit = out("junit");
    assert!(junit.contains("name=\"tally-mismatch 第2个表格 第6行 第5列\"") && !junit.contains("line="), "{junit}");
    let sarif: Value = serde_json::from_str(&out("sarif")).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let wrong = results.iter().find(|result| result["ruleId"] == "tally-mismatch").expect("a wrong figure");
    let location = &wrong["locations"][0];
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "第2个表格 第6行 第5列");
    assert_eq!(location["properties"]["document"]["row"], 6);
    assert!(location["physicalLocation"]["region"].is_null() && wrong["fixes"].is_null(), "{wrong}");
    let english = check(folder.path(), &["--locale=en", "a.docx"]);
    assert!(english.out.contains("--> a.docx: table 2 row 6 column 5\n"), "{}", english.out);
}

#[test]
fn figures_of_a_document_have_their_cells() {
    let folder = folder(&[("a.docx", &word::document(CLEAN))]);
    let json = run(folder.path(), &["extract", "a.docx"]).json();
    let cells = json[0]["tables"][1]["cells"].as_array().expect("cells");
    assert_eq!((cells[0]["value"].as_str(), cells[0]["certainty"].as_str()), (Some("20"), Some("certain")));
    assert_eq!(cells[0]["document"], serde_json::json!({"table": 2, "row": 4, "column": 4}));
    let csv = run(folder.path(), &["extract", "--format=csv", "a.docx"]).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].ends_with(",text_line,text_column,document_table,document_row,document_column,document_page"),
        "{}",
        lines[0]
    );
    assert!(lines.iter().any(|line| line.ends_with(",20,certain,,,2,4,4,")), "{csv}");
}

#[test]
fn documents_in_a_folder_are_checked_beside_texts() {
    // One case more was carried over, and one less was new. The report is consistent by itself, but not with last year's.
    let moved = CLEAN.replace("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t19\t5\t1\t0\t2\t0\t27");
    let moved = moved.replace("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5");
    let files: [(&str, &[u8]); 3] = [
        ("d/2024.docx", &word::document(&moved)),
        ("d/2023.txt", LAST_YEAR.as_bytes()),
        ("d/通知.docx", &word::document("通知")),
    ];
    let folder = folder(&files);
    let run = check(folder.path(), &["--format=json", "d"]);
    assert!(findings(&run).iter().any(|found| found["rule"] == "carried-over-mismatch"), "{}", run.out);
    assert!(run.err.contains("核对了 2 份报告") && run.err.contains("1 个不是年度报告的文件"), "{}", run.err);
}

#[test]
fn fix_does_not_change_documents_and_reports_that() {
    let bytes = word::document(&faulty());
    let folder = folder(&[("d/a.docx", &bytes), ("d/b.txt", faulty().as_bytes())]);
    let one = run(folder.path(), &["fix", "d/a.docx"]);
    assert_eq!(one.code, Some(2), "{}", one.err);
    assert!(one.err.contains("d/a.docx 是 Word 文件、PDF 或网页，gouji 不修改"), "{}", one.err);
    let all = run(folder.path(), &["fix", "d"]);
    assert_eq!(all.code, Some(1), "{}", all.err);
    assert!(all.err.contains("gouji 不修改") && all.out.contains("d/b.txt：改正了"), "{} {}", all.out, all.err);
    assert_eq!(fs::read(folder.path().join("d/a.docx")).expect("the document"), bytes);
}

#[test]
fn an_unreadable_document_is_an_error_and_does_not_stop_the_run() {
    let encrypted: Vec<u8> = b"\xD0\xCF\x11\xE0"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let whole = word::document(CLEAN);
    let old = word97::compound(&[("/WordDocument", b"\xDC\xA5\x68\0\0\0\0\0\0\0\0\0")]);
    let files: [(&str, &[u8]); 5] = [
        ("d/a.docx", &whole),
        ("d/密.docx", &encrypted),
        ("d/断.docx", &whole[..whole.len() / 2]),
        ("d/旧.docx", &old),
        ("d/别.docx", b"text"),
    ];
    let folder = folder(&files);
    let run = check(folder.path(), &["--format=json", "d"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    let reasons: Vec<(String, String)> = run
        .json()
        .iter()
        .map(|element| {
            (
                element["file"].as_str().unwrap_or_default().replace('\\', "/"),
                element["reason"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let reason = |file: &str| reasons.iter().find(|(name, _)| name == file).map(|(_, reason)| reason.as_str());
    assert_eq!(
        ["d/a.docx", "d/密.docx", "d/断.docx", "d/旧.docx", "d/别.docx"].map(reason),
        [Some(""), Some("encrypted"), Some("damaged"), Some("word"), Some("word")]
    );
    assert!(run.err.contains("d/密.docx 设有打开密码") && run.err.contains("d/断.docx 已损坏"), "{}", run.err);
    for (name, words) in [("d/旧.docx", "旧格式"), ("d/别.docx", "内容不是 Word 文件")] {
        let one = check(folder.path(), &[name]);
        assert!(one.code == Some(2) && one.err.contains(words), "{}", one.err);
    }
}

#[test]
fn tracked_changes_and_comments_are_reported_once() {
    let body = CLEAN
        .lines()
        .map(|line| format!("<w:p><w:commentRangeStart/><w:ins><w:r><w:t>{line}</w:t></w:r></w:ins></w:p>"));
    let bytes = word::with_body(&body.collect::<String>());
    let run = check(folder(&[("a.docx", &bytes), ("b.docx", &bytes)]).path(), &["a.docx", "b.docx"]);
    assert_eq!(run.err.matches("有 2 份 Word 文件含有尚未接受或拒绝的修订").count(), 1, "{}", run.err);
    assert_eq!(run.err.matches("有 2 份 Word 文件含有批注").count(), 1, "{}", run.err);
}

#[test]
fn a_document_may_come_from_standard_input() {
    let mut child = gouji()
        .args(["check", "--format=concise", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(&word::document(&faulty())).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(out.contains("<stdin>: 第2个表格 第6行 第5列 error"), "{out}");
}

/// The page of a report whose tables have tabs between their cells, on a site.
fn page_of(report: &str) -> String {
    let escaped = report.replace('&', "&amp;").replace('<', "&lt;");
    let (mut body, mut rows) = (String::new(), String::new());
    for line in escaped.lines().chain([""]) {
        if line.contains('\t') {
            rows += &format!("<tr><td>{}</tr>", line.replace('\t', "<td>"));
            continue;
        }
        if !rows.is_empty() {
            body += &format!("<table>{}</table>", std::mem::take(&mut rows));
        }
        body += &format!("<p>{line}</p>");
    }
    format!(
        "<html><head><meta charset=gb2312></head><body><div>首页 &gt; 公开<table><tr><td>导航</table></div><div>{body}</div><div>版权所有</div>"
    )
}

#[test]
fn a_web_page_has_the_findings_of_its_report() {
    let page = Encoding::Gb18030.encode(&page_of(&faulty()));
    let folder = folder(&[("d/a.html", &page), ("d/通知.htm", b"<p>x"), ("b.txt", faulty().as_bytes())]);
    let [found, text] = ["d/a.html", "b.txt"].map(|name| findings(&check(folder.path(), &["--format=json", name])));
    assert_eq!(words(&found), words(&text));
    let wrong = found.iter().find(|found| found["rule"] == "tally-mismatch").expect("a wrong figure");
    assert_eq!(wrong["document"], serde_json::json!({"table": 2, "row": 6, "column": 5}));
    let all = check(folder.path(), &["d"]);
    assert_eq!(all.code, Some(1), "{}", all.err);
    assert!(all.err.contains("核对了 1 份报告") && all.err.contains("1 个不是年度报告的文件"), "{}", all.err);
    let fixed = run(folder.path(), &["fix", "d/a.html"]);
    assert_eq!((fixed.code, fs::read(folder.path().join("d/a.html")).ok()), (Some(2), Some(page)));
}

/// An archive of a page, as browsers save it.
fn archive_of(page: &str) -> Vec<u8> {
    let encoded: String = page
        .bytes()
        .map(|byte| match byte {
            b'=' | 0x80.. => format!("={byte:02X}"),
            byte => char::from(byte).to_string(),
        })
        .collect();
    let header = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n";
    let picture = "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
    let html = "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    format!("{header}{html}<p>frame\r\n{picture}{html}{encoded}\r\n--b--\r\n").into_bytes()
}

#[test]
fn other_containers_have_the_findings_of_the_report() {
    let report = faulty();
    let page = page_of(&report).replace("gb2312", "utf-8");
    let old = word97::document(&faulty());
    let archive = archive_of(&page);
    let new = word::document(&report);
    let files: [(&str, &[u8]); 7] = [
        ("b.txt", report.as_bytes()),
        ("d/a.doc", &old),
        ("d/b.WPS", &old),
        ("d/c.docx", &old),
        ("d/d.mht", &archive),
        ("d/e.doc", page.as_bytes()),
        ("d/f.doc", &new),
    ];
    let folder = folder(&files);
    let text = findings(&check(folder.path(), &["--format=json", "b.txt"]));
    for (name, _) in &files[1..] {
        let found = findings(&check(folder.path(), &["--format=json", name]));
        assert_eq!(words(&found), words(&text), "{name}");
        let wrong = found.iter().find(|found| found["rule"] == "tally-mismatch").expect("a wrong figure");
        assert_eq!(wrong["document"], serde_json::json!({"table": 2, "row": 6, "column": 5}), "{name}");
    }
    let all = check(folder.path(), &["d"]);
    assert!(all.err.contains("核对了 6 份报告"), "{}", all.err);
    let fixed = run(folder.path(), &["fix", "d/a.doc"]);
    assert_eq!((fixed.code, fs::read(folder.path().join("d/a.doc")).ok()), (Some(2), Some(old)));
}

#[test]
fn files_of_other_programs_are_refused_with_the_next_step() {
    let workbook = word97::compound(&[("/Workbook", b"x")]);
    let relation = "<R><Relationship Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></R>";
    let sheet = word::package(&[("_rels/.rels", relation), ("xl/workbook.xml", "<workbook/>")]);
    let archive = word::package(&[("年报.txt", CLEAN)]);
    let files: [(&str, &[u8]); 8] = [
        ("a.rtf", b"{\\rtf1 x}"),
        ("b.doc", b"{\\rtf1 x}"),
        ("c.et", &workbook),
        ("d.xls", &workbook),
        ("e.xlsx", &sheet),
        ("f.png", b"\x89PNG\r\n\x1A\n\0"),
        ("g.zip", &archive),
        ("h.doc", &workbook),
    ];
    let words =
        ["另存为 .docx", "另存为 .docx", "电子表格", "电子表格", "电子表格", "图片", "请先解压", "内容不是 Word 文件"];
    let folder = folder(&files);
    for ((name, _), words) in files.iter().zip(words) {
        let run = check(folder.path(), &[name]);
        assert!(run.code == Some(2) && run.err.contains(words), "{name}: {}", run.err);
    }
}

/// A PDF file with one page of this content. Its font is not in the file, and its codes are UCS-2.
#[cfg(feature = "pdf")]
fn pdf(content: &str, trailer: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [\
         << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    file += &format!("xref\n0 6\n{table}trailer\n<< /Size 6 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// The clean report as the content of a page: a line of text each, and a ruled table for each table.
#[cfg(feature = "pdf")]
fn pages(report: &str) -> String {
    use std::fmt::Write as _;
    let mut content = String::new();
    let mut height = 9_000.0;
    let text = |content: &mut String, x: f64, y: f64, words: &str| {
        let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        let _ = writeln!(content, "BT /F1 4 Tf {x} {y} Td <{codes}> Tj ET");
    };
    for line in report.lines() {
        height -= 10.0;
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() == 1 {
            text(&mut content, 20.0, height + 3.0, line);
            continue;
        }
        for (index, cell) in cells.iter().enumerate() {
            let x = 20.0 + 250.0 * index as f64;
            let _ = writeln!(content, "{x} {height} 250 10 re S");
            text(&mut content, x + 2.0, height + 3.0, cell);
        }
    }
    content
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_has_the_findings_of_its_text_with_their_pages() {
    let folder = folder(&[("a.pdf", &pdf(&pages(&faulty()), "")), ("b.txt", faulty().as_bytes())]);
    let [document, text] = ["a.pdf", "b.txt"].map(|name| findings(&check(folder.path(), &["--format=json", name])));
    assert_eq!(words(&document), words(&text));
    let wrong = document.iter().find(|found| found["rule"] == "tally-mismatch").expect("a wrong figure");
    assert_eq!(wrong["document"], serde_json::json!({"table": 2, "row": 6, "column": 5, "page": 1}));
    let shown = check(folder.path(), &["a.pdf"]).out;
    assert!(shown.contains("--> a.pdf: 第1页 第2个表格 第6行 第5列\n"), "{shown}");
    let english = check(folder.path(), &["--locale=en", "a.pdf"]).out;
    assert!(english.contains("--> a.pdf: page 1 table 2 row 6 column 5\n"), "{english}");
    let csv = run(folder.path(), &["extract", "--format=csv", "a.pdf"]).out;
    assert!(csv.lines().any(|line| line.ends_with(",certain,,,2,4,4,1")), "{csv}");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_that_cannot_be_read_has_a_reason_and_does_not_stop_the_run() {
    let secret = format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >>", "41".repeat(32), "42".repeat(32));
    let encrypted = pdf("", &format!("/ID [<00> <00>] /Encrypt {secret}"));
    let files: [(&str, &[u8]); 5] = [
        ("d/a.txt", CLEAN.as_bytes()),
        ("d/密.pdf", &encrypted),
        ("d/扫.pdf", &pdf("0 0 500 800 re f", "")),
        ("d/断.pdf", b"%PDF-1.7"),
        ("d/别.pdf", b"text"),
    ];
    let folder = folder(&files);
    let run = check(folder.path(), &["--format=json", "d"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    for (name, reason) in
        [("a.txt", ""), ("密.pdf", "encrypted"), ("扫.pdf", "scan"), ("断.pdf", "damaged"), ("别.pdf", "pdf")]
    {
        let element =
            run.json().into_iter().find(|element| element["file"].as_str().is_some_and(|file| file.ends_with(name)));
        let element = element.expect("each file is listed");
        assert_eq!(element["reason"].as_str().unwrap_or_default(), reason, "{element}");
    }
    assert!(check(folder.path(), &["d/扫.pdf"]).err.contains("可能是扫描件"));
}
