//! Measures how fast an analysis stops after an edit, at any moment of the analysis.
//!
//! `cargo xtask bench stages` runs this program and makes a table of its output: a line for each time,
//! `first reading|after an edit TAB text TAB nanoseconds`, from the end of the edit to the end of the analysis.
//!
//! `cargo bench -p gouji-server --bench stopping -- TIMES (TEXT OFFSET)…`: OFFSET is the byte at which a character is typed.

#![allow(missing_docs, reason = "a program")]

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use gouji_ide::Origin;
use gouji_ide::documents::{Change, Documents, Snapshot};
use gouji_ide::line_index::{Encoding, LineColRange};
use gouji_text::Cancelled;
use ropey::Rope;

const URI: &str = "file:///report.txt";

fn main() {
    // Cargo adds the argument `--bench`.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let times: u32 = arguments.next().and_then(|times| times.parse().ok()).expect("how often");
    while let Some(path) = arguments.next() {
        let text = fs::read_to_string(&path).expect("a text");
        let offset = arguments.next().and_then(|offset| offset.parse().ok()).expect("the byte to type at");
        for kind in [Kind::FirstReading, Kind::AfterAnEdit] {
            let document = Document::new(&text, offset, kind);
            let whole = document.whole();
            for at in 0..times {
                // The moments are spread evenly over the duration of the analysis, so they meet all of its parts.
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

/// A document that is analysed and edited like in the server.
struct Document<'a> {
    documents: Documents,
    text: &'a str,
    typed: Change,
    kind: Kind,
}

impl<'a> Document<'a> {
    fn new(text: &'a str, offset: usize, kind: Kind) -> Self {
        let at = Encoding::Utf16.position(&Rope::from_str(text), offset);
        let typed = Change { range: Some(LineColRange::new(at, at)), text: "的".to_owned() };
        let document = Self { documents: Documents::default(), text, typed, kind };
        document.open();
        if kind == Kind::AfterAnEdit {
            let read = document.present();
            document.store(&read);
            document.edit();
        }
        document
    }

    fn open(&self) {
        self.documents.open(URI.to_owned(), Origin::Other, 0, self.text, Duration::ZERO);
    }

    fn present(&self) -> Arc<Snapshot> {
        self.documents.snapshot(URI).expect("it is open")
    }

    fn store(&self, snapshot: &Snapshot) {
        let analysed = snapshot.analysed(snapshot.superseded()).expect("nothing supersedes it");
        self.documents.store_analysis(snapshot, &analysed, Duration::ZERO, Duration::ZERO);
    }

    fn edit(&self) {
        self.documents.change(URI, 0, Encoding::Utf16, vec![self.typed.clone()], Duration::ZERO);
    }

    /// The duration of an analysis without an edit.
    fn whole(&self) -> Duration {
        let started = Instant::now();
        self.store(&self.begin());
        started.elapsed()
    }

    /// Starts the next analysis.
    fn begin(&self) -> Arc<Snapshot> {
        match self.kind {
            // Opening the document again drops its cached passages.
            Kind::FirstReading => self.open(),
            Kind::AfterAnEdit => self.edit(),
        }
        self.present()
    }

    /// The time between an edit after `pause` and the end of the analysis; `None` if the analysis ends before the edit.
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
