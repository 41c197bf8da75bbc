//! Frames that cannot be read, bodies that cannot be understood.

use std::process::ExitCode;

use serde_json::json;

use crate::known;
use crate::support::{Client, Setup};

/// What is answered: the codes of the refusals, none of which can name its request.
type Refused = &'static [i64];

const INVALID: Refused = &[-32700];
const NO_REQUEST: Refused = &[-32600];

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// Sends each, reads its refusals, and asks something else.
async fn refuse(rows: &[(&str, Vec<u8>, Refused)]) {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    for (name, bytes, refused) in rows {
        client.raw(bytes).await;
        for code in *refused {
            assert_eq!(client.answer_to_nobody().await["error"]["code"], *code, "{name}");
        }
        known::assert_served(&mut client, name).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn bodies_that_cannot_be_understood_are_refused() {
    let deep = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"m","params":{}"#, "[".repeat(10_000));
    let rows: &[(&str, &[u8], Refused)] = &[
        ("JSON that breaks off", b"{", INVALID),
        ("no JSON at all", "总体情况".as_bytes(), INVALID),
        ("a length of zero", b"", INVALID),
        ("blanks", b" \r\n ", INVALID),
        ("bytes that are no UTF-8", b"\xFF\xFE{}", INVALID),
        ("half a character", b"{\"jsonrpc\":\"2.0\",\"method\":\"\xe4\xb8\"}", INVALID),
        ("a byte order mark", "\u{FEFF}{}".as_bytes(), INVALID),
        ("two messages in one body", br#"{"jsonrpc":"2.0","method":"a"}{"jsonrpc":"2.0","method":"b"}"#, INVALID),
        ("arrays in arrays", deep.as_bytes(), INVALID),
        ("an array", b"[]", NO_REQUEST),
        ("a number", b"17", NO_REQUEST),
        ("a string", br#""hover""#, NO_REQUEST),
        ("null", b"null", NO_REQUEST),
        ("no version of the protocol", br#"{"id":7,"method":"textDocument/hover"}"#, NO_REQUEST),
        ("another version", br#"{"jsonrpc":"1.0","id":7,"method":"textDocument/hover"}"#, NO_REQUEST),
        ("a method that is a number", br#"{"jsonrpc":"2.0","id":7,"method":5}"#, NO_REQUEST),
        ("an id that is a fraction", br#"{"jsonrpc":"2.0","id":1.5,"method":"textDocument/hover"}"#, NO_REQUEST),
        ("an id that is an object", br#"{"jsonrpc":"2.0","id":{},"method":"textDocument/hover"}"#, NO_REQUEST),
        ("nothing but a version", br#"{"jsonrpc":"2.0"}"#, NO_REQUEST),
        ("an answer that nobody asked for", br#"{"jsonrpc":"2.0","id":99,"result":null}"#, &[]),
        ("an answer to nobody", br#"{"jsonrpc":"2.0","id":null,"result":null}"#, &[]),
        ("a name with half a surrogate pair", br#"{"jsonrpc":"2.0","method":"\ud840"}"#, &[]),
    ];
    let rows: Vec<_> = rows.iter().map(|(name, body, refused)| (*name, framed(body), *refused)).collect();
    refuse(&rows).await;
}

#[tokio::test]
async fn a_request_without_a_method_is_refused_by_its_id() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client.body(br#"{"jsonrpc":"2.0","id":"seven"}"#).await;
    let refusal = client.wait(|message| message["id"] == "seven").await;
    assert_eq!(refusal["error"]["code"], -32600);
    known::assert_served(&mut client, "a request without a method").await;
    client.finish().await;
}

#[tokio::test]
async fn headers_that_cannot_be_read_are_skipped() {
    let body = json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}).to_string();
    let length = body.len();
    let rows = [
        ("no header", "Hello\r\n\r\n".to_owned(), &[][..]),
        ("blank lines", "\r\n\r\n\r\n".to_owned(), &[]),
        ("a length in words", "Content-Length: twelve\r\n\r\n".to_owned(), &[]),
        ("a negative length", "Content-Length: -5\r\n\r\n".to_owned(), &[]),
        ("a length with a fraction", "Content-Length: 5.0\r\n\r\n".to_owned(), &[]),
        ("no length", "Content-Length:\r\n\r\n".to_owned(), &[]),
        ("another header alone", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n".to_owned(), &[]),
        ("a header without a colon", "content-length\r\n".to_owned(), &[]),
        ("a megabyte of something else", "x".repeat(1 << 20), &[]),
        ("NUL", "\0".repeat(999), &[]),
        ("a huge length", "Content-Length: 999999999999\r\n\r\n".to_owned(), INVALID),
        ("a length that no number holds", format!("Content-Length: {}\r\n\r\n", "9".repeat(99)), &[]),
        ("line feeds alone", format!("Content-Length: {length}\n\n{body}"), &[]),
        ("two lengths", format!("Content-Length: 5\r\nContent-Length: {length}\r\n\r\n{body}"), &[]),
        ("small letters, no blank", format!("content-length:{length}\r\n\r\n{body}"), &[]),
        ("more headers", format!("X-A: 1\r\nContent-Length: {length}\r\nX-B: 2\r\n\r\n{body}"), &[]),
        ("a length that is too long", format!("Content-Length: {}\r\n\r\n{body}", length + 9), &[]),
        ("a length that is too short", format!("Content-Length: {}\r\n\r\n{body}", length - 3), INVALID),
    ];
    refuse(&rows.map(|(name, bytes, refused)| (name, bytes.into_bytes(), refused))).await;
}

/// Which of two lengths counts can be told by what is served.
#[tokio::test]
async fn the_last_of_two_lengths_counts() {
    let mut client = Setup::new().start().await;
    let body = json!({"jsonrpc": "2.0", "id": "two", "method": "textDocument/hover", "params": null}).to_string();
    client.raw(format!("Content-Length: 5\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    let answer = client.wait(|message| message["id"] == "two").await;
    assert_eq!(answer["error"]["code"], -32602);
    client.finish().await;
}

#[tokio::test]
async fn the_input_may_break_off_anywhere() {
    for cut in [
        "C",
        "Content-Length: 1",
        "Content-Length: 10\r\n",
        "Content-Length: 10\r\n\r\n",
        "Content-Length: 10\r\n\r\n{\"json",
    ] {
        for mut client in [Client::silent(), Setup::new().start().await] {
            client.raw(cut.as_bytes()).await;
            assert_eq!(client.hang_up().await, ExitCode::FAILURE, "{cut:?}");
        }
    }
}

/// A client that writes everything before it reads anything.
#[tokio::test]
async fn refusals_that_nobody_reads_yet_do_not_stop_the_reading() {
    const BAD: usize = 3_000;
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client.stop_reading().await;
    // Long enough for what was sent and what is answered not to fit between the two.
    let bad = format!("{{{}", " ".repeat(100));
    for _ in 0..BAD {
        client.body(bad.as_bytes()).await;
    }
    client.read_again();
    for _ in 0..BAD {
        assert_eq!(client.answer_to_nobody().await["error"]["code"], -32700);
    }
    known::assert_served(&mut client, "3,000 bad frames").await;
    client.finish().await;
}
