//! How a case can be brought: the channels that fit it, in order, with the number to dial.

use jiff::Timestamp;

use super::Terms;
use super::reply::Reply;
use crate::model::channel::{Channel, Country, Reach};
use crate::model::coverage::Case;
use crate::model::ids::ChannelId;
use crate::model::offering::Offering;
use crate::model::target::CaseKind;

/// A channel, and what a case meets on it.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The channel.
    pub channel: &'a Channel,
    /// Who answers on it.
    pub reply: Reply<'a>,
}

impl<'a> Terms<'a> {
    /// The channels of an offering on which a case can be brought, in the order in which its severity or type
    /// names them, else the offering's. A channel that is meant for other severities or speaks other
    /// languages is left out; where nothing is left, all of the offering are meant.
    pub fn channels_for(&self, offering: &Offering, case: &Case) -> Vec<&'a Channel> {
        let mut named: Vec<&ChannelId> = Vec::new();
        for kind in &case.kinds {
            let channels = match kind {
                CaseKind::Severity(id) => self.severity(id).map(|severity| &severity.channels),
                CaseKind::Request(kind) => self
                    .requests
                    .iter()
                    .find(|request| request.kind == *kind)
                    .map(|request| &request.channels),
            };
            named.extend(channels.into_iter().flatten().filter(|id| offering.channels.contains(id)));
        }
        let all: Vec<&ChannelId> = if named.is_empty() { offering.channels.iter().collect() } else { named };
        let mut fitting: Vec<&'a Channel> = Vec::new();
        for channel in all.into_iter().filter_map(|id| self.channel(id)).filter(|channel| fits(channel, case))
        {
            if !fitting.iter().any(|known| known.id == channel.id) {
                fitting.push(channel);
            }
        }
        match fitting.is_empty() {
            false => fitting,
            true => offering.channels.iter().filter_map(|id| self.channel(id)).collect(),
        }
    }

    /// The channels for a case with who answers on each: those on which a person can be reached come first.
    pub fn ways(&self, offering: &'a Offering, case: &Case, at: Timestamp) -> Vec<Way<'a>> {
        let way = |channel: &'a Channel| {
            let case = Case { channel: Some(channel.id.clone()), ..case.clone() };
            Way { channel, reply: self.chain(offering, &case).reply(case.language, at) }
        };
        let mut ways: Vec<Way<'a>> = self.channels_for(offering, case).into_iter().map(way).collect();
        ways.sort_by_key(|way| match way.reply.reached {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        });
        ways
    }
}

fn fits(channel: &Channel, case: &Case) -> bool {
    let severities = case.kinds.iter().filter_map(|kind| match kind {
        CaseKind::Severity(id) => Some(id),
        CaseKind::Request(_) => None,
    });
    let severities: Vec<_> = severities.collect();
    let severity = channel.severities.is_empty()
        || severities.is_empty()
        || severities.iter().any(|id| channel.severities.contains(id));
    let language = case
        .language
        .is_none_or(|language| channel.languages.is_empty() || channel.languages.contains(&language));
    severity && language
}

/// What is dialled from a country: the number given for it, else the international one; `None` where a number
/// that works in one country is dialled from another one, and for channels without a number.
pub fn dialled(channel: &Channel, from: Option<Country>) -> Option<&str> {
    let Reach::Phone { number, .. } = &channel.reach else { return None };
    let given = from.and_then(|from| channel.dial_from.iter().find(|(country, _)| *country == from));
    match given {
        Some((_, dialled)) => Some(dialled),
        None if number.national_only && from.is_some() && channel.country != from => None,
        None => Some(&number.shown),
    }
}
