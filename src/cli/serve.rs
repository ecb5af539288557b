//! `supportbook serve`.

use std::path::Path;

use clap::Args;

use super::Failure;
use super::build::AudienceArg;

#[derive(Args)]
pub(crate) struct ServeArgs {
    /// The port to listen on [default: 3000, or the next that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Whose site to show
    #[arg(long, value_enum, default_value_t = AudienceArg::Public)]
    audience: AudienceArg,
    /// Look for changes every so often instead of waiting for the system to tell of them
    #[arg(long)]
    poll: bool,
}

pub(crate) fn run(args: &ServeArgs, folder: &Path) -> Result<u8, Failure> {
    let _ = (args.port, args.open, args.audience, args.poll, folder);
    Err(Failure::usage("not yet", "wait"))
}
