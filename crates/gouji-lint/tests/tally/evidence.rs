//! Evidence from other places decides between repairs of equal size, and is shown as related places.

use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Finding};
use gouji_testkit::{CLEAN, LAST, LAST_CLEAN, apply, clean_but, findings_with_last_year};
use rand::Rng;

use crate::applications::{OUTCOME, Place, TOTAL, random, report, smallest, with};
use crate::{cases, findings};

/// The clean report, in which 4 件 of （一） are counted as （二）, for natural persons.
fn moved() -> String {
    let text = clean_but("\t\t10\t2\t1", "\t\t6\t2\t1");
    text.replacen("\t\t4\t1\t0", "\t\t8\t1\t0", 1)
}

fn related<'a>(finding: &'a Finding, text: &'a str, id: MessageId) -> Vec<&'a str> {
    finding
        .related
        .iter()
        .filter(|related| related.message.id() == id)
        .map(|related| related.span.slice(text))
        .collect()
}

#[test]
fn prose_decides_which_of_two_pairs_is_wrong() {
    let text = moved();
    let found = Analysis::new(&text).findings;
    assert_eq!(apply(&text, &found[0].fixes[0]), CLEAN, "the prose says 13 for （一）总计, so that is right");
    assert_eq!(related(&found[0], &text, MessageId::TallyClaimWillAgree), ["13"]);

    let silent = text.replace("，其中予以公开13件", "");
    let found = Analysis::new(&silent).findings;
    assert_eq!((found.len(), found[0].fixes.len()), (1, 0));
    assert_eq!(related(&found[0], &silent, MessageId::TallyMoveCandidate), ["6", "13"]);
}

#[test]
fn prose_about_a_wrong_cell_is_no_separate_finding() {
    let text =
        clean_but("\t\t10\t2\t1\t0\t0\t0\t13", "\t\t10\t2\t1\t0\t0\t0\t15").replace("予以公开13件", "予以公开15件");
    let found = Analysis::new(&text).findings;
    assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["tally-mismatch"]);
    assert_eq!(found[0].span.slice(&text), "15");
    assert_eq!(related(&found[0], &text, MessageId::TallyClaimWillDiffer), ["15"]);
    // One cell is the smallest possible repair, so prose cannot change it.
    assert_eq!(found[0].fixes[0].edits[0].text, "13");
}

#[test]
fn prose_about_relations_without_a_located_cell_is_a_related_place() {
    // 自然人 of 一 and 商业企业 of 二 are off by the same, as their mirror images might be.
    let text = clean_but("\t\t\t20\t5", "\t\t\t21\t5").replace("\t\t\t3\t1\t0", "\t\t\t3\t2\t0");
    let found = Analysis::new(&text).findings;
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|finding| finding.message.id() == MessageId::TallyRelation && finding.fixes.is_empty()));
    assert_eq!(related(&found[0], &text, MessageId::TallyClaimAgrees), ["28"]);
    let other = text.replace("申请28件", "申请29件");
    let found = Analysis::new(&other).findings;
    assert!(found.iter().all(|finding| finding.rule == "tally-mismatch"), "{found:?}");
    assert_eq!(related(&found[0], &other, MessageId::TallyClaimDiffers), ["29"]);
}

/// This year's report must carry in the figures that last year's report carried over.
#[test]
fn last_years_report_decides_which_of_two_rows_is_wrong() {
    // One of 商业企业 in the row of what was carried over rather than carried in, or both of 商业企业: the rows hold.
    let text = clean_but("\t\t\t3\t1\t0\t0\t0\t0\t4", "\t\t\t1\t3\t0\t0\t0\t0\t4");
    let found = Analysis::new(&text).findings;
    assert_eq!((found.len(), found[0].fixes.len()), (1, 0), "{found:?}");
    let found = findings_with_last_year(&text, LAST_CLEAN);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(apply(&text, &found[0].fixes[0]), CLEAN);
    let sources: Vec<&str> = found[0].related.iter().filter_map(|related| related.source.as_deref()).collect();
    assert_eq!(sources, [LAST, LAST]);
}

#[test]
fn prose_distinguishes_two_cells_from_their_mirror_image() {
    let mut distinguished = 0;
    for mut chance in cases(100) {
        let table = random(&mut chance);
        // （一） and another row, 总计 and another column: what is wrong there and here could as well be crosswise.
        let (row, column, by) =
            (chance.random_range(3..OUTCOME), chance.random_range(0..TOTAL), chance.random_range(1..4));
        let wrong: [(Place, i64); 2] = [((2, column), by), ((row, TOTAL), -by)];
        let broken = with(table, &wrong);
        if broken[row][TOTAL] < 0 || smallest(&broken, 2).len() != 2 {
            continue;
        }
        let text = report(&broken);
        let found = findings(&text);
        assert!(found.iter().all(|finding| finding.message.id() == MessageId::TallyRelation), "{found:?}");
        let head = "监督保障情况\n\n";
        let sentence =
            format!("{head}共收到政府信息公开申请{}件，其中予以公开{}件。", table[0][TOTAL], table[2][TOTAL]);
        let text = text.replace(head, &sentence);
        assert_eq!(crate::apply_all(&text, &findings(&text)).replace(&sentence, head), report(&table));
        distinguished += 1;
    }
    assert!(distinguished > 10, "{distinguished}");
}
