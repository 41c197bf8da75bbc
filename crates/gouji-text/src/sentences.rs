use super::Span;

/// The sentences of a paragraph's words, without the marks that end them.
pub fn sentences(words: &str) -> Vec<Span> {
    let mut start = 0;
    let mut sentences = Vec::new();
    for (at, mark) in words.match_indices(['。', '；', '！', '？']) {
        sentences.push(Span::new(start, at));
        start = at + mark.len();
    }
    sentences.push(Span::new(start, words.len()));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}
