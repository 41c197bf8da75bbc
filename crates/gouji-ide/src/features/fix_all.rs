//! Applies all safe fixes at once.

use gouji_lint::fixing;
use gouji_text::{Cancelled, TextEdit, Watch};

use crate::documents::Analysed;

/// The edits of all safe fixes; `None` if there is none.
///
/// # Errors
/// [`Cancelled`] if `watch` is raised before the end.
pub fn fix_all(analysed: &Analysed, watch: Watch<'_>) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    let reanalyse = |text: &str| analysed.reanalyse(text, watch);
    let all = if analysed.analysis.left_out == 0 { analysed.analysis.clone() } else { reanalyse(&analysed.text)? };
    let fixed = fixing::fix_all_cancellable(&analysed.text, all, watch, reanalyse)?;
    Ok((!fixed.applied.is_empty()).then_some(fixed.edits))
}
