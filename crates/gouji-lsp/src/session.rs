//! What the parts of one running server share.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use gouji_core::{Catalogue, Locale};
use tokio::sync::Notify;

use crate::documentation::Documentation;
use crate::documents::Documents;
use crate::profile::Profile;
use crate::turns::Turns;

/// The state of one server.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// The open documents.
    pub documents: Documents,
    /// Wakes the diagnostics worker.
    pub changed: Notify,
    /// Wakes whoever reads from disk.
    pub errands: Notify,
    /// The turns of requests that take time.
    pub turns: Turns,
    /// The client's process, where it told.
    pub client_process: OnceLock<u32>,
    client: OnceLock<Client>,
    /// The client has said `shutdown`.
    leaving: AtomicBool,
}

/// The client, as it introduced itself.
#[derive(Debug)]
struct Client {
    profile: Profile,
    catalogue: &'static Catalogue,
    documentation: Documentation,
}

impl Session {
    /// Remembers how the client introduced itself; the first time counts.
    pub fn introduce(&self, profile: Profile, documentation: Documentation) {
        self.client.get_or_init(|| Client { profile, catalogue: Catalogue::of(profile.locale), documentation });
    }

    /// Whether the client has introduced itself.
    pub fn is_introduced(&self) -> bool {
        self.client.get().is_some()
    }

    /// Remembers that the client leaves; one that has not introduced itself is told so and stays.
    pub fn leave(&self) {
        self.leaving.store(self.is_introduced(), Ordering::Relaxed);
    }

    /// Whether the client leaves.
    pub fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// The client.
    pub fn profile(&self) -> Profile {
        self.client().profile
    }

    /// The messages in the client's language.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.client().catalogue
    }

    /// Where the client keeps the rules' pages.
    pub fn documentation(&self) -> &Documentation {
        &self.client().documentation
    }

    fn client(&self) -> &Client {
        self.client.get_or_init(|| Client {
            profile: Profile::default(),
            catalogue: Catalogue::of(Locale::default()),
            documentation: Documentation::default(),
        })
    }
}
