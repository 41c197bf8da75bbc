//! A burst of edits never queues work. Analyses are counted, not timed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use gouji_core::{Cancelled, Syntax};

use super::{Analysed, Documents, Snapshot, Task};
use crate::diagnostics::calm::LONGEST_WAIT;
use crate::positions::Encoding;

const URI: &str = "file:///report.txt";
const OTHER: &str = "file:///other.txt";
/// Characters are typed before a word that stands twice.
const SLIP: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训，使用资金资金。\n";
const EDITS: i32 = 1_000;
/// What is too slow for every edit.
const SLOW: Duration = Duration::from_millis(200);
/// Between two characters of somebody who types fast.
const KEY: Duration = Duration::from_millis(40);

fn opened() -> Documents {
    let documents = Documents::default();
    documents.open(URI.to_owned(), 0, "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训。\n");
    documents
}

fn type_a_character(documents: &Documents, version: i32, now: Instant) {
    let change = serde_json::json!({
        "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}, "text": "字",
    });
    let change = serde_json::from_value(change).expect("a change");
    documents.change(URI, version, Encoding::Utf16, vec![change], now);
}

/// Does the task as the worker does, in `took`. The version that was examined, where one was.
fn work(documents: &Documents, now: Instant, took: Duration) -> Option<i32> {
    match documents.next_task(now) {
        Task::Examine(snapshot) => {
            let analysed = analysed_to_its_end(&snapshot);
            documents.adopt(&snapshot, &analysed, took);
            Some(snapshot.version)
        }
        Task::Wait(_) => None,
        task => panic!("nothing else is to be done: {task:?}"),
    }
}

fn analysed_to_its_end(snapshot: &Snapshot) -> Arc<Analysed> {
    snapshot.analysed(snapshot.superseded()).expect("nobody gave it up")
}

fn running(documents: &Documents, now: Instant) -> Arc<Snapshot> {
    match documents.next_task(now) {
        Task::Examine(snapshot) => snapshot,
        task => panic!("the text has changed: {task:?}"),
    }
}

#[test]
fn edits_that_come_before_the_worker_looks_are_one_analysis() {
    let (documents, now) = (opened(), Instant::now());
    for version in 1..=EDITS {
        type_a_character(&documents, version, now);
    }
    assert_eq!(work(&documents, now, Duration::ZERO), Some(EDITS));
    assert_eq!(work(&documents, now, Duration::ZERO), None, "nothing is left behind");
}

#[test]
fn an_edit_gives_up_the_analysis_that_it_supersedes_before_anything_else_happens() {
    let (documents, now) = (opened(), Instant::now());
    let mut started = 0;
    for version in 1..=EDITS {
        let snapshot = running(&documents, now);
        started += 1;
        assert!(!snapshot.superseded().load(Ordering::Relaxed));
        type_a_character(&documents, version, now);
        assert!(snapshot.superseded().load(Ordering::Relaxed));
        assert_eq!(snapshot.analysed(snapshot.superseded()).err(), Some(Cancelled));
    }
    assert_eq!(started, EDITS, "each was the newest, one at a time");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(EDITS));
    assert_eq!(work(&documents, now, Duration::ZERO), None);
}

#[test]
fn what_was_worked_out_too_late_is_not_taken_over() {
    let (documents, now) = (opened(), Instant::now());
    let snapshot = running(&documents, now);
    let analysed = analysed_to_its_end(&snapshot);
    type_a_character(&documents, 1, now);
    documents.adopt(&snapshot, &analysed, Duration::ZERO);
    assert!(documents.settle(&snapshot, &analysed, now).is_none(), "nothing is said of a text that is past");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(1));
}

/// Opens a document of which an edit was slow to analyse.
fn slow_to_analyse() -> (Documents, Instant) {
    let (documents, now) = (opened(), Instant::now());
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    type_a_character(&documents, 0, now);
    assert_eq!(work(&documents, now, SLOW), Some(0));
    (documents, now)
}

#[test]
fn where_analysis_is_slow_a_burst_waits_for_its_end() {
    let (documents, now) = slow_to_analyse();
    let examined: Vec<i32> = (1..=EDITS)
        .filter_map(|version| {
            type_a_character(&documents, version, now);
            work(&documents, now, SLOW)
        })
        .collect();
    assert_eq!(examined, Vec::<i32>::new(), "the next edit would supersede it");
    let Task::Wait(Some(due)) = documents.next_task(now) else { panic!("there is something to wait for") };
    assert_eq!(work(&documents, due, SLOW), Some(EDITS));
    assert_eq!(work(&documents, due, SLOW), None);
}

