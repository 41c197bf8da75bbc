//! The capabilities of the server.

use ls_types::ServerCapabilities;

use crate::handlers::HANDLERS;
use crate::profile::Profile;

/// The capabilities for a client. Every handler adds its own.
pub fn capabilities(profile: Profile) -> ServerCapabilities {
    let mut capabilities = ServerCapabilities::default();
    for handler in HANDLERS {
        (handler.announce)(profile, &mut capabilities);
    }
    capabilities
}
