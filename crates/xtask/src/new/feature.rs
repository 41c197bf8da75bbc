//! The skeleton of an editor feature: a function in `gouji-ide` and a handler in `gouji-lsp`.

use super::name::Name;
use super::plan::{Plan, ensure_unused, insert_module};
use anyhow::Result;
use std::path::Path;

/// The folder of the functions.
const FEATURES: &str = "crates/gouji-ide/src/features";
/// The folder of the handlers.
const HANDLERS: &str = "crates/gouji-lsp/src/handlers";

const FUNCTION: &str = r#"//! TODO: what the editor shows, in one sentence.

use gouji_report::Report;
use gouji_text::Span;

/// TODO: what this function returns. `offset` is in bytes of the text.
pub fn @snake@(report: &Report, offset: usize) -> Option<Span> {
    // TODO: write the function, and take the cancel token if the work grows with the text. This one returns the title.
    let title = report.title.as_ref()?;
    title.span.touches(offset).then_some(title.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::{TEXT, at, report};

    // TODO: test what the function promises.
    #[test]
    fn only_the_title_gives_an_answer() {
        assert!(@snake@(&report(), at("某区", 0)).is_some());
        assert_eq!(@snake@(&report(), at("按要求", 0)), None);
    }

    #[test]
    fn no_offset_panics() {
        let report = report();
        for offset in 0..TEXT.len() + 9 {
            let _ = @snake@(&report, offset);
        }
    }
}
"#;

const HANDLER: &str = r#"//! TODO: the method, and what the server answers.

use gouji_ide::features::@snake@;
use gouji_text::Cancelled;
use ls_types::{Position, Range};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "@snake@",
    // TODO: the method, for example "textDocument/hover".
    methods: &[],
    // TODO: set the capability of the server.
    announce: |_, _| {},
};

/// Answers the request.
///
/// # Errors
/// TODO: `Cancelled` if the client cancels the request, or never.
// TODO: take the parameters of the method, and return its result.
pub fn handle(context: &Context<'_>, position: Position) -> Result<Option<Range>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let span = @snake@::@snake@(report, context.offset(position));
    Ok(span.map(|span| to_proto::range(context.encoding(), &context.snapshot.rope, span)))
}
"#;

/// The steps that the command cannot do.
pub const REMAINING: &str = "\
  1. 两个文件中的每处 TODO · every TODO of both files
  2. crates/gouji-lsp/src/handlers/mod.rs：在 HANDLERS 中按字母顺序加 @snake@::HANDLER，并把个数加一
     add @snake@::HANDLER to HANDLERS, in alphabetical order, and raise its length by one
  3. crates/gouji-lsp/tests/handlers.rs：方法的总数 · the number of methods
  4. crates/gouji-server/src/server.rs、crates/gouji-worker/src/requests.rs：调用 @snake@::handle · call @snake@::handle
  5. gouji-server 的测试 features、stateful、bounds，gouji-worker 的测试 session，以及增长和指令数中的请求列表
     the tests features, stateful and bounds of gouji-server, session of gouji-worker; the requests of the growth and instruction measurements
  6. 两份 README 和两份 CHANGELOG · both READMEs and both changelogs
  详见 CONTRIBUTING.md · details: CONTRIBUTING.md, “An editor feature”";

/// Plans the skeleton of a feature.
///
/// # Errors
/// A file or module with this name exists, or a list of modules is missing.
pub fn plan(root: &Path, name: &Name) -> Result<Plan> {
    let mut plan = Plan::default();
    for (folder, template) in [(FEATURES, FUNCTION), (HANDLERS, HANDLER)] {
        ensure_unused(root, folder, name)?;
        plan.create(format!("{folder}/{}.rs", name.snake), name.fill(template));
        plan.edit(root, &format!("{folder}/mod.rs"), |source| insert_module(source, "pub ", name))?;
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{assert_refused, files, repository, write};
    use super::*;

    const CHANGED: [&str; 2] = ["crates/gouji-ide/src/features/mod.rs", "crates/gouji-lsp/src/handlers/mod.rs"];

    #[test]
    fn a_new_feature_has_its_function_its_handler_and_their_lines() {
        let repository = repository(&CHANGED);
        let before = files(repository.path());
        write(repository.path(), "cell-lens", plan).expect("written");
        let after = files(repository.path());
        let new: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
        assert_eq!(new, [FEATURES, HANDLERS].map(|folder| format!("{folder}/cell_lens.rs")).each_ref());
        for path in CHANGED {
            assert_eq!(before[path].matches("pub mod cell_lens;\n").count(), 0, "{path}");
            assert_eq!(after[path].matches("pub mod cell_lens;\n").count(), 1, "{path}");
            assert_eq!(after[path].replace("pub mod cell_lens;\n", ""), before[path], "{path}");
        }
        assert!(after[new[0]].contains("pub fn cell_lens("), "{}", after[new[0]]);
        assert!(after[new[1]].contains(r#"file: "cell_lens""#), "{}", after[new[1]]);
        assert!(after.values().all(|text| !text.contains("@snake@")));
    }

    #[test]
    fn a_second_run_is_refused_and_changes_nothing() {
        let repository = repository(&CHANGED);
        write(repository.path(), "cell-lens", plan).expect("written");
        assert_refused(repository.path(), "cell-lens", "exists already", plan);
        assert_refused(repository.path(), "cell_lens", "exists already", plan);
    }

    #[test]
    fn a_name_that_one_of_the_crates_has_is_refused() {
        let repository = repository(&CHANGED);
        for name in ["hover", "outline", "fixture", "watched-files"] {
            assert_refused(repository.path(), name, "there is a module", plan);
        }
    }

    #[test]
    fn bad_names_are_refused() {
        let repository = repository(&CHANGED);
        for name in ["CellLens", "cell lens", "../cell", "cell__lens", ""] {
            assert_refused(repository.path(), name, "kebab-case", plan);
        }
        assert_refused(repository.path(), "match", "keyword", plan);
    }
}
