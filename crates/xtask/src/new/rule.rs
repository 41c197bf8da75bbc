//! The skeleton of a rule: a folder in `gouji-lint`, two lines in the registry, and a block in both catalogues.

use super::name::Name;
use super::plan::{Plan, ensure_unused, insert_module, insert_sorted};
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::Path;

/// The folder of the rules.
const RULES: &str = "crates/gouji-lint/src/rules";
/// The rule whose pages supply the fixed headings.
const MODEL: &str = "crates/gouji-lint/src/rules/stray_latin";
/// Each catalogue, and the message that the block of the new rule begins with.
const CATALOGUES: [(&str, &str); 2] = [
    ("crates/gouji-l10n/locales/en.ftl", "TODO: what is wrong with “{ $found }”, and what to do."),
    ("crates/gouji-l10n/locales/zh-CN.ftl", "TODO：“{ $found }”有什么问题，请怎样改正。"),
];

const CODE: &str = r#"#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::Span;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

// TODO: choose the group and the severity.
pub(super) const RULE: Rule =
    Rule { name: "@kebab@", group: Group::Wording, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // TODO: write the check. This one reports the word TODO, so that the case in cases.toml passes.
    let word = "TODO";
    if let Some(start) = context.text.find(word) {
        findings.report(Span::new(start, start + word.len()), msg::@Camel@ { found: word });
    }
}
"#;

const CASES: &str = r#"# Changes of the clean report (`pages/clean.txt`), each of which makes this rule its one finding, at `place`.
# The first is the example of the rule's page.

# TODO: plant real errors. Each left side of `edits` occurs once in the clean report. Without `fixes = false`, each fix
# must remove the finding and add none.
[[case]]
edits = [["检查和培训", "检查TODO培训"]]
place = "TODO"
fixes = false
"#;

/// The pages: the file, the text before the fixed headings, and the text below each of them.
const PAGES: [(&str, &str, &str); 2] = [
    ("en.md", "# TODO: the title of the rule\n\nReports TODO.\n\nIt stays silent on TODO.\n", "TODO."),
    ("zh.md", "# TODO：规则的标题\n\n提示 TODO。\n\n以下情形不提示：TODO。\n", "TODO。"),
];

/// The steps that the command cannot do.
pub const REMAINING: &str = "\
  1. 代码、两页说明、植入的错误、两份提示中的每处 TODO
     every TODO: the code, both pages, the planted cases, the message in both catalogues
  2. 把提示移到相关规则旁边；改法的标题也写在那里 · move the messages to the group of related rules; add the titles of fixes
  3. 比较两年的规则：写入 rules/mod.rs 中需要上年报告的规则列表
     a rule that compares two years: add it to the list of rules in rules/mod.rs that need last year's report
  4. cargo xtask docs
  5. README.md、README.zh-CN.md（“What it finds”）和两份 CHANGELOG · both READMEs and both changelogs
  6. tests/reports/expected.json、tests/instructions.json（cargo xtask instructions --update）
  7. cargo test --locked --test rules --test invariants --test pages --test messages
  详见 CONTRIBUTING.md · details: CONTRIBUTING.md, “A rule from zero to merged”";

/// Plans the skeleton of a rule.
///
/// # Errors
/// A rule, module, message or block with this name exists, or a list to insert into is missing.
pub fn plan(root: &Path, name: &Name) -> Result<Plan> {
    ensure_unused(root, RULES, name)?;
    let mut plan = Plan::default();
    for (file, opening, text) in PAGES {
        plan.create(format!("{RULES}/{}/{file}", name.snake), page(root, file, opening, text)?);
    }
    for (file, template) in [("mod.rs", CODE), ("cases.toml", CASES)] {
        plan.create(format!("{RULES}/{}/{file}", name.snake), name.fill(template));
    }
    plan.edit(root, &format!("{RULES}/mod.rs"), |source| register(source, name))?;
    for (catalogue, message) in CATALOGUES {
        plan.edit(root, catalogue, |source| add_message(source, name, message))?;
    }
    Ok(plan)
}

/// A page with the headings of the same page of [`MODEL`].
fn page(root: &Path, file: &str, opening: &str, text: &str) -> Result<String> {
    let path = format!("{MODEL}/{file}");
    let model = fs::read_to_string(root.join(&path)).with_context(|| format!("could not read {path}"))?;
    let mut page = opening.to_owned();
    for heading in model.lines().filter(|line| line.starts_with("## ")) {
        page.push_str(&format!("\n{heading}\n\n{text}\n"));
    }
    Ok(page)
}

/// Adds the module of the rule, and its line in `ALL`.
fn register(source: &str, name: &Name) -> Result<String> {
    let source = insert_module(source, "", name)?;
    let listed = |line: &str| Some(line.strip_prefix("    ")?.strip_suffix("::RULE,")?.to_owned());
    insert_sorted(
        &source,
        |line| listed(line).is_some(),
        |line| listed(line).unwrap_or_default(),
        &name.snake,
        &format!("    {}::RULE,", name.snake),
    )
    .context("没有规则列表 · there is no list of rules")
}

