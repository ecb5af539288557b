//! `supportbook check` where it needs more than files and a screen: a git repository, time, other programs'
//! formats.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests play the user")]

mod base;
mod fix;
mod project;
mod sarif;
mod watch;
