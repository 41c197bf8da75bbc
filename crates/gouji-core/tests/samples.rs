//! Prints what is found in reports; a scratch test.
use gouji_core::*;
#[test]
fn dump() {
    let Ok(paths) = std::env::var("DUMP") else { return };
    let catalogue = Catalogue::new(Locale::Chinese);
    for path in paths.split_whitespace() {
        let text = std::fs::read_to_string(path).unwrap();
        let analysis = Analysis::of(&text);
        println!("=== {path} report={}", analysis.report.is_some());
        if let Some(report) = &analysis.report {
            if std::env::var("MODEL").is_ok() {
                println!("{:?} {:?}", report.title, report.period);
                for section in &report.sections {
                    println!("section {} line {}", section.def, line(&text, section.span.start));
                }
                for list in &report.lists {
                    println!(
                        "list {:?} {:?}",
                        list.level,
                        list.members
                            .iter()
                            .map(|m| report.headings[*m].span.of(&text).chars().take(12).collect::<String>())
                            .collect::<Vec<_>>()
                    );
                }
                for table in &report.tables {
                    println!(
                        "table {} {:?} header {:?} tears {}",
                        table.def,
                        table.layout,
                        table.header.iter().map(|h| format!("{}={}", h.span.of(&text), h.column)).collect::<Vec<_>>(),
                        table.tears.len()
                    );
                    for row in &table.rows {
                        println!(
                            "  {} {:?} {:?} {:?} {}",
                            line(&text, row.span.start),
                            row.row,
                            row.group,
                            row.label.as_ref().map(|l| (l.span.of(&text), l.quality)),
                            row.cells
                                .iter()
                                .map(|c| format!("{:?}:{}", c.column, c.span.of(&text)))
                                .collect::<Vec<_>>()
                                .join(" ")
                        );
                    }
                }
            }
        }
        for f in &analysis.findings {
            println!(
                "{}:{} {} {} [{}] {:?} {}",
                line(&text, f.span.start),
                line(&text, f.span.end),
                f.severity.name(),
                f.rule,
                f.span.of(&text).chars().take(20).collect::<String>(),
                f.relations,
                catalogue.render(&f.message)
            );
            for r in &f.related {
                println!("      ~ {} {}", line(&text, r.span.start), catalogue.render(&r.message));
            }
            for x in &f.fixes {
                println!(
                    "      > {} {:?}",
                    catalogue.render(&x.title),
                    x.edits
                        .iter()
                        .take(5)
                        .map(|e| (e.span.of(&text), e.text.chars().take(60).collect::<String>()))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
}
fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
