//! `supportbook due`: what has a day within some time, and what is overdue.
//!
//! Apart from `check`, which judges: a list for whoever plans, as a table, as JSON, or as a calendar to
//! subscribe to.

use std::path::Path;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use supportbook::exchange::ics::{Event, When, calendar};
use supportbook::model::due::{Due, What, due};
use supportbook::model::duration::{Period, PeriodUnit};
use supportbook::model::settings::Settings;
use supportbook::model::word::Word;

use super::project::{Asked, DayArgs, RestsOn, ask};
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct DueArgs {
    /// How far to look ahead: days, weeks, months or years, as 60d, 8w, 3m, 1y
    #[arg(long, value_name = "TIME", default_value = "60d", value_parser = period)]
    within: Period,
    #[command(flatten)]
    day: DayArgs,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = DueFormat::Text)]
    format: DueFormat,
}

/// How the list is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueFormat {
    /// A table, overdue first
    Text,
    /// One JSON object
    Json,
    /// A calendar of whole days
    Ics,
}

/// The list of a project without errors; else its findings.
pub(crate) fn run(args: &DueArgs, folder: &Path) -> Result<u8, Failure> {
    let (site, today) = match ask(folder, &args.day, RestsOn::Terms)? {
        Asked::Sound { site, today } => (site, today),
        Asked::Faulty(code) => return Ok(code),
    };
    let until = args.within.after(today);
    let is_shown = |due: &Due| due.is_overdue(today) || (today..=until).contains(&due.date);
    let mut list: Vec<Due> = due(&site).into_iter().filter(is_shown).collect();
    list.sort_by_key(|due| !due.is_overdue(today));
    let settings = &site.settings;
    match args.format {
        DueFormat::Text => text(&list, today, settings),
        DueFormat::Json => report::out(&json_list(&list, today, settings)),
        DueFormat::Ics => report::out(events(&list, today, settings)?.trim_end_matches('\n')),
    }
    let overdue = list.iter().filter(|due| due.is_overdue(today)).count();
    let ahead = list.len() - overdue;
    report::say(&format!("as of {today}: {overdue} overdue, {ahead} due until {until}"));
    Ok(0)
}

/// A time such as `60d`.
fn period(text: &str) -> Result<Period, &'static str> {
    let fault = "expected days, weeks, months or years such as 60d, 8w, 3m or 1y, at most 1000 of them";
    let unit = match text.chars().last() {
        Some('d') => PeriodUnit::Days,
        Some('w') => PeriodUnit::Weeks,
        Some('m') => PeriodUnit::Months,
        Some('y') => PeriodUnit::Years,
        _ => return Err(fault),
    };
    let number = &text[..text.len() - 1];
    Period::parse(&format!("{number} {}", unit.word())).ok_or(fault)
}

/// Rows of day, how far it is, what happens, to what, where that stands; the texts of the project come last, since
/// nobody knows how wide they are.
fn text(list: &[Due], today: Date, settings: &Settings) {
    let rows: Vec<[String; 6]> = list
        .iter()
        .map(|due| {
            let file = due.file.as_ref().map(ToString::to_string).unwrap_or_default();
            let texts = format!("{}; {}", name(due, settings), due.owner.as_deref().unwrap_or("no owner"));
            [due.date.to_string(), distance(due, today), shown(due.what), thing(due), file, texts]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 5] = std::array::from_fn(width);
    for row in &rows {
        let cells = row[..5].iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        report::out(&format!("{}  {}", cells.collect::<Vec<_>>().join("  "), row[5]));
    }
}

/// Kind and id, in one word where they are the same: there is one partner.
fn thing(due: &Due) -> String {
    if *due.id == *due.kind { due.kind.to_owned() } else { format!("{} {}", due.kind, due.id) }
}

fn shown(what: What) -> String {
    what.word().replace('_', " ")
}

fn distance(due: &Due, today: Date) -> String {
    let day = |count: i32| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    match due.days(today) {
        0 => "today".to_owned(),
        days if days < 0 => format!("OVERDUE {}", day(-days)),
        days => format!("in {}", day(days)),
    }
}

/// The name in the language that the project is written in.
fn name(due: &Due, settings: &Settings) -> String {
    due.name.choose(settings.source_locale).text.to_string()
}

fn json_list(list: &[Due], today: Date, settings: &Settings) -> String {
    let one = |due: &Due| {
        let mut value = json!({
            "date": due.date.to_string(),
            "days": due.days(today),
            "what": due.what.word(),
            "kind": due.kind,
            "id": due.id,
            "name": name(due, settings),
            "owner": due.owner,
            "overdue": due.is_overdue(today),
        });
        if let (Some(file), Value::Object(fields)) = (&due.file, &mut value) {
            fields.insert("file".to_owned(), file.to_string().into());
        }
        value
    };
    let list: Vec<Value> = list.iter().map(one).collect();
    let whole = json!({ "today": today.to_string(), "due": list });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

/// A calendar of the list. The stamp is today, so that the same day gives the same bytes.
fn events(list: &[Due], today: Date, settings: &Settings) -> Result<String, Failure> {
    let host = url::Url::parse(&settings.base_url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| "supportbook".to_owned());
    let stamp = today.to_zoned(TimeZone::UTC).map_err(|error| {
        Failure::usage(
            format!("expected a day that can be written, found {today}: {error}"),
            "name another day",
        )
    })?;
    let event = |due: &Due| {
        // A day that moves is the same event. A calendar with gaps runs out several times.
        let again = if due.what == What::RunsOut { format!(".{}", due.date) } else { String::new() };
        let uid = format!("{}.{}.{}{again}@{host}", due.what.word(), due.kind, due.id);
        let summary = format!("{} ({}): {}", name(due, settings), thing(due), shown(due.what));
        let file = due.file.as_ref().map(|file| format!("\n{file}")).unwrap_or_default();
        let mut event = Event::new(uid, When::day(due.date), summary);
        event.description = Some(format!("{}{file}", due.owner.as_deref().unwrap_or("no owner")));
        event.categories = vec![shown(due.what)];
        event
    };
    let events: Vec<Event> = list.iter().map(event).collect();
    let title = format!("Due: {}", settings.title.choose(settings.source_locale).text);
    Ok(calendar(&title, stamp.timestamp(), &events))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        let after = |text: &str| period(text).map(|period| period.after(jiff::civil::date(2026, 1, 31)));
        let day = |month, day| Ok(jiff::civil::date(2026, month, day));
        assert_eq!(after("1d"), day(2, 1));
        assert_eq!(after("2w"), day(2, 14));
        assert_eq!(after("1m"), day(2, 28));
        assert_eq!(after("1y"), Ok(jiff::civil::date(2027, 1, 31)));
        for bad in ["", "60", "d", "0d", "-1d", "1.5m", "60 d", "1001d", "60D", "1年"] {
            assert!(period(bad).is_err(), "{bad}");
        }
    }
}
