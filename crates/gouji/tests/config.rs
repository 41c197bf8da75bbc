//! `gouji.toml` and baselines on the command line.

mod support;

use std::fs;
use std::path::Path;

use support::{Run, check, samples};

/// A report with one doubled word and other findings.
fn report() -> String {
    fs::read_to_string(samples().join("xingan-2022.txt")).expect("the sample is there")
}

struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with the report as each of `names`.
    fn with_reports(names: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        names.iter().for_each(|name| folder.write(name, &report()));
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn check(&self, arguments: &[&str]) -> Run {
        check(self.path(), arguments)
    }

    /// The severities of the reported doubled words, by file.
    fn doubled(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let run = self.check(&[&["--format", "json"], arguments].concat());
        let words = |value: &serde_json::Value| value.as_str().expect("words").replace('\\', "/");
        let findings = run.json();
        let doubled = findings.iter().filter(|finding| finding["rule"] == "repeated-word");
        doubled.map(|finding| (words(&finding["file"]), words(&finding["severity"]))).collect()
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(file, severity)| ((*file).to_owned(), (*severity).to_owned())).collect()
}

#[test]
fn the_nearest_configuration_is_used_and_overrides_match_their_paths() {
    let folder = Folder::with_reports(&["a.txt", "d/b.txt", "d/历年/2019.txt", "e/c.txt"]);
    folder.write("gouji.toml", "rules = { repeated-word = \"off\" }\n");
    folder.write(
        "d/gouji.toml",
        "[rules]\nrepeated-word = \"hint\"\n[[overrides]]\npaths = [\"历年/**\"]\nrules = { repeated-word = \"error\" }\n",
    );
    assert_eq!(folder.doubled(&["."]), pairs(&[("./d/b.txt", "hint"), ("./d/历年/2019.txt", "error")]));
    assert_eq!(folder.doubled(&["a.txt", "--no-config"]), pairs(&[("a.txt", "warning")]));
    assert_eq!(folder.doubled(&["a.txt", "--config", "d/gouji.toml"]), pairs(&[("a.txt", "hint")]));
}

#[test]
fn mistakes_of_a_configuration_are_shown_at_their_place_and_its_reports_are_not_checked() {
    let folder = Folder::with_reports(&["a.txt", "d/b.txt", "d/c.txt"]);
    folder.write("d/gouji.toml", "[rules]\ntitle-form = \"off\"\nrow-labl = \"off\"\n");
    let run = folder.check(&["."]);
    assert_eq!(run.code, Some(2));
    let place = Path::new("d").join("gouji.toml").display().to_string();
    assert!(run.err.contains(&format!("--> {place}:3:1")) && run.err.contains("row-label"), "{}", run.err);
    assert_eq!(run.err.matches("row-labl ").count(), 1, "told once: {}", run.err);
    assert!(run.out.contains("a.txt:17:137") && !run.out.contains("b.txt"), "{}", run.out);
    let absent = folder.check(&["a.txt", "--config", "absent.toml"]);
    assert_eq!((absent.code, absent.err.contains("absent.toml")), (Some(2), true), "{}", absent.err);
    assert_eq!(folder.check(&["a.txt", "--config", "a.toml", "--no-config"]).code, Some(2));
}

#[test]
fn accepted_findings_are_not_reported_and_obsolete_ones_are_counted() {
    let folder = Folder::with_reports(&["a.txt", "d/b.txt"]);
    let written = folder.check(&["--write-baseline", "a.txt"]);
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""), "{}", written.err);
    assert!(written.err.contains("gouji-baseline.json"), "{}", written.err);
    let run = folder.check(&["a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
    assert!(!run.err.contains("不再存在"), "{}", run.err);
    assert_eq!(folder.doubled(&["."]), pairs(&[("./d/b.txt", "warning")]));
    assert_eq!(folder.doubled(&["a.txt", "--no-config"]).len(), 1);
    // Writing the baseline for one report keeps the entries of the other, and removes those of missing files.
    folder.check(&["--write-baseline", "d/b.txt"]);
    assert_eq!(folder.doubled(&["."]), []);
    fs::remove_file(folder.path().join("d/b.txt")).expect("it is there");
    folder.write("a.txt", &report().replace("疫情疫情", "疫情").replace("\n一、", "\n\n一、"));
    let run = folder.check(&["a.txt"]);
    assert!(run.err.contains("有 1 处不再存在"), "{}", run.err);
    folder.check(&["--write-baseline", "a.txt"]);
    let baseline = fs::read_to_string(folder.path().join("gouji-baseline.json")).expect("it is there");
    assert!(!baseline.contains("b.txt") && !baseline.contains("repeated-word"), "{baseline}");
}

#[test]
fn the_configuration_names_the_baseline() {
    let folder = Folder::with_reports(&["d/a.txt"]);
    folder.write("gouji.toml", "baseline = \"accepted.json\"\n");
    let run = folder.check(&["--write-baseline", "d"]);
    assert!(run.err.contains("accepted.json") && !run.err.contains("还没有生效"), "{}", run.err);
    assert_eq!(folder.doubled(&["d"]), []);
    let run = folder.check(&["--write-baseline=other.json", "d"]);
    assert!(run.err.contains("还没有生效") && folder.path().join("other.json").is_file(), "{}", run.err);
    folder.write("accepted.json", "{}");
    let run = folder.check(&["d"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("accepted.json:1:1"), "{}", run.err);
}

#[test]
fn comments_accept_findings_too() {
    let folder = Folder::with_reports(&[]);
    folder.write("a.txt", &format!("<!-- gouji: allow repeated-word -->\n{}", report()));
    assert_eq!(folder.doubled(&["a.txt"]), []);
}

#[test]
fn the_schema_is_printed() {
    let output = support::gouji().arg("schema").output().expect("the binary runs");
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(schema["properties"]["rules"]["$ref"], "#/definitions/rules");
}

#[test]
fn groups_and_words_of_the_configuration_are_followed() {
    let folder = Folder::with_reports(&["a.txt"]);
    folder.write("gouji.toml", "groups = { wording = \"error\" }\n");
    assert_eq!(folder.doubled(&["a.txt"]), pairs(&[("a.txt", "error")]));
    assert_eq!(folder.doubled(&["--ignore", "wording", "a.txt"]), []);
    assert_eq!(folder.doubled(&["--select", "tally,wording", "a.txt"]), pairs(&[("a.txt", "error")]));
    let misspelt = |folder: &Folder| {
        let findings = folder.check(&["--format", "json", "--select", "misspelt-word", "a.txt"]).json();
        let own = findings.iter().filter(|finding| finding["rule"] == "misspelt-word");
        own.map(|finding| finding["message"].as_str().expect("words").to_owned()).collect::<Vec<_>>()
    };
    folder.write("gouji.toml", "");
    assert_eq!(misspelt(&folder), [] as [String; 0]);
    folder.write("gouji.toml", "[words.slips]\n\"统计期限\" = \"统计区间\"\n");
    let found = misspelt(&folder);
    assert!(!found.is_empty() && found.iter().all(|message| message.contains("统计区间")), "{found:?}");
    folder.write("gouji.toml", "[words]\nterms = [\"统计期限\"]\nslips = { \"统计期限\" = \"统计区间\" }\n");
    assert_eq!(misspelt(&folder), [] as [String; 0], "a term is never a slip");
    folder.write("gouji.toml", "[words.slips]\n\"\" = \"统计区间\"\n");
    let run = folder.check(&["a.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("gouji.toml:2:1"), "{}", run.err);
}
