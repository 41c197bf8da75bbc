//! What the parts of one running server share.

use std::sync::OnceLock;

use gouji_core::{Catalogue, Locale};
use tokio::sync::Notify;

use crate::documentation::Documentation;
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
    client: OnceLock<Client>,
}

/// The client, as it introduced itself.
#[derive(Debug)]
struct Client {
    profile: Profile,
    catalogue: Catalogue,
    documentation: Documentation,
}

impl Session {
    /// Remembers how the client introduced itself; the first time counts.
    pub fn introduce(&self, profile: Profile, documentation: Documentation) {
        self.client.get_or_init(|| Client { profile, catalogue: Catalogue::new(profile.locale), documentation });
    }

    /// Whether the client has introduced itself.
    pub fn is_introduced(&self) -> bool {
        self.client.get().is_some()
    }

    /// The client.
    pub fn profile(&self) -> Profile {
        self.client().profile
    }

    /// The messages in the client's language.
    pub fn catalogue(&self) -> &Catalogue {
        &self.client().catalogue
    }

    /// Where the client keeps the rules' pages.
    pub fn documentation(&self) -> &Documentation {
        &self.client().documentation
    }

    fn client(&self) -> &Client {
        self.client.get_or_init(|| Client {
            profile: Profile::default(),
            catalogue: Catalogue::new(Locale::default()),
            documentation: Documentation::default(),
        })
    }
}
