//! Who answers in ordinary weeks, worked examples, and the gaps that staff see.

use serde::Serialize;

use super::{DayContext, NavLink, TargetContext, TextContext};

/// Who answers cases of a severity, in the reader's language.
#[derive(Serialize, Debug, Clone)]
pub struct SituationContext {
    /// The severity's id; empty for a project without severities.
    pub id: String,
    /// Its own label, as `Severity A`.
    pub label: String,
    /// The situation in the customer's words.
    pub situation: TextContext,
    /// The severity on its page.
    pub href: String,
    /// Offerings, services and areas for which it is the same.
    pub rows: Vec<AnsweringContext>,
}

/// Who answers through an ordinary week.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct AnsweringContext {
    /// The offerings.
    pub offerings: Vec<NavLink>,
    /// The services and areas; empty for all.
    pub cells: Vec<String>,
    /// Ways in which a person can be reached, the best first.
    pub phases: Vec<PhaseContext>,
    /// When no person can be; empty where one always can.
    pub nobody: String,
    /// What takes a case then.
    pub machines: Vec<String>,
    /// By when somebody answers, where that is said.
    pub response: Option<TargetContext>,
}

/// One way of answering.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct PhaseContext {
    /// `staffed`, `on_call`, `callback`.
    pub mode: String,
    /// In words.
    pub mode_name: String,
    /// The desks that answer that way.
    pub desks: Vec<NavLink>,
    /// When, as `Mon–Fri 08:30–18:00`.
    pub when: String,
}

/// A case with its deadline, worked out.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct ExampleContext {
    /// When it arrives.
    pub received: String,
    /// When the clock starts, where that is later; else empty.
    pub starts: String,
    /// By when it is answered; empty where no calendar tells.
    pub due: String,
    /// What was out of the ordinary on the way.
    pub notes: Vec<String>,
}

/// Worked examples of one target.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct ExamplesContext {
    /// The cases, as `Severity B`.
    pub case: String,
    /// The target.
    pub target: TargetContext,
    /// In which zone times are told.
    pub zone: String,
    /// The examples.
    pub rows: Vec<ExampleContext>,
}

/// The hours of an ordinary week in which nobody can be reached.
#[derive(Serialize, Debug, Clone)]
pub struct GapContext {
    /// The offering.
    pub offering: NavLink,
    /// The severities, as `Severity A`.
    pub severities: Vec<String>,
    /// The languages.
    pub languages: Vec<String>,
    /// The market, where rows differ by it; may be empty.
    pub market: String,
    /// The services and areas; empty for all.
    pub cells: Vec<String>,
    /// How many hours of the week, as `100.5`.
    pub hours: String,
    /// The same in words, as `Mon–Fri 18:00–24:00`.
    pub when: String,
    /// Each day with the minutes in which nobody can be reached.
    pub days: Vec<DayContext>,
}

/// A promise that is faster than what is behind it.
#[derive(Serialize, Debug, Clone)]
pub struct ShortfallContext {
    /// The offering.
    pub offering: NavLink,
    /// The severity, as `Severity A`.
    pub severity: String,
    /// The language.
    pub language: String,
    /// The services and areas; empty for all.
    pub cells: Vec<String>,
    /// What is promised, as `First response: 2 hours`.
    pub promise: String,
    /// Why it cannot always be kept.
    pub why: String,
    /// The vehicle that is behind it, where it is one.
    pub vehicle: Option<NavLink>,
}
