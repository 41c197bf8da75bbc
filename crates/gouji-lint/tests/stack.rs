//! No text exhausts the stack. Every kind of growing text is analysed with as little stack for each byte as a server thread has.
#![allow(clippy::unwrap_used)]

use gouji_lint::Analysis;
use gouji_properties::growth::KINDS;

/// Length of a text in bytes; with `GOUJI_LONG`, `LONG`, which is the largest text that a server accepts.
const BYTES: usize = 64 << 10;
const LONG: usize = 512 << 10;
/// Bytes of stack for each byte of text. Threads of the server have 2 MiB; the texts of tests are shorter, so the stack is smaller, too.
const STACK_PER_BYTE: usize = 4;

#[test]
fn no_kind_of_text_exhausts_the_stack() {
    let bytes = if std::env::var_os("GOUJI_LONG").is_some() { LONG } else { BYTES };
    for kind in KINDS {
        let text = kind.text(bytes);
        let read = move || Analysis::new(&text).failed.len();
        let thread = std::thread::Builder::new().name(kind.name.to_owned()).stack_size(STACK_PER_BYTE * bytes);
        assert_eq!(thread.spawn(read).unwrap().join().unwrap(), 0, "{}", kind.name);
    }
}
