//! The generated pages are complete and correct in each language.
#![allow(clippy::unwrap_used)]

use gouji_l10n::{Catalogue, Locale};
use gouji_lint::rule_docs;
use gouji_lint::rules::{ALL, named};

/// The beginning of the sentence that introduces the finding of the example.
fn example_line(locale: Locale) -> &'static str {
    match locale {
        Locale::Chinese => "gouji 在第 ",
        Locale::English => "gouji says in line ",
    }
}

#[test]
fn every_page_shows_an_example() {
    for locale in Locale::ALL {
        let catalogue = Catalogue::for_locale(locale);
        for rule in ALL {
            let page = rule.render(catalogue);
            assert!(page.contains(&format!("`{}` · ", rule.name)), "{page}");
            assert!(page.contains(&format!("{} = \"off\"", rule.name)), "{page}");
            assert!(!page.contains("[[case]]"), "{page}");
            assert!(page.contains(example_line(locale)), "{}", rule.name);
        }
    }
}

#[test]
fn an_example_shows_the_passage_and_the_message() {
    let page = named("missing-row").unwrap().render(Catalogue::for_locale(Locale::Chinese));
    let rows = "1.信访举报投诉类申请\t2\t0\t0\t0\t0\t0\t2\n\t\t3.要求提供公开出版物";
    assert!(page.contains(rows), "the lines around the gap: {page}");
    assert!(page.contains("\n> 缺少 1 行："), "{page}");
}

#[test]
fn rules_are_found_by_their_names_only() {
    assert_eq!(named("row-label").map(|rule| rule.path(Locale::Chinese)), Some("zh-CN/row-label.md".to_owned()));
    assert_eq!(named("row-label").map(|rule| rule.path(Locale::English)), Some("row-label.md".to_owned()));
    assert!(named("Row-label").is_none());
}

#[test]
fn links_of_the_lists_lead_to_pages() {
    let files = rule_docs::files();
    let (lists, mut links) = (files.iter().filter(|file| file.path.ends_with("README.md")), 0);
    for list in lists {
        let folder = list.path.strip_suffix("README.md").unwrap();
        for target in list.text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(files.iter().any(|file| file.path == format!("{folder}{target}")), "{target}");
            links += 1;
        }
    }
    assert_eq!(links, 2 * ALL.len());
}

/// The most Latin words in a row, code aside: a name or an abbreviation is one, English text is many.
fn latin_run(line: &str) -> usize {
    let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" 码 ");
    let is_latin = |word: &&str| word.chars().any(|c| c.is_ascii_alphabetic());
    let words: Vec<&str> = prose.split_whitespace().collect();
    words.split(|word| !is_latin(word)).map(<[&str]>::len).max().unwrap_or_default()
}

#[test]
fn chinese_pages_are_chinese_and_name_their_basis() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for rule in ALL {
        assert!(rule.title(Locale::Chinese).contains(is_han), "{}", rule.name);
        for line in rule.page.zh.lines() {
            assert!(latin_run(line) < 3, "{}: {line}", rule.name);
            assert_ne!(line, "-", "{} names no basis", rule.name);
        }
    }
    assert_eq!(latin_run("报告 `a b c d` 中的 SARIF 日志"), 1);
    assert_eq!(latin_run("Writes the official label."), 4);
}
