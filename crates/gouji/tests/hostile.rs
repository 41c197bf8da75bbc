//! Hostile folders on the command line.

mod support;

use std::fs;
use std::path::Path;

use support::{check, folder};

const CLEAN: &[u8] = gouji_testkit::CLEAN.as_bytes();
const BASELINE: &str = "{\"version\": 1, \"files\": {}}";

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

#[test]
fn a_file_that_is_too_large_is_reported_and_not_read() {
    let folder = folder(&[("d/a.txt", CLEAN)]);
    let large = folder.path().join("d/b.txt");
    fs::File::create(&large).and_then(|file| file.set_len((64 << 20) + 1)).expect("a sparse file");
    for path in ["d", "d/b.txt"] {
        let run = check(folder.path(), &["--format=json", path, "d/a.txt"]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert!(run.err.contains("b.txt 超过 64 MiB，没有核对"), "{}", run.err);
        let elements = run.json();
        let element =
            elements.iter().find(|element| element["file"].as_str().is_some_and(|file| file.ends_with("b.txt")));
        assert_eq!(element.expect("it is listed")["reason"], "too-large");
    }
    assert!(check(folder.path(), &["d"]).err.contains("1 个过大的文件"));
}

#[test]
fn writing_a_baseline_overwrites_no_other_file() {
    let files = [
        ("proj/a.txt", CLEAN),
        ("proj/b.txt", CLEAN),
        ("proj/damaged.json", b"<<<<<<< HEAD\n{}"),
        ("bashrc", b"PS1=x\n"),
    ];
    let folder = folder(&files);
    let refused = |target: &str, arguments: &[&str]| {
        let path = folder.path().join(target);
        let before = text(&path);
        let run = check(folder.path(), arguments);
        assert_eq!(run.code, Some(2), "{target}: {}", run.err);
        assert!(run.err.contains(&target.replace("proj/../", "")), "{}", run.err);
        assert_eq!(text(&path), before, "{target}");
        run
    };
    for target in ["proj/b.txt", "proj/damaged.json", "bashrc"] {
        let run = refused(target, &[&format!("--write-baseline={target}"), "proj/a.txt"]);
        assert!(run.err.contains("没有写入") && run.err.contains("移走"), "{}", run.err);
    }
    fs::write(folder.path().join("proj/gouji.toml"), "baseline = \"damaged.json\"\n").expect("a file");
    refused("proj/damaged.json", &["--write-baseline", "proj/a.txt"]);
    fs::write(folder.path().join("proj/gouji.toml"), "baseline = \"../bashrc\"\n").expect("a file");
    let before = text(&folder.path().join("bashrc"));
    let run = check(folder.path(), &["--write-baseline", "proj"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(run.err.contains("应在本配置所在的文件夹内"), "{}", run.err);
    assert_eq!(text(&folder.path().join("bashrc")), before);
}

#[test]
fn a_baseline_outside_the_folder_is_written_if_the_command_line_names_it() {
    let folder = folder(&[("proj/a.txt", CLEAN), ("proj/gouji.toml", b""), ("old.json", BASELINE.as_bytes())]);
    for target in ["new.json", "old.json"] {
        let run = check(folder.path(), &[&format!("--write-baseline={target}"), "proj"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert_ne!(text(&folder.path().join(target)), BASELINE);
    }
}

/// Accepted findings stay for files that must not be looked up.
#[test]
fn names_in_a_baseline_that_lead_elsewhere_are_not_looked_up() {
    let entry = r#"[{"rule": "row-label", "text": "x", "fingerprint": "0", "count": 1}]"#;
    let names = ["../gone.txt", "/gone.txt", "//server/share/gone.txt", "gone.txt"];
    let files = names.map(|name| format!("\"{name}\": {entry}")).join(",");
    let baseline = format!("{{\"version\": 1, \"files\": {{{files}}}}}");
    let folder = folder(&[("a.txt", CLEAN), ("gouji-baseline.json", baseline.as_bytes())]);
    assert_eq!(check(folder.path(), &["--write-baseline", "a.txt"]).code, Some(0));
    let written = text(&folder.path().join("gouji-baseline.json"));
    for (name, stays) in names.into_iter().zip([true, true, true, false]) {
        assert_eq!(written.contains(&format!("\"{name}\"")), stays, "{name}: {written}");
    }
}

#[test]
fn a_configuration_full_of_mistakes_is_reported_in_few_lines() {
    let wrong: String = (0..20_000).map(|number| format!("wrong{number} = 1\n")).collect();
    let folder = folder(&[("a.txt", CLEAN), ("gouji.toml", wrong.as_bytes())]);
    let run = check(folder.path(), &["a.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.len() < 100_000 && run.err.contains("另有 19900 处错误"), "{} bytes", run.err.len());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::process::{Command, Stdio};

    use super::support::{Run, run};

    use super::*;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    }

    /// Runs `gouji check` with limits of time and memory. A run that exceeds them is ended and fails only this test.
    fn bounded(folder: &Path, arguments: &[&str]) -> Run {
        let script = "ulimit -v 4000000; exec timeout 60 \"$@\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_gouji"), "check"]).args(arguments);
        command.env_remove("LANG").env_remove("LC_ALL").env("SECRET_TOKEN", "hunter2");
        let output = command.current_dir(folder).stdin(Stdio::null()).output().expect("it runs");
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[test]
    fn ignore_files_that_are_devices_or_pipes_are_reported_and_the_reports_are_checked() {
        for name in [".gitignore", ".ignore"] {
            for make in [|path: &Path| symlink("/dev/zero", path).expect("a link"), pipe] {
                let folder = folder(&[("a.txt", CLEAN)]);
                make(&folder.path().join(name));
                let run = bounded(folder.path(), &["."]);
                assert_eq!(run.code, Some(0), "{}", run.err);
                assert!(run.err.contains("没有采用") && run.err.contains(name), "{}", run.err);
                assert!(run.err.contains("核对了 1 份报告"), "{}", run.err);
            }
        }
    }

    #[test]
    fn files_that_a_configuration_must_not_name_are_neither_read_nor_quoted() {
        for baseline in ["/proc/self/environ", "/dev/zero", "../secret", "pipe", "link"] {
            let folder = folder(&[("w/a.txt", CLEAN), ("secret", b"SECRET_TOKEN=hunter2\n")]);
            let inside = folder.path().join("w");
            fs::write(inside.join("gouji.toml"), format!("baseline = \"{baseline}\"\n")).expect("a file");
            pipe(&inside.join("pipe"));
            symlink("/proc/self/environ", inside.join("link")).expect("a link");
            for arguments in [&["w"][..], &["--write-baseline", "w"]] {
                let run = bounded(folder.path(), arguments);
                assert_eq!(run.code, Some(2), "{baseline}: {}", run.err);
                assert!(!run.err.contains("hunter2") && !run.err.contains("PATH="), "{}", run.err);
            }
        }
        for name in ["gouji.toml", "gouji-baseline.json"] {
            let folder = folder(&[("a.txt", CLEAN)]);
            symlink("/proc/self/environ", folder.path().join(name)).expect("a link");
            let run = bounded(folder.path(), &["."]);
            assert_eq!(run.code, Some(2), "{}", run.err);
            assert!(run.err.contains(name) && !run.err.contains("hunter2"), "{}", run.err);
        }
        let folder = folder(&[("a.txt", CLEAN)]);
        assert_eq!(bounded(folder.path(), &["--config", "/dev/zero", "a.txt"]).code, Some(2));
    }

    #[test]
    fn a_linked_baseline_stays_a_link() {
        let folder = folder(&[("a.txt", CLEAN), ("d/b.json", BASELINE.as_bytes())]);
        let link = folder.path().join("gouji-baseline.json");
        symlink("d/b.json", &link).expect("a link");
        let run = check(folder.path(), &["--write-baseline", "a.txt"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(link.is_symlink());
        assert_ne!(text(&folder.path().join("d/b.json")), BASELINE);
    }

    #[test]
    fn a_named_pipe_is_refused_and_one_of_the_shell_is_read() {
        let folder = folder(&[("a.txt", CLEAN)]);
        pipe(&folder.path().join("b.txt"));
        let run = bounded(folder.path(), &["a.txt", "b.txt"]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert!(run.err.contains("b.txt 不是普通文件"), "{}", run.err);
        let script = format!("cat a.txt | timeout 60 \"{}\" check /dev/stdin", env!("CARGO_BIN_EXE_gouji"));
        let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn a_link_to_a_report_may_be_named() {
        let folder = folder(&[("d/a.txt", CLEAN), ("w/x", b"")]);
        symlink("../d/a.txt", folder.path().join("w/a.txt")).expect("a link");
        assert_eq!(run(folder.path(), &["check", "w/a.txt"]).code, Some(0));
        symlink("absent.txt", folder.path().join("w/b.txt")).expect("a link");
        assert_eq!(bounded(folder.path(), &["w/b.txt"]).code, Some(2));
    }

    /// A folder with one of each hostile file, and two reports.
    #[test]
    fn a_folder_with_one_of_each_hostile_file_is_checked() {
        let folder = folder(&[("a.txt", CLEAN), ("d/b.txt", CLEAN), ("d/gouji.toml", b"baseline = '/dev/zero'\n")]);
        let at = |name: &str| folder.path().join(name);
        symlink("/dev/zero", at(".gitignore")).expect("a link");
        pipe(&at(".ignore"));
        symlink("/dev/zero", at("zero.txt")).expect("a link");
        pipe(&at("pipe.txt"));
        symlink(".", at("circle")).expect("a link");
        symlink("..", at("d/above")).expect("a link");
        symlink("self", at("self")).expect("a link");
        fs::File::create(at("large.md")).and_then(|file| file.set_len(1 << 33)).expect("a sparse file");
        fs::create_dir(at("folder.txt")).expect("a folder");
        let run = bounded(folder.path(), &["--format=json", "."]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        let status = |name: &str| {
            let elements = run.json();
            let element =
                elements.iter().find(|element| element["file"].as_str().is_some_and(|file| file.ends_with(name)));
            element.map(|element| (element["status"].clone(), element["reason"].clone()))
        };
        let is = |status: &str, reason: Option<&str>| {
            Some((status.into(), reason.map_or(serde_json::Value::Null, Into::into)))
        };
        assert_eq!(status("/a.txt"), is("clean", None));
        assert_eq!(status("b.txt"), is("unread", Some("configuration")));
        assert_eq!(status("zero.txt"), is("unread", Some("link")));
        assert_eq!(status("large.md"), is("unread", Some("too-large")));
        assert_eq!(status("pipe.txt"), None);
    }
}
