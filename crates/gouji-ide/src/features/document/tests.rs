use gouji_convert::page;
use gouji_lint::Analysis;

use super::*;

/// The view of a web page, and its analysis.
fn view(html: &str) -> (String, PlaceMap, Analysis, DocumentView) {
    let converted = page(html.as_bytes()).expect("it is small");
    let analysis = Analysis::new(&converted.text);
    let view = document_view(&converted.text, &converted.places, analysis.report.as_deref(), CancelToken::never());
    (converted.text, converted.places, analysis, view.expect("nobody cancels it"))
}

/// The cells of the first table: columns, rows and words.
fn cells(view: &DocumentView) -> Vec<Vec<(usize, usize, &str)>> {
    let table = view.blocks.iter().find_map(|block| match block {
        ViewBlock::Table(table) => Some(table),
        ViewBlock::Paragraph(_) => None,
    });
    let cell = |cell: &'_ TableCell| (cell.columns, cell.rows);
    let rows = &table.expect("a table").rows;
    rows.iter().map(|row| row.cells.iter().map(|it| (cell(it).0, cell(it).1, it.text.as_str())).collect()).collect()
}

#[test]
fn merged_cells_cover_their_columns_and_rows() {
    let (.., view) = view(
        "<table><tr><td colspan=2 rowspan=2>甲<td>乙<td rowspan=3>丙<tr><td>1<tr><td>2<td>3<td>4<tr><td>5<td colspan=3>6</table>",
    );
    assert_eq!(
        cells(&view),
        [
            vec![(2, 2, "甲"), (1, 1, "乙"), (1, 3, "丙")],
            vec![(1, 1, "1")],
            vec![(1, 1, "2"), (1, 1, "3"), (1, 1, "4")],
            vec![(1, 1, "5"), (3, 1, "6")],
        ]
    );
}

#[test]
fn cells_do_not_cover_rows_that_do_not_exist() {
    let (.., view) = view("<table><tr><td rowspan=0>甲<td>1<tr><td>2</table>");
    assert_eq!(cells(&view), [vec![(1, 2, "甲"), (1, 1, "1")], vec![(1, 1, "2")]]);
}

/// The same table in a Word document marks each continued cell.
#[test]
fn continued_cells_extend_the_cell_above() {
    let text = "甲\t\t乙\n\t\t1\n丙\t2\t3\n";
    let mut builder = Vec::new();
    for (row, column, words, columns, merge) in [
        (1, 1, "甲", 2, None),
        (1, 3, "乙", 1, None),
        (2, 1, "", 2, Some(gouji_convert::Merge::Continues)),
        (2, 3, "1", 1, None),
        (3, 1, "丙", 1, Some(gouji_convert::Merge::Continues)),
        (3, 2, "2", 1, None),
        (3, 3, "3", 1, None),
    ] {
        let start = text.find(words).unwrap_or_default();
        let place = Place::Cell { table: 1, row, column, page: None };
        let span = Span::new(start, start + words.len());
        builder.push(Words { index: builder.len(), place, merge, span, end: span.end, columns });
    }
    let view = DocumentView { blocks: vec![ViewBlock::Table(table::table(text, &builder))], ..DocumentView::default() };
    // The last row has other columns, so nothing above it can be extended.
    assert_eq!(
        cells(&view),
        [vec![(2, 2, "甲"), (1, 1, "乙")], vec![(1, 1, "1")], vec![(1, 1, "丙"), (1, 1, "2"), (1, 1, "3")]]
    );
}

const REPORT: &str = "<h1>青山县2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>加强加强培训。</p>";

#[test]
fn a_finding_has_its_paragraph_and_its_words() {
    let (_, places, analysis, view) = view(REPORT);
    let at = analysis.findings.iter().position(|finding| finding.rule == "repeated-word").expect("a finding");
    let found = view.locate(analysis.findings[at].span).expect("a place");
    assert_eq!(found.place, Place::Paragraph { number: 3, page: None });
    assert_eq!(places.iter().nth(found.index), Some((found.start, found.place)));
    assert_eq!(found.words, analysis.findings[at].span);
    let levels = view.blocks.iter().map(|block| match block {
        ViewBlock::Paragraph(paragraph) => (paragraph.heading, paragraph.text.as_str()),
        ViewBlock::Table(_) => panic!("it has no table"),
    });
    assert_eq!(
        levels.collect::<Vec<_>>(),
        [(Some(1), "青山县2024年政府信息公开工作年度报告"), (Some(2), "一、总体情况"), (None, "加强加强培训。")]
    );
}

#[test]
fn a_view_is_bounded_and_findings_after_its_end_have_no_place() {
    let rest = "<p>x".repeat(MAX_PLACES);
    let (.., analysis, view) = view(&format!("{REPORT}{rest}<p>加强加强培训。"));
    assert!(view.is_cut);
    assert_eq!(view.blocks.len(), MAX_PLACES);
    let findings = analysis.findings.iter().filter(|finding| finding.rule == "repeated-word");
    let places: Vec<bool> = findings.map(|finding| view.locate(finding.span).is_some()).collect();
    assert_eq!(places, [true, false]);
}

#[test]
fn rows_and_cells_without_a_place_are_bounded() {
    let html = format!("<table><tr>{}{}</table>", "<td rowspan=0>x<td>".repeat(60), "<tr>".repeat(8_000) + "<td>1");
    let (.., view) = view(&html);
    let cells: usize = cells(&view).iter().map(Vec::len).sum();
    assert!(cells <= 2 * MAX_PLACES, "{cells}");
}

#[test]
fn a_cancelled_view_stops() {
    let converted = page(REPORT.as_bytes()).expect("it is small");
    let analysis = Analysis::new(&converted.text);
    let cancelled = std::sync::atomic::AtomicBool::new(true);
    let view =
        document_view(&converted.text, &converted.places, analysis.report.as_deref(), CancelToken::new(&cancelled));
    assert_eq!(view, Err(Cancelled));
}
