use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use gouji_text::{self as text, Phrases, Span, WordFinder};

use super::SOURCES;
use super::entries::{BuiltIn, Entry, File, StaleEntry, Told, TopicEntry};
use super::expand::{Fragments, Result, expand};

/// How prose repeats the tables' figures. Its patterns read folded words, as [`gouji_text::Folded`] makes them.
#[derive(Debug)]
pub struct Statements {
    fragments: Fragments,
    /// What a sentence may speak of.
    pub topics: Vec<Topic>,
    /// The words that name each topic.
    pub topic_words: Phrases,
    /// Where figures are not believed.
    pub marks: Marks,
    /// Sentences that were copied from another year's report.
    pub stale: Stale,
    /// The known sentences; of several that fit a figure the first is believed.
    pub statements: Vec<Statement>,
    anchors: Anchors,
    /// A figure with its unit, whatever stands round it; the group `n` is the figure.
    pub figure: text::AdaptiveRegex,
}

/// What a sentence speaks of.
#[derive(Debug)]
pub struct Topic {
    /// Stable id.
    pub id: String,
    /// Id of the table that counts it, where one does.
    pub table: Option<String>,
    /// Ids of the rows that are meant where a statement names none.
    pub rows: Vec<String>,
    /// Ids of the columns that are meant where a statement names none.
    pub columns: Vec<String>,
}

/// Words that tell that a figure is not the report's own, or not exact.
#[derive(Debug)]
pub struct Marks {
    phrases: Phrases,
    /// Words before a body that is spoken to.
    pub objects: Vec<String>,
    /// One of these stands in all words that deny.
    pub denials: Vec<String>,
    /// What may stand directly behind a figure that relies on what was told before.
    pub stops: Vec<String>,
    /// What may stand directly behind digits, and looks like a unit of cases.
    pub other_units: Vec<String>,
    /// What other bodies do with cases: stands behind their names.
    pub verbs: Vec<String>,
    /// Words directly behind a figure that make it approximate, or another unit.
    pub behind: Vec<String>,
}

/// Where the marks of a text stand, each kind in order.
#[derive(Debug)]
pub struct Marked {
    /// To the end of the clause: comparisons, and parts of the whole.
    pub clause: Vec<Span>,
    /// To the end of the sentence: plans, duties, parts of the year.
    pub sentence: Vec<Span>,
    /// A year.
    pub year: Vec<Span>,
    /// The report's own year, in words.
    pub this_year: Vec<Span>,
    /// Another body, unless its name is the report's own.
    pub body: Vec<Span>,
    /// The report's own body.
    pub own: Vec<Span>,
    /// What looks like one of the marks and is none.
    pub exempt: Vec<Span>,
}

impl Marks {
    /// The marks in `words`.
    pub fn find(&self, words: &str) -> Option<Marked> {
        let [clause, sentence, year, this_year, body, own, exempt] = self.phrases.find(words).try_into().ok()?;
        Some(Marked { clause, sentence, year, this_year, body, own, exempt })
    }
}

/// Words of sentences that open with another year than the report's. They show whether a sentence was copied from that year's
/// report.
#[derive(Debug)]
pub struct Stale {
    /// A count of a whole year's work.
    pub work: Pattern,
    /// A general account of a year's work.
    pub account: Pattern,
    /// Cases from the year before that belong to the report's own year.
    pub carried_in: Pattern,
    /// Words of a paragraph that compares years.
    pub comparisons: Vec<String>,
    /// Words in front of a year that make it a point of reference.
    pub references: Vec<String>,
    /// Words of a sentence that reports a single act, or the state at one date.
    pub single_acts: Vec<String>,
    /// Further words of single acts, in a general account.
    pub account_acts: Vec<String>,
    /// Words directly behind the year: what that year left to the next one.
    pub left_over: Vec<String>,
    /// Words of a plan.
    pub plans: Vec<String>,
}

impl From<StaleEntry> for Stale {
    fn from(entry: StaleEntry) -> Self {
        let StaleEntry { comparisons, references, single_acts, account_acts, left_over, plans, .. } = entry;
        let [work, account, carried_in] =
            [entry.work, entry.account, entry.carried_in].map(|words| Pattern::new(words, false));
        Self { work, account, carried_in, comparisons, references, single_acts, account_acts, left_over, plans }
    }
}

/// A sentence that repeats a figure.
#[derive(Debug)]
pub struct Statement {
    /// Stable id.
    pub id: String,
    /// Index into [`Statements::topics`].
    pub topic: usize,
    /// How far the year that it names lies from the report's.
    pub year: i32,
    /// What it may tell, the likeliest first.
    pub told: Vec<Told>,
    /// What it may also mean without naming cells that could be compared.
    pub excuses: Vec<Told>,
    /// Whether 其中 may follow, so that the figures behind it are parts of this one.
    pub whole: bool,
    /// How it may be put.
    pub patterns: Vec<Pattern>,
}

