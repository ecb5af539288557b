//! By when somebody answers a case, as the terms promise it.

use jiff::Timestamp;

use super::Terms;
use crate::model::coverage::Case;
use crate::model::ids::SeverityId;
use crate::model::offering::Offering;
use crate::model::schedule::{Deadline, Schedule};
use crate::model::target::{Metric, Target};

/// What is promised for a case, with its deadline.
#[derive(Clone, Debug)]
pub struct Promise<'a> {
    /// The target that holds.
    pub target: &'a Target,
    /// The hours in which business time counts.
    pub schedule: Schedule,
    /// By when.
    pub deadline: Deadline,
}

/// By when a case is answered whose severity was changed.
#[derive(Clone, Debug)]
pub struct Response {
    /// Whether the new severity is the worse one.
    pub raised: bool,
    /// By when.
    pub deadline: Deadline,
}

impl Offering {
    /// The target for a case: the one that names more of service and area, of equal ones the first.
    pub fn target_for(&self, metric: Metric, case: &Case) -> Option<&Target> {
        let fits = |target: &&Target| {
            target.metric == metric
                && case.kinds.contains(&target.case)
                && (target.service.is_none() || target.service == case.service)
                && (target.area.is_none() || target.area == case.area)
        };
        let named =
            |target: &&Target| usize::from(target.service.is_some()) + usize::from(target.area.is_some());
        // `max_by_key` takes the last of equal ones.
        self.targets.iter().rev().filter(fits).max_by_key(named)
    }
}

impl<'a> Terms<'a> {
    /// What an offering promises for a case that arrives at an instant; `None` where it promises nothing.
    pub fn promise(
        &self,
        offering: &'a Offering,
        metric: Metric,
        case: &Case,
        at: Timestamp,
    ) -> Option<Promise<'a>> {
        let target = offering.target_for(metric, case)?;
        let schedule = self.chain(offering, case).business();
        let deadline = schedule.deadline(at, target.within);
        Some(Promise { target, schedule, deadline })
    }

    /// The deadline after a change of severity. Both are counted from the arrival of the case; where it was
    /// raised the earlier one holds, else the new one.
    pub fn reclassified(
        &self,
        old: &Deadline,
        new: &Deadline,
        from: &SeverityId,
        to: &SeverityId,
    ) -> Response {
        let place = |id: &SeverityId| self.severities.iter().position(|severity| severity.id == *id);
        let raised = place(to) < place(from);
        let deadline = if raised { earlier(old, new) } else { new.clone() };
        Response { raised, deadline }
    }
}

/// The earlier of two deadlines, where that can be told.
fn earlier(one: &Deadline, two: &Deadline) -> Deadline {
    match (one, two) {
        (Deadline::Due(a), Deadline::Due(b)) => {
            if b.due < a.due {
                two.clone()
            } else {
                one.clone()
            }
        }
        // What is unknown from an instant on cannot be due before it.
        (Deadline::Due(due), Deadline::Undetermined(from))
        | (Deadline::Undetermined(from), Deadline::Due(due)) => {
            if due.due <= *from {
                Deadline::Due(due.clone())
            } else {
                Deadline::Undetermined(*from)
            }
        }
        (Deadline::Never, other) | (other, Deadline::Never) => other.clone(),
        (Deadline::Undetermined(a), Deadline::Undetermined(b)) => Deadline::Undetermined(*a.min(b)),
    }
}
