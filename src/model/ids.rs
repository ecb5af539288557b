//! Ids: the names by which files refer to one another. They come from paths and keys, never from positions.

use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(Arc<str>);

            impl $name {
                /// The id of a text that was found to name something.
                pub fn new(text: &str) -> Self {
                    Self(text.into())
                }

                /// The id as it stands in files.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl std::borrow::Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }
        )*
    };
}

ids! {
    /// A page: its path under `content/pages/` without ending; a section's own page ends in `_index`.
    PageId
    /// A runbook: its path under `content/runbooks/` without ending.
    RunbookId
    /// An offering: the name of its file.
    OfferingId
    /// A service: the name of its file.
    ServiceId
    /// Hours: the name of their file.
    HoursId
    /// A calendar: the name of its file.
    CalendarId
    /// A channel: its key in `channels.yaml`.
    ChannelId
    /// A legal person: the name of its file.
    EntityId
    /// A membership: its key in `partner.yaml`.
    EnrolmentId
    /// A market: its key in `partner.yaml`.
    MarketId
    /// A desk: the name of its file.
    DeskId
    /// A severity: its key in `severities.yaml`.
    SeverityId
    /// A vehicle: its key in `vehicles.yaml`.
    VehicleId
    /// A marketplace product: the name of its file.
    ProductId
    /// A notice: the name of its file.
    NoticeId
    /// A word of the glossary: its key in `glossary.yaml`.
    TermId
    /// A message: the name of its file.
    MessageId
    /// A requirement: its key in a pack, as `CSP-021`.
    RequirementId
    /// A scenario: the name of its file.
    ScenarioId
}

impl PageId {
    /// Whether the page is a section's own.
    pub fn is_section(&self) -> bool {
        self.as_str() == "_index" || self.as_str().ends_with("/_index")
    }

    /// The folder the page lies in, or that it is the page of; empty at the top.
    pub fn folder(&self) -> &str {
        self.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
