//! Broken and sound projects with the exact findings they deserve, and transcripts of the command line.
//!
//! All of it is data in Markdown, which `README.md` in this folder explains; the code here reads it, runs it
//! and compares. `UPDATE=1 cargo test --test suite` writes what the program says into the expectations: read
//! every line of the difference before you believe it.
//!
//! Invariant: nothing in this folder is unused. A case without an expectation, a rule without cases, a
//! project that no case stands on: each of them fails.
#![allow(
    clippy::disallowed_methods,
    reason = "the suite writes projects to disk, runs the program and compares"
)]

mod book;
mod cases;
mod census;
mod compare;
mod console;
mod documentation;
mod project;
mod revisions;
mod sample;

use std::path::PathBuf;

use compare::settle;

/// This folder, or something in it.
fn suite(inside: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(inside)
}

#[test]
fn each_rule_finds_what_its_cases_say() {
    settle(&book::all(&suite("rules")), cases::run);
}

#[test]
fn each_topic_finds_what_its_cases_say() {
    settle(&book::all(&suite("topics")), cases::run);
}

#[test]
fn the_command_line_says_what_its_transcripts_say() {
    settle(&book::all(&suite("console")), console::run);
}

#[test]
fn the_transcripts_of_the_documentation_are_what_is_printed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/transcripts");
    settle(&book::all(&folder), console::run);
}
