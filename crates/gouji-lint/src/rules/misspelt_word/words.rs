//! The list of words that are often written wrongly, from `words.tsv`.

use std::sync::LazyLock;

use gouji_text::{Span, WordFinder};

/// A word that is often written wrongly.
#[derive(Debug)]
pub(super) struct Word {
    /// The words of the list, with the beginning of a figure if the slip is one only before it: 截止202.
    searched: &'static str,
    /// The same without the figure.
    pub wrong: &'static str,
    pub right: &'static str,
    pub kind: SlipKind,
    /// Words in which `wrong` is right.
    except: Vec<&'static str>,
}

/// How sure it is that a word is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlipKind {
    /// It has no other reading.
    Slip,
    /// The other word is customary; a person must judge.
    Usage,
}

const SOURCE: &str = include_str!("words.tsv");

/// The words, and the finder of their wrong forms, with the same indices.
static WORDS: LazyLock<(Vec<Word>, WordFinder)> = LazyLock::new(|| {
    let words: Vec<Word> = SOURCE.lines().filter(|line| !line.starts_with('#')).filter_map(word).collect();
    let finder = WordFinder::new(words.iter().map(|word| word.searched));
    (words, finder)
});

/// The word of a line of the list.
fn word(line: &'static str) -> Option<Word> {
    let mut fields = line.split('\t');
    let (wrong, right, kind) = (fields.next()?, fields.next()?, fields.next()?);
    let kind = match kind {
        "slip" => SlipKind::Slip,
        "usage" => SlipKind::Usage,
        _ => return None,
    };
    let without_figure = |word: &'static str| word.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(Word {
        searched: wrong,
        wrong: without_figure(wrong),
        right: without_figure(right),
        kind,
        except: fields.next().unwrap_or_default().split(' ').filter(|word| !word.is_empty()).collect(),
    })
}

/// The wrong words in `text`, in order. Of overlapping ones, only the first counts.
pub(super) fn find(text: &str) -> Vec<(&'static Word, Span)> {
    let (words, finder) = &*WORDS;
    let (mut found, mut end) = (Vec::new(), 0);
    for (start, at) in finder.find_in(text) {
        let Some(word) = words.get(at).filter(|word| start >= end && !is_excepted(text, start, word)) else { continue };
        end = start + word.wrong.len();
        found.push((word, Span::new(start, end)));
    }
    found
}

/// Whether the wrong form at `start` is part of a word in which it is right.
fn is_excepted(text: &str, start: usize, word: &Word) -> bool {
    word.except.iter().any(|except| {
        except.match_indices(word.searched).any(|(at, _)| {
            let begin = start.checked_sub(at);
            begin.and_then(|begin| text.get(begin..)).is_some_and(|text| text.starts_with(except))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{SOURCE, SlipKind, WORDS, find};

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
        let (words, _) = &*WORDS;
        assert_eq!(words.len(), lines.count());
        for word in words {
            assert!(word.wrong != word.right && !word.right.contains(word.wrong), "{}", word.wrong);
            assert!(word.except.iter().all(|except| except.contains(word.wrong)), "{}", word.wrong);
            assert_eq!(find(word.searched).len(), 1, "{}", word.wrong);
            assert!(find(word.right).is_empty(), "{}", word.right);
        }
    }

    #[test]
    fn words_that_contain_a_slip_and_are_right_are_passed_over() {
        for (text, wrong) in [
            ("县攻府网站", Some(("攻府", SlipKind::Slip))),
            ("其它栏目", Some(("其它", SlipKind::Usage))),
            ("截止到年底", Some(("截止到", SlipKind::Usage))),
            ("截止2024年12月31日", Some(("截止", SlipKind::Slip))),
            ("登陆政府网站查询", Some(("登陆政府网站", SlipKind::Slip))),
            ("截止时间为月底，截止日期不变", None),
            ("一贯策略不变", None),
            ("台风登陆，登陆作战", None),
            ("做为民服务的表率", None),
            ("领导小组、账号、截至目前", None),
        ] {
            let found = find(text);
            assert_eq!(found.first().map(|(word, _)| (word.wrong, word.kind)), wrong, "{text}");
        }
    }
}
