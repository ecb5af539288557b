//! `supportbook l10n sync`, `accept`, `review` and `adopt`: what writes records.

use std::collections::BTreeMap;

use supportbook::diagnostic::Level;
use supportbook::path::ProjectPath;
use supportbook::source::position;
use supportbook::translation::keep::{Kept, Refused, Step, Why, keep};
use supportbook::translation::record_path;
use supportbook::translation::standing::Pairing;
use supportbook::write::{SourceEdit, edit, read_file};

use super::Project;
use crate::cli::{Failure, report};

/// Takes a step with some translations. `verb` says afterwards what was done to units.
pub(super) fn run(
    project: &Project<'_>,
    pairings: &[&Pairing],
    step: &Step,
    verb: &str,
) -> Result<u8, Failure> {
    let (mut edits, mut changed, mut refused) = (BTreeMap::new(), 0, 0);
    for pairing in pairings.iter().copied().filter(|pairing| pairing.is_there) {
        if let (Step::Accept { units, .. } | Step::Review { units, .. }, true) = (step, pairings.len() == 1) {
            known_units(pairing, units)?;
        }
        let (own, left_out) = taken(project, pairing, step, &mut edits)?;
        changed += own;
        refused += left_out;
    }
    if matches!(step, Step::Sync { .. }) {
        remove_left_over(project, &mut edits)?;
    }
    let edits: Vec<SourceEdit> = edits.into_values().collect();
    edit(project.folder, &edits)?;
    let files = if edits.len() == 1 { "1 record".to_owned() } else { format!("{} records", edits.len()) };
    let units = if changed == 1 { "1 unit".to_owned() } else { format!("{changed} units") };
    report::say(&format!("{verb} {units}; wrote {files}"));
    Ok(u8::from(refused > 0))
}

/// What a step does to one translation: how many units change, and how many are left out.
fn taken(
    project: &Project<'_>,
    pairing: &Pairing,
    step: &Step,
    edits: &mut BTreeMap<ProjectPath, SourceEdit>,
) -> Result<(usize, usize), Failure> {
    if matches!(step, Step::Review { .. })
        && let Some(count) = errors(project, pairing)
    {
        let path = &pairing.target_path;
        report::say(&format!("{path}: not reviewed, it has {count}; see `supportbook check`"));
        return Ok((0, 1));
    }
    let kept = keep(pairing, step);
    for one in &kept.refused {
        report::say(&told(project, pairing, one));
    }
    if matches!(step, Step::Adopt { .. }) && kept.changed > 0 {
        report::out(&alignment(pairing, &kept));
    }
    plan(project, pairing, &kept, edits)?;
    Ok((kept.changed, kept.refused.len()))
}

fn remove_left_over(
    project: &Project<'_>,
    edits: &mut BTreeMap<ProjectPath, SourceEdit>,
) -> Result<(), Failure> {
    for path in &project.site.standings.left_over {
        let before = Some(read_file(project.folder, path)?);
        edits.insert(path.clone(), SourceEdit { path: path.clone(), before, after: None });
        report::say(&format!("removed {path}: its file is gone"));
    }
    Ok(())
}

/// The records that change: the one beside the file, and an old one of another name that goes.
fn plan(
    project: &Project<'_>,
    pairing: &Pairing,
    kept: &Kept,
    edits: &mut BTreeMap<ProjectPath, SourceEdit>,
) -> Result<(), Failure> {
    let path = record_path(&pairing.source_path, pairing.locale.as_str());
    let after = kept.record.write();
    let is_there = project.sources.text(&path).is_some();
    if project.sources.text(&path) == Some(&*after) || (kept.record.units.is_empty() && !is_there) {
        return Ok(());
    }
    let before = if is_there { Some(read_file(project.folder, &path)?) } else { None };
    edits.insert(path.clone(), SourceEdit { path, before, after: Some(after.into_bytes()) });
    if let Some(old) = &pairing.recorded_as {
        let before = Some(read_file(project.folder, old)?);
        edits.insert(old.clone(), SourceEdit { path: old.clone(), before, after: None });
    }
    Ok(())
}

fn known_units(pairing: &Pairing, units: &[String]) -> Result<(), Failure> {
    let known: Vec<&str> =
        pairing.record.iter().flat_map(|record| record.units.iter().map(|entry| &*entry.id)).collect();
    match units.iter().find(|unit| !known.contains(&unit.as_str())) {
        None => Ok(()),
        Some(unit) => Err(Failure::usage(
            format!("expected the name of a unit of `{}`, found `{unit}`", pairing.source_path),
            "`supportbook l10n diff` tells the names".to_owned(),
        )),
    }
}

/// How many errors a translation has.
fn errors(project: &Project<'_>, pairing: &Pairing) -> Option<String> {
    let of = project
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error && finding.place.path == pairing.target_path)
        .filter(|finding| !finding.rule.code.starts_with("L10N00"));
    match of.count() {
        0 => None,
        1 => Some("1 error".to_owned()),
        count => Some(format!("{count} errors")),
    }
}

fn told(project: &Project<'_>, pairing: &Pairing, refused: &Refused) -> String {
    let standing = &pairing.standings[refused.standing];
    let (path, span) = pairing.place(standing);
    let at = position(project.sources.text(path).unwrap_or_default(), span.start);
    let why = match refused.why {
        Why::Stale => "its source was edited since; edit or accept it first",
        Why::Conflict => "a machine's text stands here instead of somebody's; edit or accept it first",
        Why::Missing => "it has no translation",
        Why::OwnWork => "the reviewer translated it, and `review.four_eyes` asks for another",
        Why::NobodyKnown => {
            "nobody knows who translated it, and `review.four_eyes` asks for another; say it with `l10n sync --by`"
        }
    };
    format!("{path}:{}:{}: left out: {why}", at.line, at.column)
}

/// What was paired, and what stands alone.
fn alignment(pairing: &Pairing, kept: &Kept) -> String {
    let alone = |state: supportbook::translation::State| {
        pairing.standings.iter().filter(|one| one.state == state).count()
    };
    let (missing, orphans) =
        (alone(supportbook::translation::State::Missing), alone(supportbook::translation::State::Orphan));
    let rest = match (missing, orphans) {
        (0, 0) => String::new(),
        (missing, orphans) => format!(", {missing} of the source alone, {orphans} of the translation alone"),
    };
    let pairs = if kept.changed == 1 { "1 pair".to_owned() } else { format!("{} pairs", kept.changed) };
    format!("{}: {pairs}{rest}", pairing.target_path)
}
