use super::{ALL, Group, Rule};

/// The rule called `name`.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

/// The rule name that `name` most likely means: the one with the fewest typing slips to it, if these are few.
pub fn closest(name: &str) -> Option<&'static str> {
    closest_of(ALL.iter().map(|rule| rule.name), name)
}

/// The group name that `name` most likely means, as [`closest`] does for rules.
pub fn closest_group(name: &str) -> Option<&'static str> {
    closest_of(Group::ALL.into_iter().map(Group::name), name)
}

fn closest_of(names: impl Iterator<Item = &'static str>, name: &str) -> Option<&'static str> {
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_lowercase().replace('_', "-");
    let distances = names.map(|known| (strsim::damerau_levenshtein(known, &name), known));
    distances.min().filter(|(distance, known)| *distance <= known.len() / 3).map(|(_, known)| known)
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
        assert_eq!((closest_group("wordings"), closest_group("row-label")), (Some("wording"), None));
        assert!(named("row-label").is_some() && named("row-labl").is_none());
    }
}
