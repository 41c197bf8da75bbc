use proptest::prelude::*;

use super::Program;
use crate::Span;

const PATTERNS: [&str; 24] = [
    "件",
    "(?P<n>[0-9]+)件",
    "(?P<f>(?P<n>[0-9]+|[一二三]{1,3})(?:件次|件|条))",
    "(?:^|[，。])(?:共|收到)*(?P<n>[0-9]+)条?",
    "(?P<no>无|没有)(?:收到)?申请(?:$|[，。])",
    "(?:收到|收)(?:到申请|到)?",
    "(?:(?:件|条)?)+[0-9]",
    "(?:件*)*[0-9]",
    "(?:件*条?)*?[0-9]",
    "(?:件|件条){2,3}",
    "(?:件|件条){2,}?[0-9]",
    "[^，。]{1,4}件",
    "[^，。]*?件",
    "[0-9]+?[0-9]?件",
    "(?P<a>件)?(?P<b>条)?[0-9]",
    "(?:(?P<a>件)|(?P<b>条))+[0-9]",
    "件$",
    "^件",
    "^(?:件|条)+$",
    "[0-9]{0,3}件{0,2}条",
    "(?:件|条|)[0-9]",
    "(?:|件|条)[0-9]",
    "收到(?:[0-9]+件(?:、|和)?)+",
    "(?:申请|申)请?[0-9]",
];

fn same(pattern: &str, words: &str) -> std::result::Result<(), TestCaseError> {
    let regex = regex::Regex::new(pattern).expect("it is well-formed");
    let program = Program::compile(pattern).expect("it can be compiled");
    let names: Vec<&str> = regex.capture_names().flatten().collect();
    let expected: Vec<Vec<Option<Span>>> = regex
        .captures_iter(words)
        .map(|found| {
            let named = names.iter().map(|name| found.name(name));
            std::iter::once(found.get(0)).chain(named).map(|group| Some(group?.range().into())).collect()
        })
        .collect();
    let found: Vec<Vec<Option<Span>>> = program
        .all_groups(words)
        .iter()
        .map(|found| std::iter::once(Some(found.span())).chain(names.iter().map(|name| found.name(name))).collect())
        .collect();
    prop_assert_eq!(found, expected, "{} in {}", pattern, words);
    Ok(())
}

proptest! {
    #[test]
    fn a_program_matches_as_the_regex_does(words in "[件条收到申请无没有共，。0-2一二次、和]{0,24}") {
        for pattern in PATTERNS {
            same(pattern, &words)?;
        }
    }

    #[test]
    fn a_random_pattern_matches_as_the_regex_does(
        pattern in random_pattern(),
        words in "[甲乙丙]{0,12}",
    ) {
        if Program::compile(&pattern).is_ok() {
            same(&pattern, &words)?;
        }
    }
}

/// Patterns over three characters with all that a program supports.
fn random_pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[甲乙丙]{1,2}",
        Just("[甲乙]".to_owned()),
        Just("[^乙]".to_owned()),
        Just("^".to_owned()),
        Just("$".to_owned()),
        Just(String::new()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let times = prop_oneof![
            "[*+?]",
            "[*+?]\\?",
            Just("{1,2}".to_owned()),
            Just("{2,}".to_owned()),
            Just("{0,2}?".to_owned())
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            (inner, times).prop_map(|(part, times)| format!("(?:{part}){times}")),
        ]
    })
}

#[test]
fn what_a_program_lacks_is_told() {
    for (pattern, told) in [
        ("(", "unclosed group"),
        ("件?", "empty text"),
        (r"件\b", "boundary"),
        ("(?m)^件", "boundary"),
        ("件{60000}{60000}", "too large"),
        ("(?P<a>a)(?P<b>a)(?P<c>a)(?P<d>a)(?P<e>a)", "too large"),
    ] {
        let error = Program::compile(pattern).expect_err(pattern).to_string();
        assert!(error.contains(told), "{pattern}: {error}");
    }
}

#[test]
fn a_program_is_written_as_rust() {
    let program = Program::compile("(?P<n>[0-9])|件").expect("it can be compiled");
    assert_eq!(
        program.to_rust(),
        "Program { steps: Cow::Borrowed(&[Step::Unless { class: Class { start: 0, len: 1 }, to: 6 }, \
         Step::Split { number: 0, first: 2, second: 6 }, Step::Save(0), Step::Class(Class { start: 0, len: 1 }), Step::Save(1), \
         Step::Jump(7), Step::Text { start: 0, len: 3 }, Step::Match]), \
         texts: Cow::Borrowed(\"件\"), ranges: Cow::Borrowed(&[('0', '9'), ('0', '9'), ('件', '件')]), \
         groups: Cow::Borrowed(&[Cow::Borrowed(\"n\")]), splits: 1, first: Class { start: 1, len: 2 } }"
    );
}

/// The memory of a search is used again by the next one, also of another program and after a text that was too long to keep it.
#[test]
fn a_search_leaves_no_places_to_the_next_one() {
    let long = format!("{}12件", "收到".repeat(100_000));
    for words in ["收到12件", &long, "收12", "收到12件", "", "收到收到12件"] {
        for pattern in PATTERNS {
            same(pattern, words).expect("the same matches");
        }
    }
}
