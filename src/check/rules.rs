//! All rules, a family a file.

mod project;
mod runbooks;
mod scenarios;

use super::Subject;
use crate::diagnostic::Diagnostic;

/// Runs every rule.
pub(super) fn judge(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let rules: &[fn(&Subject<'_>) -> Vec<Diagnostic>] = &[
        project::logo_is_missing,
        project::partner_is_missing,
        project::sample_is_left_over,
        project::placeholder_is_left_over,
        runbooks::review_is_overdue,
        scenarios::outcome_differs,
    ];
    rules.iter().flat_map(|rule| rule(subject)).collect()
}
