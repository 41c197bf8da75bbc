//! The files of `--report`: lists of the reports of a run. One file per form gets the same content.

mod row;

use std::io::Write;
use std::path::{Path, PathBuf};

use gouji_l10n::{Catalogue, Message, msg};
use gouji_list::{List, Row, UnreadRow};
use gouji_text::harmless;

use crate::print::{GuardedFile, names};
use crate::run::inputs::Origin;
use crate::run::unread::{Reason, Unread};

pub use row::row;

/// The lists of a run.
#[derive(Default)]
pub struct Lists {
    files: Vec<(GuardedFile, Form)>,
    content: List,
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
        Ok(Self { files, content: List::default() })
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
                Form::Page => gouji_list::page(&content, catalogue).into_bytes(),
                #[cfg(feature = "list")]
                Form::Workbook => match gouji_list::workbook(&content, catalogue) {
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
