//! The names of the agency in its own report. A copy has other names in the same sentence.

use std::borrow::Cow;

use memchr::memmem::Finder;

use super::customary::han;
use crate::Report;

/// Last characters of the names of places.
const PLACE_ENDINGS: [char; 11] = ['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡', '道', '岛'];

/// The forms in which a report may name its agency, the longest first: the full name, its parts (青山县, 教育局), and places
/// without their last character (青山).
#[derive(Clone, Debug)]
pub(super) struct OwnNames {
    names: Vec<String>,
    /// For each name, the search for it. A sentence seldom has one.
    finders: Vec<Finder<'static>>,
}

impl PartialEq for OwnNames {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl OwnNames {
    pub(super) fn of_report(report: &Report) -> Self {
        Self::new(names(report))
    }

    pub(super) fn new(names: Vec<String>) -> Self {
        let finders = names.iter().map(|name| Finder::new(name).into_owned()).collect();
        Self { names, finders }
    }

    /// The text without the names; borrowed if it has none.
    pub(super) fn removed_from<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for (name, finder) in self.names.iter().zip(&self.finders) {
            if finder.find(text.as_bytes()).is_some() {
                text = Cow::Owned(text.replace(name.as_str(), ""));
            }
        }
        text
    }
}

fn names(report: &Report) -> Vec<String> {
    let Some(agency) = report.title.as_ref().and_then(|title| title.agency.as_deref()) else { return Vec::new() };
    let name = han(agency);
    let mut names: Vec<String> =
        parts(&name).flat_map(|part| [Some(part), bare_place(part)]).flatten().map(str::to_owned).collect();
    let ends = ["关于", "人民政府", "政府"];
    names.extend(ends.into_iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned));
    names.push(name);
    names.retain(|name| name.chars().nth(1).is_some());
    names.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    names.dedup();
    names
}

/// The name, divided after each place.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split_inclusive(PLACE_ENDINGS).filter(|part| part.chars().nth(1).is_some())
}

/// The name of a place without its last character, if it still has two.
fn bare_place(part: &str) -> Option<&str> {
    part.strip_suffix(PLACE_ENDINGS).filter(|bare| bare.chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use crate::Lines;

    use super::*;

    fn names(agency: &str) -> Vec<String> {
        let text = format!("{agency}2024年政府信息公开工作年度报告\n\n一、总体情况\n");
        super::names(&Report::read(&text, &Lines::parse(&text)).expect("a report"))
    }

    #[test]
    fn an_agency_has_its_full_name_and_the_names_of_its_places() {
        assert_eq!(names("江州市青山县教育局"), ["江州市青山县教育局", "教育局", "青山县", "江州", "青山"]);
        assert_eq!(names("青山县人民政府"), ["青山县人民政府", "人民政府", "青山县", "青山"]);
        assert_eq!(names(""), [""; 0]);
    }
}
