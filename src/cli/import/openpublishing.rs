//! `supportbook import openpublishing`.

use std::path::{Path, PathBuf};

use clap::Args;

use supportbook::import::openpublishing::{Options, import};

use super::project::{Target, TargetArgs, folder, settle, title};
use super::told::{ReportArgs, faults, told};
use crate::cli::Failure;

#[derive(Args)]
pub(crate) struct OpenpublishingArgs {
    /// The folder of the files; hidden ones in it are not looked at
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    #[command(flatten)]
    target: TargetArgs,

    /// The same files as they were published, without their sources: tells where the translations differ from them
    #[arg(long, value_name = "DIR")]
    oracle: Option<PathBuf>,

    /// The site that addresses with a leading slash belong to, where they lead to no page of the folder
    #[arg(long, value_name = "URL", default_value = "https://learn.microsoft.com")]
    host: String,

    /// Keep segments that cannot be read as they are instead of writing nothing
    #[arg(long)]
    lenient: bool,

    #[command(flatten)]
    report: ReportArgs,
}

pub(crate) fn run(args: &OpenpublishingArgs, dir: &Path) -> Result<u8, Failure> {
    let from = folder(dir, &args.folder)?;
    let oracle = args.oracle.as_ref().map(|oracle| folder(dir, oracle)).transpose()?;
    let options = Options { host: &args.host, oracle: oracle.as_ref() };
    let mut import = import(&from, &options);
    if import.report.has_faults() && !args.lenient {
        return Ok(faults(&import.report, &args.folder, &args.report));
    }
    let target = Target::new(dir, &args.target)?;
    let settled = settle(&mut import, &target, &title(&args.folder))?;
    settled.write(&target)?;
    Ok(told(&import.report, &settled, &args.folder, &target, &args.report))
}
