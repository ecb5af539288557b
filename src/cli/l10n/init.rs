//! `supportbook l10n init`: the configuration of a translation platform or tool.
//!
//! Invariant: no file that is there is touched; all files are written or none.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use supportbook::exchange::platform::{
    Exchanged, FOLDER, NewFile, REPLACE, crowdin, omegat, omegat_folder, weblate,
};
use supportbook::locale::Locale;
use supportbook::translation::standing::Pairing;
use supportbook::write::create;

use super::{LocaleArgs, Project};
use crate::cli::{Failure, report};

#[derive(Args)]
pub(crate) struct InitArgs {
    /// What to write it for
    #[arg(value_enum)]
    tool: Tool,
    #[command(flatten)]
    locale: LocaleArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    /// Components for a server, and settings of its command line
    Weblate,
    /// crowdin.yml
    Crowdin,
    /// A project for each language
    Omegat,
}

pub(super) fn run(project: &Project<'_>, args: &InitArgs) -> Result<u8, Failure> {
    let exchanged = exchanged(project, &args.locale)?;
    let files: Vec<NewFile> = match args.tool {
        Tool::Weblate => weblate(&exchanged),
        Tool::Crowdin => vec![crowdin(&exchanged)],
        Tool::Omegat => {
            exchanged.targets.iter().flat_map(|target| omegat(exchanged.source, *target)).collect()
        }
    };
    let written: Vec<_> =
        files.iter().map(|(path, text)| (PathBuf::from(path), text.clone().into_bytes())).collect();
    create(project.folder, &written)?;
    let names = files.iter().map(|(path, _)| path.as_str()).filter(|path| !path.ends_with("/README"));
    report::say(&format!("wrote {}; next:", names.collect::<Vec<_>>().join(", ")));
    for (step, why) in next(args.tool, &exchanged) {
        report::say(&format!("  {step}\n      {why}"));
    }
    Ok(0)
}

/// What the configuration is for: the sources in the site's own language, or those that a language is translated
/// from. Platforms know one language of sources in a project.
fn exchanged(project: &Project<'_>, locale: &LocaleArgs) -> Result<Exchanged, Failure> {
    let pairings = project.pairings(&[], locale)?;
    let with_texts: Vec<&Pairing> = pairings.into_iter().filter(|one| !one.source.is_empty()).collect();
    let site = project.site.settings.source_locale;
    let is_of_site = with_texts.iter().any(|one| one.source_locale == site);
    let source = with_texts.iter().map(|one| one.source_locale).find(|one| !is_of_site || *one == site);
    let Some(source) = source else {
        let message = match &locale.locale {
            Some(locale) => format!("expected a locale that something is translated into, found `{locale}`"),
            None => "expected a project with something to translate".to_owned(),
        };
        return Err(Failure::usage(message, "`supportbook l10n status --all` lists the translations"));
    };
    let (own, others): (Vec<&Pairing>, Vec<&Pairing>) =
        with_texts.into_iter().partition(|one| one.source_locale == source);
    let below = |one: &&Pairing| one.source_path.below("content").map(str::to_owned);
    let left: BTreeSet<(Locale, Locale)> = others.iter().map(|one| (one.source_locale, one.locale)).collect();
    for (source, target) in left {
        let is_it = |one: &&&Pairing| (one.source_locale, one.locale) == (source, target);
        let (count, own) = match others.iter().filter(is_it).count() {
            1 => ("1 file".to_owned(), "is"),
            count => (format!("{count} files"), "are"),
        };
        report::say(&format!("left out: {count} whose source {own} in `{source}`; see `--locale {target}`"));
    }
    let files: BTreeSet<String> = own.iter().filter_map(below).collect();
    let targets: BTreeSet<Locale> = own.iter().map(|one| one.locale).collect();
    let glossary = files.contains("glossary.yaml");
    Ok(Exchanged {
        source,
        targets: targets.into_iter().collect(),
        files: files.into_iter().collect(),
        glossary,
    })
}

/// A command, and what it is for.
type NextStep = (String, &'static str);

/// What to do with it.
fn next(tool: Tool, exchanged: &Exchanged) -> Vec<NextStep> {
    let each = |steps: &dyn Fn(Locale) -> Vec<NextStep>| {
        exchanged.targets.iter().flat_map(|target| steps(*target)).collect::<Vec<_>>()
    };
    let exports = each(&|target| exports(tool, target, exchanged.glossary));
    let work = match tool {
        Tool::Weblate => weblate_steps(),
        Tool::Crowdin => crowdin_steps(),
        Tool::Omegat => each(&|target| {
            vec![(
                format!("omegat {}", omegat_folder(target)),
                "translate, and create the translated documents",
            )]
        }),
    };
    let imports = each(&|target| {
        let (folder, format) = match tool {
            Tool::Omegat => (format!("{}/target", omegat_folder(target)), "xliff"),
            _ => (format!("{FOLDER}/{target}"), "po"),
        };
        let command = format!("supportbook l10n import {folder} --locale {target} --format {format}");
        vec![(command, "take in what was translated")]
    });
    [exports, work, imports].concat()
}

fn exports(tool: Tool, target: Locale, has_glossary: bool) -> Vec<NextStep> {
    let omegat = omegat_folder(target);
    let (format, texts, words) = match tool {
        Tool::Omegat => {
            ("xliff", format!("{omegat}/source"), format!("omegat --out {omegat}/glossary/terms.utf8"))
        }
        _ => ("po", format!("{FOLDER}/{target}"), format!("tbx --out {FOLDER}/{target}/glossary.tbx")),
    };
    let export = |what: &str| format!("supportbook l10n {what} --locale {target} --format");
    let mut steps = vec![(
        format!("{} {format} --out {texts}", export("export")),
        "the texts; with `--update` from the second time on",
    )];
    if has_glossary {
        steps.push((format!("{} {words}", export("glossary export")), "the glossary"));
    }
    if tool == Tool::Omegat {
        steps.push((format!("{} tmx --out {omegat}/tm", export("export")), "what was translated before"));
    }
    steps
}

fn weblate_steps() -> Vec<NextStep> {
    vec![
        (
            format!("put your own in the place of `{REPLACE}` in .weblate and {FOLDER}/weblate.json"),
            "the server, the name of the project there, the repository and its branch",
        ),
        ("git add, commit and push all of it".to_owned(), "Weblate reads the files from the repository"),
        (
            format!("weblate import_json --project NAME {FOLDER}/weblate.json"),
            "on the server; elsewhere each entry is what its API takes for a new component",
        ),
    ]
}

fn crowdin_steps() -> Vec<NextStep> {
    vec![
        (
            "export CROWDIN_PROJECT_ID=… CROWDIN_PERSONAL_TOKEN=…".to_owned(),
            "the number of the project at Crowdin, and a token of yours",
        ),
        ("crowdin upload sources && crowdin upload translations".to_owned(), "what is there already"),
        ("crowdin download".to_owned(), "what was translated, into the same files"),
    ]
}
