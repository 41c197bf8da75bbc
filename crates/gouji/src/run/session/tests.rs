use std::sync::atomic::{AtomicUsize, Ordering};

use gouji_lint::Finding;
use gouji_testkit::{CLEAN, LAST_CLEAN};

use super::*;
use crate::run::configuration::ConfigArgs;

/// Path, findings, and whether last year's report was used.
struct Output(PathBuf, Vec<Finding>, bool);

impl MemorySize for Output {
    fn bytes(&self) -> usize {
        1
    }
}

/// The outputs for the reports in `paths`: path, findings, and whether last year's report was used.
fn outputs(paths: &[&Path], budget: MemoryBudget) -> Vec<(PathBuf, Vec<Finding>, bool)> {
    let catalogue = Catalogue::for_locale(gouji_l10n::Locale::English);
    let configuration = ConfigArgs::default().configuration();
    let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).with_memory_budget(budget);
    let mut outputs = Vec::new();
    let make =
        |checked: CheckedReport| Output(checked.path, checked.analysis.findings, checked.partners.last.is_some());
    let all = session.reports(paths.iter().map(|path| path.to_path_buf()).collect(), make, |_, report| {
        if let RunItem::Report(Output(path, findings, has_last_year)) = report {
            outputs.push((path, findings, has_last_year));
        }
        Ok(())
    });
    all.expect("nothing refuses a report");
    outputs
}

/// The number of calls of `make` for `reports` reports, each with a result of `bytes`.
fn calls(reports: usize, bytes: usize, budget: MemoryBudget) -> usize {
    struct Heavy(usize);

    impl MemorySize for Heavy {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..reports {
        let text = CLEAN;
        std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("written");
    }
    let catalogue = Catalogue::for_locale(gouji_l10n::Locale::English);
    let configuration = ConfigArgs::default().configuration();
    let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).with_memory_budget(budget);
    let calls = AtomicUsize::new(0);
    let make = |_| {
        calls.fetch_add(1, Ordering::Relaxed);
        Heavy(bytes)
    };
    let all = session.reports(vec![folder.path().to_owned()], make, |_, _| Ok(()));
    all.expect("nothing refuses a report");
    calls.into_inner()
}

#[test]
fn kept_results_are_counted_by_their_size() {
    let budget = MemoryBudget { text_bytes: 0, document_text_bytes: 0, result_bytes: 1 << 20 };
    assert_eq!(calls(4, 1 << 10, budget), 4, "all results are kept");
    assert_eq!(calls(4, 400 << 10, budget), 4 + 2, "the texts are short, but there is room for two");
    assert_eq!(calls(4, 2 << 20, budget), 4 + 4, "there is room for none");
    assert_eq!(calls(1, 2 << 20, budget), 1, "a single report is not checked again");
}

#[test]
fn reports_of_text_files_are_kept_if_all_fit() {
    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..6 {
        std::fs::write(folder.path().join(format!("{at}.txt")), CLEAN).expect("written");
    }
    std::fs::write(folder.path().join("6.html"), format!("<html><body><pre>{CLEAN}</pre></body></html>"))
        .expect("written");
    let kept = |reports: usize| {
        let catalogue = Catalogue::for_locale(gouji_l10n::Locale::English);
        let configuration = ConfigArgs::default().configuration();
        let budget = MemoryBudget { text_bytes: reports * CLEAN.len(), ..MemoryBudget::REPORTING };
        let mut session = Session::new(catalogue, configuration, NonZeroUsize::MIN).with_memory_budget(budget);
        let inputs = session.inputs(vec![folder.path().to_owned()]);
        let (pending, unread) =
            session.load_all(&inputs, &|_| Output(PathBuf::new(), Vec::new(), false)).expect("read");
        assert!(unread.is_empty(), "{unread:?}");
        pending.iter().map(|report| report.loaded.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(kept(6), [true; 7]);
    let document_alone = [false, false, false, false, false, false, true];
    assert_eq!(kept(5), document_alone);
    assert_eq!(kept(0), document_alone);
}

#[test]
fn the_memory_budget_does_not_change_the_output() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("青山县-2023.txt", LAST_CLEAN), ("青山县-2024.txt", CLEAN)] {
        std::fs::write(folder.path().join(name), text.replace("数量\t\t\t3\t1", "数量\t\t\t4\t1")).expect("written");
    }
    let all = outputs(&[folder.path()], MemoryBudget::UNLIMITED);
    assert_eq!(all.iter().map(|(.., has_last_year)| *has_last_year).collect::<Vec<_>>(), [false, true]);
    assert!(all.iter().any(|(_, findings, _)| !findings.is_empty()), "{all:?}");
    for (text_bytes, result_bytes) in [(0, 0), (0, usize::MAX), (1, 1), (usize::MAX, 0)] {
        let budget = MemoryBudget { text_bytes, document_text_bytes: text_bytes, result_bytes };
        assert_eq!(outputs(&[folder.path()], budget), all, "{text_bytes} and {result_bytes}");
    }
}

/// A file that the user names may be a link to another folder, also when it is read a second time.
#[cfg(unix)]
#[test]
fn a_named_link_is_read_again_without_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for (name, text) in [("elsewhere/2024.txt", CLEAN), ("here/2023.txt", LAST_CLEAN)] {
        std::fs::create_dir_all(path(name).parent().expect("a folder")).expect("a folder");
        std::fs::write(path(name), text).expect("a file");
    }
    std::os::unix::fs::symlink("../elsewhere/2024.txt", path("here/2024.txt")).expect("a link");
    let budget = MemoryBudget { text_bytes: 0, document_text_bytes: 0, result_bytes: 0 };
    let all = outputs(&[&path("here/2023.txt"), &path("here/2024.txt")], budget);
    assert_eq!(all.iter().map(|(.., has_last_year)| *has_last_year).collect::<Vec<_>>(), [false, true]);
}
