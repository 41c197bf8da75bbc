//! Patterns are made of named fragments. The build script expands those that it prepares.

use std::collections::BTreeMap;

/// What patterns are made of, by its name.
pub type Fragments = BTreeMap<String, String>;

/// How often a fragment may stand inside a fragment.
const DEEPEST: usize = 8;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The pattern with its fragments, figures and denials put in.
pub fn expand(pattern: &str, fragments: &Fragments) -> Result<String> {
    let mut expanded = String::new();
    put_in(pattern, fragments, DEEPEST, &mut expanded)?;
    Ok(expanded)
}

/// Adds the pattern to `expanded`, with fragments in it up to `depth` deep.
fn put_in(pattern: &str, fragments: &Fragments, depth: usize, expanded: &mut String) -> Result<()> {
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        expanded.push_str(before);
        let mut open = 1;
        let end = behind.find(|c| {
            open += i32::from(c == '{') - i32::from(c == '}');
            open == 0
        });
        let (name, after) = end.and_then(|end| behind.split_at_checked(end)).ok_or("a brace is not closed")?;
        rest = after.strip_prefix('}').unwrap_or(after);
        match (name.strip_prefix("no:"), fragments.get(name)) {
            (Some(words), _) => {
                expanded.push_str("(?P<no>");
                put_in(words, fragments, depth, expanded)?;
                expanded.push(')');
            }
            (None, Some(fragment)) => {
                let depth = depth.checked_sub(1).ok_or("fragments stand too deep in each other")?;
                put_in(fragment, fragments, depth, expanded)?;
            }
            // How often something is repeated.
            (None, None) => expanded.extend(["{", name, "}"]),
        }
    }
    expanded.push_str(rest);
    Ok(())
}
