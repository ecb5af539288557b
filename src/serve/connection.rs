//! Connections that cannot be held open at will: limited in number, and cut when nothing goes out.
//!
//! Apart because the limits concern bytes, not requests. One rule serves every case: a connection to which
//! nothing was written for [`PATIENCE`] is cut. That ends a request that trickles in, a client that does
//! not read, and a connection that idles; the stream of events lives by its heart beat.
//!
//! Invariant: at most [`MOST`] connections at once; further ones wait in the system's own bounded queue.

use std::io::{self, ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// The most connections at once.
const MOST: usize = 128;

/// How long a connection may go without anything written to it.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait after the system could not take a connection (no file handles left).
const PAUSE: Duration = Duration::from_millis(200);

/// Takes connections from a socket.
pub(super) struct Connections {
    socket: TcpListener,
    free: Arc<Semaphore>,
    patience: Duration,
}

impl Connections {
    /// From a socket that does not block. Must be called inside the runtime.
    pub(super) fn new(socket: std::net::TcpListener) -> io::Result<Self> {
        let socket = TcpListener::from_std(socket)?;
        Ok(Self { socket, free: Arc::new(Semaphore::new(MOST)), patience: PATIENCE })
    }
}

impl axum::serve::Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // An error would mean a closed semaphore, and nobody closes this one.
        let place = self.free.clone().acquire_owned().await.ok();
        loop {
            match self.socket.accept().await {
                Ok((stream, address)) => return (Connection::new(stream, place, self.patience), address),
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }
}

/// A connection with its place among the [`MOST`] and its deadline.
pub(super) struct Connection {
    stream: TcpStream,
    patience: Duration,
    deadline: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Connection {
    fn new(stream: TcpStream, place: Option<OwnedSemaphorePermit>, patience: Duration) -> Self {
        // Without it answers still arrive, a little later.
        let _ = stream.set_nodelay(true);
        Self { stream, patience, deadline: Box::pin(sleep(patience)), _place: place }
    }

    /// What is not ready fails once the deadline has passed.
    fn unless_late<T>(&mut self, ready: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if ready.is_pending() && self.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        ready
    }

    /// The same for a write, which moves the deadline where it wrote.
    fn written(&mut self, ready: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        if matches!(ready, Poll::Ready(Ok(1..))) {
            self.deadline.as_mut().reset(Instant::now() + self.patience);
        }
        self.unless_late(ready, cx)
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let ready = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.unless_late(ready, cx)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let ready = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(ready, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let ready = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(ready, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
