//! For each place of a paragraph, the topic of its figures, and whether they are the report's own.

use gouji_edition::{MarkedPlaces, Regions, Statements, Text};
use gouji_text::{Span, sentences};

/// The state at a place of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ScopeState {
    /// Index into [`Statements::topics`].
    pub topic: Option<usize>,
    /// A comparison or a part. It lasts until the clause ends.
    clause: bool,
    /// A plan, a duty or a part of the year. It lasts until the sentence ends.
    sentence: bool,
    /// Whether the words are about another year.
    year: Attribution,
    /// Whether the words are about another body.
    body: Attribution,
}

/// How long the words are about another year or body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Attribution {
    /// They are not.
    #[default]
    Ours,
    /// Until the sentence ends.
    Sentence,
    /// It is the subject, until the report itself is named.
    Subject,
}

impl ScopeState {
    /// Whether a figure at this place is not the report's own.
    pub(super) fn is_not_ours(self) -> bool {
        self.clause || self.sentence || self.year != Attribution::Ours || self.body != Attribution::Ours
    }
}

/// The meaning of a mark.
#[derive(Clone, Copy)]
enum MarkKind {
    Topic(usize),
    Clause,
    Sentence,
    Year { own: bool },
    Body { own: bool },
}

/// The body that publishes a report, and the report year.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Publisher {
    pub year: Option<u16>,
    /// The agency's name; if it is a government, also the name of its region.
    names: Vec<ScopeName>,
    /// The level of the agency's region, as an index into [`Regions::levels`]; `None` if the name shows none, or if words such as
    /// 全市 count as the agency's own at every level.
    level: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ScopeName {
    whole: String,
    /// The last characters, which distinguish the name from others; `None` if the name is shorter.
    tail: Option<String>,
}

/// Characters at the end of a name that identify it.
const TAIL_CHARACTERS: usize = 3;

impl Publisher {
    pub(super) fn new(year: Option<u16>, agency: Option<&str>, data: &Statements) -> Self {
        let level = agency.and_then(|agency| level_of_agency(agency, data.regions));
        let name = agency.map(plain_name).unwrap_or_default();
        let region = name.strip_suffix("政府").map(str::to_owned);
        let names = [Some(name), region].into_iter().flatten().filter(|name| !name.is_empty());
        Self { year, names: names.map(ScopeName::new).collect(), level }
    }

    /// The publisher without its level, if `words` name a whole region above it.
    pub(super) fn without_region_above(&self, words: &str, regions: &Regions) -> Option<Self> {
        let mut wholes = words.match_indices('全').filter_map(|(at, _)| words.get(at..));
        let is_named = wholes.any(|whole| self.is_region_above(whole, regions));
        is_named.then(|| Self { year: self.year, names: self.names.clone(), level: None })
    }

    /// Whether `words` begin with a whole region above the agency, such as 全市 for a county.
    fn is_region_above(&self, words: &str, regions: &Regions) -> bool {
        let Some((level, region)) = self.level.zip(words.strip_prefix('全')) else { return false };
        regions.levels.iter().take(level).any(|ends| ends.iter().any(|end| region.starts_with(&**end)))
    }

    /// Whether `body` is a name of the agency, or ends in the tail of one.
    fn is_named(&self, body: &str) -> bool {
        let body = plain_name(body);
        let is_it = |ScopeName { whole, tail }: &ScopeName| {
            whole.ends_with(&body) || tail.as_ref().is_some_and(|tail| body.ends_with(tail.as_str()))
        };
        self.names.iter().any(is_it)
    }

    fn is_year(&self, words: &str) -> bool {
        let year: Option<u16> = words.strip_suffix('年').and_then(|year| year.parse().ok());
        year.is_some_and(|year| self.year.is_none_or(|own| own == year))
    }
}

impl ScopeName {
    fn new(whole: String) -> Self {
        let tail = whole.char_indices().rev().nth(TAIL_CHARACTERS - 1).and_then(|(at, _)| whole.get(at..));
        Self { tail: tail.map(str::to_owned), whole }
    }
}

/// The level of the region in an agency's name: that of the last name of a region, as in 河东市青山区教育局.
fn level_of_agency(agency: &str, regions: &Regions) -> Option<usize> {
    let name: String = agency.chars().filter(|c| !c.is_whitespace()).collect();
    let name = regions.others.iter().fold(name, |name, other| name.replace(&**other, ""));
    let ends = regions.levels.iter().enumerate().flat_map(|(level, ends)| ends.iter().map(move |end| (level, end)));
    // Of 自治区 and 区, which end at the same byte, the longer word counts.
    let last = |(level, end): (usize, &Text)| Some((name.rfind(&**end)? + end.len(), end.len(), level));
    ends.filter_map(last).max().map(|(_, _, level)| level)
}

