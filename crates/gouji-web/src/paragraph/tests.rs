use gouji_testkit::CLEAN;

use super::*;

/// The sentence of the clean report that the tests replace.
const SENTENCE: &str = "2024年，全县共收到政府信息公开申请28件，其中予以公开13件，均在法定期限内答复。";

/// The clean report with other words in place of a sentence.
fn with(words: &str) -> String {
    let text = CLEAN.replacen(SENTENCE, words, 1);
    assert!(CLEAN.contains(SENTENCE));
    text
}

fn shown(text: &str) -> Preview {
    let report = read(text).expect("a report");
    preview(&report, text, CancelToken::never()).expect("not cancelled").expect("small")
}

fn edited_at(text: &str, place: usize, new: &str) -> Option<String> {
    ParagraphEdit::new(text, &shown(text), place, new).expect("a paragraph").apply()
}

/// The text after the paragraph that shows `old` got the words `new`.
fn edited(text: &str, old: &str, new: &str) -> Option<String> {
    let shown = shown(text);
    let place = words_of(&shown, false).find(|(_, words)| *words == old).and_then(|(place, _)| place);
    edited_at(text, place.unwrap_or_else(|| panic!("{old}")), new)
}

/// Checks that writing `new` over the paragraph `source`, which shows `old`, gives `expected` and changes nothing else.
#[track_caller]
fn assert_edit(source: &str, old: &str, new: &str, expected: &str) {
    assert_eq!(edited(&with(source), old, new).as_deref(), Some(with(expected).as_str()));
}

#[test]
fn a_figure_is_corrected_and_the_rest_stays() {
    let new = SENTENCE.replace("28", "29");
    assert_edit(SENTENCE, SENTENCE, &new, &new);
    assert_edit(SENTENCE, SENTENCE, SENTENCE, SENTENCE);
}

#[test]
fn markup_around_the_changed_characters_stays() {
    assert_edit(
        "收到申请**28**件，见[附件](a.html)。",
        "收到申请28件，见附件。",
        "收到申请30件，见附件。",
        "收到申请**30**件，见[附件](a.html)。",
    );
    assert_edit("收到<b>28</b>件&nbsp;申请。", "收到28件申请。", "收到29件申请，", "收到<b>29</b>件&nbsp;申请，");
    assert_edit("- 收到28件。", "收到28件。", "共收到28件。", "- 共收到28件。");
    let comment = "收到<!-- gouji: allow repeated-word -->28件申请。";
    assert_edit(comment, "收到28件申请。", "新收30件申请。", "新收30<!-- gouji: allow repeated-word -->件申请。");
}

#[test]
fn marks_that_would_lose_their_pair_go_with_their_words() {
    // Two strokes without words between them would be read as words.
    assert_edit("收到`28`件。", "收到28件。", "收到件。", "收到件。");
}

#[test]
fn a_paragraph_of_several_lines_stays_one() {
    let source =
        "　　2024年，全县共收到政府信息公开申请28件，其中\r\n予以公开13件，均在《条例》规定的法定\r\n期限内答复。";
    let shown = "2024年，全县共收到政府信息公开申请28件，其中予以公开13件，均在《条例》规定的法定期限内答复。";
    let short = "2024年，全县共收到政府信息公开申请28件，其中予以公开13件。";
    let text = with(source);
    for new in [shown.replace("28", "30").replace("13件", "14件"), short.to_owned(), "没有收到申请。".to_owned()]
    {
        let written = edited(&text, shown, &new).expect("it can be written");
        assert_eq!(edited(&written, &new, shown).and_then(|back| edited(&back, shown, &new)), Some(written.clone()));
        assert!(written.starts_with(text.split(source).next().expect("the text before")), "{written}");
        assert!(written.ends_with(text.split(source).nth(1).expect("the text after")), "{written}");
    }
}

#[test]
fn words_that_look_like_markup_are_escaped_or_kept() {
    for (new, written) in [
        ("1.收到3*4=12件。", "1.收到3*4=12件。"),
        ("（1）收到12件。", "（1）收到12件。"),
        ("按5 < 6、7 > 6计。", "按5 < 6、7 > 6计。"),
        ("收到*12*件。", r"收到\*12\*件。"),
        ("收到**12件。", r"收到\*\*12件。"),
        ("见[附件](a.html)。", r"见\[附件](a.html)。"),
        ("共12[1]件。", r"共12\[1]件。"),
        ("&nbsp;即空格。", r"\&nbsp;即空格。"),
        (r"分类代码\*为甲。", r"分类代码\\\*为甲。"),
        ("_重要_，请注意。", r"\_重要\_，请注意。"),
        ("- 甲乙丙。", r"\- 甲乙丙。"),
        ("收到<b>12</b>件。", r"收到<b\>12</b\>件。"),
        ("<td>12</td>", r"<td\>12</td\>"),
        ("<!-- 12 -->件", r"<!-- 12 --\>件"),
        ("甲|乙|丙", "甲|乙|丙"),
        ("#甲乙丙。", r"\#甲乙丙。"),
    ] {
        assert_edit(SENTENCE, SENTENCE, new, written);
    }
}

