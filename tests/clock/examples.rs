//! Worked examples: requests whose deadlines were counted by hand, to the instant and the offset of the zone.
//!
//! They are data of this folder; the reference they come from holds the same ones, and where it lies beside
//! the project the two are compared.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Weekday;
use serde_json::Value;
use supportbook::model::duration::{Duration, Unit};
use supportbook::model::hours::{BusinessDayRule, Calendar, Days, HolidayScope, Hours, WEEK, date};
use supportbook::model::ids::CalendarId;
use supportbook::model::schedule::{Deadline, Schedule};
use supportbook::model::word::Word;

use crate::making::{self, at};

const EXAMPLES: &str = include_str!("worked-examples.json");

fn examples() -> Value {
    serde_json::from_str(EXAMPLES).unwrap()
}

#[test]
fn each_example_is_due_when_it_was_counted_by_hand() {
    let data = examples();
    let cases = data["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 16);
    for case in cases {
        assert_eq!(respond_by(&data, case), text(&case["respond_by"]), "{case}");
    }
}

#[test]
#[allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that reads a file beside the project"
)]
fn the_examples_are_those_of_the_reference() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/business-hours.json");
    if !path.is_file() {
        assert!(std::env::var_os("CI").is_none(), "CI needs the examples at {}", path.display());
        eprintln!("skipped: no examples at {}", path.display());
        return;
    }
    let reference: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let ours = examples();
    for part in ["hours", "calendars", "cases"] {
        assert_eq!(ours[part], reference[part], "{part}");
    }
}

/// When an example is due, in the zone of its hours.
fn respond_by(data: &Value, case: &Value) -> String {
    let schedule = schedule(data, case);
    let target = &case["target"];
    let count = u32::try_from(target["value"].as_u64().unwrap()).unwrap();
    let within = Duration { count, unit: Unit::from_word(text(&target["unit"])).unwrap() };
    match schedule.deadline(at(text(&case["received"])), within) {
        Deadline::Due(counted) => {
            counted.due.to_zoned(schedule.zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
        }
        Deadline::Undetermined(_) => "undetermined".to_owned(),
        Deadline::Never => "never".to_owned(),
    }
}

fn schedule(data: &Value, case: &Value) -> Schedule {
    let hours = Arc::new(hours(&data["hours"][text(&case["hours"])], case));
    Schedule::new([&hours], |id| {
        data["calendars"].get(id.as_str()).map(|calendar| Arc::new(self::calendar(calendar)))
    })
}

/// Hours with the rules that the case has of its own.
fn hours(data: &Value, case: &Value) -> Hours {
    let mut made = making::hours(text(&data["time_zone"]));
    for (at, day) in WEEK.iter().enumerate() {
        made.weekly.0[at] =
            data["weekly"].get(day.word()).map_or_else(Vec::new, |day| making::intervals(&texts(day)));
    }
    made.calendars = data.get("calendar").map(|id| vec![CalendarId::new(text(id))]).into_iter().collect();
    if let Some(scope) = case.get("holiday_scope") {
        made.holiday_scope = HolidayScope::from_word(text(scope)).unwrap();
    }
    if let Some(rule) = case.get("business_day_rule") {
        made.business_day_rule = BusinessDayRule::from_word(text(rule)).unwrap();
    }
    made
}

fn calendar(data: &Value) -> Calendar {
    let covers: Vec<_> = texts(&data["covers"]).into_iter().map(|text| date(text).unwrap()).collect();
    Calendar {
        name: None,
        region: text(&data["region"]).into(),
        covers: Days { first: covers[0], last: covers[1] },
        source: None,
        off: making::days(&texts(&data["off"])),
        work: making::days(&texts(&data["work"])),
        work_template: Weekday::from_word(text(&data["work_template"])).unwrap(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(text).collect()
}
