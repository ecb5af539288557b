//! A translation with new texts in it.
//!
//! Apart from the verdicts, since here is writing: where a text goes, and whether the file still is what it was.
//!
//! Invariant: a file that has all the units it needs changes within the units that are taken, and nowhere else. One
//! that lacks units gets them all at once, in the form of its source.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::ProjectPath;
use crate::source::{Source, Span};
use crate::syntax::document::{Document, parse};
use crate::syntax::quoted::quoted;
use crate::syntax::tree::{Node, Value};
use crate::translation::data_file::{keys_to, scalar, with_text, written};
use crate::translation::standing::Pairing;
use crate::translation::unit::rewritten;
use crate::translation::{State, Unit, UnitKind, plain, units};

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Composed {
    /// The file; `None` where no text is taken.
    pub(super) file: Option<String>,
    /// Its units.
    pub(super) units: Units,
    /// Texts that wait for others of their file, by their places among the standings.
    pub(super) waiting: Vec<usize>,
    /// Texts that would break the file.
    pub(super) broken: Vec<usize>,
}

/// The units of a file, and which standing each belongs to.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) all: Vec<Unit>,
    pub(super) of: BTreeMap<usize, usize>,
}

/// Puts new texts, by their places among the standings, into a translation.
pub(super) fn compose(
    pairing: &Pairing,
    source: &Document,
    target: Option<&Document>,
    new: &BTreeMap<usize, &str>,
) -> Composed {
    let composer = Composer { pairing, source, target };
    if new.is_empty() {
        return Composed::default();
    }
    if source.kind.is_prose() { composer.page(new) } else { composer.data(new) }
}

struct Composer<'a> {
    pairing: &'a Pairing,
    source: &'a Document,
    target: Option<&'a Document>,
}

