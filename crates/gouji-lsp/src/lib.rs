//! gouji-lsp