/// A pattern: the group `n` is a figure, inside `f`, which has the unit as well; or `no` is words that deny.
#[derive(Debug)]
pub struct Pattern {
    source: String,
    /// Made when it is first needed: few of the patterns ever meet their words.
    words: OnceLock<text::AdaptiveRegex>,
    /// Whether it relies on the topic that was told before.
    pub within: bool,
}

impl Pattern {
    const fn new(source: String, within: bool) -> Self {
        Self { source, words: OnceLock::new(), within }
    }

    /// Whether it reads words that deny, instead of a figure.
    pub fn is_denial(&self) -> bool {
        self.source.contains("{no:")
    }

    /// Its words.
    ///
    /// # Panics
    /// If it is not well-formed. A test makes every pattern.
    pub fn words(&self, data: &Statements) -> &text::AdaptiveRegex {
        let make = || -> Result<_> { Ok(text::AdaptiveRegex::new(&expand(&self.source, &data.fragments)?)?) };
        self.words.get_or_init(|| make().unwrap_or_else(|error| panic!("{}: {error}", self.source)))
    }

    /// Whether it fits anywhere in `words`.
    pub fn fits(&self, words: &str, data: &Statements) -> bool {
        self.words(data).is_match(words)
    }
}

impl Statements {
    /// The statements of which an anchor stands in `sentence`, in their order: no other can read it.
    pub fn anchored(&self, sentence: &str) -> impl Iterator<Item = &Statement> {
        let anchored = self.anchors.found(sentence);
        self.statements.iter().zip(anchored).filter_map(|(statement, anchored)| anchored.then_some(statement))
    }
}

/// The anchors of all statements, looked for in one pass.
#[derive(Debug)]
struct Anchors {
    words: WordFinder,
    /// For each word the indices of the statements that it anchors.
    statements: Vec<Vec<usize>>,
    count: usize,
}

impl Anchors {
    fn new<'a>(anchors: impl Iterator<Item = &'a [String]>) -> Self {
        let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut count = 0;
        for (at, anchor) in anchors.enumerate() {
            anchor.iter().for_each(|word| words.entry(word).or_default().push(at));
            count = at + 1;
        }
        let (words, statements): (Vec<_>, Vec<_>) = words.into_iter().unzip();
        Self { words: WordFinder::new(words), statements, count }
    }

    /// For each statement whether an anchor of it stands in `sentence`.
    fn found(&self, sentence: &str) -> Vec<bool> {
        let mut found = vec![false; self.count];
        let words = self.words.find_in(sentence);
        for at in words.filter_map(|(_, word)| self.statements.get(word)).flatten() {
            found.get_mut(*at).into_iter().for_each(|found| *found = true);
        }
        found
    }
}

static STATEMENTS: LazyLock<Statements> = LazyLock::new(|| {
    let (id, prose) = SOURCES.iter().find_map(|source| Some((source.id, source.prose?))).expect("an edition has prose");
    let read = || statements_of(rmp_serde::from_slice(prose)?);
    read().unwrap_or_else(|error| panic!("the prose of the edition {id} is broken: {error}"))
});

/// The sentences that go with the newest edition that has any; its row ids are those of every edition.
///
/// # Panics
/// If the data that is built in cannot be read. A test reads all of it.
pub fn statements() -> &'static Statements {
    &STATEMENTS
}

