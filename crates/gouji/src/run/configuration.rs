//! Options that say what is checked, and what is told of a configuration that cannot serve.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::Args;
use gouji_config::{Effective, Resolver, Source, Trouble};
use gouji_l10n::Catalogue;

use crate::print::excerpt::excerpt;
use crate::print::places::Places;
use crate::print::{harmless, names};

/// Which configuration counts.
#[derive(Debug, Default, Args)]
pub struct Configured {
    #[arg(long)]
    config: Option<PathBuf>,
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
}

impl Configured {
    /// The configuration that was asked for.
    pub fn configuration(&self) -> Configuration {
        Configuration::new(self.resolver())
    }

    /// The same without baselines.
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

/// What is checked in which file.
#[derive(Debug)]
pub struct Configuration {
    /// Tells what holds for a file, on any thread.
    pub resolver: Arc<Resolver>,
    /// Files of which was told that they cannot serve.
    told: HashSet<PathBuf>,
}

impl Configuration {
    fn new(resolver: Resolver) -> Self {
        Self { resolver: Arc::new(resolver), told: HashSet::new() }
    }

    /// What holds for a file.
    pub fn effective(&self, path: &Path) -> Effective {
        self.resolver.effective(path)
    }

    /// Reports the problems of the `broken` files, once per file.
    pub fn tell(&mut self, broken: &[PathBuf], catalogue: &Catalogue) {
        for trouble in self.resolver.troubles() {
            if broken.contains(&trouble.path) && self.told.insert(trouble.path.clone()) {
                tell(&trouble, catalogue);
            }
        }
    }
}

/// Says what is wrong with a file, with the places underlined.
fn tell(trouble: &Trouble, catalogue: &Catalogue) {
    let here = std::env::current_dir().unwrap_or_default();
    let path = trouble.path.strip_prefix(here).unwrap_or(&trouble.path);
    let path = names::shown(path);
    let places = Places::new(&trouble.text);
    let mut out = anstream::stderr();
    for problem in &trouble.problems {
        let excerpt = excerpt(&places, problem.span, None);
        let snippet =
            Snippet::source(excerpt.text).path(path.as_str()).line_start(places.place(problem.span.start).line);
        let snippet = snippet.annotation(AnnotationKind::Primary.span(excerpt.span.into()));
        let title = Level::ERROR.primary_title(harmless::words(&catalogue.render(&problem.message)).into_owned());
        let _ = writeln!(out, "{}\n", Renderer::styled().render(&[title.element(snippet)]));
    }
}
