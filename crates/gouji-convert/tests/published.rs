//! The published blank form is read as the blank official tables.

use std::path::{Path, PathBuf};

use gouji_convert::{Place, word};
use gouji_lint::extract::{Certainty, Extract};
use gouji_lint::{Analysis, Severity};
use gouji_report::{Lines, Report};

/// A file of the reference material: `shared` is a sibling of the repository or of one of its parent folders.
fn shared(name: &str) -> Option<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let path = above.find_map(|folder| Some(folder.join("shared").join(name)).filter(|path| path.exists()));
    if path.is_none() {
        println!("skipped: shared/{name} is not on this machine");
    }
    path
}

#[test]
fn the_published_form_has_the_blank_official_tables() {
    let Some(path) = shared("reports/published/blank-template.docx") else { return };
    let converted = word(&std::fs::read(path).expect("the form")).expect("the form");
    // The form's own title says that it is a template.
    let text = converted.text.replace("格式模板", "");
    let report = Report::read(&text, &Lines::parse(&text)).expect("a report");
    let extract = Extract::new(&report, &text);
    let sizes: Vec<_> = extract.tables.iter().map(|table| (&*table.def.id, table.slots.len())).collect();
    assert_eq!(sizes, [("documents", 10), ("applications", 175), ("disputes", 15)]);
    for table in &extract.tables {
        assert!(table.unplaced.is_empty(), "{}", table.def.id);
        let read = table.slots.iter().find(|slot| slot.certainty != Certainty::Blank);
        assert!(read.is_none(), "{}: {read:?}", table.def.id);
    }
    let cell = |words: &str| converted.places.place(converted.text.find(words).expect("a label"));
    assert_eq!(cell("（七）总计"), Some(Place::Cell { table: 2, row: 27, column: 2, page: None }));
    assert_eq!(cell("复议后起诉"), Some(Place::Cell { table: 3, row: 2, column: 11, page: None }));
    let errors: Vec<_> =
        Analysis::new(&text).findings.into_iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}
