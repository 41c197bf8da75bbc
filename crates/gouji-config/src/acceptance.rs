//! Edits of a configuration or a baseline that accept findings. This module writes no file: editors apply the edits.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_files::{FileStore, Place};
use gouji_lint::{Finding, Level, rules};
use gouji_text::{Span, TextEdit};
use toml::de::{DeTable, DeValue};

use crate::baseline::Baseline;
use crate::config::Config;
use crate::resolver::{Resolver, name_in};
use crate::text::{self, MAX_BASELINE_BYTES, MAX_CONFIG_BYTES};
use crate::{BASELINE_NAME, CONFIG_NAME};

/// An edit of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// Its present text; `None` if the file does not exist.
    pub before: Option<Arc<str>>,
    /// The edit of this text, or of an empty text if the file does not exist.
    pub edit: TextEdit,
}

impl FileChange {
    /// The text of the file after the edit.
    pub fn after(&self) -> String {
        let before = self.before.as_deref().unwrap_or_default();
        let part = |range: std::ops::Range<usize>| before.get(range).unwrap_or_default();
        [part(0..self.edit.span.start), &self.edit.text, part(self.edit.span.end..before.len())].concat()
    }
}

impl Resolver {
    /// An edit that switches the rule off in the configuration of the file at `path`, or in a new configuration in
    /// `folder`. `None` if the configuration cannot be read, or if the edit would not switch the rule off: its author may
    /// have written the rules in another way, or an override may have set the level. Reads files.
    pub fn switch_off_rule(&self, path: &Path, folder: &Path, rule: &str) -> Option<FileChange> {
        let rule = rules::named(rule)?;
        let config = self.config_of(path).unwrap_or_else(|| Place::inside(folder, CONFIG_NAME));
        let before = read(self.file_store(), &config, MAX_CONFIG_BYTES)?;
        let edit = switch_off(before.as_deref().unwrap_or_default(), rule.name)?;
        let change = FileChange { path: config.path(), before, edit };
        let inside = path.strip_prefix(change.path.parent()?).unwrap_or(path);
        let policy = Config::parse(&change.after()).ok()?.policy(inside);
        if policy.level(rule) == Some(Level::Off) { Some(change) } else { None }
    }

    /// The baseline of the file at `path`, or a new one in `folder`. `None` if the baseline cannot be read. Reads files.
    pub fn editable_baseline(&self, path: &Path, folder: &Path) -> Option<EditableBaseline> {
        let place = self.effective(path).baseline_place.unwrap_or_else(|| Place::inside(folder, BASELINE_NAME));
        let before = read(self.file_store(), &place, MAX_BASELINE_BYTES)?;
        let accepted = match &before {
            Some(text) => Baseline::parse(text).ok()?,
            None => Baseline::default(),
        };
        let baseline = place.path();
        Some(EditableBaseline { name: name_in(&baseline, path), path: baseline, before, accepted })
    }
}

/// A baseline, and a file whose findings can be added to it. Its edits read no further files.
#[derive(Debug)]
pub struct EditableBaseline {
    path: PathBuf,
    before: Option<Arc<str>>,
    accepted: Baseline,
    /// The name of the file in the baseline.
    name: String,
}

impl EditableBaseline {
    /// An edit that accepts one more finding of the file, which is analysed as `text`.
    pub fn accept(&self, text: &str, finding: &Finding) -> Option<FileChange> {
        let mut accepted = self.accepted.clone();
        accepted.add(&self.name, text, finding);
        let edit = smallest_edit(self.before.as_deref().unwrap_or_default(), &accepted.to_json()?);
        Some(FileChange { path: self.path.clone(), before: self.before.clone(), edit })
    }
}

/// The text of a file, as an editor shows it: `Some(None)` if the file does not exist, `None` if it cannot be read.
fn read(files: &FileStore, place: &Place, max_bytes: u64) -> Option<Option<Arc<str>>> {
    match text::read(files, place, max_bytes) {
        Ok(text) => Some(Some(text.into())),
        Err(refusal) if refusal.is_missing() => Some(None),
        Err(_) => None,
    }
}

