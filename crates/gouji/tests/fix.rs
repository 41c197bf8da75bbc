//! `gouji fix` applies the safe fixes and keeps all other bytes.

mod support;

use std::fs;
use std::path::Path;

use gouji_testkit::CLEAN;

use support::{Run, check, folder, run};

/// The clean report with two labels that `fix` changes, and a wrong figure that it must not change.
fn faulty() -> String {
    let labels = CLEAN.replace("社会公益组织", "公益组织").replace("其他法律行政法规禁止公开", "其他法律法规禁止公开");
    let faulty = labels.replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7");
    assert_ne!(labels, faulty);
    faulty
}

fn fixed() -> String {
    CLEAN.replace("（一）予以公开\t\t10\t2", "（一）予以公开\t\t10\t7")
}

fn fix(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["fix", "--locale", "zh"], arguments].concat())
}

fn read(path: impl AsRef<Path>) -> String {
    String::from_utf8(fs::read(path).expect("a file")).expect("UTF-8")
}

#[test]
fn labels_are_fixed_and_figures_stay() {
    let folder = folder(&[("a.txt", faulty().as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let run = fix(folder.path(), &["."]);
    assert_eq!(run.code, Some(1), "the figure is left to the author: {}", run.err);
    assert_eq!(read(folder.path().join("a.txt")), fixed());
    assert_eq!(read(folder.path().join("b.txt")), CLEAN);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(lines[0].ends_with("a.txt：改正了 2 处"), "{}", lines[0]);
    assert!(lines[1..].iter().all(|line| line.starts_with("  [row-label] 改为“")), "{}", run.out);
    let line = |label| faulty().lines().position(|line| line.contains(label)).expect("it is there") + 1;
    assert!(lines[1].ends_with(&format!("（第 {} 行）", line("\t公益组织"))), "{}", run.out);
    assert!(run.err.contains("2 份报告") && run.err.contains("错误 1 处"), "{}", run.err);
    assert_eq!(fix(folder.path(), &["."]).out, "", "a second run finds nothing to do");
}

#[test]
fn a_repeated_fix_is_listed_once_with_its_lines() {
    let text = fs::read_to_string(support::samples().join("weibin-2025.md")).expect("the sample is there");
    let folder = folder(&[("a.md", text.as_bytes())]);
    let run = fix(folder.path(), &["--dry-run", "a.md"]);
    let changes: Vec<&str> = run.out.lines().skip(1).collect();
    let mut words: Vec<&str> = changes.iter().filter_map(|line| line.split("（第").next()).collect();
    let count = words.len();
    words.dedup();
    assert_eq!(words.len(), count, "{}", run.out);
    assert!(changes.iter().all(|line| line.contains("（第 ") && line.ends_with('）')), "{}", run.out);
}

#[test]
fn a_run_that_fixes_all_findings_exits_with_0() {
    let folder = folder(&[("a.txt", CLEAN.replace("社会公益组织", "公益组织").as_bytes())]);
    assert_eq!(fix(folder.path(), &["a.txt"]).code, Some(0));
    assert_eq!(check(folder.path(), &["a.txt"]).code, Some(0));
}

#[test]
fn a_dry_run_and_a_diff_write_nothing() {
    let folder = folder(&[("a.txt", CLEAN.replace("社会公益组织", "公益组织").as_bytes())]);
    let before = read(folder.path().join("a.txt"));
    let dry_run = fix(folder.path(), &["--dry-run", "a.txt"]);
    assert_eq!((dry_run.code, dry_run.out.lines().next()), (Some(1), Some("a.txt：可改正 1 处")));
    let diff = fix(folder.path(), &["--diff", "a.txt"]);
    assert_eq!(diff.code, Some(1), "something would change");
    assert!(diff.out.starts_with("--- a/a.txt\n+++ b/a.txt\n@@ "), "{}", diff.out);
    let changed = |mark| diff.out.lines().skip(2).filter(|line| line.starts_with(mark)).collect::<Vec<_>>();
    assert_eq!(changed('-').len(), 1);
    assert_eq!(changed('+'), ["+\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"]);
    assert_eq!(read(folder.path().join("a.txt")), before);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "no other file is left");
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let dressed = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let folder = folder(&[("a.txt", dressed(&faulty()).as_bytes())]);
    fix(folder.path(), &["a.txt"]);
    assert_eq!(read(folder.path().join("a.txt")), dressed(&fixed()));
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let folder = folder(&[("a.txt", faulty().as_bytes())]);
    let run = fix(folder.path(), &["absent.txt", "a.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("找不到 absent.txt"), "{}", run.err);
    assert_eq!(read(folder.path().join("a.txt")), fixed());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    #[test]
    fn permissions_stay_and_links_are_followed() {
        let folder = folder(&[("kept/a.txt", faulty().as_bytes())]);
        let (target, link) = (folder.path().join("kept/a.txt"), folder.path().join("link.txt"));
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink("kept/a.txt", &link).expect("a link");
        fix(folder.path(), &["link.txt"]);
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert_eq!(read(&target), fixed());
        assert_eq!(mode(&target), 0o640);
    }

    #[test]
    fn a_read_only_file_is_not_changed() {
        let folder = folder(&[("a.txt", faulty().as_bytes())]);
        let path = folder.path().join("a.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("permissions");
        let run = fix(folder.path(), &["a.txt"]);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("没有权限修改 a.txt"), "{}", run.err);
        assert_eq!(run.out, "", "nothing was mended");
        assert_eq!(read(&path), faulty());
    }

    /// A new file replaces the old one, so that no text is lost. The other hard link keeps the old text.
    #[test]
    fn another_hard_link_keeps_the_old_text() {
        let folder = folder(&[("a.txt", faulty().as_bytes())]);
        let other = folder.path().join("other.bak");
        fs::hard_link(folder.path().join("a.txt"), &other).expect("a link");
        fix(folder.path(), &["a.txt"]);
        assert_eq!(read(folder.path().join("a.txt")), fixed());
        assert_eq!(read(&other), faulty());
    }

    /// The file size limit is 0: writing fails at the first byte, as on a full disk.
    #[test]
    fn a_full_disk_loses_no_text() {
        let folder = folder(&[("a.txt", faulty().as_bytes())]);
        let run = limited(folder.path(), "trap '' XFSZ; ulimit -f 0; exec \"$0\" fix --locale zh a.txt");
        assert_eq!(run.0, Some(2), "{}", run.1);
        assert!(run.1.contains("写不了 a.txt"), "{}", run.1);
        assert_eq!(read(folder.path().join("a.txt")), faulty());
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "no other file is left");
    }

    /// The same limit, but the system kills the process.
    #[test]
    fn a_run_that_is_killed_while_writing_loses_no_text() {
        let folder = folder(&[("a.txt", faulty().as_bytes())]);
        let run = limited(folder.path(), "ulimit -c 0; ulimit -f 0; exec \"$0\" fix --locale zh a.txt");
        assert_eq!(run.0, None, "a signal: {}", run.1);
        assert_eq!(read(folder.path().join("a.txt")), faulty());
        fix(folder.path(), &["."]);
        assert_eq!(read(folder.path().join("a.txt")), fixed(), "what was left behind is in nobody's way");
    }

    /// The exit code and standard error of a shell's run, whose `$0` is the binary.
    fn limited(folder: &Path, script: &str) -> (Option<i32>, String) {
        let binary = support::gouji().get_program().to_owned();
        let run = std::process::Command::new("sh").args(["-c", script]).arg(binary).current_dir(folder).output();
        let run = run.expect("sh runs");
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    }

    #[test]
    fn in_a_read_only_folder_no_file_is_changed() {
        let folder = folder(&[("reports/a.txt", faulty().as_bytes())]);
        let reports = folder.path().join("reports");
        fs::set_permissions(&reports, fs::Permissions::from_mode(0o555)).expect("permissions");
        let may_write_all_the_same = fs::write(reports.join("probe"), "").is_ok();
        let run = fix(folder.path(), &["reports"]);
        fs::set_permissions(&reports, fs::Permissions::from_mode(0o755)).expect("permissions");
        if may_write_all_the_same {
            eprintln!("skipped: this user may write into any folder");
            return;
        }
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert_eq!(read(reports.join("a.txt")), faulty());
    }
}
