//! The data that the build script wrote, as static values.

// `databake` writes the path of `Cow` as `alloc::borrow::Cow`.
extern crate alloc;

use gouji_edition_data::{BuiltIn, Edition, LabelIndex, LabelWords, Text};
use gouji_text::Program;

/// Every edition, the newest first.
pub(super) static EDITIONS: &[Edition] = include!(concat!(env!("OUT_DIR"), "/editions.rs"));

/// The labels of all tables as the editions write them, in the order of [`label_order`](gouji_edition_data::label_order).
pub(super) static LABELS: &[(Text, LabelWords)] = include!(concat!(env!("OUT_DIR"), "/labels.rs"));

/// The labels of each edition, in the order of [`EDITIONS`].
pub(super) static LABEL_INDICES: &[LabelIndex] = include!(concat!(env!("OUT_DIR"), "/label_indices.rs"));

/// The statements of prose of the newest edition that has any.
pub(super) static PROSE: BuiltIn = include!(concat!(env!("OUT_DIR"), "/prose.rs"));

/// The patterns of statements and the regexes of phrases, in order, each with its program.
pub(super) static PROGRAMS: &[(&str, Program)] = {
    use gouji_text::program::{Class, Program, Step};
    use std::borrow::Cow;

    include!(concat!(env!("OUT_DIR"), "/programs.rs"))
};
