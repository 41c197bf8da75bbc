//! Standard input and output of the process.
//!
//! Editors connect a server by pipes or sockets. Unix reads and writes these without waiting, so a message passes no other thread on its
//! way (decision 0068). Tokio's own standard streams use such threads; files, terminals and Windows need them.

use tokio::io::{AsyncRead, AsyncWrite};

/// Standard input.
pub(crate) fn input() -> Box<dyn AsyncRead + Send + Unpin> {
    #[cfg(unix)]
    if let Some(input) = unix::input() {
        return input;
    }
    Box::new(tokio::io::stdin())
}

/// Standard output.
pub(crate) fn output() -> Box<dyn AsyncWrite + Send + Unpin> {
    #[cfg(unix)]
    if let Some(output) = unix::output() {
        return output;
    }
    Box::new(tokio::io::stdout())
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net;

    use tokio::io::{AsyncRead, AsyncWrite};
    use tokio::net::UnixStream;
    use tokio::net::unix::pipe::{Receiver, Sender};

    /// A stream that another process is connected to.
    enum Connection {
        Pipe(OwnedFd),
        Socket(net::UnixStream),
    }

    /// Standard input, if it is a pipe or a socket.
    pub(super) fn input() -> Option<Box<dyn AsyncRead + Send + Unpin>> {
        Some(match connection(io::stdin())? {
            Connection::Pipe(pipe) => Box::new(Receiver::from_owned_fd(pipe).ok()?),
            Connection::Socket(socket) => Box::new(stream(socket)?),
        })
    }

    /// Standard output, if it is a pipe or a socket.
    pub(super) fn output() -> Option<Box<dyn AsyncWrite + Send + Unpin>> {
        Some(match connection(io::stdout())? {
            Connection::Pipe(pipe) => Box::new(Sender::from_owned_fd(pipe).ok()?),
            Connection::Socket(socket) => Box::new(stream(socket)?),
        })
    }

    fn connection(standard: impl AsFd) -> Option<Connection> {
        let file = File::from(standard.as_fd().try_clone_to_owned().ok()?);
        let kind = file.metadata().ok()?.file_type();
        if kind.is_fifo() {
            return Some(Connection::Pipe(file.into()));
        }
        kind.is_socket().then(|| Connection::Socket(OwnedFd::from(file).into()))
    }

    fn stream(socket: net::UnixStream) -> Option<UnixStream> {
        socket.set_nonblocking(true).ok()?;
        UnixStream::from_std(socket).ok()
    }
}
