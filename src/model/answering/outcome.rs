//! All that comes of a case at an instant: who answers, by when, at what cost.

use jiff::Timestamp;

use super::Terms;
use super::chain::Chain;
use super::cost::Cost;
use super::reply::Reply;
use super::respond::Promise;
use crate::model::channel::Channel;
use crate::model::coverage::Case;
use crate::model::ids::ChannelId;
use crate::model::offering::Offering;
use crate::model::schedule::State;
use crate::model::target::Metric;

/// What comes of a case. Where no channel was asked for and the row without one leads to nobody, it is what comes
/// of the case on the first channel that leads to somebody: that is the one to use.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The channel that was asked for, or the one to use.
    pub channel: Option<ChannelId>,
    /// Which row holds, and its links.
    pub chain: Chain<'a>,
    /// Who answers.
    pub reply: Reply<'a>,
    /// By when, where the offering promises it.
    pub promise: Option<Promise<'a>>,
    /// At what cost.
    pub cost: Cost<'a>,
}

impl<'a> Terms<'a> {
    /// What comes of a case of an offering at an instant.
    pub fn outcome(&self, offering: &'a Offering, case: &Case, at: Timestamp) -> Outcome<'a> {
        let best = self.better_channel(offering, case, at);
        let case = &Case { channel: best.or_else(|| case.channel.clone()), ..case.clone() };
        let chain = self.chain(offering, case);
        let business = chain.business();
        let out_of_hours = business.state(at) == State::Closed;
        let day = business.zone().to_datetime(at).date();
        Outcome {
            reply: chain.reply(case.language, at),
            promise: self.promise(offering, Metric::FirstResponse, case, at),
            cost: Cost::of_case(offering, case, day, out_of_hours),
            channel: case.channel.clone(),
            chain,
        }
    }

    /// The first channel on which a person can be reached, where the case names none and finds nobody without.
    fn better_channel(&self, offering: &'a Offering, case: &Case, at: Timestamp) -> Option<ChannelId> {
        let reached = |case: &Case| self.chain(offering, case).reply(case.language, at).reached == Some(true);
        if case.channel.is_some() || reached(case) {
            return None;
        }
        let on = |channel: &&Channel| reached(&Case { channel: Some(channel.id.clone()), ..case.clone() });
        self.channels_for(offering, case).into_iter().find(on).map(|channel| channel.id.clone())
    }
}
