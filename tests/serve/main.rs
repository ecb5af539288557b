//! The development server: who is answered and with what, and that the browser follows the files.
//!
//! Each test runs a server of its own on a free port.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test plays the user, who edits files and waits")]

mod answers;
mod bounds;
mod client;
mod door;
mod ending;
mod following;
mod project;
