//! Looks for the words of a glossary: what a source calls by its term must have the term's rendering in the
//! translation, and none that is forbidden for it.
//!
//! Apart because a word is no fact: it is found by its letters, in whatever sentence, and is due only where the
//! source has it.
//!
//! Invariant: at one place the longest word counts, so that `service credit` is no `service`.
//! Invariant: a form with capitals is found in exactly these; one without, in any.

use aho_corasick::AhoCorasick;

use crate::parity::Content;
use crate::parity::cursor::is_latin;
use crate::parity::flat::Flat;
use crate::source::Span;

/// A word of a glossary, in the languages of a text and its translation.
#[derive(Clone, Debug, Default)]
pub struct Word<'a> {
    /// The term in the language of the source.
    pub term: &'a str,
    /// Other words for it there. They are not asked for, but what they cover is no other term.
    pub aliases: Vec<&'a str>,
    /// What may stand for it in the translation, the preferred word first; none where it has no translation.
    pub renderings: Vec<&'a str>,
    /// What must not.
    pub forbidden: Vec<&'a str>,
    /// Whether it stays as it is in every language.
    pub verbatim: bool,
    /// Whether it is due wherever the source has it; a common word often is not.
    pub required: bool,
}

/// What is wrong with a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misuse {
    /// The translation has none of its renderings.
    Unrendered,
    /// The translation has a rendering that is forbidden.
    Forbidden,
    /// The translation does not have it as it is.
    Altered,
}

/// A word that is misused, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misused {
    /// Which word, by its place among those that the vocabulary was made of.
    pub word: usize,
    /// What is wrong.
    pub misuse: Misuse,
    /// Where the source has it.
    pub source: Span,
    /// Where the translation has what is forbidden, or another word in its place.
    pub target: Option<Span>,
    /// The other word.
    pub instead: Option<usize>,
}

/// What is wrong with a word, where, and what stands in its place.
type Judged = (Misuse, Option<Span>, Option<usize>);

/// Words to look for in pairs of texts of two languages.
#[derive(Debug)]
pub struct Vocabulary<'a> {
    words: Vec<Word<'a>>,
    sources: Forms,
    targets: Forms,
}

impl<'a> Vocabulary<'a> {
    /// Makes words ready to be looked for; `None` where there is nothing to look for.
    pub fn new(words: Vec<Word<'a>>) -> Option<Self> {
        let sources = Forms::new(words.iter().enumerate().flat_map(|(at, word)| {
            let aliases = word.aliases.iter().map(move |alias| (at, Role::Alias, *alias));
            std::iter::once((at, Role::Term, word.term)).chain(aliases)
        }))?;
        let targets = Forms::new(words.iter().enumerate().flat_map(|(at, word)| {
            let allowed = word.renderings.iter().map(move |form| (at, Role::Alias, *form));
            allowed.chain(word.forbidden.iter().map(move |form| (at, Role::Forbidden, *form)))
        }));
        let targets = targets.unwrap_or_default();
        Some(Self { words, sources, targets })
    }

    /// The words that a translation misuses, each once, in the order of the source.
    pub fn misused(&self, source: &Content<'_>, target: &Content<'_>) -> Vec<Misused> {
        let ours = Text::of(source);
        let mut hits = self.sources.longest(&ours);
        let mut named = vec![false; self.words.len()];
        hits.iter().for_each(|hit| named[hit.word] = true);
        hits.retain(|hit| hit.role == Role::Term);
        if hits.is_empty() {
            return Vec::new();
        }
        let mut seen = vec![false; self.words.len()];
        hits.retain(|hit| !std::mem::replace(&mut seen[hit.word], true));
        let theirs = Text::of(target);
        let there = self.targets.longest(&theirs);
        let found = hits.into_iter().filter_map(|hit| {
            let (misuse, target, instead) = self.judge(hit.word, &named, &theirs, &there)?;
            Some(Misused { word: hit.word, misuse, source: ours.span(hit), target, instead })
        });
        found.collect()
    }

    /// What is wrong with a word that the source has; `named` are all words that it has.
    fn judge(&self, at: usize, named: &[bool], text: &Text, there: &[Hit]) -> Option<Judged> {
        let word = &self.words[at];
        if let Some(hit) = there.iter().find(|hit| hit.word == at && hit.role == Role::Forbidden) {
            return Some((Misuse::Forbidden, Some(text.span(*hit)), None));
        }
        if word.verbatim {
            let is_there = text.letters.contains(word.term);
            let stays = is_there || word.renderings.iter().any(|form| text.has(form));
            return (!stays).then_some((Misuse::Altered, None, None));
        }
        // A name may be kept, as in the label of a button.
        let kept = word.term.chars().any(char::is_uppercase) && text.letters.contains(word.term);
        let free = !word.required || kept || word.renderings.is_empty();
        if free || word.renderings.iter().any(|form| text.has(form)) {
            return None;
        }
        // Another word that the source does not have is what was taken for it.
        let other = there.iter().find(|hit| self.words[hit.word].required && !named[hit.word]);
        let (target, instead) = other.map(|hit| (text.span(*hit), hit.word)).unzip();
        Some((Misuse::Unrendered, target, instead))
    }
}

