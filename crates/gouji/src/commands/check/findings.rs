//! Prints the findings of each report, and collects them for the lists of `--report`.

use std::io;
use std::path::PathBuf;

use gouji_l10n::Catalogue;
use gouji_list::Row;

use crate::commands::check::Selection;
use crate::print::lists::{self, Lists};
use crate::print::{Outlet, Printer, Stream};
use crate::run::checked::CheckedReport;
use crate::run::in_order::MemorySize;
use crate::run::session::{RunItem, Session};
use crate::run::totals::Totals;
use gouji_list::Summary;

/// The output for one report.
#[derive(Clone, Debug)]
pub struct Fragment {
    summary: Summary,
    text: String,
    path: PathBuf,
    /// The row of the lists, if there are any.
    row: Option<Box<Row>>,
}

impl MemorySize for Fragment {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.capacity() + self.row.as_deref().map_or(0, MemorySize::bytes)
    }
}

/// Makes the output for each report, on any thread.
pub struct FragmentMaker<'a> {
    /// The form of the output.
    pub printer: &'a dyn Printer,
    /// The messages.
    pub catalogue: &'static Catalogue,
    /// Whether the run writes lists.
    pub has_lists: bool,
}

impl FragmentMaker<'_> {
    /// The output for a report.
    pub fn fragment(&self, checked: CheckedReport) -> Fragment {
        let mut text = self.printer.fragment(&checked, self.catalogue);
        // The outputs for all reports wait until the last report is read.
        text.shrink_to_fit();
        let row = self.has_lists.then(|| Box::new(lists::row(&checked, self.catalogue)));
        Fragment { summary: Summary::new(&checked.analysis.findings), text, path: checked.path, row }
    }
}

/// Takes the output for each report.
pub struct Sink<'a> {
    printer: &'a dyn Printer,
    stream: Stream<'a, Outlet>,
    totals: Totals,
    lists: Lists,
}

impl<'a> Sink<'a> {
    /// Prints to `out`, and writes `lists`.
    pub fn new(printer: &'a dyn Printer, catalogue: &'a Catalogue, out: Outlet, lists: Lists) -> Self {
        let stream = Stream::new(printer, catalogue, out);
        Self { printer, stream, totals: Totals::new(printer.lists_files()), lists }
    }

    /// Prints the output for a file.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn take(&mut self, session: &mut Session, item: RunItem<Fragment>) -> io::Result<()> {
        match item {
            RunItem::Report(Fragment { summary, text, path, row }) => {
                session.count_for_exit_code(&summary);
                self.stream.out().guard(&path);
                self.lists.add(&path, row);
                self.totals.add_report(summary, path);
                self.stream.print(&text)
            }
            RunItem::Unread(unread) => {
                let fragment = self.printer.unread(&unread, session.catalogue);
                self.stream.out().guard_unread(&unread);
                self.lists.add_unread(&unread, session.catalogue);
                self.totals.add_unread(unread);
                self.stream.print(&fragment)
            }
        }
    }

    /// Ends the output and writes the lists. `read` is the result of reading and printing the reports.
    pub fn finish(mut self, session: &mut Session, read: io::Result<()>) {
        session.finish(read, &mut self.totals, self.stream, |totals| totals.summary.message());
        if session.is_stopped() {
            return;
        }
        for message in self.lists.write(session.catalogue) {
            session.trouble(&message);
        }
    }
}

/// Prints the findings to `out`, and writes `lists`.
pub fn print(session: &mut Session, selection: &Selection<'_>, printer: &dyn Printer, out: Outlet, lists: Lists) {
    let maker = FragmentMaker { printer, catalogue: session.catalogue, has_lists: !lists.is_empty() };
    let mut sink = Sink::new(printer, session.catalogue, out, lists);
    let make = |checked| maker.fragment(checked);
    session.old_lists = sink.lists.old_files();
    let read = selection.reports(session, make, |session, item| sink.take(session, item));
    sink.finish(session, read);
}
