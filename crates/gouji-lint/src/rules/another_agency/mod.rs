#![doc = include_str!("en.md")]

mod region;

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_text::{AdaptiveRegex, Fact, Passage, Span, sentences};

use crate::finding::{Finding, Severity};
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "another-agency", group: Group::Names, severity: Severity::Warning, page: page!(), check };

/// A county, district or banner at the end of words, with the two or three characters of its name.
static PLACE: LazyLock<AdaptiveRegex> =
    LazyLock::new(|| patterns::pattern(r"(?P<name>[\u{4E00}-\u{9FFF}]{2,3}(?P<level>县|区|旗))"));
/// A sentence that says whom to ask about the report, with the government of a county.
static CONTACT: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"(?:请(?:与|向|和|同|联系|咨询)|联系单位：|联系部门：)(?P<before>[\u{4E00}-\u{9FFF}]{0,6}(?:省|市|州|盟))?(?P<name>[\u{4E00}-\u{9FFF}]{2,3}(?P<level>县|区|旗))(?:人民)?政府",
    )
});
/// A paragraph that is the signature of the government of a county.
static SIGNATURE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"^(?P<before>[\u{4E00}-\u{9FFF}]{0,6}(?:省|市|州|盟))?(?P<name>[\u{4E00}-\u{9FFF}]{2,3}(?P<level>县|区|旗))人民政府(?:办公室)?$",
    )
});
/// A longer paragraph is no signature. In bytes.
const LONGEST_SIGNATURE: usize = 100;
/// A report of such an agency may name the government of its county, and that government may name the agency.
const SPECIAL: [&str; 11] =
    ["开发区", "新区", "高新区", "园区", "自治", "示范区", "景区", "社区", "校区", "矿区", "林区"];

/// The counties that a passage names as the author of the report, in bytes of its words.
struct Authors(Vec<Span>);

impl Fact<Passage> for Authors {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        if !words.contains("政府") {
            return Self(Vec::new());
        }
        let mut authors = Vec::new();
        if words.len() <= LONGEST_SIGNATURE {
            authors.extend(SIGNATURE.captures_at(words, 0).and_then(|found| found.name("name")));
        }
        for sentence in sentences(words) {
            if !sentence.slice(words).contains("联系") {
                continue;
            }
            let found = CONTACT.captures_all(sentence.slice(words));
            authors.extend(found.iter().filter_map(|found| Some(found.name("name")?.shift(sentence.start))));
        }
        Self(authors)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(agency) = context.report.title.as_ref().and_then(|title| title.agency.as_deref()) else { return };
    if let Some(own) = own_place(agency) {
        check_authors(context, own, findings);
    }
    region::check(context, agency, findings);
}

fn check_authors(context: &Context<'_>, own: &str, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for place in &paragraph.passage.fact::<Authors>().0 {
            let named = place.slice(paragraph.words());
            if is_other(own, named) {
                let message = msg::AnotherAgency { found: named, own };
                let finding = findings.new_finding(paragraph.place(*place), message);
                findings.add(related_title(context, finding));
            }
        }
    }
}

/// The finding with the title of the report as a related place.
fn related_title(context: &Context<'_>, finding: Finding) -> Finding {
    match &context.report.title {
        Some(title) => finding.with_related(title.span.last_line(context.text), msg::AnotherAgencyTitle),
        None => finding,
    }
}

/// The county of an agency, as in 青山县 for 河东市青山县教育局; `None` if there is none, or its kind of agency is special.
fn own_place(agency: &str) -> Option<&str> {
    if SPECIAL.iter().any(|word| agency.contains(word)) {
        return None;
    }
    // The words of the city before the county may run into its name.
    let county = agency.rsplit_once(['省', '市', '州', '盟']).map_or(agency, |(_, county)| county);
    let found = PLACE.captures_at(county, 0)?;
    Some(found.name("name")?.slice(county))
}

/// Whether a county is another one of the same level. Neither name is part of the other.
fn is_other(own: &str, named: &str) -> bool {
    let level = |name: &str| name.chars().next_back();
    let is_special = SPECIAL.iter().any(|word| named.contains(word));
    level(own) == level(named) && !own.ends_with(named) && !named.ends_with(own) && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_county_of_the_same_level_is_reported() {
        for (agency, words, expected) in [
            ("青山县人民政府", "如有疑问，请与白水县人民政府办公室联系。", Some("白水县")),
            ("河东市青山县", "请与河东市白水县人民政府办公室联系。", Some("白水县")),
            ("青山县教育局", "白水县人民政府", Some("白水县")),
            ("青山县人民政府", "请与青山县人民政府办公室联系。", None),
            ("河东市青山区人民政府", "请与青山区人民政府办公室联系。", None),
            ("青山县人民政府", "请与河东市人民政府办公室联系。", None),
            ("青山县人民政府", "请与县人民政府办公室联系。", None),
            ("青山区人民政府", "请与白水县人民政府办公室联系。", None),
            ("青山县人民政府", "学习白水县人民政府的经验。", None),
            ("青山经济开发区管委会", "请与白水区人民政府办公室联系。", None),
            ("幸福社区卫生服务中心", "请与白水区人民政府办公室联系。", None),
            ("河东市人民政府", "请与白水县人民政府办公室联系。", None),
        ] {
            let passage = Passage::new(words);
            let authors = &passage.fact::<Authors>().0;
            let mut names = authors.iter().map(|place| place.slice(words));
            let other = own_place(agency).and_then(|own| names.find(|named| is_other(own, named)));
            assert_eq!(other, expected, "{agency}: {words}");
        }
    }
}
