//! The hover texts of figures in the prose, the sentences that repeat a cell, and the summary at the title of the report.

use gouji_edition::blank_form::cells_label;
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Claim, Verdict};
use gouji_text::sentences;

use super::text::{Hover, HoverBlock, HoverWriter};
use crate::features::definition::{cell_at, claim_at};
use crate::features::relations::RelationCounts;

/// The hover text of a figure in the prose: the cells that it repeats, their values, and whether the figure agrees.
pub(super) fn claim(writer: &HoverWriter<'_>, offset: usize) -> Option<Hover> {
    let report = writer.report;
    let claim = claim_at(report, offset)?;
    let verdict = report.verdict(claim);
    let reading = claim.readings.get(if let Verdict::Agrees(reading) = verdict { reading } else { 0 })?;
    let def = report.tables.get(claim.table)?.def()?;
    let mut blocks = vec![HoverBlock::Title(cells_label(def, reading))];
    let cells = report.claimed_cells(claim.table, reading).unwrap_or_default();
    let values: Vec<_> = reading.iter().zip(&cells).filter_map(|(at, cell)| Some((at, cell.value.number()?))).collect();
    let sum = Arg::Equation(values.iter().map(|(_, value)| *value).collect());
    let verdict: Message = match (verdict, report.claimed_sum(claim.table, reading)) {
        (Verdict::Agrees(_), _) => msg::HoverClaimAgrees { cells: sum }.into(),
        (Verdict::Differs, Some(sum_of_cells)) => {
            let (told, difference) = (claim.figure, (claim.figure - sum_of_cells).abs());
            msg::HoverClaimDiffers { told, cells: sum, difference }.into()
        }
        _ => msg::HoverClaimUnknown.into(),
    };
    blocks.push(writer.text(verdict));
    if values.len() > 1 {
        let line = |at, value| msg::HoverClaimCell { label: cells_label(def, &[at]), value };
        blocks.push(HoverBlock::List(
            values.into_iter().map(|(at, value)| writer.catalogue.text(line(*at, value))).collect(),
        ));
    }
    Some(Hover { span: claim.span, blocks })
}

/// The sentences of the prose that repeat the cell at `offset`.
pub(super) fn sentences_about(writer: &HoverWriter<'_>, offset: usize) -> Vec<HoverBlock> {
    let found = cell_at(writer.report, offset).map(|(table, at)| {
        let claims = writer.report.claims_on(table, at);
        claims.filter_map(|claim| sentence(writer, claim)).collect::<Vec<String>>()
    });
    match found {
        Some(found) if !found.is_empty() => vec![writer.text(msg::HoverTold), HoverBlock::List(found)],
        _ => Vec::new(),
    }
}

fn sentence(writer: &HoverWriter<'_>, claim: &Claim) -> Option<String> {
    let paragraph = writer.report.paragraphs.iter().find(|paragraph| paragraph.span.contains(claim.span))?;
    let sentence =
        sentences(paragraph.words()).into_iter().find(|found| paragraph.place(*found).contains(claim.span))?;
    let (catalogue, sentence) = (writer.catalogue, sentence.slice(paragraph.words()).trim());
    Some(match writer.report.verdict(claim) {
        Verdict::Agrees(_) => catalogue.text(msg::HoverToldAgrees { sentence }),
        Verdict::Differs => catalogue.text(msg::HoverToldDiffers { sentence }),
        Verdict::Unknown => catalogue.text(msg::HoverToldUnknown { sentence }),
    })
}

/// The hover text of the title: the tables of the report, how many relations hold, and how many figures of the prose agree.
pub(super) fn summary(writer: &HoverWriter<'_>, offset: usize) -> Option<Hover> {
    let report = writer.report;
    let title = report.title.as_ref().filter(|title| title.span.touches(offset))?;
    let agency = title.agency.clone().unwrap_or_default();
    let year = title.year.map(|year| year.to_string()).unwrap_or_default();
    let name = [agency, year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let defs: Vec<_> = report.tables.iter().filter_map(|table| Some((table, table.def()?))).collect();
    let tables: Message = match defs.is_empty() {
        true => msg::HoverSummaryNoTables.into(),
        false => msg::HoverSummaryTables { tables: defs.iter().map(|(_, def)| &def.name).collect::<Arg>() }.into(),
    };
    let mut counts = RelationCounts::default();
    for (table, _) in &defs {
        counts.add(table);
    }
    let relations = counts.message();
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| report.verdict(claim)).collect();
    let agree = verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Agrees(_))).count();
    let differ = verdicts.iter().filter(|verdict| **verdict == Verdict::Differs).count();
    let claims = msg::HoverSummaryClaims { claims: verdicts.len(), agrees: agree, differs: differ };
    let lines = [tables, relations, claims.into()].iter().map(|line| writer.catalogue.render(line)).collect();
    let mut blocks: Vec<HoverBlock> =
        Some(name).filter(|name| !name.is_empty()).map(HoverBlock::Title).into_iter().collect();
    blocks.push(HoverBlock::List(lines));
    Some(Hover { span: title.span, blocks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};
    use crate::features::hover::hover;
    use gouji_l10n::{Catalogue, Locale};

    fn hover_at(needle: &str) -> Hover {
        hover(&report(), None, at(needle, 0), Catalogue::for_locale(Locale::Chinese)).expect("a hover")
    }

    #[test]
    fn a_figure_in_the_prose_has_its_cells_and_whether_they_agree() {
        let hover = hover_at("3件");
        assert_eq!(hover.span.slice(TEXT), "3");
        assert_eq!(hover.blocks[0], HoverBlock::Title("一、本年新收政府信息公开申请数量".to_owned()));
        assert_eq!(hover.blocks[1], HoverBlock::Text("与表格一致：3".to_owned()));
        assert_eq!(hover_at("2件").blocks[1], HoverBlock::Text("与表格不符：正文 2，表格 3 ✗ 差 1".to_owned()));
    }

    #[test]
    fn a_cell_has_the_sentences_that_repeat_it() {
        let hover = hover_at("3\n三、");
        let sentence = "“全区共收到政府信息公开申请3件，其中予以公开2件” ✓".to_owned();
        assert!(hover.blocks.contains(&HoverBlock::List(vec![sentence])), "{hover:?}");
    }

    #[test]
    fn the_title_has_a_summary_of_the_report() {
        let hover = hover_at("某区2025年");
        assert_eq!(hover.blocks[0], HoverBlock::Title("某区 2025".to_owned()));
        let HoverBlock::List(lines) = &hover.blocks[1] else { panic!("{hover:?}") };
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2], "正文数字：读懂 2 处，与表格一致 1 处，不符 1 处");
    }
}
