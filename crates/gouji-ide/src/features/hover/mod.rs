//! The hover text at a place: what a section, a row or a column contains, and whether a figure satisfies its relations.

mod basis;
mod claims;
mod text;

use gouji_edition::TableDef;
use gouji_edition::blank_form::{column_label, full_label};
use gouji_l10n::{Arg, Bilingual as Words, Catalogue, Message, msg};
use gouji_lint::tally::{self, CellRef, Check, Outcome};
use gouji_report::years::{HandedOn, handed_on};
use gouji_report::{Cell, Report, Table, TableRow};
use gouji_text::Span;

use super::citations;
use super::text_cells::cell_name;
pub use basis::with_basis;
use text::HoverWriter;
pub use text::{Hover, HoverBlock};

/// The hover text at `offset`. `last_year` is last year's report, if it is known.
pub fn hover(report: &Report, last_year: Option<&Report>, offset: usize, catalogue: &Catalogue) -> Option<Hover> {
    let writer = HoverWriter { report, last_year, catalogue };
    let citation = || citations::hover(report, offset, catalogue);
    let prose = || claims::claim(&writer, offset).or_else(citation).or_else(|| claims::summary(&writer, offset));
    prose().or_else(|| writer.section(offset)).or_else(|| {
        let table = report.tables.iter().find(|table| table.span.touches(offset))?;
        let def = report.table_def(table)?;
        writer.row(table, def, offset).or_else(|| writer.header(table, def, offset))
    })
}

/// The explanations that the official form gives for a part of the report.
struct HoverEntry<'a> {
    explain: Option<&'a Words>,
    mistakes: Option<&'a Words>,
    basis: Option<&'a Words>,
}

