//! The results of checking, which wait in memory until they are taken.

use std::path::PathBuf;

use gouji_convert::LeftOut;

use crate::run::in_order::MemorySize;
use crate::run::pipeline::{CheckResult, NotChecked, PendingReport};
use crate::run::unread::Unread;

/// A pending report and the result of checking it.
pub struct ReportResult<'a, R> {
    pub report: &'a PendingReport<R>,
    pub result: Result<CheckResult<R>, NotChecked>,
}

impl<R: MemorySize> MemorySize for ReportResult<'_, R> {
    fn bytes(&self) -> usize {
        self.result.as_ref().map_or(0, |checked| checked.result.bytes())
    }
}

impl<R> MemorySize for PendingReport<R> {
    /// The memory of the report is counted already, by the [`MemoryBudget`].
    fn bytes(&self) -> usize {
        0
    }
}

/// The result of checking one report by itself.
pub struct SingleResult<R> {
    pub path: PathBuf,
    pub left_out: LeftOut,
    pub result: Result<CheckResult<R>, NotChecked>,
}

impl<R: MemorySize> MemorySize for SingleResult<R> {
    fn bytes(&self) -> usize {
        self.result.as_ref().map_or(0, |checked| checked.result.bytes())
    }
}

impl<R: MemorySize> MemorySize for Result<R, Unread> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, MemorySize::bytes)
    }
}
