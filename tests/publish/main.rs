//! Publishing: what is refused, what survives, and that a site is whole at every moment.
//!
//! The kill tests start this test binary again, as the process that is killed ([`writer`]).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests look at the disk, and time and start what they kill")]

mod at_once;
mod created;
mod place;
mod published;
mod recovered;
mod refused;
mod writer;
