//! What `supportbook calendar add` tells: what was read, what looks doubtful, what was written, what to review.

use supportbook::Judged;
use supportbook::diagnostic::Diagnostic;
use supportbook::exchange::holidays::{Holiday, Kind};
use supportbook::exchange::{Counts, Year};
use supportbook::load::Sources;
use supportbook::model::hours::{Calendar, Days, joined_calendar};

use super::known::Known;
use super::source::Announcement;
use super::{AddArgs, NewFile};
use crate::cli::report::{say, short};

/// How many days of which kind.
pub(super) fn counts(year: &Year, announcement: &Announcement, args: &AddArgs) {
    let Counts { off, work, weekdays_off, weekend_worked } = year.counts();
    let off = number(off, "day off", "days off");
    let work = match work {
        0 => "no make-up workday".to_owned(),
        work => {
            format!("{} ({weekend_worked} at weekends)", number(work, "make-up workday", "make-up workdays"))
        }
    };
    say(&format!("{}: {off} ({weekdays_off} from Monday to Friday), {work}", year.number));
    if args.source_url.is_none() {
        say(&format!("announced at {}, as the file says", announcement.url));
    }
}

/// What the days alone make doubtful, and what was left out.
pub(super) fn doubts(year: &Year, calendar: &Calendar, known: &Known) {
    if &*calendar.region == "CN" && year.work.is_empty() {
        say("warning: no make-up workday: in mainland China nearly every year has some");
    }
    for day in year.idle_workdays() {
        say(&format!("warning: {day} is a make-up workday, but would be a workday anyway"));
    }
    year.left_out.iter().for_each(|holiday| left_out(holiday, known));
    if year.other_years > 0 {
        say(&format!("left out {} of other years", number(year.other_years, "day", "days")));
    }
    if year.passed_over > 0 {
        let events = number(year.passed_over, "event", "events");
        say(&format!("left out {events} that the file marks neither as off nor as worked"));
    }
}

/// A day that another year's file must hold.
fn left_out(holiday: &Holiday, known: &Known) {
    let Holiday { day, kind, .. } = holiday;
    let has = |days: &[Days]| days.iter().any(|days| days.contains(*day));
    let part = known.parts.iter().find(|part| part.calendar.covers.contains(*day));
    let advice = match part {
        Some(part) if has(if *kind == Kind::Off { &part.calendar.off } else { &part.calendar.work }) => {
            format!("`{}` says so already", part.path)
        }
        Some(part) => format!("add it to `{}`", part.path),
        None => format!("it belongs to the calendar of {}", day.year()),
    };
    say(&format!("left out {day} ({}): {advice}", kind.word()));
}

/// What changes in the project: hours that do not know the calendar, findings elsewhere.
pub(super) fn effects(args: &AddArgs, sources: &Sources, before: &Judged, after: &Judged) {
    if let Some(checked) = &after.checked {
        let mut named = checked.site().hours.values().flat_map(|hours| hours.calendars.iter().flatten());
        if !named.any(|id| joined_calendar(id.as_str()) == args.id) {
            say(&format!(
                "no hours name this calendar yet: write `calendars: [{}]` into a file of content/hours/",
                args.id
            ));
        }
    }
    // Not the hints: those list names, of which there is a new one.
    let same = |a: &Diagnostic, b: &Diagnostic| {
        (a.rule.code, &a.place, &a.message) == (b.rule.code, &b.place, &b.message)
    };
    let is_new = |finding: &&Diagnostic| !before.findings.iter().any(|known| same(known, finding));
    for finding in after.findings.iter().filter(is_new) {
        say(&format!("now found: {}", short(sources, finding)));
    }
}

/// What was written, and what to do with it.
pub(super) fn next(files: &[NewFile], announcement: &Announcement, args: &AddArgs) {
    let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    if args.dry_run {
        say("nothing was written, as `--dry-run` says");
        return;
    }
    say(&format!("wrote {}", names.join(", ")));
    say(&format!("now compare each day, title and date with the announcement: {}", announcement.url));
}

fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
