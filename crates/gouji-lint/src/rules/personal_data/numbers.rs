//! Numbers that identify a person, by their digits.

use gouji_text::Span;

/// Digits in a row, and the X that may end the number of an identity card.
#[derive(Debug)]
pub(super) struct DigitRun {
    /// The span of the digits, in bytes of the words.
    pub span: Span,
    /// The digits without the blanks between their groups.
    pub digits: String,
}

/// Runs shorter than this are no personal number.
const SHORTEST: usize = 11;
/// The digits of a group in the number of a bank card.
const GROUP: usize = 4;

/// The runs of digits that nothing joins to letters or to a path. Single blanks may separate groups of four digits.
pub(super) fn digit_runs(words: &str) -> impl Iterator<Item = DigitRun> {
    let bytes = words.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            at = run_end(bytes, start);
            if at == start {
                at += 1;
                continue;
            }
            let span = Span::new(start, at);
            let digits: String = span.slice(words).chars().filter(|c| *c != ' ').collect();
            if digits.len() >= SHORTEST && is_free(bytes, span) {
                return Some(DigitRun { span, digits });
            }
        }
        None
    })
}

/// The end of the run of digits that starts at `start`.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    let mut group = 0;
    loop {
        if is_digit(end) {
            (end, group) = (end + 1, group + 1);
        } else if group == GROUP && bytes.get(end) == Some(&b' ') && is_digit(end + 1) {
            (end, group) = (end + 1, 0);
        } else {
            break;
        }
    }
    // The last character of an identity card may be X.
    let ends_with_x = end - start == IDENTITY - 1 && matches!(bytes.get(end), Some(b'X' | b'x'));
    if ends_with_x { end + 1 } else { end }
}

/// Whether neither letters nor marks of a path, of a decimal or of another number touch the run.
fn is_free(bytes: &[u8], span: Span) -> bool {
    let joins =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_/=&?%#@.-+*".contains(byte));
    let before = span.start.checked_sub(1).and_then(|before| bytes.get(before));
    !joins(before) && !joins(bytes.get(span.end))
}

/// The characters of the number of an identity card.
const IDENTITY: usize = 18;
/// The first two digits of an identity card: the province.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];
/// The weights of the digits, and the check characters by remainder (GB 11643-1999).
const WEIGHTS: [u32; IDENTITY - 1] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Whether these are the digits of an identity card: a province, a day of birth, and the right check character.
pub(super) fn is_identity_card(digits: &str) -> bool {
    if digits.len() != IDENTITY {
        return false;
    }
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (Some(province), Some(year), Some(month), Some(day)) =
        (number(0, 2), number(6, 10), number(10, 12), number(12, 14))
    else {
        return false;
    };
    let is_birthday = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let sum: u32 =
        WEIGHTS.iter().zip(digits.chars().filter_map(|c| c.to_digit(10))).map(|(weight, digit)| weight * digit).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|rest| CHECKS.get(rest));
    let last = digits.chars().next_back().map(|c| c.to_ascii_uppercase());
    PROVINCES.contains(&province) && is_birthday && check.copied() == last
}

/// Whether these are the digits of a bank card: 16 to 19, with the right check digit (ISO/IEC 7812).
pub(super) fn is_bank_card(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let values = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = values.map(|(at, digit)| if at % 2 == 1 { doubled(digit) } else { digit }).sum();
    (16..=19).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && sum.is_multiple_of(10)
}

/// Whether these are the digits of a Chinese mobile telephone.
pub(super) fn is_mobile(digits: &str) -> bool {
    let mut digits_of = digits.chars();
    digits.len() == SHORTEST
        && digits_of.next() == Some('1')
        && digits_of.next().is_some_and(|c| ('3'..='9').contains(&c))
}
