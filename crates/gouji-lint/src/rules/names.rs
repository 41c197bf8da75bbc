use super::{ALL, Rule};

/// The rule called `name`.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

/// The rule name that `name` most likely means: the one with the fewest typing slips to it, if these are few.
pub fn closest(name: &str) -> Option<&'static str> {
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_lowercase().replace('_', "-");
    let distances = ALL.iter().map(|rule| (strsim::damerau_levenshtein(rule.name, &name), rule.name));
    distances.min().filter(|(distance, rule)| *distance <= rule.len() / 3).map(|(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_other_words_are_not() {
        for (name, meant) in [
            ("row-labl", Some("row-label")),
            ("ROW_LABEL", Some("row-label")),
            ("tally-mistmach", Some("tally-mismatch")),
            ("all", None),
            ("行名", None),
            ("", None),
        ] {
            assert_eq!(closest(name), meant, "{name}");
        }
        assert_eq!(closest(&"row-label".repeat(1_000_000)), None);
        assert!(named("row-label").is_some() && named("row-labl").is_none());
    }
}
