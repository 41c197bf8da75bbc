//! The pages of the rules: the documents in a rule's folder, and an example with the finding that gouji reports.

use std::fmt::Write;

use gouji_l10n::{Bilingual, Catalogue, Locale, Message, Phrase, msg};

use super::example::{Example, example};
use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::{ALL, Group, Rule};

/// Name of the list of all rules.
const INDEX: &str = "README.md";

/// A generated page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of the pages, with slashes.
    pub path: String,
    /// Markdown.
    pub text: String,
}

/// All pages in all languages: a list of the rules, and a page for each rule.
pub fn files() -> Vec<File> {
    let pages_in = |locale| {
        let catalogue = Catalogue::for_locale(locale);
        let index = File { path: path(locale, INDEX), text: index(catalogue) };
        let pages: Vec<File> =
            ALL.iter().map(|rule| File { path: rule.path(locale), text: rule.render(catalogue) }).collect();
        std::iter::once(index).chain(pages)
    };
    Locale::ALL.into_iter().flat_map(pages_in).collect()
}

fn path(locale: Locale, name: &str) -> String {
    match locale {
        Locale::Chinese => format!("zh-CN/{name}"),
        Locale::English => name.to_owned(),
    }
}

impl Rule {
    /// The path of its page below the folder of the pages, as in `zh-CN/row-label.md`.
    pub fn path(&self, locale: Locale) -> String {
        path(locale, &format!("{}.md", self.name))
    }

    /// The title of its page: what the rule reports, in a few words.
    pub fn title(&self, locale: Locale) -> &'static str {
        self.parts(locale).0
    }

    /// Its titles in all languages, for a message.
    pub fn titles(&self) -> Bilingual {
        Bilingual {
            zh: self.title(Locale::Chinese).to_owned().into(),
            en: self.title(Locale::English).to_owned().into(),
        }
    }

    /// The Markdown below the title: what the rule does, why, on which basis, and how to fix its findings.
    pub fn body(&self, locale: Locale) -> &'static str {
        self.parts(locale).1
    }

    fn parts(&self, locale: Locale) -> (&'static str, &'static str) {
        let page = match locale {
            Locale::Chinese => self.page.zh,
            Locale::English => self.page.en,
        };
        let (title, body) = page.split_once('\n').unwrap_or((page, ""));
        (title.trim_start_matches('#').trim(), body.trim())
    }

    /// The Markdown of the section of its page that names its basis: articles, the official form, or a practice.
    pub fn basis(&self, locale: Locale) -> &'static str {
        let heading = match locale {
            Locale::Chinese => "## 依据",
            Locale::English => "## Basis",
        };
        let section = self.body(locale).split_once(heading).map(|(_, rest)| rest).unwrap_or_default();
        section.split("\n## ").next().unwrap_or_default().trim()
    }

    /// Its page, in Markdown.
    pub fn render(&self, catalogue: &Catalogue) -> String {
        let locale = catalogue.locale();
        let example = example(self);
        let group =
            catalogue.text(msg::PageGroup { group: self.group.name(), title: Message::from(group(self.group)) });
        let mut facts = vec![format!("`{}`", self.name), catalogue.text(severity(self.severity)), group];
        facts.extend(example.as_ref().map(|example| catalogue.text(fix_kind(&example.finding))));
        let mut page = format!("# {}\n\n{}\n\n{}\n", self.title(locale), facts.join(" · "), self.body(locale));
        if let Some(example) = example {
            let _ = write!(page, "\n{}", render_example(&example, catalogue));
        }
        let _ = write!(
            page,
            "\n## {}\n\n{}\n\n```toml\n[rules]\n{} = \"off\"\n```\n\n{}\n\n```html\n<!-- gouji: allow {} -->\n```\n",
            catalogue.text(msg::PageOff),
            catalogue.text(msg::PageOffEverywhere),
            self.name,
            catalogue.text(msg::PageOffHere),
            self.name,
        );
        page
    }
}

/// The name of a severity.
pub const fn severity(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => msg::SeverityError,
        Severity::Warning => msg::SeverityWarning,
        Severity::Info => msg::SeverityInfo,
        Severity::Hint => msg::SeverityHint,
    }
}

