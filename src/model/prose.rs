//! Prose whose names are resolved: pages, runbooks and notes in each of their languages.
//!
//! A [`Prose`] shares the parsed document and keeps what resolving found in side tables by event index, so
//! that events are never copied.
//!
//! Invariant: side tables are sorted by event and name events of the right kind.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::duration::Period;
use super::ids::{
    CalendarId, ChannelId, DeskId, EntityId, HoursId, MarketId, OfferingId, PageId, RequirementId, RunbookId,
    ServiceId, SeverityId, TermId,
};
use super::service::Area;
use super::step::Step;
use super::target::{CaseKind, Metric};
use super::word::words;
use crate::locale::Locale;
use crate::path::ProjectPath;
use crate::source::Span;
use crate::syntax::document::Document;

/// Where a link leads or what a reference names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A place on the same page.
    Here(Box<str>),
    /// A page, or a place on it.
    Page(PageId, Option<Box<str>>),
    /// A runbook, or a place on it.
    Runbook(RunbookId, Option<Box<str>>),
    /// The page of an offering.
    Offering(OfferingId),
    /// The page of a service.
    Service(ServiceId),
    /// The entry of a channel on the contact page.
    Channel(ChannelId),
    /// The entry of a desk on the contact page.
    Desk(DeskId),
    /// The entry of a severity.
    Severity(SeverityId),
    /// The entry of a word in the glossary.
    Term(TermId),
    /// A requirement of the programme, on the page of all; for staff alone.
    Requirement(RequirementId),
    /// A file to download or to show.
    Media(ProjectPath),
    /// An address outside of the site, as written.
    External(Box<str>),
    /// A value to print, not to link.
    Fact(Fact),
    /// Nothing; a finding says why.
    Broken,
}

/// A value that prose can print, from the closed table in `docs/reference/markdown.md`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// `partner.name`
    PartnerName,
    /// `partner.legal_name`
    PartnerLegalName,
    /// `offering.ID.name`
    OfferingName(OfferingId),
    /// `offering.ID.summary`
    OfferingSummary(OfferingId),
    /// `offering.ID.price`, or for a market `offering.ID.price.MARKET`
    OfferingPrice(OfferingId, Option<MarketId>),
    /// `offering.ID.first_response.CASE` and other metrics; a case is a severity or a request type
    OfferingTarget(OfferingId, Metric, CaseKind),
    /// `terms.version`
    TermsVersion,
    /// `terms.effective`
    TermsEffective,
    /// `terms.notice_period`
    TermsNotice,
    /// `entity.ID.name`
    EntityName(EntityId),
    /// `entity.ID.address`
    EntityAddress(EntityId),
    /// `entity.ID.registration`
    EntityRegistration(EntityId),
    /// `desk.ID.name`
    DeskName(DeskId),
    /// `desk.ID.place`
    DeskPlace(DeskId),
    /// `desk.ID.hours`
    DeskHours(DeskId),
    /// `severity.ID.label`
    SeverityLabel(SeverityId),
    /// `severity.ID.name`
    SeverityName(SeverityId),
    /// `severity.ID.situation`
    SeveritySituation(SeverityId),
    /// `service.ID.name`
    ServiceName(ServiceId),
    /// `service.ID.summary`
    ServiceSummary(ServiceId),
    /// `channel.ID.name`
    ChannelName(ChannelId),
    /// `channel.ID.number`, `.address`, `.url`: whatever reaches it
    ChannelReach(ChannelId),
    /// `channel.ID.hours`
    ChannelHours(ChannelId),
    /// `hours.ID.name`
    HoursName(HoursId),
    /// `hours.ID.weekly`
    HoursWeekly(HoursId),
    /// `hours.ID.time_zone`
    HoursZone(HoursId),
    /// `calendar.ID.name`
    CalendarName(CalendarId),
    /// `calendar.ID.covers`
    CalendarCovers(CalendarId),
}

/// A fenced block that renders data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Directive {
    /// `{offerings}`: all offerings in one table.
    Offerings,
    /// `{severities}`: all severities with their targets.
    Severities,
    /// `{escalation}`: where cases go further.
    Escalation,
    /// `{glossary}`: all words.
    Glossary,
    /// `{hours}` or `{hours} ID`: weekly hours.
    Hours(Option<HoursId>),
    /// `{calendar} ID`: days off and make-up workdays.
    Calendar(CalendarId),
    /// `{contact}`: all channels.
    Contact,
    /// `{responsibilities} ID`: who does what for a service.
    Responsibilities(ServiceId),
    /// `{have-ready} ID`: what to have at hand.
    HaveReady(ServiceId),
    /// `{requirements}`: what the programme demands and what answers it; for staff alone.
    Requirements,
}

