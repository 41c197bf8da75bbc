//! The streams of a compound file that hold the document.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::header::FileHeader;
use crate::word::package::is_encrypted;
use crate::{Failure, limits};

/// The stream with the header, the text and most of the formatting.
const DOCUMENT: &str = "/WordDocument";
/// The stream of a `.docx` that needs a password.
const PACKAGE: &str = "/EncryptedPackage";
/// The stream with large properties and with pictures.
const DATA: &str = "/Data";

/// The streams of a document.
#[derive(Debug)]
pub struct Streams {
    /// The stream `WordDocument`.
    pub document: Vec<u8>,
    /// The stream `0Table` or `1Table`, with the tables to which the header refers.
    pub table: Vec<u8>,
    /// The start of the stream `Data`; empty if there is none.
    pub data: Vec<u8>,
    /// The header of the document.
    pub header: FileHeader,
}

type Compound<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// Opens a document.
pub fn open(bytes: &[u8]) -> Result<Streams, Failure> {
    if !bytes.starts_with(&crate::COMPOUND) {
        return Err(Failure::OtherKind);
    }
    let failure = if is_encrypted(bytes) { Failure::Encrypted } else { Failure::Damaged };
    let mut compound = CompoundFile::open(Cursor::new(bytes)).map_err(|_| failure)?;
    if compound.is_stream(PACKAGE) {
        return Err(Failure::Encrypted);
    }
    if !compound.is_stream(DOCUMENT) {
        return Err(Failure::OtherKind);
    }
    let document = whole(&mut compound, DOCUMENT)?;
    let header = FileHeader::read(&document)?;
    let table = whole(&mut compound, header.table)?;
    // Pictures can make this stream large. The properties after the limit are treated as missing.
    let data = if compound.is_stream(DATA) { start(&mut compound, DATA, limits::PART)? } else { Vec::new() };
    Ok(Streams { document, table, data, header })
}

/// A stream, which must not exceed the limit.
fn whole(compound: &mut Compound<'_>, name: &str) -> Result<Vec<u8>, Failure> {
    let bytes = start(compound, name, limits::PART + 1)?;
    if bytes.len() as u64 > limits::PART { Err(Failure::TooLarge) } else { Ok(bytes) }
}

/// At most the first `length` bytes of a stream.
fn start(compound: &mut Compound<'_>, name: &str, length: u64) -> Result<Vec<u8>, Failure> {
    let stream = compound.open_stream(name).map_err(|_| Failure::Damaged)?;
    let mut bytes = Vec::new();
    stream.take(length).read_to_end(&mut bytes).map_err(|_| Failure::Damaged)?;
    Ok(bytes)
}
