//! Writes numbers like Word, for the numbering of paragraphs. The names are those of ECMA-376, part 1, 17.18.59
//! (`ST_NumberFormat`).

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const POSITIONS: [&str; 10] = ["○", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const BRANCHES: [&str; 12] = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"];

/// The number in the numerals with this name.
pub fn numeral(number: i64, name: &str) -> String {
    let Ok(positive) = u32::try_from(number) else { return number.to_string() };
    match name {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(positive).to_uppercase(),
        "lowerRoman" => roman(positive),
        "upperLetter" => letters(positive, 'A'),
        "lowerLetter" => letters(positive, 'a'),
        "chineseCounting" | "taiwaneseCounting" => counting(positive),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" | "koreanCounting" => {
            thousands(positive, &DIGITS, ["", "十", "百", "千"])
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" => thousands(positive, &LEGAL, ["", "拾", "佰", "仟"]),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => positions(positive),
        "ideographTraditional" => nth(positive, &STEMS),
        "ideographZodiac" => nth(positive, &BRANCHES),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(full_width).collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(positive, '①'),
        "decimalEnclosedParen" => enclosed(positive, '⑴'),
        "decimalEnclosedFullstop" => enclosed(positive, '⒈'),
        _ => number.to_string(),
    }
}

/// With the names of tens up to 99, and digit by digit from 100 on.
fn counting(number: u32) -> String {
    if number < 100 { thousands(number, &DIGITS, ["", "十", "百", "千"]) } else { positions(number) }
}

/// Digit by digit: 一○五.
fn positions(number: u32) -> String {
    let digit = |digit: char| digit.to_digit(10).and_then(|digit| POSITIONS.get(digit as usize)).copied();
    number.to_string().chars().filter_map(digit).collect()
}

/// With the names of tens, hundreds and thousands: 十二, 一百零五.
fn thousands(number: u32, digits: &[&str; 10], units: [&str; 4]) -> String {
    if number == 0 || number > 9999 {
        return if number == 0 { digits.first().copied().unwrap_or_default().to_owned() } else { number.to_string() };
    }
    let (mut numeral, mut skipped) = (String::new(), false);
    for (power, unit) in units.iter().enumerate().rev() {
        let digit = number / 10_u32.pow(u32::try_from(power).unwrap_or_default()) % 10;
        let Some(name) = digits.get(digit as usize) else { continue };
        if digit == 0 {
            skipped = !numeral.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            numeral.push_str(digits.first().copied().unwrap_or_default());
        }
        // 十二 instead of 一十二.
        if !(numeral.is_empty() && digit == 1 && *unit == "十") {
            numeral.push_str(name);
        }
        numeral.push_str(unit);
    }
    numeral
}

fn nth(number: u32, names: &[&str]) -> String {
    let name = (number as usize).checked_sub(1).and_then(|at| names.get(at));
    name.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

/// `a` to `z`, then `aa` to `zz`, and so on, up to ten equal letters.
fn letters(number: u32, first: char) -> String {
    let Some(at) = number.checked_sub(1).filter(|at| *at < 26 * 10) else { return number.to_string() };
    let letter = u32::from(first) + at % 26;
    let letter = char::from_u32(letter).unwrap_or(first);
    std::iter::repeat_n(letter, at as usize / 26 + 1).collect()
}

fn enclosed(number: u32, first: char) -> String {
    let at = number.checked_sub(1).filter(|at| *at < 20);
    let character = at.and_then(|at| char::from_u32(u32::from(first) + at));
    character.map_or_else(|| number.to_string(), String::from)
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit)).unwrap_or(digit)
}

fn roman(number: u32) -> String {
    const NAMES: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let (mut left, mut roman) = (number, String::new());
    for (value, name) in NAMES {
        while left >= value {
            roman.push_str(name);
            left -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_like_in_word() {
        for (number, name, expected) in [
            (1, "chineseCountingThousand", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "chineseCountingThousand", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (1001, "chineseCountingThousand", "一千零一"),
            (31, "chineseCounting", "三十一"),
            (105, "chineseCounting", "一○五"),
            (21, "chineseLegalSimplified", "贰拾壹"),
            (3, "japaneseCounting", "三"),
            (10, "ideographDigital", "一○"),
            (2, "ideographTraditional", "乙"),
            (12, "decimalFullWidth", "１２"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (27, "lowerLetter", "aa"),
            (4, "upperRoman", "IV"),
            (7, "decimalZero", "07"),
            (7, "anything", "7"),
            (-1, "chineseCounting", "-1"),
            (5, "bullet", ""),
        ] {
            assert_eq!(numeral(number, name), expected, "{number} {name}");
        }
    }
}
