//! The client of a language server that runs in a process of its own. The tests, the benchmarks and the soak test use it.
//!
//! The tests in `gouji-server` run the server inside the test, on a clock that the test controls. Their client is asynchronous
//! for that reason, and shares the frames with this one.

mod frame;

use std::io::{self, BufReader, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

pub use frame::{Frame, FrameHeader, HeaderLine, read_body};

/// Time after which a missing answer is an error, if a thread reads.
pub const ANSWER_LIMIT: Duration = Duration::from_secs(120);
/// Time within which a server must end after `exit`.
pub const SHUTDOWN_LIMIT: Duration = Duration::from_secs(20);

/// A client and the process of its server. The process is ended when the client is dropped.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: ServerOutput,
    /// The time when the process was started.
    pub started: Instant,
    /// The time when the reply to `initialize` arrived; of the start before that.
    pub initialized: Instant,
    /// The capabilities of the server; null before `initialize`.
    pub capabilities: Value,
    /// The number of requests so far. Each was answered before the next was sent.
    pub requests: u64,
    /// The number of `publishDiagnostics` notifications so far.
    pub published: u64,
}

/// How the client reads.
enum ServerOutput {
    /// When a test waits for a message.
    Direct(BufReader<ChildStdout>),
    /// At once, in a thread which records when each message was complete.
    Thread(Receiver<(Instant, Vec<u8>)>),
    /// No longer.
    Closed,
}

/// A notification or answer of the server.
pub struct ServerMessage {
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
    params: Option<MessageParams>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MessageParams {
    uri: Option<String>,
    version: Option<i64>,
    diagnostics: Option<Vec<IgnoredAny>>,
    items: Option<Vec<IgnoredAny>>,
}

/// The parts of a `publishDiagnostics` notification that are used.
pub struct Diagnostics<'a> {
    /// The document.
    pub uri: &'a str,
    /// The version of the document, if the server sends it.
    pub version: Option<i64>,
    /// The number of diagnostics.
    pub count: usize,
}

impl Client {
    /// Starts a server and initializes it with the capabilities and workspace folders of the client.
    ///
    /// # Errors
    /// If the server does not start or does not answer.
    pub fn start(command: &mut Command, capabilities: &Value, folders: &Value) -> io::Result<Self> {
        let mut client = Self::spawn(command)?;
        client.initialize(capabilities, folders, &Value::Null)?;
        Ok(client)
    }

