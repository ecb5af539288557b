//! `supportbook l10n`: how far translations are, what changed since, and what somebody says of them.
//!
//! `status` and `diff` look; `sync`, `accept`, `review` and `adopt` write records, and nothing but records;
//! `pseudo` writes a project of its own.

mod analyze;
mod diff;
mod exchange;
mod export;
mod glossary;
mod import;
mod init;
mod keeping;
mod pseudo;
mod status;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use supportbook::diagnostic::{sorted, suggest};
use supportbook::load::{Sources, load};
use supportbook::model::site::Site;
use supportbook::translation::Origin;
use supportbook::translation::keep::Step;
use supportbook::translation::standing::Pairing;
use supportbook::{check_project, resolve_project};

use super::case::Format;
use super::project::DayArgs;
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct L10nArgs {
    #[command(subcommand)]
    command: L10nCommand,
}

#[derive(Subcommand)]
enum L10nCommand {
    /// Tell how far the translations are, by language and file
    Status {
        #[command(flatten)]
        locale: LocaleArgs,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Fail where less than this share of a language's units is current
        #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
        fail_under: Option<u8>,
        /// All files, also those that are current
        #[arg(long)]
        all: bool,
    },
    /// Show what changed in a source since it was translated, beside the translation
    Diff {
        #[command(flatten)]
        files: FileArgs,
    },
    /// Take over what translations say now
    Sync {
        #[command(flatten)]
        files: OptionalFileArgs,
        /// Where the texts that changed come from
        #[arg(long, value_enum, default_value_t = OriginArg::Human)]
        origin: OriginArg,
        /// Who translated them
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Say that translations still hold although their source was edited
    Accept {
        #[command(flatten)]
        files: FileArgs,
        #[command(flatten)]
        units: UnitArgs,
        /// The edit was so small that a review still holds
        #[arg(long)]
        minor: bool,
    },
    /// Say that translations were read beside their source
    Review {
        #[command(flatten)]
        files: FileArgs,
        #[command(flatten)]
        units: UnitArgs,
        /// Who read them
        #[arg(long, value_name = "NAME")]
        reviewer: String,
    },
    /// Begin records for translations that were there before
    Adopt {
        #[command(flatten)]
        files: OptionalFileArgs,
        /// Who has read them all beside their sources; without it they count as translated
        #[arg(long, value_name = "NAME")]
        reviewer: Option<String>,
    },
    /// Write files for the tools of translators
    ///
    /// One for each file of the project, which lies below the folder as its source lies below `content/`; a memory is
    /// one file, `memory.tmx`. What lacks a translation, or whose source was edited since, gets what was said elsewhere
    /// for the same or nearly the same source as suggestions.
    Export(export::ExportArgs),
    /// Take in what the tools of translators give back
    ///
    /// All files or none: where a text cannot be taken, nothing is, and each such text is told with its reason.
    Import(import::ImportArgs),
    /// Tell how much work the rest is: what was translated before in the same words or nearly so, and what is new
    Analyze(analyze::AnalyzeArgs),
    /// Take the glossary to other programs, and what they change into the project
    Glossary(glossary::GlossaryArgs),
    /// Write the configuration of a translation platform or tool for this project
    Init(init::InitArgs),
    /// Write a copy of the project whose translations a program has made of their sources
    ///
    /// It looks translated and says nothing: letters get accents or become Chinese, each text gets brackets and
    /// is made longer. Facts, markup and structure stay, so that the copy is checked and built as any project.
    Pseudo {
        /// Folder of the copy, new or empty
        #[arg(long, value_name = "DIR")]
        output: PathBuf,
        #[command(flatten)]
        locale: LocaleArgs,
    },
}

#[derive(Args)]
pub(crate) struct LocaleArgs {
    /// Only this language
    #[arg(long, value_name = "LOCALE")]
    locale: Option<String>,
}

impl LocaleArgs {
    fn takes(&self, pairing: &Pairing) -> bool {
        self.locale.as_deref().is_none_or(|locale| locale == pairing.locale.as_str())
    }
}

#[derive(Args)]
pub(crate) struct FileArgs {
    /// Files, or their translations, as content/pages/terms.md
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    locale: LocaleArgs,
}

#[derive(Args)]
pub(crate) struct OptionalFileArgs {
    /// Files, or their translations; all without any
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    locale: LocaleArgs,
}

impl FileArgs {
    fn of<'p>(&self, project: &'p Project<'_>) -> Result<Vec<&'p Pairing>, Failure> {
        project.pairings(&self.files, &self.locale)
    }
}

impl OptionalFileArgs {
    fn of<'p>(&self, project: &'p Project<'_>) -> Result<Vec<&'p Pairing>, Failure> {
        project.pairings(&self.files, &self.locale)
    }
}

#[derive(Args)]
pub(crate) struct UnitArgs {
    /// Only units of these names, as `diff` and `status --format json` tell them; may be given several times
    #[arg(long = "unit", value_name = "NAME")]
    units: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OriginArg {
    /// Written by hand
    Human,
    /// Written by a translation platform or a tool of translators
    Tool,
    /// Made by a machine
    Mt,
}

impl From<OriginArg> for Origin {
    fn from(origin: OriginArg) -> Self {
        match origin {
            OriginArg::Human => Self::Human,
            OriginArg::Tool => Self::Tool,
            OriginArg::Mt => Self::Mt,
        }
    }
}

pub(crate) fn run(args: &L10nArgs, folder: &Path) -> Result<u8, Failure> {
    let today = DayArgs::default().today()?;
    let sources = load(folder)?;
    // Only a review asks whether the texts are sound; rules take their time.
    let asks = matches!(args.command, L10nCommand::Review { .. });
    let (site, findings) = if asks {
        let judged = check_project(&sources, today);
        (judged.site, judged.findings)
    } else {
        resolve_project(&sources)
    };
    let Some(site) = site else {
        report::tell(&sources, &sorted(findings), today.clock);
        return Ok(2);
    };
    let project = Project { folder, sources: &sources, site: &site, findings: &findings };
    // A copy that a program makes needs no records.
    let reads_records = !matches!(args.command, L10nCommand::Pseudo { .. });
    if reads_records && !site.standings.findings.is_empty() {
        report::tell(&sources, &site.standings.findings, today.clock);
        report::say("nothing can be said before these records can be read");
        return Ok(1);
    }
    let four_eyes = site.settings.four_eyes;
    match &args.command {
        L10nCommand::Status { locale, format, fail_under, all } => {
            project.known(locale)?;
            let wanted = |pairing: &Pairing| locale.takes(pairing);
            Ok(status::run(&site.progress(wanted), *format, *fail_under, *all))
        }
        L10nCommand::Diff { files } => {
            diff::run(&project, &files.of(&project)?);
            Ok(0)
        }
        L10nCommand::Sync { files, origin, by } => {
            let step = Step::Sync { origin: (*origin).into(), by: by.as_deref().map(Into::into) };
            keeping::run(&project, &files.of(&project)?, &step, "took over")
        }
        L10nCommand::Accept { files, units, minor } => {
            let step = Step::Accept { units: units.units.clone(), minor: *minor };
            keeping::run(&project, &files.of(&project)?, &step, "accepted")
        }
        L10nCommand::Review { files, units, reviewer } => {
            let reviewer = reviewer.as_str().into();
            let step = Step::Review { units: units.units.clone(), reviewer, four_eyes };
            keeping::run(&project, &files.of(&project)?, &step, "reviewed")
        }
        L10nCommand::Adopt { files, reviewer } => {
            let step = Step::Adopt { reviewer: reviewer.as_deref().map(Into::into) };
            keeping::run(&project, &files.of(&project)?, &step, "adopted")
        }
        L10nCommand::Export(args) => export::run(&project, args),
        L10nCommand::Analyze(args) => analyze::run(&project, args),
        L10nCommand::Import(args) => import::run(&project, args),
        L10nCommand::Glossary(args) => glossary::run(&project, args),
        L10nCommand::Init(args) => init::run(&project, args),
        L10nCommand::Pseudo { output, locale } => pseudo::run(&project, output, locale),
    }
}

/// The project at hand.
pub(crate) struct Project<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) sources: &'a Sources,
    pub(crate) site: &'a Arc<Site>,
    pub(crate) findings: &'a [supportbook::diagnostic::Diagnostic],
}

