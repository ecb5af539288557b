//! What other systems got wrong: each test has the fact in its name.

use std::sync::Arc;

use jiff::civil::date;
use supportbook::model::hours::{Calendar, Change, Hours};
use supportbook::model::ids::CalendarId;
use supportbook::model::schedule::{DayKind, Next, Schedule, State};
use supportbook::model::times::Stretch;

use crate::making::{at, calendar, due, exception, intervals, plain, weekly, with_calendar};

fn office(zone: &str) -> Hours {
    weekly(zone, 0..5, &["09:00-18:00"])
}

/// A calendar with the days around Spring Festival of 2026.
fn spring() -> Calendar {
    calendar("2026-01-01/2026-12-31", &["2026-02-15/2026-02-23"], &["2026-02-14", "2026-02-28"])
}

/// The seconds of open time between two instants.
fn open_seconds(schedule: &Schedule, from: &str, to: &str) -> i64 {
    schedule.openings(Stretch::new(at(from), at(to)).unwrap()).open.seconds()
}

#[test]
fn the_hour_that_passes_twice_counts_twice_and_is_left_again() {
    let early = plain(weekly("Europe/Amsterdam", 0..7, &["00:00-10:00"]));
    assert_eq!(due(&early, "2026-10-25T01:30+02:00", "2 business_hours"), "2026-10-25T01:30:00Z");
    let always = plain(weekly("Europe/Amsterdam", 0..7, &["00:00-24:00"]));
    for (minutes, expected) in [(29, "00:59"), (30, "01:00"), (31, "01:01"), (90, "02:00"), (91, "02:01")] {
        let within = format!("{minutes} business_minutes");
        assert_eq!(due(&always, "2026-10-25T00:30Z", &within), format!("2026-10-25T{expected}:00Z"));
    }
    // A shift that lies in the hour opens at its first and closes at its second passing.
    let twice = plain(weekly("Europe/Amsterdam", [6], &["02:15-02:45"]));
    assert_eq!(open_seconds(&twice, "2026-10-24T22:00Z", "2026-10-25T22:00Z"), 90 * 60);
}

#[test]
fn a_past_deadline_keeps_the_offset_of_its_date() {
    // Moscow was at +04:00 until 2014-10-26 and is at +03:00 since.
    let moscow = plain(office("Europe/Moscow"));
    assert_eq!(due(&moscow, "2014-10-24T10:00Z", "8 business_hours"), "2014-10-27T10:00:00Z");
    assert_eq!(due(&moscow, "2014-10-22T10:00Z", "8 business_hours"), "2014-10-23T09:00:00Z");
    // Shanghai had daylight saving time in 1990.
    let shanghai = plain(office("Asia/Shanghai"));
    assert_eq!(due(&shanghai, "1990-07-02T00:00Z", "1 business_hour"), "1990-07-02T01:00:00Z");
    assert_eq!(due(&shanghai, "2026-07-06T00:00Z", "1 business_hour"), "2026-07-06T02:00:00Z");
}

#[test]
fn a_clock_that_jumps_at_midnight_does_not_stop_the_search() {
    // Cairo skips 00:00 to 01:00 on Friday 2026-04-24, and passes the hour before midnight twice on 10-29.
    let cairo = plain(weekly("Africa/Cairo", 0..7, &["00:00-24:00"]));
    assert_eq!(open_seconds(&cairo, "2026-04-23T22:00Z", "2026-04-24T21:00Z"), 23 * 3600);
    assert_eq!(open_seconds(&cairo, "2026-10-28T21:00Z", "2026-10-29T22:00Z"), 25 * 3600);
    let days = plain(weekly("Africa/Cairo", 0..7, &["00:00-00:30", "09:00-10:00"]));
    assert_eq!(due(&days, "2026-04-23T07:30Z", "1 business_day"), "2026-04-24T07:00:00Z");
    assert_eq!(days.next(at("2026-04-23T21:00Z")), Next::At(at("2026-04-24T06:00Z")), "a shift that is none");
    for zone in ["America/Santiago", "Asia/Beirut", "America/Havana", "Atlantic/Azores", "America/Asuncion"] {
        let night = plain(weekly(zone, 0..7, &["22:00-02:00"]));
        assert!(due(&night, "2024-01-01T12:00Z", "4000 business_hours").starts_with("2026-09-2"), "{zone}");
        assert!(due(&night, "2024-01-01T12:00Z", "1000 business_days").starts_with("2026-09-2"), "{zone}");
    }
}

