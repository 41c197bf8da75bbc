//! Step `web`: end-to-end tests of `gouji.html` in Chromium. Building the page also checks that `gouji-ide`, `gouji-lsp` and the crates below
//! them compile for a browser, so that no runtime, file or clock gets into them.

use super::browser_tests;
use super::step::{Scope, Step};

pub const STEP: Step = Step {
    name: "web",
    smallest_scope: Scope::Full,
    needs: browser_tests::needs,
    run: |_, line| browser_tests::test_page("page.test.mjs", line, |_, _| Ok(())),
    next_command: "cargo xtask test --filter web",
};
