//! A `.doc` that LibreOffice writes becomes the text of the `.docx` from which it was converted. Skipped without LibreOffice.

mod support;

use std::fs;
use std::process::Command;

use gouji_convert::{word, word97};
use support::{p, tbl, tc, tr, with_lists_and_types};

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
    <w:numFmt w:val=\"chineseCountingThousand\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>";

/// A body with merged cells, a numbered heading, tracked changes, a field and hidden text.
fn body() -> String {
    let heading = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let changed = "<w:p><w:r><w:t>收到</w:t></w:r><w:del w:id=\"1\" w:author=\"甲\"><w:r><w:delText>27</w:delText></w:r></w:del>\
        <w:ins w:id=\"2\" w:author=\"甲\"><w:r><w:t>28</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>\
        <w:r><w:t>件</w:t><w:br/><w:t>二</w:t></w:r></w:p>";
    let width = "<w:tcW w:w=\"2000\" w:type=\"dxa\"/>";
    let wide = "<w:tcW w:w=\"4000\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/>";
    let rows = [
        tr(&[tc(&format!("{width}<w:vMerge w:val=\"restart\"/>"), "标题"), tc(wide, "情况")]),
        tr(&[tc(&format!("{width}<w:vMerge/>"), ""), tc(width, "自然人"), tc(width, "总计")]),
        tr(&[tc(width, "（一）"), tc(width, "1"), tc(width, "")]),
    ];
    let grid = "<w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>";
    let table = tbl(&rows).replacen("<w:tbl>", &format!("<w:tbl>{grid}"), 1);
    p("前") + &heading("总体情况") + changed + &table + &heading("主动公开") + &p("尾")
}

#[test]
fn a_converted_document_becomes_the_same_text() {
    let folder = std::env::temp_dir().join(format!("gouji-libreoffice-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let document = with_lists_and_types(&body(), LISTS);
    fs::write(folder.join("a.docx"), &document).expect("a file");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir"])
        .args([&folder, &folder.join("a.docx")])
        .output();
    let converted = fs::read(folder.join("a.doc"));
    fs::remove_dir_all(&folder).expect("the folder");
    let (Ok(_), Ok(converted)) = (run, converted) else {
        eprintln!("skipped: LibreOffice (soffice) is not installed or cannot run here");
        return;
    };
    let expected = word(&document).expect("a document");
    assert!(expected.text.contains("二、主动公开") && expected.text.contains("收到28件"), "{}", expected.text);
    let read = word97(&converted).expect("a document");
    assert_eq!(read.text, expected.text);
    assert_eq!(read.places, expected.places);
    assert!(read.left_out.changes);
}
