use gouji_text::Passage;

/// The figures of a passage that may be years of this century, in order, each once.
pub struct Years(pub Vec<u16>);

impl Years {
    /// Reads them. [`Passage::fact`] remembers them with the passage.
    pub fn of(passage: &Passage) -> Self {
        let words = passage.words();
        let years = words.match_indices("20").filter_map(|(at, _)| words.get(at..at + 4)?.parse().ok());
        let mut years: Vec<u16> = years.collect();
        years.sort_unstable();
        years.dedup();
        Self(years)
    }
}
