//! Every message exists in every language, with the same arguments, and is used.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gouji_l10n::{Arg, Catalogue, Locale, Message};
use regex::Regex;

/// The names of the arguments of each message of a catalogue.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let id = Regex::new(r"^([a-z][a-z0-9-]*) = ").unwrap();
    let argument = Regex::new(r"\{ \$([a-z]+) ").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in locale.source().lines().filter(|line| !line.starts_with('#')) {
        if let Some(captures) = id.captures(line) {
            current = captures[1].to_owned();
            assert!(!found.contains_key(&current), "{current} is twice in {locale:?}");
            found.insert(current.clone(), BTreeSet::new());
        }
        let arguments = argument.captures_iter(line).map(|captures| captures[1].to_owned());
        if let Some(entry) = found.get_mut(&current) {
            entry.extend(arguments);
        }
    }
    found
}

/// The source folders of every crate that may show messages to users.
fn sources(crates: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(crates).unwrap().map(|entry| entry.unwrap().path());
    let is_tool =
        |path: &PathBuf| ["xtask", "gouji-properties", "gouji-testkit"].iter().any(|tool| path.ends_with(tool));
    let sources: Vec<PathBuf> =
        names.filter(|path| !is_tool(path)).map(|path| path.join("src")).filter(|folder| folder.is_dir()).collect();
    assert!(sources.len() > 8, "{sources:?}");
    sources
}

/// The ids that the code of these crates uses.
fn used() -> BTreeSet<String> {
    fn read(folder: &Path, into: &mut String) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                read(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut code = String::new();
    for folder in sources(crates) {
        read(&folder, &mut code);
    }
    let literal = Regex::new(r#""([a-z][a-z0-9-]*)""#).unwrap();
    literal.captures_iter(&code).map(|captures| captures[1].to_owned()).collect()
}

#[test]
fn both_catalogues_have_the_same_messages_with_the_same_arguments() {
    let chinese = messages(Locale::Chinese);
    assert!(chinese.len() > 40);
    assert_eq!(chinese, messages(Locale::English));
}

#[test]
fn every_message_is_used() {
    let used = used();
    for id in messages(Locale::Chinese).keys() {
        assert!(used.contains(id), "{id} is in the catalogues, but no code uses it");
    }
}

#[test]
fn every_message_in_the_code_is_in_the_catalogues() {
    let catalogue = messages(Locale::Chinese);
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let call = Regex::new(r#"Message::new\(\s*"([^"]+)""#).unwrap();
    let mut uses = 0;
    for folder in sources(crates) {
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = fs::read_to_string(&path).unwrap();
                let source = source.split("#[cfg(test)]").next().unwrap();
                for captures in call.captures_iter(source) {
                    uses += 1;
                    assert!(catalogue.contains_key(&captures[1]), "{} uses {}", path.display(), &captures[1]);
                }
            }
        }
    }
    assert!(uses > 30, "{uses} uses");
}

#[test]
fn the_catalogues_are_well_formed() {
    for locale in Locale::ALL {
        let parsed = fluent_bundle::FluentResource::try_new(locale.source().to_owned());
        assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
    }
}

#[test]
fn figures_are_inserted_without_grouping() {
    let message = Message::new("narrative-take-table").with("stands", 1_234_567);
    assert_eq!(Catalogue::for_locale(Locale::Chinese).render(&message), "正文改为表格的 1234567");
    assert_eq!(Catalogue::for_locale(Locale::English).render(&message), "Change the text to the table’s 1234567");
}

#[test]
fn sums_are_written_in_the_style_of_the_language() {
    let message = |addends: &[i64]| {
        let addends = addends.iter().map(|addend| (*addend).into()).collect();
        Message::new("tally-relation").with("left", Arg::Equation(addends)).with("found", 4)
    };
    let chinese = Catalogue::for_locale(Locale::Chinese);
    let english = Catalogue::for_locale(Locale::English);
    assert!(chinese.render(&message(&[1, 0, 2])).contains("，1＋0＋2＝3，相差"));
    assert!(english.render(&message(&[1, 0, 2])).contains(", 1 + 0 + 2 = 3, a difference"));
    assert!(chinese.render(&message(&[3])).contains("，3，相差"));
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
