//! The lists of a Word document, which give its paragraphs their numbers.

use std::collections::{HashMap, HashSet};

use super::numerals::numeral;
use super::styles::{NumberingProperties, Styles};
use super::xml::{StartTag, Xml, XmlEvent};
use crate::{Failure, limits};

/// Levels of a list.
pub const LEVELS: usize = 9;

/// The lists of a document, and their current numbers.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Definitions of levels, by id.
    definitions: HashMap<i64, Definition>,
    /// Lists by id; each uses a definition.
    lists: HashMap<i64, WordList>,
    /// The current number of each level of a definition; `None` if the level restarts.
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Levels of lists whose start override has been applied.
    started: HashSet<(i64, usize)>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [ListLevel; LEVELS],
    /// The style whose definition replaces the levels of this one.
    style_link: Option<String>,
    /// The style whose lists use this definition.
    defined_style: Option<String>,
}

/// A level of a list.
#[derive(Clone, Debug)]
pub struct ListLevel {
    /// The first number.
    pub start: i64,
    /// The name of the numerals (`ST_NumberFormat`).
    pub format: String,
    /// The label, with `%1` for the number of the first level.
    pub text: String,
    /// The style whose paragraphs have this level.
    pub style: Option<String>,
    /// Whether all numbers are decimal.
    pub is_legal: bool,
    /// Whether it keeps counting after a paragraph of a higher level.
    pub never_restarts: bool,
}

/// A list.
#[derive(Debug, Default)]
pub struct WordList {
    /// The id of its definition.
    pub definition: i64,
    /// The numbers with which its levels start, where they differ from the definition.
    pub starts: [Option<i64>; LEVELS],
    /// The levels that it replaces.
    pub levels: [Option<ListLevel>; LEVELS],
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".into(),
            text: String::new(),
            style: None,
            is_legal: false,
            never_restarts: false,
        }
    }
}

impl ListLevel {
    /// Reads an element inside the level.
    fn read(&mut self, tag: &StartTag<'_>) {
        match tag.word() {
            "start" => self.start = tag.number("val").unwrap_or(1),
            "numFmt" => self.format = tag.val().unwrap_or_default(),
            "lvlText" => self.text = tag.val().filter(|text| text.len() <= limits::LABEL).unwrap_or_default(),
            "pStyle" => self.style = tag.val(),
            "isLgl" => self.is_legal = tag.is_on(),
            "lvlRestart" => self.never_restarts = tag.number("val") == Some(0),
            _ => {}
        }
    }
}

/// The open elements around the current one.
#[derive(Debug, Default)]
struct OpenElements {
    definition: Option<(i64, Definition)>,
    list: Option<(i64, WordList)>,
    /// The level that `lvlOverride` overrides.
    overridden: Option<usize>,
    level: Option<(usize, ListLevel)>,
}

impl Numbering {
    /// Reads the part with the lists.
    pub fn read(part: &str) -> Result<Self, Failure> {
        let (mut xml, mut numbering, mut open, mut names) =
            (Xml::new(part), Self::default(), OpenElements::default(), Vec::new());
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Open(tag) => {
                    open.begin(&tag);
                    names.push(tag.word().to_owned());
                }
                XmlEvent::Close => numbering.end(names.pop().as_deref().unwrap_or_default(), &mut open)?,
                XmlEvent::Text(_) => {}
            }
        }
        numbering.link();
        Ok(numbering)
    }

    /// Adds a definition with these levels.
    pub fn define(&mut self, id: i64, levels: [ListLevel; LEVELS]) {
        self.definitions.insert(id, Definition { levels, ..Definition::default() });
    }

    /// Adds a list.
    pub fn add_list(&mut self, id: i64, list: WordList) {
        self.lists.insert(id, list);
    }

    fn end(&mut self, name: &str, open: &mut OpenElements) -> Result<(), Failure> {
        match name {
            "lvl" => open.end_level(),
            "abstractNum" => self.definitions.extend(open.definition.take()),
            "num" => self.lists.extend(open.list.take()),
            _ => {}
        }
        let many = self.definitions.len() + self.lists.len() > limits::DEFINITIONS;
        if many { Err(Failure::TooLarge) } else { Ok(()) }
    }

    /// Copies the levels of linked styles into the definitions that refer to them.
    fn link(&mut self) {
        let linked = |definition: &Definition| {
            let style = definition.style_link.as_ref()?;
            let other = self.definitions.values().find(|other| other.defined_style.as_ref() == Some(style))?;
            Some(other.levels.clone())
        };
        let levels: Vec<_> = self
            .definitions
            .iter()
            .filter_map(|(id, found)| Some((*id, linked(found)?)))
            .take(LEVELS * LEVELS)
            .collect();
        for (id, levels) in levels {
            self.definitions.entry(id).or_default().levels = levels;
        }
    }

    /// The number before the next paragraph, given its numbering properties and its style.
    pub fn label(&mut self, own: NumberingProperties, style: Option<&str>, styles: &Styles) -> Option<String> {
        let inherited = styles.numbering(style);
        let id = own.list.or_else(|| inherited.and_then(|(numbered, _)| numbered.list)).filter(|id| *id != 0)?;
        let list = self.lists.get(&id)?;
        let definition = self.definitions.get(&list.definition)?;
        let level_of_style = || {
            if own.list.is_some() {
                return None;
            }
            let (_, style) = inherited?;
            definition.levels.iter().position(|level| level.style.as_deref() == Some(style))
        };
        let given = own.level.or_else(|| inherited.and_then(|(numbered, _)| numbered.level));
        let level = given.and_then(|level| usize::try_from(level).ok()).or_else(level_of_style).unwrap_or_default();
        let counts = self.counts.entry(list.definition).or_default();
        let levels: Vec<&ListLevel> =
            list.levels.iter().zip(&definition.levels).map(|(own, level)| own.as_ref().unwrap_or(level)).collect();
        let current = *levels.get(level)?;
        if let Some(start) = list.starts.get(level).copied().flatten()
            && self.started.insert((id, level))
        {
            *counts.get_mut(level)? = Some(start.saturating_sub(1));
        }
        let count = counts.get_mut(level)?;
        *count = Some(count.map_or(current.start, |count| count.saturating_add(1)));
        let deeper = counts.iter_mut().zip(&levels).skip(level + 1);
        for (count, _) in deeper.filter(|(_, level)| !level.never_restarts) {
            *count = None;
        }
        Some(format_label(current, &levels, counts))
    }
}

