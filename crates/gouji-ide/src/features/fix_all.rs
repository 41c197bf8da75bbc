//! Applies all safe fixes at once.

use gouji_lint::fixing;
use gouji_text::{CancelToken, Cancelled, TextEdit};

use crate::documents::Analysed;

/// The edits of all safe fixes; `None` if there is none.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn fix_all(analysed: &Analysed, cancel: CancelToken<'_>) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    let reanalyse = |text: &str| analysed.reanalyse(text, cancel);
    let all = if analysed.analysis.left_out == 0 { analysed.analysis.clone() } else { reanalyse(&analysed.text)? };
    let fixed = fixing::fix_all_cancellable(&analysed.text, all, cancel, reanalyse)?;
    Ok((!fixed.applied.is_empty()).then_some(fixed.edits))
}
