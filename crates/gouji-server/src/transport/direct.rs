//! Output that the thread with the message writes itself, if that cannot block it.
//!
//! The runtime writes to standard output on a thread of its own, because a write may block. To wake that thread takes longer than
//! to write a short message.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::AsFd;
use tokio::io::AsyncWrite;

/// The largest number of bytes of one write. Where Linux says that a pipe or socket can be written to, it takes a page at once.
const MAX_BYTES: usize = 4096;

/// An output that is written directly, or by `queued` while it has no room.
pub(crate) struct Direct<W, F> {
    queued: W,
    file: F,
    /// Whether `queued` may still have bytes, which come first.
    is_queued: bool,
}

impl<W, F: AsFd> Direct<W, F> {
    /// The output `file`, to which `queued` writes too.
    pub const fn new(queued: W, file: F) -> Self {
        Self { queued, file, is_queued: false }
    }

    /// Writes the first bytes, unless this could block.
    fn write_now(&self, bytes: &[u8]) -> Option<usize> {
        const NO_TIME: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut files = [PollFd::new(&self.file, PollFlags::OUT)];
        poll(&mut files, Some(&NO_TIME)).ok()?;
        let [file] = &files;
        if file.revents() != PollFlags::OUT {
            return None;
        }
        // `queued` meets the same error, and reports it.
        rustix::io::write(&self.file, bytes.get(..MAX_BYTES).unwrap_or(bytes)).ok()
    }
}

impl<W: AsyncWrite + Unpin, F: AsFd + Unpin> AsyncWrite for Direct<W, F> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.as_mut().poll_flush(context))?;
        if let Some(written) = self.write_now(bytes) {
            return Poll::Ready(Ok(written));
        }
        self.is_queued = true;
        Pin::new(&mut self.queued).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.is_queued {
            ready!(Pin::new(&mut self.queued).poll_flush(context))?;
            self.is_queued = false;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.queued).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::os::fd::OwnedFd;

    use futures::FutureExt;
    use tokio::io::AsyncWriteExt;

    use super::*;

    /// A writer that is flushed only after `is_open` was set.
    #[derive(Default)]
    struct Slow {
        bytes: Vec<u8>,
        is_open: bool,
    }

    impl AsyncWrite for Slow {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.bytes.extend_from_slice(bytes);
            Poll::Ready(Ok(bytes.len()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            if self.is_open { Poll::Ready(Ok(())) } else { Poll::Pending }
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn a_full_pipe_is_written_by_the_queue_and_the_order_stays() {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let mut output = Direct::new(Slow::default(), OwnedFd::from(writer));
        let long = vec![b'x'; 1 << 20];
        let written = output.write(&long).now_or_never().expect("the pipe has room").expect("written");
        assert_eq!((written, output.queued.bytes.len()), (MAX_BYTES, 0));
        let mut rest = long.len() - written;
        while output.queued.bytes.is_empty() {
            rest -= output.write(&long[..rest]).now_or_never().expect("no wait").expect("written");
        }
        // The pipe is full. No byte may overtake those in the queue, although the pipe has room again.
        assert!(output.write(b"y").now_or_never().is_none());
        let mut page = vec![0; MAX_BYTES];
        reader.read_exact(&mut page).expect("the first bytes");
        assert!(output.write(b"y").now_or_never().is_none());
        output.queued.is_open = true;
        assert_eq!(output.write(b"y").now_or_never().expect("no wait").expect("written"), 1);
        assert!(!output.queued.bytes.contains(&b'y'), "it is in the pipe");
        drop(output);
        let mut piped = Vec::new();
        reader.read_to_end(&mut piped).expect("the other bytes");
        assert_eq!(piped.last(), Some(&b'y'));
    }

    #[test]
    fn an_output_without_a_reader_is_left_to_the_queue() {
        let (reader, mut writer) = io::pipe().expect("a pipe");
        writer.write_all(b"x").expect("the pipe has room");
        drop(reader);
        let mut output = Direct::new(Slow::default(), OwnedFd::from(writer));
        assert_eq!(output.write(b"y").now_or_never().expect("no wait").expect("written"), 1);
        assert_eq!(output.queued.bytes, b"y");
    }
}
