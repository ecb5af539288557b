//! Hours and calendars: texts to intervals, zones and days.

use jiff::civil::Weekday;

use super::raw::time::{RawCalendar, RawException, RawHours, RawWeek};
use super::raw::{List, Maybe};
use super::scope::Scope;
use super::values::{given, word};
use crate::diagnostic::catalog::{HOL004, HOL005, HOL007, HRS001, HRS005, HRS008, SYN004};
use crate::model::hours::{
    BusinessDayRule, Calendar, Change, DAY, Days, Exception, HolidayScope, Hours, Interval, IntervalFault,
    Week, joined_calendar,
};
use crate::model::ids::CalendarId;
use crate::model::keeping::KeptKind;
use crate::model::text::LocalText;
use crate::source::Span;
use crate::syntax::decode::{Entries, Field};
use crate::syntax::document::Kind;

pub(super) fn hours(scope: &mut Scope<'_>) -> Option<Hours> {
    let raw: RawHours = scope.decode()?;
    let RawHours {
        name,
        time_zone,
        weekly,
        calendars,
        holiday_scope,
        business_day_rule,
        exceptions,
        note,
        owner,
        next_review,
    } = raw;
    let name = scope.text(name);
    scope.keep(KeptKind::Hours, &scope.group.source.stem.clone(), name.as_ref(), owner, next_review);
    let note = scope.maybe_text(note);
    let time_zone = zone(scope, time_zone);
    let weekly = weekly.value.map(|raw| week(scope, raw));
    let exceptions = self::exceptions(scope, exceptions);
    let calendars = given(calendars).unwrap_or_default();
    let calendars = calendars.into_iter().filter_map(|field| joined(scope, field)).collect();
    Some(Hours {
        name: name?,
        time_zone: time_zone?,
        weekly: weekly?,
        calendars,
        holiday_scope: word(holiday_scope).unwrap_or(HolidayScope::OpeningDate),
        business_day_rule: word(business_day_rule).unwrap_or(BusinessDayRule::EndOfNthDay),
        exceptions,
        note,
    })
}

/// Dated hours; days that two of them are about are findings.
fn exceptions(scope: &mut Scope<'_>, entries: Maybe<Entries<RawException>>) -> Vec<Exception> {
    let mut found: Vec<(Exception, Span)> = Vec::new();
    for (key, field) in given(entries).map_or(Vec::new(), |entries| entries.0) {
        let days = Days::parse(&key.text);
        if days.is_none() {
            let message = format!(
                "expected days such as `2026-12-24` or `2026-12-24/2026-12-31`, found `{}`",
                key.text
            );
            scope.report(&HRS008, key.span, message);
        }
        let Some(RawException { open, also, note }) = field.value else { continue };
        let note = scope.maybe_text(note);
        let change = change(scope, key.span, open, also);
        let (Some(days), Some(change)) = (days, change) else { continue };
        if let Some((_, first)) = found.iter().find(|(known, _)| overlap(known.days, days)) {
            let finding = scope.found(&HRS008, key.span, "a day has two exceptions");
            let path = scope.path().clone();
            scope
                .push(finding.label(&path, *first, "the other one").hint("say all about a day in one place"));
            continue;
        }
        found.push((Exception { days, change, note }, key.span));
    }
    found.into_iter().map(|(exception, _)| exception).collect()
}

fn change(
    scope: &mut Scope<'_>,
    at: Span,
    open: Maybe<List<String>>,
    also: Maybe<List<String>>,
) -> Option<Change> {
    let intervals = |scope: &mut Scope<'_>, field: Field<List<String>>| {
        let list = day_intervals(scope, field.value?);
        let day: Vec<_> = list.iter().map(|(interval, span)| (0, *interval, *span)).collect();
        report_overlaps(scope, &day);
        Some(list.into_iter().map(|(interval, _)| interval).collect::<Vec<_>>())
    };
    match (open, also) {
        (Some(open), None) => intervals(scope, open).map(Change::Instead),
        (None, Some(also)) => {
            let span = also.span;
            let list = intervals(scope, also)?;
            if list.is_empty() {
                let finding = scope.found(&HRS008, span, "expected an interval in `also`, found none");
                scope.push(finding.hint("a day without hours is `open: []`"));
            }
            Some(Change::Besides(list))
        }
        (both, _) => {
            let found = if both.is_some() { "both" } else { "neither" };
            let message = format!("expected the key `open` or `also`, found {found}");
            let hint = "`open` is all that the days have, `also` comes besides; `open: []` means closed";
            scope.push(scope.found(&HRS008, at, message).hint(hint));
            None
        }
    }
}

