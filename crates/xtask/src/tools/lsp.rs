//! A language server client over pipes. A separate thread records when each message is complete.

use crate::tools::process::{interrupted, wait_until};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Time after which a missing answer is an error.
pub const ANSWER_LIMIT: Duration = Duration::from_secs(120);
/// Time within which the server must end after `exit`.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(10);

/// A notification or answer of the server.
pub struct Message {
    /// The time when its last byte was read.
    pub at: Instant,
    head: Head,
    body: Vec<u8>,
}

/// The parts of a message that are parsed for every message.
#[derive(Deserialize)]
struct Head {
    id: Option<Value>,
    method: Option<String>,
    params: Option<Params>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Params {
    uri: Option<String>,
    version: Option<i64>,
    diagnostics: Option<Vec<IgnoredAny>>,
    items: Option<Vec<IgnoredAny>>,
}

/// The parts of a `publishDiagnostics` notification that are used.
pub struct Diagnostics<'a> {
    pub uri: &'a str,
    /// The version of the document, if the server sends it.
    pub version: Option<i64>,
    pub count: usize,
}

/// A message of the client with its header, ready to send.
pub struct Frame(Vec<u8>);

pub struct Client {
    child: Child,
    input: ChildStdin,
    bodies: Receiver<(Instant, Vec<u8>)>,
    pub started: Instant,
    /// The time when the reply to `initialize` arrived.
    pub initialized: Instant,
    pub capabilities: Value,
    /// The number of requests so far. Each was answered before the next was sent.
    pub requests: u64,
    /// The number of `publishDiagnostics` notifications so far.
    pub published: u64,
}