/// A text to search.
struct Text {
    flat: Flat,
    letters: String,
    /// The same in small letters, each of which has its counterpart in `flat`.
    small: String,
    /// The byte in `small` at which each character begins, and its end.
    starts: Vec<usize>,
}

impl Text {
    fn of(content: &Content<'_>) -> Self {
        let flat = Flat::of(&content.events, content.text);
        let (mut small, mut starts) = (String::with_capacity(flat.chars.len()), Vec::new());
        for c in &flat.chars {
            starts.push(small.len());
            small.push(small_letter(*c));
        }
        starts.push(small.len());
        let letters = flat.chars.iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
        Self { flat, letters, small, starts }
    }

    fn span(&self, hit: Hit) -> Span {
        self.flat.span(hit.start, hit.end)
    }

    /// Whether a rendering is there, in whatever inflection: `escalate` in `is escalated`.
    fn has(&self, form: &str) -> bool {
        let small: String = form.chars().map(small_letter).collect();
        let stem = match small.strip_suffix(['e', 'y']) {
            Some(stem) if stem.len() > 3 => stem,
            _ => &small,
        };
        let begins = |(at, _): (usize, &str)| {
            let before = self.small[..at].chars().next_back();
            !stem.starts_with(is_latin) || !before.is_some_and(is_latin)
        };
        !stem.is_empty() && self.small.match_indices(stem).any(begins)
    }
}

fn small_letter(c: char) -> char {
    if c.is_whitespace() {
        return ' ';
    }
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Term,
    Alias,
    Forbidden,
}

/// Where a form was found, in characters.
#[derive(Clone, Copy, Debug)]
struct Hit {
    word: usize,
    role: Role,
    start: usize,
    end: usize,
}

#[derive(Debug)]
struct Form {
    word: usize,
    role: Role,
    /// As it is written.
    letters: Vec<char>,
}

/// Forms of words, to be found all at once.
#[derive(Debug, Default)]
struct Forms {
    matcher: Option<AhoCorasick>,
    forms: Vec<Form>,
}

impl Forms {
    fn new<'a>(given: impl Iterator<Item = (usize, Role, &'a str)>) -> Option<Self> {
        let given = given.filter(|(_, _, form)| !form.trim().is_empty());
        let spelled = given.flat_map(|(word, role, form)| {
            let many = form.trim().strip_suffix('y').map(|stem| format!("{stem}ies"));
            let spellings = [Some(form.trim().to_owned()), many].into_iter().flatten();
            spellings.map(move |form| Form { word, role, letters: form.chars().collect() })
        });
        let forms: Vec<Form> = spelled.collect();
        let small =
            forms.iter().map(|form| form.letters.iter().map(|c| small_letter(*c)).collect::<String>());
        let matcher = AhoCorasick::new(small).ok().filter(|_| !forms.is_empty())?;
        Some(Self { matcher: Some(matcher), forms })
    }

    /// What is found in a text, the longest at each place, in order.
    fn longest(&self, text: &Text) -> Vec<Hit> {
        let Some(matcher) = &self.matcher else { return Vec::new() };
        let mut all: Vec<Hit> = Vec::new();
        for found in matcher.find_overlapping_iter(&text.small) {
            let Ok(start) = text.starts.binary_search(&found.start()) else { continue };
            let form = &self.forms[found.pattern().as_usize()];
            all.extend(form.whole(&text.flat.chars, start));
        }
        all.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        // Two words may have the same form.
        let mut last = (0, 0);
        all.retain(|hit| {
            let stays = hit.start >= last.1 || (hit.start, hit.end) == last;
            last = if stays { (hit.start, hit.end) } else { last };
            stays
        });
        all
    }
}

impl Form {
    /// The form at a place, if it is no part of a longer Latin word. A plural belongs to it.
    fn whole(&self, text: &[char], start: usize) -> Option<Hit> {
        let end = start + self.letters.len();
        let written = text.get(start..end)?;
        let has_capitals = self.letters.iter().any(|c| c.is_uppercase());
        if has_capitals && written != self.letters.as_slice() {
            return None;
        }
        let is_latin_at = |at: usize| text.get(at).copied().is_some_and(is_latin);
        let first = self.letters.first().copied().is_some_and(is_latin);
        if first && start.checked_sub(1).is_some_and(is_latin_at) {
            return None;
        }
        let hit = |end| Some(Hit { word: self.word, role: self.role, start, end });
        if !self.letters.last().copied().is_some_and(is_latin) || !is_latin_at(end) {
            return hit(end);
        }
        let plural = [&['s'][..], &['e', 's']].into_iter().find(|plural| {
            let after = end + plural.len();
            text.get(end..after) == Some(*plural) && !is_latin_at(after)
        })?;
        hit(end + plural.len())
    }
}
