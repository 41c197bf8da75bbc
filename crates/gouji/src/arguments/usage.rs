//! Messages for wrong command lines, in the language of the messages. clap has English texts only.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use gouji_l10n::{Arg, Catalogue, Message, msg};
use gouji_text::harmless;

use crate::arguments::help::syntax;

/// The error of a command line, the syntax of `command`, and the command that prints its help.
pub fn explain(error: &Error, command: &str, catalogue: &Catalogue) -> String {
    let problem = catalogue.render(&problem(error));
    let mut text = catalogue.text(msg::CliUsageError { error: problem }) + "\n";
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(suggestion) =
        suggestions.into_iter().map(|kind| strings(error, kind)).find(|suggestion| !suggestion.is_empty())
    {
        // The last suggestion is the likeliest.
        let suggestion: Arg = suggestion.into_iter().next_back().into_iter().collect();
        text += &(catalogue.text(msg::CliUsageMeant { meant: suggestion }) + "\n");
    }
    let values = strings(error, ContextKind::ValidValue);
    if error.kind() == ErrorKind::InvalidValue && (1..=MAX_VALUES).contains(&values.len()) {
        let values: Arg = values.into_iter().collect();
        text += &(catalogue.text(msg::CliHelpValues { values }) + "\n");
    }
    let usage = catalogue.text(msg::CliHeadingUsage);
    let more = if command.is_empty() { "gouji help".to_owned() } else { format!("gouji help {command}") };
    let more = catalogue.text(msg::CliUsageMore { command: more });
    format!("{text}\n{usage}{}\n{more}\n", syntax(command, catalogue))
}

/// Up to this number, the valid values are listed. There are dozens of rules.
const MAX_VALUES: usize = 12;

fn problem(error: &Error) -> Message {
    let invalid = string(error, ContextKind::InvalidArg);
    let argument = invalid.as_str();
    let value = string(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => msg::CliUsageUnknownArgument { argument }.into(),
        ErrorKind::InvalidSubcommand => {
            msg::CliUsageUnknownCommand { command: string(error, ContextKind::InvalidSubcommand) }.into()
        }
        ErrorKind::InvalidValue if value.is_empty() => msg::CliUsageNoValue { argument }.into(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => msg::CliUsageInvalidValue { argument, value }.into(),
        ErrorKind::NoEquals => msg::CliUsageNoEquals { argument }.into(),
        ErrorKind::TooManyValues => msg::CliUsageTooMany { argument, value }.into(),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => msg::CliUsageNoValue { argument }.into(),
        ErrorKind::ArgumentConflict => match strings(error, ContextKind::PriorArg) {
            others if others.is_empty() || others == [argument] => msg::CliUsageTwice { argument }.into(),
            others => msg::CliUsageConflict { argument, other: others.into_iter().collect::<Arg>() }.into(),
        },
        ErrorKind::MissingRequiredArgument => {
            let missing: Arg = strings(error, ContextKind::InvalidArg).into_iter().collect();
            msg::CliUsageMissing { arguments: missing }.into()
        }
        ErrorKind::MissingSubcommand => msg::CliUsageMissingCommand.into(),
        ErrorKind::InvalidUtf8 => msg::CliUsageNotUtf8.into(),
        // Other kinds are not errors of a command line, or a later version of clap adds them.
        _ => msg::CliUsageOther.into(),
    }
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![harmless::words(text).into_owned()],
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| harmless::words(text).into_owned()).collect(),
        _ => Vec::new(),
    }
}

fn string(error: &Error, kind: ContextKind) -> String {
    strings(error, kind).into_iter().next().unwrap_or_default()
}
