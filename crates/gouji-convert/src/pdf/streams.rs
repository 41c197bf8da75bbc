//! Limits for compressed streams.
//!
//! The library that reads PDF objects unpacks a stream as a whole, so its size is checked beforehand.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Page;

use crate::{Failure, limits};

/// Bytes that one compressed byte gives at most, with the strongest of the filters.
const MAX_RATIO: usize = 1_400;
/// Bytes before the data of a stream in which the names of its filters are looked for.
const DICTIONARY: usize = 1_024;
/// Filters of images. Their data can begin like compressed data by accident.
const IMAGES: [&[u8]; 4] = [b"DCTDecode", b"CCITTFaxDecode", b"JBIG2Decode", b"JPXDecode"];

/// Checks the compressed streams of a file before it is parsed.
pub fn check(bytes: &[u8]) -> Result<(), Failure> {
    let mut left = limits::STREAMS;
    let ends: Vec<usize> = memchr::memmem::find_iter(bytes, b"endstream").collect();
    for start in memchr::memmem::find_iter(bytes, b"stream") {
        let end = ends.get(ends.partition_point(|end| *end < start)).copied().unwrap_or(bytes.len());
        let dictionary = bytes.get(start.saturating_sub(DICTIONARY)..start).unwrap_or_default();
        let data = bytes.get(start + b"stream".len()..end).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if is_zlib(data) {
            let is_image = IMAGES.iter().any(|name| memchr::memmem::find(dictionary, name).is_some());
            let size = match unpacked_size(data)? {
                UnpackedSize::Exact(size) => size,
                UnpackedSize::Unknown if is_image => data.len(),
                UnpackedSize::Unknown => data.len().saturating_mul(MAX_RATIO),
            };
            left = left.checked_sub(size).ok_or(Failure::TooLarge)?;
        }
    }
    Ok(())
}

/// The size of unpacked data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnpackedSize {
    /// The data are valid.
    Exact(usize),
    /// The data are damaged. The library may unpack more of them.
    Unknown,
}

/// Whether data begin with the header of zlib, which is a multiple of 31.
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [first, second, ..]
        if first & 0x0F == 8 && ((u16::from(*first) << 8) | u16::from(*second)) % 31 == 0)
}

/// The size of zlib data when it is unpacked.
fn unpacked_size(data: &[u8]) -> Result<UnpackedSize, Failure> {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = vec![0; 1 << 14];
    let mut size = 0;
    loop {
        match decoder.read(&mut buffer) {
            Ok(0) => return Ok(UnpackedSize::Exact(size)),
            Ok(count) => size += count,
            Err(_) => return Ok(UnpackedSize::Unknown),
        }
        if size > limits::STREAM {
            return Err(Failure::TooLarge);
        }
    }
}

/// Checks that a stream has a bounded size when it is unpacked.
fn check_stream(stream: &Stream<'_>) -> Result<(), Failure> {
    let raw = stream.raw_data();
    let filters = stream.filters().len();
    if filters == 0 || filters == 1 && is_zlib(&raw) && unpacked_size(&raw)? != UnpackedSize::Unknown {
        return Ok(());
    }
    let ratio = (0..filters).fold(1, |ratio: usize, _| ratio.saturating_mul(MAX_RATIO));
    if raw.len().saturating_mul(ratio) <= limits::STREAMS { Ok(()) } else { Err(Failure::TooLarge) }
}

/// Checks the content of a page.
pub fn check_contents(page: &Page<'_>) -> Result<(), Failure> {
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => check_stream(&stream),
        Some(Object::Array(parts)) => {
            let mut count = 0;
            parts.iter::<Stream<'_>>().try_for_each(|stream| {
                count += 1;
                if count > limits::CONTENTS { Err(Failure::TooLarge) } else { check_stream(&stream) }
            })
        }
        _ => Ok(()),
    }
}

/// Checks the streams of a font.
pub fn check_font(font: &Dict<'_>) -> Result<(), Failure> {
    let check = |dict: &Dict<'_>, keys: &[&str]| {
        keys.iter().filter_map(|key| dict.get::<Stream<'_>>(key)).try_for_each(|stream| check_stream(&stream))
    };
    check(font, &["ToUnicode", "Encoding"])?;
    let descendant = font.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    for font in std::iter::once(font).chain(&descendant) {
        check(font, &["CIDToGIDMap"])?;
        if let Some(descriptor) = font.get::<Dict<'_>>("FontDescriptor") {
            check(&descriptor, &["FontFile", "FontFile2", "FontFile3"])?;
        }
    }
    Ok(())
}

/// The content of a stream. Content that cannot be unpacked is empty.
pub fn decode<'a>(stream: &Stream<'a>) -> Result<Cow<'a, [u8]>, Failure> {
    check_stream(stream)?;
    Ok(stream.decoded_data().unwrap_or_default())
}
