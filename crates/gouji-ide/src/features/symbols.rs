//! The outline: sections, numbered subsections and items, and tables.

use gouji_l10n::Catalogue;
use gouji_report::{Level, Report};
use gouji_text::{CancelToken, Cancelled, Span};

use super::outline::{Item, Node, outline};

/// The largest number of characters of a name.
const MAX_NAME: usize = 40;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The name of the entry. It is never empty.
    pub name: String,
    /// The kind of the entry.
    pub kind: OutlineKind,
    /// The span of the entry with its children.
    pub span: Span,
    /// The span of the heading, inside `span`.
    pub selection: Span,
    /// The entries below this one.
    pub children: Vec<Symbol>,
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    /// A heading of the first level.
    Section,
    /// A heading of a lower level.
    Subsection,
    /// A numbered paragraph.
    Item,
    /// An official table.
    Table,
}

/// The outline of `report`, whose text is `text`.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn symbols(
    text: &str,
    report: &Report,
    catalogue: &Catalogue,
    cancel: CancelToken<'_>,
) -> Result<Vec<Symbol>, Cancelled> {
    let nodes = outline(text, report, cancel)?.into_iter();
    let symbols = nodes.map_while(|node| (!cancel.is_cancelled()).then(|| symbol(text, report, catalogue, node)));
    let symbols = symbols.flatten().collect();
    cancel.check().map(|()| symbols)
}

fn symbol(text: &str, report: &Report, catalogue: &Catalogue, node: Node) -> Option<Symbol> {
    let (name, kind, selection) = match node.item {
        Item::Heading(at) => {
            let heading = report.headings.get(at)?;
            let start = heading.ordinal.map_or(heading.text, |ordinal| ordinal.span.cover(heading.text)).start;
            let words = Span::new(start, heading.span.end).trimmed(text);
            let kind = match heading.ordinal.map(|ordinal| ordinal.level) {
                _ if !heading.stands_alone => OutlineKind::Item,
                None | Some(Level::First) => OutlineKind::Section,
                Some(_) => OutlineKind::Subsection,
            };
            (name(words.slice(text), heading.span.slice(text)), kind, heading.span)
        }
        Item::Table(at) => {
            let table = report.tables.get(at)?;
            let def = report.table_def(table)?;
            let selection =
                table.header_line.filter(|line| node.span.contains(*line)).unwrap_or(Span::at(node.span.start));
            (def.name.get(catalogue.locale()).to_owned(), OutlineKind::Table, selection)
        }
    };
    let children = node.children.into_iter().filter_map(|child| symbol(text, report, catalogue, child)).collect();
    Some(Symbol { name, kind, span: node.span.cover(selection), selection, children })
}

/// The first sentence, shortened to [`MAX_NAME`] characters. `line` is the name if there is no sentence.
fn name(words: &str, line: &str) -> String {
    let sentence = words.split(['。', '；']).next().unwrap_or_default().trim();
    let sentence = if sentence.is_empty() { line.trim() } else { sentence };
    match sentence.char_indices().nth(MAX_NAME) {
        Some((cut, _)) => format!("{}…", sentence.get(..cut).unwrap_or_default()),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, report};
    use gouji_l10n::Locale;

    fn tree(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
        for symbol in symbols {
            assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
            lines.push(format!("{}{:?} {}", "  ".repeat(depth), symbol.kind, symbol.name));
            tree(&symbol.children, depth + 1, lines);
        }
    }

    #[test]
    fn the_outline_nests_as_the_numbering_does() {
        let mut lines = Vec::new();
        let symbols = symbols(TEXT, &report(), Catalogue::for_locale(Locale::Chinese), CancelToken::never());
        tree(&symbols.expect("nobody cancels it"), 0, &mut lines);
        assert_eq!(
            lines,
            [
                "Section 一、总体情况",
                "  Subsection （一）主动公开情况",
                "  Subsection （二）监督保障情况",
                "    Subsection 1.加强培训",
                "    Item 2.严格考核",
                "Section 三、收到和处理政府信息公开申请情况",
                "  Table 收到和处理政府信息公开申请情况表",
                "Section 五、存在的主要问题及改进情况",
            ]
        );
    }

    #[test]
    fn a_cancelled_outline_stops() {
        let flag = std::sync::atomic::AtomicBool::new(true);
        assert_eq!(
            symbols(TEXT, &report(), Catalogue::for_locale(Locale::Chinese), CancelToken::new(&flag)).err(),
            Some(Cancelled)
        );
    }

    #[test]
    fn long_names_are_shortened_and_no_name_is_empty() {
        assert_eq!(name(&"字".repeat(50), ""), format!("{}…", "字".repeat(40)));
        assert_eq!(name("", "## "), "##");
    }
}
