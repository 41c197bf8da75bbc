//! Puts the parts together and runs them.

use std::process::ExitCode;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::LspService;

use crate::ingress::Ingress;
use crate::log::{note, note_panics};
use crate::running::Running;
use crate::server::Server;
use crate::session::Session;
use crate::transport::{Ending, pump};
use crate::{diagnostics, errands, lifetime};

/// Serves one client until it leaves. Exit code 0 where it said `shutdown` before, else 1, as the protocol asks.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin + Send + 'static) -> ExitCode {
    let session = Arc::new(Session::default());
    let (service, socket) = LspService::new(|client| Server::new(client, Arc::clone(&session)));
    let worker = tokio::spawn(diagnostics::worker::run(service.inner().client(), Arc::clone(&session)));
    let errands = tokio::spawn(errands::run(Arc::clone(&session)));
    let running = Arc::new(Running::default());
    let ingress = Ingress::new(service, Arc::clone(&session), Arc::clone(&running));
    let ending = tokio::select! {
        ending = pump(input, output, ingress, socket, || running.has_room()) => ending,
        () = lifetime::client_ends(&session) => Ending::Abrupt,
    };
    worker.abort();
    errands.abort();
    match ending {
        Ending::Orderly => ExitCode::SUCCESS,
        Ending::Abrupt => ExitCode::FAILURE,
    }
}

/// Serves the client at standard input and output.
pub fn serve_stdio() -> ExitCode {
    note_panics();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            note(format_args!("cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout()));
    // An analysis that still runs, or a read from standard input, must not keep the process.
    runtime.shutdown_background();
    code
}
