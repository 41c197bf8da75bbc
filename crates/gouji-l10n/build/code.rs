//! Writes the types of the messages.

use std::fmt::{Result, Write as _};

use crate::catalogue::{Message, Part};

/// The source of the types, to be included by `messages.rs` of this crate.
///
/// # Errors
/// None, as writing to a string cannot fail.
pub fn generate(messages: &[Message]) -> std::result::Result<String, std::fmt::Error> {
    let mut code = String::new();
    write_ids(&mut code, messages)?;
    let (phrases, patterns): (Vec<_>, Vec<_>) =
        messages.iter().enumerate().partition(|(_, message)| message.arguments.is_empty());
    write_phrases(&mut code, &phrases)?;
    code.push_str("/// A type for each message.\npub mod msg {\n    pub use super::Phrase::*;\n");
    for (_, message) in patterns {
        write_struct(&mut code, message)?;
    }
    code.push_str("}\n");
    Ok(code)
}

fn write_ids(code: &mut String, messages: &[Message]) -> Result {
    code.push_str("/// The id of a message.\n#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum MessageId {\n");
    for message in messages {
        writeln!(code, "    /// `{}`\n    {},", message.id, type_name(&message.id))?;
    }
    writeln!(
        code,
        "}}\n\nimpl MessageId {{\n    /// Every id, in the order of the catalogues.\n    pub const ALL: [Self; {}] = [",
        messages.len()
    )?;
    for message in messages {
        writeln!(code, "        Self::{},", type_name(&message.id))?;
    }
    writeln!(code, "    ];\n\n    const NAMES: [&str; {}] = [", messages.len())?;
    for message in messages {
        writeln!(code, "        {:?},", message.id)?;
    }
    writeln!(code, "    ];\n\n    const TEXTS: [[&[crate::Part]; 2]; {}] = [", messages.len())?;
    for message in messages {
        let [chinese, english] = message.texts.each_ref().map(|parts| source_of(parts));
        writeln!(code, "        [{chinese}, {english}],")?;
    }
    code.push_str("    ];\n}\n\n");
    Ok(())
}

/// The parts of a text as an expression.
fn source_of(parts: &[Part]) -> String {
    let each = |part: &Part| match part {
        Part::Words(words) => format!("crate::Part::Words({words:?})"),
        Part::Argument(name) => format!("crate::Part::Argument({name:?})"),
    };
    format!("&[{}]", parts.iter().map(each).collect::<Vec<_>>().join(", "))
}

fn write_phrases(code: &mut String, phrases: &[(usize, &Message)]) -> Result {
    code.push_str("/// A message without arguments. The variants are also in [`msg`].\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Phrase {\n");
    for (index, message) in phrases {
        write_doc(code, message)?;
        writeln!(code, "    {} = {index},", type_name(&message.id))?;
    }
    code.push_str("}\n\n");
    Ok(())
}

/// A struct with a public field for each argument, whose type is any type that becomes an argument.
fn write_struct(code: &mut String, message: &Message) -> Result {
    let name = type_name(&message.id);
    let types: Vec<String> = message.arguments.iter().map(|argument| format!("T{}", type_name(argument))).collect();
    let list = types.join(", ");
    let bounds = types.iter().map(|name| format!("{name}: Into<crate::Arg>")).collect::<Vec<_>>().join(", ");
    code.push('\n');
    write_doc(code, message)?;
    writeln!(code, "    pub struct {name}<{list}> {{")?;
    for (argument, of) in message.arguments.iter().zip(&types) {
        writeln!(code, "        /// `${argument}`\n        pub {argument}: {of},")?;
    }
    writeln!(code, "    }}\n\n    impl<{bounds}> From<{name}<{list}>> for crate::Message {{")?;
    writeln!(code, "        fn from(message: {name}<{list}>) -> Self {{")?;
    let pairs: Vec<String> =
        message.arguments.iter().map(|argument| format!("({argument:?}, message.{argument}.into())")).collect();
    writeln!(code, "            Self::new(crate::MessageId::{name}, vec![{}])", pairs.join(", "))?;
    code.push_str("        }\n    }\n");
    Ok(())
}

/// The id and the texts, as documentation.
fn write_doc(code: &mut String, message: &Message) -> Result {
    let [chinese, english] = message.texts.each_ref().map(|parts| escaped(&shown(parts)));
    let doc = format!("`{}`\n\n{chinese}\n\n{english}", message.id);
    writeln!(code, "    #[doc = {doc:?}]")
}

/// The text with its arguments in the syntax of the catalogue.
fn shown(parts: &[Part]) -> String {
    let each = |part: &Part| match part {
        Part::Words(words) => words.clone(),
        Part::Argument(name) => format!("{{ ${name} }}"),
    };
    parts.iter().map(each).collect()
}

/// The text without markup: Markdown shows each character of it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.trim().chars() {
        match c {
            '\n' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// `row-label` as `RowLabel`.
fn type_name(name: &str) -> String {
    let mut camel = String::new();
    for word in name.split(['-', '_']) {
        let mut rest = word.chars();
        camel.extend(rest.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(rest.as_str());
    }
    camel
}