/// A name without blanks and without words that are often left out.
fn plain_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    name.replace("人民政府", "政府").replace("办公室", "办").replace("办公厅", "办")
}

/// The body alone, without the verb after it that the pattern needed.
fn without_verb(words: &str, span: Span, verbs: &[Text]) -> Span {
    let body = span.slice(words).trim_end_matches(|c: char| c.is_ascii_digit());
    let verb = verbs.iter().find(|verb| body.ends_with(&***verb));
    Span::new(span.start, span.start + body.len() - verb.map_or(0, |verb| verb.len()))
}

/// The states of a paragraph.
#[derive(Debug)]
pub(super) struct Scopes {
    /// Each state with the byte of the folded words from which it holds, in order.
    states: Vec<(usize, ScopeState)>,
    /// Places that name a topic that a table counts, in order.
    pub topics: Vec<usize>,
}

impl Scopes {
    /// Reads the folded `words` of a paragraph. `topic` is the topic at its start; `named` has, for each topic, the
    /// places that name it.
    pub(super) fn read(
        words: &str,
        topic: Option<usize>,
        named: &[Vec<Span>],
        publisher: &Publisher,
        data: &Statements,
    ) -> Self {
        let marks = marks(words, named, publisher, data);
        let mut topics = Vec::new();
        let mut state = ScopeState { topic, ..ScopeState::default() };
        let mut states = vec![(0, state)];
        let mut open: Vec<ScopeState> = Vec::new();
        // Up to here, the clause has nothing but the report's own year and 其中.
        let mut head = 0;
        let mut next = marks.into_iter().peekable();
        for (at, c) in words.char_indices() {
            match c {
                '（' => open.push(state),
                '）' => state = open.pop().unwrap_or(state),
                '。' | '；' | '！' | '？' => {
                    open.clear();
                    state.sentence = false;
                    for foreign in [&mut state.year, &mut state.body] {
                        *foreign =
                            if *foreign == Attribution::Subject { Attribution::Subject } else { Attribution::Ours };
                    }
                }
                _ => {}
            }
            if matches!(c, '，' | '：' | '（' | '）' | '。' | '；' | '！' | '？') {
                state.clause = false;
                head = at + c.len_utf8();
                states.push((head, state));
            }
            while let Some((span, kind)) = next.next_if(|(span, _)| span.start <= at) {
                let is_head = span.start == head || words.get(head..span.start) == Some("其中");
                if let MarkKind::Topic(topic) = kind
                    && data.topics.get(topic).is_some_and(|topic| topic.table.is_some())
                {
                    topics.push(span.start);
                }
                apply(&mut state, kind, is_head);
                if is_head && matches!(kind, MarkKind::Year { own: true }) {
                    head = span.end;
                    head += words
                        .get(head..)
                        .and_then(|rest| rest.chars().next())
                        .filter(|c| *c == '度')
                        .map_or(0, char::len_utf8);
                }
                states.push((span.start, state));
            }
        }
        Self { states, topics }
    }

    /// The state at the byte `at`.
    pub(super) fn at(&self, at: usize) -> ScopeState {
        let next = self.states.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|last| self.states.get(last)).map(|(_, state)| *state).unwrap_or_default()
    }
}

fn apply(state: &mut ScopeState, kind: MarkKind, is_head: bool) {
    let foreign = if is_head { Attribution::Subject } else { Attribution::Sentence };
    let named =
        |foreign: Attribution| if is_head || foreign == Attribution::Subject { Attribution::Ours } else { foreign };
    match kind {
        MarkKind::Topic(topic) => state.topic = Some(topic),
        MarkKind::Clause => state.clause = true,
        MarkKind::Sentence => state.sentence = true,
        MarkKind::Year { own: false } => state.year = foreign,
        MarkKind::Year { own: true } => state.year = named(state.year),
        MarkKind::Body { own: false } => state.body = foreign,
        MarkKind::Body { own: true } => state.body = named(state.body),
    }
}

