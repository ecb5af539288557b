//! Who answers in ordinary weeks and how deadlines come about, as templates see it.
//!
//! All of it is asked of [`Terms`], as the commands `who`, `respond-by` and `gaps` do.
//!
//! Invariant: weeks are told in one zone, the first desk's.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Data;
use crate::exchange::hours::range;
use crate::localize::InternalView;
use crate::model::answering::{Gap, Phases, Shortfall, ShortfallKind, Terms};
use crate::model::coverage::Case;
use crate::model::duration::Unit;
use crate::model::hours::Week;
use crate::model::ids::{OfferingId, ServiceId, SeverityId};
use crate::model::offering::Offering;
use crate::model::schedule::{DayKind, DayNote, Deadline, Name, Next, Schedule, State};
use crate::model::service::Area;
use crate::model::target::{CaseKind, Metric, Target};
use crate::model::times::{Stretch, Times};
use crate::model::vehicle::{Vehicle, vehicle_behind};
use crate::model::word::Word;
use crate::render::context::{
    AnsweringContext, DayContext, ExampleContext, ExamplesContext, GapContext, PhaseContext,
    ShortfallContext, SituationContext,
};
use crate::resolve::addresses;

/// An ordinary week, and the zone in which it is told.
struct OrdinaryWeek {
    monday: Date,
    zone: TimeZone,
    range: Stretch,
}

/// How far ahead holidays are looked for in worked examples, in days.
const AHEAD: i64 = 400;

