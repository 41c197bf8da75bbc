//! SARIF 2.1.0 (OASIS): one log with one run, for code scanning and its viewers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gouji_l10n::{Catalogue, Locale};
use gouji_lint::rules::{self, Rule};
use gouji_lint::{Finding, Fix, Severity};
use gouji_text::harmless;
use gouji_text::{Span, TextEdit};
use serde::Serialize;

use super::pages::page;
use super::source_files::{SourceFile, SourceFiles};
use super::{Envelope, Printer};
use crate::print::uri;
use crate::run::checked::CheckedReport;
use crate::run::documents::Spot;
use crate::run::totals::Totals;
use crate::run::unread::Unread;

/// The separator of two results.
const BETWEEN: &str = ",\n";
/// The results of a log without any.
const NO_RESULTS: &str = "\"results\": []";
/// The indent of the results in the log.
const INDENT: &str = "        ";

/// Prints a log with one run, file by file.
pub struct Log;

impl Printer for Log {
    fn lists_files(&self) -> bool {
        true
    }

    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let writer = ResultWriter { sources: SourceFiles::new(checked), catalogue };
        let result = |finding| indented(&writer.result(finding));
        checked.analysis.findings.iter().map(result).collect::<Vec<_>>().join(BETWEEN)
    }

    fn envelope(&self, totals: &Totals, catalogue: &Catalogue) -> Envelope {
        let driver = Driver {
            name: "gouji",
            semantic_version: env!("CARGO_PKG_VERSION"),
            language: match catalogue.locale() {
                Locale::Chinese => "zh-CN",
                Locale::English => "en",
            },
            rules: rules::ALL.iter().map(|rule| descriptor(rule, catalogue)).collect(),
        };
        let unread = totals.unread.iter().map(|unread| notification(unread, catalogue)).collect();
        let paths = totals.checked.iter().chain(totals.unread.iter().map(|unread| &unread.path));
        let paths: BTreeSet<&Path> = paths.map(PathBuf::as_path).collect();
        let run = SarifRun {
            tool: SarifTool { driver },
            column_kind: "unicodeCodePoints",
            results: [],
            invocations: [Invocation { execution_successful: !totals.trouble, tool_execution_notifications: unread }],
            artifacts: paths.into_iter().map(Artifact::new).collect(),
        };
        let document = SarifLog {
            schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            version: "2.1.0",
            runs: [run],
        };
        let none = pretty(&document) + "\n";
        // Quotation marks in strings are escaped, so this text occurs only once.
        let (head, foot) = none.split_once(NO_RESULTS).unwrap_or_default();
        Envelope { head: format!("{head}\"results\": [\n"), between: BETWEEN, foot: format!("\n      ]{foot}"), none }
    }
}

fn pretty(value: &impl Serialize) -> String {
    // Serialization of a log does not fail.
    harmless::json(serde_json::to_string_pretty(value).unwrap_or_default())
}

/// The JSON of a result, with the indent of the results. Line ends in strings are escaped.
fn indented(result: &SarifResult) -> String {
    format!("{INDENT}{}", pretty(result).replace('\n', &format!("\n{INDENT}")))
}

#[derive(Serialize)]
struct SarifLog {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun {
    tool: SarifTool,
    column_kind: &'static str,
    /// Empty here. The fragments of the files are inserted.
    results: [SarifResult; 0],
    invocations: [Invocation; 1],
    /// All files of the run.
    artifacts: Vec<Artifact>,
}

/// The outcome of the run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    /// Files that were not checked.
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    locations: [FileLocation; 1],
    descriptor: NotificationDescriptor,
}

/// The reason, by its name.
#[derive(Serialize)]
struct NotificationDescriptor {
    id: &'static str,
}

/// A location that is a whole file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileLocation {
    physical_location: WholeFile,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WholeFile {
    artifact_location: ArtifactLocation,
}

/// A file of the run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    location: ArtifactLocation,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct SarifTool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    help: SarifHelp,
    default_configuration: SarifConfiguration,
    properties: Tags,
}

/// The groups of a rule; viewers filter by tags.
#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct SarifConfiguration {
    level: &'static str,
}

