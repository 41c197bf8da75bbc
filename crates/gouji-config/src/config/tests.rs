use super::*;
use gouji_l10n::{Catalogue, Locale};
use gouji_lint::Severity;

fn level(config: &Config, path: &str, rule: &str) -> Option<Level> {
    config.policy(Path::new(path)).level(rules::named(rule).expect("a rule"))
}

#[test]
fn rules_are_set_and_overrides_win_in_their_order() {
    let config = Config::parse(
        r#"
        baseline = "accepted.json"
        [rules]
        title-form = "warning"
        row-label = "off"
        [[overrides]]
        paths = ["历年/**", "2019*.txt"]
        rules = { row-label = "hint", outdated-table = "off" }
        [[overrides]]
        paths = ["历年/2020.txt"]
        rules = { row-label = "error" }
        "#,
    )
    .expect("it is right");
    assert_eq!(config.baseline, Some(PathBuf::from("accepted.json")));
    for (path, rule, expected) in [
        ("a.txt", "title-form", Some(Level::At(Severity::Warning))),
        ("a.txt", "row-label", Some(Level::Off)),
        ("a.txt", "outdated-table", None),
        ("历年/a/b.txt", "outdated-table", Some(Level::Off)),
        ("历年/a/b.txt", "row-label", Some(Level::At(Severity::Hint))),
        ("历年/2020.txt", "row-label", Some(Level::At(Severity::Error))),
        ("d/2019年报.txt", "outdated-table", Some(Level::Off)),
        ("2019/a.txt", "outdated-table", None),
    ] {
        assert_eq!(level(&config, path, rule), expected, "{path} {rule}");
    }
}

#[test]
fn groups_are_set_and_rules_win() {
    let config = Config::parse(
        r#"
        [rules]
        row-label = "hint"
        [groups]
        tables = "off"
        dates = "error"
        [[overrides]]
        paths = ["历年/**"]
        groups = { tables = "info" }
        rules = { row-order = "off" }
        "#,
    )
    .expect("it is right");
    for (path, rule, expected) in [
        ("a.txt", "row-order", Some(Level::Off)),
        ("a.txt", "row-label", Some(Level::At(Severity::Hint))),
        ("a.txt", "year-mismatch", Some(Level::At(Severity::Error))),
        ("a.txt", "misspelt-word", None),
        ("历年/a.txt", "row-label", Some(Level::At(Severity::Info))),
        ("历年/a.txt", "row-order", Some(Level::Off)),
    ] {
        assert_eq!(level(&config, path, rule), expected, "{path} {rule}");
    }
}

#[test]
fn the_words_of_an_agency_reach_the_policy() {
    let config =
        Config::parse("[words]\nterms = ['其它门']\nslips = { '政务中心' = '政务服务中心' }").expect("it is right");
    let policy = config.policy(Path::new("a.txt"));
    let words = policy.words().expect("there are words");
    assert_eq!((words.slips_in("政务中心").len(), words.terms_in("其它门").len()), (1, 1));
    assert_eq!(Config::parse("[words]").expect("it is right").policy(Path::new("a.txt")), Policy::default());
}

#[test]
fn mistakes_in_groups_and_words_are_reported_at_their_places() {
    let text = "[groups]\nwordings = 'off'\ntables = 'of'\n[words]\nslip = 1\nterms = ['', 'a b', 3]\n\
        [words.slips]\n'帐号' = '帐号'\n'' = '号'\n'攻府' = 2\n[[overrides]]\npaths = []\n";
    let problems = problems_in(text);
    let places: Vec<&str> = problems.iter().map(|(place, _)| place.as_str()).collect();
    let expected = ["wordings", "'of'", "slip", "''", "'a b'", "3", "'帐号'", "''", "2", "[[overrides]]"];
    assert_eq!(places, expected);
    for (at, words) in [(0, "是否要写“wording”"), (2, "slips、terms"), (6, "帐号"), (9, "“rules”或“groups”")]
    {
        assert!(problems[at].1.contains(words), "{:?}", problems[at]);
    }
    let many: String = (0..1_001).map(|number| format!("'词{number}',")).collect();
    assert_eq!(problems_in(&format!("[words]\nterms = [{many}]"))[0].0, "'词1000'");
}

