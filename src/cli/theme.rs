//! `supportbook theme`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use supportbook::diagnostic::suggest;
use supportbook::load::load;
use supportbook::resolve::resolve_settings;
use supportbook::syntax::document::{Kind, parse};
use supportbook::theme::{default_file, default_files};
use supportbook::write::create;

use super::{Failure, report};

#[derive(Args)]
pub(crate) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Subcommand)]
enum ThemeCommand {
    /// List the files of the default theme
    List,
    /// Copy a file of the default theme into the project's own theme, to change it there
    Eject {
        /// A file as `supportbook theme list` names it
        file: String,
    },
}

pub(crate) fn run(args: &ThemeArgs, folder: &Path) -> Result<u8, Failure> {
    match &args.command {
        ThemeCommand::List => {
            default_files().for_each(report::out);
            Ok(0)
        }
        ThemeCommand::Eject { file } => eject(file, folder),
    }
}

fn eject(file: &str, folder: &Path) -> Result<u8, Failure> {
    let Some(bytes) = default_file(file) else {
        let hint = suggest(file, default_files()).filter(|hint| hint.starts_with("did"));
        let hint = hint.unwrap_or_else(|| "`supportbook theme list` names all files".to_owned());
        return Err(Failure::usage(format!("the default theme has no file `{file}`"), hint));
    };
    let sources = load(folder)?;
    let site = sources.texts.iter().map(parse).find(|document| document.kind == Kind::Site);
    let name =
        site.and_then(|site| resolve_settings(&site).0).and_then(|settled| settled.settings.theme.name);
    let Some(name) = name else {
        let hint = "write `[theme]` and `name = \"own\"` into site.toml, then run this again";
        return Err(Failure::usage("the project names no theme of its own", hint));
    };
    let target = PathBuf::from(format!("themes/{name}/{file}"));
    create(folder, &[(target.clone(), bytes.to_vec())])?;
    report::say(&format!("wrote {}; it now takes the place of the default theme's file", target.display()));
    Ok(0)
}
