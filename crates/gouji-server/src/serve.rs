//! Connects the parts of the server and runs them.

use std::process::ExitCode;
use std::sync::Arc;

use gouji_lsp::handlers::{compare_years, document, figure, overview, preview};
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::LspService;

use crate::ingress::Ingress;
use crate::log::{log_panics, warn};
use crate::pending_requests::PendingRequests;
use crate::server::Server;
use crate::session::Session;
use crate::transport::{Ending, pump};
use crate::{diagnostics, lifetime, workspace_scan};

/// Serves one client until the connection ends. The exit code is 0 if the client sent `shutdown` before, else 1, as the protocol requires.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin + Send + 'static) -> ExitCode {
    let session = Arc::new(Session::default());
    let service = LspService::build(|client| Server::new(client, Arc::clone(&session)));
    let service = service.custom_method(document::METHOD, Server::document);
    let service = service.custom_method(compare_years::METHOD, Server::compare_years);
    let service = service.custom_method(figure::METHOD, Server::figure);
    let service = service.custom_method(overview::METHOD, Server::overview);
    let (service, socket) = service.custom_method(preview::METHOD, Server::preview).finish();
    let worker = tokio::spawn(diagnostics::worker::run(service.inner().client(), Arc::clone(&session)));
    let scan = tokio::spawn(workspace_scan::run(service.inner().client(), Arc::clone(&session)));
    let pending = Arc::new(PendingRequests::default());
    let ingress = Ingress::new(service, Arc::clone(&session), Arc::clone(&pending));
    let ending = tokio::select! {
        ending = pump(input, output, ingress, socket, || pending.has_room()) => ending,
        () = lifetime::client_ends(&session) => Ending::Abrupt,
    };
    worker.abort();
    scan.abort();
    match ending {
        Ending::Orderly => ExitCode::SUCCESS,
        Ending::Abrupt => ExitCode::FAILURE,
    }
}

/// Standard output.
#[cfg(target_os = "linux")]
fn stdout() -> impl AsyncWrite + Unpin + Send + 'static {
    crate::transport::Direct::new(tokio::io::stdout(), std::io::stdout())
}

/// Standard output.
#[cfg(not(target_os = "linux"))]
fn stdout() -> impl AsyncWrite + Unpin + Send + 'static {
    tokio::io::stdout()
}

/// Serves a client on standard input and output.
pub fn serve_stdio() -> ExitCode {
    log_panics();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            warn(format_args!("cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    // On a thread of the runtime, the loop of messages and the worker need not wake each other.
    let code = runtime.block_on(async { tokio::spawn(serve(tokio::io::stdin(), stdout())).await });
    // An analysis or a read from standard input may still run. The process does not wait for it.
    runtime.shutdown_background();
    code.unwrap_or(ExitCode::FAILURE)
}
