//! Word documents become the text that Word shows.

mod support;

use gouji_convert::{Converted, Failure, LeftOut, Merge, Place, page, word};
use support::{document, p, package, tbl, tc, tr, with_lists};

fn read(body: &str) -> Converted {
    word(&document(body)).expect("a document")
}

/// The text of a document with this body, one line per paragraph.
fn text(body: &str) -> String {
    read(body).text.replace("\n\n", "\n")
}

#[test]
fn text_is_joined_from_its_runs_and_keeps_its_breaks() {
    let runs = r#"<w:p><w:r><w:t>新收</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>2</w:t></w:r><w:proofErr/><w:r><w:t>8</w:t>
      <w:tab/><w:t>件&lt;&#x3002;</w:t><w:br/><w:t>二</w:t></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"#;
    assert_eq!(text(runs), "新收28 件<。\n二链接\n");
    assert_eq!(text("<w:p/><w:p><w:pPr/></w:p>"), "");
}

#[test]
fn changes_are_taken_as_accepted() {
    let changed = r#"<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>27</w:delText></w:r></w:del>
      <w:ins><w:r><w:t>28</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>
      <w:moveTo><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>件</w:t></w:r></w:moveTo></w:p>"#;
    let converted = read(changed);
    assert_eq!(converted.text, "收到28件\n\n");
    assert_eq!(converted.left_out, LeftOut { changes: true, ..LeftOut::default() });
    let joined =
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>";
    assert_eq!(text(joined), "前后\n");
    let rows = tbl(&[
        tr(&[tc("", "1"), tc("<w:cellDel/>", "2"), tc("", "3")]),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", tc("", "4")),
        tr(&[tc("", "5"), tc("", "6")]),
    ]);
    assert_eq!(text(&rows), "1\t3\n5\t6\n");
}

#[test]
fn comments_notes_and_hidden_text_are_left_out() {
    let body = r#"<w:p><w:commentRangeStart/><w:r><w:t>甲</w:t></w:r><w:r><w:commentReference/></w:r>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>
      <w:r><w:footnoteReference/></w:r></w:p>"#;
    let converted = read(body);
    assert_eq!(converted.text, "甲显\n\n");
    assert_eq!(converted.left_out, LeftOut { comments: true, notes: true, changes: false });
}

#[test]
fn fields_show_their_results() {
    let character = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (character("begin"), character("separate"), character("end"));
    let inner = format!("{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{separate}{}{end}", run("9"));
    let body = format!(
        "<w:p>{begin}<w:r><w:instrText>IF</w:instrText></w:r>{inner}{separate}{}{end}{}</w:p>",
        run("28"),
        run("件")
    );
    assert_eq!(text(&body), "28件\n");
    assert_eq!(
        text(&format!("<w:p>{begin}{}</w:p>{}", run("丢"), p("后"))),
        "后\n",
        "a field without an end hides little"
    );
    assert_eq!(text("<w:p><w:fldSimple><w:r><w:t>28</w:t></w:r></w:fldSimple></w:p>"), "28\n");
}

#[test]
fn text_boxes_are_read_once_after_their_paragraph() {
    let inner = format!("<w:txbxContent>{}{}</w:txbxContent>", p("框一"), p("框二"));
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>同段</w:t></w:r></w:p>"
    );
    assert_eq!(text(&body), "前同段\n框一\n框二\n");
    let old = format!("<w:p><w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r></w:p>");
    assert_eq!(text(&old), "框一\n框二\n");
}

#[test]
fn content_controls_count_once_they_are_filled_in() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(text))
    };
    let body = control("", "填") + &control("<w:alias/><w:showingPlcHdr/>", "单击此处输入文字") + &p("后");
    assert_eq!(text(&body), "填\n后\n");
    let row = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", tc("", "1"));
    assert_eq!(text(&tbl(&[tr(&[row, tc("", "2")])])), "1\t2\n");
}

