//! `supportbook import`: documents of other programs become a project. One file a program; what they share is
//! writing into a project (`project.rs`) and telling what was done (`told.rs`).

mod markdown;
mod openpublishing;
mod project;
mod told;

use std::path::Path;

use clap::{Args, Subcommand};

use super::Failure;

#[derive(Args)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    command: ImportCommand,
}

#[derive(Subcommand)]
enum ImportCommand {
    /// Take over translated files of Microsoft's Open Publishing that have the source of each segment beside it
    ///
    /// Each file becomes a page and its translation, with a record of who translated it: a machine or people. Texts
    /// are cleaned, links and images kept, and everything that was changed, lost or left out is told. Run again over
    /// the same project it writes what has changed, and leaves alone what somebody has edited since.
    Openpublishing(openpublishing::OpenpublishingArgs),
    /// Take over a site of Hugo, Zola, Docusaurus, Starlight or mdBook
    ///
    /// Pages and their translations get the names, front matter and links that they have here, boxes become alerts.
    /// What is not understood is told, with its line. Run again over the same project it writes what has changed, and
    /// leaves alone what somebody has edited since.
    Markdown(markdown::MarkdownArgs),
}

pub(crate) fn run(args: &ImportArgs, folder: &Path) -> Result<u8, Failure> {
    match &args.command {
        ImportCommand::Markdown(args) => markdown::run(args, folder),
        ImportCommand::Openpublishing(args) => openpublishing::run(args, folder),
    }
}
