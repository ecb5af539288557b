//! Formats of other programs: calendars that their users subscribe to, tables of holidays that others publish,
//! open intervals that scripts compare instants with.
//!
//! Apart because what stands here has rules of its own that change without us, and because the rest of the
//! program should know its own types alone. Texts go in and come out; the disk is for others.
//!
//! Invariant: the same arguments give the same bytes; what cannot be read is a [`Fault`] in one sentence.

mod calendar;
pub mod catalog;
pub mod glossary;
pub mod handback;
pub mod handoff;
pub mod holidays;
pub mod hours;
pub mod ics;
pub mod imports;
pub mod platform;
pub mod returned;
pub mod translations;
pub mod volume;
mod xml;
mod year;

pub use self::calendar::{Head, Texts, calendar_file, translation_file};
pub use self::year::{Counts, Year};

/// Why something of another program cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// One sentence, lower case.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}
