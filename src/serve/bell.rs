//! One wake-up, however often it is asked for.
//!
//! Apart because both the system's events and the end of the server wake the thread that builds.
//!
//! Invariant: nothing queues up, and ringing never waits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A bell that stays rung until it is heard.
#[derive(Clone)]
pub(super) struct Bell(Arc<(Mutex<bool>, Condvar)>);

impl Bell {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    pub(super) fn ring(&self) {
        let (rung, heard) = &*self.0;
        *rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        heard.notify_all();
    }

    /// Waits for the bell; whether it was rung before the time was over.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let (rung, heard) = &*self.0;
        let rung = rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = heard.wait_timeout_while(rung, time, |rung| !*rung);
        let (mut rung, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut rung)
    }
}
