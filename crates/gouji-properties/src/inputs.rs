//! The seed inputs of each fuzz target, and the dictionary of words that the fuzzer inserts.

use gouji_edition::editions;
use gouji_lint::rules;

use crate::frames::BREAK;
use crate::growth;
use crate::outputs::NAMED;
use crate::script::EDITS;
use crate::seeds::{BASES, PIECES, ROWS, base};

/// The seed inputs of the target `name`.
pub fn seeds_of(name: &str) -> Vec<Vec<u8>> {
    match name {
        "configuration" => CONFIGURATIONS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "documents" => DOCUMENTS.iter().map(|(kind, text)| [&[*kind], text.as_bytes()].concat()).collect(),
        "folders" => FOLDERS.iter().map(|entries| folder(entries)).collect(),
        "frames" => vec![
            conversation(&MESSAGES),
            conversation(&[RAW]),
            conversation(&[&MESSAGES[..2], &[HALF, RAW], &MESSAGES[2..]].concat()),
        ],
        "outputs" => outputs(),
        "positions" => places(),
        "word97" => crate::word97::seeds(),
        _ => texts(),
    }
}

/// Long inputs of the target `name`: a text of each kind of [`growth`], with a file name if the target needs one.
pub fn large(name: &str) -> Vec<Vec<u8>> {
    const BYTES: usize = 64 << 10;
    let texts = growth::KINDS.iter().map(|kind| kind.text(BYTES).into_bytes());
    match name {
        "outputs" => texts.map(|text| [NAMES[0].as_bytes(), &[NAMED], &text].concat()).collect(),
        "positions" => texts.map(|text| [&[0, 0, 0, 2, 0, 9, 0, 4], &text[..]].concat()).collect(),
        "frames" => texts.map(|text| [&text[..], &[BREAK]].concat()).collect(),
        _ => texts.collect(),
    }
}

/// Every base text, and a script with edits of each.
fn texts() -> Vec<Vec<u8>> {
    let plain = (0..BASES).map(|number| base(number).as_bytes().to_vec());
    let edited = (0..BASES).map(|number| vec![EDITS, number, 0x81, 0x40, 0, 13, 0, 0x80, 0, 9, 4, 0x20, 0, 0x90, 0]);
    plain.chain(edited).collect()
}

/// Every text, under file names that readers of the output could misinterpret, and a text with such words inside.
fn outputs() -> Vec<Vec<u8>> {
    let with_name = |(name, text): (&str, Vec<u8>)| [name.as_bytes(), &[NAMED], &text].concat();
    let mut inputs: Vec<Vec<u8>> = NAMES.into_iter().cycle().zip(texts()).map(with_name).collect();
    let label = NAMES.concat().replace('\n', "");
    let harmful = ROWS.replace("予以公开\t", &format!("予以公开{label}\t"));
    inputs.push(with_name((NAMES[0], harmful.into_bytes())));
    inputs
}

/// Positions and the first bytes of each text, and texts of unusual characters, in each encoding.
fn places() -> Vec<Vec<u8>> {
    let beginning = |number| base(number).as_bytes().iter().copied().take(400).collect();
    let mut texts: Vec<Vec<u8>> = (0..BASES).map(beginning).collect();
    texts.extend((0..3).map(|_| PIECES.concat().into_bytes()));
    (0..).zip(texts).map(|(number, text)| [&[number, number, 0, 2, 0, 9, 0, 4], &text[..]].concat()).collect()
}

fn conversation(messages: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        bytes.extend_from_slice(message.as_bytes());
        bytes.push(BREAK);
    }
    bytes
}

fn folder(entries: &[(u8, u8, &str)]) -> Vec<u8> {
    let entries = entries.iter().map(|(place, kind, content)| [&[*place, *kind], content.as_bytes()].concat());
    entries.collect::<Vec<_>>().join(&BREAK)
}

/// Folders, as place, kind and content of each entry (`folders.rs`): links to devices and secrets, pipes, large files, circular
/// links, and a regular folder.
const FOLDERS: [&[(u8, u8, &str)]; 9] = [
    &[(2, 2, "/dev/zero"), (3, 2, "/proc/self/environ"), (6, 5, "text"), (9, 1, ""), (10, 5, "text")],
    &[(0, 5, "baseline = \"../secret\"\n"), (6, 5, "text")],
    &[(0, 5, "baseline = \"d/e/c.json\"\n"), (7, 2, "..")],
    &[(0, 2, "../secret"), (1, 2, "../baseline.json"), (8, 2, "../../secret")],
    &[(0, 1, ""), (1, 1, ""), (6, 1, ""), (4, 5, "gitdir: /dev\n")],
    &[(0, 5, "baseline = \"d/e/c.json\"\n"), (11, 2, "../../../baseline.json"), (8, 2, "gouji.toml")],
    &[(0, 4, ""), (1, 4, ""), (2, 4, ""), (6, 4, "")],
    &[(4, 2, "d"), (5, 5, "*.txt\n"), (7, 0, ""), (2, 5, "!.git\n[\n/d/*\n"), (10, 2, "b.md")],
    &[
        (0, 5, "baseline = \"d/e/c.json\"\n[[overrides]]\npaths = [\"d/**\"]\nrules = { row-label = \"off\" }\n"),
        (11, 5, "\u{feff}{\"version\": 1, \"files\": {\"a.txt\": []}}"),
        (6, 5, "text"),
        (2, 5, "d/*\n!d/b.md\n"),
        (10, 5, "text"),
    ],
];

