//! Every message is used, and arguments are written in the style of each language. The build script compares the catalogues.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji_l10n::{Arg, Catalogue, Locale, Message, MessageId, msg};
use regex::Regex;

/// The source folders of every crate that may show messages to users.
fn sources(crates: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(crates).unwrap().map(|entry| entry.unwrap().path());
    let is_tool = |path: &PathBuf| {
        ["gouji-l10n", "gouji-properties", "gouji-testkit", "xtask"].iter().any(|tool| path.ends_with(tool))
    };
    let sources: Vec<PathBuf> =
        names.filter(|path| !is_tool(path)).map(|path| path.join("src")).filter(|folder| folder.is_dir()).collect();
    assert!(sources.len() > 8, "{sources:?}");
    sources
}

/// The code of the folder without its unit tests, which end each file.
fn read(folder: &Path, code: &mut String) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            read(&path, code);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            let source = fs::read_to_string(path).unwrap();
            code.push_str(source.split("#[cfg(test)]\nmod tests").next().unwrap());
        }
    }
}

/// The types of messages that the code makes. The compiler cannot tell, because the types are public.
fn used() -> BTreeSet<String> {
    let mut code = String::new();
    for folder in sources(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()) {
        read(&folder, &mut code);
    }
    let name = Regex::new(r"\bmsg::([A-Z][A-Za-z0-9]*)").unwrap();
    name.captures_iter(&code).map(|captures| captures[1].to_owned()).collect()
}

/// `row-label` as `RowLabel`.
fn type_name(id: &str) -> String {
    id.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

#[test]
fn every_message_is_used() {
    let used = used();
    let ids = MessageId::ALL.iter().map(|id| id.name());
    let unused: Vec<&str> = ids.filter(|id| !used.contains(&type_name(id))).collect();
    assert_eq!(unused, [] as [&str; 0], "in the catalogues, but no code writes `msg::` and their name");
}

#[test]
fn every_message_has_its_own_id() {
    let ids: BTreeSet<&str> = MessageId::ALL.iter().map(|id| id.name()).collect();
    assert_eq!(ids.len(), MessageId::ALL.len());
    assert_eq!(msg::ResidueFix.id(), MessageId::ResidueFix);
    assert_eq!(Message::from(msg::ResidueFix).id().name(), "residue-fix");
    assert_eq!(Message::from(msg::RowLabelFix { official: "" }).id().name(), "row-label-fix");
}

#[test]
fn arguments_are_in_the_order_of_their_names() {
    let message = Message::from(msg::RowLabel { official: "总计", found: "合计" });
    assert_eq!(message.args(), [("found", "合计".into()), ("official", "总计".into())]);
}

#[test]
fn figures_are_inserted_without_grouping() {
    let message = || msg::NarrativeTakeTable { stands: 1_234_567 };
    assert_eq!(Catalogue::for_locale(Locale::Chinese).text(message()), "正文改为表格的 1234567");
    assert_eq!(Catalogue::for_locale(Locale::English).text(message()), "Change the text to the table’s 1234567");
}

#[test]
fn sums_are_written_in_the_style_of_the_language() {
    let message = |addends: &[i64]| msg::TallyRelation {
        left: Arg::Equation(addends.iter().map(|addend| (*addend).into()).collect()),
        found: 4,
        expected: 3,
        difference: 1,
        cell: "总计",
        unit: "件",
        relation: "总计等于各列之和",
    };
    let chinese = Catalogue::for_locale(Locale::Chinese);
    let english = Catalogue::for_locale(Locale::English);
    assert!(chinese.text(message(&[1, 0, 2])).contains("，1＋0＋2＝3，相差"));
    assert!(english.text(message(&[1, 0, 2])).contains(", 1 + 0 + 2 = 3, a difference"));
    assert!(chinese.text(message(&[3])).contains("，3，相差"));
}

#[test]
fn a_locale_is_chosen_by_its_language() {
    for (tag, locale) in [
        ("zh-cn", Locale::Chinese),
        ("zh_CN.UTF-8", Locale::Chinese),
        ("zh-Hant-TW", Locale::Chinese),
        ("", Locale::Chinese),
        ("C.UTF-8", Locale::Chinese),
        ("en", Locale::English),
        ("de-DE", Locale::English),
    ] {
        assert_eq!(Locale::from_tag(tag), locale, "{tag}");
    }
}
