//! Several servers that take turns. A peer that fails drops out with a reason. If gouji fails, the measurement fails.

use crate::measure::bench::client::{TypedDocument, TypingClient};
use crate::measure::bench::peers::{Contestant, OWN, reason};
use anyhow::{Context as _, Result};

/// A server with an open text, and its measurements.
pub struct Entry<M> {
    pub name: String,
    /// `None` after a failure.
    session: Option<(TypingClient, TypedDocument)>,
    pub measured: Result<M, String>,
}

impl<M> Entry<M> {
    /// Takes the first turn of a server.
    pub fn enter(
        server: &Contestant,
        first: impl FnOnce(&Contestant) -> Result<(TypingClient, TypedDocument, M)>,
    ) -> Result<Self> {
        let name = server.name.clone();
        match first(server) {
            Ok((client, document, measured)) => {
                Ok(Self { name, session: Some((client, document)), measured: Ok(measured) })
            }
            Err(error) if name == OWN => Err(error),
            Err(error) => Ok(Self { name, session: None, measured: Err(reason(&error)) }),
        }
    }

    /// Takes the next turn, unless the server has dropped out.
    pub fn turn(
        &mut self,
        next: impl FnOnce(&mut TypingClient, &mut TypedDocument, &mut M) -> Result<()>,
    ) -> Result<()> {
        let (Some((client, document)), Ok(measured)) = (&mut self.session, &mut self.measured) else { return Ok(()) };
        let outcome = next(client, document, measured);
        if let Err(error) = outcome {
            if self.name == OWN {
                return Err(error).context("gouji");
            }
            self.session = None;
            self.measured = Err(reason(&error));
        }
        Ok(())
    }
}