/// What a text takes that is read for the first time, or looked at again beside something else, says nothing of an edit.
#[test]
fn only_an_edit_tells_how_long_an_edit_takes() {
    let (documents, now) = (opened(), Instant::now());
    assert_eq!(work(&documents, now, SLOW), Some(0));
    documents.examine_again(now);
    assert_eq!(work(&documents, now, SLOW), Some(0));
    assert!(matches!(documents.next_task(now), Task::Reconsider(_)));
    type_a_character(&documents, 1, now);
    assert_eq!(work(&documents, now, SLOW), Some(1), "nobody waits for a pause");
}

#[test]
fn another_document_that_is_slow_delays_no_edit() {
    let (documents, now) = slow_to_analyse();
    documents.open(OTHER.to_owned(), 0, "");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    let change = serde_json::from_value(serde_json::json!({"text": "字"})).expect("a change");
    documents.change(OTHER, 1, Encoding::Utf16, vec![change], now);
    assert_eq!(work(&documents, now, Duration::ZERO), Some(1));
}

/// At twenty-five characters a second there is never a pause.
#[test]
fn where_analysis_is_slow_typing_on_and_on_is_analysed_now_and_then() {
    let (documents, mut now) = slow_to_analyse();
    let mut examined = Vec::new();
    for version in 1..=EDITS {
        type_a_character(&documents, version, now);
        examined.extend(work(&documents, now, SLOW));
        now += KEY;
    }
    let every = i32::try_from(LONGEST_WAIT.as_millis() / KEY.as_millis()).expect("a small number") + 1;
    let expected: Vec<i32> = (1..=EDITS).filter(|version| version % every == 0).collect();
    assert_eq!(examined, expected);
}

/// Each edit gives up the analysis of the one before, until one has waited too long.
#[test]
fn an_analysis_that_is_overdue_runs_to_its_end_whatever_is_typed() {
    let (documents, mut now) = (opened(), Instant::now());
    assert_eq!(work(&documents, now, Duration::ZERO), Some(0));
    let mut version = 0;
    let mut type_on = |now: &mut Instant| {
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
    let overdue = overdue.expect("one runs to its end");
    type_on(&mut now);
    let analysed = analysed_to_its_end(&overdue);
    documents.adopt(&overdue, &analysed, Duration::ZERO);
    assert!(documents.settle(&overdue, &analysed, now).is_some(), "there is something to say");
    let next = running(&documents, now);
    assert_eq!(next.version, overdue.version + 2, "the newest text is looked at next");
    let analysed = analysed_to_its_end(&next);
    assert_eq!(analysed.text.matches('字').count(), 2 + overdue.version as usize);
    assert_eq!(analysed.syntax.lines(), Syntax::parse(&analysed.text).lines(), "read on from what was read late");
    type_on(&mut now);
    assert!(next.superseded().load(Ordering::Relaxed), "one at a time is owed");
}

/// What the client shows stays where it is, however much is typed before it meanwhile.
#[test]
fn what_is_found_late_moves_along_with_the_text() {
    let (documents, now) = (Documents::default(), Instant::now());
    documents.open(URI.to_owned(), 0, SLIP);
    let first = running(&documents, now);
    let analysed = analysed_to_its_end(&first);
    documents.adopt(&first, &analysed, Duration::ZERO);
    let all = documents.settle(&first, &analysed, now).expect("it is the present text").show;
    assert!(!all.is_empty());
    type_a_character(&documents, 1, now);
    let overdue = running(&documents, now + LONGEST_WAIT);
    for version in 2..=EDITS {
        type_a_character(&documents, version, now + LONGEST_WAIT);
    }
    let analysed = analysed_to_its_end(&overdue);
    documents.adopt(&overdue, &analysed, Duration::ZERO);
    let verdict = documents.settle(&overdue, &analysed, now + LONGEST_WAIT).expect("it is owed");
    assert_eq!(verdict.show, all, "although somebody types");
    let last = running(&documents, now + LONGEST_WAIT);
    let verdict = documents.settle(&last, &analysed_to_its_end(&last), now + LONGEST_WAIT);
    assert_eq!(verdict.expect("it is the present text").show, all);
}

#[test]
fn what_is_closed_gives_up_even_what_is_overdue() {
    let (documents, now) = (opened(), Instant::now());
    type_a_character(&documents, 1, now);
    let overdue = running(&documents, now + LONGEST_WAIT);
    type_a_character(&documents, 2, now + LONGEST_WAIT);
    assert!(!overdue.superseded().load(Ordering::Relaxed));
    documents.close(URI);
    assert!(overdue.superseded().load(Ordering::Relaxed));
}
