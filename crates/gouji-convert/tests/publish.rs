//! A report that is printed as a Word document or a web page and read again says the same as before.

use gouji_convert::publish::{PrintedReport, UnplacedReason, docx, html};
use gouji_convert::{Converted, MarkdownStyle, TextOrigin, markdown, page, word};
use gouji_lint::extract::{Certainty, Extract};
use gouji_report::{Lines, Report};
use gouji_testkit::generate::GeneratedReport;
use gouji_testkit::render::{STYLES, render};
use gouji_testkit::{CLEAN, clean_but, summaries};
use rand::SeedableRng;
use rand::rngs::StdRng;

fn read(text: &str) -> Report {
    Report::read(text, &Lines::parse(text)).expect("a report")
}

/// The figures of a report, slot by slot, with their certainty.
fn figures(text: &str) -> String {
    let extract = Extract::new(&read(text), text);
    let slots: Vec<_> = extract.slots().map(|slot| (slot.certainty, slot.value)).collect();
    let unplaced: Vec<_> = extract.tables.iter().map(|table| table.unplaced.len()).collect();
    format!("{:?} {:?} {slots:?} {unplaced:?}", extract.agency, extract.year)
}

/// The headings and paragraphs of a report, without blanks.
fn words(text: &str) -> String {
    let report = read(text);
    let headings = report.headings.iter().filter(|heading| heading.stands_alone);
    let mut parts: Vec<_> = headings.map(|heading| (heading.span, heading.passage.words())).collect();
    parts.extend(report.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.words())));
    parts.sort();
    parts.iter().flat_map(|(_, words)| words.chars()).filter(|c| !c.is_whitespace()).collect()
}

fn printed(text: &str) -> PrintedReport {
    PrintedReport::new(&read(text), text).expect("every figure has a place")
}

/// The text of the report after both kinds of documents were read again.
fn through_documents(text: &str) -> [Converted; 2] {
    let printed = printed(text);
    let bytes = docx(&printed).expect("it is small");
    assert_eq!(bytes, docx(&printed).expect("it is small"), "the same report gives the same bytes");
    [word(&bytes).expect("a document"), page(html(&printed).as_bytes()).expect("a page")]
}

#[test]
fn a_clean_report_stays_clean() {
    for converted in through_documents(CLEAN) {
        assert_eq!(figures(&converted.text), figures(CLEAN));
        assert_eq!(words(&converted.text), words(CLEAN));
        assert_eq!(summaries(&converted.text), [], "{}", converted.text);
    }
}

#[test]
fn generated_reports_say_the_same_after_export_and_import() {
    const REPORTS: u64 = 24;
    let mut refused = 0;
    for seed in 0..REPORTS {
        let mut random = StdRng::seed_from_u64(seed);
        let formats = gouji_edition::editions();
        let format = &formats[usize::try_from(seed).expect("small") % formats.len()];
        let report = GeneratedReport::random_in(format, &mut random);
        for style in STYLES {
            let text = render(&report, style, &mut random);
            let Ok(printed) = PrintedReport::new(&read(&text), &text) else {
                refused += 1;
                continue;
            };
            let bytes = docx(&printed).expect("it is small");
            for converted in [word(&bytes).expect("a document"), page(html(&printed).as_bytes()).expect("a page")] {
                assert_eq!(figures(&converted.text), figures(&text), "{seed} {style:?}\n{text}");
                assert_eq!(words(&converted.text), words(&text), "{seed} {style:?}");
            }
        }
    }
    // Subtotals that the form does not have, and rows that alignment could not read.
    let all = REPORTS * STYLES.len() as u64;
    assert!(refused * 3 < all, "{refused} of {all} reports were refused");
}

