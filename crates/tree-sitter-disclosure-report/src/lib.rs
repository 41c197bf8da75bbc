//! Tree-sitter grammar for the text of a 政府信息公开工作年度报告: title, headings, paragraphs and table rows.

use tree_sitter_language::LanguageFn;

#[allow(unsafe_code)]
mod binding {
    use tree_sitter_language::LanguageFn;

    unsafe extern "C" {
        fn tree_sitter_disclosure_report() -> *const ();
    }

    // SAFETY: the function is the generated parser's entry point and has exactly this signature.
    pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_disclosure_report) };
}

/// The grammar.
pub const LANGUAGE: LanguageFn = binding::LANGUAGE;

/// The kinds of nodes, as JSON.
pub const NODE_TYPES: &str = include_str!("node-types.json");

/// Highlighting query.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../queries/highlights.scm");

/// Folding query.
pub const FOLDS_QUERY: &str = include_str!("../queries/folds.scm");
