//! A word to people who wait: on a terminal only, and only when it takes long.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Shows a word until it is dropped.
pub(crate) struct Waiting {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows the word after a while, unless the answer is dropped before.
pub(crate) fn after(delay: Duration, word: &'static str) -> Waiting {
    if !std::io::stderr().is_terminal() {
        return Waiting { done: None, thread: None };
    }
    let (done, finished) = channel::<()>();
    let thread = std::thread::spawn(move || {
        if finished.recv_timeout(delay) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let mut terminal = std::io::stderr();
        let _ = write!(terminal, "{word} …").and_then(|()| terminal.flush());
        let _ = finished.recv();
        let _ = write!(terminal, "\r\x1b[K").and_then(|()| terminal.flush());
    });
    Waiting { done: Some(done), thread: Some(thread) }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
