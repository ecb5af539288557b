//! Random edits of sources, each with what it means for the translation.

use supportbook::path::ProjectPath;
use supportbook::translation::standing::Pairing;
use supportbook::translation::{Unit, UnitKind};

use crate::project::Project;

/// Numbers that look random and are the same everywhere: splitmix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}

/// What an edit of a source means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Meaning {
    /// Nothing: it says what it said.
    None,
    /// This unit of the translation no longer says what its source says.
    Changed(usize),
    /// This unit of the translation has lost its source.
    Removed(usize),
    /// There is a unit without a translation.
    Added,
}

#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) name: &'static str,
    pub(crate) path: ProjectPath,
    /// The source afterwards.
    pub(crate) text: String,
    pub(crate) meaning: Meaning,
}

/// One edit of one unit of one file, or `None` where the edit that was drawn does not fit the unit.
#[allow(clippy::too_many_lines, reason = "a list of kinds of edits")]
pub(crate) fn random(project: &Project, random: &mut Random) -> Option<Edit> {
    let translated: Vec<ProjectPath> = project
        .sources
        .records
        .iter()
        .filter_map(|one| Some(supportbook::translation::recorded(&one.path)?.0))
        .collect();
    let path = translated[random.below(translated.len())].clone();
    let pairing = project.pairing(&path);
    let file = project.sources.text(&path)?.to_owned();
    let pairs: Vec<(usize, usize)> =
        pairing.standings.iter().filter_map(|one| Some((one.source?, one.target?))).collect();
    let (source, target) = pairs[random.below(pairs.len())];
    let unit = &pairing.source[source];
    let is_prose = path.as_str().ends_with(".md");
    let in_body = is_prose && unit.kind != UnitKind::Text;
    let written = &file[unit.span.range()];
    let put = |new: String| {
        let mut text = file.clone();
        text.replace_range(unit.span.range(), &new);
        text
    };
    let (name, text, meaning) = match random.below(18) {
        0 => ("a word", put(other_word(written, in_body, random)?), Meaning::Changed(target)),
        1 => ("a number", put(other_number(written)?), Meaning::Changed(target)),
        2 if in_body && is_flowing(unit) => {
            ("a sentence more", put(format!("{written} And so it is.")), Meaning::Changed(target))
        }
        3 if in_body && is_flowing(unit) => (
            "another text",
            put("Nothing of what stood here stands here now".into()),
            Meaning::Changed(target),
        ),
        4 if in_body && unit.kind == UnitKind::Paragraph => {
            ("other line ends", put(rewrapped(written)?), Meaning::None)
        }
        5 if in_body && is_flowing(unit) => ("two spaces", put(spaced(written)?), Meaning::None),
        6 | 7 | 12 | 13
            if in_body && written.contains("**") && !written.contains("__") && !written.contains('`') =>
        {
            // Underscores mark nothing inside of words.
            let marked = written.replace("**", "__");
            (is_marked(written)).then_some(())?;
            ("other marks", put(marked), Meaning::None)
        }
        8 if in_body && stands_free(&pairing, source) => {
            let mut text = file.clone();
            text.insert_str(unit.span.start as usize, "A paragraph that nobody has seen before.\n\n");
            ("a paragraph above", text, Meaning::Added)
        }
        9 if in_body && stands_free(&pairing, source) => {
            let text = put(String::new());
            ("a paragraph less", text, Meaning::Removed(target))
        }
        10 | 14..=17 => {
            let next = in_body.then(|| next_paragraph(&pairing, source)).flatten()?;
            let mut text = file.clone();
            let (first, second) = (unit.span.range(), pairing.source[next].span.range());
            let moved = file[first.clone()].to_owned();
            text.replace_range(second.clone(), &moved);
            text.replace_range(first, &file[second]);
            ("two paragraphs swapped", text, Meaning::None)
        }
        11 if !is_prose => ("a comment", format!("# Somebody was here.\n{file}"), Meaning::None),
        _ => return None,
    };
    (text != file).then_some(Edit { name, path, text, meaning })
}

fn is_flowing(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item | UnitKind::Alert | UnitKind::Definition)
}

/// Whether a paragraph stands between blank lines, at the left margin, with nothing else that needs it.
fn stands_free(pairing: &Pairing, at: usize) -> bool {
    let unit = &pairing.source[at];
    let same = pairing.source.iter().filter(|one| one.hash == unit.hash).count();
    unit.kind == UnitKind::Paragraph && same == 1
}

/// The next unit, where it is a paragraph as this one and says something else.
fn next_paragraph(pairing: &Pairing, at: usize) -> Option<usize> {
    let next = pairing.source.get(at + 1)?;
    (stands_free(pairing, at) && stands_free(pairing, at + 1) && next.section == pairing.source[at].section)
        .then_some(at + 1)
}

/// Another word in the place of a plain one.
fn other_word(written: &str, in_body: bool, random: &mut Random) -> Option<String> {
    if !in_body && written.starts_with(['|', '>']) {
        return None;
    }
    let words: Vec<(usize, &str)> = words(written);
    let (at, word) = *words.get(random.below(words.len().max(1)))?;
    Some(format!("{}zzz{}", &written[..at], &written[at + word.len()..]))
}

/// Words of small letters with spaces on both sides, outside of code, links and whatever is filled in.
fn words(written: &str) -> Vec<(usize, &str)> {
    if written.contains(['`', '[', '{', '<', '\n']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for word in written.split(' ') {
        if word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            found.push((at, word));
        }
        at += word.len() + 1;
    }
    found
}

fn other_number(written: &str) -> Option<String> {
    if written.contains(['`', '[', '{', '<']) {
        return None;
    }
    let at = written.find(|c: char| c.is_ascii_digit())?;
    // Not the number of a list's item.
    (at > 0).then(|| format!("{}7{}", &written[..at], &written[at..]))
}

/// A line end where a space stood, or a space where the line ended.
fn rewrapped(written: &str) -> Option<String> {
    if written.contains('`') {
        return None;
    }
    match written.find('\n') {
        Some(at) => {
            let (before, after) = (written[..at].trim_end(), written[at..].trim_start());
            let (last, first) = (before.chars().next_back()?, after.chars().next()?);
            (last.is_ascii() && first.is_ascii_alphanumeric() && !written[..at].ends_with("  "))
                .then(|| format!("{before} {after}"))
        }
        None => {
            let at = written.find(' ')?;
            let after = &written[at + 1..];
            let plain = |c: char| c.is_ascii_alphabetic();
            (after.starts_with(plain) && written[..at].ends_with(plain))
                .then(|| format!("{}\n{after}", &written[..at]))
        }
    }
}

fn spaced(written: &str) -> Option<String> {
    if written.contains(['`', '<', '\n']) {
        return None;
    }
    let at = written.find(' ')?;
    let between = written[..at].ends_with(|c: char| c.is_alphanumeric())
        && written[at + 1..].starts_with(|c: char| c.is_alphanumeric());
    between.then(|| format!("{}  {}", &written[..at], &written[at + 1..]))
}

/// Whether each mark of strong emphasis stands at the edge of a word.
fn is_marked(written: &str) -> bool {
    let mut open = false;
    for (at, _) in written.match_indices("**") {
        let (before, after) = (written[..at].chars().next_back(), written[at + 2..].chars().next());
        let outer = if open { after } else { before };
        let inner = if open { before } else { after };
        if outer.is_some_and(|c| !c.is_ascii_whitespace() && !matches!(c, '.' | ',' | ':'))
            || inner.is_none_or(|c| !c.is_ascii_alphanumeric())
        {
            return false;
        }
        open = !open;
    }
    !open
}
