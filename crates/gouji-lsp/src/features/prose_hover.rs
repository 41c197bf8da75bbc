//! Hover texts of figures that link prose and tables, and the summary on the report's title.

use gouji_core::Message;
use gouji_core::message::Arg;
use gouji_core::report::{Claim, Table, Verdict};
use gouji_core::skeleton::cells_label;
use gouji_core::tally::{self, Check, Outcome};
use gouji_core::text::sentences;

use super::definition::{cell_at, claim_at};
use super::hover::{Block, Hover, Speaker};

/// A figure of the prose: which cells it speaks of, what they say, and whether it agrees.
pub(super) fn claim(speaker: &Speaker<'_>, offset: usize) -> Option<Hover> {
    let report = speaker.report;
    let claim = claim_at(report, offset)?;
    let verdict = report.verdict(claim);
    let reading = claim.readings.get(if let Verdict::Agrees(reading) = verdict { reading } else { 0 })?;
    let def = report.tables.get(claim.table)?.def()?;
    let mut blocks = vec![Block::Title(cells_label(def, reading))];
    let cells = report.claimed_cells(claim.table, reading).unwrap_or_default();
    let told: Vec<_> = reading.iter().zip(&cells).filter_map(|(at, cell)| Some((at, cell.value.number()?))).collect();
    let sum = Arg::Equation(told.iter().map(|(_, value)| *value).collect());
    let verdict = match (verdict, report.claimed_sum(claim.table, reading)) {
        (Verdict::Agrees(_), _) => Message::new("hover-claim-agrees").with("cells", sum),
        (Verdict::Differs, Some(stands)) => {
            let message = Message::new("hover-claim-differs").with("told", claim.figure).with("cells", sum);
            message.with("difference", (claim.figure - stands).abs())
        }
        _ => Message::new("hover-claim-unknown"),
    };
    blocks.push(speaker.text(verdict));
    if told.len() > 1 {
        let line =
            |at, value| Message::new("hover-claim-cell").with("label", cells_label(def, &[at])).with("value", value);
        blocks.push(Block::List(
            told.into_iter().map(|(at, value)| speaker.catalogue.render(&line(*at, value))).collect(),
        ));
    }
    Some(Hover { span: claim.span, blocks })
}

/// The sentences of the prose that tell the cell at `offset`.
pub(super) fn told(speaker: &Speaker<'_>, offset: usize) -> Vec<Block> {
    let told = cell_at(speaker.report, offset).map(|(table, at)| {
        let claims = speaker.report.claims_on(table, at);
        claims.filter_map(|claim| sentence(speaker, claim)).collect::<Vec<String>>()
    });
    match told {
        Some(told) if !told.is_empty() => vec![speaker.text(Message::new("hover-told")), Block::List(told)],
        _ => Vec::new(),
    }
}

fn sentence(speaker: &Speaker<'_>, claim: &Claim) -> Option<String> {
    let paragraph = speaker.report.paragraphs.iter().find(|paragraph| paragraph.span.contains(claim.span))?;
    let sentence =
        sentences(paragraph.words()).into_iter().find(|found| paragraph.place(*found).contains(claim.span))?;
    let message = Message::new(match speaker.report.verdict(claim) {
        Verdict::Agrees(_) => "hover-told-agrees",
        Verdict::Differs => "hover-told-differs",
        Verdict::Unknown => "hover-told-unknown",
    });
    Some(speaker.catalogue.render(&message.with("sentence", sentence.of(paragraph.words()).trim())))
}

/// The report's title: which tables were read, how their relations turned out, and how the prose agrees.
pub(super) fn summary(speaker: &Speaker<'_>, offset: usize) -> Option<Hover> {
    let report = speaker.report;
    let title = report.title.as_ref().filter(|title| title.span.touches(offset))?;
    let agency = title.agency.clone().unwrap_or_default();
    let year = title.year.map(|year| year.to_string()).unwrap_or_default();
    let name = [agency, year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let defs: Vec<_> = report.tables.iter().filter_map(|table| Some((table, table.def()?))).collect();
    let tables = match defs.is_empty() {
        true => Message::new("hover-summary-no-tables"),
        false => {
            Message::new("hover-summary-tables").with("tables", defs.iter().map(|(_, def)| &def.name).collect::<Arg>())
        }
    };
    // Where nothing is filled in, nothing holds yet.
    let outcome = |table: &Table, check: Check<'_>| match check.is_blank(table) {
        true => Outcome::Unknown,
        false => check.outcome,
    };
    let checks =
        defs.iter().flat_map(|(table, def)| tally::checks(def, table).into_iter().map(|one| outcome(table, one)));
    let checks: Vec<Outcome> = checks.collect();
    let outcomes = |outcome: &Outcome| checks.iter().filter(|found| *found == outcome).count();
    let relations = Message::new("hover-summary-relations").with("holds", outcomes(&Outcome::Holds));
    let relations = relations.with("fails", outcomes(&Outcome::Fails)).with("unknown", outcomes(&Outcome::Unknown));
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| report.verdict(claim)).collect();
    let agree = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Agrees(_))).count();
    let differ = verdicts.iter().filter(|verdict| **verdict == Verdict::Differs).count();
    let claims = Message::new("hover-summary-claims").with("claims", verdicts.len());
    let claims = claims.with("agrees", agree).with("differs", differ);
    let lines = [tables, relations, claims].iter().map(|line| speaker.catalogue.render(line)).collect();
    let mut blocks: Vec<Block> = Some(name).filter(|name| !name.is_empty()).map(Block::Title).into_iter().collect();
    blocks.push(Block::List(lines));
    Some(Hover { span: title.span, blocks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};
    use crate::features::hover::hover;
    use gouji_core::{Catalogue, Locale};

    fn hover_at(needle: &str) -> Hover {
        hover(&report(), None, at(needle, 0), Catalogue::of(Locale::Chinese)).expect("a hover")
    }

    #[test]
    fn a_figure_of_the_prose_tells_its_cells_and_whether_they_agree() {
        let hover = hover_at("3件");
        assert_eq!(hover.span.of(TEXT), "3");
        assert_eq!(hover.blocks[0], Block::Title("一、本年新收政府信息公开申请数量".to_owned()));
        assert_eq!(hover.blocks[1], Block::Text("与表格一致：3".to_owned()));
        assert_eq!(hover_at("2件").blocks[1], Block::Text("与表格不符：正文 2，表格 3 ✗ 差 1".to_owned()));
    }

    #[test]
    fn a_cell_tells_the_sentences_that_repeat_it() {
        let hover = hover_at("3\n三、");
        let told = "“全区共收到政府信息公开申请3件，其中予以公开2件” ✓".to_owned();
        assert!(hover.blocks.contains(&Block::List(vec![told])), "{hover:?}");
    }

    #[test]
    fn the_title_sums_the_report_up() {
        let hover = hover_at("某区2025年");
        assert_eq!(hover.blocks[0], Block::Title("某区 2025".to_owned()));
        let Block::List(lines) = &hover.blocks[1] else { panic!("{hover:?}") };
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2], "正文数字：读懂 2 处，与表格一致 1 处，不符 1 处");
    }
}
