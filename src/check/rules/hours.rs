//! Rules on hours and calendars: what is promised can be kept, and the days that decide it are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{ANSWERING, Judgement};
use crate::check::Subject;
use crate::check::demand::Demand;
use crate::diagnostic::catalog::{HOL001, HOL002, HOL003, HOL006, HRS002, HRS003, HRS004, HRS006};
use crate::diagnostic::{Cause, Diagnostic};
use crate::evidence::State;
use crate::model::answering::{Gap, ShortfallKind, ordinary_weeks};
use crate::model::coverage::Case;
use crate::model::duration::Unit;
use crate::model::hours::{Hours, joined_calendar};
use crate::model::ids::HoursId;
use crate::model::offering::Offering;
use crate::model::target::{CaseKind, Metric, Target};
use crate::syntax::document::Kind;

/// The rules of the family.
pub(super) const RULES: &[Judgement] = &[
    (ANSWERING, promise_outruns_hours),
    (ANSWERING, clock_has_holes),
    (ANSWERING, language_sleeps),
    (ANSWERING, nothing_is_promised),
    (&[Kind::Offering, Kind::Desk, Kind::Hours], holidays_are_unknown),
    (&[Kind::Hours, Kind::Calendar, Kind::Policy], calendar_ends),
    (&[], chinese_calendar_is_not_whole),
    (&[], holiday_scope_is_open),
];

/// How many days before its end a calendar is spoken of.
const SOON: i32 = 60;

/// The place of a target in its offering: by its number.
pub(super) fn place_of_target(
    subject: &Subject<'_>,
    offering: &Offering,
    target: &Target,
) -> Option<crate::diagnostic::Place> {
    let at = offering.targets.iter().position(|one| std::ptr::eq(one, target))?;
    subject.place(Kind::Offering, offering.id.as_str(), &["targets", &at.to_string(), "within"])
}

/// HRS002: a promise by the clock is shorter than a stretch in which nobody answers.
fn promise_outruns_hours(subject: &Subject<'_>) -> Vec<Diagnostic> {
    // Two weeks, so that no night or weekend is cut at both ends.
    let (terms, range) = (subject.site.terms().ordinary(), ordinary_weeks(2));
    let gaps = terms.gaps(range);
    let shortfalls = terms.shortfalls(&gaps, range, |_, _| None);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for shortfall in shortfalls {
        let ShortfallKind::Nobody(stretch) = shortfall.kind else { continue };
        let gap = gaps.iter().find(|gap| {
            gap.offering.id == shortfall.offering.id
                && gap.severity.as_ref() == Some(&shortfall.severity)
                && gap.language == shortfall.language
                && gap.nobody.iter().any(|one| one == stretch)
        });
        // Where somebody answers in another language, it is not somebody who is missing.
        if gap.is_some_and(|gap| speaks_at_all_hours(&terms, gap, range)) {
            continue;
        }
        let Some(place) = place_of_target(subject, shortfall.offering, shortfall.target) else { continue };
        if !seen.insert(place.clone()) {
            continue;
        }
        let hours = stretch.seconds() / 3600;
        let within = shortfall.target.within;
        let message = format!(
            "expected somebody within `{}`, found nobody for {hours} hours who speaks `{}`",
            super::targets::written(within),
            shortfall.language
        );
        let finding = subject.finding(&HRS002, Demand::ALWAYS, place, message);
        found.push(finding.hint("promise it in business hours, or let somebody answer at all hours: `supportbook gaps` shows when nobody does"));
    }
    found
}

/// HRS003: a service that must be covered round the clock is not.
fn clock_has_holes(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for service in &subject.site.services {
        let Some(demand) = subject.demand_for(&HRS003, service) else { continue };
        let entries = subject.ledger.entries.iter();
        let open = entries.filter(|entry| HRS003.requirements.contains(&entry.requirement.id.as_str())).any(
            |entry| {
                entry
                    .parts
                    .iter()
                    .any(|part| part.service.as_ref() == Some(&service.id) && part.state == State::Missing)
            },
        );
        if !open {
            continue;
        }
        let Some(place) = subject.place(Kind::Service, service.id.as_str(), &["name"]) else { continue };
        let message = format!("expected somebody for `{}` at every hour, found hours without", service.id);
        let finding = subject.finding(&HRS003, demand, place, message);
        found.push(finding.hint("let an offering that covers it be answered at all hours: `supportbook gaps` shows when nobody does"));
    }
    found
}