fn statements_of(BuiltIn { file, marks, topics: topic_words }: BuiltIn) -> Result<Statements> {
    let topic = |TopicEntry { id, table, rows, columns, .. }| Topic { id, table, rows, columns };
    let File { fragments, topics, marks: words, stale, statements } = file;
    let topics: Vec<Topic> = topics.into_iter().map(topic).collect();
    let marks = Marks {
        phrases: Phrases::new(&marks)?,
        objects: words.objects,
        denials: words.denials,
        stops: words.stops,
        other_units: words.other_units,
        verbs: fragments.get("verb").into_iter().flat_map(|verbs| verbs.split('|')).map(str::to_owned).collect(),
        behind: words.behind,
    };
    let anchors = Anchors::new(statements.iter().map(|entry| entry.anchor.as_slice()));
    let statement = |entry: Entry| -> Result<Statement> {
        let topic = topics.iter().position(|topic| topic.id == entry.topic).ok_or_else(|| entry.topic.clone())?;
        let pattern = |within| move |source| Pattern::new(source, within);
        let patterns = entry.patterns.into_iter().map(pattern(false));
        let patterns = patterns.chain(entry.within.into_iter().map(pattern(true))).collect();
        let Entry { id, year, told, excuses, whole, .. } = entry;
        Ok(Statement { id, topic, year, told, excuses, whole, patterns })
    };
    let statements = statements.into_iter().map(statement).collect::<Result<Vec<_>>>()?;
    let figure = text::AdaptiveRegex::new(&expand("{n}", &fragments)?)?;
    let (topic_words, stale) = (Phrases::new(&topic_words)?, stale.into());
    Ok(Statements { fragments, topics, topic_words, marks, stale, statements, anchors, figure })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::MarksEntry;
    use regex::Regex;

    const SOURCE: &str = include_str!("../editions/zfxxgk-2021/prose.toml");

    #[test]
    fn the_statements_that_are_built_in_are_those_of_the_file() {
        let built_in = rmp_serde::to_vec(&BuiltIn::of(SOURCE).expect("the statements are readable"));
        assert!(
            built_in.expect("they can be written") == SOURCES[0].prose.expect("its prose"),
            "the build script ran before the file changed"
        );
    }

    #[test]
    fn every_statement_names_cells_of_the_format() {
        let found = statements();
        assert!(found.statements.len() > 60);
        assert!(found.statements.iter().all(|statement| !statement.told.is_empty()));
        let stale = [&found.stale.work, &found.stale.account, &found.stale.carried_in];
        let patterns = found.statements.iter().flat_map(|statement| &statement.patterns).chain(stale);
        patterns.for_each(|pattern| {
            // It panics if it is broken.
            pattern.words(found);
        });
        for statement in &found.statements {
            let topic = &found.topics[statement.topic];
            let Some(table) = &topic.table else { continue };
            let table = crate::current().table_index(table).expect("a table of the format");
            let table = &crate::current().tables[table];
            for told in statement.told.iter().chain(&statement.excuses) {
                for row in told.rows.iter().chain(&told.less).chain(&topic.rows) {
                    assert!(table.row_index(row).is_some(), "{row}");
                }
                for column in told.columns.iter().chain(&topic.columns) {
                    assert!(table.column_index(column).is_some(), "{column}");
                }
                for group in &told.groups {
                    assert!(table.row_groups.iter().any(|found| found.id == *group), "{group}");
                }
            }
        }
    }

    #[test]
    fn marks_and_topics_are_found_as_one_pattern_a_kind_finds_them() {
        let file: File = toml::from_str(SOURCE).expect("the statements are readable");
        let data = statements();
        let MarksEntry { clause, sentence, year, this_year, body, own, exempt, .. } = file.marks;
        let marks = [clause, sentence, year, this_year, body, own, exempt].map(|patterns| patterns.join("|"));
        let topics: Vec<String> = file.topics.into_iter().map(|topic| topic.words).collect();
        let texts = [gouji_testkit::PROSE_READ, gouji_testkit::PROSE_SILENT, gouji_testkit::CLEAN];
        let mut found = 0;
        for (patterns, phrases) in [(marks.as_slice(), &data.marks.phrases), (&topics, &data.topic_words)] {
            let patterns: Vec<_> = patterns.iter().map(|pattern| expand(pattern, &file.fragments)).collect();
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
    fn what_a_statement_reads_has_its_anchor() {
        let data = statements();
        let mut read = vec![0; data.statements.len()];
        for line in gouji_testkit::PROSE_READ.lines() {
            // Marks are `[figure|cells]`.
            let plain: String = line
                .split('[')
                .flat_map(|part| {
                    let (figure, behind) = part.split_once('|').unwrap_or((part, ""));
                    [figure, behind.split_once(']').map_or("", |(_, behind)| behind)]
                })
                .collect();
            let folded = gouji_text::Folded::new(&plain);
            for sentence in gouji_text::sentences(folded.words()) {
                let sentence = sentence.of(folded.words());
                let anchored = data.anchors.found(sentence);
                for (at, statement) in data.statements.iter().enumerate() {
                    let mut patterns = statement.patterns.iter().map(|pattern| pattern.words(data));
                    if patterns.any(|words| words.find(sentence).is_some()) {
                        assert!(anchored[at], "{}: {sentence}", statement.id);
                        read[at] += 1;
                    }
                }
            }
        }
        let unread: Vec<_> = data.statements.iter().zip(read).filter(|(_, times)| *times == 0).collect();
        let unread: Vec<_> = unread.iter().map(|(statement, _)| &statement.id).collect();
        assert!(unread.is_empty(), "no sentence has them: {unread:?}");
    }
}
