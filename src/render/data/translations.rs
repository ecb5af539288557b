//! How far translations are, as templates see it.

use super::Data;
use crate::locale::Locale;
use crate::render::context::{FirstContext, ProgressContext, ProgressFile, StateShare, TextContext};
use crate::translation::State;
use crate::translation::figures::Figures;
use crate::translation::progress::{FileProgress, LocaleProgress, OpenUnit};

/// Characters of a text that are shown of it.
const SHOWN: usize = 80;

impl Data<'_> {
    pub(in crate::render) fn translations(&self, locales: &[LocaleProgress]) -> Vec<ProgressContext> {
        locales.iter().map(|one| self.progress(one)).collect()
    }

    fn progress(&self, one: &LocaleProgress) -> ProgressContext {
        let (open, done): (Vec<&FileProgress>, Vec<&FileProgress>) =
            one.files.iter().partition(|file| file.open.iter().any(|unit| is_work(unit.state)));
        let files =
            |files: Vec<&FileProgress>| files.into_iter().map(|file| self.progress_file(file)).collect();
        ProgressContext {
            language: self.words.language(one.locale),
            locale: one.locale.to_string(),
            summary: self.summary(&one.figures),
            states: self.states(&one.figures),
            first: one.first().map(|(file, unit)| self.first(one.locale, file, unit)),
            open: files(open),
            done: files(done),
        }
    }

    fn summary(&self, figures: &Figures) -> Vec<String> {
        let count = |id: &str, count: usize| self.words.fill(id, &[("count", count.to_string())]);
        let share = |id: &str, share: f64| self.words.fill(id, &[("percent", share.to_string())]);
        vec![
            count("translation-units", figures.units),
            count("translation-words", figures.words),
            share("translation-translated", figures.translated_percent()),
            share("translation-current", figures.current_percent()),
        ]
    }

    /// The states of some units as parts of a bar, the best first.
    fn states(&self, figures: &Figures) -> Vec<StateShare> {
        let all: usize = State::ALL.iter().map(|state| figures.of(*state)).sum();
        let mut before = 0;
        let mut shares = Vec::new();
        for state in State::ALL.into_iter().filter(|state| figures.of(*state) > 0) {
            let own = figures.of(state);
            shares.push(StateShare {
                id: state.word().to_owned(),
                name: self
                    .words
                    .fill(&format!("translation-state-{}", state.word()), &[("count", own.to_string())]),
                start: part(before, all),
                width: part(own, all),
            });
            before += own;
        }
        shares
    }

    fn progress_file(&self, file: &FileProgress) -> ProgressFile {
        let first = file.open.iter().find(|unit| is_work(unit.state));
        ProgressFile {
            path: file.source.to_string(),
            current: self
                .words
                .fill("translation-current", &[("percent", file.figures.current_percent().to_string())]),
            states: self.states(&file.figures),
            place: first.map(place).unwrap_or_default(),
            unit: first.map(|unit| self.unit(unit)).unwrap_or_default(),
        }
    }

    /// A unit in words: what it is and how far.
    fn unit(&self, unit: &OpenUnit) -> String {
        let kind = self.words.get(&format!("translation-kind-{}", unit.kind.word()));
        self.words.fill(&format!("translation-is-{}", unit.state.word()), &[("kind", kind)])
    }

    fn first(&self, locale: Locale, file: &FileProgress, unit: &OpenUnit) -> FirstContext {
        let plain = without_comments(&unit.text).replace("**", "").replace('`', "");
        let shown: String = plain.chars().take(SHOWN).collect();
        let cut = if plain.chars().count() > SHOWN { "…" } else { "" };
        let is_source = file.translation.as_ref() != Some(&unit.file);
        let command = match unit.state {
            State::Missing | State::Orphan => String::new(),
            State::Machine => format!("supportbook l10n review {} --reviewer NAME", file.source),
            State::Unknown => format!("supportbook l10n adopt {}", file.source),
            _ => format!("supportbook l10n diff {}", file.source),
        };
        let of = if is_source { file.source_locale } else { locale };
        FirstContext {
            why: self.unit(unit),
            place: place(unit),
            text: TextContext { text: shown + cut, lang: of.to_string() },
            command,
        }
    }
}

/// A text without what its author commented out.
fn without_comments(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out + rest
}

/// Whether a unit is to be worked on: what a machine made only waits to be read.
fn is_work(state: State) -> bool {
    !state.is_current() || state == State::Machine
}

fn place(unit: &OpenUnit) -> String {
    format!("{}:{}:{}", unit.file, unit.place.line, unit.place.column)
}

#[allow(clippy::cast_precision_loss, reason = "no project has 2^52 units")]
fn part(count: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { (count as f64 * 10_000.0 / all as f64).round() / 100.0 }
}
