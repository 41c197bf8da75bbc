//! `gouji new`: writes the blank report of a year, with the figures that last year's report carries over.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_convert::publish::{PrintedReport, blank_report};
use gouji_convert::{MarkdownStyle, TextOrigin, markdown};
use gouji_edition::{CellRef, Role, TableDef, edition_for_year, editions};
use gouji_ide::features::reading::Reading;
use gouji_l10n::{Message, msg};
use gouji_report::{Lines, Report};

use crate::arguments::options::{LocaleArgs, QuietArgs};
use crate::commands::export::{self, ExportFormat};
use crate::print::names;
use crate::run::one_report::{self, Stop, load};
use crate::run::pipeline::LoadedReport;
use crate::run::session::Session;
use crate::write::new_file::OutputArgs;

/// Options of `gouji new`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct New {
    #[arg(long)]
    agency: Option<String>,
    #[arg(long)]
    year: Option<u16>,
    #[arg(long)]
    from: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    to: NewFormat,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

/// A format of new reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum NewFormat {
    /// Markdown, with pipe tables.
    #[default]
    Markdown,
    /// Plain text, with tabs between the cells of tables.
    Text,
    /// A Word document.
    Docx,
}

/// The last year for which reports are made: a larger number is a typing error.
const LAST_YEAR: u16 = 2099;
/// Characters of an agency's name at most.
const MAX_AGENCY: usize = 60;

impl New {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        one_report::run(&self.locale_args, &self.quiet_args, |session| self.write(session))
    }

    fn write(&self, session: &Session) -> Result<(), Stop> {
        self.output.check(self.from.as_deref())?;
        if self.to == NewFormat::Docx {
            export::check_terminal(ExportFormat::Docx, &self.output)?;
        }
        let last = self.from.as_deref().map(load).transpose()?;
        let year = self.report_year(last.as_ref())?;
        let agency = self.report_agency(last.as_ref())?;
        let format = edition_for_year(Some(year));
        let carried = |def: &TableDef, at: CellRef| carried_over(last.as_ref()?, def, at);
        let text = blank_report(format, &agency, year, &carried);
        self.output.write(&self.converted(text)?)?;
        if let Some(path) = &self.from {
            self.note_carried(session, last.as_ref(), path);
        }
        Ok(())
    }

    fn report_year(&self, last: Option<&LoadedReport>) -> Result<u16, Message> {
        let before = last.and_then(|last| last.report.year());
        let year = self.year.or(before.and_then(|before| before.checked_add(1)));
        let year = year.ok_or(msg::CliNewNoYear)?;
        let first = editions().iter().map(|edition| edition.first_year).min().unwrap_or_default();
        if !(first..=LAST_YEAR).contains(&year) {
            let first = usize::from(first);
            return Err(msg::CliNewYear { first, last: usize::from(LAST_YEAR) }.into());
        }
        match before.filter(|before| before.checked_add(1) != Some(year)) {
            Some(before) => Err(msg::CliNewNotLastYear {
                year: year.to_string(),
                before: before.to_string(),
                path: self.from.as_deref().map(names::shown).unwrap_or_default(),
            }
            .into()),
            None => Ok(year),
        }
    }

    fn report_agency(&self, last: Option<&LoadedReport>) -> Result<String, Message> {
        let before = || last?.report.title.as_ref()?.agency.clone();
        let agency = self.agency.clone().or_else(before).ok_or(msg::CliNewNoAgency)?;
        let agency = agency.trim();
        let is_name = !agency.is_empty()
            && agency.chars().count() <= MAX_AGENCY
            && !agency.contains(|c: char| c.is_control() || "|<>*_`#".contains(c));
        if is_name { Ok(agency.to_owned()) } else { Err(msg::CliNewAgency { limit: MAX_AGENCY }.into()) }
    }

    fn converted(&self, text: String) -> Result<Vec<u8>, Message> {
        let changes = || Message::from(msg::CliNewAgency { limit: MAX_AGENCY });
        let report = Report::read(&text, &Lines::parse(&text)).ok_or_else(changes)?;
        Ok(match self.to {
            NewFormat::Text => text.into_bytes(),
            NewFormat::Markdown => {
                let [style, ..] = MarkdownStyle::ALL;
                markdown(&text, &report, TextOrigin::Text, style).into_bytes()
            }
            NewFormat::Docx => {
                let printed = PrintedReport::new(&report, &text).map_err(|_| changes())?;
                export::document(&printed, ExportFormat::Docx, &Reading::new(&report, &text), Path::new(""))?
            }
        })
    }

    /// Says how many figures were carried over, and that the report is not complete where some are missing.
    fn note_carried(&self, session: &Session, last: Option<&LoadedReport>, path: &Path) {
        let format = edition_for_year(self.year.or(last.and_then(|last| last.report.year())));
        let slots = format.tables.iter().flat_map(|def| {
            (0..def.rows.len()).flat_map(move |row| def.columns_of(row).iter().map(move |column| (def, row, *column)))
        });
        let expected = slots.clone().filter(|(def, row, _)| is_carried(def, *row)).count();
        let found = slots.filter(|(def, row, column)| {
            last.is_some_and(|last| carried_over(last, def, CellRef { row: *row, column: *column }).is_some())
        });
        session.note(msg::CliNewCarried { path: names::shown(path), count: found.count(), expected });
    }
}

/// Whether the figures of a row are those of last year's report.
fn is_carried(def: &TableDef, row: usize) -> bool {
    def.row_with(Role::CarriedIn) == Some(row)
}

/// The figure that last year's report hands on to a cell: only a plain number in a certain place.
fn carried_over(last: &LoadedReport, def: &TableDef, at: CellRef) -> Option<String> {
    if !is_carried(def, at.row) {
        return None;
    }
    let table = last.report.table(&def.id)?;
    let last_def = table.def()?;
    let column = last_def.column_index(&def.columns.get(at.column)?.id)?;
    let cell = table.cell(last_def.row_with(Role::CarriedOver)?, column)?;
    cell.value.number().map(|figure| figure.normalize().to_string())
}
