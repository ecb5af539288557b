//! People in a place who answer.

use super::ids::{ChannelId, DeskId, EnrolmentId, HoursId};
use super::text::LocalText;
use crate::locale::Locale;

/// People in a place, with hours, languages and channels.
#[derive(Clone, PartialEq, Debug)]
pub struct Desk {
    /// Its id.
    pub id: DeskId,
    /// How customers call it.
    pub name: LocalText,
    /// Where it is.
    pub place: LocalText,
    /// When it answers.
    pub hours: HoursId,
    /// The languages spoken whenever it is open.
    pub languages: Vec<Locale>,
    /// Languages spoken besides at certain hours.
    pub languages_at: Vec<(HoursId, Vec<Locale>)>,
    /// How customers reach it, in order.
    pub channels: Vec<ChannelId>,
    /// The memberships it works for; empty means all.
    pub enrolments: Vec<EnrolmentId>,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// What staff alone may know of a desk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeskSecrets {
    /// The desk.
    pub id: DeskId,
    /// Internal channels that lead to it.
    pub channels: Vec<ChannelId>,
    /// The channel of who leads it.
    pub lead: Option<ChannelId>,
}
