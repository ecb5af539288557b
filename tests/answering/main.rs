//! Who answers, held against a reading of the coverage table that shares no code with the program: at random
//! instants of a year, and gaps at each of its hours.
//!
//! Apart from `tests/clock`, whose oracle of minutes it stands on: there it is proven when a desk is open, here
//! which row holds, who of it answers, in which language, and when the next one does.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read projects from the disk")]
#![allow(dead_code, reason = "the oracle of minutes has parts that only its own tests need")]

#[path = "../clock/clocks.rs"]
mod clocks;
#[path = "../clock/days.rs"]
mod days;
#[path = "../clock/oracle.rs"]
mod oracle;
#[path = "../clock/random.rs"]
mod random;

mod gaps;
mod published;
mod reading;
mod who;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use supportbook::load::load;
use supportbook::model::site::Site;
use supportbook::{Today, check_project};

/// Projects all of whose hours lie in zones that the oracle knows.
const PROJECTS: [&str; 3] = ["tests/answering/project", "tests/projects/21vianet", "."];

fn folder(project: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(project)
}

fn site(project: &str) -> Arc<Site> {
    let sources = load(&folder(project)).unwrap();
    let today = date(2026, 6, 1);
    let judged = check_project(&sources, Today { given: Some(today), clock: today });
    let site = judged.checked.unwrap_or_else(|| panic!("{project}: {:?}", judged.findings));
    Arc::clone(site.site())
}
