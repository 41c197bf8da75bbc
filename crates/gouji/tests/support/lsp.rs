//! A client of the real language server, over pipes.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use super::gouji;

/// A running server.
pub struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts the server and introduces a client with these capabilities.
    pub fn start(capabilities: &Value) -> Self {
        let mut command = gouji();
        let mut child = command
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut server = Self { child, input, output };
        let params = json!({"processId": std::process::id(), "locale": "zh-cn", "capabilities": capabilities});
        server.send(&json!({"id": 0, "method": "initialize", "params": params}));
        assert!(server.receive()["result"].is_object());
        server.send(&json!({"method": "initialized", "params": {}}));
        server
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

    /// Says good-bye; the exit code.
    pub fn stop(mut self) -> Option<i32> {
        self.send(&json!({"id": 1, "method": "shutdown"}));
        while self.receive()["id"] != 1 {}
        self.send(&json!({"method": "exit"}));
        self.child.wait().expect("the server ends").code()
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let mut message = message.clone();
        message["jsonrpc"] = "2.0".into();
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    /// Waits for the next message.
    pub fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("a header") > 0, "the server has ended");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().expect("a number"),
                _ if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }
}
