//! The judgement: rules over the whole project, all findings at once.
//!
//! Apart from `resolve`, which judges each file by itself: a rule here sees everything. [`Checked`] comes
//! from here alone, so that nothing can be rendered that was not judged.
//!
//! Invariant: a rule is a pure function of site and today; it reads fields, never what prose
//! means. Rules on typography look at the characters of prose, and no further.

pub(crate) mod demand;
pub(crate) mod leftovers;
mod rules;
mod sides;
mod waivers;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level, has_errors, sorted};
use crate::evidence::Ledger;
use crate::locale::Locale;
use crate::model::settings::{OwnLevel, Settings};
use crate::model::site::Site;
use crate::path::ProjectPath;
use crate::syntax::document::{Document, Kind};
use crate::translation::progress::LocaleProgress;

/// A project without findings at level error.
#[derive(Clone, Debug)]
pub struct Checked {
    site: Arc<Site>,
    today: Date,
    ledger: Arc<Ledger>,
    progress: Arc<OnceLock<Vec<LocaleProgress>>>,
}

impl Checked {
    /// How far all translations are; counted when first asked for.
    pub fn progress(&self) -> &[LocaleProgress] {
        self.progress.get_or_init(|| self.site.progress(|_| true))
    }

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

/// A finding that the project accepts for some time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Waived {
    /// What was found, at the project's own level.
    pub finding: Diagnostic,
    /// Why it is accepted.
    pub reason: Box<str>,
    /// The last day on which it is.
    pub until: Date,
}

/// What a judgement comes to.
#[derive(Debug)]
pub struct Verdict {
    /// The site, where nothing is wrong with it.
    pub checked: Option<Checked>,
    /// All findings that count, in order.
    pub findings: Vec<Diagnostic>,
    /// Those that the project waives, in order.
    pub waived: Vec<Waived>,
}

/// Judges a project. `found` is what the stages before have found; the answer holds all findings, at the
/// project's own levels.
pub fn check(site: &Arc<Site>, today: Date, found: Vec<Diagnostic>) -> Verdict {
    let ledger = Arc::new(Ledger::of(site, today));
    let subject = Subject { site, today, ledger: &ledger, found: &found };
    let judged = rules::judge(&subject);
    let findings = found.into_iter().chain(judged);
    let (mut findings, waived, used) = weigh(findings, site, today);
    let own = waivers::unsound(&site.waivers, today);
    findings.extend(at_levels(own, site));
    if !has_errors(&findings) {
        findings.extend(at_levels(waivers::unused(&site.waivers, &used, today), site));
    }
    let findings = sorted(findings);
    let checked = (!has_errors(&findings)).then(|| Checked {
        site: Arc::clone(site),
        today,
        ledger,
        progress: Arc::default(),
    });
    Verdict { checked, findings, waived }
}

/// Findings at the project's own levels, those that it waives apart, and which waivers waived something.
pub(crate) fn weigh(
    findings: impl IntoIterator<Item = Diagnostic>,
    site: &Site,
    today: Date,
) -> (Vec<Diagnostic>, Vec<Waived>, Vec<bool>) {
    waivers::waive(sorted(at_levels(findings, site)), &site.waivers, today)
}

/// Findings at the levels that the project gives their rules; those turned off fall away.
fn at_levels(findings: impl IntoIterator<Item = Diagnostic>, site: &Site) -> Vec<Diagnostic> {
    let leveled = |mut finding: Diagnostic| {
        let own = site.settings.levels.get(finding.rule.code);
        let own = own.and_then(|own| match own {
            // To look for the language of each finding takes time.
            OwnLevel::All(level) => Some(*level),
            OwnLevel::Some(_) => own.of(finding
                .locale
                .or_else(|| locale_of(&finding.place.path, &site.documents, &site.settings))),
        });
        finding.level = match own {
            None => finding.level,
            Some(own) => own.level()?,
        };
        Some(finding)
    };
    findings.into_iter().filter_map(leveled).collect()
}

/// The language that a content file is in.
fn locale_of(path: &ProjectPath, documents: &[Arc<Document>], settings: &Settings) -> Option<Locale> {
    let document = documents.iter().find(|document| document.path() == path)?;
    language_of(document, settings)
}

/// The language that a document is in; `None` where it names none that there is.
fn language_of(document: &Document, settings: &Settings) -> Option<Locale> {
    let named = document.suffix.as_deref().or_else(|| document.peek("locale"));
    named.map_or(Some(settings.source_locale), Locale::new)
}
