//! How far translations are, for staff.

use serde::Serialize;

use super::TextContext;

/// One language.
#[derive(Serialize, Debug, Clone)]
pub struct ProgressContext {
    /// The language's name, in the language of the page.
    pub language: String,
    /// Its tag, for anchors.
    pub locale: String,
    /// Units, words and shares, in words.
    pub summary: Vec<String>,
    /// The states that there are.
    pub states: Vec<StateShare>,
    /// What to do first.
    pub first: Option<FirstContext>,
    /// Files with a unit that wants work.
    pub open: Vec<ProgressFile>,
    /// Files without.
    pub done: Vec<ProgressFile>,
}

/// A state, and how many units are in it.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct StateShare {
    /// The state's word in every language, as `stale`.
    pub id: String,
    /// How many units, and the state in words.
    pub name: String,
    /// Where it begins in the bar, in percent.
    pub start: f64,
    /// How long it is, in percent.
    pub width: f64,
}

/// A translation of a file.
#[derive(Serialize, Debug, Clone)]
pub struct ProgressFile {
    /// The source file.
    pub path: String,
    /// The share of units that are current, in words.
    pub current: String,
    /// The states that there are.
    pub states: Vec<StateShare>,
    /// The first unit that wants work, as `path:7:1`.
    pub place: String,
    /// What it is and how far.
    pub unit: String,
}

/// What to do first.
#[derive(Serialize, Debug, Clone)]
pub struct FirstContext {
    /// What is the matter, in words.
    pub why: String,
    /// Where, as `path:7:1`.
    pub place: String,
    /// How the text begins.
    pub text: TextContext,
    /// The command that helps.
    pub command: String,
}