impl Client {
    /// Starts a server and initializes it with the capabilities and workspace folders of the client.
    pub fn start(command: &mut Command, capabilities: &Value, folders: &Value) -> Result<Self> {
        let mut client = Self::spawn(command)?;
        let params = json!({
            "processId": std::process::id(), "locale": "zh-cn", "rootUri": null, "workspaceFolders": folders,
            "capabilities": capabilities,
        });
        let (at, mut result) = client.ask("initialize", &params)?;
        client.initialized = at;
        client.capabilities = result["capabilities"].take();
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let started = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start `{}`", crate::tools::command::display(command)))?;
        let input = child.stdin.take().context("a pipe")?;
        let output = child.stdout.take().context("a pipe")?;
        let (sender, bodies) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            while let Some(body) = read(&mut output) {
                if sender.send((Instant::now(), body)).is_err() {
                    break;
                }
            }
        });
        let (initialized, capabilities) = (started, Value::Null);
        Ok(Self { child, input, bodies, started, initialized, capabilities, requests: 0, published: 0 })
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Sends a request. Returns the time when the answer arrived, and its result. Other messages that arrive earlier are only counted.
    pub fn ask(&mut self, method: &str, params: &Value) -> Result<(Instant, Value)> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        let deadline = Instant::now() + ANSWER_LIMIT;
        loop {
            let message = self.next(deadline)?.with_context(|| format!("{method} was not answered"))?;
            if message.head.method.is_none() && message.head.id == Some(id.into()) {
                let mut answer: Value = serde_json::from_slice(&message.body)?;
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]["message"]);
                return Ok((message.at, answer["result"].take()));
            }
        }
    }

    /// Sends a notification. Returns the time of sending.
    pub fn notify(&mut self, method: &str, params: &Value) -> Result<Instant> {
        self.write(&Frame::notification(method, params))
    }

    fn send(&mut self, message: &Value) -> Result<Instant> {
        self.write(&Frame::new(message))
    }

    /// Sends a prepared message. Returns the time when sending began.
    pub fn write(&mut self, Frame(bytes): &Frame) -> Result<Instant> {
        ensure!(!interrupted(), "已中断 · interrupted");
        let sent = Instant::now();
        self.input.write_all(bytes).context("the server does not read")?;
        self.input.flush()?;
        Ok(sent)
    }

    /// Waits for the next notification or answer; `None` if the deadline passes. Answers requests of the server meanwhile.
    pub fn next(&mut self, deadline: Instant) -> Result<Option<Message>> {
        loop {
            let (at, body) = match self.bodies.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(arrived) => arrived,
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => bail!("the server has ended"),
            };
            let head: Head = serde_json::from_slice(&body).context("a message that is no JSON")?;
            if let Head { id: Some(id), method: Some(method), params } = &head {
                let items = params.as_ref().and_then(|params| params.items.as_ref()).map_or(0, Vec::len);
                self.answer(id, method, items)?;
                continue;
            }
            let message = Message { at, head, body };
            self.published += u64::from(message.diagnostics().is_some());
            return Ok(Some(message));
        }
    }

    /// Answers a request of the server: all settings are null, and every registration is accepted.
    fn answer(&mut self, id: &Value, method: &str, items: usize) -> Result<()> {
        let result = if method == "workspace/configuration" { json!(vec![Value::Null; items]) } else { Value::Null };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result})).map(drop)
    }

    /// Shuts the server down as the protocol requires. Fails if it does not end in time, or with an error.
    pub fn stop(self) -> Result<()> {
        self.stop_within(SHUTDOWN_LIMIT)
    }

    fn stop_within(mut self, limit: Duration) -> Result<()> {
        self.ask("shutdown", &Value::Null)?;
        self.notify("exit", &Value::Null)?;
        let ended = wait_until(limit, || self.child.try_wait().transpose());
        let status = ended.with_context(|| format!("the server did not end within {} s", limit.as_secs_f64()))??;
        ensure!(status.success(), "the server ended with {status}");
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A server that is still running has nothing to save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Frame {
    pub fn notification(method: &str, params: &Value) -> Self {
        Self::new(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn new(message: &Value) -> Self {
        let body = message.to_string();
        Self(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
    }
}

impl Message {
    /// The diagnostics, if the message is a `publishDiagnostics` notification.
    pub fn diagnostics(&self) -> Option<Diagnostics<'_>> {
        let Head { method: Some(method), params: Some(params), .. } = &self.head else { return None };
        if method != "textDocument/publishDiagnostics" {
            return None;
        }
        let count = params.diagnostics.as_ref().map_or(0, Vec::len);
        Some(Diagnostics { uri: params.uri.as_deref()?, version: params.version, count })
    }
}

/// Reads the body of the next message; `None` at the end of the stream.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(body)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rustix::process::{Pid, test_kill_process};

    /// A fake server that sends these bodies, whatever it receives, and then runs the script `then`.
    fn server(bodies: &[Value], then: &str) -> Client {
        let output: String = bodies.iter().map(|body| String::from_utf8(Frame::new(body).0).expect("text")).collect();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("printf %s \"$0\"; {then}"), &output]);
        Client::start(&mut shell, &json!({}), &Value::Null).expect("it answers")
    }

    fn answer(id: u64) -> Value {
        json!({"jsonrpc": "2.0", "id": id, "result": {"capabilities": {"of": id}}})
    }

    #[test]
    fn a_server_that_ignores_exit_is_killed() {
        let client = server(&[answer(1), answer(2)], "exec sleep 1000");
        let process = Pid::from_raw(i32::try_from(client.process()).expect("small")).expect("not 0");
        assert!(test_kill_process(process).is_ok(), "it runs");
        let error = client.stop_within(Duration::from_millis(200)).expect_err("it sleeps");
        assert!(error.to_string().contains("did not end"), "{error}");
        assert!(test_kill_process(process).is_err(), "it still runs");
    }

    #[test]
    fn a_server_that_ends_with_an_error_is_an_error() {
        // Bodies have no line end, so the line with `shutdown` also contains the header of `exit`.
        let end = |code| {
            let then = format!("while read -r line; do case $line in *shutdown*) exit {code};; esac; done");
            server(&[answer(1), answer(2)], &then).stop()
        };
        assert!(end(0).is_ok());
        let error = end(3).expect_err("exit code 3").to_string();
        assert!(error.contains("ended with"), "{error}");
    }

    #[test]
    fn other_messages_before_an_answer_are_not_taken_for_it() {
        let params = json!({"uri": "file:///a", "version": 7, "diagnostics": [{}, {}]});
        let published = json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params});
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": "workspace/configuration", "params": {"items": [{}]}});
        let mut client = server(&[asked, published.clone(), answer(1), published], "exec sleep 1000");
        assert_eq!((client.published, client.capabilities["of"].as_u64()), (1, Some(1)));
        let next = client.next(Instant::now() + ANSWER_LIMIT).expect("it lives").expect("it arrived");
        let diagnostics = next.diagnostics().expect("they are");
        assert_eq!((diagnostics.uri, diagnostics.version, diagnostics.count), ("file:///a", Some(7), 2));
        assert_eq!(client.published, 2);
    }
}
