//! `supportbook calendar`: brings years of public holidays into a project.
//!
//! Invariant: nothing is written before it was read back by the project's own parser, without a finding and
//! with the same days. All files are written or none, and none that exists is touched.

mod known;
mod report;
mod source;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use supportbook::diagnostic::Diagnostic;
use supportbook::exchange::holidays::read;
use supportbook::exchange::{Fault, Head, Year, calendar_file, translation_file};
use supportbook::load::{MAX_TEXT, Sources};
use supportbook::model::hours::{Calendar, Days, joined_calendar};
use supportbook::path::ProjectPath;
use supportbook::source::Source;
use supportbook::write::create;
use supportbook::{Today, check_project};

use self::known::{Known, read_back};
use self::source::{Announcement, texts};
use super::project::{DayArgs, day, judge};
use super::{Failure, report as print};

#[derive(Args)]
pub(crate) struct CalendarArgs {
    #[command(subcommand)]
    command: CalendarCommand,
}

#[derive(Subcommand)]
enum CalendarCommand {
    /// Add a year of public holidays, from a file that others publish
    ///
    /// Writes content/calendars/ID-YEAR.yaml and its translations, which belong to the calendar ID wherever hours
    /// name it. Tables on the web have been wrong before: compare what was written with the announcement.
    Add(Box<AddArgs>),
}

#[derive(Args)]
pub(crate) struct AddArgs {
    /// The year, as 2027
    #[arg(value_parser = year)]
    year: i16,
    /// The days: JSON of holiday-cn, a CSV table `date,name,kind` with the kinds `off` and `work`, or iCalendar
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The calendar, as hours name it
    #[arg(long, default_value = "cn")]
    id: String,
    /// Whose calendar it is, as CN [default: that of the calendar, else its id in capitals]
    #[arg(long)]
    region: Option<String>,
    /// Where the days were announced [default: the first of `papers` in the file]
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// The title of the announcement; in another language `zh-CN=TITLE`, as often as needed [default: that of
    /// the calendar, with this year in it; for a notice of gov.cn its usual title]
    #[arg(long, value_name = "TITLE")]
    source_title: Vec<String>,
    /// When the days were announced, as 2026-11-04 [default: the day in an address of gov.cn]
    #[arg(long, value_name = "DAY", value_parser = day)]
    source_date: Option<Date>,
    /// How readers call the calendar; in another language `zh-CN=NAME` [default: as before]
    #[arg(long)]
    name: Vec<String>,
    /// How many days off there must be
    #[arg(long, value_name = "N")]
    off: Option<usize>,
    /// How many make-up workdays there must be
    #[arg(long, value_name = "N")]
    work: Option<usize>,
    /// Print the files instead of writing them
    #[arg(long)]
    dry_run: bool,
}

/// Runs a command on calendars.
pub(crate) fn run(args: &CalendarArgs, folder: &Path) -> Result<u8, Failure> {
    match &args.command {
        CalendarCommand::Add(args) => add(args, folder),
    }
}

fn year(text: &str) -> Result<i16, &'static str> {
    let year = text.parse().ok().filter(|year| (1990..=2100).contains(year));
    year.ok_or("expected a year such as 2027, from 1990 to 2100")
}

/// A file to be written.
type NewFile = (ProjectPath, String);

