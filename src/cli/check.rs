//! `supportbook check`.

use std::path::Path;

use clap::Args;
use serde_json::json;

use supportbook::diagnostic::sorted;
use supportbook::{BuildOptions, build};

use super::build::{AudienceArg, exit_code, fails};
use super::project::{DayArgs, FailOn, Format, judge};
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
    let (sources, judged) = judge(folder, &args.day)?;
    let mut findings = judged.findings.clone();
    if let Some(checked) = &judged.checked {
        let options = BuildOptions {
            audiences: AudienceArg::All.audiences(),
            base_url: None,
            portable: false,
            preview: false,
            drafts: true,
        };
        findings = sorted(findings.into_iter().chain(build(checked, &sources, &options).findings));
    }
    let summary = json!({ "date": judged.today.to_string() });
    report::findings(&sources, &findings, args.format, &summary);
    report::say(&format!("checked {} files: {}", sources.texts.len(), report::counts(&findings)));
    Ok(if fails(&findings, args.fail_on) { exit_code(&judged) } else { 0 })
}
