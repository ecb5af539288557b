//! How bad a case is, what it is about, and by when somebody answers.

use serde::Serialize;

use super::{ChannelContext, NavLink, TextContext};

/// How bad a case is.
#[derive(Serialize, Debug, Clone)]
pub struct SeverityContext {
    /// Its id; the severities page has the anchor `sb-severity-ID` for it.
    pub id: String,
    /// Its own label, as `A`.
    pub label: TextContext,
    /// Its name.
    pub name: TextContext,
    /// The situation in the customer's words.
    pub situation: TextContext,
    /// What it means.
    pub definition: TextContext,
    /// Examples.
    pub examples: Vec<TextContext>,
    /// Who sets it, in words.
    pub who_sets: String,
    /// When it is changed; the text may be empty.
    pub reclassified_when: TextContext,
    /// What the customer must do; the text may be empty.
    pub customer_duty: TextContext,
    /// How to report it.
    pub channels: Vec<ChannelContext>,
    /// Whether work goes on day and night.
    pub round_the_clock: bool,
    /// By when somebody answers, in each offering that says so.
    pub targets: TargetTable,
}

/// What a case is about.
#[derive(Serialize, Debug, Clone)]
pub struct RequestTypeContext {
    /// `incident`, `question`, `change`, `billing`, `order`, `security`, `complaint`.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// The situation in the customer's words.
    pub situation: TextContext,
    /// Examples.
    pub examples: Vec<TextContext>,
    /// The areas it belongs to, by name.
    pub areas: Vec<String>,
    /// Whether such a case has a severity.
    pub uses_severity: bool,
    /// How to report it.
    pub channels: Vec<ChannelContext>,
    /// By when somebody answers, in each offering that says so.
    pub targets: TargetTable,
}

/// Targets in rows and columns. Columns are metrics on an offering's page, offerings on the severities page.
#[derive(Serialize, Debug, Clone, Default)]
pub struct TargetTable {
    /// The heads of the columns.
    pub columns: Vec<NavLink>,
    /// The rows.
    pub rows: Vec<TargetRow>,
}

/// One row of targets.
#[derive(Serialize, Debug, Clone)]
pub struct TargetRow {
    /// What the row is about: a severity or a request type, or a metric.
    pub name: String,
    /// Where it holds, as `Azure, technical`; empty for everywhere.
    pub scope: String,
    /// One cell a column; absent where nothing is said.
    pub cells: Vec<Option<TargetContext>>,
}

/// By when something happens.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct TargetContext {
    /// `4 business hours`, `4 个工作小时`.
    pub within: String,
    /// Whether it is a binding promise, as opposed to an aim.
    pub commitment: bool,
    /// That in words.
    pub kind: String,
    /// When the clock starts, where it differs from the offering's rule; may be empty.
    pub starts: String,
    /// What counts as an answer, where it differs; may be empty.
    pub counts: String,
}

/// How an offering reckons time.
#[derive(Serialize, Debug, Clone)]
pub struct ClockContext {
    /// When the clock starts.
    pub starts: String,
    /// What counts as an answer.
    pub counts: String,
    /// When it stops.
    pub pauses: Vec<TextContext>,
    /// What else to know; the text may be empty.
    pub note: TextContext,
}

/// Who answers, for the cases that a row of coverage is about.
#[derive(Serialize, Debug, Clone)]
pub struct CoverageContext {
    /// The cases, as `Severity A, Technical, in Chinese`; that it holds for all else where the row names none.
    pub when: String,
    /// Who answers, one after the other: the first that is open.
    pub answers: Vec<AnswerContext>,
}

/// One who answers.
#[derive(Serialize, Debug, Clone)]
pub struct AnswerContext {
    /// The desks; may be empty.
    pub desks: Vec<NavLink>,
    /// `staffed`, `on_call`, `callback`, `voicemail`, `inbox`.
    pub mode: String,
    /// In words, as `on call` or `calls back within 30 minutes`.
    pub mode_name: String,
}
