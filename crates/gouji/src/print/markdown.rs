//! Renders Markdown for a terminal: paragraphs in its width, bold headings, and no marks.

use anstyle::Style;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthChar;

use crate::print::wrap::{columns, wrap};

/// The indent of a nested block.
const STEP: &str = "  ";
const BOLD: Style = Style::new().bold();
/// The begin and end of bold text before it is broken into lines. These control characters take no columns, and no line is broken
/// at them.
const BEGIN: &str = "\u{1}";
const END: &str = "\u{2}";

/// Renders the document in lines of at most `width` columns. Lines of code are not broken.
pub fn render(markdown: &str, width: usize) -> String {
    let mut page = TerminalPage { width, ..TerminalPage::default() };
    Parser::new(markdown).for_each(|event| page.take(event));
    page.flush();
    page.out.replace(BEGIN, &BOLD.render().to_string()).replace(END, &BOLD.render_reset().to_string())
}

#[derive(Default)]
struct TerminalPage {
    width: usize,
    out: String,
    /// The text of the current block until now.
    words: String,
    /// The text before each line, one entry per surrounding block.
    indents: Vec<&'static str>,
    /// The text before the first line of an item.
    bullet: Option<String>,
    /// The number of the next item, one entry per surrounding list; `None` for a list without numbers.
    numbers: Vec<Option<u64>>,
    in_code: bool,
}

impl TerminalPage {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code(&text),
            Event::Text(text) | Event::Code(text) => self.words.push_str(&text),
            // A line end between Chinese characters is no blank.
            Event::SoftBreak if self.words.chars().next_back().and_then(UnicodeWidthChar::width) == Some(2) => {}
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Rule => self.gap(),
            // Comments and the like are not shown.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.gap();
                self.words += BEGIN;
            }
            Tag::Strong => self.words += BEGIN,
            Tag::Paragraph if self.bullet.is_none() => self.gap(),
            Tag::List(first) => {
                self.flush();
                if self.numbers.is_empty() {
                    self.gap();
                }
                self.numbers.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.bullet = Some(match self.numbers.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                });
                self.indents.push(STEP);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.gap();
                self.in_code = true;
                self.indents.push("    ");
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.indents.push("│ ");
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.words += END;
                self.flush();
            }
            TagEnd::Strong => self.words += END,
            TagEnd::Paragraph => self.flush(),
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.flush();
                self.indents.pop();
            }
            TagEnd::List(_) => drop(self.numbers.pop()),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.indents.pop();
            }
            _ => {}
        }
    }

    /// Adds an empty line, unless the page ends with one.
    fn gap(&mut self) {
        self.flush();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Ends the block and adds its lines to the page.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let indent = self.indents.concat();
        let mut first = indent.clone();
        if let Some(bullet) = self.bullet.take() {
            first.truncate(first.len().saturating_sub(STEP.len()));
            first += &bullet;
        }
        let room = self.width.saturating_sub(columns(&indent).max(first.len())).max(1);
        for (at, line) in words.lines().flat_map(|line| wrap(line, room)).enumerate() {
            self.out += if at == 0 { &first } else { &indent };
            self.out += &(line + "\n");
        }
    }

    fn code(&mut self, text: &str) {
        let indent = self.indents.concat();
        text.lines().for_each(|line| self.out += &format!("{indent}{line}\n"));
    }
}

#[cfg(test)]
mod tests {
    use gouji_l10n::{Catalogue, Locale};
    use gouji_lint::rules;

    use super::*;

    #[test]
    fn marks_are_gone_and_lines_fit() {
        let text = "# 标题 `a`\n\n段落**重要**，见[规则](b.md)。\n第二行\n\n- 一\n- 二二二二二二二二二二\n\n> 引文\n\n```\n| 表\t0 |\n```\n";
        assert_eq!(
            anstream::adapter::strip_str(&render(text, 16)).to_string(),
            "标题 a\n\n段落重要，见规\n则。第二行\n\n- 一\n- 二二二二二二二\n  二二二\n\n│ 引文\n\n    | 表\t0 |\n"
        );
    }

    #[test]
    fn every_page_fits() {
        for catalogue in Locale::ALL.map(Catalogue::for_locale) {
            for rule in rules::ALL {
                let page = render(&rule.render(catalogue), 60);
                let page = anstream::adapter::strip_str(&page).to_string();
                for line in page.lines().filter(|line| !line.starts_with("    ")) {
                    assert!(columns(line) <= 60, "{}: {line}", rule.name);
                    assert!(!line.starts_with('#') && !line.contains('`'), "{}: {line}", rule.name);
                }
            }
        }
    }
}
