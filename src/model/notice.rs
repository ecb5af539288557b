//! Short-lived messages: a line is down, a desk is closed.

use jiff::Timestamp;

use super::ids::{ChannelId, DeskId, MarketId, NoticeId, ServiceId};
use super::text::LocalText;
use super::word::words;

words! {
    /// How urgent a notice is.
    Urgency {
        /// Something does not work.
        Outage "outage"
        /// Something is different for a while.
        Change "change"
        /// Good to know.
        News "news"
    }
}

/// A short-lived message.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Its title.
    pub title: LocalText,
    /// What it says.
    pub text: LocalText,
    /// From when on.
    pub from: Timestamp,
    /// Until when; later than `from`.
    pub until: Timestamp,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The services it is about; where all lists are empty it is about everything.
    pub services: Vec<ServiceId>,
    /// The desks.
    pub desks: Vec<DeskId>,
    /// The channels.
    pub channels: Vec<ChannelId>,
    /// The markets.
    pub markets: Vec<MarketId>,
}
