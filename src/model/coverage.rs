//! Who answers: rows of coverage, and which of them holds for a case.
//!
//! Invariant: the answer depends on the rows, their order and the case alone. Of the rows that match, the one
//! that names more keys wins, then the greater priority, then the earlier one. Two rows that could tie and
//! differ are a finding ([`clashes`]), so that the order decides nothing in a checked project.

use super::duration::Duration;
use super::ids::{ChannelId, DeskId, MarketId, ServiceId};
use super::service::Area;
use super::target::CaseKind;
use super::word::words;
use crate::locale::Locale;

words! {
    /// How somebody answers, the best way first.
    Mode {
        /// Somebody is there.
        Staffed "staffed"
        /// Somebody is called out.
        OnCall "on_call"
        /// Somebody calls back.
        Callback "callback"
        /// A machine takes the call.
        Voicemail "voicemail"
        /// A message that is read later.
        Inbox "inbox"
    }
}

/// The cases that a row is about; a key that is absent matches all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys {
    /// The service.
    pub service: Option<ServiceId>,
    /// The area.
    pub area: Option<Area>,
    /// How bad, or what about.
    pub case: Option<CaseKind>,
    /// The language spoken.
    pub language: Option<Locale>,
    /// The channel used.
    pub channel: Option<ChannelId>,
    /// The customer's market.
    pub market: Option<MarketId>,
}

/// A row of coverage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The cases it is about.
    pub keys: Keys,
    /// Decides between rows that name as many keys; the greater wins.
    pub priority: i32,
    /// Who answers, one after the other: the next where all desks before are closed. At least one.
    pub answers: Vec<Answer>,
}

/// Who answers, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The desks in order; their open times are joined.
    pub desks: Vec<DeskId>,
    /// How.
    pub mode: Mode,
    /// Within what, for a call back.
    pub within: Option<Duration>,
}

/// A case as coverage sees it. What is not known matches only rows that do not name it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Case {
    /// The service.
    pub service: Option<ServiceId>,
    /// The area.
    pub area: Option<Area>,
    /// How bad, and what about: a case may have both.
    pub kinds: Vec<CaseKind>,
    /// The language.
    pub language: Option<Locale>,
    /// The channel.
    pub channel: Option<ChannelId>,
    /// The market.
    pub market: Option<MarketId>,
}

/// Why a row does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lost {
    /// It is about other cases.
    DoesNotMatch,
    /// Another one names more keys.
    LessSpecific,
    /// Another one has the greater priority.
    LowerPriority,
    /// Another one stands before it.
    Later,
}

/// Which row holds, and why the others do not. Numbers are places in the list of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolution {
    /// The row that holds; `None` where no row matches.
    pub won: Option<usize>,
    /// The others, in their order.
    pub lost: Vec<(usize, Lost)>,
}

impl Keys {
    /// How many keys are named.
    pub fn specificity(&self) -> usize {
        let Self { service, area, case, language, channel, market } = self;
        [
            service.is_some(),
            area.is_some(),
            case.is_some(),
            language.is_some(),
            channel.is_some(),
            market.is_some(),
        ]
        .into_iter()
        .filter(|named| *named)
        .count()
    }

    fn matches(&self, asked: &Case) -> bool {
        let Self { service, area, case, language, channel, market } = self;
        fits(service.as_ref(), asked.service.as_ref())
            && fits(area.as_ref(), asked.area.as_ref())
            && case.as_ref().is_none_or(|kind| asked.kinds.contains(kind))
            && fits(language.as_ref(), asked.language.as_ref())
            && fits(channel.as_ref(), asked.channel.as_ref())
            && fits(market.as_ref(), asked.market.as_ref())
    }

    /// Whether one and the same case can match both.
    fn meets(&self, other: &Self) -> bool {
        let Self { service, area, case, language, channel, market } = self;
        let both_kinds = match (case, &other.case) {
            // A case can have a severity and a type.
            (Some(CaseKind::Severity(_)), Some(CaseKind::Request(_)))
            | (Some(CaseKind::Request(_)), Some(CaseKind::Severity(_))) => true,
            (one, two) => agree(one.as_ref(), two.as_ref()),
        };
        both_kinds
            && agree(service.as_ref(), other.service.as_ref())
            && agree(area.as_ref(), other.area.as_ref())
            && agree(language.as_ref(), other.language.as_ref())
            && agree(channel.as_ref(), other.channel.as_ref())
            && agree(market.as_ref(), other.market.as_ref())
    }
}

fn fits<T: PartialEq>(wanted: Option<&T>, asked: Option<&T>) -> bool {
    wanted.is_none_or(|wanted| asked == Some(wanted))
}

fn agree<T: PartialEq>(one: Option<&T>, two: Option<&T>) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => one == two,
        _ => true,
    }
}

/// Which row holds for a case.
pub fn resolve_coverage(rows: &[Row], case: &Case) -> Resolution {
    let rank = |row: &Row| (row.keys.specificity(), row.priority);
    let matching = rows.iter().enumerate().filter(|(_, row)| row.keys.matches(case));
    // Of equal ranks the first one: `max_by_key` would take the last.
    let won = matching.rev().max_by_key(|(_, row)| rank(row)).map(|(at, _)| at);
    let why = |row: &Row| match won.map(|won| &rows[won]) {
        Some(winner) if row.keys.matches(case) => {
            match (row.keys.specificity() < winner.keys.specificity(), row.priority < winner.priority) {
                (true, _) => Lost::LessSpecific,
                (false, true) => Lost::LowerPriority,
                (false, false) => Lost::Later,
            }
        }
        _ => Lost::DoesNotMatch,
    };
    let lost = rows.iter().enumerate().filter(|(at, _)| Some(*at) != won);
    Resolution { won, lost: lost.map(|(at, row)| (at, why(row))).collect() }
}

/// Pairs of rows that could tie for one and the same case and say different things.
pub fn clashes(rows: &[Row]) -> Vec<(usize, usize)> {
    let tie = |one: &Row, two: &Row| {
        one.keys.specificity() == two.keys.specificity()
            && one.priority == two.priority
            && one.keys.meets(&two.keys)
            && one.answers != two.answers
    };
    let pairs = (0..rows.len()).flat_map(|two| (0..two).map(move |one| (one, two)));
    pairs.filter(|(one, two)| tie(&rows[*one], &rows[*two])).collect()
}

#[cfg(test)]
mod tests;
