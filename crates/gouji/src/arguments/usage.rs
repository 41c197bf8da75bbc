//! Messages for wrong command lines, in the language of the messages. clap has English texts only.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use gouji_l10n::{Arg, Catalogue, Message};

use crate::arguments::help::syntax;
use crate::print::harmless;

/// The error of a command line, the syntax of `command`, and the command that prints its help.
pub fn explain(error: &Error, command: &str, catalogue: &Catalogue) -> String {
    let problem = catalogue.render(&problem(error));
    let mut text = catalogue.render(&Message::new("cli-usage-error").with("error", problem)) + "\n";
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(suggestion) =
        suggestions.into_iter().map(|kind| strings(error, kind)).find(|suggestion| !suggestion.is_empty())
    {
        // The last suggestion is the likeliest.
        let suggestion: Arg = suggestion.into_iter().next_back().into_iter().collect();
        text += &(catalogue.render(&Message::new("cli-usage-meant").with("meant", suggestion)) + "\n");
    }
    let values = strings(error, ContextKind::ValidValue);
    if error.kind() == ErrorKind::InvalidValue && (1..=MAX_VALUES).contains(&values.len()) {
        let values: Arg = values.into_iter().collect();
        text += &(catalogue.render(&Message::new("cli-help-values").with("values", values)) + "\n");
    }
    let usage = catalogue.render(&Message::new("cli-heading-usage"));
    let more = if command.is_empty() { "gouji help".to_owned() } else { format!("gouji help {command}") };
    let more = catalogue.render(&Message::new("cli-usage-more").with("command", more));
    format!("{text}\n{usage}{}\n{more}\n", syntax(command, catalogue))
}

/// Up to this number, the valid values are listed. There are dozens of rules.
const MAX_VALUES: usize = 12;

fn problem(error: &Error) -> Message {
    let argument = string(error, ContextKind::InvalidArg);
    let value = string(error, ContextKind::InvalidValue);
    let about = |id| Message::new(id).with("argument", argument.as_str());
    match error.kind() {
        ErrorKind::UnknownArgument => about("cli-usage-unknown-argument"),
        ErrorKind::InvalidSubcommand => {
            Message::new("cli-usage-unknown-command").with("command", string(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => about("cli-usage-no-value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => about("cli-usage-invalid-value").with("value", value),
        ErrorKind::NoEquals => about("cli-usage-no-equals"),
        ErrorKind::TooManyValues => about("cli-usage-too-many").with("value", value),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => about("cli-usage-no-value"),
        ErrorKind::ArgumentConflict => match strings(error, ContextKind::PriorArg) {
            others if others.is_empty() || others == [argument.as_str()] => about("cli-usage-twice"),
            others => about("cli-usage-conflict").with("other", others.into_iter().collect::<Arg>()),
        },
        ErrorKind::MissingRequiredArgument => {
            let missing: Arg = strings(error, ContextKind::InvalidArg).into_iter().collect();
            Message::new("cli-usage-missing").with("arguments", missing)
        }
        ErrorKind::MissingSubcommand => Message::new("cli-usage-missing-command"),
        ErrorKind::InvalidUtf8 => Message::new("cli-usage-not-utf8"),
        // Other kinds are not errors of a command line, or a later version of clap adds them.
        _ => Message::new("cli-usage-other"),
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
