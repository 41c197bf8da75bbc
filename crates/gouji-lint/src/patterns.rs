//! The patterns of this crate that the build script compiles. They are listed in `patterns.txt`, each in a line as it is in the code; debug
//! builds, and so all tests, name a line that is missing.

use gouji_text::AdaptiveRegex;
use gouji_text::program::Program;

static PROGRAMS: &[(&str, Program)] = {
    use gouji_text::program::{Class, Program, Step};
    use std::borrow::Cow;

    include!(concat!(env!("OUT_DIR"), "/patterns.rs"))
};

/// The regex `pattern`, in which `~` is white space. A program matches no empty text and has four named groups at most; patterns that need more
/// are [`AdaptiveRegex::literal`].
pub(crate) fn pattern(pattern: &str) -> AdaptiveRegex {
    AdaptiveRegex::listed(pattern, PROGRAMS)
}
