//! An iCalendar file of holidays, as people subscribe to them: events of whole days.
//!
//! The standard has no word for a make-up workday, and each publisher has its own: `补班` or `上班` in the
//! summary, `（班）` beside `（休）`, `X-APPLE-SPECIAL-DAY`, the category `Business Day` beside a summary
//! that says `调休`. The last word alone is said of days off and of days worked alike, so it is refused
//! unless something else decides. Where a file marks its days by `X-APPLE-SPECIAL-DAY`, events without it are
//! anniversaries and seasons.

use jiff::civil::Date;

use super::super::Fault;
use super::{Holiday, Kind, Table};

const HINT: &str = "take the file as its publisher gives it, or write a CSV table `date,name,kind`";

/// The most days of one event; a holiday has fewer, and a slip of the pen may have millions.
const LONGEST: usize = 60;

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Table, Fault> {
    let events = events(text)?;
    let marked = events.iter().any(|event| event.get("X-APPLE-SPECIAL-DAY").is_some());
    let mut table = Table { has_other_years: true, ..Table::default() };
    for event in events.iter().filter(|event| event.get("STATUS") != Some("CANCELLED")) {
        if marked && event.get("X-APPLE-SPECIAL-DAY").is_none() {
            table.passed_over.extend(event.day("DTSTART"));
            continue;
        }
        let kind = event.kind()?;
        let name = name(&event.summary());
        for day in event.days(kind)? {
            table.days.push(Holiday { day, kind, name: name.clone() });
        }
    }
    Ok(table)
}

/// The properties of an event that are its own, in their order: names in capitals, values as written.
#[derive(Default)]
struct Event(Vec<(String, String)>);

impl Event {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn day(&self, name: &str) -> Option<Date> {
        Date::strptime("%Y%m%d", self.get(name)?.get(..8)?).ok()
    }

    fn summary(&self) -> String {
        let text = self.get("SUMMARY").unwrap_or_default();
        text.replace("\\n", " ").replace("\\N", " ").replace('\\', "").trim().to_owned()
    }

    /// How a message calls it.
    fn shown(&self) -> String {
        format!("`{}` of {}", self.summary(), self.get("DTSTART").unwrap_or("no day"))
    }

    fn kind(&self) -> Result<Kind, Fault> {
        match self.get("X-APPLE-SPECIAL-DAY") {
            Some("ALTERNATE-WORKDAY") => return Ok(Kind::Work),
            Some("WORK-HOLIDAY") => return Ok(Kind::Off),
            _ => {}
        }
        let summary = self.summary().to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| summary.contains(word));
        let words: Vec<&str> = summary.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
        let work = says(&["班"]) || has(&["work", "workday", "working", "makeup"]) || says(&["make-up"]);
        let off = says(&["放假", "假期", "休假", "（休）", "(休)"]) || has(&["off"]);
        let category = self.get("CATEGORIES").unwrap_or_default().to_lowercase();
        match (work, off) {
            (true, true) => Err(self.undecided()),
            (true, false) => Ok(Kind::Work),
            (false, true) => Ok(Kind::Off),
            (false, false) if category.contains("business day") => Ok(Kind::Work),
            (false, false) if summary.contains("调休") => Err(self.undecided()),
            (false, false) => Ok(Kind::Off),
        }
    }

    fn undecided(&self) -> Fault {
        let message =
            format!("expected an event to say whether its day is off or worked, found {}", self.shown());
        Fault::new(message, "write `放假` or `上班` into its summary, or take a CSV table `date,name,kind`")
    }

    /// The days of the event. One that is worked may have hours of one day: some publishers set an alarm.
    fn days(&self, kind: Kind) -> Result<Vec<Date>, Fault> {
        if self.get("RRULE").or(self.get("RDATE")).is_some() {
            let message = format!("expected events that stand alone, found {}, which repeats", self.shown());
            return Err(Fault::new(message, HINT));
        }
        let start = self.get("DTSTART").unwrap_or_default();
        let whole = start.len() == 8;
        let local = start.len() == 15 && !start.ends_with('Z') && kind == Kind::Work;
        let Some(first) = self.day("DTSTART").filter(|_| whole || local) else {
            let message = format!("expected an event of whole days, found {}", self.shown());
            return Err(Fault::new(message, HINT));
        };
        if !whole {
            return Ok(vec![first]);
        }
        let days = jiff::ToSpan::day(1);
        let end = match (self.day("DTEND"), self.get("DURATION")) {
            (Some(end), _) => end,
            (None, None) => first,
            (None, Some(length)) => self.after(first, length)?,
        };
        // Some publishers write the last day where the day after it belongs, for a single day.
        let end = end.max(first.tomorrow().unwrap_or(first));
        let days: Vec<Date> = first.series(days).take_while(|day| *day < end).take(LONGEST + 1).collect();
        if days.len() > LONGEST {
            let message = format!("expected a holiday of at most {LONGEST} days, found {}", self.shown());
            return Err(Fault::new(message, HINT));
        }
        Ok(days)
    }

    /// The day that a length such as `P3D` or `P1W` ends before.
    fn after(&self, first: Date, length: &str) -> Result<Date, Fault> {
        let span: Option<jiff::Span> = length.parse().ok();
        let end = span.and_then(|span| first.checked_add(span).ok());
        end.ok_or_else(|| {
            let message = format!("expected a length such as `P3D`, found `{length}` in {}", self.shown());
            Fault::new(message, HINT)
        })
    }
}

