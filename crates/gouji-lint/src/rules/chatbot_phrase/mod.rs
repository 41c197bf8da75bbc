#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, WordFinder};

use crate::finding::Severity;
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "chatbot-phrase", group: Group::Leftovers, severity: Severity::Warning, page: page!(), check };

/// Phrases of a chat assistant: a word that the phrase contains, and the phrase as a regular expression. Both are in the folded form,
/// without blanks and with full-width punctuation. A phrase must be impossible in a report, which also addresses readers and gives
/// contact data (如有疑问，请与办公室联系).
const PHRASES: [(&str, &str); 15] = [
    (
        "好的，",
        "^(?:好的|当然|当然可以|没问题)[，！](?:以下[是为]|这是|下面是|我(?:将|会|来|已)|根据(?:您|你))[^。：]{0,40}[。：]?",
    ),
    ("以下是", "以下是(?:根据|按照|结合|为)?(?:您|你)[^。：]{0,40}[。：]?"),
    ("当然", "^当然(?:可以)?[，！](?:以下[是为]|这是|下面是)[^。：]{0,40}[。：]?"),
    ("作为", "作为(?:一个|一名|一款)?(?:AI|人工智能)(?:语言模型|大模型|模型|助手|助理)?，我"),
    ("我是", "我是(?:一个|一款)?(?:AI|人工智能)(?:语言模型|助手|助理)"),
    (
        "希望",
        "希望(?:以上|这份|这些|上述)?(?:内容|信息|报告|回答|文本|建议)?(?:能)?对(?:您|你)(?:能)?有(?:所)?帮助[。！]?",
    ),
    ("告诉我", "(?:请|可以|可)?(?:随时|直接)?告诉我"),
    ("需要我", "(?:如果|如)?(?:您|你)?需要我(?:帮|为|进一步|继续|再|对|将|把)[^。？]{0,30}[。？]?"),
    ("实际情况", "(?:您|你)可以?根据(?:实际情况|需要|实际需要)[^。]{0,20}(?:修改|调整|补充|替换)[^。]{0,10}[。]?"),
    ("†", "【[0-9]{1,3}[:：]?[0-9]{0,3}†[^】]{0,40}】"),
    ("citation", r"\[citation[:：][0-9]{1,3}\]"),
    ("oaicite", r"[:：]?contentReference\[oaicite[:：][0-9]{1,3}\](?:\{index=[0-9]{1,3}\})?"),
    ("languagemodel", "[Aa]sanAIlanguagemodel"),
    ("Ihope", "Ihopethishelps[.!！。]?"),
    ("Hereis", "(?:Sure|Certainly|Ofcourse)[,，!！.]Hereis"),
];

static WORDS: LazyLock<WordFinder> = LazyLock::new(|| WordFinder::new(PHRASES.iter().map(|(word, _)| *word)));
static PATTERNS: LazyLock<[AdaptiveRegex; 15]> = LazyLock::new(|| PHRASES.map(|(_, phrase)| patterns::pattern(phrase)));

/// The phrases of a chat assistant in a passage, in order, in bytes of its words.
struct ChatbotPhrases(Vec<Span>);

impl Fact<Passage> for ChatbotPhrases {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        // Folding takes longer than this check, which only the marks of citations and other Latin letters pass by.
        let may_fit = words.contains(['[', '†']) || words.bytes().any(|byte| byte.is_ascii_alphabetic());
        if !may_fit && WORDS.find_in(words).next().is_none() {
            return Self(Vec::new());
        }
        let folded = Folded::new(words);
        let words = folded.words();
        let mut kinds: Vec<usize> = WORDS.find_in(words).map(|(_, kind)| kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let patterns = kinds.into_iter().filter_map(|kind| PATTERNS.get(kind));
        let mut found: Vec<Span> = patterns.flat_map(|pattern| pattern.find_all(words)).collect();
        // At the same place, the phrase that is listed first counts.
        found.sort_by_key(|phrase| phrase.start);
        let mut end = 0;
        found.retain(|phrase| {
            let is_separate = phrase.start >= end;
            end = end.max(phrase.end);
            is_separate
        });
        Self(found.into_iter().map(|phrase| folded.source(phrase)).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for phrase in &paragraph.passage.fact::<ChatbotPhrases>().0 {
            let message = msg::ChatbotPhrase { found: phrase.slice(paragraph.words()) };
            findings.report(paragraph.place(*phrase), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_assistants_are_found_and_words_for_readers_are_not() {
        for (words, expected) in [
            ("好的，以下是根据您的要求撰写的内容：", vec!["好的，以下是根据您的要求撰写的内容："]),
            ("好的,以下是2024年报告的草稿。", vec!["好的,以下是2024年报告的草稿。"]),
            ("以下是为您整理的情况", vec!["以下是为您整理的情况"]),
            ("作为一个 AI 语言模型，我无法获取数据。", vec!["作为一个 AI 语言模型，我"]),
            ("希望以上内容对您有所帮助！", vec!["希望以上内容对您有所帮助！"]),
            ("希望对你有帮助", vec!["希望对你有帮助"]),
            ("如有修改，请随时告诉我。", vec!["请随时告诉我"]),
            ("您可以根据实际情况进行修改。", vec!["您可以根据实际情况进行修改。"]),
            ("更新及时[citation:1]，更新及时【1†source】。", vec!["[citation:1]", "【1†source】"]),
            ("I hope this helps!", vec!["I hope this helps!"]),
            ("如您对本报告有疑问，请与办公室联系。", vec![]),
            ("以下是各单位的情况：", vec![]),
            ("希望广大群众继续关注，为群众办好事，反映好的，及时推广。", vec![]),
            ("作为人工智能产业先行区，我区公开信息3条。", vec![]),
            ("群众说“需要我来办”，结合实际情况修改指南。", vec![]),
        ] {
            let passage = Passage::new(words);
            let found: Vec<&str> = passage.fact::<ChatbotPhrases>().0.iter().map(|span| span.slice(words)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
