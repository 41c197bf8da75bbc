//! The client, as every handler needs it.

use gouji_l10n::{Catalogue, Locale};
use ls_types::InitializeParams;

use crate::documentation::Documentation;
use crate::profile::Profile;

/// The client of one session.
#[derive(Clone, Debug)]
pub struct ClientContext {
    /// What the client supports.
    pub profile: Profile,
    /// The messages in the client's language.
    pub catalogue: &'static Catalogue,
    /// Where the client has the pages of the rules.
    pub documentation: Documentation,
}

impl ClientContext {
    /// The client that sends these parameters of `initialize`.
    pub fn new(params: &InitializeParams) -> Self {
        let profile = Profile::new(params);
        Self { profile, catalogue: Catalogue::for_locale(profile.locale), documentation: Documentation::new(params) }
    }
}

impl Default for ClientContext {
    /// A client that supports nothing.
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            catalogue: Catalogue::for_locale(Locale::default()),
            documentation: Documentation::default(),
        }
    }
}
