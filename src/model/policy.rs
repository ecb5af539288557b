//! What holds for all offerings: version and validity, what is not covered, complaints, credits, changes.

use jiff::civil::Date;

use super::channel::Phone;
use super::duration::{Duration, Period};
use super::ids::{ChannelId, MarketId, ProductId};
use super::partner::{Cloud, DeliveryMode};
use super::price::Percent;
use super::service::NamedLink;
use super::text::{LocalText, TextList};
use super::word::words;

words! {
    /// Whether terms are in force.
    Status {
        /// Not yet.
        Draft "draft"
        /// They are.
        Published "published"
        /// No longer.
        Superseded "superseded"
    }
    /// What a change does.
    ChangeKind {
        /// Something is new.
        Added "added"
        /// Something is different.
        Changed "changed"
        /// Something is gone.
        Removed "removed"
        /// Something was wrong.
        Corrected "corrected"
    }
    /// What a credit is given for.
    CreditMetric {
        /// A late first answer.
        FirstResponse "first_response"
        /// A late report.
        Update "update"
        /// A late workaround.
        Workaround "workaround"
        /// A late solution.
        Resolution "resolution"
        /// A service that was not there.
        Availability "availability"
    }
}

/// The terms as a whole, as customers see them.
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// The version.
    pub version: Box<str>,
    /// Whether they are in force.
    pub status: Status,
    /// The first day they hold, and the last where there is one.
    pub effective: (Date, Option<Date>),
    /// When they were last changed.
    pub last_updated: Option<Date>,
    /// How long before a change customers hear of it.
    pub notice_period: Period,
    /// What changed, in the order of the file.
    pub changes: Vec<Change>,
    /// What they apply to.
    pub applicability: TextList,
    /// Whether they hold for what was bought through the partner alone.
    pub bought_through_us: bool,
    /// The clouds they hold for; empty means all.
    pub clouds: Vec<Cloud>,
    /// The markets they hold for; empty means all.
    pub markets: Vec<MarketId>,
    /// What is not covered.
    pub exclusions: TextList,
    /// What customers do.
    pub customer_duties: TextList,
    /// Where customers can help themselves.
    pub self_help: Vec<NamedLink>,
    /// The steps of a complaint, in order.
    pub complaints: Vec<ComplaintStep>,
    /// What happens with unpaid invoices.
    pub collections: Option<Collections>,
    /// How the partner reaches into customers' systems.
    pub privacy: Option<Privacy>,
    /// What is given back for a missed promise.
    pub credits: Vec<Credit>,
    /// What prevails, and where the governing terms are.
    pub precedence: Option<(LocalText, Option<Box<str>>)>,
    /// Others who do a part, as far as customers are told.
    pub subcontractors: Vec<Subcontractor>,
}

/// One change of the terms.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Its id.
    pub id: Box<str>,
    /// The day from which it holds.
    pub date: Date,
    /// When customers heard of it.
    pub announced: Option<Date>,
    /// In which version.
    pub version: Option<Box<str>>,
    /// What it does.
    pub kind: ChangeKind,
    /// Whether it alters what was agreed.
    pub material: bool,
    /// What.
    pub summary: LocalText,
}

/// How long without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// On the clock.
    Clock(Duration),
    /// By the calendar.
    Calendar(Period),
}

/// A step of a complaint.
#[derive(Clone, PartialEq, Debug)]
pub struct ComplaintStep {
    /// Who hears it.
    pub who: LocalText,
    /// How to reach them.
    pub channel: Option<ChannelId>,
    /// After how long without an answer.
    pub after: Option<Wait>,
    /// What else to know.
    pub note: Option<LocalText>,
}

/// What happens with unpaid invoices.
#[derive(Clone, PartialEq, Debug)]
pub struct Collections {
    /// When reminders come, after the due date.
    pub reminders: Vec<Period>,
    /// When access is affected, after the due date.
    pub suspend_after: Option<Period>,
    /// What stops.
    pub what_stops: Option<LocalText>,
    /// How it comes back.
    pub restore: Option<LocalText>,
}

/// How the partner reaches into customers' systems.
#[derive(Clone, PartialEq, Debug)]
pub struct Privacy {
    /// By which way.
    pub access: LocalText,
    /// With which of Microsoft's roles.
    pub roles: Vec<Box<str>>,
    /// Which data are kept.
    pub data_collected: TextList,
    /// Sessions on the customer's screen.
    pub remote_session: Option<LocalText>,
    /// What it means to take access away.
    pub removing_access: Option<LocalText>,
    /// The agreement on it.
    pub agreement: Option<Box<str>>,
}

/// What is given back for a missed promise.
#[derive(Clone, PartialEq, Debug)]
pub struct Credit {
    /// What is measured.
    pub metric: CreditMetric,
    /// From when on.
    pub threshold: LocalText,
    /// How much.
    pub rate: Percent,
    /// Of what.
    pub of: Option<LocalText>,
    /// By when to claim it.
    pub claim_within: Period,
    /// The most.
    pub cap: Option<Percent>,
}

/// Another company that does a part, which customers are told of.
#[derive(Clone, PartialEq, Debug)]
pub struct Subcontractor {
    /// In which way.
    pub mode: DeliveryMode,
    /// Its name.
    pub name: Box<str>,
    /// What it does.
    pub does: LocalText,
}

/// A marketplace product of another maker.
#[derive(Clone, PartialEq, Debug)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: LocalText,
    /// Who makes it.
    pub publisher: Box<str>,
    /// What it is.
    pub summary: LocalText,
    /// Its page.
    pub url: Option<Box<str>>,
    /// The maker's contact.
    pub technical: MakerContact,
    /// What the partner does.
    pub partner_does: TextList,
    /// What the maker does.
    pub maker_does: TextList,
}

/// How to reach the maker of a product: at least one of mailbox, number and page.
#[derive(Clone, PartialEq, Debug)]
pub struct MakerContact {
    /// Who answers.
    pub name: Option<Box<str>>,
    /// The mailbox.
    pub email: Option<Box<str>>,
    /// The number.
    pub phone: Option<Phone>,
    /// The page.
    pub url: Option<Box<str>>,
    /// When somebody answers.
    pub hours: Option<LocalText>,
    /// The maker's terms.
    pub terms: Option<Box<str>>,
}
