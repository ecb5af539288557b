//! The proof that nothing internal reaches public bytes, on copies of the sample project.
//!
//! | file | what it shows |
//! |---|---|
//! | `canaries` | words planted in every internal place: none in the published folder, nor in what a theme can reach |
//! | `classes` | files that leak on purpose, one for each way: the gate names each |
//! | `themes` | the same from end to end: a theme or an author leaks, and no site is built |
//! | `quiet` | what looks like a leak and is none; no public link leads to an internal page |
//! | `same_bytes` | internal content changed, emptied, removed and added: the same public bytes |
//!
//! `project` copies and builds the sample; `search` decodes files in its own way, not with the gate's.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests write projects to the disk and look at published folders"
)]

mod canaries;
mod classes;
mod planting;
mod project;
mod quiet;
mod same_bytes;
mod search;
mod themes;
