//! Documents in the format of Word 97 to 2003, written from \[MS-DOC\] and not with the code under test.

use std::io::{Cursor, Write};

use cfb::CompoundFile;

/// Bytes of a page of properties.
const PAGE: usize = 512;
/// Where the text begins in the stream with the document.
const TEXT: usize = 1024;

/// A document that is being written. Modifiers are lists of `Prl` in bytes.
#[derive(Clone, Debug, Default)]
pub struct Word97 {
    text: Vec<u16>,
    /// The runs of characters, each with its end and its modifiers.
    characters: Vec<(usize, Vec<u8>)>,
    /// The paragraphs, each with its end, its style and its modifiers.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Bytes of the tables, by their index in `FibRgFcLcb97`.
    tables: Vec<(usize, Vec<u8>)>,
    /// Bytes after a table that do not belong to its length.
    levels: Vec<u8>,
    lengths: [usize; 8],
    flags: u16,
}

/// A cell of a row: its right edge in twips, its `TCGRF` and its text.
pub type WordCell<'a> = (i16, u16, &'a str);

impl Word97 {
    /// Adds characters with these modifiers.
    pub fn run(&mut self, text: &str, modifiers: &[u8]) -> &mut Self {
        self.text.extend(text.encode_utf16());
        self.characters.push((self.text.len(), modifiers.to_vec()));
        self
    }

    /// Ends a paragraph with its mark, a style and modifiers. `of_mark` are the modifiers of the mark.
    pub fn end(&mut self, mark: &str, style: u16, modifiers: &[u8], of_mark: &[u8]) -> &mut Self {
        self.run(mark, of_mark);
        self.paragraphs.push((self.text.len(), [&style.to_le_bytes(), modifiers].concat()));
        self
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        self.run(text, &[]).end("\r", 0, &[], &[])
    }

    /// Adds a row of cells that begins at `start`, in twips.
    pub fn row(&mut self, start: i16, cells: &[WordCell<'_>]) -> &mut Self {
        for (_, _, text) in cells {
            self.run(text, &[]).end("\u{7}", 0, &IN_TABLE, &[]);
        }
        self.end("\u{7}", 0, &[&IN_TABLE[..], &ROW_END, &definition(start, cells)].concat(), &[])
    }

    /// Sets a table of the header, by its index in `FibRgFcLcb97`.
    pub fn table(&mut self, index: usize, bytes: Vec<u8>) -> &mut Self {
        self.tables.push((index, bytes));
        self
    }

    /// Sets the levels of lists, which follow the table with index 73.
    pub fn levels(&mut self, bytes: Vec<u8>) -> &mut Self {
        self.levels = bytes;
        self
    }

    /// Everything that was added after the body has this many UTF-16 units and belongs to the text with this index in `FibRgLw97`
    /// (from `ccpFtn`, index 1).
    pub fn length(&mut self, index: usize, units: usize) -> &mut Self {
        self.lengths[index] = units;
        self
    }

    /// Sets flags of the header.
    pub fn flags(&mut self, flags: u16) -> &mut Self {
        self.flags = flags;
        self
    }

    /// The streams `WordDocument` and `1Table`.
    pub fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut document = vec![0; TEXT];
        document.extend(self.text.iter().flat_map(|unit| unit.to_le_bytes()));
        document.resize(document.len().next_multiple_of(PAGE), 0);
        let characters = self.pages(&mut document, &self.characters, 1, character_entry);
        let paragraphs = self.pages(&mut document, &self.paragraphs, 13, paragraph_entry);
        let units = u32::try_from(self.text.len()).unwrap();
        let piece = [0_u32.to_le_bytes(), units.to_le_bytes(), [0; 4], [0; 4]].concat();
        let mut pieces = [&[2, 16, 0, 0, 0][..], &piece].concat();
        pieces[15..19].copy_from_slice(&u32::try_from(TEXT).unwrap().to_le_bytes());
        let mut tables = vec![(12, characters), (13, paragraphs), (33, pieces)];
        tables.extend(self.tables.iter().cloned());
        let after: usize = self.lengths.iter().sum();
        put(&mut document, 0, &[0xEC, 0xA5, 0xC1, 0]);
        put(&mut document, 10, &(0x0200 | self.flags).to_le_bytes());
        put(&mut document, 76, &u32::try_from(self.text.len() - after).unwrap().to_le_bytes());
        for (index, length) in self.lengths.iter().enumerate().skip(1) {
            put(&mut document, 76 + index * 4, &u32::try_from(*length).unwrap().to_le_bytes());
        }
        let mut stream = Vec::new();
        for (index, bytes) in tables {
            let at = 154 + index * 8;
            put(&mut document, at, &u32::try_from(stream.len()).unwrap().to_le_bytes());
            put(&mut document, at + 4, &u32::try_from(bytes.len()).unwrap().to_le_bytes());
            stream.extend(bytes);
            if index == 73 {
                stream.extend(&self.levels);
            }
        }
        (document, stream)
    }

