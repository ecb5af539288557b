//! All that comes of a case at an instant: who answers, by when, at what cost.

use jiff::Timestamp;

use super::Terms;
use super::chain::Chain;
use super::cost::Cost;
use super::reply::Reply;
use super::respond::Promise;
use crate::model::coverage::Case;
use crate::model::offering::Offering;
use crate::model::schedule::State;
use crate::model::target::Metric;

/// What comes of a case.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
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
        let chain = self.chain(offering, case);
        let business = chain.business();
        let out_of_hours = business.state(at) == State::Closed;
        let day = business.zone().to_datetime(at).date();
        Outcome {
            reply: chain.reply(case.language, at),
            promise: self.promise(offering, Metric::FirstResponse, case, at),
            cost: Cost::of_case(offering, case.market.as_ref(), day, out_of_hours),
            chain,
        }
    }
}
