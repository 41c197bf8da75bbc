//! Reads numbers from bytes, least significant byte first. `None` means that the bytes end before the number does.

/// The byte at this offset.
pub fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The two bytes at this offset.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// The two bytes at this offset, as a signed number.
pub fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    bytes.get(at..)?.first_chunk().copied().map(i16::from_le_bytes)
}

/// The four bytes at this offset.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// The four bytes at this offset, as a signed number.
pub fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..)?.first_chunk().copied().map(i32::from_le_bytes)
}

/// The four bytes at this offset, as an offset or a length.
pub fn offset_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// `length` bytes from this offset.
pub fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A plex (`PLC`): numbers in ascending order, each but the last with data of `size` bytes. Returns the numbers and the data.
pub fn plex(bytes: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (size + 4);
    let data = bytes.get((count + 1) * 4..).unwrap_or_default();
    (0..count).filter_map(move |index| {
        let (start, end) = (u32_at(bytes, index * 4)?, u32_at(bytes, (index + 1) * 4)?);
        Some((start, end, slice(data, index * size, size)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_with_the_bytes() {
        let bytes = [1, 2, 3, 0xFF, 0xFF];
        assert_eq!((u16_at(&bytes, 0), i16_at(&bytes, 3), u16_at(&bytes, 4)), (Some(0x0201), Some(-1), None));
        assert_eq!((u32_at(&bytes, 1), u32_at(&bytes, usize::MAX)), (Some(0xFFFF_0302), None));
        assert_eq!((slice(&bytes, 4, 1), slice(&bytes, 4, usize::MAX)), (Some(&[0xFF][..]), None));
        let numbers = [[0_u32, 5, 9].map(u32::to_le_bytes).concat(), vec![7, 8]].concat();
        assert_eq!(plex(&numbers, 1).collect::<Vec<_>>(), [(0, 5, &[7][..]), (5, 9, &[8][..])]);
        assert_eq!(plex(&[], 1).count(), 0);
    }
}
