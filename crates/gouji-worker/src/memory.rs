//! The functions that the script of the web worker calls. They pass bytes through the memory of the module.
//!
//! A script cannot pass bytes to WebAssembly, only numbers. So it asks for the address of the input, writes there, calls a function, and reads the
//! output as JSON from the address of the output. An exported function needs the attribute `no_mangle`, which the compiler counts as unsafe code,
//! and so does an imported one; nothing else here is.
#![allow(unsafe_code, reason = "only for exported functions and the clock")]

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gouji_ide::Clock;

use crate::{Output, Server};

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static SERVER: Mutex<Option<Server>> = Mutex::new(None);

#[link(wasm_import_module = "gouji")]
unsafe extern "C" {
    /// The milliseconds since [`gouji_start`]. They never decrease.
    safe fn now() -> f64;
}

/// Makes room for an input of `length` bytes and returns its address. The script writes the input there.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_input(length: usize) -> *mut u8 {
    let mut input = lock(&INPUT);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// The address of the output. It is valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}

/// Starts a server. `time` is the present time in milliseconds since 1970.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_start(time: f64) {
    *lock(&SERVER) = Some(Server::new(Clock::new(|| milliseconds(now())), milliseconds(time)));
}

/// Receives the message in the input, and returns the length of the output in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_receive() -> usize {
    let message = std::mem::take(&mut *lock(&INPUT));
    call(|server| server.receive(&message))
}

/// Stores a file. The input is its URI of `uri_length` bytes, and its content.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_store(uri_length: usize) -> usize {
    let mut input = std::mem::take(&mut *lock(&INPUT));
    let bytes = input.split_off(uri_length.min(input.len()));
    call(|server| server.store(&String::from_utf8_lossy(&input), Some(bytes)))
}

/// Removes the file whose URI is the input.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_remove() -> usize {
    let uri = std::mem::take(&mut *lock(&INPUT));
    call(|server| server.store(&String::from_utf8_lossy(&uri), None))
}

/// Does a part of the work that waits.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_run() -> usize {
    call(Server::run)
}

fn call(act: impl FnOnce(&mut Server) -> Output) -> usize {
    let result = lock(&SERVER).as_mut().map(act).unwrap_or_default();
    let mut output = lock(&OUTPUT);
    *output = serde_json::to_vec(&result).unwrap_or_default();
    output.len()
}

/// A time; zero if it is none.
fn milliseconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number / 1_000.0).unwrap_or_default()
}

fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
