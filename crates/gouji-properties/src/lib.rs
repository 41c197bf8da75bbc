//! Properties that hold for every text, edit and message.
//!
//! A property is a function that panics if it is violated. Property tests call it with generated inputs. Fuzz targets
//! call it with bytes, which [`script`] turns into texts and edits. [`TARGETS`] lists the fuzzed properties.

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
pub mod pdf;
#[cfg(feature = "edge")]
pub mod positions;
#[cfg(feature = "edge")]
pub mod word97;

use gouji_text::Span;

/// A property of an input of bytes: panics if it is violated.
pub type Property = fn(&[u8]);

/// The fuzzed properties, each with the name of its fuzz target.
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
    ("word97", word97::holds),
];

/// Asserts that a span is inside the text, with its ends in order and on character boundaries.
fn assert_inside(text: &str, span: Span, what: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{what}: {span:?} of {} bytes", text.len());
}