#[test]
fn a_make_up_workday_is_honored_by_every_question() {
    let schedule = with_calendar(office("Asia/Shanghai"), spring());
    let saturday = "2026-02-14T10:00+08:00";
    assert_eq!(schedule.state(at(saturday)), State::Open);
    assert_eq!(open_seconds(&schedule, "2026-02-14T00:00+08:00", "2026-02-15T00:00+08:00"), 9 * 3600);
    assert_eq!(schedule.next(at("2026-02-13T18:00+08:00")), Next::At(at("2026-02-14T09:00+08:00")));
    assert_eq!(due(&schedule, "2026-02-13T17:00+08:00", "2 business_hours"), "2026-02-14T02:00:00Z");
    assert_eq!(due(&schedule, "2026-02-13T17:00+08:00", "90 business_minutes"), "2026-02-14T01:30:00Z");
    assert_eq!(due(&schedule, "2026-02-13T17:00+08:00", "1 business_day"), "2026-02-14T10:00:00Z");
    assert_eq!(due(&schedule, "2026-02-13T19:00+08:00", "1 business_day"), "2026-02-24T10:00:00Z");
    let notes = schedule.notes(at(saturday), at("2026-02-15T10:00+08:00"));
    assert!(matches!(notes[0].kind, DayKind::MakeUp(..)) && matches!(notes[1].kind, DayKind::Off(_)));
    // The same days are none where no calendar says so.
    assert_eq!(schedule.ordinary().state(at(saturday)), State::Closed);
}

#[test]
fn lunch_is_no_holiday() {
    let desk = || weekly("Asia/Shanghai", 0..5, &["09:00-12:00", "13:30-18:00"]);
    let schedule = plain(desk());
    assert_eq!(due(&schedule, "2026-03-11T11:00+08:00", "2 business_hours"), "2026-03-11T06:30:00Z");
    assert_eq!(due(&schedule, "2026-03-11T12:15+08:00", "1 business_minute"), "2026-03-11T05:31:00Z");
    // A day with two shifts is one business day, and ends with its second.
    assert_eq!(due(&schedule, "2026-03-11T11:00+08:00", "2 business_days"), "2026-03-13T10:00:00Z");
    assert_eq!(schedule.state(at("2026-03-11T12:30+08:00")), State::Closed);
    assert_eq!(schedule.notes(at("2026-03-09T00:00+08:00"), at("2026-03-13T12:00+08:00")), []);
}

#[test]
fn a_schedule_of_some_weekdays_counts_these_days_alone() {
    let schedule = plain(weekly("Europe/Amsterdam", [1, 3], &["10:00-12:00"]));
    // Friday to Tuesday, Thursday, Tuesday.
    assert_eq!(due(&schedule, "2026-03-13T10:00+01:00", "1 business_hour"), "2026-03-17T10:00:00Z");
    assert_eq!(due(&schedule, "2026-03-13T10:00+01:00", "5 business_hours"), "2026-03-24T10:00:00Z");
    assert_eq!(due(&schedule, "2026-03-13T10:00+01:00", "1 business_day"), "2026-03-19T11:00:00Z");
    assert_eq!(due(&schedule, "2026-03-13T10:00+01:00", "3 business_days"), "2026-03-26T11:00:00Z");
    assert_eq!(due(&schedule, "2026-03-17T10:00+01:00", "3 business_days"), "2026-03-26T11:00:00Z");
}

