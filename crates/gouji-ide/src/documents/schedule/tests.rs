//! A burst of edits never queues work. The tests count analyses instead of measuring time.

use core::time::Duration;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use gouji_report::Lines;
use gouji_text::Cancelled;

use super::MAX_LATENCY;
use crate::Origin;
use crate::documents::{Analysed, Change, Documents, Snapshot, Task};
use crate::line_index::{Encoding, LineCol, LineColRange};

const ID: &str = "report";
const OTHER: &str = "other";
/// A report with a repeated word. The tests type characters before the word.
const SLIP: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训，使用资金资金。\n";
const EDITS: i32 = 1_000;
/// The duration of an analysis that is too slow to start after every edit.
const SLOW: Duration = Duration::from_millis(200);
/// The time between two characters of a fast typist.
const KEY: Duration = Duration::from_millis(40);
/// The time when a test starts.
const START: Duration = Duration::from_secs(1);

fn open(documents: &Documents, id: &str, text: &str) {
    documents.open(id.to_owned(), Origin::Other, 0, text, START);
}

fn opened() -> Documents {
    let documents = Documents::default();
    open(&documents, ID, "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训。\n");
    documents
}

fn type_a_character(documents: &Documents, version: i32, now: Duration) {
    let at = LineCol::new(4, 0);
    let change = Change { range: Some(LineColRange::new(at, at)), text: "字".to_owned() };
    documents.change(ID, version, Encoding::Utf16, vec![change], now);
}

/// Does the next task like the worker, in `took`. Returns the analysed version, if there is one.
fn work(documents: &Documents, now: Duration, took: Duration) -> Option<i32> {
    match documents.next_task(now) {
        Task::Analyse(snapshot) => {
            let analysed = complete(&snapshot);
            documents.store_analysis(&snapshot, &analysed, took, now);
            Some(snapshot.version)
        }
        Task::Wait(_) => None,
        task => panic!("an unexpected task: {task:?}"),
    }
}

fn complete(snapshot: &Snapshot) -> Arc<Analysed> {
    snapshot.analysed(snapshot.superseded()).expect("nobody cancels it")
}

fn running(documents: &Documents, now: Duration) -> Arc<Snapshot> {
    match documents.next_task(now) {
        Task::Analyse(snapshot) => snapshot,
        task => panic!("the text has changed: {task:?}"),
    }
}

#[test]
fn edits_before_the_worker_starts_are_one_analysis() {
    let (documents, now) = (opened(), START);
    for version in 1..=EDITS {
        type_a_character(&documents, version, now);
    }
    assert_eq!(work(&documents, now, Duration::ZERO), Some(EDITS));
    assert_eq!(work(&documents, now, Duration::ZERO), None, "no analysis is left");
}

#[test]
fn an_edit_cancels_the_running_analysis_immediately() {
    let (documents, now) = (opened(), START);
    let mut started = 0;
    for version in 1..=EDITS {
        let snapshot = running(&documents, now);
        started += 1;
        assert!(!snapshot.superseded().load(Ordering::Relaxed));
        type_a_character(&documents, version, now);
        assert!(snapshot.superseded().load(Ordering::Relaxed));
        assert_eq!(snapshot.analysed(snapshot.superseded()).err(), Some(Cancelled));
    }
    assert_eq!(started, EDITS, "each was the newest one");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(EDITS));
    assert_eq!(work(&documents, now, Duration::ZERO), None);
}

#[test]
fn an_analysis_of_an_old_text_is_not_stored() {
    let (documents, now) = (opened(), START);
    let snapshot = running(&documents, now);
    let analysed = complete(&snapshot);
    type_a_character(&documents, 1, now);
    documents.store_analysis(&snapshot, &analysed, Duration::ZERO, now);
    assert!(documents.show(&snapshot, &analysed, now).is_none(), "findings of an old text do not show");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(1));
}

/// Opens a document whose analysis after an edit was slow.
fn slow_to_analyse() -> (Documents, Duration) {
    let (documents, now) = (opened(), START);
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    type_a_character(&documents, 0, now);
    assert_eq!(work(&documents, now, SLOW), Some(0));
    (documents, now)
}

#[test]
fn a_slow_analysis_waits_for_the_end_of_a_burst() {
    let (documents, now) = slow_to_analyse();
    let analysed: Vec<i32> = (1..=EDITS)
        .filter_map(|version| {
            type_a_character(&documents, version, now);
            work(&documents, now, SLOW)
        })
        .collect();
    assert_eq!(analysed, Vec::<i32>::new(), "the next edit would cancel it");
    let Task::Wait(Some(due)) = documents.next_task(now) else { panic!("the edits wait for an analysis") };
    assert_eq!(work(&documents, due, SLOW), Some(EDITS));
    assert_eq!(work(&documents, due, SLOW), None);
}

