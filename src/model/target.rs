//! By when something happens, and how that is counted.

use super::duration::Duration;
use super::ids::{ServiceId, SeverityId};
use super::service::Area;
use super::text::{LocalText, TextList};
use super::word::words;

words! {
    /// What is measured.
    Metric {
        /// Until somebody answers.
        FirstResponse "first_response"
        /// Between two reports.
        Update "update"
        /// Until work can go on.
        Workaround "workaround"
        /// Until it is mended.
        Resolution "resolution"
    }
    /// How binding it is.
    TargetKind {
        /// An aim.
        Target "target"
        /// A promise.
        Commitment "commitment"
    }
    /// When the clock starts.
    ClockStart {
        /// When the customer sends the case.
        Submitted "submitted"
        /// When it reaches the partner.
        Received "received"
        /// When the severity is agreed.
        Classified "classified"
    }
    /// What counts as an answer.
    ResponseCounts {
        /// A person who has read the case.
        Human "human"
        /// An automatic confirmation too.
        Automatic "automatic"
    }
    /// What a case is about.
    RequestType {
        /// Something does not work.
        Incident "incident"
        /// How does one do something?
        Question "question"
        /// Please change something.
        Change "change"
        /// An invoice or a price.
        Billing "billing"
        /// Buying, moving, ending.
        Order "order"
        /// Somebody has broken in, or may have.
        Security "security"
        /// The support itself is not good.
        Complaint "complaint"
    }
    /// Who sets a severity.
    WhoSets {
        /// The customer.
        Customer "customer"
        /// The partner.
        Partner "partner"
        /// Both.
        Together "together"
    }
}

/// Which cases something is about: how bad, or what about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CaseKind {
    /// Cases of a severity.
    Severity(SeverityId),
    /// Cases of a type.
    Request(RequestType),
}

/// By when something happens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// For which service; `None` means all.
    pub service: Option<ServiceId>,
    /// For which area; `None` means all.
    pub area: Option<Area>,
    /// For which cases.
    pub case: CaseKind,
    /// What is measured.
    pub metric: Metric,
    /// How long it may take.
    pub within: Duration,
    /// How binding it is.
    pub kind: TargetKind,
    /// When the clock starts, where it differs from the offering's.
    pub starts: Option<ClockStart>,
    /// What counts, where it differs.
    pub counts: Option<ResponseCounts>,
}

/// How an offering counts time.
#[derive(Clone, PartialEq, Debug)]
pub struct Clock {
    /// When it starts.
    pub starts: ClockStart,
    /// What counts as an answer.
    pub counts: ResponseCounts,
    /// When it stops.
    pub pauses: TextList,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// How bad a case is.
#[derive(Clone, PartialEq, Debug)]
pub struct Severity {
    /// Its id.
    pub id: SeverityId,
    /// Its own label, as `A`.
    pub label: LocalText,
    /// Its name.
    pub name: LocalText,
    /// The situation in the customer's words.
    pub situation: LocalText,
    /// What it means.
    pub definition: LocalText,
    /// Examples.
    pub examples: TextList,
    /// Who sets it.
    pub who_sets: WhoSets,
    /// When it is changed.
    pub reclassified_when: Option<LocalText>,
    /// What the customer must do.
    pub customer_duty: Option<LocalText>,
    /// How to report it.
    pub channels: Vec<super::ids::ChannelId>,
    /// Whether work goes on day and night.
    pub round_the_clock: bool,
}

/// What a case is about, for customers.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// Which type.
    pub kind: RequestType,
    /// Its name.
    pub name: LocalText,
    /// The situation in the customer's words.
    pub situation: LocalText,
    /// Examples.
    pub examples: TextList,
    /// Whether such a case has a severity.
    pub uses_severity: bool,
    /// The areas it belongs to.
    pub areas: Vec<Area>,
    /// How to report it.
    pub channels: Vec<super::ids::ChannelId>,
}
