//! Documents in the format of Word 97 to 2003 become the text that Word shows.

use gouji_convert::{Failure, LeftOut, Place, word97};
use gouji_testkit::word97::{IN_TABLE, ROW_END, Word97, compound, definition, document};

/// Modifiers (`sprmCFRMarkDel`, `sprmCFRMarkIns`, `sprmCFVanish`).
const DELETED: [u8; 3] = [0x00, 0x08, 1];
const INSERTED: [u8; 3] = [0x01, 0x08, 1];
const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];

/// The text of a document, one line per paragraph.
fn text(word: &Word97) -> String {
    word97(&word.bytes()).expect("a document").text.replace("\n\n", "\n")
}

#[test]
fn text_keeps_its_breaks_and_loses_marks_without_text() {
    let mut word = Word97::default();
    word.paragraph("新收\t28件\u{b}二\u{1}\u{1e}\u{1f}𠮷").paragraph("").run("前\u{c}", &[]).paragraph("后");
    assert_eq!(text(&word), "新收 28件\n二-𠮷\n前\n后\n");
}

#[test]
fn changes_are_taken_as_accepted_and_hidden_text_is_left_out() {
    let mut word = Word97::default();
    word.run("收到", &[]).run("27", &DELETED).run("28", &INSERTED).run("隐", &HIDDEN).run("件", &[]);
    word.end("\r", 0, &[], &DELETED).paragraph("。");
    let converted = word97(&word.bytes()).expect("a document");
    assert_eq!(converted.text, "收到28件。\n\n");
    assert_eq!(converted.left_out, LeftOut { changes: true, ..LeftOut::default() });
}

#[test]
fn fields_show_their_results() {
    let mut word = Word97::default();
    word.paragraph("共\u{13}IF \u{13}PAGE\u{14}9\u{15}\u{14}28\u{15}件").paragraph("\u{13}丢").paragraph("后");
    assert_eq!(text(&word), "共28件\n后\n");
}

#[test]
fn merged_cells_are_one_cell_with_blanks() {
    let (restart, continued) = (3 << 5, 1 << 5);
    let mut word = Word97::default();
    word.paragraph("前");
    word.row(-108, &[(1900, restart, "标题"), (3900, 0, "情况")]);
    word.row(-100, &[(1900, continued, "不显示"), (2900, 0, "自然人"), (3905, 0, "总计")]);
    word.row(-108, &[(900, 0, "三"), (1900, 0, "（一）"), (2900, 0, "1"), (3900, 0, "2")]);
    word.row(-108, &[(900, 2, "旧"), (1900, 1, ""), (2900, 0, "3"), (3900, 0, "4")]);
    word.row(1900, &[(2900, 0, "5"), (3900, 0, "")]);
    word.paragraph("后").row(0, &[(900, 0, "又")]);
    let converted = word97(&word.bytes()).expect("a document");
    let expected = "前\n\n标题\t\t情况\t\n\t\t自然人\t总计\n三\t（一）\t1\t2\n旧\t\t3\t4\n\t\t5\t\n\n后\n\n又\n\n";
    assert_eq!(converted.text, expected);
    let place = |words: &str| converted.places.place(expected.find(words).expect("it is there"));
    assert_eq!(place("后"), Some(Place::Paragraph { number: 2, page: None }));
    assert_eq!(place("4\n"), Some(Place::Cell { table: 1, row: 4, column: 4, page: None }));
    assert_eq!(place("5\t"), Some(Place::Cell { table: 1, row: 5, column: 3, page: None }));
    assert_eq!(place("又"), Some(Place::Cell { table: 2, row: 1, column: 1, page: None }));
}

#[test]
fn a_deleted_row_is_left_out() {
    let mut word = Word97::default();
    word.row(0, &[(900, 0, "1"), (1800, 0, "2")]);
    for words in ["3", "4"] {
        word.run(words, &DELETED).end("\u{7}", 0, &IN_TABLE, &[]);
    }
    let cells = [(900, 0, ""), (1800, 0, "")];
    word.end("\u{7}", 0, &[&IN_TABLE[..], &ROW_END, &definition(0, &cells)].concat(), &DELETED);
    word.row(0, &[(900, 0, "5"), (1800, 0, "6")]);
    let empty = [(900, 0, ""), (1800, 0, "")];
    word.run("留", &[]).end("\u{7}", 0, &IN_TABLE, &[]).end("\u{7}", 0, &IN_TABLE, &[]);
    word.end("\u{7}", 0, &[&IN_TABLE[..], &ROW_END, &definition(0, &empty)].concat(), &DELETED);
    assert_eq!(text(&word), "1\t2\n5\t6\n留\t\n");
}

