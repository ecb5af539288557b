//! Emphasis beside CJK text, held against comrak, which has the markdown-cjk-friendly rule built in:
//! hand cases, every character, real documents and random ones, block by block, where emphasis begins
//! and where it ends.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod cases;
mod characters;
mod corpus;
mod generated;
mod oracle;
mod random;
mod robust;