fn add(args: &AddArgs, folder: &Path) -> Result<u8, Failure> {
    check_id(&args.id)?;
    let (mut sources, before) = judge(folder, &DayArgs::default())?;
    if before.settings_unread {
        print::tell(&sources, &before.findings, before.today);
        return Ok(2);
    }
    let (year, papers) = read_year(args, folder)?;
    let known = Known::of(&sources, &args.id)?;
    refuse_covered(args, &sources, &known)?;
    let announcement = Announcement::of(args, &papers)?;
    let files = files(args, &year, &known, &announcement)?;
    take(&mut sources, &files);
    let calendar = read_back(&sources, &stem(args)).map_err(|findings| unsound(&sources, &findings))?;
    if !is_same(&calendar, &year) {
        let hint = "nothing was written; this is a fault of the program, please report it with the file";
        return Err(Failure::usage("what would be written does not mean the days of the file", hint));
    }
    let after = check_project(&sources, Today { given: Some(before.today), clock: before.today });
    if args.dry_run {
        files.iter().for_each(|(path, text)| print::out(&format!("==> {path}\n{}", text.trim_end())));
    } else {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (PathBuf::from(path.as_str()), text.clone().into_bytes()))
            .collect();
        create(folder, &files)?;
    }
    report::counts(&year, &announcement, args);
    report::doubts(&year, &calendar, &known);
    report::effects(args, &sources, &before, &after);
    report::next(&files, &announcement, args);
    Ok(0)
}

fn check_id(id: &str) -> Result<(), Failure> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.starts_with('-') || !id.chars().all(sound) {
        let message = format!("expected small letters, digits and hyphens after `--id`, found `{id}`");
        return Err(Failure::usage(message, "name the calendar as hours do, as `cn`"));
    }
    let whole = joined_calendar(id);
    if whole != id {
        let message = format!("expected a calendar without its year after `--id`, found `{id}`");
        return Err(Failure::usage(message, format!("write `--id {whole}`")));
    }
    Ok(())
}

/// The name of the file without its ending.
fn stem(args: &AddArgs) -> String {
    format!("{}-{}", args.id, args.year)
}

/// The year in the file that was named, and where its days were announced.
fn read_year(args: &AddArgs, folder: &Path) -> Result<(Year, Vec<String>), Failure> {
    let text = read_text(&folder.join(&args.from), &args.from)?;
    let file_name = args.from.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let unusable = |fault: Fault| {
        Failure::usage(format!("cannot use `{}`: {}", args.from.display(), fault.message), fault.hint)
    };
    let table = read(&file_name, &text).map_err(unusable)?;
    let papers = table.papers.clone();
    let year = Year::of(table, args.year).map_err(unusable)?;
    let counts = year.counts();
    let wanted =
        [("--off", args.off, counts.off, "days off"), ("--work", args.work, counts.work, "make-up workdays")];
    for (flag, wanted, found, noun) in wanted {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
            let message = format!("expected {wanted} {noun}, as `{flag}` says, found {found}");
            return Err(Failure::usage(
                message,
                "nothing was written; compare the file with the announcement",
            ));
        }
    }
    Ok((year, papers))
}

#[allow(clippy::disallowed_methods, reason = "the file is an argument, not a part of the project")]
fn read_text(file: &Path, shown: &Path) -> Result<String, Failure> {
    let unread = |error: io::Error| Failure {
        code: 3,
        message: format!("cannot read `{}`: {error}", shown.display()),
        hint: None,
    };
    if fs::metadata(file).map_err(unread)?.len() > MAX_TEXT {
        let message = format!("expected a text of at most 16 MiB, found more in `{}`", shown.display());
        return Err(Failure::usage(message, "name a file of holidays"));
    }
    String::from_utf8(fs::read(file).map_err(unread)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message =
            format!("expected UTF-8 text in `{}`, found another encoding at byte {at}", shown.display());
        Failure::usage(message, "save the file as UTF-8")
    })
}

/// Refuses a year that the calendar has already, in a file of its own or in another one.
fn refuse_covered(args: &AddArgs, sources: &Sources, known: &Known) -> Result<(), Failure> {
    let (first, last) = (Date::constant(args.year, 1, 1), Date::constant(args.year, 12, 31));
    let prefix = format!("content/calendars/{}.", stem(args));
    if let Some(source) = sources.texts.iter().find(|source| source.path.as_str().starts_with(&prefix)) {
        let message = format!("`{}` exists", source.path);
        return Err(Failure::usage(message, "nothing was written; change it by hand, or move it away"));
    }
    for part in &known.parts {
        let Days { first: from, last: to } = part.calendar.covers;
        if from <= last && first <= to {
            let message = format!("`{}` covers days of {} already: {from} to {to}", part.path, args.year);
            return Err(Failure::usage(message, "change that file by hand, or narrow its `covers`"));
        }
    }
    Ok(())
}

