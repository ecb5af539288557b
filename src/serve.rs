//! The development server: builds, serves the sites from memory, and builds again when a file changes.
//!
//! ```text
//! bind      a port of 127.0.0.1                 watch    wait for a change, let it settle
//! rebuild   on a thread of its own              live     what stands now, and who is told
//! door      who is answered at all              route    from a path to a file of a site
//! ```
//!
//! Apart because nothing else opens a socket or waits for anything. How a site is built and how things are
//! told to the user are arguments ([`serve`]).
//!
//! Invariant: requests are answered from memory alone, so no request reaches the disk; no answer lets
//! another origin read it; after an error the last good sites stay.

mod bell;
mod bind;
mod connection;
mod door;
mod error;
mod listen;
mod live;
mod media_type;
mod page;
mod rebuild;
mod respond;
mod route;
mod scan;
mod watch;

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use tokio::sync::watch::{Receiver, channel as watch_channel};

use self::bell::Bell;
use self::connection::Connections;
use self::live::{Standing, Token};
use self::respond::Desk;
use crate::output::{Audience, Output};

pub use self::error::ServeError;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port: `None` takes 3000 or the next free one of ten, 0 any free one.
    pub port: Option<u16>,
    /// The files and folders that a build reads. One that does not exist yet is waited for.
    pub watch: Vec<PathBuf>,
    /// The project's folder, watched without what lies below it.
    pub root: PathBuf,
    /// How often to look, for file systems that tell nothing (NFS, WSL). `None` listens to the system.
    pub poll: Option<Duration>,
    /// Whose sites are served; the others' are not even hinted at.
    pub audiences: Vec<Audience>,
}

/// What a build came to.
#[derive(Clone, Debug, Default)]
pub struct Rebuilt {
    /// The sites; empty where findings stop the build, so that the last good ones stay.
    pub sites: BTreeMap<Audience, Arc<Output>>,
    /// What the build found.
    pub findings: Vec<Shown>,
}

/// A finding, as it is shown in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// `error`, `warning` or `info`.
    pub level: &'static str,
    /// Where, as `file:line:column`.
    pub place: String,
    /// What, as `CODE: text`.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// What the user should hear of.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The port is bound; who asks before the first build is done waits for it.
    Listening(SocketAddr),
    /// A build is done and served.
    Rebuilt {
        /// How long it took, without the waiting for changes to settle.
        elapsed: Duration,
        /// What it came to.
        rebuilt: &'a Rebuilt,
    },
    /// The system cannot tell of changes, for the reason given; from here on they are looked for.
    WatchFailed(String),
}

/// Serves until Ctrl-C.
///
/// `rebuild` is called once at first and then after every change; it and `report` run on one thread beside
/// the server's.
///
/// # Errors
/// Where no port can be had, or the system refuses a socket, a thread or randomness.
///
/// # Panics
/// Where `rebuild` or `report` panics, with their panic.
pub fn serve(
    options: &Options,
    rebuild: impl FnMut() -> Rebuilt + Send + 'static,
    report: impl FnMut(Event<'_>) + Send + 'static,
) -> Result<(), ServeError> {
    serve_until(tokio::signal::ctrl_c(), options, rebuild, report)
}

/// Serves as [`serve`] does, until `stop` is done or fails. A build that is under way then ends by itself.
///
/// # Errors
/// As those of [`serve`], and where `stop` fails.
///
/// # Panics
/// As those of [`serve`].
pub fn serve_until(
    stop: impl Future<Output = io::Result<()>>,
    options: &Options,
    rebuild: impl FnMut() -> Rebuilt + Send + 'static,
    mut report: impl FnMut(Event<'_>) + Send + 'static,
) -> Result<(), ServeError> {
    if options.audiences.is_empty() {
        return Err(ServeError::NoAudience);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::system("start the server"))?;
    let (socket, address) = bind::bind(options.port)?;
    let token = Token::random()?;
    report(Event::Listening(address));

    let (sender, standing) = watch_channel(None);
    let bell = Bell::new();
    let builder = {
        let (options, bell) = (options.clone(), bell.clone());
        let run = move || rebuild::run(&options, bell, rebuild, report, &sender);
        thread::Builder::new().name("rebuild".into()).spawn(run)
    }
    .map_err(ServeError::system("start a thread"))?;
    let desk = Desk::new(address.port(), token, standing.clone());
    let ended = runtime.block_on(answer(socket, desk, standing, stop));

    // Closes the connections, and with them the channel: the builder, once awake, has nobody to build for.
    drop(runtime);
    bell.ring();
    match ended? {
        Ended::Stopped => Ok(()),
        Ended::Alone => builder.join().map_err(|panic| resume_unwind(panic)),
    }
}

/// Calls `judge` at first and after every change of the watched files, until Ctrl-C. Nothing is served: the
/// port and the audiences do not matter. `failed` hears why the system cannot tell of changes.
///
/// # Errors
/// Where the system refuses a thread or does not tell of Ctrl-C.
///
/// # Panics
/// Where `judge` or `failed` panics, with their panic.
pub fn follow(
    options: &Options,
    mut judge: impl FnMut() + Send + 'static,
    mut failed: impl FnMut(String) + Send + 'static,
) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(ServeError::system("watch the project"))?;
    let bell = Bell::new();
    let (alive, mut gone) = watch_channel(());
    let (options, own) = (options.clone(), bell.clone());
    let run = move || {
        // Dropped with the thread, also by a panic.
        let alive = alive;
        let mut watch = watch::Watch::open(&options, own, &mut failed);
        judge();
        while watch.wait(&|| alive.is_closed(), &mut failed) {
            judge();
        }
    };
    let watcher = thread::Builder::new().name("watch".into()).spawn(run);
    let watcher = watcher.map_err(ServeError::system("start a thread"))?;
    let stopped = runtime.block_on(async {
        tokio::select! {
            stopped = tokio::signal::ctrl_c() => Some(stopped),
            _ = gone.changed() => None,
        }
    });
    drop(gone);
    bell.ring();
    match stopped {
        Some(stopped) => stopped.map_err(ServeError::system("wait for Ctrl-C")),
        None => watcher.join().map_err(|panic| resume_unwind(panic)),
    }
}

/// Why the server ended.
enum Ended {
    /// It was told to.
    Stopped,
    /// The thread that builds is gone.
    Alone,
}

/// Answers requests, once there is something to answer with.
async fn answer(
    socket: TcpListener,
    desk: Desk,
    mut standing: Receiver<Option<Standing>>,
    stop: impl Future<Output = io::Result<()>>,
) -> Result<Ended, ServeError> {
    let connections = Connections::new(socket).map_err(ServeError::system("start the server"))?;
    let router = Router::new().fallback(respond::respond).with_state(Arc::new(desk));
    let serve = async {
        if standing.wait_for(Option::is_some).await.is_ok() {
            let server = async { axum::serve(connections, router).await };
            tokio::select! { _ = server => {}, () = closed(standing) => {} }
        }
    };
    tokio::select! {
        stopped = stop => stopped.map(|()| Ended::Stopped).map_err(ServeError::system("wait for Ctrl-C")),
        () = serve => Ok(Ended::Alone),
    }
}

/// Ends when the sender is gone.
async fn closed(mut standing: Receiver<Option<Standing>>) {
    while standing.changed().await.is_ok() {}
}
