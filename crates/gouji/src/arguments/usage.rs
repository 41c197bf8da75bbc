//! Errors of usage in the language of the messages, as clap has English words only.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use gouji_l10n::Arg;
use gouji_l10n::{Catalogue, Message};

use crate::arguments::help::syntax;
use crate::print::harmless;

/// What is wrong with a command line, how `command` is called, and where more stands.
pub fn explain(error: &Error, command: &str, catalogue: &Catalogue) -> String {
    let wrong = catalogue.render(&wrong(error));
    let mut text = catalogue.render(&Message::new("cli-usage-error").with("error", wrong)) + "\n";
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(meant) = suggestions.into_iter().map(|kind| strings(error, kind)).find(|meant| !meant.is_empty()) {
        // The last is the likeliest of several.
        let meant: Arg = meant.into_iter().next_back().into_iter().collect();
        text += &(catalogue.render(&Message::new("cli-usage-meant").with("meant", meant)) + "\n");
    }
    let values = strings(error, ContextKind::ValidValue);
    if error.kind() == ErrorKind::InvalidValue && (1..=MOST_VALUES).contains(&values.len()) {
        let values: Arg = values.into_iter().collect();
        text += &(catalogue.render(&Message::new("cli-help-values").with("values", values)) + "\n");
    }
    let usage = catalogue.render(&Message::new("cli-heading-usage"));
    let more = if command.is_empty() { "gouji help".to_owned() } else { format!("gouji help {command}") };
    let more = catalogue.render(&Message::new("cli-usage-more").with("command", more));
    format!("{text}\n{usage}{}\n{more}\n", syntax(command, catalogue))
}

/// Values that are named where another was given; there are dozens of rules.
const MOST_VALUES: usize = 12;

fn wrong(error: &Error) -> Message {
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
        // The others are no errors of usage, or come to be in a later version.
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
