//! Findings as the protocol's diagnostics.

use std::hash::{DefaultHasher, Hash, Hasher};

use gouji_config::Trouble;
use gouji_core::{Analysis, Catalogue, Finding, Message, Severity, Span, rules};
use ropey::Rope;
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, notification::Notification,
};

use crate::documents::{MOST_OF_RULE, Snapshot};
use crate::profile::Related;
use crate::session::Session;
use crate::uri::wire;

const SOURCE: &str = "gouji";

/// `textDocument/publishDiagnostics`, with the URI as the client spells it.
pub(crate) enum Publish {}

/// Parameters of [`Publish`].
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct PublishParams {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Notification for Publish {
    type Params = PublishParams;
    const METHOD: &'static str = "textDocument/publishDiagnostics";
}

/// The diagnostics of those findings of the snapshot that `show` names; where others were left out, one says so.
pub(crate) fn diagnostics(
    session: &Session,
    snapshot: &Snapshot,
    analysis: &Analysis,
    show: &[usize],
) -> Vec<Diagnostic> {
    let shown = show.iter().filter_map(|at| analysis.findings.get(*at));
    let left_out = (analysis.left_out > 0).then(|| left_out(session, snapshot, analysis.left_out));
    shown.map(|finding| diagnostic(session, snapshot, finding)).chain(left_out).collect()
}

/// The diagnostic that says how many findings were left out. It belongs to the text as a whole, not to a rule.
fn left_out(session: &Session, snapshot: &Snapshot, count: usize) -> Diagnostic {
    let message = Message::new("findings-left-out").with("most", MOST_OF_RULE).with("count", count);
    Diagnostic {
        range: session.profile().encoding.range(&snapshot.rope, Span::at(0)),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: session.catalogue().render(&message),
        ..Diagnostic::default()
    }
}

/// One finding of the snapshot.
pub(crate) fn diagnostic(session: &Session, snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
    let (profile, catalogue) = (session.profile(), session.catalogue());
    let range = |span| profile.encoding.range(&snapshot.rope, span);
    let location = |related: &gouji_core::Related| {
        let (uri, rope) = match &related.source {
            None => (&snapshot.uri, &snapshot.rope),
            Some(source) => snapshot.beside_it(source).map(|other| (&other.uri, &other.rope))?,
        };
        Some(Location { uri: wire(uri)?, range: profile.encoding.range(rope, related.span) })
    };
    let related_information = (profile.related == Related::Supported).then(|| {
        let related = finding.related.iter().filter_map(|related| {
            let message = catalogue.render(&related.message);
            Some(DiagnosticRelatedInformation { location: location(related)?, message })
        });
        related.collect::<Vec<_>>()
    });
    Diagnostic {
        range: range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: session.documentation().page(finding.rule, catalogue.locale()),
        source: Some(source(finding.rule, catalogue)),
        message: catalogue.render(&finding.message),
        related_information: related_information.filter(|related| !related.is_empty()),
        ..Diagnostic::default()
    }
}

/// The program's name with the rule's title. Clients show it beside the code, which is the rule's name in every language.
fn source(rule: &str, catalogue: &Catalogue) -> String {
    match rules::named(rule) {
        Some(rule) => catalogue.render(&Message::new("finding-source").with("title", rule.title(catalogue.locale()))),
        None => SOURCE.to_owned(),
    }
}

/// What is wrong with a configuration.
pub(crate) fn troubles(session: &Session, trouble: &Trouble) -> Vec<Diagnostic> {
    let rope = Rope::from_str(&trouble.text);
    let problems = trouble.problems.iter().map(|problem| Diagnostic {
        range: session.profile().encoding.range(&rope, problem.span),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: session.catalogue().render(&problem.message),
        ..Diagnostic::default()
    });
    problems.collect()
}

/// An id that two equal sets of diagnostics share.
pub(crate) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}