const NAMES: [&str; 6] = [
    "a.txt",
    "\n::error file=x::\r.txt",
    " ::##[error]%0A,:.txt",
    "=\u{1b}]0;x\u{7}\u{9b}31m\".txt",
    "\u{202e}\u{2028}\u{fffe}\u{ffff}\u{61c}<&>.txt",
    "../年报 1\\.txt",
];

/// Documents, each with its kind (`documents.rs`): Word bodies, lists and styles, web pages, and texts.
const DOCUMENTS: [(u8, &str); 9] = [
    (0, "PK\u{3}\u{4}"),
    (
        1,
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>一、总体情况</w:t><w:br/></w:r></w:p></w:body></w:document>",
    ),
    (
        1,
        "<w:d><w:tbl><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:d>",
    ),
    (
        1,
        "<w:d><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:r><w:del><w:r/></w:del></w:p></w:d>",
    ),
    (
        1,
        "<w:d><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num><w:p><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p></w:d>",
    ),
    (2, "<table><tr><td rowspan=2 colspan=3>甲<td>1<tr><td>2<table><tr><td>x</table></table><p hidden>隐<svg><b>"),
    (
        2,
        "<title>甲县政府信息公开工作年度报告</title><p>一、总体情况<p>二、主动公开政府信息情况<p>六、其他需要报告的事项<br>&amp;&#x4E00;",
    ),
    (3, "信息公开\u{FEFF}𠮷€"),
    (3, "PK\u{3}\u{4}"),
];

const CONFIGURATIONS: [&str; 4] = [
    "baseline = \"accepted.json\"\n[rules]\ntitle-form = \"warning\"\nrow-label = \"off\"\n",
    "[[overrides]]\npaths = [\"历年/**\", \"2019*.txt\", \"{a,b}/[!c]?\"]\nrules = { row-label = \"hint\" }\n",
    "#:schema gouji.schema.json\nrules = { \"tally-mismatch\" = 'error' }\noverrides = []\n",
    "basline = 1\n[rules]\nrow-labl = \"\"\"off\"\"\"\n[[overrides]]\npaths = [\"a[\", 3, 1.5e3, 2024-01-01]\n",
];

/// Half of a surrogate pair, which only JSON can express.
const HALF: &str = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":3},"contentChanges":[{"text":"\ud840"}]}}"#;

/// Sent without a frame of its own.
const RAW: &str = " Content-Length: 99999999999\r\n\r\nContent-Length: 2\r\n\r\n{}";

const MESSAGES: [&str; 9] = [
    r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"plaintext","version":1,"text":"青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n"}}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":2},"contentChanges":[{"range":{"start":{"line":2,"character":1},"end":{"line":3,"character":9}},"text":"𠀀"},{"text":"资金资金"}]}}"#,
    r#"{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"untitled:a"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"diagnostics":[]}}}"#,
    r#"{"jsonrpc":"2.0","id":3,"method":"textDocument/documentSymbol","params":{"textDocument":{"uri":"untitled:a"}}}"#,
    r#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didSave","params":{"textDocument":{"uri":"untitled:a"}}}"#,
    r#"{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"untitled:a"}}}"#,
    r#"{"jsonrpc":"2.0","id":null,"method":"shutdown"}"#,
];

/// Requests about a place, about a whole document, and about the workspace, each of which takes the parameters of the others.
pub const REQUESTS: [&str; 22] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/inlayHint",
    "textDocument/completion",
    "textDocument/codeLens",
    "textDocument/selectionRange",
    "textDocument/documentLink",
    "workspace/symbol",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/onTypeFormatting",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/diagnostic",
    "gouji/figure",
    "gouji/preview",
    "gouji/overview",
];
/// Other methods, for the dictionary.
const OTHER_METHODS: [&str; 2] = ["workspace/executeCommand", "workspace/didChangeConfiguration"];

/// Bytes of the longest word that libFuzzer accepts.
const MAX_WORD_BYTES: usize = 64;

/// The dictionary in the format of libFuzzer, one word per line.
pub fn dictionary() -> String {
    let escaped = |word: &str| word.bytes().map(|byte| format!("\\x{byte:02X}")).collect::<String>();
    dictionary_words().into_iter().map(|word| format!("\"{}\"\n", escaped(word))).collect()
}

/// The words of the official form, of the configuration and of the protocol, sorted.
pub fn dictionary_words() -> Vec<&'static str> {
    let mut words: Vec<&'static str> = PIECES.iter().chain(&REQUESTS).chain(&OTHER_METHODS).copied().collect();
    words.extend(NAMES);
    words.extend(["Content-Length: ", "\r\n\r\n", "jsonrpc", "params", "exit", "baseline", "paths", "off", "warning"]);
    words.extend(rules::ALL.iter().map(|rule| rule.name));
    for edition in editions() {
        words.extend(edition.sections.iter().map(|section| &*section.title));
        for table in edition.tables.iter() {
            words.extend(table.rows.iter().map(|row| &*row.label));
            words.extend(table.columns.iter().map(|column| &*column.label));
            let groups = table.row_groups.iter().chain(table.column_groups.iter());
            words.extend(groups.map(|group| &*group.label));
        }
    }
    words.retain(|word| (1..=MAX_WORD_BYTES).contains(&word.len()));
    words.sort_unstable();
    words.dedup();
    words
}