fn files(
    args: &AddArgs,
    year: &Year,
    known: &Known,
    announcement: &Announcement,
) -> Result<Vec<NewFile>, Failure> {
    let from = args.from.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let origin = format!("Read from {from} by `supportbook calendar add`.");
    let remarks = |first: Option<String>| first.into_iter().chain([origin.clone()]).collect::<Vec<_>>();
    let head = Head {
        remarks: remarks(known.first_remark(None)),
        region: region(args, known)?,
        url: announcement.url.clone(),
        date: announcement.date,
        work_template: known.model().map_or(jiff::civil::Weekday::Monday, |part| part.calendar.work_template),
        owner: known.owner(),
    };
    let mut files = Vec::new();
    for texts in texts(args, known, announcement)? {
        let (suffix, text) = match texts.suffix {
            None => (String::new(), calendar_file(year, &head, &texts.texts)),
            Some(locale) => (
                format!(".{locale}"),
                translation_file(&remarks(known.first_remark(Some(locale))), &texts.texts),
            ),
        };
        let path = format!("content/calendars/{}{suffix}.yaml", stem(args));
        let path = ProjectPath::new(&path).expect("an id that was checked makes a clean path");
        files.push((path, text));
    }
    Ok(files)
}

/// Whose calendar it is: what was asked for must agree with what the calendar says.
fn region(args: &AddArgs, known: &Known) -> Result<String, Failure> {
    let own = known.model().map(|part| (part.calendar.region.to_string(), &part.path));
    match (&args.region, own) {
        (Some(given), Some((own, path))) if *given != own => {
            let message = format!("expected the region `{own}`, as `{path}` says, found `{given}`");
            Err(Failure::usage(message, "leave out `--region`, or name another calendar with `--id`"))
        }
        (Some(given), _) => Ok(given.clone()),
        (None, Some((own, _))) => Ok(own),
        (None, None) if args.id.len() == 2 => Ok(args.id.to_ascii_uppercase()),
        (None, None) => {
            let message = format!("expected the region of the new calendar `{}`, found none", args.id);
            Err(Failure::usage(message, "name it, as in `--region CN`"))
        }
    }
}

/// Adds the files to what was read, as if they stood there.
fn take(sources: &mut Sources, files: &[NewFile]) {
    for (path, text) in files {
        let source = Source { path: path.clone(), text: text.as_str().into(), unread: false };
        sources.texts.push(Arc::new(source));
    }
    sources.texts.sort_by(|a, b| a.path.cmp(&b.path));
}

fn unsound(sources: &Sources, findings: &[Diagnostic]) -> Failure {
    let lines: Vec<String> =
        findings.iter().map(|finding| format!("\n  {}", print::short(sources, finding))).collect();
    let message = format!("what would be written is not sound{}", lines.concat());
    Failure::usage(
        message,
        "nothing was written; `--name`, `--region` and `--source-title` say what is missing",
    )
}

/// Whether a calendar means the days of a year.
fn is_same(calendar: &Calendar, year: &Year) -> bool {
    let each = |days: &[Days]| {
        let mut all: Vec<Date> = days
            .iter()
            .flat_map(|days| days.first.series(jiff::ToSpan::day(1)).take_while(|day| *day <= days.last))
            .collect();
        all.sort();
        all
    };
    let of = |holidays: &[supportbook::exchange::holidays::Holiday]| {
        holidays.iter().map(|holiday| holiday.day).collect::<Vec<_>>()
    };
    each(&calendar.off) == of(&year.off)
        && each(&calendar.work) == of(&year.work)
        && calendar.covers == year.covers()
}
