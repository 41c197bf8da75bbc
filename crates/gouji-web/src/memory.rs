//! The functions that the page calls. They pass bytes through the memory of the module.
//!
//! A page cannot pass bytes to WebAssembly, only numbers. So it asks for the address of the input, writes the request there, runs it, and reads
//! the answer from the address of the output. An exported function needs the attribute `no_mangle`, which the compiler counts as unsafe code;
//! nothing else here is.
#![allow(unsafe_code, reason = "only for the attribute `no_mangle`")]

use std::sync::{Mutex, MutexGuard, PoisonError};

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for a request of `length` bytes and returns its address. The page writes the request there.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_input(length: usize) -> *mut u8 {
    let mut input = lock(&INPUT);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// Answers the request in the input, and returns the length of the answer in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_respond() -> usize {
    let request = std::mem::take(&mut *lock(&INPUT));
    let answer = crate::respond(&request);
    let mut output = lock(&OUTPUT);
    *output = answer;
    output.len()
}

/// The address of the answer. It is valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn gouji_output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}

fn lock(buffer: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    buffer.lock().unwrap_or_else(PoisonError::into_inner)
}
