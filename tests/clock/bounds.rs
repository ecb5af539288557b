//! Where searches end: nobody is ever there, targets that take decades, the ends of time.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use supportbook::model::duration::{Duration, Unit};
use supportbook::model::hours::{BusinessDayRule, Change, Days, HolidayScope};
use supportbook::model::ids::CalendarId;
use supportbook::model::schedule::{Deadline, Next, Schedule, State};
use supportbook::model::times::Stretch;
use supportbook::model::word::Word;

use crate::clocks::ZONES;
use crate::making::{at, calendar, due, exception, hours, intervals, plain, weekly, with_calendar};

#[test]
fn nobody_is_ever_there_without_open_time() {
    let closed = calendar("2000-01-01/2100-12-31", &["2000-01-01/2100-12-31"], &[]);
    let none = Schedule::new([], |_| None);
    assert!(none.is_empty());
    for schedule in [
        none,
        plain(hours("Asia/Shanghai")),
        with_calendar(weekly("Asia/Shanghai", 0..7, &["00:00-24:00"]), closed),
    ] {
        assert_eq!(schedule.next(at("2026-03-11T12:00Z")), Next::Never);
        assert_eq!(schedule.state(at("2026-03-11T12:00Z")), State::Closed);
        for unit in ["business_minute", "business_hour", "business_day"] {
            assert_eq!(due(&schedule, "2026-03-11T12:00Z", &format!("1 {unit}")), "never");
        }
        assert_eq!(due(&schedule, "2026-03-11T12:00Z", "1 elapsed_hour"), "2026-03-11T13:00:00Z");
    }
}

#[test]
fn an_opening_that_is_not_followed_by_others_is_not_searched_for_ever() {
    let mut once = hours("Asia/Shanghai");
    once.exceptions = vec![exception("2031-05-01", Change::Instead(intervals(&["09:00-10:00"])))];
    let schedule = plain(once);
    assert_eq!(due(&schedule, "2026-03-11T12:00Z", "1 business_hour"), "2031-05-01T02:00:00Z");
    assert_eq!(due(&schedule, "2026-03-11T12:00Z", "61 business_minutes"), "never");
    assert_eq!(due(&schedule, "2026-03-11T12:00Z", "1 business_day"), "never");
    assert_eq!(due(&schedule, "2018-03-11T12:00Z", "1 business_hour"), "never", "more than ten years");
}

/// A count of five digits is the longest that files can write.
#[test]
fn the_longest_targets_end() {
    let office = || weekly("Europe/Amsterdam", 0..5, &["09:00-18:00"]);
    let ends = |within: &str| due(&plain(office()), "2026-03-11T09:00Z", within);
    assert_eq!(ends("99999 elapsed_minutes"), "2026-05-19T19:39:00Z");
    assert_eq!(ends("99999 elapsed_hours"), "2037-08-07T00:00:00Z");
    assert_eq!(ends("99999 business_minutes"), "2026-11-25T10:39:00Z");
    assert_eq!(ends("99999 business_hours"), "never");
    assert_eq!(ends("99999 business_days"), "never");
    let known = calendar("2000-01-01/2026-12-31", &[], &[]);
    let schedule = with_calendar(office(), known);
    for unit in ["business_minutes", "business_hours", "business_days"] {
        let answer = due(&schedule, "2026-06-11T09:00Z", &format!("99999 {unit}"));
        assert!(answer.starts_with("undetermined from 20"), "{unit}: {answer}");
    }
}

/// Desks in every zone, with all that hours can have.
fn everything(rule: BusinessDayRule) -> Schedule {
    let desk = |zone: &&str| {
        let mut hours = weekly(zone, 0..7, &["00:00-03:00", "22:00-01:00"]);
        hours.holiday_scope = HolidayScope::CalendarTime;
        hours.business_day_rule = rule;
        hours.calendars = vec![vec![CalendarId::new("all")]];
        let besides = exception("9999-12-20/9999-12-31", Change::Besides(intervals(&["05:00-24:00"])));
        let mut first = besides.clone();
        first.days = Days { first: Date::MIN, last: Date::MIN };
        hours.exceptions = vec![besides, first];
        Arc::new(hours)
    };
    let desks: Vec<_> = ZONES.iter().map(desk).collect();
    let mut file = calendar("0001-01-01/9999-12-31", &["9999-12-25"], &["9999-12-26"]);
    file.covers.first = Date::MIN;
    let file = Arc::new(file);
    Schedule::new(&desks, |_| Some(Arc::clone(&file)))
}

#[test]
fn the_ends_of_time_are_no_fault() {
    let year = 366 * 86_400;
    let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let instants = [0, 1, 59, 86_399, 86_400, 200_000, year]
        .into_iter()
        .flat_map(|seconds| [first + seconds, last - seconds])
        .map(|second| Timestamp::from_second(second).unwrap())
        .chain([Timestamp::MIN, Timestamp::MAX]);
    let schedules = BusinessDayRule::VALUES.iter().map(|rule| everything(*rule)).collect::<Vec<_>>();
    for instant in instants {
        for schedule in &schedules {
            schedule.state(instant);
            schedule.next(instant);
            for (count, unit) in Unit::VALUES.iter().flat_map(|unit| [(1, *unit), (99_999, *unit)]) {
                match schedule.deadline(instant, Duration { count, unit }) {
                    Deadline::Due(counted) => {
                        assert!(instant <= counted.start && counted.start <= counted.due);
                    }
                    Deadline::Undetermined(_) | Deadline::Never => {}
                }
            }
        }
    }
    let (early, late) = (Timestamp::MIN, Timestamp::from_second(first + year).unwrap());
    assert!(!schedules[0].openings(Stretch::new(early, late).unwrap()).open.is_empty());
    assert!(!schedules[0].notes(early, early).is_empty());
    assert!(schedules[0].notes(Timestamp::MAX, Timestamp::MAX).len() <= ZONES.len());
}
