//! The lists of `--report`: one row per report, all findings with their places, counts and charts, for an office that reviews many
//! reports. One file per form writes the same content.

mod bars;
mod html;
mod main_figures;
mod row;
#[cfg(feature = "list")]
mod xlsx;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use gouji_l10n::{Catalogue, Message, Phrase, msg};
use gouji_lint::{Severity, rules};

use crate::print::{GuardedFile, harmless, names};
use crate::run::inputs::Origin;
use crate::run::summary::Summary;
use crate::run::unread::{Reason, Unread};

pub use row::Row;

/// The number of agencies in a chart. More bars cannot be read.
const MAX_BARS: usize = 20;

/// The lists of a run.
#[derive(Default)]
pub struct Lists {
    files: Vec<(GuardedFile, Form)>,
    content: ListContent,
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A web page in one file.
    Page,
    /// A workbook.
    #[cfg(feature = "list")]
    Workbook,
}

/// The content of a list.
#[derive(Default)]
struct ListContent {
    /// One row per report, in the order of the paths.
    rows: Vec<Row>,
    unread: Vec<UnreadRow>,
}

/// A file that was not checked.
struct UnreadRow {
    file: String,
    message: String,
}

/// The number of findings of a rule, and the number of reports with such findings.
struct RuleCount {
    rule: &'static str,
    title: &'static str,
    findings: usize,
    reports: usize,
}

impl Lists {
    /// Prepares the files at `paths`.
    ///
    /// # Errors
    /// The message for the user if the form is unknown or a file cannot be written.
    pub fn create(paths: &[PathBuf]) -> Result<Self, Message> {
        let mut files = Vec::new();
        for path in paths {
            let form = form(path).ok_or_else(|| msg::CliReportForm { path: names::shown(path) })?;
            files.push((GuardedFile::create(path.clone())?, form));
        }
        Ok(Self { files, content: ListContent::default() })
    }

    /// The real paths of the lists that an earlier run wrote.
    pub fn old_files(&self) -> Vec<PathBuf> {
        self.files.iter().filter_map(|(file, _)| file.existing().map(Path::to_owned)).collect()
    }

    /// Whether the run has no lists.
    pub const fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds the row of the report at `path`.
    pub fn add(&mut self, path: &Path, row: Option<Box<Row>>) {
        self.files.iter_mut().for_each(|(file, _)| file.guard(path));
        self.content.rows.extend(row.map(|row| *row));
    }

    /// Adds a file that was not checked.
    pub fn add_unread(&mut self, unread: &Unread, catalogue: &Catalogue) {
        if self.is_empty() {
            return;
        }
        // A workbook that is not named is no report, but perhaps the list of an earlier run.
        let reason = unread.cause.reason;
        if unread.origin == Origin::Named || (reason.may_hold_report() && reason != Reason::Spreadsheet) {
            self.files.iter_mut().for_each(|(file, _)| file.guard(&unread.path));
        }
        self.content.unread.push(UnreadRow {
            file: names::shown(&unread.path),
            message: harmless::words(&catalogue.render(&unread.cause.message)).into_owned(),
        });
    }

    /// Writes all lists. Returns the message for the user for each list that cannot be written.
    pub fn write(self, catalogue: &Catalogue) -> Vec<Message> {
        let Self { files, content } = self;
        let write = |(mut file, form): (GuardedFile, Form)| {
            let bytes = match form {
                Form::Page => html::page(&content, catalogue).into_bytes(),
                #[cfg(feature = "list")]
                Form::Workbook => match xlsx::workbook(&content, catalogue) {
                    Ok(bytes) => bytes,
                    Err(error) => return Err(file.unwritable(&error.to_string())),
                },
            };
            match file.write_all(&bytes) {
                Ok(()) => file.close(),
                Err(error) => Err(file.unwritable(&error.to_string())),
            }
        };
        files.into_iter().filter_map(|file| write(file).err()).collect()
    }
}

/// The form of a file with this name.
fn form(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => Some(Form::Page),
        #[cfg(feature = "list")]
        "xlsx" => Some(Form::Workbook),
        _ => None,
    }
}

impl ListContent {
    fn totals(&self) -> Summary {
        let mut totals = Summary::default();
        self.rows.iter().for_each(|row| totals += row.summary);
        totals
    }

    /// The counts of all rules with findings, the most frequent first.
    fn rule_counts(&self, catalogue: &Catalogue) -> Vec<RuleCount> {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for row in &self.rows {
            let mut own: BTreeMap<&'static str, usize> = BTreeMap::new();
            row.findings.iter().for_each(|finding| *own.entry(finding.rule).or_default() += 1);
            for (rule, count) in own {
                let (findings, reports) = counts.entry(rule).or_default();
                *findings += count;
                *reports += 1;
            }
        }
        let title = |rule| rules::named(rule).map_or("", |rule| rule.title(catalogue.locale()));
        let count = |(rule, (findings, reports))| RuleCount { rule, title: title(rule), findings, reports };
        let mut counts: Vec<RuleCount> = counts.into_iter().map(count).collect();
        counts.sort_by_key(|count| (std::cmp::Reverse(count.findings), count.rule));
        counts
    }

    /// The rows with the most findings, the most first.
    fn most_findings(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| row.summary.findings() > 0).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.summary.findings()));
        rows.truncate(MAX_BARS);
        rows
    }

    /// The rows with the most received applications, the most first.
    fn most_received(&self) -> Vec<&Row> {
        let received = |row: &&Row| row.figures.first().copied().flatten();
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| received(row).is_some()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(received(row)));
        rows.truncate(MAX_BARS);
        rows
    }
}

/// The message for a severity as the heading of a column.
const fn severity_phrase(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => msg::ListErrors,
        Severity::Warning => msg::ListWarnings,
        Severity::Info => msg::ListInfos,
        Severity::Hint => msg::ListHints,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_the_form() {
        assert_eq!(form(Path::new("清单.HTML")), Some(Form::Page));
        #[cfg(feature = "list")]
        assert_eq!(form(Path::new("a.b/清单.xlsx")), Some(Form::Workbook));
        for name in ["清单", "清单.xls", "清单.pdf", ".xlsx", "xlsx"] {
            assert_eq!(form(Path::new(name)), None, "{name}");
        }
    }
}
