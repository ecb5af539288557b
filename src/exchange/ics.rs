//! iCalendar (RFC 5545), written: events of whole days, or from instant to instant in UTC.
//!
//! Apart from whoever has something to tell, so that folding, escaping and line ends stand once.
//!
//! Invariant: no clock and no chance. The stamp is an argument and ids are the caller's, so that the same
//! events give the same bytes; no line is longer than 75 octets, and none is cut inside a character.

use jiff::Timestamp;
use jiff::civil::Date;

/// The most octets of a line without its end.
const LINE: usize = 75;

/// When an event is. Both ends are of one kind, as the format wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// Whole days, in whatever zone the reader is.
    Days {
        /// The first day.
        first: Date,
        /// The day after the last.
        end: Date,
    },
    /// From an instant until another one.
    Instants {
        /// The first instant.
        start: Timestamp,
        /// The first instant that no longer belongs to it.
        end: Timestamp,
    },
}

impl When {
    /// One whole day.
    pub fn day(day: Date) -> Self {
        Self::Days { first: day, end: day.tomorrow().unwrap_or(day) }
    }
}

/// Something in a calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// What it is known by: the same event has the same id in each edition of a calendar, by which programs
    /// that have read an older one know it again.
    pub uid: String,
    /// When it is.
    pub when: When,
    /// What it is, in one line.
    pub summary: String,
    /// What else to know.
    pub description: Option<String>,
    /// A page about it.
    pub url: Option<String>,
    /// Words to sort it by.
    pub categories: Vec<String>,
    /// Whether it leaves the reader's time free.
    pub transparent: bool,
}

impl Event {
    /// An event that leaves the reader's time free and says no more than its summary.
    pub fn new(uid: impl Into<String>, when: When, summary: impl Into<String>) -> Self {
        let (uid, summary) = (uid.into(), summary.into());
        Self { uid, when, summary, description: None, url: None, categories: Vec::new(), transparent: true }
    }
}

/// A calendar of events, in their order. `stamp` is when it was made.
pub fn calendar(name: &str, stamp: Timestamp, events: &[Event]) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//supportbook//supportbook//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    for event in events {
        write_event(&mut lines, stamp, event);
    }
    lines.raw("END", "VCALENDAR");
    lines.0
}

fn write_event(lines: &mut Lines, stamp: Timestamp, event: &Event) {
    lines.raw("BEGIN", "VEVENT");
    lines.text("UID", &event.uid);
    lines.raw("DTSTAMP", &instant(stamp));
    match event.when {
        When::Days { first, end } => {
            lines.raw("DTSTART;VALUE=DATE", &day(first));
            lines.raw("DTEND;VALUE=DATE", &day(end));
        }
        When::Instants { start, end } => {
            lines.raw("DTSTART", &instant(start));
            lines.raw("DTEND", &instant(end));
        }
    }
    lines.text("SUMMARY", &event.summary);
    if let Some(description) = &event.description {
        lines.text("DESCRIPTION", description);
    }
    if let Some(url) = &event.url {
        lines.raw("URL", url);
    }
    if !event.categories.is_empty() {
        let words: Vec<String> = event.categories.iter().map(|word| escaped(word)).collect();
        lines.raw("CATEGORIES", &words.join(","));
    }
    lines.raw("TRANSP", if event.transparent { "TRANSPARENT" } else { "OPAQUE" });
    lines.raw("END", "VEVENT");
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn instant(instant: Timestamp) -> String {
    instant.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with the characters escaped that mean something; control characters, which none may hold, fall away.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of content as they are written.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escaped(value));
    }

    /// A line, folded where it is too long.
    fn raw(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        let value = value.chars().filter(|c| !c.is_control() || *c == '\t');
        for c in name.chars().chain([':']).chain(value) {
            if octets + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stamp() -> Timestamp {
        "2026-06-01T00:00:00Z".parse().expect("an instant")
    }

    #[test]
    fn a_calendar_is_written_as_the_standard_says() {
        let instants = When::Instants {
            start: "2026-06-06T20:00:00+02:00".parse().expect("an instant"),
            end: "2026-06-07T06:00:00+02:00".parse().expect("an instant"),
        };
        let mut works = Event::new("works@support.example", instants, "Works; the portal, too");
        works.transparent = false;
        works.url = Some("https://support.example/en/?a=1,2;3".to_owned());
        works.categories = vec!["a,b".to_owned(), "c".to_owned()];
        let holiday = Event::new("day@support.example", When::day(date(2026, 12, 31)), "除夕");
        let expected = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//supportbook//supportbook//EN\n\
            CALSCALE:GREGORIAN\nNAME:Hours\nX-WR-CALNAME:Hours\n\
            BEGIN:VEVENT\nUID:works@support.example\nDTSTAMP:20260601T000000Z\n\
            DTSTART:20260606T180000Z\nDTEND:20260607T040000Z\nSUMMARY:Works\\; the portal\\, too\n\
            URL:https://support.example/en/?a=1,2;3\nCATEGORIES:a\\,b,c\nTRANSP:OPAQUE\nEND:VEVENT\n\
            BEGIN:VEVENT\nUID:day@support.example\nDTSTAMP:20260601T000000Z\n\
            DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270101\nSUMMARY:除夕\nTRANSP:TRANSPARENT\n\
            END:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(calendar("Hours", stamp(), &[works, holiday]), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn texts_are_escaped_and_hold_no_control_characters() {
        assert_eq!(escaped("a\\b; c, d\r\ne\nf\u{7}\tg:h\""), "a\\\\b\\; c\\, d\\ne\\nf\tg:h\"");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for filler in ["国", "a", "é", "𠮷", "国a"] {
            for count in 0..200 {
                let summary = filler.repeat(count);
                let event = Event::new("x", When::day(date(2026, 1, 1)), summary.clone());
                let text = calendar("x", stamp(), &[event]);
                assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{filler} {count}");
                assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{filler} {count}");
                let unfolded = text.replace("\r\n ", "");
                assert!(unfolded.contains(&format!("\r\nSUMMARY:{summary}\r\n")), "{filler} {count}");
            }
        }
    }

    #[test]
    fn a_line_is_filled_before_it_is_folded() {
        let text = calendar("x", stamp(), &[Event::new("x", When::day(date(2026, 1, 1)), "a".repeat(200))]);
        let longest: Vec<usize> = text.split("\r\n").map(str::len).filter(|length| *length > 60).collect();
        assert_eq!(longest, [75, 75]);
    }
}
