//! Ways to run the program of a platform on this machine.

use crate::dist::target::{Target, host_triple};
use crate::tools::command::Run as _;
use crate::tools::cross;
use crate::tools::paths::find_program;
use anyhow::{Context as _, Result};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A way to run the program of a platform.
pub enum Platform {
    /// By itself, without environment variables.
    Native,
    /// In a folder that is the root of its file system and contains nothing else.
    EmptyRoot,
    /// With wine, in a new home folder.
    Wine(TempDir),
}

/// Whether packages of the platform can be installed on this machine.
pub fn runs_natively(target: &Target) -> bool {
    let linux = |triple: &str| triple.replace("musl", "gnu");
    host_triple().is_ok_and(|host| host == target.triple || host == linux(target.triple))
}

impl Platform {
    /// The way for a platform, or the reason that there is none.
    pub fn new(target: &Target) -> Result<Result<Self, String>> {
        if target.is_windows() {
            let missing = || "needs wine".to_owned();
            return if find_program("wine").is_some() { Self::wine().map(Ok) } else { Ok(Err(missing())) };
        }
        if !runs_natively(target) {
            return Ok(Err(format!("a program of {} does not run on this machine", target.triple)));
        }
        let is_root = Command::new("id").arg("-u").printed().is_ok_and(|id| id.trim() == "0");
        Ok(Ok(if target.triple.contains("musl") && is_root { Self::EmptyRoot } else { Self::Native }))
    }

    fn wine() -> Result<Self> {
        let home = tempfile::tempdir()?;
        // wine 8 lacks the function of this library that the standard library of Rust calls. Windows has it since version 7.
        let source = home.path().join("random.c");
        fs::write(
            &source,
            "int __stdcall SystemFunction036(void *, unsigned long);\n\
             __declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, unsigned long long length) {\n\
             return SystemFunction036(bytes, (unsigned long)length); }\n",
        )?;
        let mut zig = cross::Tools::ensure(&mut |_| {})?.command("python")?;
        zig.args(["-m", "ziglang", "cc", "-target", "x86_64-windows-gnu", "-shared", "-o"]);
        zig.arg(home.path().join("bcryptprimitives.dll")).arg(&source).arg("-ladvapi32").printed()?;
        Ok(Self::Wine(home))
    }

    /// Puts the program into a folder for [`Platform::command`].
    pub fn install(&self, program: &Path, folder: &Path) -> Result<()> {
        let name = program.file_name().context("the name of the program")?;
        fs::copy(program, folder.join(name)).with_context(|| program.display().to_string())?;
        if let Self::Wine(home) = self {
            fs::copy(home.path().join("bcryptprimitives.dll"), folder.join("bcryptprimitives.dll"))?;
        }
        Ok(())
    }

    /// A command of the program in `folder`, which is also its current folder.
    pub fn command(&self, name: &str, folder: &Path) -> Command {
        let program = folder.join(name);
        let mut command = match self {
            Self::Native => Command::new(program),
            Self::EmptyRoot => {
                let mut command = Command::new("chroot");
                command.arg(folder).arg(format!("/{name}"));
                command
            }
            Self::Wine(_) => {
                let mut command = Command::new("wine");
                command.arg(program);
                command
            }
        };
        command.current_dir(folder).env_clear();
        if !matches!(self, Self::Native) {
            command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        }
        if let Self::Wine(home) = self {
            let variables: [(&str, OsString); 5] = [
                ("HOME", home.path().into()),
                // wine passes arguments in the encoding of this locale.
                ("LC_ALL", "C.UTF-8".into()),
                ("WINEPREFIX", home.path().join("wine").into()),
                ("WINEDEBUG", "-all".into()),
                // wine loads the library from the folder of the program, and opens no windows.
                ("WINEDLLOVERRIDES", "bcryptprimitives=n;mscoree,mshtml=".into()),
            ];
            command.envs(variables);
        }
        command
    }
}

impl Drop for Platform {
    /// Ends the server of wine, which would go on for some seconds and write into its folder.
    fn drop(&mut self) {
        if let Self::Wine(home) = self {
            let mut server = Command::new("wineserver");
            let _ = server.arg("-k").env("WINEPREFIX", home.path().join("wine")).printed();
        }
    }
}
