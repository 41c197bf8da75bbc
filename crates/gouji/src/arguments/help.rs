//! The help, in the language of the messages. This module replaces all texts of clap, which are English. It also breaks the
//! lines: clap breaks them at blanks only, and Chinese has none.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};
use gouji_l10n::{Arg as MessageArg, Catalogue, Message};

use crate::Arguments;
use crate::print::terminal;
use crate::print::wrap::wrap;

/// The width of the help in columns without a terminal.
const WIDTH: usize = 100;
/// A width that no line reaches.
const UNLIMITED: usize = 1 << 20;
/// Columns before the description of an option.
const INDENT: usize = 10;

/// The parser of the command line, with its help.
pub fn command(catalogue: &Catalogue) -> Command {
    with_width(terminal::width().unwrap_or(WIDTH), catalogue)
}

/// The same with lines of any length, for programs that break lines themselves.
pub fn unwrapped(catalogue: &Catalogue) -> Command {
    with_width(UNLIMITED, catalogue)
}

fn with_width(width: usize, catalogue: &Catalogue) -> Command {
    let writer = HelpWriter { catalogue, width };
    writer.localized(Arguments::command(), "").mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        writer.localized(command, &name)
    })
}

/// The help of the command `name`, or of the whole program if there is no such command.
pub fn page(name: Option<&str>, catalogue: &Catalogue) -> StyledStr {
    let mut command = command(catalogue);
    match name.and_then(|name| command.find_subcommand_mut(name)) {
        Some(command) => command.render_long_help(),
        None => command.render_long_help(),
    }
}

/// The syntax of a command.
pub fn syntax(command: &str, catalogue: &Catalogue) -> String {
    let id = match command {
        "check" => "cli-syntax-check",
        "fix" => "cli-syntax-fix",
        "fmt" => "cli-syntax-fmt",
        "extract" => "cli-syntax-extract",
        "import" => "cli-syntax-import",
        "export" => "cli-syntax-export",
        "new" => "cli-syntax-new",
        "annotate" => "cli-syntax-annotate",
        "explain" => "cli-syntax-explain",
        "schema" => "cli-syntax-schema",
        "lsp" => "cli-syntax-lsp",
        "completions" => "cli-syntax-completions",
        "man" => "cli-syntax-man",
        "help" => "cli-syntax-help",
        _ => "cli-syntax",
    };
    catalogue.render(&Message::new(id))
}

struct HelpWriter<'a> {
    catalogue: &'a Catalogue,
    width: usize,
}

impl HelpWriter<'_> {
    fn words(&self, id: &'static str) -> String {
        self.catalogue.render(&Message::new(id))
    }

    fn wrapped(&self, text: &str, indent: usize) -> String {
        wrap(text, self.width.saturating_sub(indent)).join("\n")
    }

    fn localized(&self, command: Command, name: &str) -> Command {
        let about = self.words(about(name));
        let usage = self.words("cli-heading-usage");
        let mut command = command
            .term_width(0)
            .next_line_help(true)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .help_template(format!("{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"))
            .override_usage(syntax(name, self.catalogue))
            .subcommand_help_heading(self.words("cli-heading-commands"))
            .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help));
        // The list of commands indents their descriptions.
        let indent = if name.is_empty() { 0 } else { INDENT };
        let about = self.wrapped(&about, indent);
        command = command.about(about.clone()).long_about(about);
        if name.is_empty() {
            command = command.disable_version_flag(true);
            command = command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
        }
        if let Some(after) = after(name) {
            command = command.after_help(self.wrapped(&self.words(after), 0));
        }
        command.mut_args(|arg| self.arg(arg, name))
    }

    fn arg(&self, arg: Arg, command: &str) -> Arg {
        let heading = match arg.is_positional() {
            true => "cli-heading-arguments",
            false => "cli-heading-options",
        };
        let mut arg = arg.help_heading(self.words(heading));
        if arg.get_action().takes_values() {
            arg = arg.hide_possible_values(true).hide_default_value(true);
        }
        if let Some(value) = value(arg.get_id().as_str()) {
            arg = arg.value_name(self.words(value));
        }
        let Some(id) = help(arg.get_id().as_str(), command) else { return arg };
        let mut lines = vec![self.wrapped(&self.words(id), INDENT)];
        lines.extend(self.values(&arg).map(|values| self.wrapped(&values, INDENT)));
        let text = lines.join("\n");
        arg.help(text.clone()).long_help(text)
    }

    /// The possible values of an option, and its default.
    fn values(&self, arg: &Arg) -> Option<String> {
        // There are too many rules to list.
        if !arg.get_action().takes_values()
            || matches!(arg.get_id().as_str(), "rule" | "fix_rule" | "select" | "ignore")
        {
            return None;
        }
        let values: MessageArg = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let MessageArg::List(names) = &values else { return None };
        if names.is_empty() {
            return None;
        }
        let default = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
        Some(self.catalogue.render(&match default {
            Some(default) => Message::new("cli-help-default").with("values", values).with("value", default),
            None => Message::new("cli-help-values").with("values", values),
        }))
    }
}

