//! `supportbook import markdown`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use supportbook::exchange::catalog::{Word, po};
use supportbook::import::markdown::import;
use supportbook::import::markdown::layout::{Layout, detect};

use super::project::{Target, TargetArgs, folder, settle, title};
use super::told::{ReportArgs, told};
use crate::cli::Failure;

#[derive(Args)]
pub(crate) struct MarkdownArgs {
    /// The folder of the other generator's site; hidden ones in it are not looked at
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    #[command(flatten)]
    target: TargetArgs,

    /// Whose layout it is [default: told by the settings in the folder]
    #[arg(long, value_enum)]
    layout: Option<LayoutName>,

    #[command(flatten)]
    report: ReportArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LayoutName {
    /// content/, a language by the ending or by its own contentDir
    Hugo,
    /// content/, a language by the ending
    Zola,
    /// docs/ and i18n/
    Docusaurus,
    /// src/content/docs/, a language by its folder
    Starlight,
    /// src/, translations in po/
    Mdbook,
}

impl LayoutName {
    fn layout(self) -> Layout {
        match self {
            Self::Hugo => Layout::Hugo,
            Self::Zola => Layout::Zola,
            Self::Docusaurus => Layout::Docusaurus,
            Self::Starlight => Layout::Starlight,
            Self::Mdbook => Layout::Mdbook,
        }
    }
}

pub(crate) fn run(args: &MarkdownArgs, dir: &Path) -> Result<u8, Failure> {
    let from = folder(dir, &args.folder)?;
    let Some(layout) = args.layout.map(LayoutName::layout).or_else(|| detect(&from)) else {
        let message = format!("cannot tell whose layout `{}` is", args.folder.display());
        return Err(Failure::usage(
            message,
            "name it, as in `--layout hugo`, and the folder that holds its settings",
        ));
    };
    let mut made = import(&from, layout, finished);
    if made.pages.is_empty() {
        let message = format!(
            "expected pages as {} keeps them, found none in `{}`",
            layout.word(),
            args.folder.display()
        );
        return Err(Failure::usage(message, "name the folder that holds its settings"));
    }
    let target = Target::new(dir, &args.target)?;
    let settled = settle(&mut made, &target, &title(&args.folder))?;
    settled.write(&target)?;
    Ok(told(&made.report, &settled, &args.folder, &target, &args.report))
}

/// The finished texts of a PO file.
fn finished(text: &str) -> Vec<(String, String)> {
    let texts = po::read(text).map(|returned| returned.texts).unwrap_or_default();
    let done = texts.into_iter().map(|(_, text)| text);
    let done = done.filter(|text| text.word == Word::Translated && !text.target.is_empty());
    done.map(|text| (text.source.into(), text.target.into())).collect()
}