impl OpenElements {
    fn begin(&mut self, tag: &StartTag<'_>) {
        let level = || tag.number("ilvl").and_then(|level| usize::try_from(level).ok()).unwrap_or(LEVELS);
        if let Some((_, level)) = &mut self.level {
            return level.read(tag);
        }
        match tag.word() {
            "abstractNum" => self.definition = tag.number("abstractNumId").map(|id| (id, Definition::default())),
            "num" => self.list = tag.number("numId").map(|id| (id, WordList::default())),
            "abstractNumId" => self.change_list(|list| list.definition = tag.number("val").unwrap_or_default()),
            "lvlOverride" => self.overridden = Some(level()),
            "startOverride" => {
                let at = self.overridden.unwrap_or(LEVELS);
                self.change_list(|list| {
                    if let Some(start) = list.starts.get_mut(at) {
                        *start = tag.number("val");
                    }
                });
            }
            "lvl" => self.level = Some((level(), ListLevel::default())),
            "numStyleLink" => self.change_definition(|definition| definition.style_link = tag.val()),
            "styleLink" => self.change_definition(|definition| definition.defined_style = tag.val()),
            _ => {}
        }
    }

    fn end_level(&mut self) {
        let Some((at, level)) = self.level.take() else { return };
        if let Some((_, list)) = &mut self.list {
            if let Some(own) = list.levels.get_mut(at) {
                *own = Some(level);
            }
        } else if let Some((_, definition)) = &mut self.definition
            && let Some(own) = definition.levels.get_mut(at)
        {
            *own = level;
        }
    }

    fn change_list(&mut self, change: impl FnOnce(&mut WordList)) {
        if let Some((_, list)) = &mut self.list {
            change(list);
        }
    }

    fn change_definition(&mut self, change: impl FnOnce(&mut Definition)) {
        if let Some((_, definition)) = &mut self.definition {
            change(definition);
        }
    }
}

/// The label: the text of a level, such as `第%1章` or `%1.%2`, with the numbers of the levels inserted.
fn format_label(level: &ListLevel, levels: &[&ListLevel], counts: &[Option<i64>; LEVELS]) -> String {
    let mut label = String::new();
    if level.format == "bullet" {
        return label;
    }
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        let at = if character == '%' { characters.peek().and_then(|digit| digit.to_digit(10)) } else { None };
        let Some(at) = at.and_then(|at| (at as usize).checked_sub(1)) else {
            label.push(character);
            continue;
        };
        characters.next();
        if let Some(other) = levels.get(at) {
            let format = if level.is_legal { "decimal" } else { &other.format };
            label.push_str(&numeral(counts.get(at).copied().flatten().unwrap_or(other.start), format));
        }
    }
    // Word has a tab or a blank between a Latin number and the words. After 、 and ） none is needed.
    if label.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        label.push(' ');
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = r#"<w:numbering>
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
        <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    fn labels(requests: &[(i64, i64)]) -> Vec<String> {
        let (mut numbering, styles) = (Numbering::read(PART).expect("it is whole"), Styles::default());
        let mut label = |(list, level): &(i64, i64)| {
            numbering
                .label(NumberingProperties { list: Some(*list), level: Some(*level) }, None, &styles)
                .unwrap_or_default()
        };
        requests.iter().map(&mut label).collect()
    }

    #[test]
    fn levels_count_and_restart_below_a_higher_level() {
        let requests = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 0)];
        assert_eq!(labels(&requests), ["一、", "（一）", "（二）", "二、", "（一）", "2.1.1 ", "2.1.2 ", "", "三、"]);
    }

    #[test]
    fn lists_of_one_definition_continue_unless_they_restart() {
        assert_eq!(labels(&[(1, 0), (2, 0), (2, 0), (1, 0)]), ["一、", "五、", "六、", "七、"]);
        assert_eq!(labels(&[(0, 0), (9, 0), (1, 12)]), ["", "", ""]);
    }

    #[test]
    fn a_style_numbers_its_paragraphs() {
        let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>
          <w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="1"/></w:style>
          <w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>"#;
        let styles = Styles::read(styles).expect("it is whole");
        let mut numbering = Numbering::read(PART).expect("it is whole");
        let mut label = |style, list| numbering.label(NumberingProperties { list, level: None }, Some(style), &styles);
        assert_eq!(label("1", None).as_deref(), Some("一、"));
        assert_eq!(label("b", None).as_deref(), Some("二、"));
        assert_eq!(label("b", Some(0)), None);
        assert_eq!(label("c", None), None);
    }
}
