//! A phrase, and with what it begins. The build script works that out.

use regex_syntax::hir::literal::Extractor;
use serde::{Deserialize, Serialize};

/// Bytes of a beginning: two Han characters tell most phrases from all else; one has to do where there would be too many.
const LENGTHS: [usize; 2] = [6, 3];

/// Beginnings of one pattern: more, and telling them takes longer than trying the pattern in vain.
const MOST_BEGINNINGS: usize = 256;

/// Characters of a class that is still written out in beginnings: all numerals, but not all Han characters.
const MOST_OF_CLASS: usize = 32;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A phrase that is told by a pattern.
#[derive(Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// The pattern.
    pub pattern: String,
    /// With what it begins, where that is known.
    pub beginnings: Option<Vec<String>>,
}

impl Phrase {
    /// The phrase that `pattern` tells.
    ///
    /// # Errors
    /// Where the pattern is not well-formed.
    pub fn new(pattern: String) -> Result<Self> {
        let beginnings = beginnings(&pattern)?;
        Ok(Self { pattern, beginnings })
    }
}

/// With what the phrases of a pattern begin; `None` where that is too much, or depends on what stands before them. Nor for a
/// pattern without a longest phrase, which may be tried in vain up to the end of the text, at each of many beginnings.
fn beginnings(pattern: &str) -> Result<Option<Vec<String>>> {
    let pattern = regex_syntax::parse(pattern)?;
    if !pattern.properties().look_set().is_empty() || pattern.properties().maximum_len().is_none() {
        return Ok(None);
    }
    let beginnings = |length| {
        let mut extractor = Extractor::new();
        extractor.limit_class(MOST_OF_CLASS).limit_literal_len(length).limit_total(MOST_BEGINNINGS);
        let mut found = extractor.extract(&pattern);
        found.dedup();
        let found: Vec<String> = found.literals()?.iter().map(|found| characters(found.as_bytes())).collect();
        Some(found).filter(|found| found.iter().all(|beginning| !beginning.is_empty()))
    };
    Ok(LENGTHS.into_iter().find_map(beginnings))
}

/// The whole characters of bytes that may end within one.
fn characters(bytes: &[u8]) -> String {
    let chunk = bytes.utf8_chunks().next();
    chunk.map(|chunk| chunk.valid().to_owned()).unwrap_or_default()
}
