//! Waivers: findings that a project knows of and accepts, for a reason and until a day.
//!
//! Apart from the rules, which know nothing of them: what is waived was found first.
//!
//! Invariant: a waiver without a reason or an end, or after its end, waives nothing; and what it says about
//! itself cannot be waived.

use globset::GlobBuilder;
use jiff::civil::Date;

use super::Waived;
use crate::diagnostic::catalog::{VER005, VER006};
use crate::diagnostic::{Cause, Diagnostic};
use crate::model::settings::Waiver;
use crate::path::ProjectPath;

/// The settings, where all waivers stand.
fn settings() -> ProjectPath {
    ProjectPath::new("site.toml").expect("a clean literal path")
}

/// Why a waiver holds on a day, and until when; `None` where it does not.
fn in_force(waiver: &Waiver, today: Date) -> Option<(&str, Date)> {
    let (reason, until) = (waiver.reason.as_deref()?, waiver.until?);
    (today <= until).then_some((reason, until))
}

/// What of findings is left, what is waived, and which waivers waived something.
pub(super) fn waive(
    findings: Vec<Diagnostic>,
    waivers: &[Waiver],
    today: Date,
) -> (Vec<Diagnostic>, Vec<Waived>, Vec<bool>) {
    let mut used = vec![false; waivers.len()];
    let (mut left, mut waived) = (Vec::new(), Vec::new());
    for finding in findings {
        let mut by = None;
        for (waiver, used) in waivers.iter().zip(&mut used) {
            if waiver.rule == finding.rule
                && let Some((reason, until)) = in_force(waiver, today)
                && waiver.path.as_deref().is_none_or(|path| covers(path, &finding.place.path))
            {
                *used = true;
                by.get_or_insert((reason, until));
            }
        }
        match by {
            Some((reason, until)) => waived.push(Waived { finding, reason: reason.into(), until }),
            None => left.push(finding),
        }
    }
    (left, waived, used)
}

/// Whether a file, a folder or a glob names a file.
fn covers(named: &str, path: &ProjectPath) -> bool {
    let glob = || GlobBuilder::new(named).literal_separator(true).build().ok();
    path.as_str() == named
        || path.below(named).is_some()
        || glob().is_some_and(|glob| glob.compile_matcher().is_match(path.as_str()))
}

/// VER005: a waiver lacks its reason or its end, or has expired.
pub(super) fn unsound(waivers: &[Waiver], today: Date) -> Vec<Diagnostic> {
    let path = settings();
    let mut findings = Vec::new();
    for Waiver { rule, span, reason, until, until_span, .. } in waivers {
        let lacks = |what: &str, hint: &str| {
            let message = format!("expected {what} for the waiver of `{}`, found none", rule.code);
            Diagnostic::new(&VER005, &path, *span, message).hint(hint.to_owned())
        };
        if reason.is_none() {
            findings.push(lacks("a reason", "add `reason`: who reads it in a year must be able to judge it"));
        }
        match until {
            None => findings.push(lacks("an end", "add `until`, the last day on which it holds")),
            Some(until) if *until < today => {
                let message = format!("the waiver of `{}` ended on {until}", rule.code);
                let finding = Diagnostic::new(&VER005, &path, *until_span, message)
                    .hint("mend what it was for and remove it, or agree on a new day");
                findings.push(Diagnostic { cause: Cause::Clock, ..finding });
            }
            Some(_) => {}
        }
    }
    findings
}

/// VER006: a waiver in force matches nothing. What the theme is judged by comes later.
pub(super) fn unused(waivers: &[Waiver], used: &[bool], today: Date) -> Vec<Diagnostic> {
    let idle = waivers.iter().zip(used).filter(|(waiver, used)| {
        !**used && in_force(waiver, today).is_some() && waiver.rule.family() != "THM"
    });
    let finding = |(waiver, _): (&Waiver, &bool)| {
        let code = waiver.rule.code;
        let message = match &waiver.path {
            Some(path) => format!("the waiver of `{code}` matches nothing in `{path}`"),
            None => format!("the waiver of `{code}` matches nothing"),
        };
        Diagnostic::new(&VER006, &settings(), waiver.span, message)
            .hint("remove it: it would hide the next finding of this kind")
    };
    idle.map(finding).collect()
}
