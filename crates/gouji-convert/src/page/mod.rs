//! Conversion of saved web pages: HTML as browsers read it, alone or in an archive.

mod archive;
mod article;
mod blocks;
mod charset;
mod strip;
mod tree;

pub use archive::web_archive;

use crate::layout::lay_out;
use crate::{Converted, Failure, LeftOut, limits};

/// Converts the report in a web page to text, without the parts of the site around it.
///
/// # Errors
/// If the page is too large.
pub fn page(bytes: &[u8]) -> Result<Converted, Failure> {
    if bytes.len() as u64 > limits::PART {
        return Err(Failure::TooLarge);
    }
    let tree = tree::read(&strip::strip(&charset::decode(bytes)))?;
    lay_out(article::blocks(&tree)?, LeftOut::default())
}
