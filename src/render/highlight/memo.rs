//! Remembers lines: the same line in the same parser state has the same colors on every page.
//!
//! Parser states are interned, since syntect's can be compared but not hashed; a line is then found by the
//! number of the state before it and its text. Both tables are bounded and only ever grow.
//!
//! Invariant: numbers depend on the order of threads and therefore never leave this file and its caller.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use syntect::parsing::{ParseState, ScopeStack};

use super::Position;
use super::classes::ClassMap;
use super::grammars;
use super::spans::Spans;

/// Tables that threads can write at the same time.
const SHARDS: usize = 16;
/// Most states to intern. Documentation needs a few hundred, of which here-documents make one each.
const MAX_STATES: usize = 4_096;
/// What a remembered line takes beside its text and HTML, in bytes, roughly.
const ENTRY: usize = 96;

/// The parser between two lines.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct LineState {
    /// Place in `LANGUAGES`; contexts of different grammars may have the same numbers.
    language: usize,
    parse: ParseState,
    scopes: ScopeStack,
}

/// States that differ in the part left out share a hash, which is rare and allowed.
impl Hash for LineState {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.language.hash(hasher);
        self.scopes.scopes.hash(hasher);
    }
}

impl LineState {
    pub(super) fn new(language: usize, parse: ParseState) -> Self {
        Self { language, parse, scopes: ScopeStack::new() }
    }

    /// The HTML of `line` (without its end) and the state after it. A line that the grammar fails on comes
    /// out plain and changes nothing.
    pub(super) fn read(&self, line: &str, classes: &ClassMap) -> (String, Self) {
        let mut after = self.clone();
        let mut spans = Spans::new(line);
        // The grammars expect the line end.
        let text = format!("{line}\n");
        let Ok(changes) = after.parse.parse_line(&text, grammars::set(self.language)) else {
            return (spans.finish(), self.clone());
        };
        let mut start = 0;
        for (at, change) in changes {
            if at > start {
                spans.push(start, at, classes.class(&after.scopes.scopes));
                start = at;
            }
            // It fails only when a grammar restores scopes it never cleared, and then changes nothing.
            let _ = after.scopes.apply(&change);
        }
        spans.push(start, line.len(), classes.class(&after.scopes.scopes));
        (spans.finish(), after)
    }
}

/// The number of an interned state.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StateId(usize);

/// States by number and lines by the state before them.
pub(super) struct Memo {
    states: RwLock<States>,
    lines: [RwLock<Lines>; SHARDS],
    hasher: RandomState,
    /// Bytes that may still be spent on lines.
    budget: AtomicUsize,
    max_states: usize,
}

#[derive(Default)]
struct States {
    ids: HashMap<Arc<LineState>, StateId>,
    all: Vec<Arc<LineState>>,
}

type Lines = HashMap<StateId, HashMap<Box<str>, Line>>;

struct Line {
    html: Box<str>,
    after: StateId,
}

impl Memo {
    /// Spends at most about `bytes` on lines; 0 means to remember nothing.
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            states: RwLock::default(),
            lines: std::array::from_fn(|_| RwLock::default()),
            hasher: RandomState::new(),
            budget: AtomicUsize::new(bytes),
            max_states: if bytes == 0 { 0 } else { MAX_STATES },
        }
    }

    /// The number of `state`, new or old, or the state itself when the table is full.
    pub(super) fn settle(&self, state: Arc<LineState>) -> Position {
        if let Some(&id) = read(&self.states).ids.get(&*state) {
            return Position::Known(id);
        }
        let mut states = write(&self.states);
        if let Some(&id) = states.ids.get(&*state) {
            return Position::Known(id);
        }
        let id = StateId(states.all.len());
        if id.0 >= self.max_states {
            return Position::Loose(state);
        }
        states.all.push(Arc::clone(&state));
        states.ids.insert(state, id);
        Position::Known(id)
    }

    /// The state of a number that `settle` gave.
    pub(super) fn state(&self, id: StateId) -> Arc<LineState> {
        Arc::clone(&read(&self.states).all[id.0])
    }

    /// Appends the HTML of a remembered line and gives the state after it.
    pub(super) fn recall(&self, before: StateId, line: &str, html: &mut String) -> Option<StateId> {
        let lines = read(self.shard(line));
        let found = lines.get(&before)?.get(line)?;
        html.push_str(&found.html);
        Some(found.after)
    }

    /// Keeps a line, while the budget lasts.
    pub(super) fn remember(&self, before: StateId, line: &str, html: &str, after: StateId) {
        let cost = line.len() + html.len() + ENTRY;
        let spend = |left: usize| left.checked_sub(cost);
        if self.budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_ok() {
            let entry = Line { html: html.into(), after };
            write(self.shard(line)).entry(before).or_default().insert(line.into(), entry);
        }
    }

    fn shard(&self, line: &str) -> &RwLock<Lines> {
        let hash = self.hasher.hash_one(line);
        &self.lines[usize::from(hash.to_le_bytes()[0]) % SHARDS]
    }
}

/// The tables are whole at every moment, so a panic elsewhere does not spoil them.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
