//! A client of the real language server, over pipes.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::gouji;

/// A running server.
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
}

/// How long the server may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

impl Server {
    /// Starts the server and introduces a client with these capabilities.
    pub fn start(capabilities: &Value) -> Self {
        Self::start_logging(capabilities, Stdio::null(), &Value::Null)
    }

    /// Starts the server with a log and workspace folders.
    pub fn start_logging(capabilities: &Value, log: Stdio, folders: &Value) -> Self {
        let mut server = Self::spawn(log);
        let params = json!({
            "processId": std::process::id(), "locale": "zh-cn", "capabilities": capabilities, "workspaceFolders": folders,
        });
        server.send(&json!({"id": 0, "method": "initialize", "params": params}));
        assert!(server.receive()["result"].is_object());
        server.send(&json!({"method": "initialized", "params": {}}));
        server
    }

    /// Starts the server without sending a message.
    pub fn spawn(log: Stdio) -> Self {
        let mut command = gouji();
        command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the server starts");
        let (input, output) = (child.stdin.take(), child.stdout.take().map(BufReader::new));
        Self { child, input, output }
    }

    /// Opens a document and waits for its diagnostics.
    pub fn diagnostics(&mut self, uri: &str, text: &str) -> Vec<Value> {
        let document = json!({"uri": uri, "languageId": "disclosure-report", "version": 1, "text": text});
        self.send(&json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
        loop {
            let message = self.receive();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri {
                assert_eq!(params["version"], 1);
                return params["diagnostics"].as_array().expect("an array").clone();
            }
        }
    }

    /// Shuts the server down. Returns its exit code.
    pub fn stop(mut self) -> Option<i32> {
        self.send(&json!({"id": 1, "method": "shutdown"}));
        while self.receive()["id"] != 1 {}
        self.send(&json!({"method": "exit"}));
        self.ends()
    }

    /// Closes the server's input.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Closes the server's output.
    pub fn stop_reading(&mut self) {
        self.output = None;
    }

    /// The server's log, if it goes into a pipe.
    pub fn log(&mut self) -> ChildStderr {
        self.child.stderr.take().expect("a pipe")
    }

    /// Waits for the end of the server. Returns its exit code.
    pub fn ends(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a process") {
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The result of a request. A request that is refused for a reason has none.
    pub fn request(&mut self, id: i64, method: &str, params: &Value) -> Value {
        self.send(&json!({"id": id, "method": method, "params": params}));
        loop {
            let mut message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                let refusal = message["error"]["code"].as_i64();
                assert!(refusal.is_none_or(|code| code == -32803), "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    /// Sends raw bytes.
    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("not closed");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = "2.0".into();
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Waits for the next message.
    pub fn receive(&mut self) -> Value {
        let mut length = 0;
        let output = self.output.as_mut().expect("not closed");
        loop {
            let mut line = String::new();
            assert!(output.read_line(&mut line).expect("a header") > 0, "the server has ended");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().expect("a number"),
                _ if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        output.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server still runs only if a test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
