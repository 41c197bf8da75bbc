//! Comments and tracked changes are written at their words, and everything else stays.

mod support;

use std::io::{Cursor, Read};

use gouji_convert::{Failure, Note, TrackedChange, annotate, word};
use support::{document, p, package, tbl, tc, tr, with_lists};
use zip::ZipArchive;

/// A part of a package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

fn note(text: &str, words: &str) -> Note {
    let start = text.find(words).expect("it is there");
    Note { span: start..start + words.len(), lines: vec![format!("见“{words}”<"), "改".into()] }
}

fn revision(text: &str, words: &str, new: &str) -> TrackedChange {
    let start = text.find(words).expect("it is there");
    TrackedChange { span: start..start + words.len(), text: new.into() }
}

/// The words that the comment with this id encloses, without deleted ones.
fn enclosed(document: &str, id: usize) -> String {
    let start = document.split(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).nth(1).expect("a start");
    let range = start.split(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).next().expect("an end");
    let texts = range.split("<w:t").skip(1).filter_map(|rest| rest.split_once('>')?.1.split("</w:t>").next());
    texts.collect()
}

#[test]
fn comments_enclose_their_words() {
    let split = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>全年新收</w:t></w:r><w:r><w:t>申</w:t></w:r><w:r><w:t>请&amp;27件</w:t></w:r></w:p>";
    let rows = tbl(&[tr(&[tc("", "甲"), tc("", "11")]), tr(&[tc("", "乙"), tc("", "")])]);
    let bytes = document(&(p("标题") + split + &rows));
    let text = word(&bytes).expect("a document").text;
    let blank = text.find("乙\t").expect("a row") + "乙\t".len();
    let notes = [
        note(&text, "收申请&27"),
        note(&text, "标题"),
        note(&text, "11"),
        Note { span: blank..blank, lines: vec!["空".into()] },
    ];
    let annotated = annotate(&bytes, &text, &notes, &[]).expect("a document");
    let document = part(&annotated.bytes, "word/document.xml");
    assert_eq!([0, 1, 2, 3].map(|id| enclosed(&document, id)), ["收申请&amp;27", "标题", "11", ""], "{document}");
    // The second half of the split run keeps its properties.
    assert!(document.contains("<w:t xml:space=\"preserve\">全年新</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">收</w:t>"), "{document}");
    let comments = part(&annotated.bytes, "word/comments.xml");
    assert!(comments.contains("w:author=\"gouji\"") && comments.contains("见“标题”&lt;"), "{comments}");
    assert!(!comments.contains("w:date"), "the core has no clock");
    assert!(part(&annotated.bytes, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    assert_eq!(word(&annotated.bytes).expect("a document").text, text);
}

#[test]
fn accepted_revisions_give_the_fixed_text() {
    let runs = "<w:p><w:r><w:t>收到2</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>7 件,</w:t></w:r><w:r><w:t>其中</w:t></w:r></w:p>";
    let bytes = document(&(runs.to_owned() + &tbl(&[tr(&[tc("", "甲"), tc("", "11")])])));
    let text = word(&bytes).expect("a document").text;
    let revisions = [
        revision(&text, "27", "28"),
        revision(&text, " ", ""),
        revision(&text, ",", "，"),
        TrackedChange {
            span: text.find("其中").expect("it") + 6..text.find("其中").expect("it") + 6,
            text: "<新>".into(),
        },
        revision(&text, "11", "12"),
    ];
    let annotated = annotate(&bytes, &text, &[note(&text, "27"), note(&text, "7 件")], &revisions).expect("a document");
    assert_eq!(annotated.is_tracked, [true; 5]);
    let read = word(&annotated.bytes).expect("a document");
    assert_eq!(read.text, "收到28件，其中<新>\n\n甲\t12\n\n");
    assert!(read.left_out.changes && read.left_out.comments);
    let document = part(&annotated.bytes, "word/document.xml");
    assert!(document.contains("<w:delText xml:space=\"preserve\">2</w:delText>"), "{document}");
    assert_eq!(document.matches("<w:del ").count(), document.matches("</w:del>").count());
    // Without the insertions and with the deletions it is the old text.
    let rejected = document.replace("delText", "t").replace("w:del ", "w:x ").replace("/w:del>", "/w:x>");
    let rejected = rejected.replace("<w:ins ", "<w:del ").replace("</w:ins>", "</w:del>");
    let whole = package(&[("_rels/.rels", &part(&annotated.bytes, "_rels/.rels")), ("word/document.xml", &rejected)]);
    assert_eq!(word(&whole).expect("a document").text, text);
}

#[test]
fn changes_that_cannot_be_tracked_are_left_to_the_comment() {
    let lists = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
        <w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>";
    let heading = "<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>总体</w:t></w:r></w:p>";
    let inserted = "<w:p><w:ins w:id=\"41\"><w:r><w:t>二八</w:t></w:r></w:ins></w:p>";
    let bytes = with_lists(&(heading.to_owned() + inserted), lists, "");
    let text = word(&bytes).expect("a document").text;
    assert!(text.starts_with("一、总体"), "{text}");
    let revisions = [revision(&text, "一、", "二、"), revision(&text, "总体", "总"), revision(&text, "二八", "二九")];
    let annotated = annotate(&bytes, &text, &[note(&text, "一、总体")], &revisions).expect("a document");
    assert_eq!(annotated.is_tracked, [false, true, false]);
    assert_eq!(word(&annotated.bytes).expect("a document").text, "一、总\n\n二八\n\n");
    let document = part(&annotated.bytes, "word/document.xml");
    assert!(document.contains("<w:del w:id=\"42\""), "ids are new: {document}");
}

#[test]
fn old_comments_and_other_parts_stay() {
    let relation =
        |kind: &str, target: &str| format!("<R><Relationship Id=\"a\" Type=\"x/{kind}\" Target=\"{target}\"/></R>");
    let body = "<w:document><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>";
    let old = "<w:comments><w:comment w:id=\"7\"><w:p/></w:comment></w:comments>";
    let bytes = package(&[
        ("_rels/.rels", &relation("officeDocument", "word/document.xml")),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", &relation("comments", "notes/c.xml")),
        ("word/notes/c.xml", old),
        ("word/media/image1.png", "picture"),
    ]);
    let annotated = annotate(&bytes, "甲\n\n", &[note("甲\n\n", "甲")], &[]).expect("a document");
    let comments = part(&annotated.bytes, "word/notes/c.xml");
    assert!(
        comments.starts_with("<w:comments><w:comment w:id=\"7\"><w:p/></w:comment><w:comment w:id=\"8\""),
        "{comments}"
    );
    let raw = |bytes: &[u8], name: &str| {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let (start, size, time) = {
            let index = archive.index_for_name(name).expect(name);
            let entry = archive.by_index_raw(index).expect(name);
            (entry.data_start().expect("an offset"), entry.compressed_size(), entry.last_modified())
        };
        let start = usize::try_from(start).expect("small");
        (bytes[start..start + usize::try_from(size).expect("small")].to_vec(), time)
    };
    for name in ["_rels/.rels", "word/_rels/document.xml.rels", "word/media/image1.png"] {
        assert_eq!(raw(&bytes, name), raw(&annotated.bytes, name), "{name}");
    }
    let again = annotate(&bytes, "甲\n\n", &[note("甲\n\n", "甲")], &[]).expect("a document");
    assert_eq!(again.bytes, annotated.bytes, "the same input gives the same bytes");
    assert_eq!(annotate(&bytes, "乙\n\n", &[], &[]), Err(Failure::OtherKind), "the text of another document");
    assert_eq!(annotate(b"PK\x03\x04", "", &[], &[]), Err(Failure::Damaged));
}
