//! What an import did, as people and programs read it.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use supportbook::exchange::imports::ImportReport;
use supportbook::import::report::{CleanUp, Difference, Fate, FileReport, Report, Written};

use super::project::{Settled, Target};
use crate::cli::case::Format;
use crate::cli::report;

/// How many files of a kind are named before the rest is counted.
const NAMED: usize = 10;

#[derive(Args)]
pub(crate) struct ReportArgs {
    /// How to print what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Name all files, not only the first of a kind
    #[arg(long)]
    all: bool,
}

impl ReportArgs {
    fn named(&self) -> usize {
        if self.all { usize::MAX } else { NAMED }
    }
}

/// Tells why nothing was written.
pub(crate) fn faults(report: &Report, from: &Path, args: &ReportArgs) -> u8 {
    if args.format == Format::Json {
        report::out(ImportReport::of(report, BTreeMap::new()).json().trim_end());
    }
    let count = say_faults(report, from, args);
    let files = counted(count, "fault", "faults");
    report::say(&format!("nothing was written: {files}; `--lenient` keeps what cannot be read as it is"));
    1
}

fn say_faults(report: &Report, from: &Path, args: &ReportArgs) -> usize {
    let mut count = 0;
    for file in &report.files {
        for fault in &file.faults {
            count += 1;
            if count <= args.named() {
                let place = format!(
                    "{}:{}:{}",
                    from.join(file.path.as_str()).display(),
                    fault.place.line,
                    fault.place.column
                );
                report::say(&format!("{place}: {}\n  help: {}", fault.message, fault.hint));
            }
        }
    }
    if count > args.named() {
        report::say(&format!("… and {} more; `--all` shows them", count - args.named()));
    }
    count
}

/// Tells what was done; the exit code.
pub(crate) fn told(
    report: &Report,
    settled: &Settled,
    from: &Path,
    target: &Target,
    args: &ReportArgs,
) -> u8 {
    say_faults(report, from, args);
    match args.format {
        Format::Json => {
            let lowered = settled.lowered.iter().map(|(code, (count, _))| (*code, *count)).collect();
            report::out(ImportReport::of(report, lowered).json().trim_end());
        }
        Format::Text => report::out(&as_text(report, settled, args)),
    }
    say_kept(report, settled);
    let shown = target.shown.display();
    if !settled.errors.is_empty() {
        report::tell(&settled.sources, &settled.errors, settled.judged.today);
        let why = if settled.own_settings {
            "site.toml is yours and stays as it is"
        } else {
            "these rules cannot be lowered"
        };
        report::say(&format!(
            "the project does not build before this is mended: {}; {why}",
            report::counts(&settled.errors)
        ));
    }
    match settled.count() {
        0 => report::say(&format!("nothing to write: `{shown}` says the same already")),
        count => report::say(&format!(
            "wrote {} into `{shown}`; next:\n  supportbook -C {shown} build    check the project and build its sites",
            counted(count, "file", "files")
        )),
    }
    u8::from(!settled.errors.is_empty() || report.has_faults())
}

fn say_kept(report: &Report, settled: &Settled) {
    let edited = report.files.iter().filter(|file| file.written == Some(Written::Edited));
    for file in edited {
        let path = match &file.fate {
            Fate::Page { path, .. } | Fate::Media(path) => path,
            Fate::LeftOut(_) => &file.path,
        };
        report::say(&format!("{path}: left as it is: edited since the last import; `--force` replaces it"));
    }
    for path in &settled.gone {
        report::say(&format!("{path}: left as it is: no longer in the imported folder"));
    }
}

