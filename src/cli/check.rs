//! `supportbook check`.

use std::path::Path;

use clap::Args;
use serde_json::json;

use supportbook::BuildOptions;
use supportbook::load::load;

use super::build::{AudienceArg, exit_code, fails};
use super::project::{DayArgs, FailOn, Format, Whole, judge_whole};
use super::report::Report;
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    day: DayArgs,
    /// How to print findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// From which level on findings make the command fail
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
}

/// All of `build` but the writing, so that what passes here is built.
pub(crate) fn run(args: &CheckArgs, folder: &Path) -> Result<u8, Failure> {
    let today = args.day.today()?;
    let sources = load(folder)?;
    let Whole { judged, findings, waived, .. } = judge_whole(&sources, today, &options());
    let summary = json!({ "date": judged.today.to_string() });
    let exit_code = if fails(&findings, args.fail_on) { exit_code(&judged) } else { 0 };
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
    report::say(&format!("checked {} files: {}", sources.texts.len(), report.counts()));
    Ok(exit_code)
}

/// What is built to be judged.
fn options() -> BuildOptions {
    BuildOptions {
        audiences: AudienceArg::All.audiences(),
        base_url: None,
        portable: false,
        preview: false,
        drafts: true,
    }
}
