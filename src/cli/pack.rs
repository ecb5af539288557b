//! `supportbook pack`: the packs of requirements, and what differs between two editions.

use std::path::Path;

use clap::{Args, Subcommand};

use supportbook::diagnostic::suggest;
use supportbook::model::requirement::{Pack, PackName, Requirement};
use supportbook::model::site::Site;
use supportbook::model::word::Word;

use super::project::{Asked, DayArgs, RestsOn, ask};
use super::{Failure, report, words};

#[derive(Args)]
pub(crate) struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
    #[command(flatten)]
    day: DayArgs,
}

#[derive(Subcommand)]
enum PackCommand {
    /// List all packs and editions, those of the program and those of the project
    List,
    /// Tell what differs between two editions
    Diff {
        /// The pack and edition to begin with, as microsoft-csp@2020-04
        old: String,
        /// The pack and edition to end with
        new: String,
    },
}

pub(crate) fn run(args: &PackArgs, folder: &Path) -> Result<u8, Failure> {
    let site = match ask(folder, &args.day, RestsOn::Terms)? {
        Asked::Sound { site, .. } => site,
        Asked::Faulty(code) => return Ok(code),
    };
    match &args.command {
        PackCommand::List => {
            for pack in site.packs.values() {
                let count = pack.requirements.len();
                report::out(&format!(
                    "{:34} {} {count:3} requirements  {}",
                    pack.name.to_string(),
                    pack.valid_from,
                    words::english(&pack.title)
                ));
            }
        }
        PackCommand::Diff { old, new } => report::out(&diff(named(&site, old)?, named(&site, new)?)),
    }
    Ok(0)
}

fn named<'a>(site: &'a Site, text: &str) -> Result<&'a Pack, Failure> {
    let found = PackName::parse(text).and_then(|name| site.packs.get(&name));
    found.map(|pack| &**pack).ok_or_else(|| {
        let known: Vec<String> = site.packs.keys().map(ToString::to_string).collect();
        let hint = suggest(text, known.iter().map(String::as_str));
        Failure::usage(
            format!("expected a pack and its edition, found `{text}`"),
            hint.unwrap_or_else(|| "`supportbook pack list` lists them".to_owned()),
        )
    })
}

/// What differs: a line for each requirement that is new, gone, or different.
fn diff(old: &Pack, new: &Pack) -> String {
    let find = |pack: &'_ Pack, id: &str| -> Option<std::sync::Arc<Requirement>> {
        pack.requirements.iter().find(|one| one.id.as_str() == id).cloned()
    };
    let mut ids: Vec<&str> =
        old.requirements.iter().chain(&new.requirements).map(|requirement| requirement.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut lines = vec![format!("{} to {}", old.name, new.name)];
    let mut same = 0;
    for id in ids {
        match (find(old, id), find(new, id)) {
            (Some(before), None) => lines.push(format!("- {id}  {}", words::english(&before.text))),
            (None, Some(after)) => {
                lines.push(format!("+ {id}  {}: {}", after.modality.word(), words::english(&after.text)));
            }
            (Some(before), Some(after)) if before == after => same += 1,
            (Some(before), Some(after)) => {
                lines.push(format!("~ {id}  {}", words::english(&after.text)));
                lines.extend(
                    changes(&before, &after).into_iter().map(|change| format!("           {change}")),
                );
            }
            (None, None) => {}
        }
    }
    lines.push(format!("{same} as before"));
    lines.join("\n")
}

fn changes(before: &Requirement, after: &Requirement) -> Vec<String> {
    let mut changes = Vec::new();
    let mut note = |what: &str, old: String, new: String| {
        if old != new {
            changes.push(format!("{what}: {old} to {new}"));
        }
    };
    let list = |words: Vec<&str>| if words.is_empty() { "all".to_owned() } else { words.join(", ") };
    note("revision", before.revision.to_string(), after.revision.to_string());
    note("modality", before.modality.word().to_owned(), after.modality.word().to_owned());
    note("verified", before.verified.to_string(), after.verified.to_string());
    let roles = |one: &Requirement| list(one.roles.iter().map(|role| role.word()).collect());
    note("roles", roles(before), roles(after));
    let services = |one: &Requirement| list(one.services.iter().map(|service| &**service).collect());
    note("services", services(before), services(after));
    let needs = |one: &Requirement| one.needs.iter().map(|need| need.word()).collect::<Vec<_>>().join(", ");
    note("evidence", needs(before), needs(after));
    if before.text != after.text {
        changes.push(format!("was: {}", words::english(&before.text)));
    }
    changes
}
