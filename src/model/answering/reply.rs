//! Who answers at one instant, in which language, and when somebody does if nobody does now.

use jiff::Timestamp;

use super::chain::{Chain, Link, Side};
use super::reach::Reach;
use crate::locale::Locale;
use crate::model::coverage::Mode;
use crate::model::desk::Desk;
use crate::model::duration::Duration;
use crate::model::schedule::{Next, Openings, State, first};

/// What a case meets at an instant.
#[derive(Clone, Debug)]
pub struct Reply<'a> {
    /// Who is there.
    pub now: Now<'a>,
    /// Whether a person can be reached, in the language that was asked for: `None` where a calendar has run
    /// out.
    pub reached: Option<bool>,
    /// Where no such person can be reached for certain: when the next one can, as far as is known.
    pub next: Option<Opening<'a>>,
}

/// Who is there.
#[derive(Clone, Debug)]
pub enum Now<'a> {
    /// A person answers.
    Somebody(Voice<'a>),
    /// A machine takes the case, or nothing does.
    Nobody(Option<Mode>),
    /// It cannot be told: a calendar has run out.
    Unknown,
}

/// A person who answers.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    /// The desk; `None` for an offering without rows of coverage.
    pub desk: Option<&'a Desk>,
    /// How.
    pub mode: Mode,
    /// Within what, for a call back.
    pub within: Option<Duration>,
    /// The languages spoken at that instant, the one that was asked for first.
    pub languages: Vec<Locale>,
}

/// When the next person can be reached.
#[derive(Clone, Debug)]
pub enum Opening<'a> {
    /// At an instant, by somebody.
    At(Timestamp, Option<Voice<'a>>),
    /// Nothing is known from an instant on, and nobody can be before.
    Unknown(Timestamp),
    /// Nobody ever can.
    Never,
}

impl<'a> Chain<'a> {
    /// What a case meets at an instant, by somebody who asks for a language or for none.
    pub fn reply(&self, language: Option<Locale>, at: Timestamp) -> Reply<'a> {
        let reached = reached(&self.links, language, at);
        let next = (reached != Some(true)).then(|| self.next(language, at));
        Reply { now: self.now(language, at), reached, next }
    }

    fn now(&self, language: Option<Locale>, at: Timestamp) -> Now<'a> {
        for link in &self.links {
            match link.state(at) {
                State::Closed => {}
                State::Unknown => return Now::Unknown,
                State::Open if link.mode.reaches_somebody() => {
                    return link.voice(language, at).map_or(Now::Unknown, Now::Somebody);
                }
                State::Open => return Now::Nobody(Some(link.mode)),
            }
        }
        Now::Nobody(None)
    }

    fn next(&self, language: Option<Locale>, at: Timestamp) -> Opening<'a> {
        let found = first(at, |range| {
            let Reach { somebody, unknown } = self.reach(language, range);
            Openings { open: somebody, unknown }
        });
        match found {
            Next::At(at) => match self.now(language, at) {
                Now::Somebody(voice) => Opening::At(at, Some(voice)),
                Now::Nobody(_) | Now::Unknown => Opening::At(at, None),
            },
            Next::Unknown(at) => Opening::Unknown(at),
            Next::Never => Opening::Never,
        }
    }
}

/// Whether a person can be reached through links.
fn reached(links: &[Link<'_>], language: Option<Locale>, at: Timestamp) -> Option<bool> {
    let Some((link, rest)) = links.split_first() else { return Some(false) };
    let live = link.mode.reaches_somebody();
    match link.state(at) {
        State::Closed => reached(rest, language, at),
        State::Open if live => link.spoken(language, at),
        State::Open => Some(false),
        State::Unknown => {
            let if_closed = reached(rest, language, at);
            let if_open = if live { link.spoken_if_open(language, at) } else { Some(false) };
            if if_open == if_closed { if_open } else { None }
        }
    }
}

impl<'a> Link<'a> {
    /// Whether any of its desks is open.
    fn state(&self, at: Timestamp) -> State {
        if self.is_last() {
            return State::Open;
        }
        let states: Vec<State> = self.sides.iter().map(|side| side.schedule.state(at)).collect();
        match () {
            () if states.contains(&State::Open) => State::Open,
            () if states.contains(&State::Unknown) => State::Unknown,
            () => State::Closed,
        }
    }

    /// Whether an open desk speaks a language.
    fn spoken(&self, language: Option<Locale>, at: Timestamp) -> Option<bool> {
        let each: Vec<Option<bool>> = self.sides.iter().map(|side| side.speaks_at(language, at)).collect();
        match () {
            () if each.contains(&Some(true)) => Some(true),
            () if each.contains(&None) => None,
            () => Some(false),
        }
    }

    /// Whether a language is spoken if any of the desks is open of which that is not known.
    fn spoken_if_open(&self, language: Option<Locale>, at: Timestamp) -> Option<bool> {
        let perhaps = self.sides.iter().filter(|side| side.schedule.state(at) == State::Unknown);
        let spoken: Vec<State> = perhaps.map(|side| side.language_state(language, at)).collect();
        match () {
            () if spoken.iter().all(|state| *state == State::Open) => Some(true),
            () if spoken.iter().all(|state| *state == State::Closed) => Some(false),
            () => None,
        }
    }

    /// Who of its open desks answers: the first that speaks the language, else the first.
    fn voice(&self, language: Option<Locale>, at: Timestamp) -> Option<Voice<'a>> {
        let open = || self.sides.iter().filter(|side| side.schedule.state(at) == State::Open);
        let speaking = open().find(|side| side.speaks_at(language, at) == Some(true));
        let side = speaking.or_else(|| open().next())?;
        let mut languages = side.languages_now(at);
        languages.sort_by_key(|spoken| language != Some(*spoken));
        Some(Voice { desk: side.desk, mode: self.mode, within: self.within, languages })
    }
}

impl Side<'_> {
    /// Whether it is open and a language is spoken there.
    fn speaks_at(&self, language: Option<Locale>, at: Timestamp) -> Option<bool> {
        let open = self.schedule.state(at);
        if open == State::Closed {
            return Some(false);
        }
        let spoken = self.language_state(language, at);
        match (open, spoken) {
            (_, State::Closed) => Some(false),
            (State::Open, State::Open) => Some(true),
            _ => None,
        }
    }

    fn language_state(&self, language: Option<Locale>, at: Timestamp) -> State {
        if self.always_speaks(language) {
            return State::Open;
        }
        let of =
            self.languages_at.iter().filter(|(_, spoken)| language.is_some_and(|one| spoken.contains(&one)));
        let states: Vec<State> = of.map(|(schedule, _)| schedule.state(at)).collect();
        match () {
            () if states.contains(&State::Open) => State::Open,
            () if states.contains(&State::Unknown) => State::Unknown,
            () => State::Closed,
        }
    }

    fn languages_now(&self, at: Timestamp) -> Vec<Locale> {
        let besides = self.languages_at.iter().filter(|(schedule, _)| schedule.state(at) == State::Open);
        let mut all = self.languages.to_vec();
        for language in besides.flat_map(|(_, languages)| languages.iter()) {
            if !all.contains(language) {
                all.push(*language);
            }
        }
        all
    }
}