#[test]
fn generated_documents_say_the_same_as_markdown() {
    for seed in 0..12 {
        let mut random = StdRng::seed_from_u64(seed);
        let report = GeneratedReport::random(&mut random);
        let text = render(&report, STYLES[0], &mut random);
        let Ok(printed) = PrintedReport::new(&read(&text), &text) else { continue };
        let converted = word(&docx(&printed).expect("it is small")).expect("a document").text;
        let [style, ..] = MarkdownStyle::ALL;
        let written = markdown(&converted, &read(&converted), TextOrigin::Document, style);
        assert_eq!(figures(&written), figures(&text), "{seed}\n{written}");
        let rules = |text: &str| {
            let mut rules: Vec<_> = summaries(text).into_iter().map(|(rule, severity, _)| (rule, severity)).collect();
            rules.sort();
            rules
        };
        assert_eq!(rules(&written), rules(&converted), "{seed}\n{written}");
        let tables = written.lines().filter(|line| line.starts_with("| ---")).count();
        assert_eq!(tables, 3, "{seed}: three tables\n{written}");
    }
}

#[test]
fn parts_of_tables_without_a_place_in_the_form_are_reported() {
    let line = "四、结转下年度继续办理";
    let first = CLEAN.lines().find(|row| row.starts_with(line)).expect("a row");
    for (text, reason, place) in [
        (clean_but(first, &format!("{first}\n小计\t\t\t1\t2\t3\t4\t5\t6\t7")), UnplacedReason::Row, "小计"),
        (clean_but(first, &format!("{first}\n{first}")), UnplacedReason::Row, line),
        (clean_but(first, &format!("{first}\t9")), UnplacedReason::Figure, ""),
    ] {
        let unplaced = PrintedReport::new(&read(&text), &text).expect_err("it has no place");
        assert_eq!(unplaced.reason, reason, "{}", unplaced.span.slice(&text));
        assert!(unplaced.span.slice(&text).starts_with(place), "{}", unplaced.span.slice(&text));
    }
}

#[test]
fn words_of_the_author_are_no_markup_of_the_document() {
    let text = CLEAN.replacen('。', "。甲< b >&amp;\"乙\u{1}\u{FFFE}]]>", 1);
    for converted in through_documents(&text) {
        assert!(converted.text.contains("甲< b >&amp;\"乙]]>"), "{}", converted.text);
    }
}

#[test]
fn other_tables_are_printed_and_bounded() {
    let table = "部门\t件数\t备注\n甲局\t3\n- \t-\t-\n\n| 街道 | 件数 |\n| --- | --- |\n| 乙街道 | 4 |\n\n";
    let text = CLEAN.replacen("二、", &format!("{table}二、"), 1);
    for converted in through_documents(&text) {
        assert_eq!(figures(&converted.text), figures(&text));
        for row in ["部门\t件数\t备注\n", "甲局\t3\t\n", "-\t-\t-\n", "街道\t件数\n乙街道\t4\n"] {
            assert!(converted.text.contains(row), "{row:?} in {}", converted.text);
        }
    }
    let wide = "\t甲".repeat(1 << 10);
    let text = CLEAN.replacen("二、", &format!("{wide}\n{}\n二、", "甲\t乙\n".repeat(100)), 1);
    let unplaced = PrintedReport::new(&read(&text), &text).expect_err("it has too many cells");
    assert_eq!(unplaced.reason, UnplacedReason::TooLarge);
}

#[test]
fn damaged_reports_are_refused_or_keep_their_certain_figures() {
    let mut printed = 0;
    let characters: Vec<char> = CLEAN.chars().collect();
    for at in (0..characters.len()).step_by(37) {
        let (before, after) = characters.split_at(at);
        // Cut, and with a character taken out.
        for text in [before.iter().collect::<String>(), before.iter().chain(after.iter().skip(1)).collect()] {
            let Some(report) = Report::read(&text, &Lines::parse(&text)) else { continue };
            let Ok(report) = PrintedReport::new(&report, &text) else { continue };
            let converted = word(&docx(&report).expect("it is small")).expect("a document").text;
            let Some(again) = Report::read(&converted, &Lines::parse(&converted)) else { continue };
            let (before, after) = (Extract::new(&read(&text), &text), Extract::new(&again, &converted));
            for (before, after) in before.slots().zip(after.slots()) {
                let is_certain = before.certainty == Certainty::Certain;
                assert!(!is_certain || before.value == after.value, "{at}: {before:?} {after:?}");
            }
            printed += 1;
        }
    }
    assert!(printed > 50, "{printed}");
}
