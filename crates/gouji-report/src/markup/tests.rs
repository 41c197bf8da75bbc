use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

/// The text without markup, with runs of blanks reduced to one space.
fn bare(text: &str) -> String {
    let plain = strip(text);
    assert_eq!(plain.len(), text.len(), "{text:?}");
    plain.replace(['\u{A0}', '\u{3000}'], " ").split_inclusive('\n').map(collapsed).collect()
}

fn collapsed(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[test]
fn headings_lose_their_marks() {
    for text in [
        "**一、总体情况**",
        "__一、总体情况__",
        "*一、总体情况*",
        "**一、****总体情况**",
        "<strong>一、总体情况</strong>",
        "<p class=\"a\"><span>一、总体情况</span></p>",
        "<div align=center>一、总体情况</div>",
        "<a name=\"_Toc1\"></a>一、总体情况",
        "[]{#_Toc1 .anchor}一、总体情况",
        "[一、总体情况](#x)",
        "[一、总体情况]{.underline}",
        "##一、总体情况",
        "＃＃ 一、总体情况",
        "- 一、总体情况",
        "+ **一、总体情况**",
        "* 一、总体情况",
        "> 一、总体情况",
        "> - 一、总体情况",
        "• 一、总体情况",
        "■一、总体情况",
        "\u{F0B7} 一、总体情况",
        "📌 一、总体情况",
        "【一、总体情况】",
        "\t一、总体情况",
        "\t\t**一、总体情况**",
        "一、总体情况<br>",
        "一、总体情况\\",
        "一、总体情况 {#s .unnumbered}",
        "⼀、总体情况",
        "\u{200B}一、总\u{AD}体情况\u{FEFF}",
        "<!-- page --><h2>一、总体情况</h2>",
        "一、总体情况[^1]",
        "一、总体情况<sup>1</sup>",
    ] {
        let words: String = bare(text).split_whitespace().collect();
        assert_eq!(words, "一、总体情况", "{text}");
    }
    assert_eq!(bare("## **一、总体情况** ##"), "## 一、总体情况");
    assert_eq!(bare("##\u{3000}一、总体情况"), "## 一、总体情况");
}

#[test]
fn figures_lose_their_marks() {
    for figure in
        ["**83**", "<u>83</u>", "83[^1]", "83①", "`83`", "*83*", "<b>83</b><sup>[1]</sup>", "==83==", "~~82~~83", "83²"]
    {
        assert_eq!(bare(&format!("共收到{figure}件。")).replace(' ', ""), "共收到83件。", "{figure}");
    }
}

#[test]
fn the_lines_of_a_quoted_cell_are_joined() {
    for (text, plain) in [
        ("\t\"商业\n企业\"\t科研机构", "\t\"商业 企业\"\t科研机构"),
        ("\"商业\r\n企业\",3", "\"商业  企业\",3"),
        ("3,\"其\n他\"\n四", "3,\"其 他\"\n四"),
        ("\"一\n二\"\n三", "\"一\n二\"\n三"),
        ("甲\"一\n二\"\t三", "甲\"一\n二\"\t三"),
        ("\t\"一\n二\t三\"\t", "\t\"一\n二\t三\"\t"),
    ] {
        assert_eq!(strip(text), plain, "{text:?}");
    }
}

#[test]
fn text_without_dress_stays() {
    for text in [
        "3*4*5=60",
        "a_b_c@example.com",
        "1 < 2，3 > 2",
        "办理____件",
        "- 4 -",
        "— 5 —",
        "- - - 3",
        "○ ○ 3",
        "a ~ b",
        "国办公开办函〔2021〕30号",
        "[2021]30",
        "《条例》和《规定》",
        "*（一）公开\t5\t3",
        "|**规章**|1<br>2|",
        "规章 | **3** | 4 |",
        "\t（一）公开\n\t5",
        "\t\t\t商业",
        "<table><tr><td>**31**</td></tr></table>",
        "<td>31</td>",
        "##",
        "\u{FEFF}一、总体情况\r\n# 标题\r\n",
        "<!-- 未完",
    ] {
        assert_eq!(strip(text), text, "{text}");
    }
}

#[test]
fn separators_and_blocks_end_lines() {
    for text in [
        "甲\u{B}乙",
        "甲\u{85}乙",
        "甲\u{2028}乙",
        "甲\u{C}乙",
        "甲</p><p>乙",
        "甲<br/>乙",
        "<h1>甲</h1><div>乙</div>",
        "<head><title>丙</title></head><body>甲<p>乙",
        "甲<br>\n乙",
        "甲\r\r\n乙",
        "甲\u{C}\n乙",
    ] {
        let plain = strip(text);
        let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["甲", "乙"], "{text:?}");
    }
    assert_eq!(strip("甲</p><table><tr><td>\u{200B}</td></tr></table>").matches('\n').count(), 1);
}

