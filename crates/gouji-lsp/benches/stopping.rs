//! How soon an analysis stops that an edit supersedes, whatever it is at.
//!
//! `cargo xtask bench stages` runs it and makes a table of what it prints: a line for each time,
//! `first reading|after an edit TAB text TAB nanoseconds`, from the edit's end to that of the analysis.
//!
//! `cargo bench -p gouji-lsp --bench stopping -- TIMES (TEXT OFFSET)…`, where OFFSET is the byte at which a character is typed.

#![allow(missing_docs, reason = "a program")]

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use gouji_core::Cancelled;
use gouji_lsp::documents::{Documents, Snapshot};
use gouji_lsp::positions::Encoding;
use ropey::Rope;
use tower_lsp::ls_types::{Range, TextDocumentContentChangeEvent};

const URI: &str = "file:///report.txt";

fn main() {
    // cargo adds an argument of its own.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let times: u32 = arguments.next().and_then(|times| times.parse().ok()).expect("how often");
    while let Some(path) = arguments.next() {
        let text = fs::read_to_string(&path).expect("a text");
        let offset = arguments.next().and_then(|offset| offset.parse().ok()).expect("the byte to type at");
        for kind in [Kind::FirstReading, Kind::AfterAnEdit] {
            let document = Document::new(&text, offset, kind);
            let whole = document.whole();
            for at in 0..times {
                // A little of everything that it does: the moments are spread evenly over the time that it takes.
                let stopped = document.stopped_after(whole * at / times);
                if let Some(stopped) = stopped {
                    println!("{}\t{path}\t{}", kind.name(), stopped.as_nanos());
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FirstReading,
    AfterAnEdit,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::FirstReading => "first reading",
            Self::AfterAnEdit => "after an edit",
        }
    }
}

/// A document that is analysed and edited as the server does it.
struct Document<'a> {
    documents: Documents,
    text: &'a str,
    typed: TextDocumentContentChangeEvent,
    kind: Kind,
}

impl<'a> Document<'a> {
    fn new(text: &'a str, offset: usize, kind: Kind) -> Self {
        let at = Encoding::Utf16.position(&Rope::from_str(text), offset);
        let typed = TextDocumentContentChangeEvent {
            range: Some(Range::new(at, at)),
            range_length: None,
            text: "的".to_owned(),
        };
        let document = Self { documents: Documents::default(), text, typed, kind };
        document.documents.open(URI.to_owned(), 0, text);
        if kind == Kind::AfterAnEdit {
            let read = document.present();
            document.adopt(&read);
            document.edit();
        }
        document
    }

    fn present(&self) -> Arc<Snapshot> {
        self.documents.snapshot(URI).expect("it is open")
    }

    fn adopt(&self, snapshot: &Snapshot) {
        let analysed = snapshot.analysed(snapshot.superseded()).expect("nothing supersedes it");
        self.documents.adopt(snapshot, &analysed, Duration::ZERO);
    }

    fn edit(&self) {
        self.documents.change(URI, 0, Encoding::Utf16, vec![self.typed.clone()], Instant::now());
    }

    /// How long an analysis takes that nothing stops.
    fn whole(&self) -> Duration {
        let started = Instant::now();
        self.adopt(&self.begin());
        started.elapsed()
    }

    /// What is analysed next.
    fn begin(&self) -> Arc<Snapshot> {
        match self.kind {
            // Without what is known of the passages.
            Kind::FirstReading => self.documents.open(URI.to_owned(), 0, self.text),
            Kind::AfterAnEdit => self.edit(),
        }
        self.present()
    }

    /// How long an analysis goes on that is superseded after a while; `None` where it has ended by then.
    fn stopped_after(&self, pause: Duration) -> Option<Duration> {
        let snapshot = self.begin();
        let analyst = thread::spawn(move || {
            let given_up = snapshot.analysed(snapshot.superseded()).err();
            (given_up, Instant::now())
        });
        thread::sleep(pause);
        self.edit();
        let superseded = Instant::now();
        let (given_up, ended) = analyst.join().ok()?;
        given_up.map(|Cancelled| ended.saturating_duration_since(superseded))
    }
}
