//! Who answers through a week: for each way of answering, when it is the best there is.

use super::Terms;
use super::chain::Chain;
use crate::model::coverage::{Case, Mode, resolve_coverage};
use crate::model::desk::Desk;
use crate::model::duration::Duration;
use crate::model::ids::ChannelId;
use crate::model::offering::Offering;
use crate::model::times::{Stretch, Times};

/// One way of answering, and when it is the best of all channels that fit a case.
#[derive(Clone, Debug)]
pub struct Phase<'a> {
    /// How.
    pub mode: Mode,
    /// Within what, for a call back.
    pub within: Option<Duration>,
    /// The desks that answer that way; none for an offering without rows.
    pub desks: Vec<&'a Desk>,
    /// When.
    pub times: Times,
}

/// Who answers cases in a stretch of time.
#[derive(Clone, Debug)]
pub struct Phases<'a> {
    /// Ways in which a person can be reached, the best first; none is empty.
    pub somebody: Vec<Phase<'a>>,
    /// When no person can.
    pub nobody: Times,
    /// What takes a case then; may be empty.
    pub machines: Vec<Mode>,
}

impl<'a> Terms<'a> {
    /// The channels that fit a case, each with the row of coverage that holds there. Cases that differ in
    /// service and area alone are answered in the same way where these are the same.
    pub fn holding_rows(&self, offering: &Offering, case: &Case) -> Vec<(Option<ChannelId>, Option<usize>)> {
        let row = |channel| {
            let case = Case { channel, ..case.clone() };
            (case.channel.clone(), resolve_coverage(&offering.coverage, &case).won)
        };
        self.channels_of(offering, case).into_iter().map(row).collect()
    }

    /// The channels that fit a case; where there are none, the case without one.
    fn channels_of(&self, offering: &Offering, case: &Case) -> Vec<Option<ChannelId>> {
        let channels = self.channels_for(offering, case).into_iter().map(|channel| Some(channel.id.clone()));
        let channels: Vec<_> = channels.collect();
        if channels.is_empty() { vec![None] } else { channels }
    }

    /// Who answers cases of an offering in a stretch of time, on the channels that fit them, in the case's
    /// language. Meant for ordinary weeks: what is not known counts as nobody.
    pub fn phases(&self, offering: &'a Offering, case: &Case, range: Stretch) -> Phases<'a> {
        let (mut all, mut machines) = (Vec::new(), Vec::new());
        for channel in self.channels_of(offering, case) {
            let chain = self.chain(offering, &Case { channel, ..case.clone() });
            machines.extend(chain.links.iter().map(|link| link.mode).filter(|mode| !mode.reaches_somebody()));
            collect(&chain, case, range, &mut all);
        }
        machines.sort_unstable();
        machines.dedup();
        all.sort_by_key(|phase: &Phase<'_>| {
            (phase.mode, phase.within.map(|within| (within.unit, within.count)))
        });
        let mut taken = Times::default();
        let mut somebody: Vec<Phase<'a>> = Vec::new();
        for mut phase in all {
            phase.times = phase.times.minus(&taken);
            taken = taken.or(&phase.times);
            if !phase.times.is_empty() {
                somebody.push(phase);
            }
        }
        Phases { somebody, nobody: Times::from(range).minus(&taken), machines }
    }
}

/// Adds when each link of a chain answers, joined with what answers in the same way already.
fn collect<'a>(chain: &Chain<'a>, case: &Case, range: Stretch, all: &mut Vec<Phase<'a>>) {
    let mut left = Times::from(range);
    for link in chain.links.iter().take_while(|link| !link.is_last()) {
        let (any, speaking) = link.openings(case.language, range);
        if link.mode.reaches_somebody() {
            let times = speaking.open.and(&left);
            let desks = link.sides.iter().filter_map(|side| side.desk);
            match all.iter_mut().find(|phase| phase.mode == link.mode && phase.within == link.within) {
                Some(phase) => {
                    phase.times = phase.times.or(&times);
                    for desk in desks {
                        if !phase.desks.iter().any(|known| known.id == desk.id) {
                            phase.desks.push(desk);
                        }
                    }
                }
                None => {
                    all.push(Phase { mode: link.mode, within: link.within, desks: desks.collect(), times });
                }
            }
        }
        left = left.minus(&any.open);
    }
}
