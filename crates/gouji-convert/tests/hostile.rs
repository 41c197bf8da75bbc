//! Hostile bytes cause no panic, use bounded memory, and give a map that fits the text.

mod support;

use std::io::{Cursor, Write};

use gouji_convert::{Converted, Failure, Note, TrackedChange, annotate, word};
use support::{document, p, package, tbl, tc, tr, with_lists};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes of text that a document of this test may give at most.
const MAX_TEXT: usize = 1 << 20;

/// Asserts the properties of every converted document.
fn assert_valid(converted: &Converted) {
    let (text, mut before) = (&converted.text, 0);
    assert!(text.len() < MAX_TEXT, "{} bytes", text.len());
    for (start, place) in converted.places.iter() {
        assert!(start >= before && text.is_char_boundary(start), "{place:?} at {start}");
        before = start;
    }
    assert_eq!(converted.places.place(0).is_none(), text.is_empty());
}

fn convert(bytes: &[u8]) -> Result<(), Failure> {
    word(bytes).map(|converted| {
        assert_valid(&converted);
        assert_annotated(bytes, &converted);
    })
}

/// Asserts that a document with comments and a tracked change has the same text with the change.
fn assert_annotated(bytes: &[u8], converted: &Converted) {
    let text = &converted.text;
    let notes: Vec<Note> =
        converted.places.iter().map(|(start, _)| Note { span: start..text.len(), lines: vec!["注".into()] }).collect();
    let changed = text.char_indices().find(|(_, character)| character.is_ascii_digit());
    let revision = changed.map(|(at, _)| TrackedChange { span: at..at + 1, text: "八".into() });
    let Ok(annotated) = annotate(bytes, text, &notes, revision.as_slice()) else { return };
    let expected = match (changed, annotated.is_tracked.first()) {
        (Some((at, _)), Some(true)) => {
            let (head, tail) = text.split_at(at);
            [head, "八", tail.get(1..).unwrap_or_default()].concat()
        }
        _ => text.clone(),
    };
    assert_eq!(word(&annotated.bytes).map(|converted| converted.text), Ok(expected));
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

/// A body with an example of every element that gouji reads.
fn body() -> String {
    let merged = tc("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "一、总体情况");
    let control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>";
    let fields = "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/>\
        <w:t>&amp;&#20;</w:t><w:br/></w:r><w:del><w:r/></w:del></w:p>";
    let boxes = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>",
        tbl(&[tr(&[tc("<w:hMerge/>", "框")])])
    );
    p("前")
        + fields
        + control
        + &boxes
        + &tbl(&[tr(&[merged, tc("<w:vMerge/>", "1")]), tr(&[tc("", &p("2")), tc("", "3")])])
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
    <w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/>\
    <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride></w:num>";
const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>";

/// Names of elements that may replace each other.
const NAMES: [&str; 20] = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:pPr",
    "w:rPr",
    "w:tcPr",
    "w:numPr",
    "w:sdt",
    "w:sdtPr",
    "w:txbxContent",
    "w:del",
    "w:vMerge",
    "w:gridSpan",
    "w:lvl",
    "w:num",
    "mc:Choice",
    "w:abstractNum",
];

/// The XML with one kind of element renamed to another, so that it stays well-formed.
fn renamed(xml: &str, random: &mut Random) -> String {
    let (old, new) = (NAMES[random.below(NAMES.len())], NAMES[random.below(NAMES.len())]);
    let ends = [" ", ">", "/"];
    ends.iter().fold(xml.to_owned(), |xml, end| xml.replace(&format!("{old}{end}"), &format!("{new}{end}")))
}

/// The XML with a piece removed, doubled, moved or overwritten.
fn mutated(xml: &str, random: &mut Random) -> String {
    let pieces: Vec<&str> = xml.split_inclusive(['>', '"']).collect();
    let (from, to) = (random.below(pieces.len()), random.below(pieces.len()));
    let (from, to) = (from.min(to), (from.max(to) + 1).min(from.min(to) + 1 + random.below(8)));
    let (head, piece, tail) = (&pieces[..from], &pieces[from..to.max(from)], &pieces[to.max(from)..]);
    let number = ["-1", "99999999999999999999", "9223372036854775807", "", "\u{0}", "<", "65535"][random.below(7)];
    match random.below(4) {
        0 => [head, tail].concat().concat(),
        1 => [head, piece, piece, tail].concat().concat(),
        2 => [head.concat(), number.to_owned(), "\"".to_owned(), tail.concat()].concat(),
        _ => [tail, piece, head].concat().concat(),
    }
}

#[test]
fn mutated_documents_are_read_or_refused() {
    let mut random = Random(17);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3_000 {
        let [mut body, mut lists, mut styles] = [body(), LISTS.to_owned(), STYLES.to_owned()];
        for _ in 0..=random.below(4) {
            let part = [&mut body, &mut lists, &mut styles][[0, 0, 0, 1, 2][random.below(5)]].clone();
            let new = if random.below(8) == 0 { mutated(&part, &mut random) } else { renamed(&part, &mut random) };
            [&mut body, &mut lists, &mut styles]
                .into_iter()
                .filter(|old| **old == part)
                .for_each(|old| *old = new.clone());
        }
        match convert(&with_lists(&body, &lists, &styles)) {
            Ok(()) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 300 && refused > 300, "{read} read, {refused} refused");
}

#[test]
fn packages_that_are_cut_or_overwritten_are_read_or_refused() {
    let whole = with_lists(&body(), LISTS, STYLES);
    assert_eq!(convert(&whole), Ok(()));
    for end in 0..whole.len() {
        assert!(convert(&whole[..end]).is_err(), "{end} of {} bytes", whole.len());
    }
    let mut random = Random(5);
    for _ in 0..3_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            bytes[at] = u8::try_from(random.below(256)).expect("a byte");
        }
        let _ = convert(&bytes);
    }
}