#[test]
fn a_table_of_tables_is_replaced_by_its_content() {
    // sprmPItap and sprmPFInnerTableCell, sprmPFInnerTtp
    let depth = |depth: u8| [&IN_TABLE[..], &[0x49, 0x66, depth, 0, 0, 0]].concat();
    let mut word = Word97::default();
    for words in ["甲", "乙"] {
        word.run(words, &[]).end("\r", 0, &[&depth(2)[..], &[0x4B, 0x24, 1]].concat(), &[]);
    }
    let inner = definition(0, &[(900, 0, ""), (1800, 0, "")]);
    word.end("\r", 0, &[&depth(2)[..], &[0x4B, 0x24, 1, 0x4C, 0x24, 1], &inner].concat(), &[]);
    word.run("外", &[]).end("\u{7}", 0, &depth(1), &[]);
    word.end("\u{7}", 0, &[&depth(1)[..], &ROW_END, &definition(0, &[(1800, 0, "")])].concat(), &[]);
    assert_eq!(text(&word), "甲\t乙\n外\n");
}

/// A level (`LVL`) with this format and label.
fn level(start: u8, format: u8, places: [u8; 2], label: &str) -> Vec<u8> {
    let mut level = vec![start, 0, 0, 0, format, 0, places[0], places[1]];
    level.resize(28, 0);
    let label: Vec<u16> = label.encode_utf16().collect();
    level.extend(u16::try_from(label.len()).expect("a short label").to_le_bytes());
    level.extend(label.iter().flat_map(|unit| unit.to_le_bytes()));
    level
}

#[test]
fn lists_are_numbered_like_in_word() {
    let mut definition = vec![1, 0, 77, 0, 0, 0];
    definition.resize(2 + 28, 0);
    let mut decimal = level(1, 0, [1, 3], "\0.\u{1}");
    // All numbers of this level are decimal (`fLegal`).
    decimal[5] = 4;
    let levels = [level(1, 39, [1, 0], "\0、"), level(1, 37, [2, 0], "（\u{1}）"), decimal];
    let rest = vec![level(1, 0, [0, 0], ""); 6];
    let mut lists = vec![1, 0, 0, 0, 77];
    lists.resize(4 + 16, 0);
    lists.extend([0xFF; 4]);
    // The styles: one without properties, one with a list (sprmPIlfo), one for a table of contents.
    let style = |built_in: u8, properties: &[u8]| {
        let length = u8::try_from(properties.len() + 2).expect("a short list");
        [&[built_in, 0, 0xF1, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, length, 0, 0, 0][..], properties].concat()
    };
    let mut styles = vec![6, 0, 3, 0, 10, 0, 0, 0];
    for style in [style(0, &[]), style(1, &[0x0B, 0x46, 1, 0]), style(19, &[])] {
        styles.extend(u16::try_from(style.len()).expect("a short style").to_le_bytes());
        styles.extend(style);
    }
    let mut word = Word97::default();
    word.table(1, styles).table(73, definition).levels([levels.concat(), rest.concat()].concat()).table(74, lists);
    let list = |level: u8| [0x0B, 0x46, 1, 0, 0x0A, 0x26, level];
    word.run("目录中的一行", &[]).end("\r", 2, &[], &[]);
    word.run("总体情况", &[]).end("\r", 1, &[], &[]);
    word.run("主动公开", &[]).end("\r", 0, &list(1), &[]).run("依申请公开", &[]).end("\r", 0, &list(1), &[]);
    word.run("细目", &[]).end("\r", 0, &list(2), &[]);
    word.run("不编号", &[]).end("\r", 1, &[0x0B, 0x46, 0, 0], &[]);
    word.run("主动公开政府信息情况", &[]).end("\r", 1, &[], &[]);
    assert_eq!(
        text(&word),
        "一、总体情况\n（一）主动公开\n（二）依申请公开\n1.2 细目\n不编号\n二、主动公开政府信息情况\n"
    );
}

