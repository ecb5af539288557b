//! `supportbook init`.
use super::Failure;
use clap::Args;
use std::path::Path;
#[derive(Args)]
pub(crate) struct InitArgs {}
pub(crate) fn run(_: &InitArgs, _: &Path) -> Result<u8, Failure> {
    Err(Failure::usage("not yet", "wait"))
}