#[test]
fn words_that_no_text_shows_are_refused() {
    for new in ["| 甲 | 乙 |", "■甲乙", "# 甲乙", "【甲乙】", r"甲\"] {
        assert_eq!(edited(CLEAN, SENTENCE, new), None, "{new}");
    }
}

#[test]
fn line_breaks_begin_paragraphs() {
    let new = "收到申请28件。\r\n\n  均已答复。\u{2028}";
    assert_edit(SENTENCE, SENTENCE, new, "收到申请28件。\n\n均已答复。");
    assert_edit("　　甲一。", "甲一。", "甲一。\n乙二。", "　　甲一。\n\n　　乙二。");
    let text = CLEAN.replace("\n\n", "\n");
    let written = edited(&text, SENTENCE, "收到申请28件。\n均已答复。").expect("it can be written");
    assert_eq!(written, text.replacen(SENTENCE, "收到申请28件。\n均已答复。", 1));
}

#[test]
fn a_paragraph_without_an_end_does_not_swallow_the_next_one() {
    let text = with("全年共收到政府信息公开申请28件。\n均已在法定期限内答复。");
    let written = edited(&text, "全年共收到政府信息公开申请28件。", "全年共收到政府信息公开申请共计28件")
        .expect("it can be written");
    assert_eq!(written, with("全年共收到政府信息公开申请共计28件\n\n均已在法定期限内答复。"));
}

#[test]
fn an_empty_paragraph_is_deleted_with_its_lines() {
    let written = edited(&with("- **收到**28件。\n甲乙。"), "收到28件。", " \n").expect("it can be deleted");
    assert_eq!(written, with("甲乙。"));
}

#[test]
fn headings_are_edited_with_and_without_marks() {
    let text = CLEAN.replacen("（三）政府信息管理情况", "### （三）政府信息管理情况", 1);
    let written = edited(&text, "（三）政府信息管理情况", "（三）信息管理情况").expect("it can be written");
    assert_eq!(written, text.replacen("### （三）政府信息管理情况", "### （三）信息管理情况", 1));
    let wrong = CLEAN.replacen("三、收到和处理", "三、受到和处理", 1);
    let shown = wrong.lines().find(|line| line.starts_with("三、受到")).expect("the heading");
    assert_eq!(edited(&wrong, shown, &shown.replace("受到", "收到")).as_deref(), Some(CLEAN));
    let title = CLEAN.lines().next().expect("the title");
    let written = edited(CLEAN, title, &title.replace("2024", "2025")).expect("it can be written");
    assert_eq!(written, CLEAN.replacen("2024", "2025", 1));
}

#[test]
fn a_paragraph_that_becomes_a_heading_is_written() {
    let text = CLEAN.replacen("（三）政府信息管理情况", "政府信息管理情况", 1);
    assert_eq!(edited(&text, "政府信息管理情况", "（三）政府信息管理情况").as_deref(), Some(CLEAN));
}

#[test]
fn paragraphs_of_published_reports_can_be_edited_and_restored() {
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    for name in ["dongxing-2025.txt", "jianshan-2025.txt", "weibin-2025.md", "xingan-2022.txt", "xingan-2025.txt"] {
        let path = format!("{}/../../tests/reports/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a sample report");
        let shown = shown(&text);
        for (place, words) in words_of(&shown, false) {
            let place = place.expect("a paragraph has a place");
            let changed = edited_at(&text, place, &format!("另{words}，补。")).unwrap_or_else(|| panic!("{words}"));
            let restored = edited_at(&changed, place, words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(letters(&restored), letters(&text), "{words}");
        }
    }
}

#[test]
fn a_cell_is_no_paragraph() {
    let shown = shown(CLEAN);
    let is_paragraph = |place: &usize| words_of(&shown, false).any(|(at, _)| at == Some(*place));
    for place in (0..=shown.places.len()).filter(|place| !is_paragraph(place)) {
        assert!(ParagraphEdit::new(CLEAN, &shown, place, "1").is_none());
    }
}

#[test]
fn a_heading_may_change_how_its_table_is_read() {
    let heading = "三、收到和处理政府信息公开申请情况";
    for separator in ["\n", "  "] {
        let text = CLEAN.replace('\t', separator);
        let wrong = text.replacen(heading, "三、其他", 1);
        let read_words = |text: &str| words_of(&shown(text), true).count();
        assert_ne!(read_words(&wrong), read_words(&text), "the table is read in another way");
        assert_eq!(edited(&wrong, "三、其他", heading), Some(text), "{separator:?}");
    }
}