/// What the rules of a group look at, in a few words.
pub const fn group(group: Group) -> Phrase {
    match group {
        Group::Structure => msg::GroupStructure,
        Group::Tables => msg::GroupTables,
        Group::Tally => msg::GroupTally,
        Group::Prose => msg::GroupProse,
        Group::Years => msg::GroupYears,
        Group::Dates => msg::GroupDates,
        Group::Names => msg::GroupNames,
        Group::Wording => msg::GroupWording,
        Group::Form => msg::GroupForm,
        Group::Leftovers => msg::GroupLeftovers,
        Group::Privacy => msg::GroupPrivacy,
        Group::Reading => msg::GroupReading,
    }
}

/// Whether the finding is fixed by hand, safely, or by the user's choice.
fn fix_kind(finding: &Finding) -> Phrase {
    let safe = finding.fixes.iter().any(|fix| fix.applicability == Applicability::Safe);
    match finding.fixes.as_slice() {
        [] => msg::PageMendedByHand,
        _ if safe => msg::PageMendedSafely,
        _ => msg::PageMendedByChoice,
    }
}

fn render_example(example: &Example, catalogue: &Catalogue) -> String {
    let finding = &example.finding;
    let mut page = format!("## {}\n\n```text\n{}```\n\n", catalogue.text(msg::PageExample), example.passage());
    if let Some(last) = &example.last {
        let _ = write!(page, "{}\n\n```text\n{}```\n\n", catalogue.text(msg::PageLastYear), last.passage(None));
    }
    if let Some(alike) = &example.alike {
        let _ = write!(page, "{}\n\n```text\n{}```\n\n", catalogue.text(msg::PageAlike), alike.passage(None));
    }
    let (line, place) = example.place();
    let report = catalogue.text(msg::PageTold { line, place });
    let _ = write!(page, "{report}\n\n> {}\n", escaped(&catalogue.render(&finding.message)));
    let mut list = |title: Phrase, items: Vec<String>| {
        if !items.is_empty() {
            let _ = write!(page, "\n{}\n\n{}\n", catalogue.text(title), items.join("\n"));
        }
    };
    let related = finding.related.iter().map(|related| {
        let (line, message) = (example.line_of(related), related.message.clone());
        let text = match related.source {
            Some(_) if example.alike.is_some() => catalogue.text(msg::PageRelatedAlike { line, message }),
            Some(_) => catalogue.text(msg::PageRelatedLastYear { line, message }),
            None => catalogue.text(msg::PageRelatedAt { line, message }),
        };
        format!("- {}", escaped(&text))
    });
    list(msg::PageRelated, related.collect());
    let fix = |fix: &Fix| match fix.applicability {
        Applicability::Safe => format!("- {}", escaped(&catalogue.render(&fix.title))),
        Applicability::Chosen => {
            let chosen = msg::PageFixChosen { title: fix.title.clone() };
            format!("- {}", escaped(&catalogue.text(chosen)))
        }
    };
    list(msg::PageFixes, finding.fixes.iter().map(fix).collect());
    page
}

/// Escapes Markdown markup, and replaces line ends by blanks.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<").replace('*', "\\*").replace('\n', " ")
}

/// The rules by severity, the most severe first.
pub fn by_severity() -> impl Iterator<Item = (Severity, Vec<&'static Rule>)> {
    [Severity::Error, Severity::Warning, Severity::Info, Severity::Hint]
        .into_iter()
        .map(|severity| (severity, ALL.iter().filter(|rule| rule.severity == severity).collect::<Vec<_>>()))
        .filter(|(_, rules)| !rules.is_empty())
}

fn index(catalogue: &Catalogue) -> String {
    let mut page = format!("# {}\n\n{}\n", catalogue.text(msg::PageIndex), catalogue.text(msg::PageIndexAbout));
    for (level, rules) in by_severity() {
        let _ = write!(page, "\n## {}\n\n", catalogue.text(severity(level)));
        for rule in rules {
            let _ = writeln!(page, "- [`{}`]({}.md) {}", rule.name, rule.name, rule.title(catalogue.locale()));
        }
    }
    let _ = write!(page, "\n## {}\n\n{}\n\n", catalogue.text(msg::PageGroups), catalogue.text(msg::PageGroupsAbout));
    for listed in Group::ALL {
        let names: Vec<String> = listed.rules().map(|rule| format!("`{}`", rule.name)).collect();
        let title = Message::from(group(listed));
        let line = msg::PageGroupRules { group: listed.name(), title, rules: names.join(" ") };
        let _ = writeln!(page, "- {}", catalogue.text(line));
    }
    page
}
