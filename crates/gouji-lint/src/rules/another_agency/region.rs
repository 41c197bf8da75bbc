//! The word for the whole region, as in 全市, before a figure of the report's own table: the sentence is about the own region.

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_report::{Claim, Report, Verdict};
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, TextEdit, sentences};
use rust_decimal::Decimal;

use super::{SPECIAL, related_title};
use crate::finding::{Applicability, Fix};
use crate::patterns;
use crate::rules::{Context, Findings, prose};

/// Ends of the names of governments, and the word for the whole region of each.
const REGIONS: [(&str, &str); 7] = [
    ("街道", "全街道"),
    ("县", "全县"),
    ("旗", "全旗"),
    ("市", "全市"),
    ("区", "全区"),
    ("镇", "全镇"),
    ("乡", "全乡"),
];
/// Words after the region in the name of a government.
const GOVERNMENTS: [&str; 3] = ["人民政府", "政府", "办事处"];
/// A smaller figure may be the same in the region above by chance.
const LEAST: u32 = 3;

/// A sentence whose subject is a whole region, with its first figure: 2024年，全市共收到政府信息公开申请28件. 全县乡镇 is another subject.
static SUBJECT: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"^(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]是)?(?:20[0-9]{2}年度?|本年度?|今年|全年)?，?(?P<word>全(?:省|市|州|盟|县|区|旗|镇|乡|街道))(?P<between>[^0-9，：（）省市州盟县区旗镇乡街][^0-9，：（）]{0,30})(?P<figure>[0-9]+)",
    )
});

/// A region as the subject of a sentence, in bytes of the passage's words.
struct Subject {
    word: Span,
    /// The words between the region and the figure.
    between: Span,
    /// The digits.
    figure: Span,
    sentence: Span,
}

/// The regions that are subjects of a sentence with a figure.
struct Subjects(Vec<Subject>);

impl Fact<Passage> for Subjects {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        if !passage.words().contains('全') {
            return Self(Vec::new());
        }
        let folded = Folded::new(passage.words());
        let words = folded.words();
        Self(sentences(words).into_iter().filter_map(|sentence| subject(&folded, sentence)).collect())
    }
}

fn subject(folded: &Folded, sentence: Span) -> Option<Subject> {
    let part = sentence.slice(folded.words());
    let found = SUBJECT.captures_at(part, 0)?;
    let [word, between, figure] =
        ["word", "between", "figure"].map(|name| Some(folded.source(found.name(name)?.shift(sentence.start))));
    Some(Subject { word: word?, between: between?, figure: figure?, sentence: folded.source(sentence) })
}

pub(super) fn check(context: &Context<'_>, agency: &str, findings: &mut Findings<'_>) {
    let Some((region, expected)) = own_region(agency) else { return };
    for paragraph in prose(context) {
        let words = paragraph.words();
        for subject in &paragraph.passage.fact::<Subjects>().0 {
            let found = subject.word.slice(words);
            if found == expected || names_own(subject, words, region) {
                continue;
            }
            let Some(claim) = own_claim(context.report, paragraph.place(subject.figure).start) else { continue };
            let span = paragraph.place(subject.word);
            let message = msg::AnotherAgencyRegion { found, expected, figure: claim.figure };
            let finding = findings.new_finding(span, message).with_fix(Fix {
                title: msg::AnotherAgencyRegionFix { expected }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(span, expected)],
            });
            findings.add(related_title(context, finding));
        }
    }
}

/// The level of a government's region, and the word for the whole region; `None` for other agencies. An office or bureau may speak
/// of the government above it.
fn own_region(agency: &str) -> Option<(&'static str, &'static str)> {
    if SPECIAL.iter().any(|word| agency.contains(word)) {
        return None;
    }
    let region = GOVERNMENTS.iter().find_map(|word| agency.strip_suffix(word)).unwrap_or(agency);
    REGIONS.iter().find(|(level, _)| region.ends_with(level)).copied()
}

/// Whether the sentence speaks of the own region, too: 全市共收到28件，其中我县3件.
fn names_own(subject: &Subject, words: &str, level: &str) -> bool {
    let sentence = subject.sentence.slice(words);
    subject.between.slice(words).contains(level)
        || ["我", "本", "全", "其中"].iter().any(|word| sentence.contains(&format!("{word}{level}")))
}

/// The claim at the byte `start` of the text, if it equals the report's own table.
fn own_claim(report: &Report, start: usize) -> Option<&Claim> {
    let count = report.claims.partition_point(|claim| claim.span.start < start);
    let claim = report.claims.get(count).filter(|claim| claim.span.start == start && !claim.denial)?;
    let is_own = matches!(report.verdict(claim), Verdict::Agrees(_));
    (is_own && claim.figure >= Decimal::from(LEAST)).then_some(claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_governments_have_a_region() {
        for (agency, expected) in [
            ("青山县", Some("全县")),
            ("河东市青山县人民政府", Some("全县")),
            ("青山旗人民政府", Some("全旗")),
            ("河东市", Some("全市")),
            ("河东市青山区", Some("全区")),
            ("青山县石桥镇人民政府", Some("全镇")),
            ("青山县石桥乡政府", Some("全乡")),
            ("青山区东风街道办事处", Some("全街道")),
            ("青山县教育局", None),
            ("青山县人民政府办公室", None),
            ("青山经济开发区", None),
            ("青山自治县人民政府", None),
            ("青山社区", None),
            ("河东省人民政府", None),
        ] {
            assert_eq!(own_region(agency).map(|(_, word)| word), expected, "{agency}");
        }
    }

    #[test]
    fn a_region_is_the_subject_only_at_the_beginning_of_a_sentence() {
        for (words, expected) in [
            ("全市共收到政府信息公开申请28件。", Some("全市")),
            ("2024年，全市共收到政府信息公开申请28件。", Some("全市")),
            ("2024 年度全市共收到申请 28 件。", Some("全市")),
            ("（二）本年度，全省共收到申请28件。", Some("全省")),
            ("一是全年全区受理申请28件。", Some("全区")),
            ("加强管理。全镇受理申请28件。", Some("全镇")),
            ("全街道受理申请28件。", Some("全街道")),
            ("在全市排名第3。", None),
            ("参加全市培训3次。", None),
            ("全县乡镇共收到申请28件。", None),
            ("全市，收到申请28件。", None),
            ("全市（含县区）收到申请28件。", None),
            ("全年收到申请28件。", None),
            ("全市政务公开工作会议召开。", None),
        ] {
            let passage = Passage::new(words);
            let subjects = &passage.fact::<Subjects>().0;
            assert_eq!(subjects.first().map(|subject| subject.word.slice(words)), expected, "{words}");
        }
    }
}
