//! The problems of catalogues for which the build fails, and the code for the others.

#[path = "../build/catalogue.rs"]
mod catalogue;
#[path = "../build/code.rs"]
mod code;

use catalogue::{Catalogue, Message, merge};

fn parse(file: &str, source: &str) -> Result<Catalogue, Vec<String>> {
    Catalogue::parse(file, source)
}

fn merged(chinese: &str, english: &str) -> Result<Vec<Message>, Vec<String>> {
    merge(&parse("zh.ftl", chinese)?, &parse("en.ftl", english)?)
}

fn problems(chinese: &str, english: &str) -> Vec<String> {
    merged(chinese, english).err().unwrap_or_default()
}

#[test]
fn a_message_that_a_catalogue_lacks_is_a_problem() {
    assert_eq!(
        problems("a = 甲\nb = 乙\n", "# A comment\nb = B\nc = C\n"),
        ["en.ftl: the message `a` is missing; zh.ftl:1 has it", "zh.ftl: the message `c` is missing; en.ftl:3 has it"]
    );
}

#[test]
fn different_arguments_are_a_problem() {
    assert_eq!(
        problems("\na = { $found }应为{ $expected }\n", "a = { $found } of { $total }, { $found }\n"),
        ["en.ftl:1: `a` lacks the argument `$expected`", "zh.ftl:2: `a` lacks the argument `$total`"]
    );
}

#[test]
fn the_order_of_words_may_differ() {
    assert_eq!(problems("a = { $b }{ $c }\n", "a = { $c } { $b }\n"), [] as [&str; 0]);
}

#[test]
fn all_problems_of_a_catalogue_are_listed_at_their_lines() {
    let source =
        "a = A\nb = { $c\nd = D\n    .title = T\n-term = T\nE = E\nf = { d }\ng = { $H }\na = A2\nh = { \"\" }\n";
    let problems = parse("en.ftl", source).err().unwrap_or_default();
    for expected in [
        "en.ftl:2: broken syntax: ",
        "en.ftl:3: `d` has attributes, and nothing reads attributes",
        "en.ftl: `-term` is a term; please write its words in each message",
        "en.ftl: the id `E` is not in kebab-case",
        "en.ftl: `f`: only arguments and text in quotation marks may be in braces",
        "en.ftl: `g`: the argument `$H` is not in snake_case",
        "en.ftl:9: `a` is defined twice",
        "en.ftl: `h` has no text",
    ] {
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{expected}: {problems:#?}");
    }
    assert_eq!(problems.len(), 8, "{problems:#?}");
}

#[test]
fn the_code_has_a_type_for_each_message_with_its_texts() {
    let messages = merged("a-b = 按<Tab>键\nc = { $to }到{ $from }\n", "a-b = Press `Tab`\nc = { $from } to { $to }\n");
    let code = code::generate(&messages.ok().unwrap_or_default()).unwrap_or_default();
    for expected in [
        "    /// `a-b`\n    AB,",
        r#"#[doc = "`a-b`\n\n按\\<Tab\\>键\n\nPress \\`Tab\\`"]"#,
        "    AB = 0,",
        r#"#[doc = "`c`\n\n{ $to }到{ $from }\n\n{ $from } to { $to }"]"#,
        "    pub struct C<TFrom, TTo> {",
        "        pub from: TFrom,",
        r#"[&[crate::Part::Words("按<Tab>键")], &[crate::Part::Words("Press `Tab`")]],"#,
        r#"[&[crate::Part::Argument("to"), crate::Part::Words("到"), crate::Part::Argument("from")], &["#,
    ] {
        assert!(code.contains(expected), "{expected} in {code}");
    }
}
