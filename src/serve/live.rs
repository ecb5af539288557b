//! What stands now, and how the pages in the browser hear of it.
//!
//! Apart because it is what the thread that builds and the server share: one value, replaced as a whole.
//!
//! Invariant: only a good build replaces the sites, and only sites of an audience that was asked for get
//! in. The version rises exactly when the bytes change. The token differs from run to run, cannot be
//! guessed, and is compared in constant time. A page that listens slowly skips to the last state; nothing
//! queues up.

use std::convert::Infallible;
use std::fmt;
use std::fmt::Write as _;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::sync::watch::{Receiver, Sender};

use super::connection::PATIENCE;
use super::error::ServeError;
use super::route::Sites;
use super::{Rebuilt, Shown};
use crate::output::Audience;

/// How many findings are shown in the browser; the terminal has them all.
pub(super) const MOST_SHOWN: usize = 100;

/// How soon a page asks again after the server went away.
const RETRY: Duration = Duration::from_millis(500);

/// What stands now.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// How many different good sites there were; 0 before the first.
    pub(super) version: u64,
    /// The last good sites.
    pub(super) sites: Sites,
    /// What stopped the last build, if it was stopped.
    pub(super) stop: Option<Vec<Shown>>,
}

/// Puts the outcome of a build in place of what stood, and wakes those who wait for it.
pub(super) fn publish(sender: &Sender<Option<Standing>>, rebuilt: &Rebuilt, audiences: &[Audience]) {
    let old = sender.borrow().clone().unwrap_or_default();
    if rebuilt.sites.is_empty() {
        sender.send_replace(Some(Standing { stop: Some(rebuilt.findings.clone()), ..old }));
        return;
    }
    let mut sites = rebuilt.sites.clone();
    sites.retain(|audience, _| audiences.contains(audience));
    let is_new = old.version == 0 || old.sites != sites;
    let version = old.version + u64::from(is_new);
    if is_new || old.stop.is_some() {
        sender.send_replace(Some(Standing { version, sites, stop: None }));
    }
}

/// The stream of what stands now and after every change, as `state` events of JSON.
pub(super) fn events(standing: Receiver<Option<Standing>>) -> Response {
    let mut standing = standing;
    // The first state goes out at once.
    standing.mark_changed();
    let states = stream::unfold(standing, |mut standing| async {
        standing.changed().await.ok()?;
        let event = state(standing.borrow_and_update().as_ref()?);
        Some((Ok::<_, Infallible>(event), standing))
    });
    Sse::new(states).keep_alive(KeepAlive::new().interval(PATIENCE / 3)).into_response()
}

/// `{"version": "1", "stop": null | {"findings": [{level, place, message, hints}], "more": 0}}`
fn state(standing: &Standing) -> Event {
    let stop = standing.stop.as_ref().map(|findings| {
        let shown: Vec<Value> = findings.iter().take(MOST_SHOWN).map(finding).collect();
        json!({ "more": findings.len() - shown.len(), "findings": shown })
    });
    let data = json!({ "version": standing.version.to_string(), "stop": stop });
    // JSON has no line breaks of its own, as an event's data must not.
    Event::default().event("state").retry(RETRY).data(data.to_string())
}

fn finding(Shown { level, place, message, hints }: &Shown) -> Value {
    json!({ "level": level, "place": place, "message": message, "hints": hints })
}

/// What a page must show to listen to the events.
#[derive(Clone)]
pub(super) struct Token(String);

impl Token {
    /// 128 bits of the system's randomness.
    pub(super) fn random() -> Result<Self, ServeError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| ServeError::system("draw a token")(error.into()))?;
        Ok(Self(bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })))
    }

    /// Whether the text is the token. Hashes are compared, in constant time as `blake3` promises.
    pub(super) fn is(&self, text: &str) -> bool {
        blake3::hash(self.0.as_bytes()) == blake3::hash(text.as_bytes())
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