impl Composer<'_> {
    fn page(&self, new: &BTreeMap<usize, &str>) -> Composed {
        let standings = || self.pairing.standings.iter().enumerate();
        let lacks: Vec<usize> =
            standings().filter(|(_, one)| one.state == State::Missing).map(|(at, _)| at).collect();
        let has_orphans = standings().any(|(_, one)| one.state == State::Orphan);
        let fills = !lacks.is_empty() && lacks.iter().all(|at| new.contains_key(at)) && !has_orphans;
        if fills {
            return self.whole_page(new);
        }
        let waiting: Vec<usize> = new.keys().copied().filter(|at| lacks.contains(at)).collect();
        let here: BTreeMap<usize, &str> =
            new.iter().filter(|(at, _)| !lacks.contains(at)).map(|(at, text)| (*at, *text)).collect();
        Composed { waiting, ..self.in_place(&here) }
    }

    /// A page in which units that are there say something else.
    fn in_place(&self, new: &BTreeMap<usize, &str>) -> Composed {
        let Some(target) = self.target.filter(|_| !new.is_empty()) else { return Composed::default() };
        let by_target: BTreeMap<usize, usize> =
            new.keys().filter_map(|at| Some((self.pairing.standings[*at].target?, *at))).collect();
        let write = |only: Option<usize>| {
            rewritten(&target.source.text, &self.pairing.target, |number, unit| {
                let at = by_target.get(&number).copied();
                let at = at.filter(|at| only.is_none_or(|only| only == *at))?;
                Some(inserted(unit, new[&at], &target.source.text))
            })
        };
        let file = write(None);
        let all = self.read(&file);
        let is_sound = |all: &[Unit], only: Option<usize>| {
            all.len() == self.pairing.target.len()
                && all.iter().zip(&self.pairing.target).enumerate().all(|(at, (now, before))| {
                    let text = by_target.get(&at).filter(|at| only.is_none_or(|only| only == **at));
                    now.kind == before.kind
                        && match text {
                            Some(at) => is_text(now, new[at]),
                            None => now.hash == before.hash,
                        }
                })
        };
        let of = |all: Vec<Unit>| Units { all, of: partners(self.pairing) };
        if is_sound(&all, None) {
            return Composed { file: Some(file), units: of(all), ..Composed::default() };
        }
        let mut broken: Vec<usize> =
            new.keys().copied().filter(|at| !is_sound(&self.read(&write(Some(*at))), Some(*at))).collect();
        if broken.is_empty() {
            broken = new.keys().copied().collect();
        }
        Composed { broken, ..Composed::default() }
    }

    /// A page in the form of its source, with all that is translated already and all that is new.
    fn whole_page(&self, new: &BTreeMap<usize, &str>) -> Composed {
        let own = |at: usize| {
            let standing = &self.pairing.standings[at];
            let target = standing.target.and_then(|target| self.pairing.target.get(target));
            let file = self.target.map_or("", |target| &*target.source.text);
            target.map(|unit| file.get(unit.span.range()).unwrap_or_default().to_owned())
        };
        let by_source: BTreeMap<usize, usize> = self
            .pairing
            .standings
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((one.source?, at)))
            .collect();
        let source: &str = &self.source.source.text;
        let text = rewritten(source, &self.pairing.source, |number, unit| {
            let at = by_source.get(&number).copied();
            let at = at.filter(|_| !unit.events.is_empty())?;
            new.get(&at).map(|text| inserted(unit, text, source)).or_else(|| own(at))
        });
        // Texts of the front matter stand before the body and have not moved it: what was written there is not used.
        let body = &text[self.source.body.start as usize..];
        let file = format!("{}{body}", self.front_matter(new, &by_source));
        let all = self.read(&file);
        let is_sound = all.len() == self.pairing.source.len()
            && all.iter().zip(&self.pairing.source).all(|(now, due)| now.kind == due.kind);
        if !is_sound {
            let here = new.keys().copied().filter(|at| !self.fits_alone(*at, new[at])).collect::<Vec<_>>();
            let broken = if here.is_empty() { new.keys().copied().collect() } else { here };
            return Composed { broken, ..Composed::default() };
        }
        let of = (0..all.len()).filter_map(|at| Some((*by_source.get(&self.source_at(&all, at)?)?, at)));
        let of = of.collect();
        Composed { file: Some(file), units: Units { all, of }, ..Composed::default() }
    }

    /// The unit of the source that a unit of a new page stands for: of the front matter by its name, else by place.
    fn source_at(&self, all: &[Unit], at: usize) -> Option<usize> {
        let unit = &all[at];
        if unit.events.is_empty() {
            let named = |own: &Unit| own.events.is_empty() && own.name == unit.name;
            return self.pairing.source.iter().position(named);
        }
        Some(at)
    }

    /// Whether a text is one unit where it stands in the source.
    fn fits_alone(&self, at: usize, text: &str) -> bool {
        let Some(wanted) = self.pairing.standings[at].source else { return false };
        let file: &str = &self.source.source.text;
        let new = rewritten(file, &self.pairing.source, |number, unit| {
            (number == wanted).then(|| inserted(unit, text, file))
        });
        let all = units(&parsed(&new, self.source.path()));
        all.len() == self.pairing.source.len()
            && all.iter().zip(&self.pairing.source).all(|(now, due)| now.kind == due.kind)
    }

    /// The front matter of a page that is made anew: that of the translation, with the texts that it lacked.
    fn front_matter(&self, new: &BTreeMap<usize, &str>, by_source: &BTreeMap<usize, usize>) -> String {
        let mut lines = String::new();
        for (number, unit) in
            self.pairing.source.iter().enumerate().filter(|(_, unit)| unit.events.is_empty())
        {
            let standing = by_source.get(&number);
            let text = standing.and_then(|at| new.get(at)).map(|text| plain(text));
            let is_there = standing.is_some_and(|at| self.pairing.standings[*at].target.is_some());
            if let (Some(text), false, Some(key)) = (&text, is_there, &unit.name) {
                lines.push_str(&format!("{key}: {}\n", scalar(text)));
            }
        }
        let before = self.target.map(|target| {
            let text = &target.source.text[..target.body.start as usize];
            let units: Vec<Unit> =
                self.pairing.target.iter().filter(|unit| unit.events.is_empty()).cloned().collect();
            let at_target: BTreeMap<usize, &str> = new
                .iter()
                .filter_map(|(at, text)| Some((self.pairing.standings[*at].target?, *text)))
                .collect();
            rewritten(text, &units, |number, unit| {
                at_target.get(&(number)).map(|text| inserted(unit, text, &target.source.text))
            })
        });
        match before.filter(|before| !before.is_empty()) {
            Some(before) => match before.split_once("---\n") {
                Some(("", rest)) => format!("---\n{lines}{rest}"),
                _ => before,
            },
            None if !lines.is_empty() => format!("---\n{lines}---\n"),
            // A line of the body must not be taken for the beginning of front matter.
            None if self.source.source.text[self.source.body.range()].starts_with("---") => {
                "---\n{}\n---\n".to_owned()
            }
            None => String::new(),
        }
    }

    /// A data file with new texts: those that are there rewritten, the others under their keys.
    fn data(&self, new: &BTreeMap<usize, &str>) -> Composed {
        let standing = |at: usize| &self.pairing.standings[at];
        let keys = |at: usize| {
            let unit = standing(at).source.map(|source| &self.pairing.source[source])?;
            keys_to(&self.source.data, unit.span)
        };
        let Some(target) = self.target else {
            let by_span: BTreeMap<Span, &str> = new
                .iter()
                .filter_map(|(at, text)| Some((self.pairing.source[standing(*at).source?].span, *text)))
                .collect();
            let text = |node: &Node, _: &str| by_span.get(&node.span).map(|text| scalar(&plain(text)));
            return self.read_data(written(&self.source.data, &text), new);
        };
        let by_target: BTreeMap<usize, &str> =
            new.iter().filter_map(|(at, text)| Some((standing(*at).target?, *text))).collect();
        let mut file = rewritten(&target.source.text, &self.pairing.target, |number, unit| {
            by_target.get(&(number)).map(|text| inserted(unit, text, &target.source.text))
        });
        let mut broken = Vec::new();
        for (at, text) in new.iter().filter(|(at, _)| standing(**at).target.is_none()) {
            match keys(*at).and_then(|keys| with_text(&file, &keys, &plain(text))) {
                Some(longer) => file = longer,
                None => broken.push(*at),
            }
        }
        if broken.is_empty() { self.read_data(file, new) } else { Composed { broken, ..Composed::default() } }
    }

    /// The units of a data file that was written, found by their keys.
    fn read_data(&self, file: String, new: &BTreeMap<usize, &str>) -> Composed {
        let document = parsed(&file, &self.pairing.target_path);
        let (mut units, mut broken) = (Units::default(), Vec::new());
        for (at, standing) in self.pairing.standings.iter().enumerate() {
            let Some(source) = standing.source.map(|source| &self.pairing.source[source]) else { continue };
            let keys = keys_to(&self.source.data, source.span);
            let node = keys.and_then(|keys| keys.iter().try_fold(&document.data, |node, key| node.get(key)));
            let said = node.and_then(|node| match &node.value {
                Value::Scalar { text, .. } => Some((node.span, text)),
                _ => None,
            });
            let due = new.get(&at).map(|text| plain(text));
            match (said, due) {
                (Some((_, said)), Some(due)) if plain(said) != due => broken.push(at),
                (None, Some(_)) => broken.push(at),
                (Some((span, said)), _) => {
                    units.of.insert(at, units.all.len());
                    units.all.push(Unit::of_text(source.name.as_deref().unwrap_or_default(), span, said));
                }
                (None, None) => {}
            }
        }
        if broken.is_empty() {
            Composed { file: Some(file), units, ..Composed::default() }
        } else {
            Composed { broken, ..Composed::default() }
        }
    }

    fn read(&self, text: &str) -> Vec<Unit> {
        units(&parsed(text, &self.pairing.target_path))
    }
}

