//! tree-sitter-disclosure-report
