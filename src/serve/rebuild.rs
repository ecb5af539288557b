//! The thread that builds: build, publish, report, wait for the next change.
//!
//! Apart from the server so that no request waits for a build.
//!
//! Invariant: builds follow one another, never beside each other; a change during a build leads to
//! another one.

use std::time::Instant;

use tokio::sync::watch::Sender;

use super::bell::Bell;
use super::live::{Standing, publish};
use super::watch::Watch;
use super::{Event, Options, Rebuilt};

/// Builds at first and after every change, until nobody listens to `sender` any more.
pub(super) fn run(
    options: &Options,
    bell: Bell,
    mut build: impl FnMut() -> Rebuilt,
    mut report: impl FnMut(Event<'_>),
    sender: &Sender<Option<Standing>>,
) {
    let mut watch = Watch::open(options, bell, &mut |reason| report(Event::WatchFailed(reason)));
    loop {
        #[allow(clippy::disallowed_methods, reason = "the time a build took is told, and goes nowhere else")]
        let begun = Instant::now();
        let rebuilt = build();
        let elapsed = begun.elapsed();
        if sender.is_closed() {
            return;
        }
        publish(sender, &rebuilt, &options.audiences);
        report(Event::Rebuilt { elapsed, rebuilt: &rebuilt });
        drop(rebuilt);
        if !watch.wait(&|| sender.is_closed(), &mut |reason| report(Event::WatchFailed(reason))) {
            return;
        }
    }
}
