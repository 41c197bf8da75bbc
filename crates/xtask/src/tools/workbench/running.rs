//! A running workbench, with a new profile and copies of the reports. It listens on the loopback interface and ends when it is dropped.

use super::Home;
use crate::tools::command::{Listener, Run as _, tail};
use crate::tools::paths;
use crate::tools::process::{ProcessGroup, wait_until};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

pub struct Workbench {
    port: u16,
    // Fields drop in this order: the process must end before its folder is deleted.
    group: ProcessGroup,
    folder: TempDir,
}

impl Workbench {
    /// Installs the extension into a new profile and starts the server on a free port.
    pub fn start(home: &Home, vsix: &Path, line: &mut Listener<'_>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("gouji-workbench-").tempdir()?;
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("data/User"))?;
        fs::copy(paths::extension().join("test/workbench/settings.json"), at("data/User/settings.json"))?;
        copy_reports(&at("reports"))?;

        let server = || -> Result<Command> {
            let mut command = Command::new(home.node()?);
            command.arg(home.server_script()).arg("--accept-server-license-terms");
            command.arg("--extensions-dir").arg(at("extensions")).arg("--server-data-dir").arg(at("server"));
            Ok(command)
        };
        server()?.arg("--install-extension").arg(vsix).arg("--force").check(line)?;

        let log = at("workbench.log");
        let file = File::create(&log)?;
        let mut command = server()?;
        command.args(["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--telemetry-level", "off"]);
        command.args(["--disable-workspace-trust", "--disable-experiments", "--user-data-dir"]).arg(at("data"));
        command.stdin(std::process::Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let mut group = ProcessGroup::start(&mut command)?;

        let port = wait_until(Duration::from_secs(60), || {
            let port = port_in(&fs::read_to_string(&log).unwrap_or_default());
            if port.is_none() && group.has_ended() { Some(None) } else { port.map(Some) }
        });
        let Some(port) = port.flatten() else {
            bail!("the workbench did not start:\n{}", tail(&fs::read_to_string(&log).unwrap_or_default(), 20));
        };
        let workbench = Self { port, group, folder };
        wait_until(Duration::from_secs(60), || workbench.answers().then_some(()))
            .context("the workbench does not answer")?;
        Ok(workbench)
    }

    /// The address of the workbench without an open folder.
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address that opens a folder and a file in the workbench.
    pub fn address(&self, folder: &Path, file: &Path) -> String {
        let payload = format!(r#"[["openFile","vscode-remote://127.0.0.1:{}{}"]]"#, self.port, file.display());
        format!(
            "{}/?folder={}&payload={}",
            self.base(),
            percent_encode(&folder.to_string_lossy()),
            percent_encode(&payload)
        )
    }

    /// The folder with copies of the sample reports, which the user may edit.
    pub fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    /// The temporary folder of the workbench, which is deleted with it.
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// Keeps the temporary folder when the workbench is dropped.
    pub fn keep_folder(&mut self) {
        self.folder.disable_cleanup(true);
    }

    pub fn has_ended(&mut self) -> bool {
        self.group.has_ended()
    }

    /// Whether the server serves the page of the workbench.
    pub fn answers(&self) -> bool {
        self.page().is_ok_and(|page| page.starts_with("HTTP/1.1 200") && page.contains("workbench"))
    }

    fn page(&self) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)?;
        let mut page = Vec::new();
        stream.read_to_end(&mut page)?;
        Ok(String::from_utf8_lossy(&page).into_owned())
    }
}

/// Copies the sample reports, without the file of expected findings.
pub fn copy_reports(to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(paths::samples())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt" || extension == "md") {
            fs::copy(&path, to.join(path.file_name().context("a file has a name")?))?;
        }
    }
    Ok(())
}

/// Reads the port from the log of the server.
fn port_in(log: &str) -> Option<u16> {
    let (_, after) = log.split_once("Extension host agent listening on ")?;
    // More digits may follow until the line is complete.
    after.split_once('\n')?.0.trim().parse().ok()
}

fn percent_encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_only_from_a_finished_line() {
        assert_eq!(
            port_in("Server bound to 127.0.0.1:4 (IPv4)\nExtension host agent listening on 40123\n"),
            Some(40123)
        );
        assert_eq!(port_in("Extension host agent listening on 401"), None);
        assert_eq!(port_in(""), None);
    }

    #[test]
    fn an_address_survives_blanks_and_chinese_names() {
        assert_eq!(percent_encode("/tmp/我 的"), "/tmp/%E6%88%91%20%E7%9A%84");
    }
}
