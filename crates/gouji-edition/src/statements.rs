use std::sync::{LazyLock, OnceLock};

use gouji_text::{self as text, Phrases, Program, Span};

use gouji_edition_data::{
    BuiltIn, CellSum, List, PatternIndex, Regions, Result, Stale, StatementEntry, Text, TopicEntry, WordLists, expand,
};

use super::built_in::{PROGRAMS, PROSE};

/// The numerals of figures in words, as in the fragment `n` of the patterns.
const NUMERALS: &str = "一二三四五六七八九十两零〇";

/// How prose repeats the figures of the tables. The patterns match folded words, as [`gouji_text::Folded`] produces them.
#[derive(Debug)]
pub struct Statements {
    /// Words with one meaning in every sentence.
    pub words: &'static WordLists,
    /// The topics of sentences.
    pub topics: Vec<Topic>,
    /// The words that name each topic.
    pub topic_words: Phrases,
    /// Marks near which a figure is not compared with the tables.
    pub marks: Marks,
    /// The regions of agencies.
    pub regions: &'static Regions,
    /// Sentences that were copied from another year's report.
    pub stale: Stale<Pattern>,
    /// The statements; if several match a figure, the first one counts.
    pub statements: Vec<Statement>,
    finder: PatternFinder,
}

/// The topic of a sentence.
#[derive(Debug)]
pub struct Topic {
    /// Stable id.
    pub id: Text,
    /// Id of the table that counts it, if any.
    pub table: Option<Text>,
    /// Ids of the rows that a statement means if it names none.
    pub rows: List<Text>,
    /// Ids of the columns that a statement means if it names none.
    pub columns: List<Text>,
}

/// Words that show that a figure is not the agency's own, or not exact.
#[derive(Debug)]
pub struct Marks {
    phrases: Phrases,
    /// Words before a body that a sentence addresses.
    pub objects: List<Text>,
    /// Every denial contains one of these words.
    pub denials: List<Text>,
    /// Words that may directly follow a figure that relies on the previous statement.
    pub stops: List<Text>,
    /// Words that may directly follow digits and look like a unit of cases, but are not one.
    pub other_units: List<Text>,
    /// Verbs for what other bodies do with cases; they follow the names of the bodies.
    pub verbs: List<Text>,
    /// Words directly after a figure that make it approximate or give it another unit.
    pub after_figure: List<Text>,
    /// Words of a sentence that counts only some of the ways by which cases arrive.
    pub partial: List<Text>,
    /// Words of a sentence that counts all these ways together.
    pub total: List<Text>,
    /// Words of a clause that counts the applications that arrived.
    pub received: List<Text>,
}

/// The places of the marks in a text, each kind in order.
#[derive(Debug)]
pub struct MarkedPlaces {
    /// Marks that apply to the end of the clause: comparisons, and parts of a whole.
    pub clause: Vec<Span>,
    /// Ways by which cases arrive. They apply to the end of the clause.
    pub channel: Vec<Span>,
    /// All such ways together.
    pub channels: Vec<Span>,
    /// Marks that apply to the end of the sentence: plans, duties, parts of the year.
    pub sentence: Vec<Span>,
    /// A year.
    pub year: Vec<Span>,
    /// The report's own year, in words.
    pub this_year: Vec<Span>,
    /// Another body, unless its name is that of the agency.
    pub body: Vec<Span>,
    /// The agency of the report.
    pub own: Vec<Span>,
    /// Words that look like a mark, but are not one.
    pub exempt: Vec<Span>,
}

impl Marks {
    /// The marks in `words`.
    pub fn find(&self, words: &str) -> Option<MarkedPlaces> {
        let [clause, channel, channels, sentence, year, this_year, body, own, exempt] =
            self.phrases.find(words).try_into().ok()?;
        Some(MarkedPlaces { clause, channel, channels, sentence, year, this_year, body, own, exempt })
    }
}

/// A sentence that repeats a figure.
#[derive(Debug)]
pub struct Statement {
    /// Stable id.
    pub id: Text,
    /// Index into [`Statements::topics`].
    pub topic: usize,
    /// The year that it names, minus the report's year.
    pub year: i32,
    /// The sums of cells that it may state, the likeliest first.
    pub sums: List<CellSum>,
    /// Sums that the figure may equal too. They excuse it, but are not compared cell by cell.
    pub excuses: List<CellSum>,
    /// Whether 其中 may follow, so that the figures after it are parts of this figure.
    pub whole: bool,
    /// Whether the figure counts only if it and the parts before it make their whole.
    pub complete: bool,
    /// The patterns of its wordings.
    pub patterns: Vec<Pattern>,
}