impl Data<'_> {
    fn ordinary_week(&self, terms: &Terms<'_>) -> Option<OrdinaryWeek> {
        let today = self.view.today;
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        let zone = terms.zone();
        let range = range(&zone, monday, monday.saturating_add(6.days()))?;
        Some(OrdinaryWeek { monday, zone, range })
    }

    /// Who answers in ordinary weeks, by severity: in one offering or all, for one service or all.
    pub(in crate::render) fn answering(
        &self,
        only: Option<&OfferingId>,
        service: Option<&ServiceId>,
    ) -> Vec<SituationContext> {
        let terms = self.view.terms().ordinary();
        let Some(week) = self.ordinary_week(&terms) else { return Vec::new() };
        let severities: Vec<Option<&SeverityId>> = match self.view.severities.as_slice() {
            [] => vec![None],
            all => all.iter().map(|severity| Some(&severity.id)).collect(),
        };
        let situation = |severity: Option<&SeverityId>| {
            let rows = self.rows(&terms, &week, (only, service, severity));
            let known = severity.and_then(|id| self.view.severity(id));
            let anchor =
                |id: &SeverityId| format!("{}#sb-severity-{id}", self.links.page(addresses::SEVERITIES));
            SituationContext {
                id: severity.map(ToString::to_string).unwrap_or_default(),
                label: severity.map(|id| self.case_name(&CaseKind::Severity(id.clone()))).unwrap_or_default(),
                situation: self.words.maybe_text(known.map(|severity| &severity.situation)),
                href: severity.map(anchor).unwrap_or_default(),
                rows,
            }
        };
        let all = severities.into_iter().map(situation);
        all.filter(|situation| !situation.rows.is_empty()).collect()
    }

    /// The zone in which weeks are told, by name.
    pub(in crate::render) fn week_zone(&self) -> String {
        self.words.zone(self.view.terms().zone().iana_name().unwrap_or("UTC"))
    }

    fn rows(
        &self,
        terms: &Terms<'_>,
        week: &OrdinaryWeek,
        (only, service, severity): (Option<&OfferingId>, Option<&ServiceId>, Option<&SeverityId>),
    ) -> Vec<AnsweringContext> {
        let mut rows: Vec<AnsweringContext> = Vec::new();
        let offerings =
            self.view.offerings.iter().filter(|offering| only.is_none_or(|id| offering.id == *id));
        for offering in offerings {
            let cells: Vec<(ServiceId, Area)> = terms.cells(offering);
            let cells: Vec<(ServiceId, Area)> =
                cells.into_iter().filter(|(of, _)| service.is_none_or(|id| of == id)).collect();
            let mut groups: Vec<(AnsweringContext, Vec<(ServiceId, Area)>)> = Vec::new();
            let mut known: Vec<(_, AnsweringContext)> = Vec::new();
            for cell in &cells {
                let case = Case {
                    service: Some(cell.0.clone()),
                    area: Some(cell.1),
                    kinds: severity.map(|id| CaseKind::Severity(id.clone())).into_iter().collect(),
                    language: Some(self.words.locale),
                    ..Case::default()
                };
                // Weeks are long in the making, and most cells are answered in the same way.
                let target = offering.target_for(Metric::FirstResponse, &case);
                let way = (terms.holding_rows(offering, &case), target.map(std::ptr::from_ref));
                let row = match known.iter().find(|(of, _)| *of == way) {
                    Some((_, row)) => row.clone(),
                    None => self.row(terms, week, offering, &case),
                };
                known.push((way, row.clone()));
                match groups.iter_mut().find(|(known, _)| *known == row) {
                    Some((_, same)) => same.push(cell.clone()),
                    None => groups.push((row, vec![cell.clone()])),
                }
            }
            for (row, of) in groups {
                let row = AnsweringContext { cells: self.cell_names(&cells, &of), ..row };
                let same = |known: &&mut AnsweringContext| {
                    AnsweringContext { offerings: Vec::new(), ..(**known).clone() } == row
                };
                match rows.iter_mut().find(same) {
                    Some(known) => known.offerings.push(self.offering_link(offering)),
                    None => {
                        rows.push(AnsweringContext { offerings: vec![self.offering_link(offering)], ..row });
                    }
                }
            }
        }
        rows
    }

    /// A row without its offerings and cells.
    fn row(
        &self,
        terms: &Terms<'_>,
        week: &OrdinaryWeek,
        offering: &Offering,
        case: &Case,
    ) -> AnsweringContext {
        let Phases { somebody, nobody, machines } = terms.phases(offering, case, week.range);
        let when = |times: &Times| self.words.week(&Week::of_times(times, &week.zone, week.monday));
        let phase = |phase: &crate::model::answering::Phase<'_>| PhaseContext {
            mode: phase.mode.word().to_owned(),
            mode_name: self.mode(phase.mode, phase.within),
            desks: phase.desks.iter().map(|desk| self.desk_link(desk)).collect(),
            when: when(&phase.times),
        };
        let target = offering.target_for(Metric::FirstResponse, case);
        let mut phases: Vec<PhaseContext> = somebody.iter().map(phase).collect();
        // What is left over is told as that, where something stands before it.
        let rest = self.words.get("answering-rest");
        let nobody = match (nobody.is_empty(), phases.as_mut_slice()) {
            (true, [_, .., last]) => {
                last.when = rest;
                String::new()
            }
            (true, _) => String::new(),
            (false, []) => when(&nobody),
            (false, _) => rest,
        };
        AnsweringContext {
            offerings: Vec::new(),
            cells: Vec::new(),
            phases,
            nobody,
            machines: machines.into_iter().map(|mode| self.mode(mode, None)).collect(),
            response: target.map(|target| self.target(target, offering.clock.as_ref())),
        }
    }

    /// Services and areas by name: none where they are all, whole areas by the area alone.
    fn cell_names(&self, all: &[(ServiceId, Area)], cells: &[(ServiceId, Area)]) -> Vec<String> {
        if all.len() == cells.len() {
            return Vec::new();
        }
        let count = |list: &[(ServiceId, Area)], area| list.iter().filter(|(_, of)| *of == area).count();
        let mut areas: Vec<Area> = cells.iter().map(|(_, area)| *area).collect();
        areas.sort_unstable();
        areas.dedup();
        if areas.iter().all(|area| count(all, *area) == count(cells, *area)) {
            return areas.into_iter().map(|area| self.area_name(area)).collect();
        }
        let name = |(id, area): &(ServiceId, Area)| {
            let service = self.view.service(id).map(|service| self.words.text(&service.name).text);
            let (service, area) = (service.unwrap_or_default(), self.area_name(*area));
            self.words.fill("cell-name", &[("service", service), ("area", area)])
        };
        cells.iter().map(name).collect()
    }

    /// The first target of an offering in business time, worked out for an ordinary day, for the eve of the
    /// next holiday and for the next make-up workday.
    pub(in crate::render) fn examples(&self, offering: &Offering) -> Option<ExamplesContext> {
        let business =
            |unit| matches!(unit, Unit::BusinessMinutes | Unit::BusinessHours | Unit::BusinessDays);
        let own = || offering.targets.iter().filter(|target| target.metric == Metric::FirstResponse);
        // A target that another one narrows would need more words than an example has.
        let alone = |target: &&Target| own().filter(|other| other.case == target.case).count() == 1;
        let in_business_time = || own().filter(|target| business(target.within.unit));
        let target = in_business_time().find(alone).or_else(|| in_business_time().next())?;
        let terms = self.view.terms();
        let case = Case {
            service: target.service.clone(),
            area: target.area,
            kinds: vec![target.case.clone()],
            language: Some(self.words.locale),
            ..Case::default()
        };
        let schedule = terms.chain(offering, &case).business();
        let zone = terms.zone();
        let instants = example_instants(&schedule, &zone, self.view.today);
        let row = |at| self.example(&schedule, &zone, at, &schedule.deadline(at, target.within));
        let rows = instants.into_iter().map(row);
        let rows: Vec<ExampleContext> = rows.collect();
        (!rows.is_empty()).then(|| ExamplesContext {
            case: self.case_name(&target.case),
            target: self.target(target, offering.clock.as_ref()),
            zone: self.words.zone(zone.iana_name().unwrap_or("UTC")),
            rows,
        })
    }

    fn example(
        &self,
        schedule: &Schedule,
        zone: &TimeZone,
        at: Timestamp,
        deadline: &Deadline,
    ) -> ExampleContext {
        let moment = |at| self.words.moment(at, zone);
        let (starts, due, until) = match deadline {
            Deadline::Due(counted) => {
                let starts = if counted.start > at { moment(counted.start) } else { String::new() };
                (starts, moment(counted.due), counted.due)
            }
            Deadline::Undetermined(from) => (String::new(), String::new(), *from),
            Deadline::Never => (String::new(), String::new(), at),
        };
        ExampleContext {
            received: moment(at),
            starts,
            due,
            notes: self.day_notes(schedule, &schedule.notes(at, until)),
        }
    }

    /// Runs of holidays, make-up workdays and exceptions, a phrase each; days that the week closes are left out.
    fn day_notes(&self, schedule: &Schedule, notes: &[DayNote]) -> Vec<String> {
        let names: Vec<String> =
            schedule.hours().map(|(hours, _)| self.words.text(&hours.name).text).collect();
        let mut runs: Vec<(&DayNote, Date)> = Vec::new();
        let mut telling: Vec<&DayNote> =
            notes.iter().filter(|note| !matches!(note.kind, DayKind::Closed | DayKind::Unknown)).collect();
        telling.sort_by_key(|note| (note.hours, note.date));
        for note in telling {
            match runs.last_mut() {
                Some((first, last))
                    if first.hours == note.hours
                        && first.kind == note.kind
                        && last.tomorrow().ok() == Some(note.date) =>
                {
                    *last = note.date;
                }
                _ => runs.push((note, note.date)),
            }
        }
        let phrase = |(first, last): (&DayNote, Date)| {
            let days = self.words.days(crate::model::hours::Days { first: first.date, last });
            let (id, name) = match &first.kind {
                DayKind::Off(name) => ("day-off", self.calendar_text(name)),
                DayKind::MakeUp(_, name) => ("day-make-up", self.calendar_text(name)),
                DayKind::Exception(Some(note)) => ("day-exception", self.words.text(note).text),
                _ => ("day-exception-plain", String::new()),
            };
            let phrase = self.words.fill(id, &[("days", days), ("name", name)]);
            if names.len() > 1 {
                self.words.fill("day-of", &[("hours", names[first.hours].clone()), ("day", phrase)])
            } else {
                phrase
            }
        };
        runs.into_iter().map(phrase).collect()
    }

    fn calendar_text(&self, name: &Name) -> String {
        match name {
            Name::Text(text) => self.words.text(text).text,
            Name::Region(region) => self.words.calendar_of(region),
        }
    }

    /// The gaps of an ordinary week, drawn and in words, and promises that cannot be kept: for staff.
    pub(in crate::render) fn gaps(
        &self,
        internal: &InternalView,
    ) -> (Vec<GapContext>, Vec<ShortfallContext>) {
        let terms = self.view.terms().ordinary();
        let Some(week) = self.ordinary_week(&terms) else { return (Vec::new(), Vec::new()) };
        let gaps = terms.gaps(week.range);
        let behind = |service: &ServiceId, area| {
            vehicle_behind(&internal.cell_vehicles, &internal.vehicles, service, area, internal.today)
        };
        let shortfalls = terms.shortfalls(&gaps, week.range, behind);
        let mut shown: Vec<GapContext> = Vec::new();
        for gap in gaps.iter().filter(|gap| !gap.nobody.is_empty()) {
            let context = self.gap(&terms, &week, gap);
            let same = |known: &&mut GapContext| {
                (&known.offering.href, &known.market, &known.cells, &known.when)
                    == (&context.offering.href, &context.market, &context.cells, &context.when)
            };
            match shown.iter_mut().find(same) {
                Some(known) => {
                    add(&mut known.severities, context.severities);
                    add(&mut known.languages, context.languages);
                }
                None => shown.push(context),
            }
        }
        let shortfalls = shortfalls.iter().map(|one| self.shortfall(&terms, &week, one)).collect();
        (shown, shortfalls)
    }

    fn gap(&self, terms: &Terms<'_>, week: &OrdinaryWeek, gap: &Gap<'_>) -> GapContext {
        let times = Week::of_times(&gap.nobody, &week.zone, week.monday);
        let markets = self.view.partner.iter().flat_map(|partner| &partner.markets);
        let market = gap.market.as_ref().and_then(|id| markets.clone().find(|market| market.id == *id));
        let severity = gap.severity.clone().map(CaseKind::Severity);
        let day = |(index, intervals): (usize, &Vec<crate::model::hours::Interval>)| DayContext {
            name: self.words.day_name(index),
            open: intervals.iter().map(|interval| (interval.open, interval.end())).collect(),
        };
        let tenths = gap.nobody.seconds() / 360;
        GapContext {
            offering: self.offering_link(gap.offering),
            severities: severity.map(|case| self.case_name(&case)).into_iter().collect(),
            languages: vec![self.words.language(gap.language)],
            market: market.map(|market| self.words.text(&market.name).text).unwrap_or_default(),
            cells: self.cell_names(&terms.cells(gap.offering), &gap.cells),
            hours: if tenths % 10 == 0 {
                (tenths / 10).to_string()
            } else {
                format!("{}.{}", tenths / 10, tenths % 10)
            },
            when: self.words.week(&times),
            days: times.0.iter().enumerate().map(day).collect(),
        }
    }

    fn shortfall(
        &self,
        terms: &Terms<'_>,
        week: &OrdinaryWeek,
        shortfall: &Shortfall<'_>,
    ) -> ShortfallContext {
        let words = self.words;
        let within = words.duration(shortfall.target.within);
        let link = |vehicle: &Vehicle| self.vehicle_link(vehicle);
        let (why, vehicle) = match &shortfall.kind {
            ShortfallKind::Nobody(stretch) => {
                let from = words.moment(stretch.start, &week.zone);
                let to = words.moment(stretch.end, &week.zone);
                (words.fill("shortfall-nobody", &[("from", from), ("to", to)]), None)
            }
            ShortfallKind::Slower(vehicle, theirs, _) => {
                (words.fill("shortfall-slower", &[("time", words.duration(*theirs))]), Some(link(vehicle)))
            }
            ShortfallKind::Language(vehicle) => {
                let language = words.language(shortfall.language);
                (words.fill("shortfall-language", &[("language", language)]), Some(link(vehicle)))
            }
        };
        let metric = self.metric(shortfall.target.metric);
        ShortfallContext {
            offering: self.offering_link(shortfall.offering),
            severity: self.case_name(&CaseKind::Severity(shortfall.severity.clone())),
            language: words.language(shortfall.language),
            cells: self.cell_names(&terms.cells(shortfall.offering), &shortfall.cells),
            promise: words.fill("shortfall-promise", &[("metric", metric), ("time", within)]),
            why,
            vehicle,
        }
    }
}