/// The first analysis of a text, or its analysis with another last year's report, does not tell how long an edit takes.
#[test]
fn only_an_analysis_after_an_edit_counts_as_slow() {
    let (documents, now) = (opened(), START);
    assert_eq!(work(&documents, now, SLOW), Some(0));
    documents.analyse_again(now);
    assert_eq!(work(&documents, now, SLOW), Some(0));
    assert!(matches!(documents.next_task(now), Task::ShowHidden(_)));
    type_a_character(&documents, 1, now);
    assert_eq!(work(&documents, now, SLOW), Some(1), "it does not wait for a pause");
}

#[test]
fn a_slow_document_does_not_delay_another_one() {
    let (documents, now) = slow_to_analyse();
    open(&documents, OTHER, "");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    let change = Change { range: None, text: "字".to_owned() };
    documents.change(OTHER, 1, Encoding::Utf16, vec![change], now);
    assert_eq!(work(&documents, now, Duration::ZERO), Some(1));
}

/// Twenty-five characters a second leave no pause.
#[test]
fn a_slow_analysis_runs_now_and_then_while_the_user_types_without_a_pause() {
    let (documents, mut now) = slow_to_analyse();
    let mut analysed = Vec::new();
    for version in 1..=EDITS {
        type_a_character(&documents, version, now);
        analysed.extend(work(&documents, now, SLOW));
        now += KEY;
    }
    let every = i32::try_from(MAX_LATENCY.as_millis() / KEY.as_millis()).expect("a small number") + 1;
    let expected: Vec<i32> = (1..=EDITS).filter(|version| version % every == 0).collect();
    assert_eq!(analysed, expected);
}

/// Each edit cancels the analysis of the previous one, until one edit has waited too long.
#[test]
fn an_overdue_analysis_runs_to_completion_while_the_user_types() {
    let (documents, mut now) = (opened(), START);
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    let mut version = 0;
    let mut type_on = |now: &mut Duration| {
        version += 1;
        *now += KEY;
        type_a_character(&documents, version, *now);
    };
    let overdue = (0..EDITS).find_map(|_| {
        type_on(&mut now);
        let snapshot = running(&documents, now);
        type_on(&mut now);
        (!snapshot.superseded().load(Ordering::Relaxed)).then_some(snapshot)
    });
    let overdue = overdue.expect("one analysis must finish");
    type_on(&mut now);
    let analysed = complete(&overdue);
    documents.store_analysis(&overdue, &analysed, Duration::ZERO, now);
    assert!(documents.show(&overdue, &analysed, now).is_some(), "its findings show");
    let next = running(&documents, now);
    assert_eq!(next.version, overdue.version + 2, "the newest text is analysed next");
    let analysed = complete(&next);
    assert_eq!(analysed.text.matches('字').count(), 2 + overdue.version as usize);
    assert_eq!(
        analysed.lines.lines(),
        Lines::parse(&analysed.text).lines(),
        "the next analysis starts from the late one"
    );
    type_on(&mut now);
    assert!(next.superseded().load(Ordering::Relaxed), "one analysis at a time must finish");
}

/// The visible findings stay visible while the user types before them.
#[test]
fn findings_of_a_late_analysis_move_with_the_text() {
    let (documents, now) = (Documents::default(), START);
    open(&documents, ID, SLIP);
    let first = running(&documents, now);
    let analysed = complete(&first);
    documents.store_analysis(&first, &analysed, Duration::ZERO, now);
    let all = documents.show(&first, &analysed, now).expect("it is the current text").show;
    assert!(!all.is_empty());
    type_a_character(&documents, 1, now);
    let overdue = running(&documents, now + MAX_LATENCY);
    for version in 2..=EDITS {
        type_a_character(&documents, version, now + MAX_LATENCY);
    }
    let analysed = complete(&overdue);
    documents.store_analysis(&overdue, &analysed, Duration::ZERO, now);
    let visible = documents.show(&overdue, &analysed, now + MAX_LATENCY).expect("it had to finish");
    assert_eq!(visible.show, all, "while the user types");
    let last = running(&documents, now + MAX_LATENCY);
    let visible = documents.show(&last, &complete(&last), now + MAX_LATENCY);
    assert_eq!(visible.expect("it is the current text").show, all);
}

#[test]
fn closing_a_document_cancels_even_an_overdue_analysis() {
    let (documents, now) = (opened(), START);
    type_a_character(&documents, 1, now);
    let overdue = running(&documents, now + MAX_LATENCY);
    type_a_character(&documents, 2, now + MAX_LATENCY);
    assert!(!overdue.superseded().load(Ordering::Relaxed));
    documents.close(ID, now);
    assert!(overdue.superseded().load(Ordering::Relaxed));
}
