use unicode_normalization::UnicodeNormalization;

/// Whether `c` is a Han character, of any plane.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

/// The form under which labels and titles are compared: NFKC, without white space, quotes, brackets and punctuation.
pub fn fold_label(text: &str) -> String {
    fold_plainly(text).unwrap_or_else(|| text.nfkc().filter(|c| c.is_alphanumeric()).collect())
}

/// The folded text where each of its characters folds by itself, as nearly all that stand in labels do: normalising takes
/// ten times as long.
fn fold_plainly(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{4E00}'..='\u{9FFF}' => folded.push(c),
            _ if c.is_ascii() => folded.extend(c.is_ascii_alphanumeric().then_some(c)),
            '、' | '。' | '（' | '）' | '，' | '．' | '：' | '；' | '“' | '”' | '‘' | '’' | '《' | '》' | '\u{A0}'
            | '\u{3000}' => {}
            _ => return None,
        }
    }
    Some(folded)
}

/// `text` behind a leading ordinal (`一、` `（一）` `1.` `(1)`), or the whole where there is none.
pub fn strip_ordinal(text: &str) -> &str {
    let text = text.trim_start();
    let open = text.strip_prefix(['（', '(']);
    let body = open.unwrap_or(text).trim_start();
    let numeral = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
    let rest = body.trim_start_matches(numeral);
    if rest.len() == body.len() {
        return text;
    }
    let behind = match open {
        // A line that ends inside the cell may do so before the bracket.
        Some(_) => rest.trim_start().strip_prefix(['）', ')']),
        // Blanks may replace markup.
        None => rest.trim_start().strip_prefix(['、', '.', '．', ',', '，']),
    };
    behind.map_or(text, |behind| behind.trim_start_matches(['、', '.', '．']).trim_start())
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
    fn folding_plainly_is_folding() {
        let plain = "aZ09 \t-+、。（），．：；“”‘’《》\u{A0}\u{3000}一龥鿿";
        for (at, c) in plain.char_indices() {
            let text = plain.get(at..).unwrap_or_default();
            let folded: String = text.nfkc().filter(|c| c.is_alphanumeric()).collect();
            assert_eq!(fold_plainly(text), Some(folded), "{c}");
        }
        // What may combine with its neighbours does not fold by itself.
        for text in ["e\u{301}", "ｶﾞ", "①", "㈠", "Ａ", "\u{FE30}", "\u{F900}"] {
            assert_eq!(fold_plainly(text), None, "{text}");
        }
    }

    #[test]
    fn labels_fold_alike() {
        assert_eq!(fold_label("3.危及“三安全一稳定”"), fold_label("3．危及 \"三安全一稳定\""));
        assert_eq!(fold_label("结果\u{a0}维持"), "结果维持");
    }
}
