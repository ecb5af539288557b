//! What the programme demands and what answers it, for staff.

use serde::Serialize;

use super::{DateText, NavLink, TextContext};

/// A pack that an enrolment is held to.
#[derive(Serialize, Debug, Clone)]
pub struct PackContext {
    /// Its name and edition, as `microsoft-csp@2026-06`.
    pub name: String,
    /// The enrolment's name, role and cloud.
    pub of: Vec<String>,
    /// How many requirements have which state, in words.
    pub counts: Vec<String>,
    /// Its requirements, in the order of their ids.
    pub requirements: Vec<RequirementContext>,
    /// What of it is judged by service and area.
    pub services: Vec<ServiceRequirements>,
}

/// A requirement, and what answers it as a whole.
#[derive(Serialize, Debug, Clone)]
pub struct RequirementContext {
    /// Its id.
    pub id: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// What is demanded.
    pub text: TextContext,
    /// What it means in practice; the text may be empty.
    pub note: TextContext,
    /// How binding it is, in words.
    pub modality: String,
    /// How well it is answered.
    pub state: StateContext,
    /// Whether its source was read and says so.
    pub verified: bool,
    /// Where it is demanded.
    pub source: NavLink,
    /// The day of that source.
    pub source_date: DateText,
    /// The places that answer it, each once.
    pub evidence: Vec<EvidenceContext>,
    /// What the project says of it, each answer once.
    pub answers: Vec<ReasonContext>,
    /// What is not there, with the service and area.
    pub lacks: Vec<String>,
}

/// How well something is answered.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct StateContext {
    /// The state's word in every language, as `partial`.
    pub id: String,
    /// The state in words.
    pub name: String,
    /// Whether something is still to be done.
    pub open: bool,
}

/// A place of the site that answers a requirement.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct EvidenceContext {
    /// The place; without an address where no page of this site shows it.
    pub link: NavLink,
    /// What it rests on in turn.
    pub through: Vec<NavLink>,
    /// The revision of the requirement that it claims to answer; empty where fields say so.
    pub claim: String,
}

/// What a project says of a requirement that nothing answers, or not as it was meant.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct ReasonContext {
    /// Why.
    pub reason: TextContext,
    /// Who has agreed to it.
    pub approver: String,
    /// When it is read again.
    pub review_by: DateText,
}

/// What is demanded for the areas of a service.
#[derive(Serialize, Debug, Clone)]
pub struct ServiceRequirements {
    /// The service.
    pub service: NavLink,
    /// Its areas, by name: the columns.
    pub areas: Vec<String>,
    /// The rows.
    pub rows: Vec<ServiceRequirement>,
}

/// A requirement for the areas of a service.
#[derive(Serialize, Debug, Clone)]
pub struct ServiceRequirement {
    /// The requirement, which stands further up.
    pub requirement: NavLink,
    /// A cell for each area, or one for the service as a whole.
    pub cells: Vec<Option<CellContext>>,
}

/// How well a requirement is answered for one area.
#[derive(Serialize, Debug, Clone)]
pub struct CellContext {
    /// How well.
    pub state: StateContext,
    /// The places that answer it.
    pub evidence: Vec<EvidenceContext>,
}
