//! Runs the inputs that failed once, and the seed inputs of all targets. The inputs that failed are in
//! `fuzz/regressions`, one folder per target.

use std::fs;
use std::path::Path;

use gouji_properties::{TARGETS, inputs};

fn regressions() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/regressions"))
}

/// A folder with a wrong name would never be read.
#[test]
fn every_folder_belongs_to_a_target() {
    for folder in fs::read_dir(regressions()).expect("it is committed") {
        let name = folder.expect("it can be read").file_name();
        let is_expected = TARGETS.iter().any(|(target, _)| name == **target) || name == "README.md";
        assert!(is_expected, "{} is no target", name.display());
    }
}

#[test]
fn inputs_that_failed_once_pass() {
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
fn seed_inputs_pass() {
    for (target, holds) in TARGETS {
        let inputs = inputs::seeds_of(target);
        assert!(!inputs.is_empty(), "{target} begins with nothing");
        for (number, input) in inputs.iter().enumerate() {
            eprintln!("{target} {number}");
            holds(input);
        }
    }
}

/// Only a release builds the programs, so their whole source is compared.
#[test]
fn every_target_is_a_program() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/targets");
    for (name, _) in TARGETS {
        let source = fs::read_to_string(targets.join(format!("{name}.rs"))).expect(name);
        let target = format!("libfuzzer_sys::fuzz_target!(|data: &[u8]| gouji_properties::{name}::holds(data));");
        assert_eq!(source, format!("#![no_main]\n\n{target}\n"), "{name}");
    }
    assert_eq!(fs::read_dir(targets).expect("it is committed").count(), TARGETS.len());
}
