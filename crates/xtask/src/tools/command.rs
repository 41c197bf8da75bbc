//! Running other programs. Their output is shown only if they fail.

use anyhow::{Context, Result, bail};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

/// The exit status of a program, and its output on both streams in order of arrival.
pub struct Exit {
    pub succeeded: bool,
    pub output: String,
}

/// Receives each line that a program prints, as soon as it is printed.
pub type Listener<'a> = dyn FnMut(&str) + 'a;

pub trait Run {
    /// Runs the command to its end, and passes each line of output to `line`.
    fn watch(&mut self, line: &mut Listener<'_>) -> Result<Exit>;

    /// Runs the command to its end. A failure is an error with the last lines of the output.
    fn check(&mut self, line: &mut Listener<'_>) -> Result<String>;

    /// Runs the command and returns its standard output.
    fn printed(&mut self) -> Result<String>;
}

impl Run for Command {
    fn watch(&mut self, line: &mut Listener<'_>) -> Result<Exit> {
        // One pipe for both streams keeps their lines in order.
        let (reader, writer) = std::io::pipe()?;
        self.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let spawned = self.spawn().with_context(|| format!("could not start `{}`", display(self)));
        // The command owns writing ends of the pipe. Drop them, or the pipe never ends.
        self.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = spawned?;

        let mut output = String::new();
        let mut bytes = Vec::new();
        let mut reader = BufReader::new(reader);
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            let text = String::from_utf8_lossy(&bytes);
            line(text.trim_end());
            output.push_str(&text);
            bytes.clear();
        }
        Ok(Exit { succeeded: child.wait()?.success(), output })
    }

    fn check(&mut self, line: &mut Listener<'_>) -> Result<String> {
        let ended = self.watch(line)?;
        if !ended.succeeded {
            bail!("`{}` failed:\n{}", display(self), tail(&ended.output, 40));
        }
        Ok(ended.output)
    }

    fn printed(&mut self) -> Result<String> {
        let output =
            self.stdin(Stdio::null()).output().with_context(|| format!("could not start `{}`", display(self)))?;
        if !output.status.success() {
            bail!("`{}` failed:\n{}", display(self), tail(&String::from_utf8_lossy(&output.stderr), 40));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The command as a user would type it in a shell.
pub fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| quote(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quote(word: &str) -> String {
    if word.contains([' ', '\'', '"', '$', '*']) {
        format!("'{}'", word.replace('\'', r"'\''"))
    } else {
        word.to_owned()
    }
}

/// The last lines of an output.
pub fn tail(output: &str, lines: usize) -> String {
    let all: Vec<&str> = output.trim_end().lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn both_streams_come_in_order_and_a_failure_repeats_them() {
        let mut script = Command::new("sh");
        script.args(["-c", "echo one; echo two >&2; echo three; exit 3"]);
        let mut seen = Vec::new();
        let error = script.check(&mut |line| seen.push(line.to_owned())).expect_err("exit code 3").to_string();
        assert_eq!(seen, ["one", "two", "three"]);
        assert!(error.ends_with("failed:\none\ntwo\nthree"), "{error}");
    }

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("apt-get");
        command.args(["install", "it's here"]);
        assert_eq!(display(&command), r"apt-get install 'it'\''s here'");
    }

    #[test]
    fn only_the_last_lines_of_a_long_output_are_repeated() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a\n", 2), "a");
    }
}