/// A pattern. Either the group `n` is a figure and the group `f` is the figure with its unit, or the group `no` is a denial.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    /// Compiled on first use, because most patterns are never needed.
    regex: OnceLock<text::AdaptiveRegex>,
    /// Whether it matches only if its topic is that of the text before, or is named.
    pub needs_topic: bool,
}

impl Pattern {
    const fn new(source: &'static str, needs_topic: bool) -> Self {
        Self { source, regex: OnceLock::new(), needs_topic }
    }

    /// Whether it matches a denial instead of a figure.
    pub fn is_denial(&self) -> bool {
        self.source.contains("{no:")
    }

    /// Whether the figure precedes the words that say what it counts: 13件予以公开.
    pub fn starts_with_figure(&self) -> bool {
        self.source.starts_with("{start}{lead}{n}")
    }

    /// Its compiled regex.
    ///
    /// # Panics
    /// If it is not well-formed. A test compiles every pattern.
    pub fn regex(&self) -> &text::AdaptiveRegex {
        self.regex.get_or_init(|| match program(self.source) {
            Some(program) => text::AdaptiveRegex::expanded(self.source, expanded, program),
            None => text::AdaptiveRegex::new(expanded(self.source).into()),
        })
    }

    /// Whether it matches anywhere in `words`.
    pub fn is_match(&self, words: &str) -> bool {
        self.regex().is_match(words)
    }
}

impl Statements {
    /// The patterns that may match in `sentence`, with their statements, in order: those of which it has all needed words.
    pub fn candidates(&self, sentence: &str) -> impl Iterator<Item = (&Statement, &Pattern)> {
        let may_match = self.finder.find(sentence);
        let each = |statement: &Statement| statement.patterns.len();
        debug_assert_eq!(may_match.len(), self.statements.iter().map(each).sum::<usize>());
        let all =
            self.statements.iter().flat_map(|statement| statement.patterns.iter().map(move |each| (statement, each)));
        all.zip(may_match).filter_map(|(candidate, may_match)| may_match.then_some(candidate))
    }

    /// Whether `words` have a figure, in digits or numerals, with a unit of cases. No pattern of figures matches other words.
    pub fn counts_cases(&self, words: &str) -> bool {
        let mut after_figure = false;
        words.char_indices().any(|(at, c)| {
            let counts = after_figure && self.starts_with_case_unit(words.get(at..).unwrap_or_default());
            after_figure = c.is_ascii_digit() || NUMERALS.contains(c);
            counts
        })
    }

    /// The figures in digits with a unit of cases directly after them, in order, in bytes of `words`.
    pub fn case_figures<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Span> + 'a {
        let mut end = 0;
        let digits = words.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit());
        digits.filter_map(move |(start, _)| {
            if start < end {
                return None;
            }
            let rest = words.get(start..)?;
            end = start + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            self.starts_with_case_unit(words.get(end..)?).then_some(Span::new(start, end))
        })
    }

    fn starts_with_case_unit(&self, words: &str) -> bool {
        self.words.case_units.iter().any(|unit| words.starts_with(&**unit))
    }
}

/// Finds the patterns that may match in a sentence, in one pass, by the words that their matches contain.
#[derive(Debug)]
struct PatternFinder(&'static PatternIndex);

impl PatternFinder {
    /// For each pattern, whether `sentence` has a word of each of its lists.
    fn find(&self, sentence: &str) -> Vec<bool> {
        let PatternIndex { words, lists_by_word, pattern_by_list, list_counts } = self.0;
        let mut missing = list_counts.to_vec();
        let mut found = vec![false; pattern_by_list.len()];
        let words = words.find_in(sentence);
        for list in words.filter_map(|(_, word)| lists_by_word.get(word)).flat_map(|lists| lists.iter()) {
            let is_first = found.get_mut(*list).is_some_and(|found| !std::mem::replace(found, true));
            let missing = pattern_by_list.get(*list).and_then(|pattern| missing.get_mut(*pattern));
            if let (true, Some(missing)) = (is_first, missing) {
                *missing = missing.saturating_sub(1);
            }
        }
        missing.into_iter().map(|missing| missing == 0).collect()
    }
}

/// A pattern with its fragments expanded.
fn expanded(pattern: &str) -> String {
    expand(pattern, &PROSE.fragments).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

/// The program of a pattern of statements, or of a regex of phrases.
fn program(source: &str) -> Option<&'static Program> {
    gouji_text::program::find(PROGRAMS, source)
}

static STATEMENTS: LazyLock<Statements> =
    LazyLock::new(|| build(&PROSE).unwrap_or_else(|error| panic!("the statements are broken: {error}")));

/// The statements of the newest edition that has any. Their row ids are the same in every edition.
///
/// # Panics
/// If a statement names an unknown topic. A test reads all of them.
pub fn statements() -> &'static Statements {
    &STATEMENTS
}