fn add(known: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// Three telling instants from a day on: an hour before the last closing of the next workday, the same before
/// the next day off, and the opening of the next make-up workday.
fn example_instants(schedule: &Schedule, zone: &TimeZone, today: Date) -> Vec<Timestamp> {
    let Ok(start) = today.at(0, 0, 0, 0).to_zoned(zone.clone()).map(|at| at.timestamp()) else {
        return Vec::new();
    };
    let last = schedule.known().map(|(_, last)| last);
    let end = start.checked_add(SignedDuration::from_hours(AHEAD * 24)).unwrap_or(start);
    let notes = schedule.notes(start, end);
    let known = |note: &&DayNote| last.is_none_or(|last| note.date <= last);
    // A weekday alone: a day off on a weekend changes nothing.
    let weekday = |date: Date| !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let off = notes
        .iter()
        .filter(known)
        .find(|note| matches!(note.kind, DayKind::Off(_)) && weekday(note.date) && note.date > today);
    let make_up =
        notes.iter().filter(known).find(|note| matches!(note.kind, DayKind::MakeUp(..)) && note.date > today);
    let before_closing = |from: Timestamp, to: Timestamp| {
        let openings = schedule.openings(Stretch::new(from, to)?);
        let closing = openings.open.iter().last()?.end;
        closing
            .checked_sub(SignedDuration::from_hours(1))
            .ok()
            .filter(|at| schedule.state(*at) == State::Open)
    };
    let midnight = |date: Date| date.at(0, 0, 0, 0).to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    let week_later = start.checked_add(SignedDuration::from_hours(7 * 24)).unwrap_or(start);
    let ordinary = match schedule.next(start) {
        Next::At(first) if first < week_later => {
            let day = zone.to_datetime(first).date();
            day.tomorrow().ok().and_then(midnight).and_then(|end| before_closing(first, end))
        }
        _ => None,
    };
    let eve = off.and_then(|note| {
        let end = midnight(note.date)?;
        before_closing(end.checked_sub(SignedDuration::from_hours(7 * 24)).ok()?, end)
    });
    let worked = make_up.and_then(|note| match schedule.next(midnight(note.date)?) {
        Next::At(at) => Some(at),
        Next::Unknown(_) | Next::Never => None,
    });
    let mut all: Vec<Timestamp> = [ordinary, eve, worked].into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}