/// The ways by which only a part of the cases arrived. A sentence that names all ways together counts the whole: 通过网络、邮寄等方式共
/// 收到……. That is certain only if no sentence with a figure names another way.
fn partial_channels(words: &str, marked: &MarkedPlaces, data: &Statements) -> Vec<Span> {
    let outside = |span: &&Span| !marked.channels.iter().any(|together| together.contains(**span));
    let sentences = sentences(words);
    let sentence_of = |span: &Span| sentences.iter().find(|sentence| sentence.contains(*span));
    let counts = |span: &Span| {
        sentence_of(span).is_some_and(|sentence| sentence.slice(words).contains(|c: char| c.is_ascii_digit()))
    };
    let names_other = marked.channel.iter().filter(outside).any(counts);
    let counts_all = |together: &Span| {
        let Some(sentence) = sentence_of(together) else { return false };
        let before = Span::new(sentence.start, together.start).slice(words);
        let from = Span::new(sentence.start, sentence.end).slice(words);
        let has = |list: &[Text], words: &str| list.iter().any(|word| words.contains(&**word));
        !names_other && !has(&data.marks.partial, before) && has(&data.marks.total, from)
    };
    let together: Vec<Span> = marked.channels.iter().copied().filter(counts_all).collect();
    let is_part = |span: &Span| !together.iter().any(|together| together.contains(*span));
    marked.channel.iter().copied().filter(is_part).collect()
}

/// Whether the clause that goes on at `start` counts the applications that arrived.
fn brings_applications(words: &str, start: usize, data: &Statements) -> bool {
    let rest = words.get(start..).unwrap_or_default();
    let clause = rest.split(['，', '。', '；', '：', '！', '？']).next().unwrap_or_default();
    data.marks.received.iter().any(|word| clause.contains(&**word))
}

/// The marks of a paragraph, in order. Of topics that overlap, only the first and longest counts.
fn marks(words: &str, named: &[Vec<Span>], publisher: &Publisher, data: &Statements) -> Vec<(Span, MarkKind)> {
    let Some(marked) = data.marks.find(words) else { return Vec::new() };
    let partial_channels = partial_channels(words, &marked, data);
    let MarkedPlaces { clause, channels, sentence, year, this_year, body, own: ours, exempt, .. } = marked;
    let mut marks: Vec<(Span, MarkKind)> = Vec::new();
    marks.extend(clause.into_iter().chain(partial_channels).map(|span| (span, MarkKind::Clause)));
    marks.extend(sentence.into_iter().map(|span| (span, MarkKind::Sentence)));
    marks.extend(year.into_iter().map(|span| (span, MarkKind::Year { own: publisher.is_year(span.slice(words)) })));
    marks.extend(this_year.into_iter().map(|span| (span, MarkKind::Year { own: true })));
    let is_addressee = |span: &Span| {
        let before = words.get(..span.start).unwrap_or_default();
        data.marks.objects.iter().any(|word| before.ends_with(&**word))
    };
    let is_ours = |span: &Span| {
        let near = ours.partition_point(|ours| ours.end < span.end);
        ours.get(near).is_some_and(|ours| ours.start < span.end)
    };
    let bodies = body.into_iter().map(|span| without_verb(words, span, &data.marks.verbs));
    let bodies = bodies.filter(|span| !is_addressee(span) && !is_ours(span));
    marks.extend(bodies.map(|span| (span, MarkKind::Body { own: publisher.is_named(span.slice(words)) })));
    marks.extend(
        ours.iter()
            .map(|span| (*span, MarkKind::Body { own: !publisher.is_region_above(span.slice(words), data.regions) })),
    );
    marks.retain(|(span, _)| {
        let near = exempt.partition_point(|exempt| exempt.end <= span.start);
        exempt.get(near).is_none_or(|exempt| exempt.start >= span.end)
    });
    let mut topics: Vec<(Span, MarkKind)> = Vec::new();
    for (at, named) in named.iter().enumerate() {
        // A way by which applications arrive is no other topic: 通过网站、邮寄等途径收到申请.
        let is_counted = data.topics.get(at).is_some_and(|topic| topic.table.is_some());
        let is_way = |span: Span| {
            channels.iter().any(|together| together.contains(span) && brings_applications(words, together.end, data))
        };
        let is_topic = |span: &&Span| is_counted || !is_way(**span);
        topics.extend(named.iter().filter(is_topic).map(|span| (*span, MarkKind::Topic(at))));
    }
    topics.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    topics.retain(|(span, _)| {
        let apart = span.start >= end;
        end = if apart { span.end } else { end };
        apart
    });
    marks.extend(topics);
    marks.sort_by_key(|(span, _)| *span);
    marks
}