/// A stable place on a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// Index of the heading's start among the events.
    pub event: usize,
    /// The id, the same in every language.
    pub id: Box<str>,
    /// An id that it had before and that still works.
    pub was: Option<Box<str>>,
    /// 1 to 6.
    pub level: u8,
    /// The heading's text.
    pub text: Box<str>,
}

/// A body in one language with its names resolved.
#[derive(Clone, Debug)]
pub struct Prose {
    /// The parsed file.
    pub document: Arc<Document>,
    /// Targets of links, images and references, by the event that starts them.
    pub targets: Vec<(usize, Target)>,
    /// Headings and their anchors.
    pub anchors: Vec<Anchor>,
    /// Directives, by the event that starts their block.
    pub directives: Vec<(usize, Directive)>,
}

/// A page's or a runbook's text in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The title.
    pub title: Box<str>,
    /// One sentence for search engines and lists.
    pub description: Option<Box<str>>,
    /// The body.
    pub prose: Prose,
    /// The events of the body without a leading title.
    pub body: Range<usize>,
}

words! {
    /// What a page is to its readers, which decides what a missing translation does.
    PageKind {
        /// Binding text: a missing translation blocks publishing.
        Terms "terms"
        /// Advice: a missing translation shows the source, marked.
        Guide "guide"
        /// News: a missing translation hides the page.
        News "news"
    }
}

/// An old address that leads to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alias {
    /// The path, without slashes at its ends.
    pub path: Box<str>,
    /// Whether it lies at the root of the site and leads to the page in its source locale, as opposed to
    /// below each locale's folder.
    pub at_root: bool,
    /// Where it is written, in the page's source file.
    pub span: Span,
}

/// A public page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// Where it lies below a locale's folder: empty, or with a slash at the end.
    pub address: Box<str>,
    /// What it is to readers.
    pub kind: PageKind,
    /// Place in its section; smaller comes first.
    pub weight: i32,
    /// The day it speaks of.
    pub date: Option<Date>,
    /// Whether it is unfinished and kept out of public sites.
    pub draft: bool,
    /// Old addresses.
    pub aliases: Vec<Alias>,
    /// The language it is written in.
    pub source_locale: Locale,
    /// Its text, at least in the source locale.
    pub editions: BTreeMap<Locale, Edition>,
}

words! {
    /// What a runbook is for, in the order in which a case meets them.
    RunbookKind {
        /// Taking requests.
        Intake "intake"
        /// The health of services.
        Health "health"
        /// Sorting cases.
        Triage "triage"
        /// Finding causes.
        Diagnosis "diagnosis"
        /// What the partner resolves itself.
        Baseline "baseline"
        /// Taking cases further.
        Escalation "escalation"
        /// Claims for credits.
        Credit "credit"
        /// Access to customers' systems.
        Access "access"
        /// Out of the ordinary.
        Incident "incident"
        /// From one desk to another.
        Handover "handover"
        /// Ending cases.
        Closing "closing"
    }
}

/// An internal procedure.
#[derive(Clone, Debug)]
pub struct Runbook {
    /// Its id.
    pub id: RunbookId,
    /// Where it lies below a locale's folder, with a slash at the end.
    pub address: Box<str>,
    /// What it is for.
    pub kind: RunbookKind,
    /// Who keeps it true.
    pub owner: Box<str>,
    /// When it was last read with that in mind.
    pub last_reviewed: Date,
    /// When that is due again.
    pub review_in: Period,
    /// The services it is about; empty means all.
    pub services: Vec<ServiceId>,
    /// The areas it is about; empty means all.
    pub areas: Vec<Area>,
    /// Its actions, in order; empty where it is prose alone.
    pub steps: Vec<Step>,
    /// Place among runbooks of its kind.
    pub weight: i32,
    /// Whether it is unfinished.
    pub draft: bool,
    /// The language it is written in.
    pub source_locale: Locale,
    /// Its text, at least in the source locale.
    pub editions: BTreeMap<Locale, Edition>,
}

impl Runbook {
    /// The day its next review is due.
    pub fn review_due(&self) -> Date {
        self.review_in.after(self.last_reviewed)
    }
}

/// One remark of a note: the anchor it belongs to, and its events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The page's anchor; `None` for the head of the page.
    pub anchor: Option<Box<str>>,
    /// The events of the remark.
    pub events: Range<usize>,
}

/// Internal remarks on a public page.
#[derive(Clone, Debug)]
pub struct Note {
    /// The page.
    pub page: PageId,
    /// The language it is written in.
    pub source_locale: Locale,
    /// Body and remarks by locale.
    pub editions: BTreeMap<Locale, (Prose, Vec<Remark>)>,
}
