use super::{ALL, Rule};

/// The group of a rule: what it looks at. A configuration can set the level of a whole group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Sections, headings and their numbers.
    Structure,
    /// Rows, columns and cells of the official tables.
    Tables,
    /// Relations between the figures of a table.
    Tally,
    /// Figures in prose, against the tables and against each other.
    Prose,
    /// The report against last year's, or against other reports.
    Years,
    /// Years, dates and the period.
    Dates,
    /// Names of agencies, titles, and cited documents.
    Names,
    /// Words, and the wording of figures.
    Wording,
    /// Marks of punctuation and of headings.
    Form,
    /// Words that should have been removed or filled in before publication.
    Leftovers,
    /// Personal data.
    Privacy,
    /// Whether the text could be read as a report.
    Reading,
}

impl Group {
    /// All groups, in the order in which they are listed.
    pub const ALL: [Self; 12] = [
        Self::Structure,
        Self::Tables,
        Self::Tally,
        Self::Prose,
        Self::Years,
        Self::Dates,
        Self::Names,
        Self::Wording,
        Self::Form,
        Self::Leftovers,
        Self::Privacy,
        Self::Reading,
    ];

    /// Its public name, which never changes. No rule has the same name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Tables => "tables",
            Self::Tally => "tally",
            Self::Prose => "prose",
            Self::Years => "years",
            Self::Dates => "dates",
            Self::Names => "names",
            Self::Wording => "wording",
            Self::Form => "form",
            Self::Leftovers => "leftovers",
            Self::Privacy => "privacy",
            Self::Reading => "reading",
        }
    }

    /// The group called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// Its rules, by name.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        ALL.iter().filter(move |rule| rule.group == self)
    }
}

#[cfg(test)]
mod tests {
    use super::Group;
    use crate::rules::{ALL, named};

    #[test]
    fn every_rule_is_in_a_listed_group_and_no_group_is_empty() {
        assert_eq!(Group::ALL.into_iter().map(|group| group.rules().count()).sum::<usize>(), ALL.len());
        for group in Group::ALL {
            assert!(group.rules().next().is_some(), "{group:?}");
            assert_eq!(Group::from_name(group.name()), Some(group));
            assert!(named(group.name()).is_none(), "a rule is called {}", group.name());
        }
        assert_eq!(Group::from_name("rules"), None);
    }
}
