//! `supportbook init`.
use std::path::Path;
use clap::Args;
use super::Failure;
#[derive(Args)]
pub(crate) struct InitArgs {}
pub(crate) fn run(_: &InitArgs, _: &Path) -> Result<u8, Failure> { Err(Failure::usage("not yet", "wait")) }
