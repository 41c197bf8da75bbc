//! Starts `gouji lsp` in Zed: the program of the settings (`lsp.gouji.binary`), or the one on `PATH`.

use zed_extension_api::serde_json::Value;
use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

const NOT_FOUND: &str = "找不到 gouji，请把它放入 PATH，或者在设置中写明 lsp.gouji.binary.path · \
    gouji was not found; put it on PATH, or set lsp.gouji.binary.path";

struct Gouji;

impl zed::Extension for Gouji {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let chosen = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = chosen.or_else(|| worktree.which("gouji")).ok_or(NOT_FOUND)?;
        let args = binary.and_then(|binary| binary.arguments).unwrap_or_else(|| vec!["lsp".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.initialization_options)
    }
}

zed::register_extension!(Gouji);
