//! Everything that is safe, mended at once.

use gouji_core::{Cancelled, TextEdit, Watch, fixing};

use crate::documents::Analysed;

/// The edits that mend everything safe; `None` where nothing is to be mended.
///
/// # Errors
/// [`Cancelled`] where `watch` says so before the end.
pub(crate) fn fix_all(analysed: &Analysed, watch: Watch<'_>) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    let again = |text: &str| analysed.instead(text, watch);
    let whole = if analysed.analysis.left_out == 0 { analysed.analysis.clone() } else { again(&analysed.text)? };
    let fixed = fixing::fix_all_watched(&analysed.text, whole, watch, again)?;
    Ok((!fixed.applied.is_empty()).then_some(fixed.edits))
}
