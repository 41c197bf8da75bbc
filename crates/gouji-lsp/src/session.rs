//! What the parts of one running server share.

use std::sync::OnceLock;

use gouji_core::{Catalogue, Locale};
use tokio::sync::Notify;

use crate::documents::Documents;
use crate::profile::Profile;

/// The state of one server.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// The open documents.
    pub documents: Documents,
    /// Wakes the diagnostics worker.
    pub changed: Notify,
    /// Wakes whoever reads from disk.
    pub errands: Notify,
    /// The client's process, where it told.
    pub client_process: OnceLock<u32>,
    client: OnceLock<(Profile, Catalogue)>,
}

impl Session {
    /// Remembers how the client introduced itself; the first time counts.
    pub fn introduce(&self, profile: Profile) {
        self.client.get_or_init(|| (profile, Catalogue::new(profile.locale)));
    }

    /// Whether the client has introduced itself.
    pub fn is_introduced(&self) -> bool {
        self.client.get().is_some()
    }

    /// The client.
    pub fn profile(&self) -> Profile {
        self.client().0
    }

    /// The messages in the client's language.
    pub fn catalogue(&self) -> &Catalogue {
        &self.client().1
    }

    fn client(&self) -> &(Profile, Catalogue) {
        self.client.get_or_init(|| (Profile::default(), Catalogue::new(Locale::default())))
    }
}
