//! The judgement: rules over the whole project, all findings at once.
//!
//! Apart from `resolve`, which judges each file by itself: a rule here sees everything. [`Checked`] comes
//! from here alone, so that nothing can be rendered that was not judged.
//!
//! Invariant: a rule is a pure function of site, translations and today; it reads fields, never prose.

pub(crate) mod demand;
pub(crate) mod leftovers;
mod rules;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level, has_errors, sorted};
use crate::evidence::Ledger;
use crate::model::site::Site;
use crate::syntax::document::{Document, Kind};
use crate::translation::Translations;

/// A project without findings at level error.
#[derive(Clone, Debug)]
pub struct Checked {
    site: Arc<Site>,
    today: Date,
    ledger: Arc<Ledger>,
}

impl Checked {
    /// What is demanded of the partner, and what answers it.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// What the project says.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The day it was judged on.
    pub fn today(&self) -> Date {
        self.today
    }
}

/// What rules judge.
pub(crate) struct Subject<'a> {
    pub(crate) site: &'a Site,
    #[allow(dead_code, reason = "rules on translation states come with translation records")]
    pub(crate) translations: &'a Translations,
    pub(crate) today: Date,
    /// What is demanded of the partner, and what answers it.
    pub(crate) ledger: &'a Ledger,
    /// What the stages before have found.
    pub(crate) found: &'a [Diagnostic],
}

/// The errors that make doubtful what files of some kinds say. What is wrong with a translation changes no
/// fact; a file that could not be loaded may be of any kind.
pub fn doubts<'a>(
    documents: &'a [Arc<Document>],
    findings: &'a [Diagnostic],
    about: impl Fn(Kind) -> bool + 'a,
) -> impl Iterator<Item = &'a Diagnostic> {
    findings.iter().filter(move |finding| {
        let document = documents.iter().find(|document| *document.path() == finding.place.path);
        let file = document.is_none_or(|document| document.suffix.is_none() && about(document.kind));
        finding.level == Level::Error && !finding.rule.code.starts_with("L10N") && file
    })
}

/// Judges a project. `found` is what the stages before have found; the answer holds all findings, at the
/// project's own levels.
pub fn check(
    site: &Arc<Site>,
    translations: &Translations,
    today: Date,
    found: Vec<Diagnostic>,
) -> (Option<Checked>, Vec<Diagnostic>) {
    let ledger = Arc::new(Ledger::of(site, today));
    let subject = Subject { site, translations, today, ledger: &ledger, found: &found };
    let judged = rules::judge(&subject);
    let findings = found.into_iter().chain(judged);
    let findings = sorted(at_levels(findings, &site.settings.levels));
    let checked = (!has_errors(&findings)).then(|| Checked { site: Arc::clone(site), today, ledger });
    (checked, findings)
}

/// Findings at the levels that the project gives their rules; those turned off fall away.
pub fn at_levels(
    findings: impl IntoIterator<Item = Diagnostic>,
    levels: &BTreeMap<&'static str, Option<Level>>,
) -> Vec<Diagnostic> {
    let leveled = |mut finding: Diagnostic| {
        match levels.get(finding.rule.code) {
            Some(None) => return None,
            Some(Some(level)) => finding.level = *level,
            None => {}
        }
        Some(finding)
    };
    findings.into_iter().filter_map(leveled).collect()
}