fn about(command: &str) -> &'static str {
    match command {
        "check" => "cli-about-check",
        "fix" => "cli-about-fix",
        "fmt" => "cli-about-fmt",
        "extract" => "cli-about-extract",
        "import" => "cli-about-import",
        "export" => "cli-about-export",
        "new" => "cli-about-new",
        "annotate" => "cli-about-annotate",
        "explain" => "cli-about-explain",
        "schema" => "cli-about-schema",
        "lsp" => "cli-about-lsp",
        "completions" => "cli-about-completions",
        "man" => "cli-about-man",
        "help" => "cli-about-help",
        _ => "cli-about",
    }
}

fn after(command: &str) -> Option<&'static str> {
    match command {
        "check" => Some("cli-after-check"),
        "fix" => Some("cli-after-fix"),
        "fmt" => Some("cli-after-fmt"),
        "extract" => Some("cli-after-extract"),
        "import" => Some("cli-after-import"),
        "export" => Some("cli-after-export"),
        "new" => Some("cli-after-new"),
        "annotate" => Some("cli-after-annotate"),
        _ => None,
    }
}

/// The name of an argument's value.
fn value(arg: &str) -> Option<&'static str> {
    match arg {
        "paths" => Some("cli-value-path"),
        "document" | "file" | "from" | "output_file" | "stdin_filename" | "config" | "write_baseline"
        | "files_from" | "report" => Some("cli-value-file"),
        "threads" => Some("cli-value-count"),
        "agency" => Some("cli-value-name"),
        "year" => Some("cli-value-year"),
        "rule" | "fix_rule" => Some("cli-value-rule"),
        "select" | "ignore" => Some("cli-value-rules"),
        "command" => Some("cli-value-command"),
        "shell" => Some("cli-value-shell"),
        "format" | "severity" | "fail_on" | "to" | "locale" | "color" => Some("cli-value-choice"),
        _ => None,
    }
}

fn help(arg: &str, command: &str) -> Option<&'static str> {
    Some(match arg {
        "paths" if matches!(command, "check" | "extract") => "cli-help-paths-check",
        "paths" => "cli-help-paths",
        "format" if command == "extract" => "cli-help-format-extract",
        "format" => "cli-help-format",
        "file" if command == "export" => "cli-help-file-export",
        "file" => "cli-help-file-import",
        "to" if command == "import" => "cli-help-to-import",
        "to" if command == "new" => "cli-help-to-new",
        "to" => "cli-help-to-export",
        "agency" => "cli-help-agency",
        "year" => "cli-help-year",
        "from" => "cli-help-from",
        "force" => "cli-help-force",
        "output_file" if matches!(command, "import" | "export" | "new") => "cli-help-output-file-new",
        "document" => "cli-help-document",
        "output_file" if command == "annotate" => "cli-help-output-file-annotate",
        "output_file" => "cli-help-output-file",
        "in_place" => "cli-help-in-place",
        "revisions" => "cli-help-revisions",
        "fix_rule" => "cli-help-fix-rule",
        "severity" => "cli-help-severity",
        "files_from" => "cli-help-files-from",
        "select" => "cli-help-select",
        "ignore" => "cli-help-ignore",
        "fail_on" => "cli-help-fail-on",
        "no_last_year" => "cli-help-no-last-year",
        "report" => "cli-help-report",
        "watch" => "cli-help-watch",
        "statistics" => "cli-help-statistics",
        "exit_zero" => "cli-help-exit-zero",
        "stdin_filename" if command == "extract" => "cli-help-stdin-filename-extract",
        "stdin_filename" => "cli-help-stdin-filename",
        "config" => "cli-help-config",
        "no_config" => "cli-help-no-config",
        "write_baseline" => "cli-help-write-baseline",
        "threads" => "cli-help-threads",
        "quiet" => "cli-help-quiet",
        "locale" => "cli-help-locale",
        "color" => "cli-help-color",
        "dry_run" => "cli-help-dry-run",
        "diff" => "cli-help-diff",
        "check" => "cli-help-check-format",
        "rule" => "cli-help-rule",
        "stdio" => "cli-help-stdio",
        "command" => "cli-help-command",
        "shell" => "cli-help-shell",
        "help" => "cli-help-help",
        "version" => "cli-help-version",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use gouji_l10n::Locale;

    use super::*;

    #[test]
    fn every_argument_is_explained_in_the_language_of_the_messages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for locale in Locale::ALL {
            let root = command(Catalogue::for_locale(locale));
            for command in std::iter::once(&root).chain(root.get_subcommands()) {
                let words = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert_eq!(is_chinese(&words), locale == Locale::Chinese, "{words}");
                for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                    let words = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!words.is_empty(), "{} {}", command.get_name(), arg.get_id());
                    assert_eq!(is_chinese(&words), locale == Locale::Chinese, "{words}");
                }
            }
        }
    }
}