/// The problems of a text: the words at the place, and the message in Chinese.
fn problems_in(text: &str) -> Vec<(String, String)> {
    let catalogue = Catalogue::for_locale(Locale::Chinese);
    let problems = Config::parse(text).expect_err("it is wrong");
    let place_and_message =
        |problem: &Problem| (problem.span.slice(text).to_owned(), catalogue.render(&problem.message));
    problems.iter().map(place_and_message).collect()
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let problems = problems_in(
        "basline = 1\nbaseline = 2\n[rules]\nrow-labl = \"off\"\ntitle-form = \"warn\"\nalles = \"off\"\n[[overrides]]\npaths = [\"a[\", 3]\npfade = []\n",
    );
    let places: Vec<&str> = problems.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["basline", "2", "row-labl", "\"warn\"", "alles", "[[overrides]]", "\"a[\"", "3", "pfade"]);
    for (at, words) in
        [(0, "baseline"), (2, "是否要写“row-label”"), (3, "off、hint、info、warning、error"), (5, "rules")]
    {
        assert!(problems[at].1.contains(words), "{:?}", problems[at]);
    }
    assert!(!problems[4].1.contains("是否"), "{:?}", problems[4]);
}

#[test]
fn files_are_excluded_by_their_path_or_by_a_folder_above() {
    let config = Config::parse("exclude = ['草稿/', '历年/2019/**', '*.bak.txt']").expect("it is right");
    for path in ["草稿/a.txt", "县/草稿/b/c.txt", "历年/2019/a.txt", "x/a.bak.txt"] {
        assert!(config.excludes(Path::new(path)), "{path}");
    }
    for path in ["a.txt", "草稿.txt", "历年/2020/a.txt", "x/历年/2019/a.txt", "bak.txt"] {
        assert!(!config.excludes(Path::new(path)), "{path}");
    }
    assert!(!Config::default().excludes(Path::new("a.txt")));
    assert!(problems_in("exclude = '草稿'")[0].1.contains("列表"));
}

#[test]
fn a_baseline_must_be_inside_the_folder() {
    for name in ["../bashrc", "/proc/self/environ", "//server/share/x", "C:x", "a/../../b", "", "NUL"] {
        let text = format!("baseline = '{name}'\n");
        let problems = problems_in(&text);
        assert_eq!(problems.len(), 1, "{text}");
        assert_eq!(problems[0].0, format!("'{name}'"));
        assert!(problems[0].1.contains("文件夹"), "{problems:?}");
    }
    let config = Config::parse("baseline = '历年\\a.json'").expect("it is inside");
    assert_eq!(config.baseline, Some(Path::new("历年").join("a.json")));
}

#[test]
fn a_pattern_that_is_too_large_is_reported() {
    let large = format!("{{{}}}", (0..200_000).map(|number| format!("{number}*")).collect::<Vec<_>>().join(","));
    let deep = format!("{}{}", "{a,".repeat(3_000), "}".repeat(3_000));
    for pattern in [large, deep] {
        let problems = problems_in(&format!("[[overrides]]\npaths = ['a.txt', '{pattern}']\nrules = {{}}\n"));
        assert_eq!(problems.len(), 1);
        assert!(problems[0].0 == format!("'{pattern}'"), "at {}", problems[0].0.len());
    }
}

#[test]
fn of_many_mistakes_the_first_are_reported_and_the_others_counted() {
    let text: String = (0..20_000).rev().map(|number| format!("wrong{number} = 1\n")).collect();
    let problems = problems_in(&text);
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    assert_eq!((problems[0].0.as_str(), problems[99].0.as_str()), ("wrong19999", "wrong19900"));
    assert!(problems[100].1.contains("19900"), "{:?}", problems[100]);
    let text: String = (0..20_000).map(|number| format!("{{ paths = {number} }},")).collect();
    assert_eq!(problems_in(&format!("overrides = [{text}]")).len(), MAX_PROBLEMS + 1);
}

#[test]
fn a_syntax_error_is_reported_at_its_place() {
    let problems = problems_in("[rules]\nrow-label = off\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].0, "off");
}

#[test]
fn an_empty_configuration_changes_nothing() {
    let config = Config::parse("").expect("it is right");
    assert_eq!(config.policy(Path::new("a.txt")), Policy::default());
}