/// HRS004: cases of a severity are worked on day and night, and a language of the offering is not spoken then.
fn language_sleeps(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (terms, week) = (subject.site.terms().ordinary(), ordinary_weeks(1));
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for gap in terms.gaps(week) {
        let Some(severity) = gap.severity.as_ref().and_then(|id| terms.severity(id)) else { continue };
        if !severity.round_the_clock || gap.nobody.is_empty() || !speaks_at_all_hours(&terms, &gap, week) {
            continue;
        }
        let at = gap.offering.languages.iter().position(|language| *language == gap.language);
        if !seen.insert((gap.offering.id.clone(), gap.language, severity.id.clone())) {
            continue;
        }
        let at = at.unwrap_or(0).to_string();
        let keys = ["languages", at.as_str()];
        let Some(place) = subject.place(Kind::Offering, gap.offering.id.as_str(), &keys) else { continue };
        let message = format!(
            "expected somebody who speaks `{}` at all hours for severity `{}`, found {} hours a week without",
            gap.language,
            severity.id,
            gap.nobody.seconds() / 3600
        );
        let finding = subject.finding(&HRS004, Demand::ALWAYS, place, message);
        found.push(finding.hint(
            "add somebody who speaks it then, or say in `coverage:` who takes the call in another language",
        ));
    }
    found
}

/// Whether the same cases are answered at all hours in another language of the offering: then it is the
/// language that is missing, not somebody.
fn speaks_at_all_hours(
    terms: &crate::model::answering::Terms<'_>,
    gap: &Gap<'_>,
    week: crate::model::times::Stretch,
) -> bool {
    let Some((service, area)) = gap.cells.first() else { return false };
    gap.offering.languages.iter().any(|language| {
        let case = Case {
            service: Some(service.clone()),
            area: Some(*area),
            kinds: gap.severity.iter().cloned().map(CaseKind::Severity).collect(),
            language: Some(*language),
            channel: None,
            market: gap.market.clone(),
        };
        *language != gap.language && terms.phases(gap.offering, &case, week).nobody.is_empty()
    })
}

/// HRS006: neither a telephone that is answered round the clock nor response times are published.
fn nothing_is_promised(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(demand) = subject.demand(&HRS006) else { return Vec::new() };
    let promised = subject.site.offerings.iter().any(|offering| !offering.targets.is_empty());
    let telephone = subject.site.channels.iter().any(|channel| {
        let hours = channel.hours.as_ref().and_then(|id| subject.site.hours.get(id));
        matches!(channel.reach, crate::model::channel::Reach::Phone { sms: false, .. })
            && hours.is_some_and(|hours| hours.never_closes())
    });
    let place = subject.place(Kind::Partner, "partner", &["packs"]);
    let finding = |place| {
        let message = "expected a telephone round the clock or published response times, found neither";
        let finding = subject.finding(&HRS006, demand, place, message);
        finding.hint("give offerings `targets:`, or a channel of kind `phone` hours that never close")
    };
    place.filter(|_| !promised && !telephone).map(finding).into_iter().collect()
}

/// Hours in which business time of some target counts, each with a target that counts in them.
fn counted_hours<'a>(subject: &'a Subject<'_>) -> BTreeMap<&'a HoursId, (&'a Offering, &'a Target)> {
    let site = subject.site;
    let mut counted: BTreeMap<&HoursId, (&Offering, &Target)> = BTreeMap::new();
    for offering in &site.offerings {
        let business = |target: &&Target| {
            matches!(target.within.unit, Unit::BusinessMinutes | Unit::BusinessHours | Unit::BusinessDays)
        };
        let Some(target) = offering.targets.iter().find(business) else { continue };
        let desks = offering.coverage.iter().flat_map(|row| &row.answers).flat_map(|answer| &answer.desks);
        let desks = desks.filter_map(|id| site.desks.iter().find(|desk| desk.id == *id));
        for id in desks.map(|desk| &desk.hours).chain(&offering.hours) {
            counted.entry(id).or_insert((offering, target));
        }
    }
    counted
}

/// HOL001: a target counts in hours that know no holidays.
fn holidays_are_unknown(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, (offering, target)) in counted_hours(subject) {
        let Some(hours) = subject.site.hours.get(id) else { continue };
        // Somebody who comes on every day of the week keeps no holidays either.
        let daily = hours.weekly.0.iter().all(|day| !day.is_empty());
        if daily || !hours.calendars.is_empty() {
            continue;
        }
        let Some(place) = subject.place(Kind::Hours, id.as_str(), &["calendars"]) else { continue };
        let message = format!("expected `calendars` of the hours `{id}`, found none");
        let finding = subject.finding(&HOL001, Demand::ALWAYS, place, message);
        let finding = finding.hint(
            "targets in business time count workdays: name the calendar of the place in `content/calendars/`",
        );
        found.push(match place_of_target(subject, offering, target) {
            Some(label) => finding.label(&label.path, label.span, "this counts in them"),
            None => finding,
        });
    }
    found
}

