use gouji_text::{Fact, Passage};

/// Numbers in a passage that may be years of this century, sorted, without duplicates.
pub struct Years(pub Vec<u16>);

impl Fact<Passage> for Years {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let years = words.match_indices("20").filter_map(|(at, _)| words.get(at..at + 4)?.parse().ok());
        let mut years: Vec<u16> = years.collect();
        years.sort_unstable();
        years.dedup();
        Self(years)
    }
}
