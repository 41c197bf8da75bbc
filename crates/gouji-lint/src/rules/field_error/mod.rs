#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Message, msg};
use gouji_text::{Fact, Passage, Span, TextEdit, WordFinder, regex};
use regex::Regex;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, PlacedPassage, Rule, page, prose_and_headings};

pub(super) const RULE: Rule =
    Rule { name: "field-error", group: Group::Leftovers, severity: Severity::Warning, page: page!(), check };

/// Words that every field error and field code contains. Hardly any passage has them.
const MARKS: [&str; 13] = [
    "错误!",
    "错误！",
    "Error!",
    "MERGEFORMAT",
    "REF _",
    "HYPERLINK",
    "FORMTEXT",
    "FORMCHECKBOX",
    "EMBED",
    r"TOC \",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
];
static MARK_FINDER: LazyLock<WordFinder> = LazyLock::new(|| WordFinder::new(MARKS));

/// The words that Word and spreadsheets print in place of a value that they cannot compute.
static ERROR: LazyLock<Regex> = LazyLock::new(|| {
    let chinese = [
        "未找到引用源",
        "未找到目录项",
        "未定义书签",
        "未指定书签",
        "未指定文件名",
        "书签自引用",
        "超级?链接引用无效",
        "链接无效",
        "未知的文档属性名称",
        "文档中没有指定样式的文字",
        "仅主文档",
        "使用“开始”选项卡将[^。]{0,40}文字",
    ];
    let english = [
        "Reference source not found",
        "Bookmark not defined",
        "No bookmark name given",
        "No text of specified style in document",
        "No table of contents entries found",
        "Hyperlink reference not valid",
        "Not a valid link",
        "Unknown document property name",
        "Filename not specified",
        "Main Document Only",
        "Use the Home tab to apply[^.]{0,80}",
    ];
    let (chinese, english) = (chinese.join("|"), english.join("|"));
    regex(&format!(r"错误[!！] ?(?:{chinese})[。.]?|Error! ?(?:{english})\.?|#(?:REF!|DIV/0!|VALUE!)"))
});

/// The code of a field, which Word shows in place of the field's result.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    let switches = r#"(?: ?\\{1,2}\*? ?[A-Za-z]+(?: "[^"]{0,20}")?)*"#;
    let codes = [
        r"(?:PAGE)?REF _[A-Za-z]+[0-9]*",
        r"(?:PAGE|NUMPAGES|DATE|TIME|SEQ [A-Za-z]+) ?\\{1,2}\*? ?MERGEFORMAT",
        r#"HYPERLINK "[^"]{0,300}""#,
        r"EMBED [A-Za-z]+\.[A-Za-z]+(?:\.[0-9]{1,2})?",
        r#"TOC \\{1,2}o "[^"]{0,20}""#,
        "FORM(?:TEXT|CHECKBOX)",
    ];
    regex(&format!("(?:^|[^A-Za-z])(?P<code>(?:{}){switches})", codes.join("|")))
});

/// The fields of a passage, in order, in bytes of its words: the errors, and the codes.
struct Fields {
    errors: Vec<Span>,
    codes: Vec<Span>,
}

impl Fields {
    const fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.codes.is_empty()
    }
}

impl Fact<Passage> for Fields {
    gouji_text::usual!(Self { errors: Vec::new(), codes: Vec::new() }, Self::is_empty);

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        if MARK_FINDER.find_in(words).next().is_none() {
            return Self { errors: Vec::new(), codes: Vec::new() };
        }
        let errors = ERROR.find_iter(words).map(|found| Span::from(found.range()));
        let codes = CODE.captures_iter(words).filter_map(|found| Some(Span::from(found.name("code")?.range())));
        Self { errors: errors.collect(), codes: codes.collect() }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        report_in(&passage, findings);
    }
}

/// Reports the fields of a passage.
fn report_in(placed: &PlacedPassage<'_>, findings: &mut Findings<'_>) {
    let Fields { errors, codes } = placed.passage.fact::<Fields>();
    for error in errors {
        findings.report(placed.place(*error), msg::FieldError { found: error.slice(placed.passage.words()) });
    }
    for code in codes {
        let message: Message = msg::FieldCode { found: code.slice(placed.passage.words()).trim_end() }.into();
        findings.add(findings.new_finding(placed.place(*code), message).with_fix(Fix {
            title: msg::FieldCodeFix.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(placed.place(*code), "")],
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        let passage = Passage::new(words);
        let Fields { errors, codes } = passage.fact::<Fields>();
        errors.iter().chain(codes).map(|span| span.slice(words)).collect()
    }

    #[test]
    fn errors_and_codes_are_found_and_other_words_are_not() {
        for (words, expected) in [
            ("见错误!未找到引用源。所示", vec!["错误!未找到引用源。"]),
            ("见错误！ 未定义书签。", vec!["错误！ 未定义书签。"]),
            ("网站Error! Reference source not found.栏目", vec!["Error! Reference source not found."]),
            ("合计#REF!件", vec!["#REF!"]),
            ("网站FORMTEXT 栏目", vec!["FORMTEXT"]),
            ("EMBED Word.Document.8栏目", vec!["EMBED Word.Document.8"]),
            (r"网站 PAGE \* MERGEFORMAT 1栏目", vec![r"PAGE \* MERGEFORMAT"]),
            (r"网站PAGEREF _Toc123456 \h栏目", vec![r"PAGEREF _Toc123456 \h"]),
            (r#"TOC \o "1-3" \h \z \u 网站"#, vec![r#"TOC \o "1-3" \h \z \u"#]),
            (r#"HYPERLINK "http://www.a.gov.cn"栏目"#, vec![r#"HYPERLINK "http://www.a.gov.cn""#]),
            ("纠正错误！提高质量。发现错误!立即改正", vec![]),
            ("转换为PLATFORMTEXT和EMBED功能，HYPERLINK", vec![]),
        ] {
            assert_eq!(found(words), expected, "{words}");
        }
    }
}
