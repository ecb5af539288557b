//! Instants, durations and days in plain English, as commands print them.
//!
//! Apart from the pages' own words, which come from the theme in each language; the command line is English.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use supportbook::model::channel::ChatApp;
use supportbook::model::coverage::{Case, Keys, Mode};
use supportbook::model::duration::{Duration, Unit};
use supportbook::model::schedule::{Counted, DayKind, DayNote, Deadline, Name, Schedule};
use supportbook::model::target::CaseKind;
use supportbook::model::text::LocalText;
use supportbook::model::times::Stretch;
use supportbook::model::word::Word;

/// How many lines of one kind a list of steps has.
const STEPS_OF_A_KIND: usize = 12;

/// A text in English, or in the language it was written in.
pub(crate) fn english(text: &LocalText) -> String {
    let english = text.all().find(|(locale, _)| locale.language() == "en");
    let any = || text.all().next();
    english.or_else(any).map(|(_, text)| text.to_owned()).unwrap_or_default()
}

/// `Fri 13 Feb 2026 17:00`, in a zone.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %-d %b %Y %H:%M").to_string()
}

/// `Fri 13 Feb 2026`.
pub(crate) fn day(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// RFC 3339 with the zone's distance from UTC.
pub(crate) fn iso(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The name of a zone.
pub(crate) fn zone(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// `4 business hours`, `1 business day`.
pub(crate) fn duration(duration: Duration) -> String {
    let unit = duration.unit.word().replace('_', " ");
    let unit = if duration.count == 1 { unit.trim_end_matches('s') } else { &unit };
    format!("{} {unit}", duration.count)
}

/// How somebody answers, as `calls back within 60 elapsed minutes`.
pub(crate) fn mode(mode: Mode, within: Option<Duration>) -> String {
    let text = match mode {
        Mode::Staffed => "answers",
        Mode::OnCall => "answers on call",
        Mode::Callback => "calls back",
        Mode::Voicemail => "voicemail",
        Mode::Inbox => "an inbox that is read later",
    };
    match within {
        Some(within) => format!("{text} within {}", duration(within)),
        None => text.to_owned(),
    }
}

/// A chat application as its makers write it.
pub(crate) fn app(app: ChatApp) -> &'static str {
    match app {
        ChatApp::Teams => "Teams",
        ChatApp::Wecom => "WeCom",
        ChatApp::Wechat => "WeChat",
        ChatApp::Dingtalk => "DingTalk",
        ChatApp::Whatsapp => "WhatsApp",
    }
}

/// `2 h 30 min`.
pub(crate) fn length(seconds: i64) -> String {
    let minutes = seconds / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// From one instant to another, in a zone; the day once where it is the same.
pub(crate) fn stretch(stretch: Stretch, zone: &TimeZone) -> String {
    let (start, end) = (stretch.start.to_zoned(zone.clone()), stretch.end.to_zoned(zone.clone()));
    let whole =
        end.time() == jiff::civil::Time::midnight() && end.date().yesterday().ok() == Some(start.date());
    match () {
        () if whole => format!("{}, {} to 24:00", day(start.date()), start.strftime("%H:%M")),
        () if start.date() == end.date() => {
            format!("{}, {} to {}", day(start.date()), start.strftime("%H:%M"), end.strftime("%H:%M"))
        }
        () => format!("{} to {}", moment(stretch.start, zone), moment(stretch.end, zone)),
    }
}

/// What a case is about: its keys as they are asked for.
pub(crate) fn case(case: &Case) -> String {
    let Case { service, area, kinds, language, channel, market } = case;
    let kinds = kinds.iter().map(|kind| match kind {
        CaseKind::Severity(id) => format!("severity {id}"),
        CaseKind::Request(kind) => format!("type {}", kind.word()),
    });
    let parts = kinds
        .chain(service.iter().map(|id| format!("service {id}")))
        .chain(area.iter().map(|area| format!("area {}", area.word())))
        .chain(language.iter().map(|language| format!("language {language}")))
        .chain(channel.iter().map(|id| format!("channel {id}")))
        .chain(market.iter().map(|id| format!("market {id}")));
    parts.collect::<Vec<_>>().join(", ")
}

/// The cases that a row is about.
pub(crate) fn keys(keys: &Keys) -> String {
    let Keys { service, area, case: kind, language, channel, market } = keys;
    let text = case(&Case {
        service: service.clone(),
        area: *area,
        kinds: kind.iter().cloned().collect(),
        language: *language,
        channel: channel.clone(),
        market: market.clone(),
    });
    if text.is_empty() { "all cases".to_owned() } else { text }
}

/// What a date is, as the end of a sentence.
pub(crate) fn day_kind(kind: &DayKind) -> String {
    let name = |name: &Name| match name {
        Name::Text(text) => english(text),
        Name::Region(code) => format!("calendar of {code}"),
    };
    match kind {
        DayKind::Workday => "a workday".to_owned(),
        DayKind::Closed => "not a workday".to_owned(),
        DayKind::Off(calendar) => format!("a day off ({})", name(calendar)),
        DayKind::MakeUp(template, calendar) => {
            let template = match template {
                jiff::civil::Weekday::Monday => "Monday",
                jiff::civil::Weekday::Tuesday => "Tuesday",
                jiff::civil::Weekday::Wednesday => "Wednesday",
                jiff::civil::Weekday::Thursday => "Thursday",
                jiff::civil::Weekday::Friday => "Friday",
                jiff::civil::Weekday::Saturday => "Saturday",
                jiff::civil::Weekday::Sunday => "Sunday",
            };
            format!("a make-up workday ({}), with the hours of a {template}", name(calendar))
        }
        DayKind::Exception(Some(note)) => format!("an exception ({})", english(note)),
        DayKind::Exception(None) => "an exception".to_owned(),
        DayKind::Unknown => "covered by no calendar".to_owned(),
    }
}

/// Each step that decided about a deadline, a sentence each.
pub(crate) fn steps(
    schedule: &Schedule,
    received: Timestamp,
    within: Duration,
    deadline: &Deadline,
) -> Vec<String> {
    let own = schedule.zone();
    let at = |instant| moment(instant, &own);
    let mut steps = vec![format!("received {} in {}", at(received), zone(&own))];
    let until = match deadline {
        Deadline::Due(counted) => counted.due,
        Deadline::Undetermined(from) => *from,
        Deadline::Never => received,
    };
    if let Deadline::Due(Counted { start, .. }) = deadline
        && *start > received
    {
        steps.push(format!("nobody is there then: the clock starts {}", at(*start)));
    }
    // Days and nights alike count for a time that just passes.
    if !schedule.is_empty() && !matches!(within.unit, Unit::ElapsedMinutes | Unit::ElapsedHours) {
        steps.extend(days(schedule, &schedule.notes(received, until)));
    }
    match deadline {
        Deadline::Due(Counted { start, due, times }) => {
            let parts: Vec<Stretch> = times.iter().collect();
            if parts.len() > 1 {
                let shown = parts.iter().take(STEPS_OF_A_KIND);
                steps.extend(
                    shown.map(|part| format!("{} counted: {}", length(part.seconds()), stretch(*part, &own))),
                );
                let more = parts.len().saturating_sub(STEPS_OF_A_KIND);
                steps.extend((more > 0).then(|| format!("{more} more stretches counted")));
            } else if start == due {
                steps.push("nothing is counted".to_owned());
            }
            steps.push(format!("due {}", at(*due)));
        }
        Deadline::Undetermined(from) => {
            steps.push(format!("what comes after {} is not known", at(*from)));
        }
        Deadline::Never => steps.push("nobody is there within ten years".to_owned()),
    }
    steps
}

/// Runs of days of one kind, a sentence each.
fn days(schedule: &Schedule, notes: &[DayNote]) -> Vec<String> {
    let names: Vec<String> = schedule.hours().map(|(hours, _)| english(&hours.name)).collect();
    let mut runs: Vec<(DayNote, Date)> = Vec::new();
    let mut sorted: Vec<&DayNote> = notes.iter().collect();
    sorted.sort_by_key(|note| (note.hours, note.date));
    for note in sorted {
        match runs.last_mut() {
            Some((first, last))
                if first.hours == note.hours
                    && first.kind == note.kind
                    && last.tomorrow().ok() == Some(note.date) =>
            {
                *last = note.date;
            }
            _ => runs.push((note.clone(), note.date)),
        }
    }
    runs.sort_by_key(|(first, _)| (first.date, first.hours));
    let sentence = |(first, last): &(DayNote, Date)| {
        let (verb, dates) = match first.date == *last {
            true => ("is", day(*last)),
            false => ("are", format!("{} to {}", day(first.date), day(*last))),
        };
        let whose = if names.len() > 1 { format!("{}: ", names[first.hours]) } else { String::new() };
        let kind = day_kind(&first.kind);
        let kind =
            if verb == "are" {
                kind.replacen("not a workday", "not workdays", 1)
                    .replacen("a day off", "days off", 1)
                    .replacen("a make-up workday", "make-up workdays", 1)
            } else {
                kind
            };
        format!("{whose}{dates} {verb} {kind}")
    };
    let more = runs.len().saturating_sub(STEPS_OF_A_KIND);
    let shown = runs.iter().take(STEPS_OF_A_KIND).map(sentence);
    shown
        .chain((more > 0).then(|| format!("{more} more runs of days without hours or with others")))
        .collect()
}