#[test]
fn lists_are_numbered_like_in_word() {
    let lists = r#"<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
      <w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
      <w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>"#;
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>"#;
    let numbered =
        |properties: &str, text: &str| format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let style = "<w:pStyle w:val=\"a\"/>";
    let second = "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr>";
    let body = [
        numbered("<w:pStyle w:val=\"t\"/>", "目录中的一行"),
        numbered(style, "总体情况"),
        numbered(second, "主动公开"),
        numbered(second, "依申请公开"),
        numbered("<w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "不编号"),
        numbered(&format!("{style}<w:pPrChange><w:pPr>{second}</w:pPr></w:pPrChange>"), "主动公开政府信息情况"),
    ];
    let converted = word(&with_lists(&body.concat(), lists, styles)).expect("a document");
    let lines: Vec<&str> = converted.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["一、总体情况", "（一）主动公开", "（二）依申请公开", "不编号", "二、主动公开政府信息情况"]);
}

#[test]
fn merged_cells_are_one_cell_with_blanks() {
    let rows = [
        tr(&[
            tc("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "标题"),
            tc("<w:gridSpan w:val=\"2\"/>", "情况"),
        ]),
        tr(&[tc("<w:gridSpan w:val=\"2\"/><w:vMerge/>", "不显示"), tc("", "自然人"), tc("", "总计")]),
        tr(&[tc("", "三、本年度办\n理结果"), tc("", "（一）"), tc("", "1"), tc("", "2")]),
        tr(&[tc("<w:hMerge w:val=\"restart\"/>", "旧"), tc("<w:hMerge/>", ""), tc("", "3"), tc("", "4")]),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr>", tc("", "5")),
    ];
    let converted = read(&(p("前") + &tbl(&rows) + &tbl(&[tr(&[tc("", "又")])])));
    let expected =
        "前\n\n标题\t\t情况\t\n\t\t自然人\t总计\n三、本年度办理结果\t（一）\t1\t2\n旧\t\t3\t4\n\t\t5\t\n\n又\n\n";
    assert_eq!(converted.text, expected);
    let place = |words: &str| converted.places.place(expected.find(words).expect("it is there"));
    assert_eq!(place("前"), Some(Place::Paragraph { number: 1, page: None }));
    assert_eq!(place("4\n"), Some(Place::Cell { table: 1, row: 4, column: 4, page: None }));
    assert_eq!(place("5\t"), Some(Place::Cell { table: 1, row: 5, column: 3, page: None }));
    assert_eq!(place("又"), Some(Place::Cell { table: 2, row: 1, column: 1, page: None }));
}

#[test]
fn documents_of_other_kinds_are_refused_with_a_reason() {
    assert_eq!(word(b"PK\x05\x06"), Err(Failure::OtherKind));
    assert_eq!(word(&package(&[("xl/workbook.xml", "")])), Err(Failure::OtherKind));
    assert_eq!(word(&package(&[("word/document.xml", "")])), Err(Failure::Damaged));
    let relations =
        r#"<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    assert_eq!(word(&package(&[("_rels/.rels", relations)])), Err(Failure::Damaged));
    let workbook = relations.replace("word/document.xml", "xl/workbook.xml");
    assert_eq!(word(&package(&[("_rels/.rels", &workbook), ("xl/workbook.xml", "<x/>")])), Err(Failure::OtherKind));
}

/// How each cell of the document is merged, in order.
fn merges(converted: &Converted) -> Vec<Option<Merge>> {
    (0..converted.places.iter().count()).map(|index| converted.places.merge(index)).collect()
}

#[test]
fn cells_that_continue_the_cell_above_are_marked() {
    let rows = tbl(&[
        tr(&[tc("<w:vMerge w:val=\"restart\"/>", "甲"), tc("", "1")]),
        tr(&[tc("<w:vMerge/>", "隐"), tc("<w:gridSpan w:val=\"2\"/>", "2")]),
    ]);
    let converted = read(&format!("{}{rows}", p("一、")));
    assert_eq!(merges(&converted), [None, None, None, Some(Merge::Continues), None]);
    let page = page("<p>一、<table><tr><td rowspan=2>甲<td>1<tr><td>2</table>".as_bytes()).expect("a page");
    assert_eq!(merges(&page), [None, Some(Merge::Covers(2)), None, None]);
}
