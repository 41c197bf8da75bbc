//! What must hold of every text, edit and message, whatever it is.
//!
//! A property is a function that panics where it does not hold. Property tests give it what they generate; fuzz targets
//! give it bytes, which [`script`] turns into texts and edits. [`TARGETS`] are all that are fuzzed.

pub mod fixes;
pub mod growth;
pub mod model;
pub mod parse;
pub mod rules;
pub mod script;
pub mod seeds;

#[cfg(feature = "edge")]
pub mod configuration;
#[cfg(feature = "edge")]
pub mod documents;
#[cfg(feature = "edge")]
pub mod editing;
#[cfg(feature = "edge")]
pub mod folders;
#[cfg(feature = "edge")]
pub mod frames;
#[cfg(feature = "edge")]
pub mod inputs;
#[cfg(feature = "edge")]
pub mod outputs;
#[cfg(feature = "edge")]
pub mod positions;

use gouji_text::Span;

/// A property of bytes: panics where it does not hold.
pub type Property = fn(&[u8]);

/// What is fuzzed, by the name of its target.
#[cfg(feature = "edge")]
pub const TARGETS: &[(&str, Property)] = &[
    ("configuration", configuration::holds),
    ("documents", documents::holds),
    ("editing", editing::holds),
    ("fixes", fixes::holds),
    ("folders", folders::holds),
    ("frames", frames::holds),
    ("model", model::holds),
    ("outputs", outputs::holds),
    ("parse", parse::holds),
    ("positions", positions::holds),
    ("rules", rules::holds),
];

/// A place lies inside the text, its ends in order and on character boundaries.
fn assert_inside(text: &str, span: Span, what: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{what}: {span:?} of {} bytes", text.len());
}
