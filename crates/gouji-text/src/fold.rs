use unicode_normalization::UnicodeNormalization;

/// Whether `c` is a Han character, of any plane.
pub fn is_han(c: char) -> bool {
    is_common_han(c)
        || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

/// Whether `c` is in U+4E00 to U+9FFF, as most characters of a report are. Such a character is a Han character. It is neither white space
/// nor punctuation, `char::is_numeric` is false for it, and normalisation does not change it. So this fast test can precede slower ones.
pub const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Folds labels and titles for comparison: NFKC, without white space, quotes, brackets and punctuation.
pub fn fold_label(text: &str) -> String {
    fold_by_char(text).unwrap_or_else(|| text.nfkc().filter(|c| c.is_alphanumeric()).collect())
}

/// The folded text, if each of its characters folds by itself. Nearly all labels qualify, and normalisation takes ten times as
/// long.
fn fold_by_char(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    // The characters from here on are copied at once.
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_common_han(c) || c.is_ascii_alphanumeric() => continue,
            '、' | '。' | '（' | '）' | '，' | '．' | '：' | '；' | '“' | '”' | '‘' | '’' | '《' | '》' | '\u{A0}'
            | '\u{3000}' => {}
            _ if c.is_ascii() => {}
            _ => return None,
        }
        folded.push_str(text.get(kept..at)?);
        kept = at + c.len_utf8();
    }
    folded.push_str(text.get(kept..)?);
    Some(folded)
}

/// `text` without a leading ordinal (`一、` `（一）` `1.` `(1)`), or the whole text if there is no ordinal.
pub fn strip_ordinal(text: &str) -> &str {
    let text = text.trim_start();
    let open = text.strip_prefix(['（', '(']);
    let body = open.unwrap_or(text).trim_start();
    let numeral = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    let rest = body.trim_start_matches(numeral);
    if rest.len() == body.len() {
        return text;
    }
    let stripped = match open {
        // A line break inside the cell may precede the bracket.
        Some(_) => rest.trim_start().strip_prefix(['）', ')']),
        // Blanks may replace markup before the mark.
        None => rest.trim_start().strip_prefix(['、', '.', '．', ',', '，']),
    };
    stripped.map_or(text, |stripped| stripped.trim_start_matches(['、', '.', '．']).trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_stripped_and_words_are_not() {
        for (text, bare) in [
            ("一、总体情况", "总体情况"),
            ("（三） 不予公开", "不予公开"),
            ("(一)、主动公开", "主动公开"),
            ("（一\n）予以公开", "予以公开"),
            ("1. 属于国家秘密", "属于国家秘密"),
            ("１．属于", "属于"),
            ("1 .属于", "属于"),
            ("（ 一 ）主动公开", "主动公开"),
            ("一是加强", "一是加强"),
            ("三安全一稳定", "三安全一稳定"),
            ("总计", "总计"),
            ("", ""),
        ] {
            assert_eq!(strip_ordinal(text), bare);
        }
    }

    #[test]
    fn folding_by_character_equals_nfkc_folding() {
        let plain = "aZ09 \t-+、。（），．：；“”‘’《》\u{A0}\u{3000}一龥鿿";
        for (at, c) in plain.char_indices() {
            let text = plain.get(at..).unwrap_or_default();
            let folded: String = text.nfkc().filter(|c| c.is_alphanumeric()).collect();
            assert_eq!(fold_by_char(text), Some(folded), "{c}");
        }
        // Characters that may combine with their neighbours do not fold by themselves.
        for text in ["e\u{301}", "ｶﾞ", "①", "㈠", "Ａ", "\u{FE30}", "\u{F900}"] {
            assert_eq!(fold_by_char(text), None, "{text}");
        }
    }

    #[test]
    fn labels_fold_alike() {
        assert_eq!(fold_label("3.危及“三安全一稳定”"), fold_label("3．危及 \"三安全一稳定\""));
        assert_eq!(fold_label("结果\u{a0}维持"), "结果维持");
    }
}