    /// The same, with a thread that reads and records the times.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn start_timed(command: &mut Command, capabilities: &Value, folders: &Value) -> io::Result<Self> {
        Self::start_timed_with(command, capabilities, folders, &Value::Null)
    }

    /// The same, with `initializationOptions`.
    ///
    /// # Errors
    /// As [`Client::start`].
    pub fn start_timed_with(
        command: &mut Command,
        capabilities: &Value,
        folders: &Value,
        options: &Value,
    ) -> io::Result<Self> {
        let mut client = Self::spawn(command)?;
        client.read_in_thread();
        client.initialize(capabilities, folders, options)?;
        Ok(client)
    }

    /// Starts a server without sending a message. Its log goes where the command sends it.
    ///
    /// # Errors
    /// If the server does not start.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        let started = Instant::now();
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().map_or(ServerOutput::Closed, |output| ServerOutput::Direct(reader(output)));
        let (initialized, capabilities) = (started, Value::Null);
        Ok(Self { child, input, output, started, initialized, capabilities, requests: 0, published: 0 })
    }

    fn read_in_thread(&mut self) {
        let ServerOutput::Direct(mut output) = std::mem::replace(&mut self.output, ServerOutput::Closed) else {
            return;
        };
        let (sender, bodies) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(Some(body)) = read_body(&mut output) {
                if sender.send((Instant::now(), body)).is_err() {
                    break;
                }
            }
        });
        self.output = ServerOutput::Thread(bodies);
    }

    fn initialize(&mut self, capabilities: &Value, folders: &Value, options: &Value) -> io::Result<()> {
        let params = json!({
            "processId": std::process::id(), "locale": "zh-cn", "rootUri": null, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options,
        });
        let (at, mut result) = self.ask("initialize", &params)?;
        self.initialized = at;
        self.capabilities = result["capabilities"].take();
        self.notify("initialized", &json!({})).map(drop)
    }

    /// The id of the server's process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The log of the server, if it goes into a pipe.
    pub fn log(&mut self) -> Option<ChildStderr> {
        self.child.stderr.take()
    }

    /// Sends a request. Returns the time when the answer arrived, and its result. Other messages that arrive earlier are only counted.
    ///
    /// # Errors
    /// If the server ends, refuses the request, or does not answer in time.
    pub fn ask(&mut self, method: &str, params: &Value) -> io::Result<(Instant, Value)> {
        self.requests += 1;
        let id = self.requests;
        self.write(&Frame::request(id, method, params))?;
        let deadline = Instant::now() + ANSWER_LIMIT;
        loop {
            let message = self.next(deadline)?.ok_or_else(|| io::Error::other(format!("{method} was not answered")))?;
            if message.head.method.is_none() && message.head.id == Some(id.into()) {
                let mut answer = message.json()?;
                if let Some(error) = answer.get("error") {
                    return Err(io::Error::other(format!("{method}: error {}: {}", error["code"], error["message"])));
                }
                return Ok((message.at, answer["result"].take()));
            }
        }
    }

    /// Sends a notification. Returns the time of sending.
    ///
    /// # Errors
    /// If the server does not read.
    pub fn notify(&mut self, method: &str, params: &Value) -> io::Result<Instant> {
        self.write(&Frame::notification(method, params))
    }

    /// Sends a prepared message. Returns the time when sending began.
    ///
    /// # Errors
    /// If the server does not read.
    pub fn write(&mut self, frame: &Frame) -> io::Result<Instant> {
        self.raw(frame.bytes())
    }

    /// Sends bytes as they are. Returns the time when sending began.
    ///
    /// # Errors
    /// If the server does not read.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<Instant> {
        let input = self.input.as_mut().ok_or_else(|| io::Error::other("the input is closed"))?;
        let sent = Instant::now();
        input.write_all(bytes)?;
        input.flush()?;
        Ok(sent)
    }

    /// Waits for the next notification or answer. Answers requests of the server meanwhile. `None` if the deadline passes, which only
    /// a client with a thread notices.
    ///
    /// # Errors
    /// If the server ends, or sends something that is no message.
    pub fn next(&mut self, deadline: Instant) -> io::Result<Option<ServerMessage>> {
        loop {
            let Some((at, body)) = self.next_body(deadline)? else { return Ok(None) };
            let head: Head = serde_json::from_slice(&body)?;
            if let Head { id: Some(id), method: Some(method), params } = &head {
                let items = params.as_ref().and_then(|params| params.items.as_ref()).map_or(0, Vec::len);
                self.answer(id, method, items)?;
                continue;
            }
            let message = ServerMessage { at, head, body };
            self.published += u64::from(message.diagnostics().is_some());
            return Ok(Some(message));
        }
    }

    fn next_body(&mut self, deadline: Instant) -> io::Result<Option<(Instant, Vec<u8>)>> {
        let ended = || io::Error::other("the server has ended");
        match &mut self.output {
            ServerOutput::Closed => Err(io::Error::other("the output is closed")),
            ServerOutput::Direct(output) => {
                let body = read_body(output)?.ok_or_else(ended)?;
                Ok(Some((Instant::now(), body)))
            }
            ServerOutput::Thread(bodies) => {
                match bodies.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                    Ok(arrived) => Ok(Some(arrived)),
                    Err(RecvTimeoutError::Timeout) => Ok(None),
                    Err(RecvTimeoutError::Disconnected) => Err(ended()),
                }
            }
        }
    }

    /// Answers a request of the server: all settings are null, and every registration is accepted.
    fn answer(&mut self, id: &Value, method: &str, items: usize) -> io::Result<()> {
        let result = if method == "workspace/configuration" { json!(vec![Value::Null; items]) } else { Value::Null };
        self.write(&Frame::answer(id, &result)).map(drop)
    }

    /// Opens a document as version 1 and waits for its diagnostics.
    ///
    /// # Errors
    /// If the server ends before it sends them.
    pub fn diagnostics_of(&mut self, uri: &str, text: &str) -> io::Result<Vec<Value>> {
        self.open(uri, text)?;
        let deadline = Instant::now() + ANSWER_LIMIT;
        loop {
            let message = self.next(deadline)?.ok_or_else(|| io::Error::other("no diagnostics came"))?;
            if message.diagnostics().is_some_and(|found| found.uri == uri && found.version == Some(1)) {
                let mut message = message.json()?;
                return Ok(serde_json::from_value(message["params"]["diagnostics"].take())?);
            }
        }
    }

    /// Opens a document as version 1.
    ///
    /// # Errors
    /// If the server does not read.
    pub fn open(&mut self, uri: &str, text: &str) -> io::Result<()> {
        let document = json!({"uri": uri, "languageId": "disclosure-report", "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document})).map(drop)
    }

    /// Closes the input of the server.
    pub fn hang_up(&mut self) {
        self.input = None;
    }

    /// Closes the output of the server.
    pub fn stop_reading(&mut self) {
        self.output = ServerOutput::Closed;
    }

    /// Shuts the server down as the protocol requires.
    ///
    /// # Errors
    /// If the server does not end in time, or with an error.
    pub fn stop(self) -> io::Result<()> {
        self.stop_within(SHUTDOWN_LIMIT)
    }

    fn stop_within(mut self, limit: Duration) -> io::Result<()> {
        self.ask("shutdown", &Value::Null)?;
        self.notify("exit", &Value::Null)?;
        let status = self.end_within(limit)?;
        if !status.success() {
            return Err(io::Error::other(format!("the server ended with {status}")));
        }
        Ok(())
    }

    /// Waits for the end of the server. Returns its exit code; `None` if a signal ended it.
    ///
    /// # Errors
    /// If the server does not end in time.
    pub fn exit_code(&mut self) -> io::Result<Option<i32>> {
        self.end_within(SHUTDOWN_LIMIT).map(|status| status.code())
    }

    fn end_within(&mut self, limit: Duration) -> io::Result<ExitStatus> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if start.elapsed() > limit {
                return Err(io::Error::other(format!("the server did not end within {} s", limit.as_secs_f64())));
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A server that is still running has nothing to save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl ServerMessage {
    /// The whole message.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn json(&self) -> io::Result<Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }

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

fn reader(output: ChildStdout) -> BufReader<ChildStdout> {
    BufReader::with_capacity(1 << 16, output)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use rustix::process::{Pid, test_kill_process};

    /// A fake server that sends these bodies, whatever it receives, and then runs the script `then`.
    fn server(bodies: &[Value], then: &str) -> Client {
        let output: Vec<u8> = bodies.iter().flat_map(|body| Frame::new(body).bytes().to_vec()).collect();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("printf %s \"$0\"; {then}"), &String::from_utf8(output).expect("text")]);
        Client::start_timed(&mut shell, &json!({}), &Value::Null).expect("it answers")
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
