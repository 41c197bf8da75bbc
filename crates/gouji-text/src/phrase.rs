//! A phrase and its possible beginnings. The build script computes the beginnings.

use regex_syntax::hir::literal::Extractor;
use serde::{Deserialize, Serialize};

/// Bytes of a beginning: two Han characters are rare enough for most phrases; one is used if two would give too many
/// beginnings.
const BEGINNING_BYTES: [usize; 2] = [6, 3];

/// Beginnings of one pattern. With more of them, looking for them takes longer than failed matches of the pattern.
const MAX_BEGINNINGS: usize = 256;

/// The largest character class that is listed in beginnings: large enough for all numerals, but not for all Han characters.
const MAX_CLASS_CHARS: usize = 32;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A phrase that is described by a pattern.
#[derive(Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// The pattern.
    pub pattern: String,
    /// All possible beginnings of the phrase; `None` if they cannot be listed.
    pub beginnings: Option<Vec<String>>,
}

impl Phrase {
    /// The phrase that `pattern` describes.
    ///
    /// # Errors
    /// If the pattern is not well-formed.
    pub fn new(pattern: String) -> Result<Self> {
        let beginnings = beginnings(&pattern)?;
        Ok(Self { pattern, beginnings })
    }
}

/// The beginnings of the phrases of a pattern. `None` if there are too many, if the pattern depends on the text before it, or if
/// its phrases have no maximum length: a failed match could then run to the end of the text at each of many beginnings.
fn beginnings(pattern: &str) -> Result<Option<Vec<String>>> {
    let pattern = regex_syntax::parse(pattern)?;
    if !pattern.properties().look_set().is_empty() || pattern.properties().maximum_len().is_none() {
        return Ok(None);
    }
    let beginnings = |length| {
        let mut extractor = Extractor::new();
        extractor.limit_class(MAX_CLASS_CHARS).limit_literal_len(length).limit_total(MAX_BEGINNINGS);
        let mut literals = extractor.extract(&pattern);
        literals.dedup();
        let beginnings: Vec<String> =
            literals.literals()?.iter().map(|literal| characters(literal.as_bytes())).collect();
        if beginnings.iter().any(String::is_empty) { None } else { Some(beginnings) }
    };
    Ok(BEGINNING_BYTES.into_iter().find_map(beginnings))
}

/// The whole characters at the start of `bytes`, which may end within a character.
fn characters(bytes: &[u8]) -> String {
    let chunk = bytes.utf8_chunks().next();
    chunk.map(|chunk| chunk.valid().to_owned()).unwrap_or_default()
}
