//! Odd characters: invisible ones, and those that look like others.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is invisible: joiners, direction marks, soft hyphens, fillers. [`INVISIBLE`] lists the same characters.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// The characters of [`is_invisible`], for a character class of a regex.
pub const INVISIBLE: &str = r"\u{AD}\u{34F}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{2800}\u{3164}\u{FE00}-\u{FE0F}\u{FEFF}";

/// The characters that may have a [`common_form`], for a character class of a regex.
pub const LOOKALIKES: &str = r"\u{2E80}-\u{2FDF}\u{F900}-\u{FAFF}";

/// Radicals that look like an ideograph, although Unicode does not decompose them to it; sorted.
const RADICALS: &[(char, char)] = &[
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺰', '纟'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '老'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⻁', '虎'),
    ('⻃', '西'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻐', '钅'),
    ('⻑', '長'),
    ('⻒', '镸'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻞', '食'),
    ('⻟', '飠'),
    ('⻠', '饣'),
    ('⻡', '首'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻭', '歯'),
    ('⻮', '齿'),
    ('⻯', '竜'),
    ('⻰', '龙'),
    ('⻱', '龜'),
    ('⻲', '亀'),
    ('⻳', '龟'),
    // Its decomposition is the traditional form.
    ('⼾', '户'),
];

/// The ideograph that a radical (U+2E80–2FDF) or a compatibility ideograph (U+F900–FAFF) looks like, if both have the
/// same number of UTF-8 bytes.
pub fn common_form(c: char) -> Option<char> {
    if !matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}') {
        return None;
    }
    if let Ok(at) = RADICALS.binary_search_by_key(&c, |(radical, _)| *radical) {
        return RADICALS.get(at).map(|(_, common)| *common);
    }
    let mut decomposed = std::iter::once(c).nfkc();
    let common = decomposed.next()?;
    if decomposed.next().is_some() {
        return None;
    }
    (common != c && common.len_utf8() == c.len_utf8()).then_some(common)
}

/// Whether the text may contain characters that are invisible ([`is_invisible`]) or have a [`common_form`]. A fast test on bytes,
/// with few false positives.
pub fn may_have_odd_characters(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0xE2, 0xEF, 0xE3, bytes).any(|at| {
        let next = |further: usize| bytes.get(at + further).copied().unwrap_or_default();
        match (next(0), next(1), next(2)) {
            (0xE2, 0x80, third) => matches!(third, 0x8B..=0x8F | 0xAA..=0xAE),
            (0xE2, 0x81, third) => matches!(third, 0xA0..=0xA9),
            (0xE2, second, _) => matches!(second, 0xA0 | 0xBA..=0xBF),
            (0xE3, second, third) => (second, third) == (0x85, 0xA4),
            (_, second, third) => {
                matches!(second, 0xA4..=0xAB) || second == 0xB8 && third < 0x90 || second == 0xBB && third == 0xBF
            }
        }
    }) || memchr::memchr3_iter(0xC2, 0xCD, 0xE1, bytes).any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        [&b"\xC2\xAD"[..], b"\xCD\x8F", b"\xE1\xA0\x8E"].iter().any(|character| rest.starts_with(character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regex;

    #[test]
    fn the_character_classes_list_the_same_characters() {
        let (invisible, lookalikes) = (regex(&format!("^[{INVISIBLE}]$")), regex(&format!("^[{LOOKALIKES}]$")));
        for c in ('\0'..='\u{FFFF}').filter(|c| !c.is_ascii()) {
            let text = c.to_string();
            assert_eq!(invisible.is_match(&text), is_invisible(c), "{:?}", c.escape_unicode());
            assert!(common_form(c).is_none() || lookalikes.is_match(&text));
            assert!(
                may_have_odd_characters(&text) || !is_invisible(c) && common_form(c).is_none(),
                "{:?}",
                c.escape_unicode()
            );
        }
    }

    #[test]
    fn radicals_have_the_ideographs_that_they_look_like() {
        assert!(RADICALS.is_sorted());
        for (c, common) in [('⼀', '一'), ('⼆', '二'), ('⼈', '人'), ('⻔', '门'), ('⺠', '民'), ('\u{F9D1}', '六')]
        {
            assert_eq!(common_form(c), Some(common));
        }
        for c in ['一', '⺀', 'a', '（', '\u{FA0E}', '\u{FACF}'] {
            assert_eq!(common_form(c), None);
        }
        let all = ('\u{2E80}'..='\u{2FDF}').chain('\u{F900}'..='\u{FAFF}');
        assert!(all.filter_map(|c| Some((c, common_form(c)?))).all(|(c, common)| c.len_utf8() == common.len_utf8()));
    }
}
