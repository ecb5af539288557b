//! What staff alone see: runbooks, vehicles, the escalation matrix, messages, reviews, scenarios.

use serde::Serialize;

use super::{DateText, HoursContext, NavLink, TextContext};

/// A contract or a channel that lets the partner escalate.
#[derive(Serialize, Debug, Clone)]
pub struct VehicleContext {
    /// Its id; the vehicles page has the anchor `sb-vehicle-ID` for it.
    pub id: String,
    /// Its kind in words.
    pub kind: String,
    /// Its name.
    pub name: TextContext,
    /// How customers hear of it; the text may be empty.
    pub public_name: TextContext,
    /// The services it covers, by name; none means all.
    pub services: Vec<String>,
    /// The areas it covers, by name; none means all.
    pub areas: Vec<String>,
    /// The number of the contract; may be empty.
    pub contract: String,
    /// The access id; may be empty.
    pub access_id: String,
    /// From when on.
    pub start: Option<DateText>,
    /// Until when.
    pub end: Option<DateText>,
    /// Whether that day has passed.
    pub ended: bool,
    /// How many cases are left; empty without a limit.
    pub remaining: String,
    /// The languages it is used in, by name.
    pub languages: String,
    /// When it answers.
    pub hours: Option<HoursContext>,
    /// How it calls the severities, and how soon it answers.
    pub severities: Vec<VehicleSeverity>,
    /// Where and how a case is filed.
    pub how: TextContext,
    /// The address for it; may be empty.
    pub href: String,
    /// Whether it costs a fee.
    pub fee: bool,
}

/// A severity as a vehicle calls it.
#[derive(Serialize, Debug, Clone)]
pub struct VehicleSeverity {
    /// The partner's label.
    pub label: TextContext,
    /// The vehicle's word; may be empty.
    pub theirs: String,
    /// How soon it answers; may be empty.
    pub within: String,
}

/// A membership of the programme, with what staff alone may know of it.
#[derive(Serialize, Debug, Clone)]
pub struct EnrolmentContext {
    /// Its name, or the partner's.
    pub name: TextContext,
    /// The partner's part, in words.
    pub role: String,
    /// The cloud, in words.
    pub cloud: String,
    /// The provider.
    pub provider: Option<NavLink>,
    /// The sets of requirements it is held to, as one text; may be empty.
    pub packs: String,
    /// The account in the programme; may be empty.
    pub location_id: String,
    /// The tenant of the partner; may be empty.
    pub tenant_id: String,
}

/// Which vehicles take the cases of one service in one area.
#[derive(Serialize, Debug, Clone)]
pub struct MatrixRow {
    /// The service.
    pub service: NavLink,
    /// The area's name.
    pub area: String,
    /// The vehicles, in the order to try them.
    pub vehicles: Vec<NavLink>,
    /// The one that holds on the day of the build: the first that has begun and not ended.
    pub behind: Option<NavLink>,
    /// How soon it answers, as `A: 60 minutes`.
    pub behind_answers: Vec<String>,
    /// When it answers; may be empty.
    pub behind_when: String,
    /// The languages it is used in.
    pub behind_languages: String,
    /// The reasons that let a case go further, in words.
    pub reasons: Vec<String>,
    /// The runbooks of kind escalation for it.
    pub runbooks: Vec<NavLink>,
}

/// A text to send to a customer.
#[derive(Serialize, Debug, Clone)]
pub struct MessageContext {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: TextContext,
    /// When it is sent; may be empty.
    pub description: String,
    /// Its page, relative.
    pub href: String,
    /// What is filled in.
    pub placeholders: Vec<PlaceholderContext>,
    /// The text as written, in each language of the site that it exists in.
    pub texts: Vec<MessageText>,
}

/// Something that is filled in.
#[derive(Serialize, Debug, Clone)]
pub struct PlaceholderContext {
    /// Its name, as it stands in braces.
    pub name: String,
    /// What belongs there, in words.
    pub kind: String,
}

/// A message in one language.
#[derive(Serialize, Debug, Clone)]
pub struct MessageText {
    /// The language's tag.
    pub lang: String,
    /// The language's name.
    pub language: String,
    /// The title there.
    pub title: String,
    /// The text, ready to be copied.
    pub text: String,
}

/// When something is to be read again.
#[derive(Serialize, Debug, Clone)]
pub struct ReviewContext {
    /// What.
    pub name: TextContext,
    /// Its kind in words.
    pub kind: String,
    /// Its page, where it has one; may be empty.
    pub href: String,
    /// Who keeps it true; may be empty.
    pub owner: String,
    /// When it is due.
    pub due: Option<DateText>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// One action of a runbook.
#[derive(Serialize, Debug, Clone)]
pub struct StepContext {
    /// Its anchor on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What kind of action, in words.
    pub kind: String,
    /// Who does it, in words.
    pub role: String,
    /// How long it may take; may be empty.
    pub timebox: String,
    /// What is collected, by name.
    pub collect: Vec<String>,
    /// The message to send.
    pub message: Option<NavLink>,
    /// The vehicle to use.
    pub vehicle: Option<NavLink>,
    /// What follows, where it is not the next step.
    pub next: Option<NavLink>,
    /// What follows where it does not succeed.
    pub otherwise: Option<NavLink>,
}

/// An internal procedure.
#[derive(Serialize, Debug, Clone)]
pub struct RunbookContext {
    /// Its kind in the page's language.
    pub kind: String,
    /// Its title.
    pub title: TextContext,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its page, relative.
    pub href: String,
    /// Who keeps it true.
    pub owner: String,
    /// When it was last reviewed.
    pub last_reviewed: DateText,
    /// When that is due again.
    pub review_due: DateText,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The services it is about, by name; empty means all.
    pub services: Vec<String>,
    /// The areas it is about, by name; empty means all.
    pub areas: Vec<String>,
}

/// Runbooks of one kind.
#[derive(Serialize, Debug, Clone)]
pub struct RunbookGroup {
    /// The kind in the page's language.
    pub kind: String,
    /// The runbooks.
    pub runbooks: Vec<RunbookContext>,
}
