//! Compares sentences of the prose with the tables. Some sentences must be linked to their cells, others must not.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use gouji_edition::CellRef;
use gouji_lint::{Analysis, Finding};
use gouji_report::{Table, Verdict};
use gouji_testkit::{BLANK_SILENT, CLEAN, PROSE_READ, PROSE_SILENT, SUMS_SILENT, SUMS_WRONG, clean_but};
use gouji_text::Span;

/// The sentence about publication in the clean report.
const PUBLICATION: &str = "全年通过政府网站发布信息600条，其中政策文件100条、工作动态300条、其他信息200条。";

/// The paragraph of the clean report that a sentence replaces.
const PARAGRAPH: &str = "2024年，全县共收到政府信息公开申请28件，其中予以公开13件，均在法定期限内答复。";

fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Kinds of sentences of which many are read and many are silent: the comment above the sentences that are read, and the traps.
const KINDS: [(&str, &[&str]); 5] = [
    ("A body that is only the basis of a rule.", &["依据"]),
    ("All channels together.", &["全部渠道"]),
    ("Denials.", &["否认", "零申请", "零结转", "零复议", "无", "全部办结"]),
    ("Units, brackets and marks.", &["单位", "件次", "括号", "标记"]),
    (PARTS, &["整体", "嵌套", "来源", "未知部分"]),
];

/// The comment above sentences with parts.
const PARTS: &str = "Parts of the figure whose total they make.";

/// The comment above sentences whose figures are totals of rows.
const ROW_TOTALS: &str = "Row totals, which may be blank.";

/// The sentences between the comment `heading` and the next one.
fn under<'a>(source: &'a str, heading: &str) -> Vec<&'a str> {
    let after = source.lines().skip_while(|line| line.strip_prefix("# ") != Some(heading)).skip(1);
    after.take_while(|line| !line.starts_with('#')).collect()
}

#[test]
fn every_kind_has_forty_sentences_and_sixty_traps() {
    let traps =
        |names: &[&str]| lines(PROSE_SILENT).filter(|line| names.contains(&line.split_once(" | ").unwrap().0)).count();
    let mut kinds: Vec<(&str, usize, usize)> =
        KINDS.iter().map(|(heading, names)| (*heading, under(PROSE_READ, heading).len(), traps(names))).collect();
    kinds.push(("Sums.", lines(SUMS_WRONG).count(), lines(SUMS_SILENT).count()));
    kinds.push((ROW_TOTALS, under(PROSE_READ, ROW_TOTALS).len(), lines(BLANK_SILENT).count()));
    for (kind, read, silent) in kinds {
        assert!(read >= 40 && silent >= 60, "{kind} {read} read, {silent} silent");
    }
}

fn narrative(text: &str) -> Vec<Finding> {
    Analysis::new(text).findings.into_iter().filter(|finding| finding.rule.starts_with("narrative-")).collect()
}

