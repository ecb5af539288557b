//! Who keeps what true, and when it is read again: for staff alone.

use jiff::civil::Date;

use super::text::LocalText;
use super::word::words;

words! {
    /// What is kept true.
    KeptKind {
        /// The partner.
        Partner "partner"
        /// The terms.
        Terms "terms"
        /// A legal person.
        Entity "entity"
        /// An offering.
        Offering "offering"
        /// A service.
        Service "service"
        /// A desk.
        Desk "desk"
        /// Weekly hours.
        Hours "hours"
        /// A calendar.
        Calendar "calendar"
        /// A vehicle.
        Vehicle "vehicle"
        /// A marketplace product.
        Product "marketplace"
        /// A message.
        Message "message"
    }
}

/// Something that somebody keeps true.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// What kind of thing.
    pub kind: KeptKind,
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: LocalText,
    /// Who keeps it true.
    pub owner: Option<Box<str>>,
    /// When it is read again.
    pub next_review: Option<Date>,
}