#[derive(Serialize)]
struct SarifHelp {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

/// A `result` of the standard.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [SarifLocation; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
    properties: Properties,
}

/// Properties that the standard does not define.
#[derive(Serialize)]
struct Properties {
    severity: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<InDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    /// Lines and columns; none for a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

/// A place in a document, as text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

/// A place in a document, as numbers.
#[derive(Serialize)]
struct InDocument {
    document: Spot,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns from 1, columns in code points, the end exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Text,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<SarifReplacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifReplacement {
    deleted_region: Region,
    inserted_content: Text,
}

impl Artifact {
    fn new(path: &Path) -> Self {
        Self { location: ArtifactLocation { uri: uri::from_path(path) }, roles: ["analysisTarget"] }
    }
}

fn notification(unread: &Unread, catalogue: &Catalogue) -> Notification {
    let artifact_location = ArtifactLocation { uri: uri::from_path(&unread.path) };
    Notification {
        level: if unread.is_trouble() { "error" } else { "warning" },
        message: Text { text: catalogue.render(&unread.cause.message) },
        locations: [FileLocation { physical_location: WholeFile { artifact_location } }],
        descriptor: NotificationDescriptor { id: unread.cause.reason.name() },
    }
}

fn descriptor(rule: &Rule, catalogue: &Catalogue) -> Descriptor {
    let page = page(rule, catalogue);
    Descriptor {
        id: rule.name,
        short_description: Text { text: rule.title(catalogue.locale()).to_owned() },
        help: SarifHelp { text: page.clone(), markdown: page },
        default_configuration: SarifConfiguration { level: level(rule.severity) },
        properties: Tags { tags: [rule.group.name()] },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

struct ResultWriter<'a> {
    sources: SourceFiles<'a>,
    catalogue: &'a Catalogue,
}

impl ResultWriter<'_> {
    fn result(&self, finding: &Finding) -> SarifResult {
        let own = &self.sources.own;
        let say = |message| Text { text: self.catalogue.render(message) };
        let related = finding.related.iter().enumerate().map(|(at, related)| SarifLocation {
            id: Some(at + 1),
            message: Some(say(&related.message)),
            ..self.location(self.sources.for_related(related), related.span)
        });
        let replacement = |edit: &TextEdit| SarifReplacement {
            deleted_region: region(own, edit.span),
            inserted_content: Text { text: edit.text.clone() },
        };
        // An edit of the text cannot be applied to the document.
        let has_document_place = own.spot(finding.span.start).is_some();
        let fixes: &[Fix] = if has_document_place { &[] } else { &finding.fixes };
        let fixes = fixes.iter().map(|fix| SarifFix {
            description: say(&fix.title),
            artifact_changes: [ArtifactChange {
                artifact_location: artifact(own),
                replacements: fix.edits.iter().map(replacement).collect(),
            }],
        });
        SarifResult {
            rule_id: finding.rule,
            rule_index: rules::ALL.iter().position(|rule| rule.name == finding.rule),
            level: level(finding.severity),
            message: say(&finding.message),
            locations: [self.location(own, finding.span)],
            related_locations: related.collect(),
            fixes: fixes.collect(),
            properties: Properties { severity: finding.severity.name(), relations: finding.relations.clone() },
        }
    }

    fn location(&self, source_file: &SourceFile<'_>, span: Span) -> SarifLocation {
        let spot = source_file.spot(span.start);
        let region = if spot.is_none() { Some(region(source_file, span)) } else { None };
        let name = |spot: Spot| [LogicalLocation { fully_qualified_name: self.catalogue.render(&spot.message()) }];
        SarifLocation {
            id: None,
            physical_location: PhysicalLocation { artifact_location: artifact(source_file), region },
            logical_locations: spot.map(name),
            properties: spot.map(|document| InDocument { document }),
            message: None,
        }
    }
}

fn artifact(source_file: &SourceFile<'_>) -> ArtifactLocation {
    ArtifactLocation { uri: uri::from_path(Path::new(&source_file.file)) }
}

fn region(source_file: &SourceFile<'_>, span: Span) -> Region {
    let (start, end) = (source_file.places.place(span.start), source_file.places.place(span.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}
