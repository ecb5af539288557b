//! Promises that nobody behind them can keep: faster than who is there, or than the vehicle behind a case.

use jiff::{SignedDuration, Timestamp};

use super::Terms;
use super::gaps::Gap;
use crate::locale::Locale;
use crate::model::coverage::Case;
use crate::model::duration::{Duration, Unit};
use crate::model::ids::{ServiceId, SeverityId};
use crate::model::offering::Offering;
use crate::model::schedule::{Deadline, Schedule};
use crate::model::service::Area;
use crate::model::target::{CaseKind, Metric, Target};
use crate::model::times::Stretch;
use crate::model::vehicle::Vehicle;

/// A promise and why it cannot always be kept.
#[derive(Clone, Debug)]
pub struct Shortfall<'a> {
    /// The offering.
    pub offering: &'a Offering,
    /// How bad the cases are.
    pub severity: SeverityId,
    /// The language that customers speak.
    pub language: Locale,
    /// The services and areas for which it is the same.
    pub cells: Vec<(ServiceId, Area)>,
    /// The promise.
    pub target: &'a Target,
    /// Why.
    pub kind: ShortfallKind<'a>,
}

/// Why a promise cannot always be kept.
#[derive(Clone, Debug)]
pub enum ShortfallKind<'a> {
    /// Nobody can be reached for longer than it allows: the first such stretch.
    Nobody(Stretch),
    /// The vehicle answers later: the first instant at which a case would show it.
    Slower(&'a Vehicle, Duration, Timestamp),
    /// The vehicle does not speak the language.
    Language(&'a Vehicle),
}

impl<'a> Terms<'a> {
    /// Promises that are faster than what is behind them in a stretch of time. `vehicle` gives what the cases
    /// of a service and area go through; `hours` its schedule, where it is limited.
    pub fn shortfalls<'v>(
        &self,
        gaps: &[Gap<'a>],
        range: Stretch,
        vehicle: impl Fn(&ServiceId, Area) -> Option<&'v Vehicle>,
    ) -> Vec<Shortfall<'v>>
    where
        'a: 'v,
    {
        let mut found: Vec<Shortfall<'v>> = Vec::new();
        for gap in gaps {
            let Some(severity) = &gap.severity else { continue };
            for (service, area) in &gap.cells {
                let case = Case {
                    service: Some(service.clone()),
                    area: Some(*area),
                    kinds: vec![CaseKind::Severity(severity.clone())],
                    language: Some(gap.language),
                    channel: None,
                    market: gap.market.clone(),
                };
                let kinds = self.of_case(gap, &case, range, vehicle(service, *area));
                for (target, kind) in kinds {
                    add(&mut found, gap, severity, target, kind, (service.clone(), *area));
                }
            }
        }
        found
    }

    fn of_case<'v>(
        &self,
        gap: &Gap<'a>,
        case: &Case,
        range: Stretch,
        vehicle: Option<&'v Vehicle>,
    ) -> Vec<(&'v Target, ShortfallKind<'v>)>
    where
        'a: 'v,
    {
        let mut kinds = Vec::new();
        if let Some(target) = gap.offering.target_for(Metric::FirstResponse, case) {
            let too_long = elapsed(target.within)
                .and_then(|seconds| gap.nobody.iter().find(|stretch| stretch.seconds() > seconds));
            kinds.extend(too_long.map(|stretch| (target, ShortfallKind::Nobody(stretch))));
        }
        let Some(vehicle) = vehicle else { return kinds };
        // What is to be mended goes through the vehicle; the first answer is the desk's own.
        let mended = [Metric::Workaround, Metric::Resolution];
        let promises = mended.iter().filter_map(|metric| gap.offering.target_for(*metric, case));
        for target in promises {
            let theirs =
                vehicle.first_response.iter().find(|(id, _)| CaseKind::Severity(id.clone()) == target.case);
            if let Some((_, theirs)) = theirs {
                let ours = self.chain(gap.offering, case).business();
                let hours = vehicle.hours.as_ref().map(|id| self.schedule(id)).unwrap_or_default();
                let late = later_at((&ours, target.within), (&hours, *theirs), range);
                kinds.extend(late.map(|at| (target, ShortfallKind::Slower(vehicle, *theirs, at))));
            }
            if !vehicle.languages.is_empty() && !vehicle.languages.contains(&gap.language) {
                kinds.push((target, ShortfallKind::Language(vehicle)));
            }
        }
        kinds
    }
}

fn add<'v, 'a: 'v>(
    found: &mut Vec<Shortfall<'v>>,
    gap: &Gap<'a>,
    severity: &SeverityId,
    target: &'v Target,
    kind: ShortfallKind<'v>,
    cell: (ServiceId, Area),
) {
    let same = |known: &&mut Shortfall<'v>| {
        (&known.offering.id, &known.severity, known.language) == (&gap.offering.id, severity, gap.language)
            && known.target == target
            && known.kind == kind
    };
    match found.iter_mut().find(same) {
        Some(known) if known.cells.contains(&cell) => {}
        Some(known) => known.cells.push(cell),
        None => found.push(Shortfall {
            offering: gap.offering,
            severity: severity.clone(),
            language: gap.language,
            cells: vec![cell],
            target,
            kind,
        }),
    }
}

impl PartialEq for ShortfallKind<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nobody(a), Self::Nobody(b)) => a == b,
            (Self::Slower(a, _, at), Self::Slower(b, _, other)) => a.id == b.id && at == other,
            (Self::Language(a), Self::Language(b)) => a.id == b.id,
            _ => false,
        }
    }
}

/// Seconds of a duration that counts nights; `None` for business time.
fn elapsed(duration: Duration) -> Option<i64> {
    match duration.unit {
        Unit::ElapsedMinutes => Some(i64::from(duration.count) * 60),
        Unit::ElapsedHours => Some(i64::from(duration.count) * 3600),
        Unit::BusinessMinutes | Unit::BusinessHours | Unit::BusinessDays => None,
    }
}

/// The first full hour of a week at which a case that is passed on at once is due before the other side
/// answers.
fn later_at(ours: (&Schedule, Duration), theirs: (&Schedule, Duration), range: Stretch) -> Option<Timestamp> {
    if let (Some(ours), Some(theirs)) = (elapsed(ours.1), elapsed(theirs.1)) {
        return (theirs > ours).then_some(range.start);
    }
    let due = |(schedule, within): (&Schedule, Duration), at| match schedule.deadline(at, within) {
        Deadline::Due(counted) => Some(counted.due),
        Deadline::Undetermined(_) | Deadline::Never => None,
    };
    let hours = (0..7 * 24).map_while(|hour| range.start.checked_add(SignedDuration::from_hours(hour)).ok());
    let mut hours = hours.take_while(|at| *at < range.end);
    hours.find(|at| matches!((due(ours, *at), due(theirs, *at)), (Some(ours), Some(theirs)) if theirs > ours))
}
