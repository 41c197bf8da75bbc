//! Links in the text: web addresses, names of rules in comments, and numbers of superseded documents.

use gouji_report::comments::Comments;
use gouji_text::{CancelToken, Cancelled, Span};

use super::citations::{Citation, Cited, citations};

/// The largest number of links in an answer.
const MAX_LINKS: usize = 1_000;
/// The largest number of bytes of an address.
const MAX_ADDRESS: usize = 2_000;

/// The rule whose page explains superseded documents.
pub const CITATION_RULE: &str = "outdated-citation";

/// A link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words of the link.
    pub span: Span,
    /// Its kind.
    pub kind: LinkKind,
}

/// The kind of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A web address.
    Address,
    /// The name of a rule, which has a page.
    Rule,
    /// The number of a document that another one has superseded. The page of [`CITATION_RULE`] explains it.
    SupersededDocument,
}

/// The links in `text`, in order.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn links(text: &str, cancel: CancelToken<'_>) -> Result<Vec<Link>, Cancelled> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("http")).map(|found| from + found) {
        cancel.check()?;
        let span = address(text, start);
        links.extend(span.map(|span| Link { span, kind: LinkKind::Address }));
        from = span.map_or(start + "http".len(), |span| span.end);
        if links.len() == MAX_LINKS {
            break;
        }
    }
    for comment in Comments::read(text).comments.iter().take(MAX_LINKS) {
        cancel.check()?;
        links.extend(comment.names.iter().map(|name| Link { span: *name, kind: LinkKind::Rule }));
    }
    cancel.check()?;
    let superseded = |citation: &Citation| matches!(citation.cited, Cited::SupersededForm(_));
    let superseded = citations(text).into_iter().filter(superseded);
    links.extend(superseded.map(|citation| Link { span: citation.span, kind: LinkKind::SupersededDocument }));
    links.sort_by_key(|link| link.span);
    links.truncate(MAX_LINKS);
    Ok(links)
}

/// The address that begins at `start`; `None` if none does.
fn address(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    let is_part = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}');
    let length = host.find(|c| !is_part(c)).unwrap_or(host.len());
    // Punctuation at the end belongs to the sentence.
    let host = host.get(..length)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    let bytes = rest.find("://")? + "://".len() + host.len();
    (host.starts_with(|c: char| c.is_ascii_alphanumeric()) && bytes <= MAX_ADDRESS)
        .then_some(Span::new(start, start + bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, LinkKind)> {
        let links = links(text, CancelToken::never()).expect("nobody cancels it");
        links.into_iter().map(|link| (link.span.slice(text), link.kind)).collect()
    }

    #[test]
    fn addresses_end_before_han_characters_and_the_punctuation_of_the_sentence() {
        let text = "见https://www.example.gov.cn/年报，或 (http://a.cn/x?y=1#z). http:// https httpx://a";
        assert_eq!(
            found(text),
            [("https://www.example.gov.cn/", LinkKind::Address), ("http://a.cn/x?y=1#z", LinkKind::Address)]
        );
        assert_eq!(found(&format!("https://a.cn/{}", "x".repeat(MAX_ADDRESS))), []);
    }

    #[test]
    fn names_of_rules_in_comments_are_links() {
        let text = "<!-- gouji: allow row-label, title-form -->\n甲https://a.cn\n";
        assert_eq!(
            found(text),
            [("row-label", LinkKind::Rule), ("title-form", LinkKind::Rule), ("https://a.cn", LinkKind::Address)]
        );
    }

    #[test]
    fn numbers_of_superseded_documents_are_links() {
        let text = "依据国办公开办函〔2021〕30号，不再依据国办公开办函〔2019〕60号。";
        assert_eq!(found(text), [("国办公开办函〔2019〕60号", LinkKind::SupersededDocument)]);
        assert!(gouji_lint::rules::named(CITATION_RULE).is_some(), "the rule has a page");
    }

    #[test]
    fn the_number_of_links_is_limited() {
        assert_eq!(found(&"http://a.cn ".repeat(MAX_LINKS + 9)).len(), MAX_LINKS);
    }
}
