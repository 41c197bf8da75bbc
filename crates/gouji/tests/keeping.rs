//! `gouji fix` keeps the metadata of a file, and the other files of its folder.

#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use gouji_testkit::CLEAN;
use support::{Run, check, folder, run};
use tempfile::TempDir;

/// The access control list of a file as Linux stores it: its owner may write, user 1234 may write, the group may read; the mask lets both.
const LIST: &[u8] = &[
    2, 0, 0, 0, //
    1, 0, 6, 0, 0xFF, 0xFF, 0xFF, 0xFF, // the owner
    2, 0, 6, 0, 0xD2, 0x04, 0, 0, // user 1234
    4, 0, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, // the group
    16, 0, 6, 0, 0xFF, 0xFF, 0xFF, 0xFF, // the mask
    32, 0, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, // others
];
const ACCESS: &str = "system.posix_acl_access";

fn faulty() -> String {
    CLEAN.replace("社会公益组织", "公益组织")
}

fn reports(names: &[&str]) -> TempDir {
    let text = faulty();
    folder(&names.iter().map(|name| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn fix(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["fix", "--locale", "zh"], arguments].concat())
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn owner_and_group_of_a_file_stay() {
    let folder = reports(&["a.txt"]);
    let path = folder.path().join("a.txt");
    // Only the administrator may change the owner. Other users test with their own file.
    let given = chown(&path, Some(1234), Some(4321)).is_ok();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o2664)).expect("permissions");
    let before = fs::metadata(&path).expect("a file");
    assert_eq!(fix(folder.path(), &["a.txt"]).code, Some(0));
    let after = fs::metadata(&path).expect("a file");
    assert_eq!(read(&path), CLEAN);
    assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
    assert!(!given || after.gid() == 4321);
}

#[cfg(target_os = "linux")]
#[test]
fn attributes_and_the_access_control_list_stay() {
    let folder = reports(&["a.txt"]);
    let path = folder.path().join("a.txt");
    let set = xattr::set(&path, "user.note", b"\0signed").and_then(|()| xattr::set(&path, ACCESS, LIST));
    if set.is_err() {
        eprintln!("skipped: this file system has no attributes");
        return;
    }
    let mode = fs::metadata(&path).expect("a file").mode();
    assert_eq!(fix(folder.path(), &["a.txt"]).code, Some(0));
    assert_eq!(read(&path), CLEAN);
    assert_eq!(xattr::get(&path, "user.note").expect("attributes").as_deref(), Some(&b"\0signed"[..]));
    assert_eq!(xattr::get(&path, ACCESS).expect("attributes").as_deref(), Some(LIST));
    assert_eq!(fs::metadata(&path).expect("a file").mode(), mode);
}

/// New files can inherit an access control list from the folder that the old file does not have.
#[cfg(target_os = "linux")]
#[test]
fn a_file_does_not_inherit_the_access_control_list_of_its_folder() {
    let folder = reports(&["a.txt"]);
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
    if xattr::set(folder.path(), "system.posix_acl_default", LIST).is_err() {
        eprintln!("skipped: this file system has no access control lists");
        return;
    }
    assert_eq!(fix(folder.path(), &["a.txt"]).code, Some(0));
    assert_eq!((read(&path).as_str(), fs::metadata(&path).expect("a file").mode() & 0o777), (CLEAN, 0o640));
    assert_eq!(xattr::get(&path, ACCESS).expect("attributes"), None);
}

