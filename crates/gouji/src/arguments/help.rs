//! The help, in the language of the messages. This module replaces all texts of clap, which are English. It also breaks the
//! lines: clap breaks them at blanks only, and Chinese has none.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};
use gouji_l10n::{Arg as MessageArg, Catalogue, Phrase, msg};

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
    let syntax = match command {
        "check" => msg::CliSyntaxCheck,
        "fix" => msg::CliSyntaxFix,
        "fmt" => msg::CliSyntaxFmt,
        "extract" => msg::CliSyntaxExtract,
        "import" => msg::CliSyntaxImport,
        "export" => msg::CliSyntaxExport,
        "new" => msg::CliSyntaxNew,
        "annotate" => msg::CliSyntaxAnnotate,
        "explain" => msg::CliSyntaxExplain,
        "schema" => msg::CliSyntaxSchema,
        "lsp" => msg::CliSyntaxLsp,
        "completions" => msg::CliSyntaxCompletions,
        "man" => msg::CliSyntaxMan,
        "help" => msg::CliSyntaxHelp,
        _ => msg::CliSyntax,
    };
    catalogue.text(syntax)
}

struct HelpWriter<'a> {
    catalogue: &'a Catalogue,
    width: usize,
}

impl HelpWriter<'_> {
    fn words(&self, phrase: Phrase) -> String {
        self.catalogue.text(phrase)
    }

    fn wrapped(&self, text: &str, indent: usize) -> String {
        wrap(text, self.width.saturating_sub(indent)).join("\n")
    }

    fn localized(&self, command: Command, name: &str) -> Command {
        let about = self.words(about(name));
        let usage = self.words(msg::CliHeadingUsage);
        let mut command = command
            .term_width(0)
            .next_line_help(true)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .help_template(format!("{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}{{after-help}}"))
            .override_usage(syntax(name, self.catalogue))
            .subcommand_help_heading(self.words(msg::CliHeadingCommands))
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
            true => msg::CliHeadingArguments,
            false => msg::CliHeadingOptions,
        };
        let mut arg = arg.help_heading(self.words(heading));
        if arg.get_action().takes_values() {
            arg = arg.hide_possible_values(true).hide_default_value(true);
        }
        if let Some(value) = value(arg.get_id().as_str()) {
            arg = arg.value_name(self.words(value));
        }
        let Some(words) = help(arg.get_id().as_str(), command) else { return arg };
        let mut lines = vec![self.wrapped(&self.words(words), INDENT)];
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
            Some(default) => msg::CliHelpDefault { values, value: default }.into(),
            None => msg::CliHelpValues { values }.into(),
        }))
    }
}

fn about(command: &str) -> Phrase {
    match command {
        "check" => msg::CliAboutCheck,
        "fix" => msg::CliAboutFix,
        "fmt" => msg::CliAboutFmt,
        "extract" => msg::CliAboutExtract,
        "import" => msg::CliAboutImport,
        "export" => msg::CliAboutExport,
        "new" => msg::CliAboutNew,
        "annotate" => msg::CliAboutAnnotate,
        "explain" => msg::CliAboutExplain,
        "schema" => msg::CliAboutSchema,
        "lsp" => msg::CliAboutLsp,
        "completions" => msg::CliAboutCompletions,
        "man" => msg::CliAboutMan,
        "help" => msg::CliAboutHelp,
        _ => msg::CliAbout,
    }
}

fn after(command: &str) -> Option<Phrase> {
    match command {
        "check" => Some(msg::CliAfterCheck),
        "fix" => Some(msg::CliAfterFix),
        "fmt" => Some(msg::CliAfterFmt),
        "extract" => Some(msg::CliAfterExtract),
        "import" => Some(msg::CliAfterImport),
        "export" => Some(msg::CliAfterExport),
        "new" => Some(msg::CliAfterNew),
        "annotate" => Some(msg::CliAfterAnnotate),
        _ => None,
    }
}

/// The name of an argument's value.
fn value(arg: &str) -> Option<Phrase> {
    match arg {
        "paths" => Some(msg::CliValuePath),
        "document" | "file" | "from" | "output_file" | "stdin_filename" | "config" | "write_baseline"
        | "files_from" | "report" => Some(msg::CliValueFile),
        "threads" => Some(msg::CliValueCount),
        "agency" => Some(msg::CliValueName),
        "year" => Some(msg::CliValueYear),
        "rule" | "fix_rule" => Some(msg::CliValueRule),
        "select" | "ignore" => Some(msg::CliValueRules),
        "command" => Some(msg::CliValueCommand),
        "shell" => Some(msg::CliValueShell),
        "format" | "severity" | "fail_on" | "to" | "locale" | "color" => Some(msg::CliValueChoice),
        _ => None,
    }
}

fn help(arg: &str, command: &str) -> Option<Phrase> {
    Some(match arg {
        "paths" if matches!(command, "check" | "extract") => msg::CliHelpPathsCheck,
        "paths" => msg::CliHelpPaths,
        "format" if command == "extract" => msg::CliHelpFormatExtract,
        "format" => msg::CliHelpFormat,
        "file" if command == "export" => msg::CliHelpFileExport,
        "file" => msg::CliHelpFileImport,
        "to" if command == "import" => msg::CliHelpToImport,
        "to" if command == "new" => msg::CliHelpToNew,
        "to" => msg::CliHelpToExport,
        "agency" => msg::CliHelpAgency,
        "year" => msg::CliHelpYear,
        "from" => msg::CliHelpFrom,
        "force" => msg::CliHelpForce,
        "output_file" if matches!(command, "import" | "export" | "new") => msg::CliHelpOutputFileNew,
        "document" => msg::CliHelpDocument,
        "output_file" if command == "annotate" => msg::CliHelpOutputFileAnnotate,
        "output_file" => msg::CliHelpOutputFile,
        "in_place" => msg::CliHelpInPlace,
        "revisions" => msg::CliHelpRevisions,
        "fix_rule" => msg::CliHelpFixRule,
        "severity" => msg::CliHelpSeverity,
        "files_from" => msg::CliHelpFilesFrom,
        "select" => msg::CliHelpSelect,
        "ignore" => msg::CliHelpIgnore,
        "fail_on" => msg::CliHelpFailOn,
        "no_last_year" => msg::CliHelpNoLastYear,
        "report" => msg::CliHelpReport,
        "watch" => msg::CliHelpWatch,
        "statistics" => msg::CliHelpStatistics,
        "exit_zero" => msg::CliHelpExitZero,
        "stdin_filename" if command == "extract" => msg::CliHelpStdinFilenameExtract,
        "stdin_filename" => msg::CliHelpStdinFilename,
        "config" => msg::CliHelpConfig,
        "no_config" => msg::CliHelpNoConfig,
        "write_baseline" => msg::CliHelpWriteBaseline,
        "threads" => msg::CliHelpThreads,
        "quiet" => msg::CliHelpQuiet,
        "locale" => msg::CliHelpLocale,
        "color" => msg::CliHelpColor,
        "dry_run" => msg::CliHelpDryRun,
        "diff" => msg::CliHelpDiff,
        "check" => msg::CliHelpCheckFormat,
        "rule" => msg::CliHelpRule,
        "stdio" => msg::CliHelpStdio,
        "command" => msg::CliHelpCommand,
        "shell" => msg::CliHelpShell,
        "help" => msg::CliHelpHelp,
        "version" => msg::CliHelpVersion,
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
