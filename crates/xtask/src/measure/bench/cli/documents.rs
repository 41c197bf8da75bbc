//! The documents section: whole processes over reports in the formats that offices have.

use super::files::{Files, Layouts};
use super::race::{Runner, race};
use super::{Context, Part, Processors};
use crate::measure::bench::page::MarkdownTable;
use crate::measure::bench::peers::{Contestant, PANDOC, PYTHON_DOCX, reason};
use crate::measure::bench::stats::{Times, figure, ratio};
use crate::measure::bench::target::{Bound, Target};
use crate::measure::usage::mib;
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::find_program;
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wait4::Wait4 as _;

/// How a format is made from the reports.
#[derive(Clone, Copy)]
enum Maker {
    /// The files are there already: the reports themselves, and their Word documents.
    Made,
    /// `iconv`, from UTF-8.
    Iconv,
    /// `gouji export`.
    Export,
    /// LibreOffice, from the Word documents.
    LibreOffice,
}

/// A format, the folder of its files, and how they are made.
struct BenchFormat {
    name: &'static str,
    folder: &'static str,
    maker: Maker,
}

const FORMATS: [BenchFormat; 6] = [
    BenchFormat { name: "Markdown", folder: "markdown", maker: Maker::Made },
    BenchFormat { name: "text in GB18030", folder: "gb18030", maker: Maker::Iconv },
    BenchFormat { name: "Word `.docx`", folder: "docx", maker: Maker::Made },
    BenchFormat { name: "web page", folder: "html", maker: Maker::Export },
    BenchFormat { name: "Word 97 `.doc`", folder: "doc", maker: Maker::LibreOffice },
    BenchFormat { name: "PDF", folder: "pdf", maker: Maker::LibreOffice },
];
/// The index of the Word documents in the formats.
const DOCX: usize = 2;
/// LibreOffice takes a second for a file, so it converts only one of so many.
const LIBRE_OFFICE_SHARE: usize = 10;

/// Reads every paragraph and cell of the Word documents below a folder.
const READ_WITH_PYTHON_DOCX: &str = "\
import sys, pathlib, docx
for path in pathlib.Path(sys.argv[1]).rglob('*.docx'):
    document = docx.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
";

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let temporary = tempfile::tempdir()?;
    let folder = context.texts.clone().unwrap_or_else(|| temporary.path().to_owned());
    line("reports");
    let wanted = context.effort.choose(1_000, 100);
    let mut reports = Files::reports(&folder, wanted + wanted / 2, Layouts::Markdown, line)?;
    reports.count = keep_exportable(&reports, wanted, &folder, context)?;
    let mut part = Part::default();
    let mut table =
        MarkdownTable::new(["format", "files", "KB a file", "median s", "ms a file", "÷ Markdown", "most MiB", "runs"]);
    let own = || Runner { contestant: Contestant::gouji(context, &["check"]), fails_from: 2 };
    let mut markdown = None;
    let mut word = None;
    for (at, format) in FORMATS.iter().enumerate() {
        line(format.name);
        let files = match make(format, &reports, &folder, context, line) {
            Ok(files) => files,
            Err(error) => {
                table.row([format.name.to_owned(), format!("not measured: {}", reason(&error))]);
                continue;
            }
        };
        let times = own_times(race(&[own()], &files, &folder, Processors::All, context.effort)?)?;
        let each = times.median().as_secs_f64() / files.count as f64;
        let first = *markdown.get_or_insert(each);
        table.row([
            format.name.to_owned(),
            files.count.to_string(),
            figure(files.bytes as f64 / files.count as f64 / 1e3),
            figure(times.median().as_secs_f64()),
            figure(each * 1e3),
            figure(each / first),
            figure(peak(context, &folder.join(files.path))?),
            times.len().to_string(),
        ]);
        if at == DOCX {
            word = Some(files);
        }
    }
    part.say(
        "### Documents\n\n\
         `gouji check` of a folder, on all processors, from the start of the process to its end, files in the system's cache, medians; the\n\
         memory is the largest of one run. Every folder has the same reports, or the first tenth of them where LibreOffice makes the files.\n\n",
    );
    part.say(&table.markdown());
    if let Some(word) = word {
        part.append(compare(context, &word, &folder, line)?);
    }
    Ok(part)
}

