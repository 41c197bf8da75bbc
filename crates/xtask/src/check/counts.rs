//! The numbers of tests that passed, failed and were skipped, from the output of each test runner.

use super::step::StepOutcome;
use crate::tools::command::Exit;
use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Counts {
    /// The counts of a check that passes or fails as a whole.
    pub fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// Adds up cargo's lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`, one per test program.
    pub fn from_cargo(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
            let number = |word: &str| {
                let words: Vec<&str> = line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
                words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
            };
            sum += Self { passed: number("passed"), failed: number("failed"), skipped: number("ignored") };
        }
        sum
    }

    /// Reads Node's closing lines, `ℹ pass 3` or `# pass 3`.
    pub fn from_node(output: &str) -> Self {
        let number = |word: &str| -> usize {
            let lines = output.lines().filter_map(|line| line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")));
            lines.filter_map(|line| line.strip_prefix(word)?.trim().parse::<usize>().ok()).next_back().unwrap_or(0)
        };
        Self {
            passed: number("pass "),
            failed: number("fail ") + number("cancelled "),
            skipped: number("skipped ") + number("todo "),
        }
    }

    /// Counts the lines `passed  1/7  name`, `FAILED  2/7  name` and `skipped  3/7  name` of Emacs, which the tests in Neovim print too.
    pub fn from_text_editor(output: &str) -> Self {
        let number = |result: &str| {
            let lines = output.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
            lines.filter(|words| words.len() > 2 && words[0] == result && words[1].contains('/')).count()
        };
        Self { passed: number("passed"), failed: number("FAILED"), skipped: number("skipped") }
    }

    /// Combines the counts with the exit status of the runner. A runner that fails without a failed test, or that runs no test,
    /// counts as one failure.
    pub fn judge(mut self, ended: Exit) -> StepOutcome {
        let mut output = ended.output;
        if self.passed + self.failed == 0 {
            output.push_str("\nno test ran");
            self.failed = 1;
        } else if !ended.succeeded && self.failed == 0 {
            self.failed = 1;
        }
        StepOutcome { counts: self, output }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn sums_all_test_programs_of_cargo() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s\n\n\
                    test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.02s\n";
        assert_eq!(Counts::from_cargo(output), counts(13, 2, 1));
    }

    #[test]
    fn reads_both_forms_of_node() {
        assert_eq!(
            Counts::from_node("ok 1 - a\n# tests 9\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n"),
            counts(5, 2, 2)
        );
        assert_eq!(Counts::from_node("✔ a (2ms)\nℹ tests 2\nℹ pass 2\nℹ fail 0\nℹ cancelled 0\n"), counts(2, 0, 0));
    }

    #[test]
    fn counts_each_test_of_a_text_editor_once() {
        let output = "   passed  1/3  gouji-a (0.1 sec)\n   FAILED  2/3  gouji-b (0.1 sec)\n  skipped  3/3  gouji-c (0.0 sec)\n\n\
                    Ran 3 tests, 1 results as expected\n\n1 unexpected results:\n   FAILED  gouji-b\n";
        assert_eq!(Counts::from_text_editor(output), counts(1, 1, 1));
    }

    #[test]
    fn a_runner_that_ran_nothing_or_broke_down_has_failed() {
        let judged = |counts: Counts, succeeded| counts.judge(Exit { succeeded, output: String::new() }).counts;
        assert_eq!(judged(counts(0, 0, 3), true), counts(0, 1, 3));
        assert_eq!(judged(counts(5, 0, 0), false), counts(5, 1, 0));
        assert_eq!(judged(counts(5, 2, 0), false), counts(5, 2, 0));
        assert_eq!(judged(counts(5, 0, 0), true), counts(5, 0, 0));
    }

    #[test]
    fn the_closing_line_names_skipped_tests_only_if_there_are_any() {
        assert_eq!(counts(4, 0, 0).to_string(), "4 passed, 0 failed");
        assert_eq!(counts(4, 1, 2).to_string(), "4 passed, 1 failed, 2 skipped");
    }
}
