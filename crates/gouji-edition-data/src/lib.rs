//! The prose patterns of an edition: the structure of their file, and the data that is built in.
//!
//! The build script of `gouji-edition` reads the file and writes the data; `gouji-edition` reads the data. Both use these types,
//! so this is a crate of its own. It is below `gouji-edition` and depends on texts only.

mod entries;
mod expand;
#[cfg(feature = "toml")]
mod prepare;

pub use entries::{
    BuiltIn, CellSum, MarksEntry, PatternIndex, Regions, Stale, StatementEntry, StatementFile, TopicEntry, WordLists,
};
pub use expand::{Fragments, Result, expand};
