//! The program imports no function of the system that opens a connection or runs another program. It cannot call a function that it
//! does not import, whichever crates it contains.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs;

use object::{Object, ObjectSymbol};

/// Functions of the system that use a network or run programs.
const FORBIDDEN: [&str; 22] = [
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "getaddrinfo",
    "gethostbyname",
    "fork",
    "vfork",
    "posix_spawn",
    "posix_spawnp",
    "execv",
    "execve",
    "execvp",
    "execl",
    "dlopen",
];

/// Names of the functions that a program imports.
fn imports(program: &str) -> BTreeSet<String> {
    let bytes = fs::read(program).expect("the program");
    let file = object::File::parse(&*bytes).expect("an ELF file");
    let undefined = file.dynamic_symbols().filter(ObjectSymbol::is_undefined);
    undefined.map(|symbol| symbol.name().expect("a name").to_owned()).collect()
}

#[test]
fn the_program_can_neither_open_a_connection_nor_run_another() {
    let imports = imports(env!("CARGO_BIN_EXE_gouji"));
    assert!(imports.contains("read") && imports.len() > 50, "they are found: {imports:?}");
    let found: Vec<&str> = FORBIDDEN.into_iter().filter(|name| imports.contains(*name)).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_forbidden_import_is_found() {
    // This test opens no connection; it only contains a call that could.
    let listen: fn(&'static str) -> std::io::Result<std::net::TcpListener> = std::net::TcpListener::bind;
    std::hint::black_box(listen);
    let own = std::env::current_exe().expect("this test");
    let imports = imports(&own.display().to_string());
    assert!(imports.contains("socket") && imports.contains("bind"), "{imports:?}");
}
