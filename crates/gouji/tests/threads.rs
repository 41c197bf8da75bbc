//! The number of threads changes neither the output, nor its order, nor the exit code.

mod support;

use std::fs;

use gouji_testkit::{CLEAN, LAST_CLEAN};
use support::{Run, check, folder, run, samples};
use tempfile::TempDir;

/// Reports of two years and several agencies, texts that are no reports, and unreadable files.
fn reports() -> TempDir {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in ["dongxing-2025.txt", "jianshan-2025.txt", "weibin-2025.md", "xingan-2022.txt", "xingan-2025.txt"] {
        let text = fs::read(samples().join(name)).expect("the sample is there");
        files.extend((0..6).map(|copy| (format!("{copy}/{name}"), text.clone())));
    }
    for (name, text) in [("青山县-2024.txt", LAST_CLEAN), ("青山县-2025.txt", CLEAN)] {
        // Its figures differ from those that last year's report carried over.
        files.push((format!("years/{name}"), text.replace('3', "4").into_bytes()));
    }
    files.push(("notice.txt".into(), "关于放假的通知\n".into()));
    files.push(("binary.txt".into(), b"PK\x03\x04\x00\xFF".to_vec()));
    files.push(("broken/gouji.toml".into(), b"rules = {".to_vec()));
    files.push(("broken/a.txt".into(), fs::read(samples().join("xingan-2022.txt")).expect("the sample is there")));
    folder(&files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect::<Vec<_>>())
}

fn assert_same(one: &Run, many: &Run, what: &str) {
    assert_eq!(one.out, many.out, "{what}");
    assert_eq!(one.err, many.err, "{what}");
    assert_eq!(one.code, many.code, "{what}");
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let folder = reports();
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "junit"] {
        let by = |threads| check(folder.path(), &["--locale", "en", "--format", format, "--threads", threads, "."]);
        let one = by("1");
        assert_eq!(one.code, Some(2), "{}", one.err);
        assert!(one.out.contains("2024") && one.out.contains("5/xingan-2025.txt"), "{format}: {}", one.out);
        for threads in ["2", "7"] {
            assert_same(&one, &by(threads), &format!("{format} by {threads} threads"));
        }
    }
}

#[test]
fn any_number_of_threads_fixes_the_same() {
    let folder = reports();
    let by = |threads| run(folder.path(), &["fix", "--diff", "--locale", "en", "--threads", threads, "."]);
    let one = by("1");
    assert!(one.out.contains("+++ b/"), "{}", one.out);
    assert_same(&one, &by("7"), "fix");
}

#[test]
fn no_thread_is_not_accepted() {
    let run = check(folder(&[]).path(), &["--threads", "0", "."]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--threads"), "{}", run.err);
}