/// The test runs `fix` as a user who may write into the folder but not change the owner of a file.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_would_lose_its_owner_is_reported_and_not_changed() {
    let folder = reports(&["a.txt"]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("permissions");
    let path = folder.path().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).expect("permissions");
    let before = fs::metadata(&path).expect("a file");
    if before.uid() != 0 {
        eprintln!("skipped: only the administrator can run as another user");
        return;
    }
    // Other users may have no access to the folder of the build.
    let binary = folder.path().join("gouji");
    // Another process copies it. A file that is open for writing here could be inherited by a process that another test starts at this
    // moment, and a file that is open for writing cannot be run.
    let copied = std::process::Command::new("cp").arg(support::gouji().get_program()).arg(&binary).status();
    assert!(copied.expect("cp runs").success());
    let mut command = std::process::Command::new(&binary);
    std::os::unix::process::CommandExt::uid(&mut command, 65534);
    let output = command.args(["fix", "--locale", "zh", "a.txt"]).current_dir(folder.path()).output().expect("it runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("a.txt 属于别的用户或用户组"), "{err}");
    let after = fs::metadata(&path).expect("a file");
    assert_eq!((read(&path), after.uid(), after.mode()), (faulty(), before.uid(), before.mode()));
    assert_eq!(names(folder.path()), ["a.txt", "gouji"], "nothing is left beside it");
}

#[test]
fn a_file_under_several_names_is_one() {
    let folder = reports(&["s/d.txt", "t.txt"]);
    symlink("t.txt", folder.path().join("l.txt")).expect("a link");
    symlink("s", folder.path().join("way")).expect("a link");
    for (arguments, count) in [
        (&["l.txt", "t.txt"][..], 1),
        (&["t.txt", "./t.txt", "s/../t.txt"], 1),
        (&[".", "s/d.txt"], 2),
        (&["s", "./s", "way", "."], 2),
        (&["way/d.txt", "s"], 1),
    ] {
        let checked = check(folder.path(), &[&["--locale", "zh"], arguments].concat());
        assert!(checked.err.contains(&format!("核对了 {count} 份报告")), "{arguments:?}: {}", checked.err);
        let extracted = run(folder.path(), &[&["extract"], arguments].concat());
        let read = extracted.json().iter().filter(|element| element["status"] == "read").count();
        assert_eq!(read, count, "{arguments:?}: {}", extracted.out);
        fs::write(folder.path().join("t.txt"), faulty()).expect("a file");
        fs::write(folder.path().join("s/d.txt"), faulty()).expect("a file");
        let fixed = fix(folder.path(), arguments);
        assert_eq!(fixed.code, Some(0), "{arguments:?}: {}", fixed.err);
        assert_eq!(fixed.out.matches("改正了 1 处").count(), count, "{arguments:?}: {}", fixed.out);
        assert!(fixed.err.contains(&format!("处理了 {count} 份报告")), "{arguments:?}: {}", fixed.err);
    }
    assert!(fs::symlink_metadata(folder.path().join("l.txt")).expect("a link").is_symlink());
}

/// The system kills the run in the middle of its work. The next run removes its leftovers.
#[test]
fn leftovers_of_an_interrupted_run_are_removed_by_the_next() {
    let folder = reports(&["a.txt", "s/b.txt"]);
    let binary = support::gouji().get_program().to_owned();
    for name in ["a.txt", "s/b.txt"] {
        let script = format!("ulimit -c 0; ulimit -f 0; exec \"$0\" fix {name}");
        let mut shell = std::process::Command::new("sh");
        let run = shell.args(["-c", &script]).arg(&binary).current_dir(folder.path()).output().expect("sh runs");
        assert_eq!(run.status.code(), None, "a signal");
    }
    assert_eq!((names(folder.path()).len(), names(&folder.path().join("s")).len()), (3, 2), "what is to be removed");
    // One of the files has no findings left to fix.
    fs::write(folder.path().join("s/b.txt"), CLEAN).expect("a file");
    assert_eq!(fix(folder.path(), &["--dry-run", "."]).code, Some(1));
    assert_eq!(names(folder.path()).len(), 3, "a dry run writes nothing");
    assert_eq!(fix(folder.path(), &["."]).code, Some(0));
    assert_eq!(names(folder.path()), ["a.txt", "s"]);
    assert_eq!(names(&folder.path().join("s")), ["b.txt"]);
}
