//! PDF files become the text that a reader sees.
#![cfg(feature = "pdf")]

#[path = "support/pdf.rs"]
mod support;

use gouji_convert::{Converted, Failure, Place, pdf};
use support::{Sheet, with_resources};

fn read(sheets: &[Sheet]) -> Converted {
    pdf(&support::pdf(sheets)).expect("a PDF file")
}

/// The lines of the text that are not blank.
fn lines(sheets: &[Sheet]) -> Vec<String> {
    read(sheets).text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn place(converted: &Converted, words: &str) -> Option<Place> {
    converted.places.place(converted.text.find(words).expect("it is there"))
}

/// Lines of a page, each with its distance from the left; the text is 400 points wide.
fn prose(texts: &[(f64, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (index, (x, text)) in texts.iter().enumerate() {
        sheet = sheet.text(*x, 130.0 + 20.0 * index as f64, 10.0, text);
    }
    sheet
}

/// Text of 40 characters, which fills a line of 400 points.
fn full() -> String {
    "报".repeat(38)
}

#[test]
fn lines_of_a_paragraph_are_joined() {
    let full = full();
    let wide = "宽".repeat(40);
    let sheet = prose(&[
        (100.0, &wide),
        (100.0, "完。"),
        (120.0, &full),
        (100.0, "收到28"),
        (120.0, "另一段"),
        (120.0, "件。"),
    ]);
    let expected = [format!("{wide}完。"), format!("{full}收到28"), "另一段".to_owned(), "件。".to_owned()];
    assert_eq!(lines(&[sheet]), expected);
    // Figures are on a line with Han characters without a blank.
    assert_eq!(lines(&[prose(&[(100.0, "收到 28 件"), (100.0, "Word file")])]), ["收到 28 件", "Word file"]);
}

#[test]
fn a_title_of_two_lines_is_one_but_no_part_of_the_text_below() {
    let wide = "宽".repeat(40);
    let (title, rest) = ("题".repeat(35), "年度报告");
    let centred = prose(&[(125.0, &title), (280.0, rest), (120.0, &full()), (100.0, &wide)]);
    assert_eq!(lines(&[centred]), [format!("{title}{rest}"), format!("{}{wide}", full())]);
    let short = prose(&[(150.0, &"题".repeat(30)), (110.0, &"中".repeat(38)), (100.0, &wide)]);
    assert_eq!(lines(&[short]).first(), Some(&"题".repeat(30)));
    let title = format!("{}县政府信息公开工作年度报告", "青".repeat(26));
    assert_eq!(lines(&[prose(&[(100.0, &title), (100.0, &wide)])]), [title, wide]);
}

#[test]
fn a_paragraph_continues_on_the_next_page_without_the_page_number() {
    let wide = "宽".repeat(40);
    let page = |text: &str, number: &str| {
        prose(&[(100.0, text)]).text(100.0, 40.0, 9.0, "某局政府信息公开").text(280.0, 800.0, 9.0, number)
    };
    let sheets = [page(&wide, "— 1 —"), page("后半句。", "— 2 —"), page(&wide, "第3页 共3页")];
    let converted = read(&sheets);
    assert_eq!(converted.text, format!("{wide}后半句。\n\n{wide}\n\n"));
    assert_eq!(place(&converted, "后半"), Some(Place::Paragraph { number: 1, page: Some(1) }));
    assert_eq!(
        converted.places.iter().last().map(|(_, place)| place),
        Some(Place::Paragraph { number: 2, page: Some(3) })
    );
}

/// Edges of the columns in these tests.
const XS: [f64; 4] = [100.0, 200.0, 300.0, 400.0];

#[test]
fn ruling_lines_make_tables_with_merged_cells() {
    let sheet = Sheet::default()
        .text(100.0, 90.0, 10.0, "前")
        .grid(&[100.0, 400.0], &[100.0, 200.0])
        // The first column is one cell over two rows, the first row one over the other columns.
        .line((200.0, 100.0), (200.0, 200.0))
        .line((300.0, 150.0), (300.0, 200.0))
        .line((200.0, 150.0), (400.0, 150.0))
        .text(104.0, 155.0, 10.0, "行名")
        .text(250.0, 130.0, 10.0, "申请人")
        .text(250.0, 175.0, 10.0, "12")
        .text(310.0, 170.0, 10.0, "3")
        .text(310.0, 182.0, 10.0, "4")
        .text(100.0, 220.0, 10.0, "后");
    let converted = read(&[sheet]);
    assert_eq!(converted.text, "前\n\n行名\t申请人\t\n\t12\t3 4\n\n后\n\n");
    assert_eq!(place(&converted, "12"), Some(Place::Cell { table: 1, row: 2, column: 2, page: Some(1) }));
    assert_eq!(place(&converted, "后"), Some(Place::Paragraph { number: 2, page: Some(1) }));
}

#[test]
fn thin_rectangles_and_broken_lines_are_ruling_lines() {
    let mut sheet = Sheet::default();
    for y in [100.0, 150.0, 200.0] {
        // Each cell has its own piece, as office programs print it.
        for x in [100.0, 200.0, 300.0] {
            sheet = sheet.fill(x, y, 100.5, 0.5);
        }
    }
    for x in XS {
        sheet = sheet.fill(x, 100.0, 0.5, 50.0).fill(x, 150.0, 0.5, 50.0);
    }
    let sheet = sheet.row(&XS, 130.0, &["甲", "乙", "丙"]).row(&XS, 180.0, &["1", "2", "3"]);
    assert_eq!(lines(&[sheet]), ["甲\t乙\t丙", "1\t2\t3"]);
}

#[test]
fn lines_that_touch_no_others_are_no_table() {
    let sheet = prose(&[(100.0, "标题"), (100.0, "正文")]).line((100.0, 132.0), (300.0, 132.0));
    assert_eq!(lines(&[sheet]), ["标题", "正文"]);
    let framed = prose(&[(100.0, "标题")]).grid(&[50.0, 500.0], &[50.0, 800.0]);
    assert_eq!(lines(&[framed]), ["标题"], "a frame around the page is no table");
}

#[test]
fn a_table_continues_on_the_next_page_without_its_header() {
    let head = ["信息内容", "数量", "备注"];
    let first = Sheet::default()
        .grid(&XS, &[100.0, 120.0, 140.0])
        .row(&XS, 115.0, &head)
        .row(&XS, 135.0, &["规章", "1", "无"])
        .text(290.0, 800.0, 9.0, "1");
    let second = Sheet::default()
        .grid(&XS, &[100.0, 120.0, 140.0, 160.0])
        .row(&XS, 115.0, &head)
        .row(&XS, 135.0, &["文件", "2", ""])
        .row(&XS, 155.0, &["许可", "3", ""])
        .text(290.0, 800.0, 9.0, "2");
    let converted = read(&[first.clone(), second]);
    assert_eq!(converted.text, "信息内容\t数量\t备注\n规章\t1\t无\n文件\t2\t\n许可\t3\t\n\n");
    assert_eq!(place(&converted, "3\t"), Some(Place::Cell { table: 1, row: 4, column: 2, page: Some(2) }));
    let other =
        Sheet::default().text(100.0, 90.0, 10.0, "三、").grid(&XS, &[100.0, 120.0]).row(&XS, 115.0, &["甲", "4", ""]);
    let converted = read(&[first, other]);
    assert_eq!(place(&converted, "4"), Some(Place::Cell { table: 2, row: 1, column: 2, page: Some(2) }));
}

#[test]
fn a_row_that_the_end_of_a_page_cuts_is_one_row() {
    let first = Sheet::default().grid(&XS, &[100.0, 120.0, 140.0]).row(&XS, 115.0, &["（一）予以公开", "1", "2"]).row(
        &XS,
        135.0,
        &["（二）部分公开（区分处理的，", "", ""],
    );
    let rest = ["只计这一情形）", "5", "6"];
    let second = Sheet::default().grid(&XS, &[100.0, 120.0, 140.0]).row(&XS, 115.0, &rest).row(
        &XS,
        135.0,
        &["（三）不予公开", "7", "8"],
    );
    let expected = ["（一）予以公开\t1\t2", "（二）部分公开（区分处理的，只计这一情形）\t5\t6", "（三）不予公开\t7\t8"];
    // The text of the first cell is wider than its cell in this test, so only what begins in it counts.
    let narrow = |sheet: Sheet| Sheet(sheet.0.replace(" 10 Tf", " 4 Tf"));
    assert_eq!(lines(&[narrow(first), narrow(second)]), expected);
}

#[test]
fn turned_pages_are_read_upright() {
    let upright = || {
        let sheet = Sheet::default().grid(&XS, &[200.0, 250.0]).row(&XS, 230.0, &["甲", "乙", "3"]);
        sheet.text(100.0, 190.0, 10.0, "前").text(100.0, 270.0, 10.0, "后")
    };
    let expected = lines(&[upright()]);
    assert_eq!(expected, ["前", "甲\t乙\t3", "后"]);
    let turned = with_resources(&[upright()], "/Rotate 90", &[], "");
    assert_eq!(pdf(&turned).map(|converted| converted.text).as_deref(), Ok("前\n\n甲\t乙\t3\n\n后\n\n"));
    for matrix in ["0 1 -1 0 0 0", "-1 0 0 -1 0 0", "0 -1 1 0 0 0"] {
        let sheet = Sheet(format!("{matrix} cm\n{}", upright().0));
        assert_eq!(lines(&[sheet]), expected, "{matrix}");
    }
}

#[test]
fn columns_without_lines_stay_visible() {
    let sheet = Sheet::default()
        .text(100.0, 100.0, 10.0, "规章")
        .text(250.0, 100.0, 10.0, "1")
        .text(350.0, 100.0, 10.0, "22")
        .text(100.0, 120.0, 10.0, "行政规范性文件")
        .text(250.0, 120.0, 10.0, "3")
        .text(350.0, 120.0, 10.0, "4");
    let found = lines(&[sheet]);
    assert_eq!(found.len(), 2);
    let column = |line: &str, figure: char| {
        let (before, _) = line.split_once(figure).expect("a figure");
        before.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    assert_eq!(column(&found[0], '1'), column(&found[1], '3'), "{found:?}");
    assert_eq!(column(&found[0], '2'), column(&found[1], '4'), "{found:?}");
}

#[test]
fn text_that_is_printed_twice_for_bold_is_read_once() {
    let bold = Sheet::default().text(100.0, 100.0, 10.0, "11件").text(100.3, 100.0, 10.0, "11件");
    assert_eq!(lines(&[bold]), ["11件"]);
}

#[test]
fn radicals_are_read_as_the_ideographs_that_they_look_like() {
    // Chromium writes these for 人民 and 一.
    assert_eq!(lines(&[prose(&[(100.0, "⼈⺠⼀")])]), ["人民一"]);
}

#[test]
fn text_in_forms_is_read() {
    let form = Sheet::default().text(100.0, 100.0, 10.0, "表单").0;
    let sheet = Sheet("q 1 0 0 1 0 -50 cm /X0 Do Q\n".to_owned()).text(100.0, 100.0, 10.0, "正文");
    let file = with_resources(&[sheet], "", &[("", form)], "");
    assert_eq!(pdf(&file).map(|converted| converted.text).as_deref(), Ok("正文\n\n表单\n\n"));
}

#[test]
fn files_that_cannot_be_read_are_refused_with_a_reason() {
    assert_eq!(pdf(b"text"), Err(Failure::OtherKind));
    assert_eq!(pdf(b"%PDF-1.7\nnothing"), Err(Failure::Damaged));
    assert_eq!(pdf(&support::pdf(&[Sheet::default().fill(0.0, 0.0, 500.0, 800.0)])), Err(Failure::NoText));
    let secret = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <".to_owned()
        + &"41".repeat(32)
        + "> /U <"
        + &"42".repeat(32)
        + "> >>";
    let trailer = format!("/Encrypt {secret} /ID [<00> <00>]");
    let file = with_resources(&[Sheet::default().text(1.0, 1.0, 10.0, "密")], "", &[], &trailer);
    assert_eq!(pdf(&file), Err(Failure::Encrypted));
}
