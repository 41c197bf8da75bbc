//! Expansion of the named fragments in patterns. The build script expands the patterns of marks and topics in advance.

#[cfg(feature = "toml")]
use std::collections::BTreeMap;

use crate::{List, Text};

/// The parts of patterns.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct Fragments {
    /// Each part with its name before it, in the order of the names.
    pub by_name: List<(Text, Text)>,
}

impl Fragments {
    /// The part `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.by_name.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.by_name.get(at).map(|(_, fragment)| &**fragment)
    }
}

#[cfg(feature = "toml")]
impl From<BTreeMap<Text, Text>> for Fragments {
    fn from(by_name: BTreeMap<Text, Text>) -> Self {
        Self { by_name: by_name.into_iter().collect() }
    }
}

/// How deep fragments may be nested.
const MAX_DEPTH: usize = 8;

/// A result whose error says what is wrong with the file.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The pattern with its fragments expanded. A denial, `{no:…}`, becomes the group `no`.
///
/// # Errors
/// If a brace is not closed, or fragments contain each other too deeply.
pub fn expand(pattern: &str, fragments: &Fragments) -> Result<String> {
    let mut expanded = String::new();
    expand_into(pattern, fragments, MAX_DEPTH, &mut expanded)?;
    Ok(expanded)
}

/// Adds the expanded pattern to `expanded`. Fragments may be nested up to `depth` deep.
fn expand_into(pattern: &str, fragments: &Fragments, depth: usize, expanded: &mut String) -> Result<()> {
    let mut rest = pattern;
    while let Some((before, braced)) = rest.split_once('{') {
        expanded.push_str(before);
        let mut open = 1;
        let end = braced.find(|c| {
            open += i32::from(c == '{') - i32::from(c == '}');
            open == 0
        });
        let (name, after) = end.and_then(|end| braced.split_at_checked(end)).ok_or("a brace is not closed")?;
        rest = after.strip_prefix('}').unwrap_or(after);
        match (name.strip_prefix("no:"), fragments.get(name)) {
            (Some(words), _) => {
                expanded.push_str("(?P<no>");
                expand_into(words, fragments, depth, expanded)?;
                expanded.push(')');
            }
            (None, Some(fragment)) => {
                let depth = depth.checked_sub(1).ok_or("fragments stand too deep in each other")?;
                expand_into(fragment, fragments, depth, expanded)?;
            }
            // A number of repetitions, as in `{1,3}`.
            (None, None) => expanded.extend(["{", name, "}"]),
        }
    }
    expanded.push_str(rest);
    Ok(())
}
