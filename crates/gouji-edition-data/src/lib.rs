//! The data of an edition: the structure of its files, and the data that is built in.
//!
//! The build script of `gouji-edition` reads the files and writes the data as static values of these types; `gouji-edition` uses
//! them. Both need the types, so this is a crate of its own. It is below `gouji-edition` and depends on texts and messages only.

mod customary;
mod entries;
mod expand;
mod instances;
mod labels;
#[cfg(feature = "toml")]
mod prepare;
mod schema;

use std::borrow::Cow;

pub use customary::{CustomarySentence, FigureSum, SentencePart};
pub use entries::{BuiltIn, CellSum, MarksEntry, PatternIndex, Regions, Stale, StatementEntry, TopicEntry, WordLists};
pub use expand::{Fragments, Result, expand};
pub use instances::{CellRef, Instance};
#[cfg(feature = "toml")]
pub use labels::table_labels;
pub use labels::{KnownLabel, LabelIndex, LabelMeaning, LabelWords, TableLabel, label_order};
#[cfg(feature = "toml")]
pub use prepare::StatementFile;
pub use schema::{
    Axis, Column, Edition, Group, Part, Regulations, Relation, Role, Row, SectionDef, TableDef, ValueKind,
};

/// Words. They are built in; only the build script has others.
pub type Text = Cow<'static, str>;

/// A list. It is built in; only the build script has others.
pub type List<T> = Cow<'static, [T]>;
