//! `supportbook l10n analyze`: how much work the rest of a translation is.

use std::path::PathBuf;

use clap::Args;

use supportbook::exchange::volume::{LocaleWork, WorkReport};
use supportbook::path::ProjectPath;
use supportbook::translation::standing::Pairing;
use supportbook::translation::volume::{Band, Volume, Work, work};

use super::{LocaleArgs, Project};
use crate::cli::case::Format;
use crate::cli::{Failure, report};

#[derive(Args)]
pub(crate) struct AnalyzeArgs {
    #[command(flatten)]
    locale: LocaleArgs,
    /// Another memory to look into, in TMX; may be given several times
    #[arg(long, value_name = "FILE")]
    memory: Vec<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(project: &Project<'_>, args: &AnalyzeArgs) -> Result<u8, Failure> {
    project.known(&args.locale)?;
    let mut all = Vec::new();
    for locale in &project.site.settings.locales {
        let own = |pairing: &&Pairing| pairing.locale == *locale && args.locale.takes(pairing);
        let pairings: Vec<&Pairing> = project.site.standings.pairings.values().filter(own).collect();
        if pairings.is_empty() {
            continue;
        }
        let memory = project.memory(*locale, &args.memory)?;
        let works = work(&pairings, &memory);
        let mut total = Work::default();
        works.iter().for_each(|work| total.join(work));
        let files = pairings.iter().map(|pairing| &pairing.source_path).zip(works);
        let files: Vec<(&ProjectPath, Work)> = files.filter(|(_, work)| work.all().units > 0).collect();
        all.push(LocaleWork { locale: *locale, total, files });
    }
    match args.format {
        Format::Json => report::out(WorkReport::of(&all).json().trim_end()),
        Format::Text => {
            let texts: Vec<String> = all.iter().map(as_text).collect();
            report::out(&texts.join("\n\n"));
        }
    }
    Ok(0)
}

fn as_text(LocaleWork { locale, total, files }: &LocaleWork<'_>) -> String {
    let all = total.all();
    if all.units == 0 {
        return format!("{locale}: nothing is missing, and no source was edited since it was translated");
    }
    let mut lines = vec![format!("{locale}: {}", told(all))];
    lines.push(format!("  {:12} {:>8} {:>8} {:>8}", "", "units", "words", "Han"));
    for band in Band::ALL {
        let Volume { units, words, han } = total.of(band);
        lines.push(format!("  {:12} {units:>8} {words:>8} {han:>8}", band.word()));
    }
    lines.extend(files.iter().map(|(source, work)| format!("  {source}: {}", told(work.all()))));
    lines.join("\n")
}

fn told(volume: Volume) -> String {
    let units = if volume.units == 1 { "1 unit".to_owned() } else { format!("{} units", volume.units) };
    let han = if volume.han == 0 { String::new() } else { format!(", {} Han", volume.han) };
    format!("{units}, {} words{han}", volume.words)
}
