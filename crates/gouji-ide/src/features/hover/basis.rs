//! The basis of the rules that have findings at a place.

use gouji_l10n::{Catalogue, msg};
use gouji_lint::{Finding, rules};

use super::{Hover, HoverBlock};

/// The maximum number of rules whose basis is shown at one place.
const MAX_RULES: usize = 4;

/// Adds to the hover text at `offset` the basis of each rule that has a finding there: the article, the official form or the
/// practice that the page of the rule names.
pub fn with_basis(hover: Option<Hover>, findings: &[Finding], offset: usize, catalogue: &Catalogue) -> Option<Hover> {
    let mut shown: Vec<&Finding> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.span.touches(offset)) {
        if shown.len() < MAX_RULES && !shown.iter().any(|earlier| earlier.rule == finding.rule) {
            shown.push(finding);
        }
    }
    let blocks = shown.iter().filter_map(|finding| basis(finding.rule, catalogue));
    let span = shown.first().map(|finding| finding.span);
    let mut hover = hover.or(span.map(|span| Hover { span, blocks: Vec::new() }))?;
    hover.blocks.extend(blocks);
    (!hover.blocks.is_empty()).then_some(hover)
}

fn basis(rule: &str, catalogue: &Catalogue) -> Option<HoverBlock> {
    let rule = rules::named(rule)?;
    let locale = catalogue.locale();
    let words = rule.basis(locale).replace('\n', " ");
    Some(HoverBlock::Text(catalogue.text(msg::HoverRuleBasis {
        rule: rule.name,
        title: rule.title(locale),
        basis: words,
    })))
}

#[cfg(test)]
mod tests {
    use gouji_l10n::Locale;
    use gouji_lint::Analysis;

    use super::*;
    use crate::features::hover::hover;

    #[test]
    fn a_place_with_a_finding_has_the_basis_of_the_rule() {
        let text = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n帐号已经公布，账号有效。\n";
        let analysis = Analysis::new(text);
        let report = analysis.report.expect("a report");
        let at = |needle: &str, locale| {
            let catalogue = Catalogue::for_locale(locale);
            let offset = text.find(needle).expect("the needle is there");
            with_basis(hover(&report, None, offset, catalogue), &analysis.findings, offset, catalogue)
        };
        let found = at("帐号", Locale::Chinese).expect("a hover");
        assert_eq!(found.span.slice(text), "帐号");
        let [HoverBlock::Text(words)] = found.blocks.as_slice() else { panic!("{found:?}") };
        assert!(words.contains("misspelt-word") && words.contains("《现代汉语词典》"), "{words}");
        let english = at("帐号", Locale::English).expect("a hover");
        assert!(matches!(&english.blocks[..], [HoverBlock::Text(words)] if words.contains("Basis of")), "{english:?}");
        assert_eq!(at("有效", Locale::Chinese), None);
    }

    #[test]
    fn every_rule_has_a_basis_in_both_languages() {
        for rule in rules::ALL {
            for locale in Locale::ALL {
                let basis = rule.basis(locale);
                assert!(!basis.is_empty() && !basis.contains("##"), "{}: {basis}", rule.name);
            }
        }
    }
}
