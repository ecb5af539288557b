//! Rules on runbooks.

use crate::check::Subject;
use crate::diagnostic::catalog::RUN008;
use crate::diagnostic::{Cause, Diagnostic};
use crate::source::Span;

/// RUN008: the day of a runbook's next review has passed.
pub(super) fn review_is_overdue(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let overdue = subject.site.runbooks.values().filter(|runbook| runbook.review_due() < subject.today);
    let finding = |runbook: &std::sync::Arc<crate::model::prose::Runbook>| {
        let document = &runbook.editions[&runbook.source_locale].prose.document;
        let span = document.data.get("last_reviewed").map_or(Span::default(), |node| node.span);
        let message = format!(
            "expected a review by {}, found none since {}",
            runbook.review_due(),
            runbook.last_reviewed
        );
        let hint = format!("read the runbook with {}, then set `last_reviewed`", runbook.owner);
        let finding = Diagnostic::new(&RUN008, document.path(), span, message).hint(hint);
        Diagnostic { cause: Cause::Clock, ..finding }
    };
    overdue.map(finding).collect()
}
