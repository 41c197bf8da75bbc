//! Plain text: spans, numbers as people type them, and the folding under which labels are compared.

mod fold;
mod joined;
mod lines;
mod number;
mod span;

pub use fold::{fold_label, is_han, strip_ordinal};
pub use joined::Joined;
pub use lines::{line_ending, line_start};
pub use number::{Value, chinese_numeral, to_chinese_numeral};
pub use span::Span;