impl Project<'_> {
    /// Fails where a language is none of the site's.
    fn known(&self, locale: &LocaleArgs) -> Result<(), Failure> {
        if let Some(locale) = &locale.locale {
            let known = &self.site.settings.locales;
            if !known.iter().any(|one| one.as_str() == locale) {
                let hint = suggest(locale, known.iter().map(supportbook::locale::Locale::as_str));
                let message = format!("expected a locale of the site, found `{locale}`");
                return Err(Failure::usage(
                    message,
                    hint.unwrap_or_else(|| "see `locales` in site.toml".into()),
                ));
            }
        }
        Ok(())
    }

    /// The translations of some files, or of all, in one language or in each.
    fn pairings(&self, files: &[String], locale: &LocaleArgs) -> Result<Vec<&Pairing>, Failure> {
        self.known(locale)?;
        let all = || self.site.standings.pairings.values().filter(|pairing| locale.takes(pairing));
        if files.is_empty() {
            return Ok(all().collect());
        }
        let mut found = Vec::new();
        for file in files {
            let name = file.replace('\\', "/");
            let name = name.trim_start_matches("./");
            let is_it = |pairing: &&Pairing| {
                [&pairing.source_path, &pairing.target_path].into_iter().any(|path| {
                    let above = path.as_str().strip_suffix(name);
                    above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
                })
            };
            let before = found.len();
            found.extend(all().filter(is_it));
            if found.len() == before {
                let paths = all().map(|pairing| pairing.source_path.as_str());
                let hint = suggest(name, paths);
                let message = format!("expected a file that has texts to translate, found `{file}`");
                return Err(Failure::usage(
                    message,
                    hint.unwrap_or_else(|| "`supportbook l10n status --all` lists them".into()),
                ));
            }
        }
        Ok(found)
    }
}
