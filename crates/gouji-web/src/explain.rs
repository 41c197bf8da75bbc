//! Task `explain`: the page of a rule as a tree of elements. The script of the page creates them one by one, so no markup is ever read.

use gouji_lint::rules;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use crate::request::RequestContext;

/// The page of a rule: a list of elements. An element is `[name, content…]`, a text is a string. The list is empty if there is no such
/// rule.
pub fn explain(context: &RequestContext, rule: &str) -> (Value, Vec<u8>) {
    let markdown = rules::named(rule).map(|rule| rule.render(context.client.catalogue)).unwrap_or_default();
    (json!({ "page": elements(&markdown) }), Vec::new())
}

/// The elements of a document in Markdown.
fn elements(markdown: &str) -> Vec<Value> {
    let mut tree = Tree::default();
    Parser::new(markdown).for_each(|event| tree.take(event));
    tree.finish()
}

#[derive(Default)]
struct Tree {
    /// The open elements, from the outermost one. The first one is the document.
    open: Vec<Vec<Value>>,
    /// The finished elements of the document.
    blocks: Vec<Value>,
    /// The last character, while a line end after it may be a blank.
    before_break: Option<char>,
    last: Option<char>,
}

impl Tree {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.begin(name(&tag));
                if matches!(tag, Tag::CodeBlock(_)) {
                    self.begin("code");
                }
            }
            Event::End(tag) => {
                if tag == TagEnd::CodeBlock {
                    self.end();
                }
                self.end();
            }
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.blank_before(&text);
                self.add(json!(["code", &*text]));
                self.last = text.chars().next_back();
            }
            Event::SoftBreak => self.before_break = self.last,
            Event::HardBreak => self.add(json!(["br"])),
            Event::Rule => self.add(json!(["hr"])),
            // Comments and the like are not shown.
            _ => {}
        }
    }

    fn begin(&mut self, name: &str) {
        self.before_break = None;
        self.open.push(vec![json!(name)]);
    }

    fn end(&mut self) {
        self.before_break = None;
        if let Some(element) = self.open.pop() {
            self.add(Value::Array(element));
        }
    }

    fn text(&mut self, text: &str) {
        self.blank_before(text);
        self.add(json!(text));
        self.last = text.chars().next_back();
    }

    /// A line end is a blank, but not between Chinese characters.
    fn blank_before(&mut self, text: &str) {
        let Some(before) = self.before_break.take() else { return };
        if before.is_ascii() || text.starts_with(|after: char| after.is_ascii()) {
            self.add(json!(" "));
        }
    }

    fn add(&mut self, content: Value) {
        self.open.last_mut().unwrap_or(&mut self.blocks).push(content);
    }

    fn finish(self) -> Vec<Value> {
        self.blocks
    }
}

/// The name of an element. The title of `gouji.html` is a heading of the first level, so those of a rule's page are one level lower.
fn name(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { level: HeadingLevel::H1, .. } => "h2",
        Tag::Heading { level: HeadingLevel::H2, .. } => "h3",
        Tag::Heading { .. } => "h4",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item => "li",
        Tag::CodeBlock(_) => "pre",
        Tag::BlockQuote(_) => "blockquote",
        Tag::Strong => "strong",
        Tag::Emphasis => "em",
        Tag::Paragraph => "p",
        // Links of the pages lead to other files, which are not in gouji.html.
        _ => "span",
    }
}

#[cfg(test)]
mod tests {
    use gouji_l10n::{Catalogue, Locale};
    use gouji_lsp::ClientContext;

    use super::*;

    fn page(rule: &str, locale: Locale) -> Vec<Value> {
        let client = ClientContext { catalogue: Catalogue::for_locale(locale), ..ClientContext::default() };
        let (head, _) = explain(&RequestContext { name: String::new(), client }, rule);
        head["page"].as_array().expect("a list").clone()
    }

    #[test]
    fn markdown_becomes_elements() {
        let text = "# 标题 `a`\n\n一\n二 b\nc **重**<b>\n\n- 甲\n- 乙\n\n> 引\n\n```html\n<i>\n```\n";
        let expected = json!([
            ["h2", "标题 ", ["code", "a"]],
            ["p", "一", "二 b", " ", "c ", ["strong", "重"]],
            ["ul", ["li", "甲"], ["li", "乙"]],
            ["blockquote", ["p", "引"]],
            ["pre", ["code", "<i>\n"]],
        ]);
        assert_eq!(Value::Array(elements(text)), expected);
    }

    #[test]
    fn every_rule_has_a_page_in_both_languages() {
        for rule in rules::ALL {
            for locale in Locale::ALL {
                let page = page(rule.name, locale);
                assert_eq!(page[0][0], "h2", "{}", rule.name);
                assert_eq!(page[0][1], rule.title(locale), "{}", rule.name);
                assert_eq!(page.iter().filter(|block| block[0] == "h3").count(), 5, "{}", rule.name);
            }
        }
    }

    #[test]
    fn an_unknown_rule_has_an_empty_page() {
        assert!(page("no-such-rule", Locale::English).is_empty());
    }
}
