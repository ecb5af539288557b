//! What commands on a project have in common: which day it is, and reading and judging the project.

use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use supportbook::check::Waived;
use supportbook::diagnostic::{Diagnostic, Level, sorted};
use supportbook::gate::GatedOutput;
use supportbook::load::{Sources, load};
use supportbook::model::site::Site;
use supportbook::syntax::document::Kind;
use supportbook::{BuildOptions, Judged, Today, build, check_project};

use super::build::exit_code;
use super::{Failure, report};

/// Which day to take for today.
#[derive(Args, Clone, Default)]
pub(crate) struct DayArgs {
    /// Judge the project as on this day, as 2026-06-01 [default: `SOURCE_DATE_EPOCH`, `as_of` in site.toml, the clock]
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<Date>,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines they are about
    Text,
    /// One line each
    Short,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// Issues of Azure Pipelines
    Azure,
    /// A test case a file
    Junit,
}

/// From which level on findings make a command fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// All findings
    Info,
}

impl FailOn {
    /// The least level that makes a command fail.
    pub(crate) fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Info => Level::Info,
        }
    }
}

impl DayArgs {
    /// The day that was asked for, and the clock's. The only look at clock and environment.
    #[allow(clippy::disallowed_methods, reason = "today enters the program here and nowhere else")]
    pub(crate) fn today(&self) -> Result<Today, Failure> {
        let given = match self.date {
            Some(day) => Some(day),
            None => day_of_epoch()?,
        };
        let clock = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        Ok(Today { given, clock })
    }
}

/// The present instant, for commands that are asked about now.
#[allow(clippy::disallowed_methods, reason = "now enters the program here and nowhere else")]
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// The day that a new project begins on.
pub(crate) fn today() -> Result<Date, Failure> {
    let Today { given, clock } = DayArgs::default().today()?;
    Ok(given.unwrap_or(clock))
}

/// A day as an argument.
pub(crate) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "expected a day such as 2026-06-01")
}

#[allow(clippy::disallowed_methods, reason = "a part of the look at the environment above")]
fn day_of_epoch() -> Result<Option<Date>, Failure> {
    let Some(text) = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let seconds = text.parse().ok();
    let instant = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    instant.map(|instant| Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date())).ok_or_else(|| {
        let message = format!("expected seconds since 1970 in SOURCE_DATE_EPOCH, found `{text}`");
        Failure::usage(message, "unset the variable, or name a day with `--date`")
    })
}

/// A project whose terms are asked.
pub(crate) enum Asked {
    /// What is asked about is sound.
    Sound {
        /// What the project says.
        site: Arc<Site>,
        /// The day it was judged on.
        today: Date,
    },
    /// It has errors, which were printed; the exit code.
    Faulty(u8),
}

/// Which files an answer rests on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RestsOn {
    /// Weekly hours and calendars.
    Hours,
    /// All that decides who answers.
    Coverage,
    /// All terms.
    Terms,
}

impl RestsOn {
    fn holds(self, kind: Kind) -> bool {
        match self {
            Self::Hours => matches!(kind, Kind::Hours | Kind::Calendar),
            Self::Coverage => kind.decides_who_answers(),
            Self::Terms => !matches!(kind, Kind::Page | Kind::Note | Kind::Message | Kind::Scenario),
        }
    }
}

/// Reads a project for a command that asks its terms. Errors in the files that the answer rests on would make
/// it wrong, so they are printed instead; others are told of in a line.
pub(crate) fn ask(folder: &Path, day: &DayArgs, rests_on: RestsOn) -> Result<Asked, Failure> {
    let (sources, judged) = judge(folder, day)?;
    let doubts = judged.doubts(|kind| rests_on.holds(kind));
    let today = judged.today;
    match &judged.site {
        Some(site) if doubts.is_empty() => {
            if judged.checked.is_none() {
                let counts = report::counts(&judged.findings);
                report::say(&format!(
                    "note: {counts} elsewhere in the project; `supportbook check` tells of them"
                ));
            }
            Ok(Asked::Sound { site: Arc::clone(site), today })
        }
        _ => {
            let doubts = if judged.settings_unread { judged.findings.clone() } else { doubts };
            let exit_code = exit_code(&judged);
            report::tell(&sources, &doubts, today);
            report::say(&format!("no answer before this is mended: {}", report::counts(&doubts)));
            Ok(Asked::Faulty(exit_code))
        }
    }
}

/// Reads and judges the project in a folder.
pub(crate) fn judge(folder: &Path, day: &DayArgs) -> Result<(Sources, Judged), Failure> {
    let today = day.today()?;
    let sources = load(folder)?;
    let judged = check_project(&sources, today);
    Ok((sources, judged))
}

/// All that is found out about a project without writing anything.
pub(crate) struct Whole {
    /// The project, judged.
    pub(crate) judged: Judged,
    /// Its sites, where nothing is wrong with them.
    pub(crate) sites: Vec<GatedOutput>,
    /// What was found in sources and built pages, in order.
    pub(crate) findings: Vec<Diagnostic>,
    /// What the project waives.
    pub(crate) waived: Vec<Waived>,
}

/// Judges a project and, where it is sound, the sites that it makes.
pub(crate) fn judge_whole(sources: &Sources, today: Today, options: &BuildOptions) -> Whole {
    let judged = check_project(sources, today);
    let (mut findings, mut waived, mut sites) = (judged.findings.clone(), judged.waived.clone(), Vec::new());
    if let Some(checked) = &judged.checked {
        let built = build(checked, sources, options);
        findings = sorted(findings.into_iter().chain(built.findings));
        waived.extend(built.waived);
        waived.sort();
        waived.dedup();
        sites = built.sites;
    }
    Whole { judged, sites, findings, waived }
}
