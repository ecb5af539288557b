//! `supportbook build`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde_json::json;

use supportbook::check::Checked;
use supportbook::diagnostic::Diagnostic;
use supportbook::gate::GatedOutput;
use supportbook::load::load;
use supportbook::output::Audience;
use supportbook::resolve::url_with_slash;
use supportbook::write::{Destination, Published, Way, lock, publish, recover};
use supportbook::{BuildOptions, DayFrom, Judged};

use super::project::{DayArgs, FailOn, Format, Whole, judge_whole};
use super::report::Report;
use super::{Failure, progress, report};

/// How long to wait for another run that writes to the same folder.
pub(crate) const LOCK_WAIT: Duration = Duration::from_secs(10);

#[derive(Args)]
pub(crate) struct BuildArgs {
    /// Whose site to build
    #[arg(long, value_enum, default_value_t = AudienceArg::All)]
    audience: AudienceArg,
    /// Put public/ and internal/ under this folder [default: the project]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build for this address instead of `base_url` in site.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[command(flatten)]
    day: DayArgs,
    /// Name `index.html` in links, for a copy that is opened from a disk
    #[arg(long)]
    portable: bool,
    /// Mark every page as a preview and keep search engines away
    #[arg(long)]
    preview: bool,
    /// Show unfinished pages on the internal site
    #[arg(long)]
    drafts: bool,
    /// Leave out search (accepted, without effect until search exists)
    #[arg(long)]
    no_search: bool,
    /// How to print findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// From which level on findings stop the build
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
}

/// Whose site.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AudienceArg {
    /// Customers'
    Public,
    /// Staff's
    Internal,
    /// Both
    All,
}

impl AudienceArg {
    /// The audiences, internal first: nothing is published to customers before staff can read it.
    pub(crate) fn audiences(self) -> Vec<Audience> {
        match self {
            Self::Public => vec![Audience::Public],
            Self::Internal => vec![Audience::Internal],
            Self::All => vec![Audience::Internal, Audience::Public],
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the summary says how long it took")]
pub(crate) fn run(args: &BuildArgs, folder: &Path) -> Result<u8, Failure> {
    let started = Instant::now();
    let waiting = progress::after(Duration::from_millis(500), "building");
    let options = BuildOptions {
        audiences: args.audience.audiences(),
        base_url: args.base_url.as_deref().map(base_url).transpose()?,
        portable: args.portable,
        preview: args.preview,
        drafts: args.drafts,
        sources_beside: false,
    };
    let today = args.day.today()?;
    let sources = load(folder)?;
    let Whole { judged, sites, findings, waived } = judge_whole(&sources, today, &options);
    let failed = sites.is_empty() || fails(&findings, args.fail_on);
    let published = if failed { Vec::new() } else { write(args, folder, &judged, &sites)? };
    drop(waiting);
    let summary = json!({
        "built": !failed,
        "date": judged.today.to_string(),
        "sites": sites.iter().filter(|_| !failed).map(|site| json!({
            "audience": site.audience().folder(),
            "pages": pages(site),
            "files": site.files().len(),
        })).collect::<Vec<_>>(),
    });
    let exit_code = if failed { exit_code(&judged) } else { 0 };
    let report = Report {
        sources: &sources,
        findings: &findings,
        waived: &waived,
        folder,
        today: judged.today,
        fail_on: args.fail_on.level(),
        exit_code,
        summary: &summary,
    };
    report.print(args.format);
    let counts = report.counts();
    if failed {
        report::say(&format!("nothing built: {counts}"));
        return Ok(exit_code);
    }
    let withheld = judged.checked.as_ref().map(|checked| withheld(checked, args)).unwrap_or_default();
    let sites: Vec<String> =
        sites.iter().zip(&published).map(|(site, published)| site_line(site, published, args)).collect();
    let day = day_note(&judged);
    let elapsed = started.elapsed().as_secs_f64();
    report::say(&format!("built {} in {elapsed:.2} s{withheld}; {counts}{day}", sites.join(", ")));
    Ok(0)
}

/// 1 for findings; 2 where the settings themselves could not be read.
pub(crate) fn exit_code(judged: &Judged) -> u8 {
    if judged.settings_unread { 2 } else { 1 }
}

/// Whether findings stop a command.
pub(crate) fn fails(findings: &[Diagnostic], fail_on: FailOn) -> bool {
    findings.iter().any(|finding| finding.level <= fail_on.level())
}

/// An address as the settings take it.
pub(crate) fn base_url(text: &str) -> Result<String, Failure> {
    url_with_slash(text).ok_or_else(|| {
        let message = format!("expected an address after `--base-url`, found `{text}`");
        Failure::usage(message, "write it as `https://support.example/`")
    })
}

/// Checks every destination before the first is written; internal comes first.
fn write(
    args: &BuildArgs,
    folder: &Path,
    judged: &Judged,
    sites: &[GatedOutput],
) -> Result<Vec<Published>, Failure> {
    let out = out_folder(folder, args.out.as_deref());
    let mut destinations = Vec::new();
    for site in sites {
        destinations.push(Destination::new(folder, &out, site.audience(), &judged.keep)?);
    }
    // A refused folder is told before anything is made on the way to it.
    let lock = lock(&out, LOCK_WAIT)?;
    for destination in &destinations {
        recover(destination, &lock)?;
    }
    let publish_one = |(destination, site)| publish(destination, &lock, site).map_err(Failure::from);
    destinations.iter().zip(sites).map(publish_one).collect()
}

/// Where the sites go: below the folder that was named, else below the project.
pub(crate) fn out_folder(folder: &Path, out: Option<&Path>) -> PathBuf {
    out.map_or_else(|| folder.to_path_buf(), Path::to_path_buf)
}

fn pages(site: &GatedOutput) -> usize {
    site.files().keys().filter(|path| path.as_str().ends_with("/index.html")).count()
}

fn site_line(site: &GatedOutput, published: &Published, args: &BuildArgs) -> String {
    let out = args.out.as_deref().map(|out| format!("{}/", out.display())).unwrap_or_default();
    let way = match published.way {
        Way::Nothing => " (unchanged)",
        Way::Swapped => "",
        Way::InPlace => " (in place)",
    };
    format!("{} pages -> {out}{}/{way}", pages(site), site.audience().folder())
}

/// What was not published, so that nobody wonders where it is.
fn withheld(checked: &Checked, args: &BuildArgs) -> String {
    let site = checked.site();
    let drafts = site.pages.values().filter(|page| page.draft).count()
        + site.runbooks.values().filter(|runbook| runbook.draft).count();
    let drafts = if args.drafts && args.audience != AudienceArg::Public { 0 } else { drafts };
    let internal = site.runbooks.len() + site.notes.len() + site.internal_channels.len();
    let mut parts = Vec::new();
    match drafts {
        0 => {}
        1 => parts.push("1 draft".to_owned()),
        number => parts.push(format!("{number} drafts")),
    }
    if args.audience != AudienceArg::Internal && internal > 0 {
        parts.push(format!("{internal} internal items from customers"));
    }
    if parts.is_empty() { String::new() } else { format!(", withheld {}", parts.join(" and ")) }
}

/// Where the day comes from, when the clock did not name it.
fn day_note(judged: &Judged) -> String {
    match judged.day_from {
        DayFrom::Clock => String::new(),
        DayFrom::Settings => format!("; as of {}, from site.toml", judged.today),
        DayFrom::Given => format!("; as of {}", judged.today),
    }
}
