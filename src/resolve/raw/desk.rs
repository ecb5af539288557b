//! `desks/*.yaml`.

use super::{Ids, List, Maybe, raw};
use crate::syntax::decode::{Entries, Field, Text};

raw! {
    /// People in a place who answer.
    RawDesk {
        /// How customers call it.
        name: Text,
        /// Where it is.
        place: Text,
        /// When it answers: the id of hours.
        hours: Field<String>,
        /// The languages spoken whenever it is open.
        languages: Field<List<String>>,
        /// Languages spoken besides at certain hours: the id of hours, and the languages.
        languages_at: Maybe<Entries<List<String>>>,
        /// How to reach it, in order; internal channels are shown to staff alone.
        channels: Field<Ids>,
        /// The memberships it works for; none means all.
        enrolments: Maybe<Ids>,
        /// What else to know.
        note: Option<Text>,
        /// The channel of who leads it. For staff alone.
        lead: Maybe<String>,
        /// Who keeps this file true. For staff alone.
        owner: Maybe<String>,
        /// When it is read again. For staff alone.
        next_review: Maybe<String>,
    }
}