/// The sound intervals of a list, in order.
fn day_intervals(scope: &mut Scope<'_>, list: List<String>) -> Vec<(Interval, Span)> {
    let mut all: Vec<_> = list.into_iter().filter_map(|field| interval(scope, field)).collect();
    all.sort_by_key(|(interval, _)| *interval);
    all
}

/// A calendar and those of its years: `cn` is `cn.yaml` and every `cn-2027.yaml`.
fn joined(scope: &mut Scope<'_>, field: Field<String>) -> Option<Vec<CalendarId>> {
    let id = field.value.as_deref()?;
    let is_part = |stem: &&str| *stem == id || joined_calendar(stem) == id;
    let stems = scope.names.stems(Kind::Calendar).filter(is_part);
    let files: Vec<CalendarId> = stems.map(CalendarId::new).collect();
    if files.is_empty() {
        scope.id(field, Kind::Calendar, "a calendar");
        return None;
    }
    Some(files)
}

/// Whether a name means a place or UTC: fixed offsets and abbreviations are ambiguous.
fn names_a_place(name: &str) -> bool {
    name == "UTC" || (name.contains('/') && !name.starts_with("Etc/"))
}

/// The zone of a name in any capitals, in its own; else the name that was likely meant.
pub fn known_zone(text: &str) -> Result<String, Option<String>> {
    let zones = jiff::tz::db();
    let known = zones.get(text).ok().and_then(|zone| zone.iana_name().map(str::to_owned));
    if let Some(name) = known.filter(|name| names_a_place(name)) {
        return Ok(name);
    }
    if matches!(text, "Asia/Beijing" | "PRC") {
        return Err(Some("Asia/Shanghai".to_owned()));
    }
    let names: Vec<String> = zones.available().map(|name| name.to_string()).collect();
    let places = names.iter().map(String::as_str).filter(|name| name.contains('/') && names_a_place(name));
    Err(crate::diagnostic::did_you_mean(text, places).map(str::to_owned))
}

