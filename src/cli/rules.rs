//! `supportbook rules`.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use supportbook::diagnostic::Rule;
use supportbook::diagnostic::catalog::RULES;
use supportbook::load::{LoadError, load};
use supportbook::model::settings::{Levels, OwnLevel};
use supportbook::model::word::Word;
use supportbook::resolve::resolve_settings;
use supportbook::syntax::document::parse;

use super::explain::line;
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct RulesArgs {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

/// How a list is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A line each
    Text,
    /// A JSON list
    Json,
}

/// Prints all rules, with the levels that the project gives them where there is a project.
pub(crate) fn run(args: &RulesArgs, folder: &Path) -> Result<u8, Failure> {
    let levels = own_levels(folder)?;
    match args.format {
        ListFormat::Text => RULES.iter().for_each(|rule| {
            let own = levels.get(rule.code).map(|own| format!(" (here: {})", words(own)));
            report::out(&format!("{}{}", line(rule), own.unwrap_or_default()));
        }),
        ListFormat::Json => {
            let rules: Vec<Value> = RULES.iter().map(|rule| described(rule, &levels)).collect();
            report::out(&serde_json::to_string_pretty(&rules).unwrap_or_default());
        }
    }
    Ok(0)
}

/// The levels of the project in a folder; none where there is no project, or its settings cannot be read.
fn own_levels(folder: &Path) -> Result<Levels, Failure> {
    let sources = match load(folder) {
        Ok(sources) => sources,
        Err(LoadError::NoProject(_)) => return Ok(Levels::new()),
        Err(error) => return Err(error.into()),
    };
    let site = sources.texts.iter().find(|source| source.path.as_str() == "site.toml").map(parse);
    let settled = site.and_then(|site| resolve_settings(&site).0);
    Ok(settled.map(|settled| settled.settings.levels).unwrap_or_default())
}

fn words(own: &OwnLevel) -> String {
    match own {
        OwnLevel::All(level) => level.word().to_owned(),
        OwnLevel::Some(levels) => {
            let levels = levels.iter().map(|(locale, level)| format!("{} in {locale}", level.word()));
            levels.collect::<Vec<_>>().join(", ")
        }
    }
}

fn described(rule: &Rule, levels: &Levels) -> Value {
    let own = levels.get(rule.code).map(|own| match own {
        OwnLevel::All(level) => json!(level.word()),
        OwnLevel::Some(levels) => {
            levels.iter().map(|(locale, level)| (locale.to_string(), json!(level.word()))).collect()
        }
    });
    json!({
        "code": rule.code,
        "family": rule.family(),
        "level": rule.level.as_str(),
        "title": rule.title,
        "can_be_lowered": rule.can_be_lowered(),
        "here": own,
    })
}