/// Compares gouji with programs that only read or convert Word documents.
fn compare(context: &Context, word: &Files, folder: &Path, line: &mut Listener<'_>) -> Result<Part> {
    let mut part = Part::default();
    let first = word.each(folder)?.into_iter().next().context("no document")?;
    let one = Files { name: "one document".to_owned(), path: ONE, count: 1, bytes: 0 };
    fs::copy(folder.join(first), folder.join(ONE))?;
    let gouji = |arguments| Runner { contestant: Contestant::gouji(context, arguments), fails_from: 2 };
    let python = Contestant::peer(&PYTHON_DOCX, "python-docx", &["-c", READ_WITH_PYTHON_DOCX], line);
    let pandoc = Contestant::peer(&PANDOC, "pandoc, to Markdown:", &["--to=markdown"], line);
    let all = [gouji(&["check"]), Runner { contestant: python, fails_from: 1 }];
    let single = [gouji(&["import"]), Runner { contestant: pandoc, fails_from: 1 }];
    let mut table = MarkdownTable::new(["read", "program", "median s", "÷ gouji", "runs"]);
    for (files, runners, target) in [(word, &all, 5.0), (&one, &single, 2.0)] {
        let times = race(runners, files, folder, Processors::One, context.effort)?;
        let medians: Vec<_> = times.iter().map(|times| Some(times.as_ref().ok()?.median())).collect();
        let own = medians[0].context("gouji was not measured")?;
        for (runner, times) in runners.iter().zip(&times) {
            let cells = match times {
                Ok(times) => {
                    let median = times.median();
                    vec![figure(median.as_secs_f64()), figure(ratio(median, own)), times.len().to_string()]
                }
                Err(reason) => vec![reason.clone()],
            };
            table.row([files.name.clone(), runner.contestant.name.clone()].into_iter().chain(cells));
        }
        let peer = &runners[1].contestant.name;
        let against = medians[1].map(|peer| ratio(peer, own));
        part.target(Target::new(format!("{}: {peer} ÷ gouji", files.name), Bound::AtLeast(target), against, ""));
    }
    part.say(
        "\nOn one processor. gouji checks the documents, or converts one (`gouji import`); python-docx reads every paragraph and cell and does\n\
         nothing with it; pandoc converts one to Markdown.\n\n",
    );
    part.say(&table.markdown());
    Ok(part)
}

/// The path of a single document in the folder of all files.
const ONE: &str = "one.docx";

/// Makes the files of a format from the reports.
fn make(
    format: &BenchFormat,
    reports: &Files,
    folder: &Path,
    context: &Context,
    line: &mut Listener<'_>,
) -> Result<Files> {
    let BenchFormat { folder: path, maker, .. } = *format;
    let target = folder.join(path);
    let each = reports.each(folder)?;
    match maker {
        Maker::Made => {}
        Maker::Iconv => {
            let iconv = find_program("iconv").context("iconv is not there")?;
            for report in &each {
                let text =
                    Command::new(&iconv).args(["-f", "UTF-8", "-t", "GB18030"]).arg(folder.join(report)).output()?;
                fs::write(named(&target, report, "txt")?, text.stdout)?;
            }
        }
        Maker::Export => {
            for report in &each {
                let is_exported = export(context, &folder.join(report), path, &named(&target, report, path)?)?;
                ensure!(is_exported, "{report} cannot be exported");
            }
        }
        Maker::LibreOffice => {
            let office = find_program("soffice").context("LibreOffice is not there")?;
            let share = &each[..each.len() / LIBRE_OFFICE_SHARE];
            let documents = share.iter().map(|report| named(&folder.join(FORMATS[DOCX].folder), report, "docx"));
            let mut convert = Command::new(office);
            convert.arg(format!("-env:UserInstallation=file://{}", folder.join("office").display()));
            // One folder below, as in the other formats.
            convert.args(["--headless", "--convert-to", path, "--outdir"]).arg(target.join("000"));
            convert.args(documents.collect::<Result<Vec<_>>>()?).check(line)?;
        }
    }
    let mut files = Files { name: String::new(), path, count: 0, bytes: 0 };
    for inner in fs::read_dir(&target)? {
        for file in fs::read_dir(inner?.path())? {
            files.count += 1;
            files.bytes += usize::try_from(file?.metadata()?.len())?;
        }
    }
    files.name = format!("{} × {}", files.count, format.name);
    Ok(files)
}

/// Exports reports as Word documents until enough are exported, and deletes the others: those with rows that the official form does not have
/// cannot be exported. Returns the number of reports that are left.
fn keep_exportable(reports: &Files, wanted: usize, folder: &Path, context: &Context) -> Result<usize> {
    let target = folder.join(FORMATS[DOCX].folder);
    let mut exported = 0;
    for report in reports.each(folder)? {
        if exported < wanted && export(context, &folder.join(&report), "docx", &named(&target, &report, "docx")?)? {
            exported += 1;
        } else {
            fs::remove_file(folder.join(report))?;
        }
    }
    Ok(exported)
}

/// Whether a report could be exported to a file.
fn export(context: &Context, report: &Path, to: &str, file: &Path) -> Result<bool> {
    let mut command = Command::new(&context.gouji);
    command.args(["export", "--quiet", "--to", to, "--output-file"]).arg(file).arg(report);
    Ok(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?.success())
}

/// The path of a report in the folder of another format. Makes its folder.
fn named(target: &Path, report: &str, extension: &str) -> Result<PathBuf> {
    let below = Path::new(report).components().skip(1).collect::<PathBuf>();
    let path = target.join(below).with_extension(extension);
    fs::create_dir_all(path.parent().context("a folder")?)?;
    Ok(path)
}

fn own_times(times: Vec<Result<Times, String>>) -> Result<Times> {
    let own = times.into_iter().next().context("no times")?;
    own.map_err(|reason| anyhow::anyhow!("gouji: {reason}"))
}

/// The largest resident memory of one `gouji check`, in MiB.
pub fn peak(context: &Context, path: &Path) -> Result<f64> {
    let mut command = Command::new(&context.gouji);
    command.arg("check").arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let usage = command.spawn()?.wait4()?;
    Ok(mib(usage.rusage.maxrss / 1024))
}