/// The smallest edit that turns `before` into `after`. It leaves out their common beginning and end, because a baseline can have
/// thousands of entries.
fn smallest_edit(before: &str, after: &str) -> TextEdit {
    let equal = |(one, other): &((usize, char), char)| one.1 == *other;
    let start = before.char_indices().zip(after.chars()).take_while(equal).last();
    let start = start.map_or(0, |((at, c), _)| at + c.len_utf8());
    let (rest, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let same = rest.chars().rev().zip(new.chars().rev()).take_while(|(one, other)| one == other);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    TextEdit::new(Span::new(start, before.len() - end), new.get(..new.len() - end).unwrap_or_default())
}

/// Sets the rule's level to `off` below the header `[rules]`. Adds the header if the configuration has no such table.
fn switch_off(text: &str, rule: &str) -> Option<TextEdit> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let table = DeTable::parse(text).ok()?;
    let rules_entry = table.get_ref().iter().find(|(key, _)| &**key.get_ref() == "rules");
    let Some((header, value)) = rules_entry else {
        let gap = match text {
            "" => "",
            _ if text.ends_with('\n') => line_end,
            _ => &line_end.repeat(2),
        };
        return Some(TextEdit::new(Span::at(text.len()), format!("{gap}[rules]{line_end}{rule} = \"off\"{line_end}")));
    };
    let DeValue::Table(levels) = value.get_ref() else { return None };
    if let Some((_, level)) = levels.iter().find(|(key, _)| &**key.get_ref() == rule) {
        return Some(TextEdit::new(level.span().into(), "\"off\""));
    }
    let after_header = text.get(header.span().end..)?;
    let next_line = after_header.find('\n').map(|at| header.span().end + at + 1);
    Some(match next_line {
        Some(at) => TextEdit::new(Span::at(at), format!("{rule} = \"off\"{line_end}")),
        None => TextEdit::new(Span::at(text.len()), format!("{line_end}{rule} = \"off\"{line_end}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_lint::Analysis;
    use std::fs;

    fn switched(text: &str) -> Option<String> {
        let edit = switch_off(text, "row-label")?;
        Some(FileChange { path: PathBuf::new(), before: Some(text.into()), edit }.after())
    }

    #[test]
    fn an_edit_leaves_out_the_common_beginning_and_end() {
        for (before, after) in
            [("", ""), ("", "甲"), ("甲乙丙", "甲丁丙"), ("甲甲", "甲甲甲"), ("甲乙", "甲"), ("乙", "丙")]
        {
            let edit = smallest_edit(before, after);
            assert!(edit.text.chars().count() <= 1 && edit.span.len() <= "甲".len(), "{before} {after} {edit:?}");
            let change = FileChange { path: PathBuf::new(), before: Some(before.into()), edit };
            assert_eq!(change.after(), after);
        }
    }

    #[test]
    fn a_rule_is_switched_off_in_the_table_of_rules() {
        for (before, after) in [
            ("", "[rules]\nrow-label = \"off\"\n"),
            ("baseline = \"b.json\"", "baseline = \"b.json\"\n\n[rules]\nrow-label = \"off\"\n"),
            ("[rules] # 级别\ntitle-form = \"off\"\n", "[rules] # 级别\nrow-label = \"off\"\ntitle-form = \"off\"\n"),
            ("[rules]\r\nrow-label = \"error\"\r\n", "[rules]\r\nrow-label = \"off\"\r\n"),
            ("[rules]", "[rules]\nrow-label = \"off\"\n"),
            (
                "[[overrides]]\npaths = []\nrules = {}\n",
                "[[overrides]]\npaths = []\nrules = {}\n\n[rules]\nrow-label = \"off\"\n",
            ),
        ] {
            assert_eq!(switched(before).as_deref(), Some(after), "{before}");
        }
        assert_eq!(switched("[rules\n"), None, "it is no TOML");
    }

    #[test]
    fn an_edit_is_offered_only_if_it_takes_effect() {
        let folder = tempfile::tempdir().expect("a folder");
        let (report, config) = (folder.path().join("a.txt"), folder.path().join(CONFIG_NAME));
        let offered = |text: &str| {
            fs::write(&config, text).expect("a file");
            Resolver::default().switch_off_rule(&report, folder.path(), "row-label")
        };
        assert_eq!(offered("[rules]\n").expect("it fits").path, config);
        for text in [
            "[rules\n",
            "rules = { title-form = \"off\" }\n",
            "rules.title-form = \"off\"\n",
            "[[overrides]]\npaths = [\"*\"]\nrules = { row-label = \"error\" }\n",
        ] {
            assert_eq!(offered(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_accepted_finding_disappears() {
        let folder = tempfile::tempdir().expect("a folder");
        let (report, baseline) = (folder.path().join("a.txt"), folder.path().join(BASELINE_NAME));
        let text = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强资金资金管理，完善资金资金制度，加强培训培训。\n";
        let mut findings = Analysis::new(text).findings;
        findings.retain(|finding| finding.rule == "repeated-word");
        assert_eq!(findings.len(), 3);
        for remaining in [2, 1, 0] {
            let resolver = Resolver::default();
            let editable = resolver.editable_baseline(&report, folder.path()).expect("a readable baseline");
            let change = editable.accept(text, &findings[0]).expect("a change");
            assert_eq!((change.path.as_path(), change.before.is_none()), (baseline.as_path(), remaining == 2));
            fs::write(&baseline, change.after()).expect("a file");
            resolver.refresh();
            resolver.effective(&report).filter_accepted(text, &mut findings);
            assert_eq!(findings.len(), remaining);
            findings =
                Analysis::new(text).findings.into_iter().filter(|finding| finding.rule == "repeated-word").collect();
            Resolver::default().effective(&report).filter_accepted(text, &mut findings);
        }
    }
}
