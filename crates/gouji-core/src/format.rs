//! The official form, by its old path.

pub use gouji_edition::*;
pub use gouji_l10n::Bilingual as Words;
