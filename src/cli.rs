//! The rooms of the command line, one file a command. Nothing below this module prints.
//!
//! Invariant: data goes to standard output, messages to standard error; the exit code is chosen here alone:
//! 0 no finding at level error, 1 findings, 2 usage or configuration, 3 input and output, 4 locked.

mod build;
mod calendar;
mod case;
mod check;
mod clean;
mod due;
mod explain;
mod fix;
mod gaps;
mod hours;
mod import;
mod init;
mod l10n;
mod pack;
mod progress;
mod project;
mod report;
mod requirements;
mod respond_by;
mod rules;
mod schema;
mod selection;
mod serve;
mod theme;
mod who;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use supportbook::load::LoadError;
use supportbook::write::WriteError;

/// Build a support-policy site and internal runbooks, in every language of a project, and refuse terms that
/// are incomplete, contradictory or leaking.
///
/// A project is a folder with a `site.toml` and a `content/` folder; `supportbook init` writes one.
#[derive(Parser)]
#[command(name = "supportbook", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 nothing at level error, 1 findings, 2 usage or configuration, \
    3 input and output, 4 locked by another run")]
struct Arguments {
    /// Run as if started in this folder
    #[arg(short = 'C', value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a new project
    Init(init::InitArgs),
    /// Build the customer site and the internal site
    Build(build::BuildArgs),
    /// Judge the project without writing anything
    Check(check::CheckArgs),
    /// Show the site while it is written, with live reload
    Serve(serve::ServeArgs),
    /// Tell who answers a case at an instant, by when and at what cost
    Who(who::WhoArgs),
    /// Tell by when a case is answered, and each step that decided it
    RespondBy(respond_by::RespondByArgs),
    /// List open intervals, holidays and modes of some hours
    Hours(hours::HoursArgs),
    /// List the hours in which nobody can be reached, and promises that cannot always be kept
    Gaps(gaps::GapsArgs),
    /// List what ends, expires, takes effect or is to be reviewed soon, and what is overdue
    ///
    /// Vehicles, prices, terms and their changes, calendars, notices, and whatever is to be read again, each with
    /// who keeps it true. The exit code is 0, whatever is overdue.
    Due(due::DueArgs),
    /// List what the programme demands, and where the terms answer it
    Requirements(requirements::RequirementsArgs),
    /// List packs of requirements, or tell what differs between two editions
    Pack(pack::PackArgs),
    /// Keep translations in step with their sources
    L10n(l10n::L10nArgs),
    /// Bring years of public holidays into the project
    Calendar(calendar::CalendarArgs),
    /// Make a project of documents that another program keeps
    Import(import::ImportArgs),
    /// Remove the built sites
    Clean(clean::CleanArgs),
    /// Explain a rule by its code, or list the rules of a family or all
    Explain(explain::ExplainArgs),
    /// List all rules, and the levels that the project gives them
    Rules(rules::RulesArgs),
    /// Print the JSON Schema of a kind of file, or list all kinds
    Schema(schema::SchemaArgs),
    /// Work with the theme
    Theme(theme::ThemeArgs),
}

/// Why a command stopped, with the exit code.
pub(crate) struct Failure {
    /// 2, 3 or 4.
    pub(crate) code: u8,
    /// One sentence, lower case.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: 2, message: message.into(), hint: Some(hint.into()) }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        let message = error.to_string();
        match error {
            LoadError::NoProject(_) => Self::usage(
                message,
                "run `supportbook init` to write one, or name its folder: `supportbook -C DIR …`",
            ),
            LoadError::Io(..) => Self { code: 3, message, hint: None },
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self { code: error.exit_code(), message: error.to_string(), hint: error.hint().map(str::to_owned) }
    }
}

/// Runs the command that the process was started with.
#[allow(clippy::disallowed_methods, reason = "a wrong folder is told before anything is read")]
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let folder: &Path = &arguments.folder;
    if !folder.is_dir() {
        let message = format!("expected a folder after `-C`, found `{}`", folder.display());
        return failed(&Failure::usage(message, "name a folder that exists"));
    }
    let result = match &arguments.command {
        Command::Init(args) => init::run(args, folder),
        Command::Build(args) => build::run(args, folder),
        Command::Check(args) => check::run(args, folder),
        Command::Serve(args) => serve::run(args, folder),
        Command::Who(args) => who::run(args, folder),
        Command::RespondBy(args) => respond_by::run(args, folder),
        Command::Hours(args) => hours::run(args, folder),
        Command::Gaps(args) => gaps::run(args, folder),
        Command::Requirements(args) => requirements::run(args, folder),
        Command::Pack(args) => pack::run(args, folder),
        Command::L10n(args) => l10n::run(args, folder),
        Command::Calendar(args) => calendar::run(args, folder),
        Command::Import(args) => import::run(args, folder),
        Command::Due(args) => due::run(args, folder),
        Command::Clean(args) => clean::run(args, folder),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args, folder),
        Command::Schema(args) => schema::run(args, folder),
        Command::Theme(args) => theme::run(args, folder),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    report::failure(failure);
    ExitCode::from(failure.code)
}