/// The name of a holiday in the summary of its day: `国庆节` of `国庆节 假期 第1天/共7天` or `国庆节（休）`.
fn name(summary: &str) -> String {
    let mut name = summary;
    for mark in
        ["（休", "（班", "(休", "(班", " 第", " 假期", " 补班", "（调休", "（放假", "（上班", "（补班"]
    {
        name = name.split(mark).next().unwrap_or(name);
    }
    for mark in ["放假", "假期", "补班", "上班", "调休"] {
        name = name.trim_end().strip_suffix(mark).unwrap_or(name);
    }
    let name = name.trim();
    if name.is_empty() { summary.to_owned() } else { name.to_owned() }
}

/// The events of a file. What else it holds (zones, alarms, to-dos) is passed over.
fn events(text: &str) -> Result<Vec<Event>, Fault> {
    let begins =
        |line: &str| split(line).is_some_and(|(name, value)| name == "BEGIN" && value == "VCALENDAR");
    let lines = unfolded(text);
    if !lines.first().is_some_and(|(_, line)| begins(line)) {
        return Err(Fault::new("expected `BEGIN:VCALENDAR` in the first line, found something else", HINT));
    }
    let (mut open, mut found): (Vec<String>, Vec<Event>) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        let Some((name, value)) = split(&line) else {
            let message = format!("expected a name, a colon and a value in line {number}, found `{line}`");
            return Err(Fault::new(message, HINT));
        };
        match (name.as_str(), open.last().map(String::as_str)) {
            ("BEGIN", _) => {
                if value == "VEVENT" {
                    found.push(Event::default());
                }
                open.push(value.to_owned());
            }
            ("END", Some(last)) if last == value => drop(open.pop()),
            ("END", last) => {
                let last = last.unwrap_or_default();
                let message = format!("expected `END:{last}` in line {number}, found `END:{value}`");
                return Err(Fault::new(message, HINT));
            }
            (_, Some("VEVENT")) => {
                if let Some(event) = found.last_mut() {
                    event.0.push((name, value.trim_start().to_owned()));
                }
            }
            _ => {}
        }
    }
    match open.last() {
        Some(last) => Err(Fault::new(format!("expected `END:{last}`, found the end of the file"), HINT)),
        None => Ok(found),
    }
}

/// The lines of content, each with the number of its first line: what begins with a blank continues one.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

