//! Hostile PDF files cause no panic and use bounded time and memory.
#![cfg(feature = "pdf")]

#[path = "support/pdf.rs"]
mod support;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji_convert::{Converted, Failure, pdf};
use support::{Sheet, file, stream, with_resources};

/// Asserts the properties of every converted document.
fn assert_valid(converted: &Converted) {
    let (text, mut before) = (&converted.text, 0);
    for (start, place) in converted.places.iter() {
        assert!(start >= before && text.is_char_boundary(start), "{place:?} at {start}");
        before = start;
    }
    assert_eq!(converted.places.place(0).is_none(), text.is_empty());
}

fn convert(bytes: &[u8]) -> Result<(), Failure> {
    pdf(bytes).map(|converted| assert_valid(&converted))
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}

/// A file with text, a table and a form.
fn whole() -> Vec<u8> {
    let xs = [100.0, 200.0, 300.0];
    let sheet = Sheet("q /X0 Do Q\n".to_owned())
        .grid(&xs, &[200.0, 220.0, 240.0])
        .row(&xs, 215.0, &["甲", "1"])
        .row(&xs, 235.0, &["乙", "2"])
        .text(100.0, 300.0, 10.0, "一、总体情况")
        .fill(100.0, 305.0, 90.0, 1.0);
    with_resources(&[sheet.clone(), sheet], "", &[("", Sheet::default().text(9.0, 9.0, 10.0, "框").0)], "")
}

#[test]
fn files_that_are_cut_or_overwritten_are_read_or_refused() {
    let whole = whole();
    assert_eq!(convert(&whole), Ok(()));
    for end in (0..whole.len()).step_by(17) {
        let _ = convert(&whole[..end]);
    }
    let mut random = Random(5);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..1_500 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(6) {
            let at = random.below(bytes.len());
            bytes[at] = u8::try_from(random.below(256)).expect("a byte");
        }
        match convert(&bytes) {
            Ok(()) => read += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(read > 100, "{read} read, {refused} refused");
}

/// Words of a PDF file that may replace each other.
const WORDS: [&str; 16] = [
    "/Kids",
    "/Page",
    "/Pages",
    "/Contents",
    "/Font",
    "/XObject",
    "/Form",
    "/Parent",
    " 2 0 R",
    " 6 0 R",
    " 7 0 R",
    "/ToUnicode",
    "Tj",
    " re",
    " Tf",
    "/Resources",
];

#[test]
fn files_with_exchanged_words_are_read_or_refused() {
    let whole = String::from_utf8(whole()).expect("it is ASCII");
    let mut random = Random(11);
    for _ in 0..500 {
        let mut text = whole.clone();
        for _ in 0..=random.below(2) {
            let (old, new) = (WORDS[random.below(WORDS.len())], WORDS[random.below(WORDS.len())]);
            text = text.replacen(old, new, 1 + random.below(3));
        }
        let _ = convert(text.as_bytes());
    }
}

#[test]
fn forms_within_forms_end() {
    let twenty = "/X0 Do /X1 Do ".repeat(10);
    let forms = [("", twenty.clone()), ("", twenty.clone())];
    let file = with_resources(&[Sheet(twenty)], "", &forms, "");
    assert!(convert(&file).is_err(), "forms that draw each other");
    // A tree without a loop, which is wide instead of deep.
    let wide = |name: &str| format!("/{name} Do ").repeat(200);
    let forms: Vec<(&str, String)> = (1..=8).map(|index| ("", wide(&format!("X{index}")))).collect();
    let file = with_resources(&[Sheet(wide("X0"))], "", &forms, "");
    assert_eq!(convert(&file), Err(Failure::TooLarge));
}

/// Zeros, compressed.
fn zeros(count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let part = vec![b' '; 1 << 20];
    for _ in 0..count >> 20 {
        encoder.write_all(&part).expect("memory");
    }
    encoder.finish().expect("memory")
}

#[test]
fn streams_that_grow_when_unpacked_are_refused() {
    let zeros = zeros(256 << 20);
    assert!(zeros.len() < 1 << 20, "{} bytes", zeros.len());
    let mut bomb = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bomb.extend(&zeros);
    bomb.extend(b"\nendstream\nendobj\n");
    assert_eq!(convert(&bomb), Err(Failure::TooLarge));
}

#[test]
fn pages_glyphs_and_lines_are_counted() {
    let page = |content: String| support::pdf(&[Sheet(content)]);
    assert_eq!(convert(&page("q ".repeat(100_000))), Err(Failure::TooLarge));
    assert_eq!(convert(&page("0 0 m 9 0 l S ".repeat(250_000))), Err(Failure::TooLarge));
    assert_eq!(convert(&page("0 0 9 9 re ".repeat(100_000))), Err(Failure::TooLarge));
    let text = format!("BT /F1 9 Tf <{}> Tj ET", "4E00".repeat(250_000));
    assert_eq!(convert(&page(text)), Err(Failure::TooLarge));
    let lines: String = (0..3_000)
        .map(|at| format!("{} 0 m {} 9000 l S 0 {} m 9000 {} l S ", at * 4, at * 4, at * 4, at * 4))
        .collect();
    let text = Sheet::default().text(9.0, 9.0, 10.0, "一").0;
    assert_eq!(convert(&page(text + &lines)), Err(Failure::TooLarge));
    assert_eq!(convert(&support::pdf(&vec![Sheet::default(); 3_000])), Err(Failure::TooLarge));
}

#[test]
fn deep_objects_do_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), ("<< /A ", ">>")] {
        let deep = open.repeat(100_000) + &close.repeat(100_000);
        let objects = ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), deep.clone(), stream("", &deep)];
        assert_eq!(convert(&file(&objects, "")), Err(Failure::Damaged));
        let _ = convert(&support::pdf(&[Sheet(deep)]));
    }
    // A tree of pages whose nodes contain each other.
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1 >>".to_owned(),
    ];
    assert!(convert(&file(&objects, "")).is_err());
}
