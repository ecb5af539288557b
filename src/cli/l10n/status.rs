//! `supportbook l10n status`: the figures of each language, and what is to be done first in each file.

use supportbook::exchange::translations::TranslationsReport;
use supportbook::translation::State;
use supportbook::translation::figures::Figures;
use supportbook::translation::progress::{FileProgress, LocaleProgress};

use crate::cli::case::Format;
use crate::cli::report;

pub(super) fn run(locales: &[LocaleProgress], format: Format, fail_under: Option<u8>, all: bool) -> u8 {
    match format {
        Format::Text if locales.is_empty() => report::out("nothing to translate: the site has one language"),
        Format::Text => {
            let texts: Vec<String> = locales.iter().map(|locale| as_text(locale, all)).collect();
            report::out(&texts.join("\n\n"));
        }
        Format::Json => report::out(TranslationsReport::of(locales).json().trim_end()),
    }
    let Some(least) = fail_under else { return 0 };
    let behind = locales.iter().filter(|one| one.figures.current_percent() < f64::from(least));
    let behind: Vec<String> =
        behind.map(|one| format!("{} at {} %", one.locale, one.figures.current_percent())).collect();
    if behind.is_empty() {
        return 0;
    }
    report::say(&format!("less than {least} % are current: {}", behind.join(", ")));
    1
}

fn as_text(one: &LocaleProgress, all: bool) -> String {
    let figures = &one.figures;
    let mut lines = vec![format!(
        "{}: {} units, {} words, {} % translated, {} % current",
        one.locale,
        figures.units,
        figures.words,
        figures.translated_percent(),
        figures.current_percent()
    )];
    lines.push(format!("  {}", states(figures, |_| true)));
    let width = one.files.iter().map(|file| file.source.as_str().len()).max().unwrap_or_default();
    for file in &one.files {
        let open = states(&file.figures, |state| !state.is_current());
        if open.is_empty() && !all {
            continue;
        }
        let told = match (&file.translation, open.is_empty()) {
            (None, _) => "no translation".to_owned(),
            (Some(_), true) => "current".to_owned(),
            (Some(_), false) => format!("{open}, first {}", first(file)),
        };
        let current = file.figures.current_percent();
        lines.push(format!("  {:width$} {current:>5} %  {told}", file.source.as_str()));
    }
    lines.join("\n")
}

/// How many units are in which of some states.
fn states(figures: &Figures, counts: impl Fn(State) -> bool) -> String {
    let states = State::ALL.iter().filter(|state| counts(**state) && figures.of(**state) > 0);
    let states: Vec<String> =
        states.map(|state| format!("{} {}", figures.of(*state), state.word())).collect();
    states.join(", ")
}

/// Where the first unit stands that is not current.
fn first(file: &FileProgress) -> String {
    let unit = file.open.iter().find(|unit| !unit.state.is_current());
    unit.map_or_else(String::new, |unit| {
        format!("at {}:{}:{}", unit.file, unit.place.line, unit.place.column)
    })
}
