//! Requests that ask clients to make their own requests again, because the answers have changed.

use crate::profile::{Delivery, Profile, Support};

/// The requests that a client can be asked to make again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `textDocument/diagnostic`
    Diagnostics,
    /// `textDocument/inlayHint`
    Hints,
    /// `textDocument/codeLens`
    Lenses,
}

impl Subject {
    /// Whether the client makes the requests again when it is asked to.
    pub fn is_supported(self, profile: Profile) -> bool {
        match self {
            Self::Diagnostics => profile.diagnostics == Delivery::PullAndRefresh,
            Self::Hints => profile.hints == Support::Yes,
            Self::Lenses => profile.lenses == Support::Yes,
        }
    }

    /// The method that asks the client. It has no parameters.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Diagnostics => "workspace/diagnostic/refresh",
            Self::Hints => "workspace/inlayHint/refresh",
            Self::Lenses => "workspace/codeLens/refresh",
        }
    }
}
