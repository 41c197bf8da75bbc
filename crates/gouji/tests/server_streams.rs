//! The server answers the same whatever its standard streams are: pipes and sockets, as editors use them, or files.

#![cfg(unix)]

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

fn server(input: impl Into<Stdio>, output: impl Into<Stdio>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["lsp", "--stdio"]).stdin(input).stdout(output).stderr(Stdio::null());
    command
}

/// The messages of a short session.
fn session() -> Vec<u8> {
    let messages = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#,
        r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#,
        r#"{"jsonrpc":"2.0","method":"exit"}"#,
    ];
    messages.iter().flat_map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()).collect()
}

fn over_pipes() -> Vec<u8> {
    let mut child = server(Stdio::piped(), Stdio::piped()).spawn().expect("the server starts");
    child.stdin.take().expect("a pipe").write_all(&session()).expect("the server reads");
    let output = child.wait_with_output().expect("the server ends");
    assert!(output.status.success());
    output.stdout
}

#[test]
fn a_socket_carries_the_same_session() {
    let (mut client, end) = UnixStream::pair().expect("a pair of sockets");
    let output = OwnedFd::from(end.try_clone().expect("a second handle"));
    let mut child = server(OwnedFd::from(end), output).spawn().expect("the server starts");
    client.write_all(&session()).expect("the server reads");
    client.shutdown(Shutdown::Write).expect("the end of the session");
    let mut answers = Vec::new();
    assert!(child.wait().expect("the server ends").success());
    // The handles of the server's end that are left are those of the command, which is gone.
    client.read_to_end(&mut answers).expect("the answers");
    assert!(!answers.is_empty());
    assert_eq!(answers, over_pipes());
}

#[test]
fn files_carry_the_same_session() {
    let file = || tempfile::tempfile().expect("a file");
    let (mut input, mut output): (File, File) = (file(), file());
    input.write_all(&session()).and_then(|()| input.rewind()).expect("the session is written");
    let mut child = server(input, output.try_clone().expect("a second handle")).spawn().expect("the server starts");
    assert!(child.wait().expect("the server ends").success());
    let mut answers = Vec::new();
    output.rewind().and_then(|()| output.read_to_end(&mut answers)).expect("the answers");
    assert!(!answers.is_empty());
    assert_eq!(answers, over_pipes());
}