/// A zone such as `Asia/Shanghai`, in its own capitals.
pub(super) fn zone(scope: &mut Scope<'_>, field: Field<String>) -> Option<Box<str>> {
    let text = field.value?;
    let (message, hint) = match known_zone(&text) {
        Ok(name) if name == text => return Some(text.into()),
        Ok(name) if name == "UTC" => (
            format!("expected an IANA time zone such as `Asia/Shanghai`, found `{text}`"),
            "did you mean `UTC`?".to_owned(),
        ),
        Ok(name) => (format!("expected the zone's own capitals, found `{text}`"), format!("write `{name}`")),
        Err(near) => (
            format!("expected an IANA time zone such as `Asia/Shanghai`, found `{text}`"),
            near.map_or_else(
                || "offsets and abbreviations are ambiguous: name the place".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        ),
    };
    scope.push(scope.found(&HRS001, field.span, message).hint(hint));
    None
}

fn week(scope: &mut Scope<'_>, raw: RawWeek) -> Week {
    let RawWeek { mon, tue, wed, thu, fri, sat, sun } = raw;
    let mut closing: Vec<(usize, Interval, Span)> = Vec::new();
    let mut days = [mon, tue, wed, thu, fri, sat, sun].into_iter().enumerate().map(|(at, day)| {
        let fields = day.and_then(|field| field.value).unwrap_or_default();
        let intervals = day_intervals(scope, fields);
        closing.extend(intervals.iter().map(|(interval, span)| (at, *interval, *span)));
        intervals.into_iter().map(|(interval, _)| interval).collect::<Vec<_>>()
    });
    let days = std::array::from_fn(|_| days.next().unwrap_or_default());
    report_overlaps(scope, &closing);
    Week(days)
}

/// Intervals that share time, over midnight and from Sunday to Monday too.
fn report_overlaps(scope: &mut Scope<'_>, intervals: &[(usize, Interval, Span)]) {
    const WEEK: usize = 7 * DAY as usize;
    let start =
        |(day, interval, _): &(usize, Interval, Span)| day * usize::from(DAY) + usize::from(interval.open);
    let length = |interval: &Interval| usize::from(interval.end() - interval.open);
    // All pairs of a week: a week has few intervals, and a long one may hold several others.
    for (at, one) in intervals.iter().enumerate() {
        for offset in 1..intervals.len() {
            let other = (at + offset) % intervals.len();
            let next = &intervals[other];
            let gap = (start(next) + WEEK - start(one)) % WEEK;
            // Two equal intervals overlap both ways; one finding is enough.
            if length(&one.1) > gap && (gap > 0 || other > at) {
                let message = "this interval begins before another one has ended";
                let finding = scope.found(&HRS005, next.2, message);
                let path = scope.path().clone();
                scope.push(finding.label(&path, one.2, "still open").hint("join the two, or move one"));
            }
        }
    }
}

fn interval(scope: &mut Scope<'_>, field: Field<String>) -> Option<(Interval, Span)> {
    let text = field.value?;
    let (message, hint) = match Interval::parse(&text) {
        Ok(interval) => return Some((interval, field.span)),
        Err(IntervalFault::Form) => (
            format!("expected times such as `09:00-18:00`, found `{text}`"),
            "two digits, a colon, a plain hyphen",
        ),
        Err(IntervalFault::Empty) => (
            format!("expected a closing time that differs from the opening time, found `{text}`"),
            "a whole day is `00:00-24:00`; a day without hours is `[]`",
        ),
        Err(IntervalFault::OpensAtMidnightEnd) => (
            format!("expected an opening time before 24:00, found `{text}`"),
            "open at `00:00` of the next day",
        ),
    };
    scope.push(scope.found(&HRS005, field.span, message).hint(hint));
    None
}

pub(super) fn calendar(scope: &mut Scope<'_>) -> Option<Calendar> {
    let raw: RawCalendar = scope.decode()?;
    let RawCalendar { name, region, covers, source, off, work, work_template, owner, next_review } = raw;
    let name = scope.maybe_text(name);
    let called = name.clone().or_else(|| {
        let region = region.value.as_deref()?;
        Some(LocalText::new(scope.group.source_locale, region))
    });
    scope.keep(KeptKind::Calendar, &scope.group.source.stem.clone(), called.as_ref(), owner, next_review);
    let covers = self::covers(scope, covers);
    let source = source.and_then(|field| field.value).and_then(|raw| scope.citation(raw));
    let off = days(scope, off);
    let work = days(scope, work);
    judge_days(scope, covers, &off, &work);
    let plain = |days: Vec<(Days, Span)>| days.into_iter().map(|(days, _)| days).collect();
    Some(Calendar {
        name,
        region: region.value?.into(),
        covers: covers?,
        source,
        off: plain(off),
        work: plain(work),
        work_template: word(work_template).unwrap_or(Weekday::Monday),
    })
}

fn covers(scope: &mut Scope<'_>, field: Field<Vec<Field<String>>>) -> Option<Days> {
    let list = field.value?;
    let found = list.len();
    let mut dates = list.into_iter().map(|field| scope.day(field));
    let (first, last) = (dates.next().flatten(), dates.next().flatten());
    drop(dates);
    if found != 2 {
        scope.report(
            &SYN004,
            field.span,
            format!("expected the first and the last day covered, found {found} of them"),
        );
        return None;
    }
    let (first, last) = (first?, last?);
    if last < first {
        scope.report(&SYN004, field.span, "expected the first day before the last, found the reverse");
        return None;
    }
    Some(Days { first, last })
}

fn days(scope: &mut Scope<'_>, list: Option<Field<Vec<Field<String>>>>) -> Vec<(Days, Span)> {
    let fields = list.and_then(|field| field.value).unwrap_or_default();
    let mut found = Vec::new();
    for field in fields {
        let Some(text) = field.value else { continue };
        match Days::parse(&text) {
            Some(days) => found.push((days, field.span)),
            None => {
                let message =
                    format!("expected days such as `2026-02-15` or `2026-02-15/2026-02-23`, found `{text}`");
                scope.report(&SYN004, field.span, message);
            }
        }
    }
    found
}

fn judge_days(scope: &mut Scope<'_>, covers: Option<Days>, off: &[(Days, Span)], work: &[(Days, Span)]) {
    let path = scope.path().clone();
    for (days, span) in off.iter().chain(work) {
        if covers.is_some_and(|covers| days.first < covers.first || days.last > covers.last) {
            let message = format!("{} lies outside the days that the calendar covers", shown(*days));
            scope.push(scope.found(&HOL007, *span, message).hint("widen `covers`, or remove the day"));
        }
    }
    for (worked, span) in work {
        if let Some((_, at)) = off.iter().find(|(days, _)| overlap(*days, *worked)) {
            let finding = scope.found(&HOL005, *span, format!("{} is both off and worked", shown(*worked)));
            scope.push(finding.label(&path, *at, "off here"));
        }
    }
    for list in [off, work] {
        for (at, (days, span)) in list.iter().enumerate() {
            if let Some((_, first)) = list[..at].iter().find(|(known, _)| overlap(*known, *days)) {
                let finding = scope.found(&HOL004, *span, format!("{} is listed twice", shown(*days)));
                scope.push(finding.label(&path, *first, "first here"));
            }
        }
    }
}

fn overlap(a: Days, b: Days) -> bool {
    a.first <= b.last && b.first <= a.last
}

fn shown(days: Days) -> String {
    if days.first == days.last {
        format!("`{}`", days.first)
    } else {
        format!("`{}/{}`", days.first, days.last)
    }
}