/// HOL002: what calendars know ends soon, or before the terms do.
fn calendar_ends(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let site = subject.site;
    let used: BTreeSet<&str> = site
        .hours
        .values()
        .flat_map(|hours| hours.calendars.iter().flatten())
        .map(|id| joined_calendar(id.as_str()))
        .collect();
    let mut last: BTreeMap<&str, (&str, Date)> = BTreeMap::new();
    for (id, calendar) in &site.calendars {
        let whole = joined_calendar(id.as_str());
        let end = calendar.covers.last;
        let known = last.entry(whole).or_insert((id.as_str(), end));
        if end > known.1 {
            *known = (id.as_str(), end);
        }
    }
    let terms_end = site.policy.as_ref().and_then(|policy| policy.effective.1);
    let mut found = Vec::new();
    for (whole, (id, end)) in last.into_iter().filter(|(whole, _)| used.contains(whole)) {
        let left = subject.days_until(end);
        let before_terms = terms_end.filter(|until| end < *until);
        let Some(place) = subject.place(Kind::Calendar, id, &["covers"]) else { continue };
        let (message, soon) = match before_terms {
            _ if left < 0 => {
                (format!("expected days after today in `{whole}`, found none after {end}"), true)
            }
            _ if left < SOON => {
                (format!("expected {SOON} days and more in `{whole}`, found {left}, until {end}"), true)
            }
            Some(until) => (
                format!(
                    "expected days until {until} in `{whole}`, when the terms end, found none after {end}"
                ),
                false,
            ),
            None => continue,
        };
        let finding = subject.finding(&HOL002, Demand::ALWAYS, place, message);
        let year = end.year() + 1;
        let finding = finding.hint(format!(
            "add the next year once it is published: `supportbook calendar add {year} --from FILE`"
        ));
        found.push(if soon { Diagnostic { cause: Cause::Clock, ..finding } } else { finding });
    }
    found
}

/// HOL003: a calendar of mainland China that lists holidays lists no make-up workdays, or does not say where
/// it comes from.
fn chinese_calendar_is_not_whole(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, calendar) in site_calendars(subject).filter(|(_, calendar)| &*calendar.region == "CN") {
        let whole_year =
            calendar.covers.first.until(calendar.covers.last).is_ok_and(|span| span.get_days() >= 300);
        let (key, message, hint) = if calendar.work.is_empty() && whole_year {
            (
                "work",
                format!("expected make-up workdays in `{id}`, found none"),
                "each year's notice of the State Council names days on weekends that are worked: list them under `work`",
            )
        } else if calendar.source.is_none() {
            (
                "source",
                format!("expected the `source` of `{id}`, found none"),
                "tables of these days that circulate are often wrong: name the notice with its address and date",
            )
        } else {
            continue;
        };
        let Some(place) = subject.place(Kind::Calendar, id, &[key]) else { continue };
        found.push(subject.finding(&HOL003, Demand::ALWAYS, place, message).hint(hint));
    }
    found
}

fn site_calendars<'a>(
    subject: &'a Subject<'_>,
) -> impl Iterator<Item = (&'a str, &'a Arc<crate::model::hours::Calendar>)> {
    subject.site.calendars.iter().map(|(id, calendar)| (id.as_str(), calendar))
}

/// HOL006: hours over midnight with holidays do not say how the two meet.
fn holiday_scope_is_open(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let overnight = |hours: &Hours| hours.weekly.0.iter().flatten().any(|interval| interval.is_overnight());
    let meant = subject.site.hours.iter().filter(|(id, hours)| {
        overnight(hours)
            && !hours.calendars.is_empty()
            && !subject.has_key(Kind::Hours, id.as_str(), "holiday_scope")
    });
    let finding = |(id, _): (&HoursId, &Arc<Hours>)| {
        let place = subject.place(Kind::Hours, id.as_str(), &["weekly"])?;
        let message = format!("expected `holiday_scope` of the overnight hours `{id}`, found none");
        let finding = subject.finding(&HOL006, Demand::ALWAYS, place, message);
        Some(finding.hint(
            "`opening_date` takes away the shifts that begin on a holiday, `calendar_time` its 24 hours",
        ))
    };
    meant.filter_map(finding).collect()
}

/// Whether a target is a first answer.
pub(super) fn is_first(target: &Target) -> bool {
    target.metric == Metric::FirstResponse
}