#[test]
fn text_boxes_are_read_after_their_paragraph_and_notes_are_not() {
    let mut word = Word97::default();
    word.paragraph("前\u{8}同段").paragraph("后").paragraph("脚注").paragraph("框");
    word.length(1, 3).length(6, 2);
    // The shape with id 7 is anchored to the second character.
    let mut shapes = [1_u32.to_le_bytes(), 99_u32.to_le_bytes()].concat();
    shapes.extend([7, 0, 0, 0]);
    shapes.resize(8 + 26, 0);
    let mut boxes = [0_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
    boxes.resize(8 + 14, 0);
    boxes.extend([7, 0, 0, 0, 0, 0, 0, 0]);
    word.table(40, shapes).table(56, boxes);
    let converted = word97(&word.bytes()).expect("a document");
    assert_eq!(converted.text, "前同段\n\n框\n\n后\n\n");
    assert_eq!(converted.left_out, LeftOut { notes: true, ..LeftOut::default() });
}

#[test]
fn documents_of_other_kinds_are_refused_with_a_reason() {
    assert_eq!(word97(b""), Err(Failure::OtherKind));
    assert_eq!(word97(b"PK\x03\x04"), Err(Failure::OtherKind));
    assert_eq!(word97(b"\xD0\xCF\x11\xE0"), Err(Failure::Damaged));
    assert_eq!(word97(&compound(&[("/Workbook", b"")])), Err(Failure::OtherKind));
    assert_eq!(word97(&compound(&[("/EncryptedPackage", b"")])), Err(Failure::Encrypted));
    assert_eq!(word97(&compound(&[("/WordDocument", b"")])), Err(Failure::Damaged));
    assert_eq!(
        word97(&compound(&[("/WordDocument", &[0xDC, 0xA5, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0])])),
        Err(Failure::OldWord)
    );
    assert_eq!(word97(&Word97::default().flags(0x0100).bytes()), Err(Failure::Encrypted));
    let (whole, _) = Word97::default().paragraph("甲").streams();
    assert_eq!(word97(&compound(&[("/WordDocument", &whole)])), Err(Failure::Damaged), "without the tables");
    assert_eq!(word97(&compound(&[("/WordDocument", &whole), ("/1Table", b"")])), Err(Failure::Damaged));
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

#[test]
fn mutated_documents_are_read_or_refused() {
    let mut word = Word97::default();
    word.run("一、总体情况", &INSERTED).end("\r", 0, &[0x0B, 0x46, 1, 0], &[]);
    word.row(0, &[(900, 3 << 5, "甲"), (1800, 2, "乙"), (2700, 1, "")]).paragraph("\u{13}X\u{14}1\u{15}");
    let (document, table) = word.streams();
    let mut random = Random(97);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..2_000 {
        let (mut document, mut table) = (document.clone(), table.clone());
        for _ in 0..=random.below(4) {
            let stream = if random.below(2) == 0 { &mut document } else { &mut table };
            let at = random.below(stream.len());
            stream[at] = [0, 1, 2, 7, 0x7F, 0x80, 0xFF, 13][random.below(8)];
            if random.below(16) == 0 {
                stream.truncate(at);
            }
            if stream.is_empty() {
                stream.push(0);
            }
        }
        match word97(&compound(&[("/WordDocument", &document), ("/1Table", &table)])) {
            Ok(converted) => {
                read += 1;
                for (start, place) in converted.places.iter() {
                    assert!(converted.text.is_char_boundary(start), "{place:?}");
                }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 250 && refused > 50, "{read} read, {refused} refused");
}

#[test]
fn containers_that_are_cut_or_overwritten_are_read_or_refused() {
    let whole = document("一、总体情况\n甲\t乙\n1\t2\n");
    assert!(word97(&whole).is_ok());
    for end in (0..whole.len()).step_by(97) {
        let _ = word97(&whole[..end]);
    }
    let mut random = Random(5);
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(3) {
            let end = bytes.len().min(1024 + random.below(bytes.len()));
            let at = random.below(end);
            bytes[at] = u8::try_from(random.below(256)).expect("a byte");
        }
        let _ = word97(&bytes);
    }
}

#[test]
fn a_text_longer_than_the_limit_is_refused() {
    let (mut document, table) = Word97::default().paragraph("甲").streams();
    document[76..80].copy_from_slice(&u32::to_le_bytes(8 << 20));
    assert_eq!(word97(&compound(&[("/WordDocument", &document), ("/1Table", &table)])), Err(Failure::TooLarge));
}

#[test]
fn texts_that_overlap_are_not_repeated() {
    let mut word = Word97::default();
    word.paragraph("前").paragraph("框").length(6, 2);
    let positions = [0_u32, 2].into_iter().cycle().take(2001).flat_map(u32::to_le_bytes);
    word.table(56, positions.chain(std::iter::repeat_n(0, 2000 * 22)).collect());
    assert_eq!(text(&word), "前\n框\n");
    let (document, table) = Word97::default().paragraph("甲").streams();
    let at = table.windows(5).position(|window| window == [2, 16, 0, 0, 0]).expect("the pieces");
    let piece = table[at + 13..at + 21].to_vec();
    let positions = [0_u32, 2].into_iter().cycle().take(2001).flat_map(u32::to_le_bytes);
    let pieces: Vec<u8> = positions.chain(piece.into_iter().cycle().take(2000 * 8)).collect();
    let length = u32::try_from(pieces.len()).expect("small");
    let (mut document, mut table) = (document, table);
    document[154 + 33 * 8..154 + 33 * 8 + 4].copy_from_slice(&u32::try_from(table.len()).expect("small").to_le_bytes());
    document[154 + 33 * 8 + 4..154 + 33 * 8 + 8].copy_from_slice(&(length + 5).to_le_bytes());
    table.extend([&[2][..], &length.to_le_bytes(), &pieces].concat());
    let converted = word97(&compound(&[("/WordDocument", &document), ("/1Table", &table)])).expect("a document");
    assert_eq!(converted.text, "甲\n\n");
}