    /// The document.
    pub fn bytes(&self) -> Vec<u8> {
        let (document, table) = self.streams();
        compound(&[("/WordDocument", &document), ("/1Table", &table)])
    }

    /// Appends pages with the properties of runs, and returns the table that refers to them.
    fn pages(
        &self,
        document: &mut Vec<u8>,
        runs: &[(usize, Vec<u8>)],
        size: usize,
        entry: fn(&[u8]) -> Vec<u8>,
    ) -> Vec<u8> {
        let offset = |units: usize| u32::try_from(TEXT + units * 2).unwrap().to_le_bytes();
        let (mut starts, mut numbers) = (Vec::new(), Vec::new());
        let (mut start, mut rest) = (0, runs);
        while !rest.is_empty() {
            let bytes = |count: usize| -> usize {
                let entries = rest.iter().take(count).map(|(_, list)| entry(list).len().next_multiple_of(2));
                (count + 1) * 4 + count * size + entries.sum::<usize>() + 1
            };
            let count = (1..=rest.len()).take_while(|count| bytes(*count) < PAGE).last().unwrap();
            let (page_runs, others) = rest.split_at(count);
            let mut page = vec![0; PAGE];
            page[PAGE - 1] = u8::try_from(count).unwrap();
            put(&mut page, 0, &offset(start));
            let mut free = PAGE - 1;
            for (index, (end, list)) in page_runs.iter().enumerate() {
                put(&mut page, (index + 1) * 4, &offset(*end));
                let entry = entry(list);
                free = (free - entry.len()) / 2 * 2;
                put(&mut page, free, &entry);
                page[(count + 1) * 4 + index * size] = u8::try_from(free / 2).unwrap();
            }
            starts.extend(offset(start));
            numbers.extend(u32::try_from(document.len() / PAGE).unwrap().to_le_bytes());
            document.extend(page);
            start = page_runs.last().unwrap().0;
            rest = others;
        }
        [starts, offset(start).to_vec(), numbers].concat()
    }
}

/// A compound file with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A report whose tables have tabs between their cells, as a document.
pub fn document(report: &str) -> Vec<u8> {
    let mut word = Word97::default();
    for line in report.lines() {
        if line.contains('\t') {
            let cells: Vec<WordCell<'_>> = line
                .split('\t')
                .enumerate()
                .map(|(index, text)| (i16::try_from(index + 1).unwrap() * 900, 0, text))
                .collect();
            word.row(0, &cells);
        } else {
            word.paragraph(line);
        }
    }
    word.bytes()
}

/// `sprmPFInTable`
pub const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
/// `sprmPFTtp`
pub const ROW_END: [u8; 3] = [0x17, 0x24, 1];

/// `sprmTDefTable`
pub fn definition(start: i16, cells: &[WordCell<'_>]) -> Vec<u8> {
    let edges = std::iter::once(start).chain(cells.iter().map(|(edge, ..)| *edge));
    let mut operand = vec![u8::try_from(cells.len()).unwrap()];
    operand.extend(edges.flat_map(i16::to_le_bytes));
    for (_, flags, _) in cells {
        operand.extend(flags.to_le_bytes());
        operand.extend([0; 18]);
    }
    let length = u16::try_from(operand.len() + 1).unwrap();
    [&[0x08, 0xD6][..], &length.to_le_bytes(), &operand].concat()
}

fn character_entry(list: &[u8]) -> Vec<u8> {
    [&[u8::try_from(list.len()).unwrap()], list].concat()
}

fn paragraph_entry(list: &[u8]) -> Vec<u8> {
    match list.len() {
        length if length % 2 == 1 => [&[u8::try_from(length.div_ceil(2)).unwrap()], list].concat(),
        length => [&[0, u8::try_from(length / 2).unwrap()], list].concat(),
    }
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes[at..at + new.len()].copy_from_slice(new);
}
