//! The real language server, over pipes.

use std::process::{Command, Stdio};

use gouji_testkit::lsp::Client;
use serde_json::{Value, json};

use super::gouji;

/// The command that starts the server, without a log.
pub fn server() -> Command {
    let mut command = gouji();
    command.args(["lsp", "--stdio"]).stderr(Stdio::null());
    command
}

/// A client without capabilities whose server is initialized.
pub fn start() -> Client {
    Client::start(&mut server(), &json!({}), &Value::Null).expect("the server answers")
}
