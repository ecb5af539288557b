//! Tables of public holidays as others publish them: what each day is, and where it was announced.
//!
//! Three forms, one file each: the JSON of holiday-cn, a CSV table, an iCalendar file. Apart from
//! [`Year`](super::Year), which judges the days: a form says what stands in a file and no more.
//!
//! Invariant: a day that cannot be told to be off or worked is a [`Fault`], never a guess.

mod events;
mod holiday_cn;
mod table;

use jiff::civil::Date;

use super::Fault;

/// What a day is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A day off.
    Off,
    /// A day worked in exchange for one off.
    Work,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Work => "worked",
        }
    }
}

/// A day that a table names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: Kind,
    /// Which holiday it belongs to; empty where the table does not say.
    pub name: String,
}

/// All that a file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The year it says it is for.
    pub year: Option<i16>,
    /// Where its days were announced.
    pub papers: Vec<String>,
    /// Its days, in its own order.
    pub days: Vec<Holiday>,
    /// Days with an event that is neither: an anniversary, a season.
    pub passed_over: Vec<Date>,
    /// Whether such files tell of several years, so that those which nobody asked for are no fault.
    pub has_other_years: bool,
}

/// Reads a table in the form that its file's ending names, else in that which its text has.
pub fn read(file_name: &str, text: &str) -> Result<Table, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let start = text.trim_start();
    let first_line = start.lines().next().unwrap_or_default();
    let table = match ending.as_deref() {
        Some("json") => holiday_cn::read(text),
        Some("csv") => table::read(text),
        Some("ics") => events::read(text),
        _ if start.starts_with(['{', '[']) => holiday_cn::read(text),
        _ if start.starts_with("BEGIN:VCALENDAR") => events::read(text),
        _ if first_line.contains(',') => table::read(text),
        _ => {
            let message = "expected holiday-cn JSON, a CSV table or an iCalendar file, found none of them";
            return Err(Fault::new(message, "give the file its ending: `.json`, `.csv` or `.ics`"));
        }
    }?;
    if table.days.is_empty() {
        let hint = "the year may not be announced yet; take the file again when it is";
        return Err(Fault::new("expected days, found none", hint));
    }
    Ok(table)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The table of 2026 as holiday-cn has it.
    pub(in crate::exchange) fn holiday_cn_2026() -> String {
        let spans = [
            ("元旦", "2026-01-01", 3, true),
            ("元旦", "2026-01-04", 1, false),
            ("春节", "2026-02-14", 1, false),
            ("春节", "2026-02-15", 9, true),
            ("春节", "2026-02-28", 1, false),
            ("清明节", "2026-04-04", 3, true),
            ("劳动节", "2026-05-01", 5, true),
            ("劳动节", "2026-05-09", 1, false),
            ("端午节", "2026-06-19", 3, true),
            ("国庆节", "2026-09-20", 1, false),
            ("中秋节", "2026-09-25", 3, true),
            ("国庆节", "2026-10-01", 7, true),
            ("国庆节", "2026-10-10", 1, false),
        ];
        let mut days = Vec::new();
        for (name, first, count, off) in spans {
            let first: Date = first.parse().expect("a day");
            for day in first.series(jiff::ToSpan::day(1)).take(count) {
                days.push(format!(r#"{{"name": "{name}", "date": "{day}", "isOffDay": {off}}}"#));
            }
        }
        format!(
            r#"{{"year": 2026, "papers": ["https://www.gov.cn/zhengce/content/202511/content_7047090.htm"],
            "days": [{}]}}"#,
            days.join(",\n")
        )
    }

    fn message(file_name: &str, text: &str) -> String {
        read(file_name, text).expect_err("a fault").message
    }

    #[test]
    fn the_form_is_that_of_the_ending_or_else_of_the_text() {
        let json = holiday_cn_2026();
        for name in ["2026.json", "2026.JSON", "2026", "-", "2026.txt"] {
            assert_eq!(read(name, &format!("\u{feff}{json}")).expect("a table").days.len(), 39, "{name}");
        }
        assert_eq!(read("a.txt", "date,kind\n2026-01-01,off\n").expect("a table").days.len(), 1);
        let event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nEND:VEVENT\nEND:VCALENDAR";
        assert_eq!(read("feed", event).expect("a table").days.len(), 1);
    }

    #[test]
    fn what_is_no_table_is_said_so() {
        assert!(message("notice", "Dear all").contains("found none of them"));
        assert!(message("notice.json", "Dear all").starts_with("expected JSON"));
        assert!(message("notice.csv", "Dear all").contains("column"));
        assert!(message("notice.ics", "Dear all").contains("BEGIN:VCALENDAR"));
        assert!(message("", "").contains("found none of them"));
        assert_eq!(
            message("2027.json", r#"{"year": 2027, "papers": [], "days": []}"#),
            "expected days, found none"
        );
    }
}