/// The name of a line in capitals, without parameters, and its value: a colon in quotes ends no name.
fn split(line: &str) -> Option<(String, &str)> {
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    let (head, value) = (line.get(..colon?.0)?, line.get(colon?.0 + 1..)?);
    let name = head.split(';').next().unwrap_or(head);
    Some((name.trim().to_ascii_uppercase(), value.trim_end()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn file(events: &str) -> String {
        let events = events.replace("--", "END:VEVENT\nBEGIN:VEVENT");
        format!("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{events}\nEND:VEVENT\nEND:VCALENDAR\n")
    }

    fn days(events: &str) -> Vec<(String, Kind, String)> {
        let table = read(&file(events)).unwrap_or_else(|fault| panic!("{}", fault.message));
        table.days.into_iter().map(|day| (day.day.to_string(), day.kind, day.name)).collect()
    }

    fn one(summary: &str, more: &str) -> Result<Kind, String> {
        let text = file(&format!("DTSTART;VALUE=DATE:20261010\nSUMMARY:{summary}\n{more}"));
        read(&text).map(|table| table.days[0].kind).map_err(|fault| fault.message)
    }

    #[test]
    fn an_end_is_the_day_after_the_last() {
        let found = days("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260104\nSUMMARY:元旦（休）");
        let of = |day: &str| (day.to_owned(), Kind::Off, "元旦".to_owned());
        assert_eq!(found, [of("2026-01-01"), of("2026-01-02"), of("2026-01-03")]);
    }

    #[test]
    fn a_day_has_an_end_a_length_or_neither() {
        for end in ["", "DTEND;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260102", "DURATION:P1D"] {
            assert_eq!(days(&format!("DTSTART;VALUE=DATE:20260101\n{end}\nSUMMARY:a")).len(), 1, "{end}");
        }
        assert_eq!(days("DTSTART;VALUE=DATE:20260101\nDURATION:P1W").len(), 7);
    }

    #[test]
    fn publishers_mark_workdays_in_ways_of_their_own() {
        for summary in [
            "国庆节 补班 第1天/共2天",
            "国庆节（班）",
            "国庆节调休上班",
            "国庆节补班",
            "Make-up workday",
            "Work day",
        ] {
            assert_eq!(one(summary, ""), Ok(Kind::Work), "{summary}");
        }
        for summary in
            ["国庆节 假期 第1天/共7天", "国庆节（休）", "国庆节放假调休", "劳动节", "Workers' Day", ""]
        {
            assert_eq!(one(summary, ""), Ok(Kind::Off), "{summary}");
        }
        assert_eq!(one("国庆节调休", "CATEGORIES:调休,Business Day"), Ok(Kind::Work));
        assert_eq!(one("国庆节", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"), Ok(Kind::Work));
    }

    #[test]
    fn what_does_not_say_whether_it_is_worked_is_refused() {
        for summary in ["国庆节调休", "放假补班"] {
            let message = one(summary, "").expect_err("a fault");
            assert!(message.ends_with(&format!("found `{summary}` of 20261010")), "{message}");
        }
    }

    #[test]
    fn hours_of_a_day_are_taken_for_a_workday_alone() {
        let found = days("DTSTART:20261010T090000\nDTEND:20261010T180000\nSUMMARY:国庆节 补班 第2天/共2天");
        assert_eq!(found, [("2026-10-10".to_owned(), Kind::Work, "国庆节".to_owned())]);
        for (start, summary) in
            [("20261010T090000", "国庆节"), ("20261010T010000Z", "补班"), ("2026", "补班")]
        {
            let fault = read(&file(&format!("DTSTART:{start}\nSUMMARY:{summary}"))).expect_err("a fault");
            assert!(fault.message.starts_with("expected an event of whole days"), "{}", fault.message);
        }
    }

    #[test]
    fn events_without_the_mark_of_the_others_are_passed_over() {
        let table = read(&file(
            "DTSTART;VALUE=DATE:20261001\nSUMMARY:国庆节（休）\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\n--\n\
            DTSTART;VALUE=DATE:20261008\nSUMMARY:寒露\nRRULE:FREQ=YEARLY",
        ))
        .expect("a table");
        assert_eq!((table.days.len(), table.passed_over), (1, vec![date(2026, 10, 8)]));
    }

    #[test]
    fn folded_lines_parameters_and_alarms_are_read() {
        let found = days(
            "dtstart;value=date:20261010\nSUMMARY;X-A=\"a:b\";LANGUAGE=zh_CN:国庆\n 节\\, \n\t补班\nBEGIN:VALARM\n\
            SUMMARY:闹钟\nEND:VALARM",
        );
        assert_eq!(found, [("2026-10-10".to_owned(), Kind::Work, "国庆节,".to_owned())]);
    }

    #[test]
    fn faults_are_told() {
        let message = |text: &str| read(text).expect_err("a fault").message;
        assert_eq!(
            message("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"),
            "expected `END:VEVENT`, found the end of the file"
        );
        assert_eq!(
            message("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"),
            "expected `END:VEVENT` in line 3, found `END:VCALENDAR`"
        );
        assert!(message("BEGIN:VCALENDAR\nhello\n").contains("in line 2"));
        assert!(message("BEGIN:VEVENT\nEND:VEVENT\n").contains("BEGIN:VCALENDAR"));
        assert!(message(&file("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY")).contains("which repeats"));
        assert!(
            message(&file("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:99991231"))
                .contains("at most 60 days")
        );
        assert!(message(&file("DTSTART;VALUE=DATE:20260101\nDURATION:PT")).contains("`P3D`"));
        assert!(message(&file("SUMMARY:a")).contains("`a` of no day"));
    }
}
