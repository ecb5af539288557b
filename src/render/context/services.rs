//! A service, its areas and their tasks, as templates see them.

use serde::Serialize;

use super::{NavLink, TextContext};

/// A service.
#[derive(Serialize, Debug, Clone)]
pub struct ServiceContext {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: TextContext,
    /// What is supported of it.
    pub summary: TextContext,
    /// Its page, relative.
    pub href: String,
    /// Its public status page; may be empty.
    pub health: String,
    /// Further pages that show its state.
    pub health_links: Vec<NavLink>,
    /// Where customers can help themselves.
    pub self_help: Vec<NavLink>,
    /// What to have at hand.
    pub have_ready: Vec<TextContext>,
    /// Its areas.
    pub areas: Vec<AreaContext>,
    /// The parties in the order of columns: `customer`, `partner`, `provider`, `isv`, `microsoft`, those that occur.
    pub parties: Vec<PartyContext>,
}

/// Who can lead or help.
#[derive(Serialize, Debug, Clone)]
pub struct PartyContext {
    /// `customer`, `partner`, `provider`, `isv`, `microsoft`.
    pub id: String,
    /// In words: `You`, the partner's name, `Our provider`, `Microsoft`.
    pub name: String,
}

/// A service in one area.
#[derive(Serialize, Debug, Clone)]
pub struct AreaContext {
    /// `billing`, `subscription-management`, `technical`.
    pub id: String,
    /// The area's name.
    pub name: String,
    /// What it is about; the text may be empty.
    pub summary: TextContext,
    /// Who does what.
    pub tasks: Vec<TaskContext>,
    /// What the partner resolves itself.
    pub baseline: Vec<TextContext>,
    /// What goes further.
    pub escalate: Vec<TextContext>,
}

/// One task.
#[derive(Serialize, Debug, Clone)]
pub struct TaskContext {
    /// What is done.
    pub task: TextContext,
    /// For each party of the service, in the order of its columns: `leads`, `helps` or empty.
    pub parts: Vec<String>,
    /// Whether it lies within the baseline.
    pub baseline: bool,
}
