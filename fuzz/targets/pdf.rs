#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| gouji_properties::documents::is_read_as_pdf(data));
