//! Which fields are changed, and how.
//!
//! Fields of one name in files of one kind are alike, so each name is taken once before any is taken twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use supportbook::path::ProjectPath;
use supportbook::source::Source;
use supportbook::syntax::document::parse;

use crate::fields::{FieldOf, fields};
use crate::samples::Sample;

/// One change of one field.
pub(crate) struct Change {
    /// Of which project.
    pub(crate) sample: usize,
    pub(crate) path: ProjectPath,
    /// The keys down to the field.
    pub(crate) field: String,
    /// What was done, in words.
    pub(crate) done: String,
    /// The file afterwards.
    pub(crate) text: String,
}

/// Numbers that look random and are the same everywhere: splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

type Name = (String, String);

/// As many changes of the samples as are asked for.
pub(crate) fn choose(samples: &[Sample], count: usize, seed: u64) -> Vec<Change> {
    let all: Vec<(usize, Arc<Source>, FieldOf)> = samples
        .iter()
        .enumerate()
        .flat_map(|(at, sample)| sample.sources.texts.iter().map(move |source| (at, source)))
        .flat_map(|(at, source)| fields(source).into_iter().map(move |field| (at, Arc::clone(source), field)))
        .collect();
    // What else stands under a name somewhere is what a field can be changed to.
    let mut values: BTreeMap<&Name, BTreeSet<&str>> = BTreeMap::new();
    let mut groups: BTreeMap<(&Name, bool), Vec<usize>> = BTreeMap::new();
    for (at, (_, _, field)) in all.iter().enumerate() {
        groups.entry((&field.name, false)).or_default().push(at);
        if let Some((_, text)) = &field.scalar {
            values.entry(&field.name).or_default().insert(text);
            groups.entry((&field.name, true)).or_default().push(at);
        }
    }
    let mut random = Random(seed);
    let mut chosen = Vec::new();
    let mut seen = BTreeSet::new();
    while chosen.len() < count {
        let mut order: Vec<_> = groups.keys().collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        for key in order {
            let members = &groups[key];
            let at = members[random.below(members.len())];
            let (sample, source, field) = &all[at];
            let change = if key.1 {
                changed(source, field, &values[key.0], &mut random)
            } else {
                removed(source, field)
            };
            let Some((done, text)) = change else { continue };
            if chosen.len() < count && seen.insert((*sample, source.path.clone(), field.path.clone(), key.1))
            {
                let (path, field) = (source.path.clone(), field.path.clone());
                chosen.push(Change { sample: *sample, path, field, done, text });
            }
        }
    }
    chosen
        .sort_by(|a, b| (a.sample, &a.path, &a.field, &a.done).cmp(&(b.sample, &b.path, &b.field, &b.done)));
    chosen
}

fn removed(source: &Source, field: &FieldOf) -> Option<(String, String)> {
    let mut text = source.text.to_string();
    text.replace_range(field.whole.clone(), "");
    is_sound(source, &text).then(|| ("removed".to_owned(), text))
}

/// Whether a text can still be read as the file that it was.
fn is_sound(source: &Source, text: &str) -> bool {
    let source = Source { path: source.path.clone(), text: text.into(), unread: false };
    let document = parse(&Arc::new(source));
    !document.broken && document.faults.is_empty()
}

fn changed(
    source: &Source,
    field: &FieldOf,
    values: &BTreeSet<&str>,
    random: &mut Random,
) -> Option<(String, String)> {
    let (range, old) = field.scalar.as_ref()?;
    let new = other(old, values, random);
    let written = &source.text[range.clone()];
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let new_written = match quote {
        Some(quote) => format!("{quote}{new}{quote}"),
        None => new.clone(),
    };
    let mut text = source.text.to_string();
    text.replace_range(range.clone(), &new_written);
    (new != *old && is_sound(source, &text)).then(|| (format!("`{}` → `{}`", short(old), short(&new)), text))
}

fn short(text: &str) -> String {
    let text = text.replace(['\n', '|'], " ");
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

/// A value of the same kind: the next number, another year, the other truth, another word that stands there
/// elsewhere, another text.
fn other(old: &str, values: &BTreeSet<&str>, random: &mut Random) -> String {
    if let Ok(number) = old.parse::<u32>() {
        return (number + 1).to_string();
    }
    if let Some((whole, cents)) = old.split_once('.').filter(|(whole, _)| whole.parse::<u32>().is_ok()) {
        return format!("1{whole}.{cents}");
    }
    if let Some(year) =
        old.get(..4).and_then(|year| year.parse::<u32>().ok()).filter(|_| old.get(4..5) == Some("-"))
    {
        let year = if random.below(2) == 0 { year + 1 } else { year - 1 };
        return format!("{year}{}", &old[4..]);
    }
    match old {
        "true" => return "false".to_owned(),
        "false" => return "true".to_owned(),
        _ => {}
    }
    let others: Vec<&&str> =
        values.iter().filter(|value| **value != old && !value.contains(['\n', '"', '\'', ':'])).collect();
    // Prose is everybody's own: what stands elsewhere is a word of a list, a name or an amount with its unit.
    if old.split_whitespace().count() <= 2 && !others.is_empty() {
        return others[random.below(others.len())].to_string();
    }
    "Something else".to_owned()
}
