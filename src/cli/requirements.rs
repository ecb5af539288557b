//! `supportbook requirements`: what the programme demands, and where the terms answer it.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use supportbook::evidence::{Entry, Evidence, How, Ledger, Located, Part, State};
use supportbook::model::word::Word;

use super::case::Format;
use super::project::{Asked, DayArgs, RestsOn, ask};
use super::{Failure, report, words};

#[derive(Args)]
pub(crate) struct RequirementsArgs {
    /// Only what is not answered yet
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    day: DayArgs,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &RequirementsArgs, folder: &Path) -> Result<u8, Failure> {
    let (site, today) = match ask(folder, &args.day, RestsOn::Terms)? {
        Asked::Sound { site, today } => (site, today),
        Asked::Faulty(code) => return Ok(code),
    };
    let ledger = Ledger::of(&site, today);
    let entries: Vec<&Entry> =
        ledger.entries.iter().filter(|entry| !args.open || entry.state.is_open()).collect();
    match args.format {
        Format::Text => report::out(&as_text(&entries)),
        Format::Json => report::out(&format!(
            "{:#}",
            json!({ "requirements": entries.iter().map(|entry| as_json(entry)).collect::<Vec<_>>() })
        )),
    }
    report::say(&format!("as of {today}: {}", counts(&entries)));
    Ok(0)
}

fn counts(entries: &[&Entry]) -> String {
    let mut by_state: BTreeMap<State, usize> = BTreeMap::new();
    for entry in entries {
        *by_state.entry(entry.state).or_default() += 1;
    }
    let parts: Vec<String> =
        by_state.iter().map(|(state, count)| format!("{count} {}", state.word())).collect();
    if parts.is_empty() { "no requirement".to_owned() } else { parts.join(", ") }
}

fn as_text(entries: &[&Entry]) -> String {
    let mut lines = Vec::new();
    let mut last = None;
    for entry in entries {
        let head = (entry.enrolment.clone(), entry.pack.clone());
        if last.as_ref() != Some(&head) {
            if last.is_some() {
                lines.push(String::new());
            }
            let of = head.0.as_ref().map(|id| format!(" for {id}")).unwrap_or_default();
            lines.push(format!("{}{of}, {}, {}", head.1, entry.role.word(), entry.cloud.word()));
            last = Some(head);
        }
        let requirement = &entry.requirement;
        lines.push(format!(
            "  {:8} {:6} {:14} {}",
            requirement.id.as_str(),
            requirement.modality.word(),
            entry.state.word(),
            words::english(&requirement.text)
        ));
        for part in entry.parts.iter().filter(|part| part.state.is_open()) {
            lines.push(format!("           {}", part_text(part)));
        }
    }
    lines.join("\n")
}

fn part_text(part: &Part) -> String {
    let place: Vec<&str> = part
        .service
        .iter()
        .map(supportbook::model::ids::ServiceId::as_str)
        .chain(part.area.map(Word::word))
        .collect();
    let missing: Vec<&str> = part.missing.iter().map(|need| need.word()).collect();
    let place = if place.is_empty() { "the terms".to_owned() } else { place.join(", ") };
    let lacks = if missing.is_empty() { String::new() } else { format!(", lacks {}", missing.join(", ")) };
    format!("{place}: {}{lacks}", part.state.word())
}

fn as_json(entry: &Entry) -> Value {
    let requirement = &entry.requirement;
    let texts: BTreeMap<String, &str> =
        requirement.text.all().map(|(locale, text)| (locale.to_string(), text)).collect();
    json!({
        "id": requirement.id.as_str(),
        "revision": requirement.revision,
        "modality": requirement.modality.word(),
        "text": texts,
        "verified": requirement.verified,
        "source": { "url": &*requirement.source.url, "date": requirement.source.date.to_string() },
        "enrolment": entry.enrolment.as_ref().map(supportbook::model::ids::EnrolmentId::as_str),
        "pack": entry.pack.to_string(),
        "state": entry.state.word(),
        "parts": entry.parts.iter().map(part_json).collect::<Vec<_>>(),
    })
}

fn part_json(part: &Part) -> Value {
    json!({
        "service": part.service.as_ref().map(supportbook::model::ids::ServiceId::as_str),
        "area": part.area.map(Word::word),
        "state": part.state.word(),
        "missing": part.missing.iter().map(|need| need.word()).collect::<Vec<_>>(),
        "evidence": part.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
    })
}

fn evidence_json(evidence: &Evidence) -> Value {
    let address = |one: &Located| one.address.to_string();
    let (how, by) = match evidence.how {
        How::Fact(need) => ("fact", json!(need.word())),
        How::Claim(revision) => ("claim", json!(revision)),
    };
    json!({
        "address": &*evidence.at.address,
        "internal": evidence.at.spot.is_internal(),
        "how": how,
        "by": by,
        "through": evidence.through.iter().map(address).collect::<Vec<_>>(),
    })
}
