//! Reads a catalogue and compares it with the catalogue of the other language.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// The messages of one language, in the order of the file.
pub struct Catalogue {
    file: String,
    texts: Vec<Text>,
}

/// A message in one language.
struct Text {
    id: String,
    /// The line in the file, from 1.
    line: usize,
    arguments: BTreeSet<String>,
    parts: Vec<Part>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words, as they appear.
    Words(String),
    /// The name of an argument.
    Argument(String),
}

/// A message in both languages.
pub struct Message {
    /// The id, in kebab-case.
    pub id: String,
    /// The names of the arguments, in alphabetical order.
    pub arguments: Vec<String>,
    /// The text in the language of each catalogue, as its parts. Words are never empty, and do not follow words.
    pub texts: [Vec<Part>; 2],
}

impl Catalogue {
    /// Reads the text `source` of a catalogue. `file` is its name in problems.
    ///
    /// # Errors
    /// Each problem of the catalogue as a line: broken syntax, an entry that is not a plain message, a name that cannot become
    /// a name of Rust, or an id that is used twice.
    pub fn parse(file: &str, source: &str) -> Result<Self, Vec<String>> {
        let (resource, errors) = match parser::parse(source) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let mut problems = Vec::new();
        for error in &errors {
            // The slice is the broken entry. The position may be in the next line.
            let at = error.slice.as_ref().map_or(error.pos.start, |slice| slice.start);
            problems.push(format!("{file}:{}: broken syntax: {error}", line_at(source, at)));
        }
        let mut ids = BTreeSet::new();
        let mut texts = Vec::new();
        for entry in &resource.body {
            let text = match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    let line = line_of(source, id);
                    if !message.attributes.is_empty() {
                        problems.push(format!("{file}:{line}: `{id}` has attributes, and nothing reads attributes"));
                    }
                    read(id, line, message.value.as_ref())
                }
                Entry::Term(term) => {
                    Err(format!("`-{}` is a term; please write its words in each message", term.id.name))
                }
                // The parser reported junk as an error.
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => continue,
            };
            match text {
                Ok(text) if !ids.insert(text.id.clone()) => {
                    problems.push(format!("{file}:{}: `{}` is defined twice", text.line, text.id));
                }
                Ok(text) => texts.push(text),
                Err(problem) => problems.push(format!("{file}: {problem}")),
            }
        }
        if problems.is_empty() { Ok(Self { file: file.to_owned(), texts }) } else { Err(problems) }
    }
}

/// Joins the texts of each message, in the order of `first`.
///
/// # Errors
/// Each difference as a line: a message that a catalogue lacks, or an argument that the message has in one of them only.
pub fn merge(first: &Catalogue, second: &Catalogue) -> Result<Vec<Message>, Vec<String>> {
    let others: BTreeMap<&str, &Text> = second.texts.iter().map(|text| (text.id.as_str(), text)).collect();
    let ids: BTreeSet<&str> = first.texts.iter().map(|text| text.id.as_str()).collect();
    let mut problems = Vec::new();
    let mut messages = Vec::new();
    for text in &first.texts {
        let Some(other) = others.get(text.id.as_str()) else {
            problems.push(missing(&second.file, text, &first.file));
            continue;
        };
        for (one, file, two) in [(text, &second.file, *other), (*other, &first.file, text)] {
            for argument in one.arguments.difference(&two.arguments) {
                problems.push(format!("{file}:{}: `{}` lacks the argument `${argument}`", two.line, two.id));
            }
        }
        messages.push(Message {
            id: text.id.clone(),
            arguments: text.arguments.iter().cloned().collect(),
            texts: [text.parts.clone(), other.parts.clone()],
        });
    }
    for text in second.texts.iter().filter(|text| !ids.contains(text.id.as_str())) {
        problems.push(missing(&first.file, text, &second.file));
    }
    if problems.is_empty() { Ok(messages) } else { Err(problems) }
}

impl Text {
    /// Adds words to the end. Words that follow words are one part.
    fn add_words(&mut self, words: &str) {
        match self.parts.last_mut() {
            Some(Part::Words(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.parts.push(Part::Words(words.to_owned())),
        }
    }
}

fn missing(file: &str, text: &Text, other: &str) -> String {
    format!("{file}: the message `{}` is missing; {other}:{} has it", text.id, text.line)
}

fn read(id: &str, line: usize, value: Option<&Pattern<&str>>) -> Result<Text, String> {
    if !is_name(id, '-') {
        return Err(format!("the id `{id}` is not in kebab-case"));
    }
    let mut read = Text { id: id.to_owned(), line, arguments: BTreeSet::new(), parts: Vec::new() };
    for element in value.map(|pattern| pattern.elements.as_slice()).unwrap_or_default() {
        match element {
            PatternElement::TextElement { value } => read.add_words(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                read.add_words(&unescape_unicode_to_string(value));
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id: name }),
            } => {
                if !is_name(name.name, '_') {
                    return Err(format!("`{id}`: the argument `${}` is not in snake_case", name.name));
                }
                read.parts.push(Part::Argument(name.name.to_owned()));
                read.arguments.insert(name.name.to_owned());
            }
            PatternElement::Placeable { .. } => {
                return Err(format!("`{id}`: only arguments and text in quotation marks may be in braces"));
            }
        }
    }
    if read.parts.is_empty() { Err(format!("`{id}` has no text")) } else { Ok(read) }
}

/// Whether `name` begins with a letter, and has words of ASCII letters and digits in lower case between separators.
fn is_name(name: &str, separator: char) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split(separator).all(is_word)
}

/// The line of the byte `at`, from 1.
fn line_at(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// The last line that defines `id`, from 1.
fn line_of(source: &str, id: &str) -> usize {
    let defines = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    let line = source.lines().enumerate().filter(|(_, line)| defines(line)).last();
    line.map_or(1, |(index, _)| index + 1)
}