#[test]
fn invisible_characters_go_in_tables_as_well() {
    assert_eq!(strip("|\u{200B}31|⻔|"), "|\u{3000}31|门|");
    assert_eq!(strip("<table><td>⼀\u{AD}</td></table>"), "<table><td>一\u{A0}</td></table>");
}

/// Pieces from which random texts are built.
const PIECES: &[&str] = &[
    "一、",
    "总体情况",
    "**",
    "*",
    "__",
    "_",
    "~~",
    "<",
    ">",
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "</table>",
    "<td>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<sup>",
    "</sup>",
    "[",
    "]",
    "(#x)",
    "{#a}",
    "]{",
    "`",
    "\\",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "|",
    " ",
    "\u{3000}",
    "\u{200B}",
    "\u{AD}",
    "\u{FE0F}",
    "⼀",
    "\u{F900}",
    "📌",
    "■",
    "#",
    "## ",
    "- ",
    "> ",
    "3",
    "83",
    "①",
    "\u{B}",
    "\u{C}",
    "\u{85}",
    "\u{2028}",
    "&nbsp;",
    "【",
    "】",
    "。",
    "\u{FEFF}",
    "<del>",
    "<a b=\"",
    "！",
];

#[test]
fn undressing_keeps_length_characters_and_line_ends() {
    let mut random = StdRng::seed_from_u64(14);
    for _ in 0..20_000 {
        let count = random.random_range(0..24);
        let text: String = (0..count).map(|_| PIECES[random.random_range(0..PIECES.len())]).collect();
        let plain = strip(&text);
        assert_eq!(plain.len(), text.len(), "{text:?}");
        for (at, c) in plain.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let is_character = text.is_char_boundary(at) && text.is_char_boundary(at + c.len_utf8());
            assert!(is_character, "{text:?}: {c} at {at}");
        }
        for (at, _) in text.match_indices('\n') {
            assert_eq!(&plain.as_bytes()[at], &b'\n', "{text:?}");
        }
        // Blanks may reveal further markup, such as `**` between two tags. So only a text without markup stays the same.
        let again = strip(&plain).into_owned();
        assert_eq!(again.len(), text.len());
        if matches!(plain, Cow::Borrowed(_)) {
            assert_eq!(again, text);
        }
    }
}

#[test]
fn repetitions_of_one_mark_take_linear_time() {
    for mark in [
        "[", "[](", "<", "<a \"", "<!--", "*a", "<table>", "<sup>", "<del>", "{", "\t", "> ", "<p>", "#", "`", "[^",
        "\u{2028}",
    ] {
        let text = mark.repeat(100_000);
        assert_eq!(strip(&text).len(), text.len());
    }
}

/// The fast tests on bytes must not leave out a character that is replaced.
#[test]
fn every_odd_character_is_replaced() {
    for c in ('\0'..='\u{FFFF}').filter(|c| gouji_text::is_invisible(*c) || gouji_text::common_form(*c).is_some()) {
        for text in [format!("甲{c}乙"), format!("*甲*，{c}乙")] {
            assert!(!strip(&text).contains(c), "{:?}", c.escape_unicode());
        }
    }
}
