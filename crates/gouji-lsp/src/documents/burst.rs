//! A burst of edits never queues work. Analyses are counted, not timed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use gouji_core::Cancelled;

use super::{Documents, Snapshot, Task};
use crate::positions::Encoding;

const URI: &str = "file:///report.txt";
const EDITS: i32 = 1_000;

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
            let analysed = snapshot.analysed(snapshot.superseded()).expect("it is the present text");
            documents.adopt(&snapshot, &analysed, took);
            Some(snapshot.version)
        }
        Task::Wait(_) => None,
        task => panic!("nothing else is to be done: {task:?}"),
    }
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
    let analysed = snapshot.analysed(snapshot.superseded()).expect("it is the present text");
    type_a_character(&documents, 1, now);
    documents.adopt(&snapshot, &analysed, Duration::ZERO);
    assert!(documents.settle(&snapshot, &analysed, now).is_none(), "nothing is said of a text that is past");
    assert_eq!(work(&documents, now, Duration::ZERO), Some(1));
}

#[test]
fn where_analysis_is_slow_a_burst_waits_for_its_end() {
    let (documents, now) = (opened(), Instant::now());
    let slow = Duration::from_millis(200);
    assert_eq!(work(&documents, now, slow), Some(0));
    let examined: Vec<i32> = (1..=EDITS)
        .filter_map(|version| {
            type_a_character(&documents, version, now);
            work(&documents, now, slow)
        })
        .collect();
    assert_eq!(examined, Vec::<i32>::new(), "the next edit would supersede it");
    let Task::Wait(Some(due)) = documents.next_task(now) else { panic!("there is something to wait for") };
    assert_eq!(work(&documents, due, slow), Some(EDITS));
    assert_eq!(work(&documents, due, slow), None);
}
