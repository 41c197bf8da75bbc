//! What fuzzing once found, and what it begins with, in every run. The first lie in `fuzz/regressions`, a folder a target.

use std::fs;
use std::path::Path;

use gouji_properties::{TARGETS, inputs};

fn regressions() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/regressions"))
}

/// A folder under a wrong name would never be looked at.
#[test]
fn every_folder_is_that_of_a_target() {
    for folder in fs::read_dir(regressions()).expect("it is committed") {
        let name = folder.expect("it can be read").file_name();
        let known = TARGETS.iter().any(|(target, _)| name == **target) || name == "README.md";
        assert!(known, "{} is no target", name.display());
    }
}

#[test]
fn what_was_found_once_stays_mended() {
    for (target, holds) in TARGETS {
        let Ok(folder) = fs::read_dir(regressions().join(target)) else { continue };
        for file in folder {
            let path = file.expect("it can be read").path();
            eprintln!("{}", path.display());
            holds(&fs::read(path).expect("it can be read"));
        }
    }
}

#[test]
fn what_fuzzing_begins_with_is_right() {
    for (target, holds) in TARGETS {
        let inputs = inputs::of(target);
        assert!(!inputs.is_empty(), "{target} begins with nothing");
        for (number, input) in inputs.iter().enumerate() {
            eprintln!("{target} {number}");
            holds(input);
        }
    }
}

#[test]
fn every_target_is_a_program() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/targets");
    for (name, _) in TARGETS {
        let source = fs::read_to_string(targets.join(format!("{name}.rs"))).expect(name);
        assert!(source.contains(&format!("{name}::holds")), "{name}");
    }
    assert_eq!(fs::read_dir(targets).expect("it is committed").count(), TARGETS.len());
}