fn parsed(text: &str, path: &ProjectPath) -> Arc<Document> {
    parse(&Arc::new(Source { path: path.clone(), text: text.into(), unread: false }))
}

/// Which unit of the translation belongs to which standing.
fn partners(pairing: &Pairing) -> BTreeMap<usize, usize> {
    pairing.standings.iter().enumerate().filter_map(|(at, one)| Some((at, one.target?))).collect()
}

/// Whether a unit is a text, but for the ways to mark emphasis and to escape.
fn is_text(unit: &Unit, text: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| !"*_~\\ \n".contains(*c)).collect() };
    bare(&unit.text) == bare(text)
}

/// A text as it stands in a file at the place of a unit.
fn inserted(unit: &Unit, text: &str, file: &str) -> String {
    if unit.kind == UnitKind::Text {
        return as_scalar(unit, &plain(text), file);
    }
    let lines: Vec<String> = text.trim().split("\\\n").map(plain).collect();
    let text = lines.join(&format!("\\\n{}", continuation(unit, file)));
    if unit.kind == UnitKind::Cell { with_pipes(&text) } else { text }
}

/// A text of data in the manner of the one that stands there: in quotes where that has them.
fn as_scalar(unit: &Unit, text: &str, file: &str) -> String {
    let before = file.get(unit.span.range()).unwrap_or_default();
    if before.starts_with('"') { quoted(text) } else { scalar(text) }
}

/// What stands before the next line of a unit: quotation marks, and spaces as wide as the marks of items.
fn continuation(unit: &Unit, file: &str) -> String {
    let start = unit.span.start as usize;
    let line = file[..start].rfind('\n').map_or(0, |at| at + 1);
    file[line..start].chars().map(|c| if c == '>' { '>' } else { ' ' }).collect()
}

/// Pipes would begin another cell.
fn with_pipes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipes_are_escaped_once() {
        assert_eq!(with_pipes("a|b\\|c"), "a\\|b\\|c");
    }

    #[test]
    fn lines_go_on_behind_the_marks_of_their_block() {
        let file = "> 1. one\\\n";
        let unit = Unit { kind: UnitKind::Item, ..Unit::of_text("x", Span::new(5, 8), "one") };
        assert_eq!(inserted(&unit, "a\\\nb", file), "a\\\n>    b");
    }
}
