//! Saved web pages: HTML as browsers read it.

mod article;
mod bare;
mod blocks;
mod charset;
mod tree;

use crate::layout::lay_out;
use crate::{Converted, Failure, LeftOut, limits};

/// The text of the report in the web page that `bytes` are, without what the site has around it.
///
/// # Errors
/// Where the page is too large.
pub fn page(bytes: &[u8]) -> Result<Converted, Failure> {
    if bytes.len() as u64 > limits::PART {
        return Err(Failure::TooLarge);
    }
    let tree = tree::read(&bare::bare(&charset::decoded(bytes)))?;
    lay_out(article::blocks(&tree)?, LeftOut::default())
}
