//! The language server section, end to end over pipes.

mod answers;
mod burst;
mod contest;
mod keystroke;
mod memory;
mod quiet;
mod requests;
mod start;
mod typing;

use super::client::{TypedDocument, TypingClient};
use super::peers::{Contestant, RUMDL, TYPOS_LSP};
use super::{Context, Part};
use crate::tools::command::Listener;
use anyhow::{Context as _, Result};
use serde_json::json;

/// The file name of every text. With it Markdown linters check the text too.
const NAME: &str = "report.md";

pub fn measure(context: &Context, line: &mut Listener<'_>) -> Result<Part> {
    let servers = [
        Contestant::gouji(context, &["lsp", "--stdio"]),
        Contestant::peer(&RUMDL, "rumdl server", &["server", "--stdio"], line),
        Contestant::peer(&TYPOS_LSP, "typos-lsp", &[], line),
    ];
    let [gouji, ..] = &servers;
    let mut part = Part::default();
    let mut measure = |name: &'static str, measured: &dyn Fn() -> Result<Part>| -> Result<()> {
        line(name);
        part.append(measured().context(name)?);
        Ok(())
    };
    measure("keystrokes", &|| keystroke::measure(context, &servers))?;
    measure("typing", &|| typing::measure(context, gouji))?;
    measure("bursts", &|| burst::measure(context, gouji))?;
    measure("requests", &|| requests::measure(context, gouji))?;
    measure("answers", &|| answers::measure(context, &servers))?;
    measure("starting", &|| start::measure(context, &servers))?;
    measure("quiet", &|| quiet::measure(context, gouji))?;
    measure("memory", &|| memory::measure(context, &servers))?;
    Ok(part)
}

/// Starts a server with a client that receives published diagnostics.
fn start(server: &Contestant) -> Result<TypingClient> {
    TypingClient::start(&mut server.command()?, &json!({}))
}

/// Opens a text and waits for its diagnostics. Returns their number.
fn open(client: &mut TypingClient, name: &str, text: &str) -> Result<(TypedDocument, usize)> {
    let document = client.open(name, text)?;
    let count = client.published(&document)?.count;
    Ok((document, count))
}
