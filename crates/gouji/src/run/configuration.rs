//! The options that choose a configuration, and the messages for an invalid configuration or baseline.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::Args;
use gouji_config::{Effective, Resolver, RuleChoice, Source, Trouble};
use gouji_l10n::Catalogue;
use gouji_text::harmless;
use gouji_text::places::Places;

use crate::print::excerpt::excerpt;
use crate::print::names;

/// The options that choose the configuration.
#[derive(Debug, Default, Args)]
pub struct ConfigArgs {
    #[arg(long)]
    config: Option<PathBuf>,
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
}

impl ConfigArgs {
    /// The requested configuration.
    pub fn configuration(&self) -> Configuration {
        Configuration::new(self.resolver())
    }

    /// The requested configuration, with the rules of a command line.
    pub fn with_rules(&self, choice: RuleChoice) -> Configuration {
        Configuration::new(self.resolver().with_rules(choice))
    }

    /// The requested configuration, without baselines.
    pub fn without_baselines(&self) -> Configuration {
        Configuration::new(self.resolver().without_baselines())
    }

    fn resolver(&self) -> Resolver {
        Resolver::new(match &self.config {
            Some(path) => Source::File(std::path::absolute(path).unwrap_or_else(|_| path.clone())),
            None if self.no_config => Source::Nowhere,
            None => Source::Search,
        })
    }
}

/// The configuration of each file.
#[derive(Debug)]
pub struct Configuration {
    /// Resolves the configuration of a file, on any thread.
    pub resolver: Arc<Resolver>,
    /// Invalid files that were reported already.
    reported: HashSet<PathBuf>,
}

impl Configuration {
    fn new(resolver: Resolver) -> Self {
        Self { resolver: Arc::new(resolver), reported: HashSet::new() }
    }

    /// The same configuration, whose problems are reported again.
    #[must_use]
    pub fn unreported(self) -> Self {
        Self { reported: HashSet::new(), ..self }
    }

    /// The configuration of a file.
    pub fn effective(&self, path: &Path) -> Effective {
        self.resolver.effective(path)
    }

    /// Reports the problems of the `broken` files, once per file.
    pub fn report_problems(&mut self, broken: &[PathBuf], catalogue: &Catalogue) {
        for trouble in self.resolver.troubles() {
            if broken.contains(&trouble.path) && self.reported.insert(trouble.path.clone()) {
                print_trouble(&trouble, catalogue);
            }
        }
    }
}

/// Prints the problems of a file, with their places underlined.
fn print_trouble(trouble: &Trouble, catalogue: &Catalogue) {
    let here = std::env::current_dir().unwrap_or_default();
    let path = names::shown(trouble.path.strip_prefix(here).unwrap_or(&trouble.path));
    let places = Places::new(&trouble.text);
    let mut out = anstream::stderr();
    for problem in &trouble.problems {
        let excerpt = excerpt(&places, problem.span, None);
        let snippet = Snippet::source(excerpt.text)
            .path(path.as_str())
            .line_start(places.place(problem.span.start).line)
            .annotation(AnnotationKind::Primary.span(excerpt.span.into()));
        let title = Level::ERROR.primary_title(harmless::words(&catalogue.render(&problem.message)).into_owned());
        let _ = writeln!(out, "{}\n", Renderer::styled().render(&[title.element(snippet)]));
    }
}