/// A document whose part is `head`, followed by `piece` so many times.
fn bomb(head: &str, piece: &str, times: usize) -> Vec<u8> {
    let relations = r#"<Relationships><Relationship Type="x/officeDocument" Target="d.xml"/></Relationships>"#;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("_rels/.rels", SimpleFileOptions::default()).expect("a part");
    writer.write_all(relations.as_bytes()).expect("a part");
    writer.start_file("d.xml", SimpleFileOptions::default()).expect("a part");
    writer.write_all(head.as_bytes()).expect("a part");
    let many = piece.repeat(1_000);
    for _ in 0..times / 1_000 {
        writer.write_all(many.as_bytes()).expect("a part");
    }
    writer.finish().expect("a package").into_inner()
}

#[test]
fn documents_that_grow_when_unpacked_are_refused() {
    let zeros = bomb("<w:document>", " ", 64 << 20);
    assert!(zeros.len() < 1 << 20, "{} bytes", zeros.len());
    assert_eq!(convert(&zeros), Err(Failure::TooLarge));
    assert_eq!(convert(&bomb("", "<w:p>", 100_000)), Err(Failure::TooLarge));
    assert_eq!(convert(&bomb("<w:body><w:tbl><w:tr>", "<w:tc/>", 2_000_000)), Err(Failure::TooLarge));
    let wide = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"250\"/></w:tcPr></w:tc><w:tc/></w:tr>";
    assert_eq!(convert(&document(&tbl(&[wide.replace("250", "4000000000")]))), Err(Failure::TooLarge));
    // Grid columns without cell edges between them are one column, in any number of rows.
    assert_eq!(convert(&document(&tbl(&[wide.repeat(10_000)]))), Ok(()));
    let entries: Vec<String> = (0..20_000).map(|at| at.to_string()).collect();
    let entries: Vec<(&str, &str)> = entries.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(convert(&package(&entries)), Err(Failure::TooLarge));
}

#[test]
fn entities_of_a_document_are_not_expanded() {
    let entity = |name: &str, of: &str| format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10));
    let head = format!("<!DOCTYPE w:document [<!ENTITY a \"lol\">{}{}]>", entity("b", "a"), entity("c", "b"));
    let relations = r#"<Relationships><Relationship Type="x/officeDocument" Target="d.xml"/></Relationships>"#;
    let part = format!("{head}<w:document>{}</w:document>", p("甲&c;乙"));
    let converted = word(&package(&[("_rels/.rels", relations), ("d.xml", &part)])).expect("a document");
    assert_eq!(converted.text, "甲乙\n\n");
}

#[test]
fn the_label_of_a_list_is_short() {
    let long = "长".repeat(100_000);
    let lists = LISTS.replace("%1、", &long);
    let body =
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>".repeat(1_000);
    assert_eq!(convert(&with_lists(&body, &lists, "")), Ok(()));
}
