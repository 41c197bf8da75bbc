//! A client of the real server, over pipes.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Requests that were answered.
    pub requests: u64,
    /// Sets of diagnostics that were sent.
    pub published: u64,
}

impl Client {
    /// Starts the server and introduces itself, with the folder as its workspace.
    pub fn start(server: &Path, workspace: &Path) -> Result<Self> {
        let mut command = Command::new(server);
        command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("could not start {}", server.display()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take().context("a pipe")?);
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(message) = receive(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut client = Self { child, input, messages, requests: 0, published: 0 };
        let folders = json!([{"uri": uri(workspace), "name": "soak"}]);
        let params = json!({"processId": std::process::id(), "capabilities": {}, "workspaceFolders": folders});
        client.request("initialize", &params)?;
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    pub fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The result of a request.
    pub fn request(&mut self, method: &str, params: &Value) -> Result<Value> {
        let id = self.requests + 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        loop {
            let mut message =
                self.messages.recv_timeout(PATIENCE).with_context(|| format!("{method} is not answered"))?;
            if message["id"] == id {
                ensure!(message.get("error").is_none(), "{method}: {}", message["error"]);
                self.requests = id;
                return Ok(message["result"].take());
            }
            self.published += u64::from(message["method"] == "textDocument/publishDiagnostics");
        }
    }

    /// Says good-bye as the protocol asks.
    pub fn stop(mut self) -> Result<()> {
        self.request("shutdown", &Value::Null)?;
        self.notify("exit", &Value::Null)?;
        let status = self.child.wait()?;
        ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        let input = self.input.as_mut().context("a pipe")?;
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).context("the server no longer reads")?;
        input.flush().context("the server no longer reads")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Only where something went wrong is there anything left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The URI of a path without anything that had to be escaped.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn receive(output: &mut BufReader<ChildStdout>) -> Result<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        ensure!(output.read_line(&mut line)? > 0, "the server has ended");
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse()?,
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}