fn build(data: &'static BuiltIn) -> Result<Statements> {
    let BuiltIn {
        words: lists,
        fragments,
        topics,
        topic_words,
        mark_words: words,
        marks,
        regions,
        stale,
        statements,
        patterns,
    } = data;
    let topic = |TopicEntry { id, table, rows, columns, .. }: &TopicEntry| Topic {
        id: id.clone(),
        table: table.clone(),
        rows: rows.clone(),
        columns: columns.clone(),
    };
    let topics: Vec<Topic> = topics.iter().map(topic).collect();
    let marks = Marks {
        phrases: Phrases::new(marks, program),
        objects: words.objects.clone(),
        denials: words.denials.clone(),
        stops: words.stops.clone(),
        other_units: words.other_units.clone(),
        verbs: fragments.get("verb").into_iter().flat_map(|verbs| verbs.split('|')).map(Text::Borrowed).collect(),
        after_figure: [&*lists.approximate_after, &words.after_figure].concat().into(),
        partial: words.partial.clone(),
        total: words.total.clone(),
        received: words.received.clone(),
    };
    let statement = |entry: &'static StatementEntry| -> Result<Statement> {
        let topic = topics.iter().position(|topic| topic.id == entry.topic).ok_or(&*entry.topic)?;
        let pattern = |needs_topic| move |source: &'static Text| Pattern::new(source, needs_topic);
        let patterns = entry.patterns.iter().map(pattern(false));
        let patterns = patterns.chain(entry.topic_patterns.iter().map(pattern(true))).collect();
        Ok(Statement {
            id: entry.id.clone(),
            topic,
            year: entry.year,
            sums: entry.sums.clone(),
            excuses: entry.excuses.clone(),
            whole: entry.whole,
            complete: entry.complete,
            patterns,
        })
    };
    let statements = statements.iter().map(statement).collect::<Result<Vec<_>>>()?;
    Ok(Statements {
        words: lists,
        topics,
        topic_words: Phrases::new(topic_words, program),
        marks,
        regions,
        stale: stale.map_patterns(|source| Pattern::new(source, false)),
        statements,
        finder: PatternFinder(patterns),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_edition_data::{MarksEntry, StatementFile};
    use regex::Regex;

    const SOURCE: &str = include_str!("../editions/zfxxgk-2021/prose.toml");

    #[test]
    fn the_built_in_statements_equal_the_file() {
        let of_file = BuiltIn::from_toml(SOURCE).expect("the statements are readable");
        assert!(format!("{of_file:?}") == format!("{PROSE:?}"), "the build script ran before the file changed");
    }

    #[test]
    fn every_statement_names_cells_of_the_edition() {
        let data = statements();
        assert!(data.statements.len() > 60);
        assert!(data.statements.iter().all(|statement| !statement.sums.is_empty()));
        let stale = [&data.stale.work, &data.stale.account, &data.stale.carried_in];
        let patterns = data.statements.iter().flat_map(|statement| &statement.patterns).chain(stale);
        for pattern in patterns {
            pattern.regex().check().expect("it is well-formed");
        }
        for statement in &data.statements {
            let topic = &data.topics[statement.topic];
            let Some(table) = &topic.table else { continue };
            let table = crate::current().table_index(table).expect("a table of the format");
            let table = &crate::current().tables[table];
            for sum in statement.sums.iter().chain(statement.excuses.iter()) {
                for row in sum.rows.iter().chain(sum.less.iter()).chain(topic.rows.iter()) {
                    assert!(table.row_index(row).is_some(), "{row}");
                }
                for column in sum.columns.iter().chain(topic.columns.iter()) {
                    assert!(table.column_index(column).is_some(), "{column}");
                }
                for group in sum.groups.iter() {
                    assert!(table.row_groups.iter().any(|found| found.id == *group), "{group}");
                }
            }
        }
    }

    #[test]
    fn figures_are_found_as_by_the_fragment_of_the_patterns() {
        let data = statements();
        let figure = Regex::new(&expand("{n}", &PROSE.fragments).expect("a fragment")).expect("it is well-formed");
        let texts = [gouji_testkit::PROSE_READ, gouji_testkit::PROSE_SILENT, gouji_testkit::CLEAN];
        let short = ["一二三四件，5五件，五5件次，5 件，件5", "", "１件", "12", "12件"];
        let mut found = 0;
        for line in texts.iter().flat_map(|text| text.lines()).chain(short) {
            let folded = gouji_text::Folded::new(line);
            let words = folded.words();
            assert_eq!(data.counts_cases(words), figure.is_match(words), "{words}");
            let expected = figure.captures_iter(words).filter_map(|groups| groups.name("n"));
            let in_digits = expected.filter(|digits| digits.as_str().starts_with(|c: char| c.is_ascii_digit()));
            let expected: Vec<Span> = in_digits.map(|digits| digits.range().into()).collect();
            assert_eq!(data.case_figures(words).collect::<Vec<_>>(), expected, "{words}");
            found += expected.len();
        }
        assert!(found > 200, "{found}");
    }

    #[test]
    fn marks_and_topics_are_found_as_by_one_regex_per_kind() {
        let file: StatementFile = toml::from_str(SOURCE).expect("the statements are readable");
        let data = statements();
        let fragments = file.all_fragments();
        let MarksEntry { clause, channel, channels, sentence, year, this_year, body, own, exempt, .. } = file.marks;
        let marks = [clause, channel, channels, sentence, year, this_year, body, own, exempt];
        let marks = marks.map(|patterns| patterns.join("|"));
        let topics: Vec<String> = file.topics.iter().map(|topic| topic.words.to_string()).collect();
        let texts = [gouji_testkit::PROSE_READ, gouji_testkit::PROSE_SILENT, gouji_testkit::CLEAN];
        let mut found = 0;
        for (patterns, phrases) in [(marks.as_slice(), &data.marks.phrases), (&topics, &data.topic_words)] {
            let patterns: Vec<_> = patterns.iter().map(|pattern| expand(pattern, &fragments)).collect();
            let patterns: Vec<_> = patterns.into_iter().map(|pattern| pattern.expect("a pattern")).collect();
            let patterns: Vec<_> = patterns.iter().map(|pattern| Regex::new(pattern).expect("a pattern")).collect();
            for line in texts.iter().flat_map(|text| text.lines()) {
                let folded = gouji_text::Folded::new(line);
                let words = folded.words();
                for (pattern, phrases) in patterns.iter().zip(phrases.find(words)) {
                    let expected: Vec<Span> = pattern.find_iter(words).map(|found| Span::from(found.range())).collect();
                    assert_eq!(phrases, expected, "{pattern}: {words}");
                    found += phrases.len();
                }
            }
        }
        assert!(found > 1000, "{found}");
    }

    #[test]
    fn every_pattern_that_matches_a_sentence_is_a_candidate() {
        let data = statements();
        let mut read = vec![0; data.statements.len()];
        for line in gouji_testkit::PROSE_READ.lines() {
            // Marks are `[figure|cells]`.
            let plain: String = line
                .split('[')
                .flat_map(|part| {
                    let (figure, cells) = part.split_once('|').unwrap_or((part, ""));
                    [figure, cells.split_once(']').map_or("", |(_, after)| after)]
                })
                .collect();
            let folded = gouji_text::Folded::new(&plain);
            for sentence in gouji_text::sentences(folded.words()) {
                let sentence = sentence.slice(folded.words());
                let candidates: Vec<&Pattern> = data.candidates(sentence).map(|(_, pattern)| pattern).collect();
                for (at, statement) in data.statements.iter().enumerate() {
                    for pattern in &statement.patterns {
                        if pattern.regex().find(sentence).is_some() {
                            let is_candidate = candidates.iter().any(|candidate| std::ptr::eq(*candidate, pattern));
                            assert!(is_candidate, "{}: {sentence}", statement.id);
                            read[at] += 1;
                        }
                    }
                }
            }
        }
        let unread: Vec<_> = data.statements.iter().zip(read).filter(|(_, times)| *times == 0).collect();
        let unread: Vec<_> = unread.iter().map(|(statement, _)| &statement.id).collect();
        assert!(unread.is_empty(), "no sentence has them: {unread:?}");
    }
}