#[test]
fn misleading_sentences_give_no_finding() {
    let mut failures = Vec::new();
    assert!(lines(PROSE_SILENT).count() >= 200);
    for line in lines(PROSE_SILENT) {
        let (trap, sentence) = line.split_once(" | ").unwrap();
        let text = clean_but(PARAGRAPH, sentence);
        let found: Vec<_> =
            narrative(&text).iter().map(|finding| (finding.rule, finding.span.slice(&text).to_owned())).collect();
        if !found.is_empty() {
            failures.push(format!("{trap}: {sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn totals_that_their_parts_contradict_are_found() {
    let mut failures = Vec::new();
    assert!(lines(SUMS_WRONG).count() >= 40);
    for line in lines(SUMS_WRONG) {
        let (total, sentence) = line.split_once(" | ").unwrap();
        let text = clean_but(PUBLICATION, sentence);
        let found: Vec<_> =
            narrative(&text).iter().map(|finding| (finding.rule, finding.span.slice(&text).to_owned())).collect();
        if found != [("narrative-sum", total.to_owned())] {
            failures.push(format!("{sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn totals_that_may_be_right_give_no_finding() {
    let mut failures = Vec::new();
    assert!(lines(SUMS_SILENT).count() >= 60);
    for line in lines(SUMS_SILENT) {
        let (trap, sentence) = line.split_once(" | ").unwrap();
        let text = clean_but(PUBLICATION, sentence);
        let found: Vec<_> = narrative(&text).iter().map(|finding| finding.span.slice(&text).to_owned()).collect();
        if !found.is_empty() {
            failures.push(format!("{trap}: {sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_sum_of_huge_parts_does_not_panic() {
    let huge = "79228162514264337593543950335";
    let parts = format!("其中自然人申请{huge}件、法人或其他组织申请{huge}件。");
    for sentence in ["收到政府信息公开申请28件，办结29件，", "收到政府信息公开申请28件，"] {
        let analysis = Analysis::new(&clean_but(PARAGRAPH, &format!("{sentence}{parts}")));
        assert!(analysis.report.is_some() && analysis.failed.is_empty(), "{sentence}");
    }
}

/// A sentence without its marks, and the marked places: byte offset, figure and cells of each.
fn marked(line: &str) -> (String, Vec<(usize, String, String)>) {
    let (mut sentence, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('[') {
        let (mark, after) = marked.split_once(']').unwrap();
        let (figure, cells) = mark.split_once('|').unwrap();
        sentence.push_str(before);
        marks.push((sentence.len(), figure.to_owned(), cells.to_owned()));
        sentence.push_str(figure);
        rest = after;
    }
    (sentence + rest, marks)
}

/// The cells in the words of the fixture, in any order: `row`, `row/column`, `@group` or a column of table 4.
fn cells(table: &Table, words: &str) -> Vec<CellRef> {
    let def = table.def().unwrap();
    let mut found = Vec::new();
    for words in words.split('+') {
        let (rows, column) = words.split_once('/').unwrap_or((words, "total"));
        let in_group = |id: &str| -> Vec<String> {
            def.rows.iter().filter(|row| row.group.as_deref() == Some(id)).map(|row| row.id.to_string()).collect()
        };
        let (rows, column) = match def.column_index(words) {
            Some(_) if def.id == "disputes" => (vec!["cases".to_owned()], words),
            _ => (rows.strip_prefix('@').map_or_else(|| vec![rows.to_owned()], in_group), column),
        };
        let columns: Vec<usize> = def
            .columns
            .iter()
            .enumerate()
            .filter(|(_, found)| match column {
                "organisations" => found.group.is_some(),
                _ => found.id == column,
            })
            .map(|(at, _)| at)
            .collect();
        for row in rows {
            let row = def.row_index(&row).unwrap_or_else(|| panic!("{words}"));
            found.extend(columns.iter().map(|column| CellRef { row, column: *column }));
        }
    }
    found.sort();
    found
}

#[test]
fn sentences_are_read_with_their_cells() {
    let mut failures = Vec::new();
    assert!(lines(PROSE_READ).count() >= 150);
    for line in lines(PROSE_READ) {
        let (sentence, marks) = marked(line);
        assert!(!marks.is_empty(), "{line}");
        let text = clean_but(PARAGRAPH, &sentence);
        let start = text.find(&sentence).unwrap();
        let report = Analysis::new(&text).report.unwrap();
        let claims: Vec<_> = report
            .claims
            .iter()
            .map(|claim| {
                let mut cells = claim.readings[0].clone();
                cells.sort();
                (claim.span.start, claim.span.slice(&text).to_owned(), claim.table, cells)
            })
            .collect();
        let expected: Vec<_> = marks
            .iter()
            .map(|(at, figure, words)| {
                let table = ["applications", "disputes", "documents"]
                    .iter()
                    .position(|id| {
                        let def = report.table(id).unwrap().def().unwrap();
                        let first = words.split(['+', '/']).next().unwrap();
                        def.row_index(first).is_some()
                            || first.starts_with('@')
                            || *id == "disputes" && def.column_index(first).is_some()
                    })
                    .unwrap();
                let id = ["applications", "disputes", "documents"][table];
                let at_table = report.tables.iter().position(|table| table.def().unwrap().id == id).unwrap();
                (start + at, figure.clone(), at_table, cells(&report.tables[at_table], words))
            })
            .collect();
        if claims != expected {
            let short = |list: &[(usize, String, usize, Vec<CellRef>)]| {
                list.iter()
                    .map(|(_, figure, _, cells)| format!("{figure}:{}", cells.len()))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let statements: Vec<_> = report.claims.iter().map(|claim| claim.statement).collect();
            failures.push(format!("{line}\n   read {} {statements:?} expected {}", short(&claims), short(&expected)));
            continue;
        }
        for (claim, (at, figure, cells)) in report.claims.iter().zip(&marks) {
            let digits = figure.starts_with(|c: char| c.is_ascii_digit());
            let is_part = cells.contains('/');
            let right = report.verdict(claim);
            if !claim.denial && right != Verdict::Agrees(0) {
                failures.push(format!("{line}\n   {figure}: {right:?}"));
            }
            if !claim.denial && digits {
                let wrong = format!("{}7{figure}{}", &sentence[..*at], &sentence[at + figure.len()..]);
                let text = clean_but(PARAGRAPH, &wrong);
                let found: Vec<_> = narrative(&text)
                    .iter()
                    .map(|finding| (finding.rule, finding.span.slice(&text).to_owned()))
                    .filter(|(_, place)| place.starts_with(|c: char| c.is_ascii_digit()))
                    .collect();
                let expected = ("narrative-mismatch", format!("7{figure}"));
                // Parts that do not make their whole may belong to another figure.
                let is_right = match under(PROSE_READ, PARTS).contains(&line) {
                    true => is_part || found.contains(&expected),
                    false => found == [expected],
                };
                if !is_right {
                    failures.push(format!("{wrong}\n   found {found:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn denials_are_compared() {
    let mut compared = 0;
    for line in lines(PROSE_READ) {
        let (sentence, _) = marked(line);
        let text = clean_but(PARAGRAPH, &sentence);
        let report = Analysis::new(&text).report.unwrap();
        let differing = report.claims.iter().filter(|claim| claim.denial && report.verdict(claim) == Verdict::Differs);
        let differing: Vec<_> = differing.map(|claim| claim.span).collect();
        let found: Vec<_> = narrative(&text).iter().map(|finding| finding.span).collect();
        assert_eq!(found, differing, "{sentence}");
        compared += differing.len();
    }
    assert!(compared > 15, "{compared}");
}

/// A row total that is blank is worked out from its columns. It is never filled from the prose.
#[test]
fn a_blank_row_total_is_compared_as_the_sum_of_its_columns() {
    const ROW: &str = "（一）予以公开\t\t10\t2\t1\t0\t0\t0\t13";
    let text = |row: &str, told: &str| clean_but(PARAGRAPH, &PARAGRAPH.replace("13件", told)).replacen(ROW, row, 1);
    for (row, told, found) in [
        ("（一）予以公开\t\t10\t2\t1\t0\t0\t0\t", "12件", vec!["12"]),
        ("（一）予以公开\t\t10\t2\t1\t0\t0\t0\t", "13件", vec![]),
        // A blank addend could have any figure.
        ("（一）予以公开\t\t10\t\t1\t0\t0\t0\t", "12件", vec![]),
        ("（一）予以公开\t\t\t\t\t\t\t\t", "12件", vec![]),
    ] {
        let text = text(row, told);
        let findings = narrative(&text);
        let places: Vec<&str> = findings.iter().map(|finding| finding.span.slice(&text)).collect();
        assert_eq!(places, found, "{row} {told}");
        assert!(findings.iter().all(|finding| finding.fixes.len() == 1), "{row} {told}");
    }
}

/// Whether the column of a cell is the total of its row.
fn is_row_total(table: &Table, cell: CellRef) -> bool {
    table.def().unwrap().columns[cell.column].id.ends_with("total")
}

#[test]
fn blank_row_totals_are_compared_as_the_sums_of_their_columns() {
    let (mut failures, mut compared) = (Vec::new(), 0);
    for line in lines(PROSE_READ) {
        let (sentence, marks) = marked(line);
        let text = clean_but(PARAGRAPH, &sentence);
        let report = Analysis::new(&text).report.unwrap();
        let mut totals: Vec<Span> = Vec::new();
        for claim in report.claims.iter().filter(|claim| !claim.denial) {
            let table = &report.tables[claim.table];
            let cells = claim.readings[0].iter().filter(|cell| is_row_total(table, **cell));
            totals.extend(cells.map(|cell| table.cell(cell.row, cell.column).unwrap().span));
        }
        totals.sort();
        totals.dedup();
        // The tables are after the prose, so the places of the prose stay.
        let blanked = |text: &str, shift: usize| {
            let mut text = text.to_owned();
            totals.iter().rev().for_each(|total| text.replace_range(total.start + shift..total.end + shift, ""));
            text
        };
        let start = text.find(&sentence).unwrap();
        let found = Analysis::new(&blanked(&text, 0)).report.unwrap();
        if found.claims.len() != report.claims.len() {
            failures.push(format!("{line}\n   {} claims instead of {}", found.claims.len(), report.claims.len()));
            continue;
        }
        for (claim, (at, figure, _)) in found.claims.iter().zip(&marks) {
            let table = &report.tables[claim.table];
            if claim.denial || !claim.readings[0].iter().all(|cell| is_row_total(table, *cell)) {
                continue;
            }
            compared += 1;
            let verdict = found.verdict(claim);
            if verdict != Verdict::Agrees(0) {
                failures.push(format!("{line}\n   {figure}: {verdict:?}"));
            }
            if !figure.starts_with(char::is_numeric) {
                continue;
            }
            let mut wrong = text.clone();
            wrong.insert(start + at, '7');
            let wrong = Analysis::new(&blanked(&wrong, 1)).report.unwrap();
            let claim = wrong.claims.iter().find(|claim| claim.span.start == start + at);
            if claim.is_none_or(|claim| wrong.verdict(claim) != Verdict::Differs) {
                failures.push(format!("{line}\n   7{figure} is not told"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(compared >= 400, "{compared}");
}

#[test]
fn sentences_about_rows_with_blank_cells_give_no_finding() {
    let mut failures = Vec::new();
    for line in lines(BLANK_SILENT) {
        let [trap, label, figures, sentence] = line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let figures: Vec<&str> = figures.split(' ').map(|figure| if figure == "_" { "" } else { figure }).collect();
        let has_label = |row: &&str| match label {
            "表四" => row.starts_with("2\t1\t"),
            _ => row.split('\t').any(|cell| cell.starts_with(label)) && row.contains("\t0\t"),
        };
        let row = CLEAN.lines().find(has_label).unwrap();
        let kept = row.split('\t').count() - figures.len();
        let cells: Vec<&str> = row.split('\t').take(kept).chain(figures).collect();
        let text = clean_but(PARAGRAPH, sentence).replacen(row, &cells.join("\t"), 1);
        let found: Vec<_> = narrative(&text).iter().map(|finding| finding.span.slice(&text).to_owned()).collect();
        if !found.is_empty() {
            failures.push(format!("{trap}: {label} {sentence} {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The figures of a sentence from last year's report are compared, too: the wrong year must not hide a wrong figure.
#[test]
fn a_sentence_with_last_years_year_is_compared() {
    for (sentence, figure, differs) in [
        ("2023年，全县共收到政府信息公开申请27件，其中予以公开13件。", 27, true),
        ("2023年，全县共收到政府信息公开申请28件，其中予以公开13件。", 28, false),
        ("依法办理。2023 年，全县共受理政府信息公开申请29件（含上年度结转4件）。", 29, true),
        ("2054年，全县共收到政府信息公开申请27件。", 27, true),
        // The sentence is not about a whole year, but the figure is this year's.
        ("2023年，全县收到政府信息公开申请28件。", 28, false),
    ] {
        let text = clean_but(PARAGRAPH, sentence);
        let analysis = Analysis::new(&text);
        let report = analysis.report.unwrap();
        let claim = report.claims.iter().find(|claim| claim.figure == figure.into()).unwrap();
        assert_eq!(report.verdict(claim) == Verdict::Differs, differs, "{sentence}");
        assert_eq!(report.stale_years.len(), 1, "{sentence}");
        let rules: Vec<&str> = analysis.findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&"year-mismatch"), "{sentence}: {rules:?}");
        assert_eq!(rules.contains(&"narrative-mismatch"), differs, "{sentence}: {rules:?}");
    }
    // A different figure may be last year's, stated on purpose.
    let text = clean_but(PARAGRAPH, "2023年，全县收到政府信息公开申请90件。");
    assert!(Analysis::new(&text).report.unwrap().stale_years.is_empty());
}

/// The region above an agency is another body: 全市 is the city of a county, and a city's own report means itself by it.
#[test]
fn the_region_above_an_agency_is_another_body() {
    for (agency, words, is_own) in [
        ("河东市人民政府", "全市", true),
        ("河东市教育局", "全市", true),
        ("河东市住房和城乡建设局", "全市", true),
        ("镇江市人民政府", "全市", true),
        ("新乡市城市管理局", "全市", true),
        ("河东市行政区划管理办公室", "全市", true),
        ("青山县人民政府", "全县", true),
        ("青山区人民政府", "全区", true),
        ("青山自治区人民政府", "全区", true),
        ("石桥镇人民政府", "全镇", true),
        ("青山县人民政府", "全市", false),
        ("青山县人民政府", "全省", false),
        ("青山县市场监督管理局", "全市", false),
        ("河东市青山区人民政府", "全市", false),
        ("河东市东风街道办事处", "全市", false),
        ("青山县石桥镇人民政府", "全市", false),
        ("青山县石桥镇人民政府", "全县", false),
        ("河东市人民政府", "全省", false),
        ("河东市青山经济开发区管理委员会", "全市", false),
    ] {
        let report = |figure: u32| {
            let sentence = format!("{words}共收到政府信息公开申请{figure}件，结转下年度{figure}件。");
            clean_but(PARAGRAPH, &sentence).replacen("青山县2024年", &format!("{agency}2024年"), 1)
        };
        let differing = narrative(&report(1200)).len();
        assert_eq!(differing, if is_own { 2 } else { 0 }, "{agency} {words}");
        // A figure of the own table is compared, because then the word is wrong.
        let own = Analysis::new(&report(28)).report.unwrap();
        assert!(own.claims.iter().any(|claim| claim.figure == 28.into()), "{agency} {words}");
    }
    // The agency names itself again.
    let text = clean_but(PARAGRAPH, "全市共收到政府信息公开申请1200件，其中我县收到政府信息公开申请27件。");
    assert_eq!(narrative(&text).len(), 1);
}
