//! Tools of other projects for comparison, installed in pinned versions from their registries into the cache folder.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{install, node, paths, python};
use anyhow::{Result, ensure};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Context;

/// The registry of a tool, and the path of its program below the installation folder. A program from crates.io has the name of its package.
#[derive(Clone, Copy)]
enum Registry {
    PyPi {
        program: &'static str,
    },
    /// A package of PyPI with the packages that it needs. The program is the interpreter that finds them.
    Python,
    Npm {
        program: &'static str,
    },
    Crates,
}

/// A tool of another project.
pub struct Peer {
    package: &'static str,
    version: &'static str,
    source: Registry,
}

pub const RUMDL: Peer = Peer { package: "rumdl", version: "0.3.0", source: Registry::PyPi { program: "bin/rumdl" } };
pub const TYPOS: Peer = Peer { package: "typos", version: "1.52.0", source: Registry::PyPi { program: "bin/typos" } };
pub const AUTOCORRECT: Peer = Peer {
    package: "autocorrect-node",
    version: "2.14.0",
    source: Registry::Npm { program: "node_modules/.bin/autocorrect" },
};
pub const TYPOS_LSP: Peer = Peer { package: "typos-lsp", version: "0.1.57", source: Registry::Crates };

pub const PYTHON_DOCX: Peer = Peer { package: "python-docx", version: "1.2.0", source: Registry::Python };
/// The package has the program itself.
pub const PANDOC: Peer =
    Peer { package: "pypandoc_binary", version: "1.17", source: Registry::PyPi { program: "pypandoc/files/pandoc" } };

pub const OWN: &str = "gouji";

/// A program that takes part in a comparison: gouji, a peer or a system program. If it is not available, `program` has the reason.
pub struct Contestant {
    pub name: String,
    program: Result<PathBuf, String>,
    arguments: &'static [&'static str],
}

impl Contestant {
    pub fn gouji(context: &Context, arguments: &'static [&'static str]) -> Self {
        Self { name: OWN.to_owned(), program: Ok(context.gouji.clone()), arguments }
    }

    pub fn peer(peer: &Peer, name: &str, arguments: &'static [&'static str], line: &mut Listener<'_>) -> Self {
        let program = peer.ensure(line).map_err(|error| reason(&error));
        Self { name: format!("{name} {}", peer.version), program, arguments }
    }

    /// A program of the system, if it was found.
    pub fn program(name: &str, program: Option<PathBuf>, arguments: &'static [&'static str]) -> Self {
        let program = program.ok_or_else(|| "it is not on the path".to_owned());
        Self { name: name.to_owned(), program, arguments }
    }

    /// Whether this is gouji, whose failure is an error of the measurement.
    pub fn is_own(&self) -> bool {
        self.name == OWN
    }

    /// The command that starts the program.
    ///
    /// # Errors
    /// The reason why the program is not available.
    pub fn command(&self) -> Result<Command> {
        let program = self.program.as_ref().map_err(|error| anyhow::anyhow!("not installed: {error}"))?;
        let mut command = Command::new(program);
        command.args(self.arguments);
        Ok(command)
    }
}

impl Peer {
    /// Installs the tool unless it is installed, and returns the path of its program.
    fn ensure(&self, line: &mut Listener<'_>) -> Result<PathBuf> {
        let Self { package, version, source } = self;
        let folder = paths::cache()?.join(format!("peer-{package}-{version}"));
        let mut fill = |mut command: Command| {
            install::ensure(&folder, &format!("{package} {version}"), || command.check(line).map(drop))
        };
        let program = match source {
            Registry::PyPi { program } => {
                fill(pip(package, version, &folder))?;
                folder.join(program)
            }
            Registry::Python => {
                install::ensure(&folder, &format!("{package} {version}"), || {
                    python::system().args(["-m", "venv"]).arg(&folder).check(line)?;
                    let mut pip = Command::new(python::interpreter(&folder));
                    pip.args(["-m", "pip", "install", "--quiet", "--only-binary=:all:"]);
                    pip.arg(format!("{package}=={version}")).check(line).map(drop)
                })?;
                python::interpreter(&folder)
            }
            Registry::Npm { program } => {
                // The install scripts of the package are not needed.
                fill(node::npm(&folder, &["install", "--ignore-scripts", &format!("{package}@{version}")]))?;
                folder.join(program)
            }
            Registry::Crates => install::program(package, version, line)?.join(format!("{package}{EXE_SUFFIX}")),
        };
        ensure!(program.exists(), "{} was installed, but is not there", program.display());
        Ok(program)
    }
}

fn pip(package: &str, version: &str, folder: &Path) -> Command {
    let mut command = python::system();
    command.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]);
    command.arg(folder).arg(format!("{package}=={version}"));
    command
}

/// The last line of an error, which is the most specific one, for a cell of a table.
pub fn reason(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default().replace('|', "/")
}