fn as_text(report: &Report, settled: &Settled, args: &ReportArgs) -> String {
    let mut lines = Vec::new();
    let pages = report.pages();
    let with = report.files.iter().filter(|file| file.segments > 0).count();
    let files = counted(report.files.len(), "file", "files");
    let pages = counted(pages, "page", "pages");
    let units = counted(report.sum(|file| file.units), "unit", "units");
    lines.push(match with {
        0 => format!("{files}: {pages} with {units}"),
        _ => format!(
            "{files}: {pages}, {with} with segments; {}, {} of them in the records of {units}",
            counted(report.sum(|file| file.segments), "segment", "segments"),
            report.sum(|file| file.recorded),
        ),
    });
    let machine =
        |file: &FileReport| matches!(file.fate, Fate::Page { by_machine: true, translation: Some(_), .. });
    let machines = report.files.iter().filter(|file| machine(file)).count();
    if with > 0 {
        lines.push(format!(
            "translated: {machines} by a machine, {} by people",
            with.saturating_sub(machines)
        ));
    }
    let other = report.files.iter().filter(|file| file.skeleton.is_some()).count();
    if with > 0 {
        lines.push(format!("blocks of the two languages: equal in {} of {with}", with - other));
    }
    let skeleton = |file: &FileReport| file.skeleton.clone();
    name(&mut lines, report, args, skeleton);
    cleaned(&mut lines, report);
    lost(&mut lines, report);
    oracle(&mut lines, report, args);
    let left_out = |file: &FileReport| match &file.fate {
        Fate::LeftOut(why) => Some(why.clone()),
        _ => None,
    };
    let count = report.files.iter().filter(|file| left_out(file).is_some()).count();
    if count > 0 {
        lines.push(format!("left out: {}", counted(count, "file", "files")));
        name(&mut lines, report, args, left_out);
    }
    notes(&mut lines, report, args);
    if !settled.lowered.is_empty() {
        lines.push("rules set to warning in site.toml:".to_owned());
    }
    for (code, (count, title)) in &settled.lowered {
        lines.push(format!("  {code} {count:>5}  {title}"));
    }
    let parity: usize = report.sum(|file| {
        file.findings
            .iter()
            .filter(|(code, _)| ("L10N020".."L10N040").contains(*code))
            .map(|(_, count)| count)
            .sum()
    });
    lines.push(format!("facts and words that differ between the languages: {parity}"));
    lines.push(format!("check: {}", report::counts(&settled.judged.findings)));
    lines.join("\n")
}

/// Names files and what is said of each.
fn name(
    lines: &mut Vec<String>,
    report: &Report,
    args: &ReportArgs,
    said: impl Fn(&FileReport) -> Option<String>,
) {
    let all: Vec<String> =
        report.files.iter().filter_map(|file| Some(format!("  {}: {}", file.path, said(file)?))).collect();
    more(lines, all, args);
}

fn more(lines: &mut Vec<String>, all: Vec<String>, args: &ReportArgs) {
    let rest = all.len().saturating_sub(args.named());
    lines.extend(all.into_iter().take(args.named()));
    if rest > 0 {
        lines.push(format!("  … and {rest} more; `--all` shows them"));
    }
}

fn cleaned(lines: &mut Vec<String>, report: &Report) {
    let all = report.cleaned();
    if all.is_empty() {
        return;
    }
    lines.push("cleaned:".to_owned());
    for what in CleanUp::ALL {
        if let Some(count) = all.get(&what) {
            lines.push(format!("  {count:>6} {}", what.word()));
        }
    }
}

fn lost(lines: &mut Vec<String>, report: &Report) {
    let (count, evident) =
        (report.sum(|file| file.lost_alts.count), report.sum(|file| file.lost_alts.evident));
    if count > 0 {
        lines.push(format!(
            "text alternatives without a source: {count}, {evident} of them left a gap in the numbers"
        ));
    }
}

fn oracle(lines: &mut Vec<String>, report: &Report, args: &ReportArgs) {
    if !report.has_oracle {
        return;
    }
    lines.push("compared with the published texts:".to_owned());
    for one in Difference::ALL {
        let count = report.files.iter().filter(|file| file.difference == Some(one)).count();
        if count > 0 {
            lines.push(format!("  {count:>6} {}", one.word()));
        }
    }
    let told = |file: &FileReport| {
        let known = [Difference::None, Difference::EscapedAsterisks];
        let difference = file.difference.filter(|one| !known.contains(one))?;
        let line = file.difference_line.map(|line| format!(" from line {line} on")).unwrap_or_default();
        Some(format!("{}{line}", difference.word()))
    };
    name(lines, report, args, told);
    for path in &report.only_in_oracle {
        lines.push(format!("  {path}: only among the published texts"));
    }
}

fn notes(lines: &mut Vec<String>, report: &Report, args: &ReportArgs) {
    let all: Vec<String> = report
        .files
        .iter()
        .flat_map(|file| file.notes.iter().map(move |note| (file, note)))
        .map(|(file, note)| match note.line {
            0 => format!("  {}: {}", file.path, note.text),
            line => format!("  {}:{line}: {}", file.path, note.text),
        })
        .collect();
    if !all.is_empty() {
        lines.push(format!("worth a look: {}", all.len()));
    }
    more(lines, all, args);
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
