//! The name of a new rule or feature, in its three spellings.

use anyhow::{Result, ensure};

/// The keywords of Rust, which cannot name a module. `mod.rs` is also the name of a file that every folder has.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A checked name.
pub struct Name {
    /// `stray-latin`: the name that users read, and the id of messages.
    pub kebab: String,
    /// `stray_latin`: the name of files, modules and functions.
    pub snake: String,
    /// `StrayLatin`: the name of the type of the message.
    pub camel: String,
}

impl Name {
    /// Takes kebab-case or snake_case: words of lowercase ASCII letters and digits, the first of them with a letter in front.
    ///
    /// # Errors
    /// The name has another form, or is a keyword of Rust.
    pub fn parse(name: &str) -> Result<Self> {
        let separator = if name.contains('_') { '_' } else { '-' };
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit())
        };
        ensure!(
            name.starts_with(|first: char| first.is_ascii_lowercase()) && name.split(separator).all(is_word),
            "名称须为 kebab-case 或 snake_case · the name must be kebab-case or snake_case, such as stray-latin: {name:?}"
        );
        ensure!(!RESERVED.contains(&name), "名称是 Rust 的关键字 · the name is a keyword of Rust: {name}");
        let camel = name.split(separator).map(capitalized).collect();
        Ok(Self { kebab: name.replace('_', "-"), snake: name.replace('-', "_"), camel })
    }

    /// Replaces `@kebab@`, `@snake@` and `@Camel@` in a template.
    pub fn fill(&self, template: &str) -> String {
        template.replace("@kebab@", &self.kebab).replace("@snake@", &self.snake).replace("@Camel@", &self.camel)
    }
}

fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_gives_the_same_name() {
        for name in ["stray-latin", "stray_latin"] {
            let name = Name::parse(name).expect("a good name");
            assert_eq!((name.kebab.as_str(), name.snake.as_str()), ("stray-latin", "stray_latin"));
            assert_eq!(name.fill("@kebab@ @snake@ @Camel@ @kebab@"), "stray-latin stray_latin StrayLatin stray-latin");
        }
        assert!(Name::parse("table2").is_ok());
    }

    #[test]
    fn other_forms_are_refused() {
        let bad = [
            "",
            "-",
            "Stray",
            "strayLatin",
            "stray latin",
            "stray--latin",
            "-stray",
            "stray-",
            "_stray",
            "stray__latin",
            "stray-latin_word",
            "2-tables",
            "错字",
            "stray/latin",
            "../stray",
            "stray.rs",
            "type",
            "mod",
        ];
        for name in bad {
            assert!(Name::parse(name).is_err(), "{name:?}");
        }
    }
}
