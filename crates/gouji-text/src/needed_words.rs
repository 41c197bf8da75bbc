//! Words of which every match of a pattern contains one. The build script computes them, so that a text without such a word is not
//! searched for the pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Most words of a pattern, and most texts that a part of a pattern is expanded to.
const MAX_WORDS: usize = 64;

/// Words of this many characters are rare enough; longer ones are not preferred.
const RARE_CHARS: usize = 3;

/// Most lists of a pattern. Further lists hardly exclude a text.
const MAX_LISTS: usize = 3;

/// Lists of words for a pattern: every match contains at least one word of each list. The most useful list comes first. There is no
/// list if none of bounded length is found.
///
/// # Errors
/// If the pattern is not well-formed.
pub fn needed_words(pattern: &str) -> Result<Vec<Vec<String>>, Box<regex_syntax::Error>> {
    Ok(needed(&regex_syntax::parse(pattern)?))
}

fn needed(pattern: &Hir) -> Vec<Vec<String>> {
    let mut lists = match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => Vec::new(),
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => needed(&repetition.sub),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Concat(parts) => runs(parts).into_iter().chain(parts.iter().flat_map(needed)).collect(),
        HirKind::Alternation(parts) => {
            let words = parts.iter().map(|part| needed(part).into_iter().next()).collect::<Option<Vec<_>>>();
            words.and_then(|words| shortest(words.concat())).into_iter().collect()
        }
    };
    lists.extend(texts(pattern).and_then(shortest));
    lists.sort_by_cached_key(|words| std::cmp::Reverse(usefulness(words)));
    let mut kept: Vec<Vec<String>> = Vec::new();
    for words in lists {
        // Where a longer word is, its part is too.
        let says_more =
            |known: &Vec<String>| known.iter().all(|long| words.iter().any(|word| long.contains(word.as_str())));
        if kept.len() < MAX_LISTS && !kept.iter().any(says_more) {
            kept.push(words);
        }
    }
    kept
}

/// How well a list excludes texts: long words first, then few words.
fn usefulness(words: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let least = words.iter().map(|word| word.chars().count()).min().unwrap_or_default();
    (least.min(RARE_CHARS), std::cmp::Reverse(words.len()))
}

/// The texts of each longest run of parts that have a bounded number of texts.
fn runs(parts: &[Hir]) -> Vec<Vec<String>> {
    let mut runs = Vec::new();
    let mut run = vec![String::new()];
    for part in parts {
        let texts = texts(part);
        match texts.as_ref().and_then(|texts| followed(&run, texts)) {
            Some(longer) => run = longer,
            None => {
                runs.extend(shortest(run));
                run = texts.unwrap_or_else(|| vec![String::new()]);
            }
        }
    }
    runs.extend(shortest(run));
    runs
}

/// All texts that a part matches; `None` if there are too many.
fn texts(part: &Hir) -> Option<Vec<String>> {
    let texts = match part.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![String::new()],
        HirKind::Literal(literal) => vec![std::str::from_utf8(&literal.0).ok()?.to_owned()],
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            ranges.take(MAX_WORDS + 1).map(String::from).collect()
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let once = texts(&repetition.sub)?;
            let mut times = vec![String::new()];
            let mut all = if repetition.min == 0 { times.clone() } else { Vec::new() };
            for time in 1..=repetition.max? {
                times = followed(&times, &once)?;
                if time >= repetition.min {
                    all.extend(times.iter().cloned());
                }
            }
            all
        }
        HirKind::Capture(capture) => texts(&capture.sub)?,
        HirKind::Concat(parts) => {
            let mut all = vec![String::new()];
            for part in parts {
                all = followed(&all, &texts(part)?)?;
            }
            all
        }
        HirKind::Alternation(parts) => parts.iter().map(texts).collect::<Option<Vec<_>>>()?.concat(),
    };
    (texts.len() <= MAX_WORDS).then_some(texts)
}

/// Each of `first` followed by each of `then`; `None` if there are too many.
fn followed(first: &[String], then: &[String]) -> Option<Vec<String>> {
    let is_bounded = first.len().saturating_mul(then.len()) <= MAX_WORDS;
    is_bounded.then(|| first.iter().flat_map(|first| then.iter().map(move |then| format!("{first}{then}"))).collect())
}

/// The texts without those that contain another one; `None` if there are too many, or one is empty.
fn shortest(mut texts: Vec<String>) -> Option<Vec<String>> {
    texts.sort_unstable_by_key(|text| (text.len(), text.clone()));
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if text.is_empty() {
            return None;
        }
        if !kept.iter().any(|word| text.contains(word.as_str())) {
            kept.push(text);
        }
    }
    (!kept.is_empty() && kept.len() <= MAX_WORDS).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_match_contains_one_of_the_words() {
        for (pattern, expected) in [
            ("(?:新收到|收到)(?:了)?[0-9]+件", vec![vec!["收到"], vec!["件"], DIGITS.to_vec()]),
            ("办(?:结|理)[0-9]+(?:件|份)", vec![vec!["办理", "办结"], vec!["件", "份"], DIGITS.to_vec()]),
            ("(?:件|份)(?:予以)?公开", vec![vec!["件公开", "份公开", "件予以公开", "份予以公开"]]),
            ("(?:同比)?增长", vec![vec!["增长"]]),
            ("(?P<no>未收到|没有)+(?:申请)*", vec![vec!["没有", "未收到"]]),
            ("^[^，]{2,4}结转$", vec![vec!["结转"]]),
            ("收到[^。]*申请|没有", vec![vec!["收到", "没有"]]),
            ("[甲乙]|丙", vec![vec!["丙", "乙", "甲"]]),
        ] {
            assert_eq!(needed_words(pattern).expect("it is well-formed"), expected, "{pattern}");
        }
        for pattern in ["(?:件)?", "[^，]+", "件|", ".*", "[一-龥]{3}"] {
            assert!(needed_words(pattern).expect("it is well-formed").is_empty(), "{pattern}");
        }
        assert!(needed_words("(").is_err());
    }

    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
}