impl HoverWriter<'_> {
    fn section(&self, offset: usize) -> Option<Hover> {
        let mut headings =
            self.report.sections.iter().filter_map(|found| Some((found, self.report.heading_of(found)?)));
        let (section, heading) = headings.find(|(_, heading)| heading.span.touches(offset))?;
        let def = self.report.section_def(section)?;
        let entry = HoverEntry { explain: Some(&def.explain), mistakes: None, basis: Some(&def.basis) };
        Some(self.entry(heading.span, def.title.to_string(), &entry))
    }

    fn row(&self, table: &Table, def: &'static TableDef, offset: usize) -> Option<Hover> {
        let row = table.rows.iter().find(|row| row.span.touches(offset))?;
        if let Some(cell) = row.cells.iter().find(|cell| cell.span.touches(offset)) {
            return self.figure(table, def, row, cell);
        }
        let label = row.label.as_ref().filter(|label| label.span.touches(offset))?;
        match (row.def(def), row.group) {
            (Some(row), _) => {
                let entry = HoverEntry {
                    explain: Some(&row.explain),
                    mistakes: row.mistakes.as_ref(),
                    basis: row.basis.as_ref(),
                };
                Some(self.entry(label.span, full_label(def, row), &entry))
            }
            (None, Some(id)) => self.group(def, label.span, id),
            (None, None) => None,
        }
    }

    fn header(&self, table: &Table, def: &TableDef, offset: usize) -> Option<Hover> {
        if let Some(label) = table.header.iter().find(|label| label.span.touches(offset)) {
            let column = def.columns.get(label.column)?;
            let entry = HoverEntry {
                explain: Some(&column.explain),
                mistakes: column.mistakes.as_ref(),
                basis: column.basis.as_ref(),
            };
            return Some(self.entry(label.span, column_label(def, label.column), &entry));
        }
        let (span, id) = table.groups.iter().find(|(span, _)| span.touches(offset))?;
        self.group(def, *span, id)
    }

    fn group(&self, def: &TableDef, span: Span, id: &str) -> Option<Hover> {
        let group = def.row_groups.iter().chain(def.column_groups.iter()).find(|group| group.id == id)?;
        let entry = HoverEntry { explain: group.explain.as_ref(), mistakes: None, basis: group.basis.as_ref() };
        Some(self.entry(span, group.label.to_string(), &entry))
    }

    fn entry(&self, span: Span, title: String, entry: &HoverEntry<'_>) -> Hover {
        let locale = self.catalogue.locale();
        let mut blocks = vec![HoverBlock::Title(title)];
        blocks.extend(entry.explain.map(|explain| HoverBlock::Text(explain.get(locale).to_owned())));
        blocks.extend(entry.mistakes.map(|mistakes| self.text(msg::HoverMistakes { mistakes })));
        blocks.extend(entry.basis.map(|basis| self.text(msg::HoverBasis { basis })));
        Hover { span, blocks }
    }

    fn figure(&self, table: &Table, def: &'static TableDef, row: &TableRow, cell: Cell) -> Option<Hover> {
        let column = cell.column?;
        let known = row.def(def);
        let title = cell_name(self.catalogue, def, known, column);
        let mut blocks = vec![HoverBlock::Title(title)];
        blocks
            .extend(cell.value.number().map(|value| self.text(msg::HoverFigure { value, unit: def.unit_of(column) })));
        if let Some(row) = row.row {
            let here = CellRef { row, column };
            blocks.extend(self.last_year(table, here, cell));
            let checks = tally::checks(def, table);
            let relations: Vec<String> =
                checks.iter().filter(|check| check.involves(here)).map(|check| self.relation(table, check)).collect();
            blocks.extend((!relations.is_empty()).then_some(HoverBlock::List(relations)));
        }
        blocks.extend(claims::sentences_about(self, cell.span.start));
        blocks.extend(known.map(|known| HoverBlock::Text(known.explain.get(self.catalogue.locale()).to_owned())));
        Some(Hover { span: cell.span, blocks })
    }

    /// The figure of last year's report that this cell carries over.
    fn last_year(&self, table: &Table, here: CellRef, cell: Cell) -> Option<HoverBlock> {
        let HandedOn { row, figure: expected, .. } = handed_on(table, here, self.last_year?)?;
        Some(match cell.value.number() {
            Some(own) if own == expected => self.text(msg::HoverLastYearAgrees { row, expected }),
            Some(own) => self.text(msg::HoverLastYearDiffers { row, expected, difference: (own - expected).abs() }),
            None => self.text(msg::HoverLastYear { row, expected }),
        })
    }

    fn relation(&self, table: &Table, check: &Check<'_>) -> String {
        let relation = &check.relation.statement;
        let left = tally::addends(check.addends, table);
        let message: Message = match (&check.outcome, check.left, check.right) {
            _ if check.is_blank(table) => msg::HoverBlank { relation }.into(),
            (Outcome::Holds, ..) => {
                let (left, right) = (Arg::Sum(left), Arg::Sum(tally::addends(check.equals, table)));
                match check.has_blank(table) {
                    true => msg::HoverHoldsBlank { relation, left, right }.into(),
                    false => msg::HoverHolds { relation, left, right }.into(),
                }
            }
            (Outcome::Fails, Some(sum), Some(found)) => {
                let (left, difference) = (Arg::Equation(left), (sum - found).abs());
                msg::HoverFails { relation, left, found, difference }.into()
            }
            _ if check.cells().any(|at| table.cell(at.row, at.column).is_none()) => {
                msg::HoverLacking { relation }.into()
            }
            _ => msg::HoverUnknown { relation }.into(),
        };
        self.catalogue.render(&message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};
    use gouji_l10n::Locale;
    use gouji_lint::Analysis;

    fn hover_at(needle: &str, nth: usize) -> Option<Hover> {
        hover(&report(), None, at(needle, nth), Catalogue::for_locale(Locale::Chinese))
    }

    fn title(hover: &Hover) -> &str {
        match hover.blocks.first() {
            Some(HoverBlock::Title(title)) => title,
            other => panic!("no title: {other:?}"),
        }
    }

    #[test]
    fn a_heading_has_an_explanation_and_a_legal_basis() {
        let hover = hover_at("三、收到", 0).expect("a hover");
        assert_eq!(title(&hover), "收到和处理政府信息公开申请情况");
        assert_eq!(hover.span.slice(TEXT), "三、收到和处理政府信息公开申请情况");
        assert!(matches!(hover.blocks.last(), Some(HoverBlock::Text(basis)) if basis.starts_with("依据：")));
    }

    #[test]
    fn labels_of_rows_and_columns_have_explanations() {
        assert_eq!(title(&hover_at("（一）予以公开", 0).expect("a hover")), "（一）予以公开");
        assert_eq!(title(&hover_at("科研机构", 0).expect("a hover")), "法人或其他组织·科研机构");
    }

    #[test]
    fn labels_of_groups_next_to_a_row_have_explanations() {
        let hover = hover_at("三、本年度办理结果", 0).expect("a hover");
        assert_eq!(title(&hover), "三、本年度办理结果");
    }

    #[test]
    fn a_figure_has_its_row_its_column_and_its_relations() {
        let hover = hover_at("2\t0\t0", 0).expect("a hover");
        assert_eq!(title(&hover), "（一）予以公开 × 自然人");
        let Some(HoverBlock::List(relations)) = hover.blocks.get(2) else { panic!("no relations: {hover:?}") };
        assert!(relations.iter().any(|line| line.contains("2＋0＋0＋0＋0＋0＝2，表中是 3 ✗ 差 1")), "{relations:?}");
    }

    #[test]
    fn a_relation_that_holds_is_marked() {
        let hover = hover_at("3\t0\t0", 0).expect("a hover");
        let Some(HoverBlock::List(relations)) = hover.blocks.get(2) else { panic!("no relations: {hover:?}") };
        assert!(relations.iter().any(|line| line.ends_with("3＋0＋0＋0＋0＋0＝3 ✓")), "{relations:?}");
    }

    /// The hover text at `needle`, in the fixture with `row` as its first row of figures.
    fn hover_in(row: &str, last: Option<&str>, needle: &str) -> Hover {
        let own = "一、本年新收政府信息公开申请数量\t\t3\t0\t0\t0\t0\t0\t3\n";
        assert!(TEXT.contains(own));
        let with = |row: &str| TEXT.replace(own, row);
        let read = |text: &str| Analysis::new(text).report.expect("a report");
        let (this, last) = (with(row), last.map(|row| read(&with(row))));
        let offset = this.find(needle).expect("the needle is there");
        hover(&read(&this), last.as_deref(), offset, Catalogue::for_locale(Locale::Chinese)).expect("a hover")
    }

    #[test]
    fn blank_cells_are_not_zeros() {
        let blank = hover_in("一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t\t\n", None, "\t\t\t\t\t\t\n");
        let Some(HoverBlock::List(relations)) = blank.blocks.get(1) else { panic!("no relations: {blank:?}") };
        assert!(relations.iter().any(|line| line.ends_with("各格都还空白，未核对")), "{relations:?}");
        assert!(!relations.iter().any(|line| line.contains('✓')), "{relations:?}");
        let some = hover_in("一、本年新收政府信息公开申请数量\t\t3\t\t\t\t\t\t3\n", None, "3\t\t\t\t\t\t3");
        let Some(HoverBlock::List(relations)) = some.blocks.get(2) else { panic!("no relations: {some:?}") };
        assert!(relations.iter().any(|line| line.ends_with("＝3 ✓（空白按 0 计）")), "{relations:?}");
    }

    #[test]
    fn a_figure_that_was_carried_over_has_last_years_figure() {
        let over = "四、结转下年度继续办理\t\t\t2\t0\t0\t0\t0\t0\t2\n";
        let row = |figure: &str| format!("二、上年结转政府信息公开申请数量\t\t{figure}\t0\t0\t0\t0\t0\t2\n");
        for (figure, text) in [
            ("2", "上年报告“四、结转下年度继续办理”是 2，与这一格一致 ✓"),
            ("1", "上年报告“四、结转下年度继续办理”是 2，与这一格不一致 ✗ 差 1"),
            ("", "上年报告“四、结转下年度继续办理”是 2"),
        ] {
            let needle = format!("{figure}\t0\t0\t0\t0\t0\t2");
            let hover = hover_in(&row(figure), Some(over), &needle);
            assert!(hover.blocks.contains(&HoverBlock::Text(text.to_owned())), "{hover:?}");
        }
    }

    #[test]
    fn prose_without_figures_has_no_hover_text() {
        assert_eq!(hover_at("按要求", 0), None);
    }

    #[test]
    fn no_offset_panics() {
        let (report, catalogue) = (report(), Catalogue::for_locale(Locale::English));
        for offset in 0..TEXT.len() + 9 {
            let _ = hover(&report, Some(&report), offset, catalogue);
        }
    }
}
