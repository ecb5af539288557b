//! `supportbook clean`.

use std::path::{Path, PathBuf};

use clap::Args;

use supportbook::output::Audience;
use supportbook::write::{DEFAULT_KEEP, Destination, clean, lock, recover};

use super::build::{LOCK_WAIT, out_folder};
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct CleanArgs {
    /// Where public/ and internal/ are [default: the project]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Removes the files that earlier builds wrote, and nothing else.
#[allow(clippy::disallowed_methods, reason = "where nothing was built there is nothing to lock")]
pub(crate) fn run(args: &CleanArgs, folder: &Path) -> Result<u8, Failure> {
    let out = out_folder(folder, args.out.as_deref());
    if !out.is_dir() {
        report::say("nothing to remove");
        return Ok(0);
    }
    let lock = lock(&out, LOCK_WAIT)?;
    let keep: Vec<String> = DEFAULT_KEEP.iter().map(ToString::to_string).collect();
    let mut removed = 0;
    for audience in Audience::ALL {
        let destination = Destination::new(folder, &out, audience, &keep)?;
        recover(&destination, &lock)?;
        removed += clean(&destination, &lock)?;
    }
    report::say(&format!("removed {removed} files"));
    Ok(0)
}