#[test]
fn a_shift_until_24_00_ends_with_the_day_and_goes_on_into_the_next() {
    let late = plain(weekly("Asia/Shanghai", 0..5, &["18:00-24:00"]));
    assert_eq!(due(&late, "2026-03-11T20:00+08:00", "4 business_hours"), "2026-03-11T16:00:00Z");
    assert_eq!(late.state(at("2026-03-11T23:59:59+08:00")), State::Open);
    assert_eq!(late.state(at("2026-03-12T00:00+08:00")), State::Closed);
    // 18:00-00:00 is the same shift.
    let other = plain(weekly("Asia/Shanghai", 0..5, &["18:00-00:00"]));
    let week = Stretch::new(at("2026-03-09T00:00Z"), at("2026-03-16T00:00Z")).unwrap();
    assert_eq!(late.openings(week), other.openings(week));
    // With the morning after it, both are one stretch.
    let night = plain(weekly("Asia/Shanghai", 0..7, &["00:00-06:00", "18:00-24:00"]));
    assert_eq!(due(&night, "2026-03-11T20:00+08:00", "6 business_hours"), "2026-03-11T18:00:00Z");
}

#[test]
fn what_is_due_exactly_at_closing_is_due_then() {
    let schedule = plain(office("Asia/Shanghai"));
    for (within, expected) in [
        ("4 business_hours", "2026-03-13T10:00:00Z"),
        ("240 business_minutes", "2026-03-13T10:00:00Z"),
        ("239 business_minutes", "2026-03-13T09:59:00Z"),
        ("241 business_minutes", "2026-03-16T01:01:00Z"),
    ] {
        assert_eq!(due(&schedule, "2026-03-13T14:00+08:00", within), expected, "{within}");
    }
    // At the closing itself nobody is there.
    assert_eq!(due(&schedule, "2026-03-13T18:00+08:00", "1 business_minute"), "2026-03-16T01:01:00Z");
    assert_eq!(due(&schedule, "2026-03-13T17:59:59+08:00", "1 business_minute"), "2026-03-16T01:00:59Z");
}

#[test]
fn a_part_of_a_second_counts_as_well() {
    let schedule = plain(office("Asia/Shanghai"));
    assert_eq!(due(&schedule, "2026-03-12T10:00:00.5+08:00", "8 business_hours"), "2026-03-13T01:00:00.5Z");
    assert_eq!(due(&schedule, "2026-03-12T09:59:59.5+08:00", "8 business_hours"), "2026-03-12T09:59:59.5Z");
}

#[test]
fn open_always_counts_days_as_they_are_lived() {
    for zone in
        ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut"]
    {
        let always = plain(weekly(zone, 0..7, &["00:00-24:00"]));
        let year = ("2025-01-15T00:00Z", "2026-01-15T00:00Z");
        assert_eq!(open_seconds(&always, year.0, year.1), 365 * 86_400, "{zone}");
        assert_eq!(due(&always, year.0, "8760 business_hours"), due(&always, year.0, "8760 elapsed_hours"));
    }
    let always = plain(weekly("Europe/Amsterdam", 0..7, &["00:00-24:00"]));
    assert_eq!(open_seconds(&always, "2026-03-28T23:00Z", "2026-03-29T22:00Z"), 23 * 3600);
    assert_eq!(due(&always, "2026-03-28T12:00Z", "1 business_day"), "2026-03-29T22:00:00Z");
    assert_eq!(due(&always, "2026-10-24T12:00Z", "1 business_day"), "2026-10-25T23:00:00Z");
}

