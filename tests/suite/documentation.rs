//! The examples of the reference are a project, and a sound one; its reckoned examples are right.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;

use supportbook::diagnostic::Level;
use supportbook::load::load;
use supportbook::model::duration::Duration;
use supportbook::model::hours::{HolidayScope, Hours};
use supportbook::model::ids::HoursId;
use supportbook::model::schedule::{Deadline, Schedule};
use supportbook::{Today, check_project};

/// The fenced blocks of the reference that begin with the path of their file.
fn examples() -> Vec<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/content.md");
    let text = fs::read_to_string(page).expect("the reference");
    let mut found = Vec::new();
    for block in text.split("\n```").skip(1).step_by(2) {
        let Some((language, body)) = block.split_once('\n') else { continue };
        let Some((first, rest)) = body.split_once('\n') else { continue };
        let path = first.trim_start_matches(['#', ' ', '<', '!', '-']).trim_end_matches(['>', '-', ' ']);
        let is_path = path == "site.toml" || (path.starts_with("content/") && !path.contains(' '));
        if is_path {
            let body = if language == "markdown" { rest } else { body };
            found.push((path.to_owned(), format!("{body}\n")));
        }
    }
    found
}

#[test]
fn the_examples_of_the_reference_are_a_sound_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let examples = examples();
    assert!(examples.len() >= 20, "only {} examples have a path", examples.len());
    for (path, text) in &examples {
        // One language, and nothing that names files which are no examples.
        let text = match path.as_str() {
            "site.toml" => text
                .lines()
                .filter(|line| {
                    !["zh-CN =", "logo", "name =", "FIL001", "L10N001"]
                        .iter()
                        .any(|word| line.starts_with(word))
                })
                .map(|line| line.replace("[\"en\", \"zh-CN\"]", "[\"en\"]") + "\n")
                .collect(),
            _ => text.clone(),
        };
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    let sources = load(folder.path()).expect("a project");
    let judged = check_project(&sources, Today { given: None, clock: date(2026, 6, 1) });
    let errors: Vec<String> = judged
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .map(|finding| format!("{}: {}", finding.place.path, finding.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// A project of the hours that the table of deadlines speaks of, with the sample's calendar of China.
fn hours_of_the_table(folder: &Path) {
    let site = "base_url = \"https://support.harbor.test/\"\nsource_locale = \"en\"\nlocales = [\"en\"]\n\
        [title]\nen = \"Hours\"\n";
    let calendar = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/calendars/cn.yaml");
    for kind in ["hours", "calendars"] {
        fs::create_dir_all(folder.join("content").join(kind)).expect("a folder");
    }
    fs::write(folder.join("site.toml"), site).expect("a file");
    fs::copy(calendar, folder.join("content/calendars/cn.yaml")).expect("a file");
    let workdays = "mon tue wed thu fri";
    let all = "mon tue wed thu fri sat sun";
    let hours = [
        ("weekdays", "Asia/Shanghai", workdays, "[\"09:00-18:00\"]", "calendars: [cn]\n"),
        ("lunch", "Asia/Shanghai", workdays, "[\"09:00-12:00\", \"13:30-18:00\"]", "calendars: [cn]\n"),
        ("night", "Asia/Shanghai", workdays, "[\"22:00-06:00\"]", "calendars: [cn]\n"),
        ("new-york", "America/New_York", all, "[\"00:00-10:00\"]", ""),
        ("amsterdam", "Europe/Amsterdam", all, "[\"00:00-10:00\"]", ""),
        ("always", "Asia/Shanghai", all, "[\"00:00-24:00\"]", ""),
    ];
    for (id, zone, days, intervals, calendars) in hours {
        let week: String = days.split(' ').map(|day| format!("  {day}: {intervals}\n")).collect();
        let text = format!("name: {id}\ntime_zone: {zone}\nweekly:\n{week}{calendars}");
        fs::write(folder.join(format!("content/hours/{id}.yaml")), text).expect("a file");
    }
}

#[test]
fn the_deadlines_of_the_reference_are_right() {
    let folder = tempfile::tempdir().expect("a folder");
    hours_of_the_table(folder.path());
    let sources = load(folder.path()).expect("a project");
    let judged = check_project(&sources, Today { given: None, clock: date(2026, 6, 1) });
    let checked = judged.checked.expect("a sound project");
    let site = checked.site();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/commands.md");
    let text = fs::read_to_string(page).expect("the reference");
    let (_, table) = text.split_once("| hours | received | within |").expect("the table");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 16, "{rows:?}");
    for row in rows {
        let [_, hours, received, within, due, ..] = row[..] else { panic!("a short row: {row:?}") };
        let (id, scope) = hours.split_once(", ").unwrap_or((hours, "opening_date"));
        let scope = match scope {
            "calendar_time" => HolidayScope::CalendarTime,
            _ => HolidayScope::OpeningDate,
        };
        let hours = Hours { holiday_scope: scope, ..(*site.hours[&HoursId::new(id)]).clone() };
        let schedule = Schedule::new([&Arc::new(hours)], |id| site.calendars.get(id).cloned());
        let received: Timestamp = received.parse().expect("an instant");
        let found = schedule.deadline(received, Duration::parse(within).expect("a duration"));
        match (found, due) {
            (Deadline::Undetermined(_), "undetermined") => {}
            (Deadline::Due(counted), due) => {
                assert_eq!(counted.due, due.parse().expect("an instant"), "{row:?}");
            }
            (other, _) => panic!("{row:?}: {other:?}"),
        }
    }
}
