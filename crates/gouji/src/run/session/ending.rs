//! The end of a run: the end of its output, and its counts.

use std::io;

use gouji_l10n::{Message, msg};

use super::{Outcome, Session};
use crate::print::{Outlet, Stream};
use crate::run::progress::Progress;
use crate::run::totals::Totals;

impl Session {
    /// Prints the counts `totals` of the run and of the files that were not read. It is a failure if no report was read although
    /// an unread file may be one.
    pub fn conclude(&mut self, totals: Option<&Message>) {
        let skipped = self.skipped.message();
        if self.checked > 0 {
            if let Some(totals) = totals {
                self.note(totals);
            }
        } else if self.skipped.may_hold_report() {
            self.outcome = Outcome::Trouble;
            self.print_message(msg::CliNothingChecked);
        } else if self.outcome != Outcome::Trouble {
            self.note(msg::CliNoReport);
        }
        if self.changed > 0 {
            self.note(msg::CliDocumentChanges { count: self.changed });
        }
        if self.commented > 0 {
            self.note(msg::CliDocumentComments { count: self.commented });
        }
        if let Some(skipped) = skipped {
            self.note(skipped);
        }
    }

    /// Ends the output of a run, also after the user has stopped it, and prints the counts. `read` is the result of reading and printing
    /// the reports.
    pub fn finish<T>(
        &mut self,
        read: io::Result<()>,
        totals: &mut Totals,
        mut stream: Stream<'_, Outlet, T>,
        counts: impl FnOnce(&Totals) -> Message,
    ) {
        self.progress = Progress::hidden();
        if let Err(error) = read
            && !self.is_stopped()
        {
            return self.report_output_error(&error);
        }
        totals.trouble = self.outcome == Outcome::Trouble || self.is_stopped();
        if self.is_stopped() {
            // The results are incomplete, so they do not replace those of an earlier run.
            stream.out().discard();
        }
        match stream.finish(totals).map(Outlet::close) {
            Ok(Ok(())) if self.is_stopped() => {
                self.print_message(msg::CliStopped { reports: totals.summary.reports() });
            }
            Ok(Ok(())) => {
                self.conclude(Some(&counts(totals)));
                if self.obsolete > 0 {
                    self.note(msg::CliBaselineObsolete { count: self.obsolete });
                }
            }
            Ok(Err(message)) => self.trouble(&message),
            Err(error) => self.report_output_error(&error),
        }
    }
}