#[test]
fn a_day_that_the_clock_skips_is_no_day() {
    // Apia had no 2011-12-30, a Friday.
    let apia = plain(office("Pacific/Apia"));
    assert_eq!(due(&apia, "2011-12-29T09:00-10:00", "10 business_hours"), "2012-01-01T20:00:00Z");
    assert_eq!(due(&apia, "2011-12-29T09:00-10:00", "1 business_day"), "2012-01-02T04:00:00Z");
}

/// In St. John's the clock went back from 00:01 to 23:01 the day before.
#[test]
fn a_day_that_began_before_the_clock_went_back_over_midnight_stays_open() {
    let schedule = plain(weekly("America/St_Johns", [6], &["00:00-10:00"]));
    let states = ["2010-11-07T02:29Z", "2010-11-07T02:30Z", "2010-11-07T02:45Z", "2010-11-07T03:45Z"]
        .map(|text| schedule.state(at(text)));
    assert_eq!(states, [State::Closed, State::Open, State::Open, State::Open]);
}

/// Two desks; the night before a day off of the first is cut at midnight, so that the second one is there.
#[test]
fn business_days_are_counted_from_the_desk_that_is_open() {
    let mut night = weekly("Asia/Shanghai", 0..5, &["22:00-06:00"]);
    night.holiday_scope = supportbook::model::hours::HolidayScope::CalendarTime;
    night.calendars = vec![vec![CalendarId::new("cn")]];
    let other = weekly("Europe/Amsterdam", 0..7, &["00:00-24:00"]);
    let file = Arc::new(calendar("2026-01-01/2026-12-31", &["2026-03-11"], &[]));
    let both = Schedule::new([&Arc::new(night), &Arc::new(other)], |_| Some(Arc::clone(&file)));
    // 01:00 in Shanghai on the day off is 18:00 in Amsterdam the day before: one day later is the 11th there.
    assert_eq!(due(&both, "2026-03-10T17:00Z", "1 business_day"), "2026-03-11T23:00:00Z");
}

/// Auckland's Friday ends before Thursday's late shift in Los Angeles does.
#[test]
fn nothing_is_due_before_the_clock_starts() {
    let late = weekly("America/Los_Angeles", [3], &["09:00-23:00"]);
    let early = weekly("Pacific/Auckland", 0..5, &["09:00-18:00"]);
    let both = Schedule::new(&[Arc::new(late), Arc::new(early)], |_| None);
    assert_eq!(due(&both, "2026-03-12T20:00-07:00", "1 business_day"), "2026-03-13T05:00:00Z");
    assert_eq!(due(&both, "2026-03-12T22:30-07:00", "1 business_day"), "2026-03-16T05:00:00Z");
}

#[test]
fn an_exception_goes_before_all_that_calendars_say() {
    let mut hours = office("Asia/Shanghai");
    hours.exceptions = vec![
        exception("2026-02-17", Change::Instead(intervals(&["10:00-12:00"]))),
        exception("2026-02-18", Change::Besides(intervals(&["10:00-11:00"]))),
        exception("2026-02-28", Change::Instead(Vec::new())),
        exception("2027-01-04", Change::Instead(intervals(&["09:00-10:00"]))),
    ];
    let schedule = with_calendar(hours, spring());
    assert_eq!(due(&schedule, "2026-02-14T18:00+08:00", "3 business_hours"), "2026-02-18T03:00:00Z");
    assert_eq!(schedule.state(at("2026-02-28T10:00+08:00")), State::Closed);
    // Past the calendar's end an exception that says all about a day is enough.
    assert_eq!(schedule.state(at("2027-01-04T09:30+08:00")), State::Open);
    assert_eq!(due(&schedule, "2027-01-04T09:00+08:00", "1 business_hour"), "2027-01-04T02:00:00Z");
    let notes = schedule.notes(at("2026-02-17T00:00+08:00"), at("2026-02-18T10:00+08:00"));
    assert_eq!(
        notes.iter().map(|note| note.date).collect::<Vec<_>>(),
        [date(2026, 2, 17), date(2026, 2, 18)]
    );
}
