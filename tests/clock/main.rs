//! The clock of business time: worked examples, a slow oracle that steps minute by minute over random hours,
//! and what other systems got wrong.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod bounds;
mod brute;
mod clocks;
mod days;
mod examples;
mod failures;
mod generated;
mod making;
mod oracle;
mod random;