/// Adds the block of the rule behind the last block of the rules, that is, before the next group of messages.
fn add_message(source: &str, name: &Name, message: &str) -> Result<String> {
    let (block, id) = (format!("## {}", name.kebab), format!("{} = ", name.kebab));
    ensure!(
        !source.lines().any(|line| line == block || line.starts_with(&id)),
        "已有此提示 · there is a message with this id: {}",
        name.kebab
    );
    let mut lines: Vec<&str> = source.lines().collect();
    let first_rule = lines.iter().position(|line| line.starts_with("## ")).context("no block of a rule")?;
    let group = lines.iter().skip(first_rule).position(|line| line.starts_with("### "));
    let end = first_rule + group.context("no group of messages behind the rules")?;
    let text = format!("{id}{message}");
    lines.splice(end..end, [block.as_str(), text.as_str(), ""]);
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{assert_refused, files, repository, write};
    use super::*;
    use crate::tools::paths;

    const CHANGED: [&str; 3] = [
        "crates/gouji-lint/src/rules/mod.rs",
        "crates/gouji-l10n/locales/en.ftl",
        "crates/gouji-l10n/locales/zh-CN.ftl",
    ];

    const FILES: [&str; 5] = [
        CHANGED[0],
        CHANGED[1],
        CHANGED[2],
        "crates/gouji-lint/src/rules/stray_latin/en.md",
        "crates/gouji-lint/src/rules/stray_latin/zh.md",
    ];

    #[test]
    fn a_new_rule_has_its_four_files_its_two_lines_and_its_messages() {
        let repository = repository(&FILES);
        let before = files(repository.path());
        write(repository.path(), "lost-word", plan).expect("written");
        let after = files(repository.path());
        let new: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
        let folder = "crates/gouji-lint/src/rules/lost_word";
        assert_eq!(new, ["cases.toml", "en.md", "mod.rs", "zh.md"].map(|file| format!("{folder}/{file}")).each_ref());
        let code = &after[&format!("{folder}/mod.rs")];
        assert!(code.contains(r#"name: "lost-word""#) && code.contains("msg::LostWord { found: word }"), "{code}");
        assert!(after.values().all(|text| ["@kebab@", "@snake@", "@Camel@"].iter().all(|mark| !text.contains(mark))));
        let added = |path: &str| -> Vec<String> {
            let mut old = before[path].lines().peekable();
            let is_new = |line: &&str| old.next_if_eq(line).is_none();
            after[path].lines().filter(is_new).map(str::to_owned).collect()
        };
        assert_eq!(added(CHANGED[0]), ["mod lost_word;", "    lost_word::RULE,"]);
        for (catalogue, message) in CATALOGUES {
            assert_eq!(added(catalogue), ["## lost-word", &format!("lost-word = {message}"), ""], "{catalogue}");
        }
    }

    #[test]
    fn the_registry_stays_in_alphabetical_order() {
        let source = fs::read_to_string(paths::root().join(CHANGED[0])).expect("the registry");
        for name in ["aaa", "lost_word", "zzz"] {
            let registered = register(&source, &Name::parse(name).expect("a name")).expect("registered");
            let rules: Vec<&str> = registered.lines().filter_map(|line| line.strip_suffix("::RULE,")).collect();
            let modules: Vec<&str> = registered.lines().filter_map(|line| line.strip_prefix("mod ")).collect();
            assert!(rules.is_sorted() && rules.contains(&format!("    {name}").as_str()), "{name}: {rules:?}");
            assert!(modules.is_sorted() && modules.contains(&format!("{name};").as_str()), "{name}: {modules:?}");
        }
    }

    #[test]
    fn the_pages_have_the_headings_of_a_page_in_use() {
        let repository = repository(&FILES);
        write(repository.path(), "lost-word", plan).expect("written");
        let files = files(repository.path());
        let headings = |page: &str| -> Vec<String> {
            page.lines().filter(|line| line.starts_with("##")).map(str::to_owned).collect()
        };
        for (file, opening, _) in PAGES {
            let page = &files[&format!("{RULES}/lost_word/{file}")];
            assert!(page.starts_with("# ") && page.starts_with(opening), "{page}");
            let in_use = headings(&files[&format!("{MODEL}/{file}")]);
            assert_eq!(in_use.len(), 3, "{in_use:?}");
            assert_eq!(headings(page), in_use, "{file}");
        }
    }

    #[test]
    fn a_second_run_is_refused_and_changes_nothing() {
        let repository = repository(&FILES);
        write(repository.path(), "lost-word", plan).expect("written");
        assert_refused(repository.path(), "lost-word", "exists already", plan);
        assert_refused(repository.path(), "lost_word", "exists already", plan);
    }

    #[test]
    fn names_in_use_are_refused() {
        let repository = repository(&FILES);
        assert_refused(repository.path(), "stray-latin", "exists already", plan);
        assert_refused(repository.path(), "missing-row", "there is a module", plan);
        assert_refused(repository.path(), "registry", "there is a module", plan);
        assert_refused(repository.path(), "renumber-all", "there is a message", plan);
    }

    #[test]
    fn bad_names_are_refused() {
        let repository = repository(&FILES);
        for name in ["Lost-Word", "lost word", "../lost", "lost-", ""] {
            assert_refused(repository.path(), name, "kebab-case", plan);
        }
    }

    #[test]
    fn nothing_is_written_where_a_list_is_missing() {
        let repository = repository(&FILES);
        fs::write(repository.path().join(CHANGED[2]), "no blocks\n").expect("written");
        assert_refused(repository.path(), "lost-word", "no block of a rule", plan);
    }
}
