//! The hours in which nobody can be reached, by offering, severity and language.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Terms;
use super::reach::Reach;
use crate::locale::Locale;
use crate::model::coverage::Case;
use crate::model::ids::{ChannelId, MarketId, ServiceId, SeverityId};
use crate::model::offering::Offering;
use crate::model::service::Area;
use crate::model::target::CaseKind;
use crate::model::times::{Stretch, Times};

/// When nobody can be reached for some cases of an offering, on whatever channel fits them.
#[derive(Clone, Debug)]
pub struct Gap<'a> {
    /// The offering.
    pub offering: &'a Offering,
    /// How bad the cases are; `None` for a project without severities.
    pub severity: Option<SeverityId>,
    /// The language that customers speak.
    pub language: Locale,
    /// Where they are, for an offering whose rows differ by market.
    pub market: Option<MarketId>,
    /// The services and areas for which it is the same.
    pub cells: Vec<(ServiceId, Area)>,
    /// When nobody can be reached; may be empty.
    pub nobody: Times,
    /// When it cannot be told, since a calendar has run out.
    pub unknown: Times,
}

/// Which row holds, and on which channel where no rows say who answers; with the language: all that decides
/// about a reach.
type Way = (Option<usize>, Option<ChannelId>, Locale);

/// So many weeks, for terms without holidays, where it does not matter which ones they are.
pub fn ordinary_weeks(weeks: i64) -> Stretch {
    // A Monday in spring, with no change of clocks near it in most zones.
    let start = Timestamp::constant(1_777_852_800, 0);
    let end = start.checked_add(SignedDuration::from_hours(weeks * 7 * 24)).unwrap_or(Timestamp::MAX);
    Stretch { start, end }
}

impl<'a> Terms<'a> {
    /// When nobody can be reached in a stretch of time: an item for each offering, severity, language, market
    /// that rows name, and group of services and areas, also where there is no gap at all.
    pub fn gaps(&self, range: Stretch) -> Vec<Gap<'a>> {
        self.offerings.iter().flat_map(|offering| self.gaps_of(offering, range)).collect()
    }

    fn gaps_of(&self, offering: &'a Offering, range: Stretch) -> Vec<Gap<'a>> {
        let mut known: BTreeMap<Way, Reach> = BTreeMap::new();
        let mut gaps: Vec<Gap<'a>> = Vec::new();
        for severity in self.asked_severities() {
            for language in &offering.languages {
                for market in asked_markets(offering) {
                    let first = gaps.len();
                    for (service, area) in self.cells(offering) {
                        let case = Case {
                            service: Some(service.clone()),
                            area: Some(area),
                            kinds: severity.clone().map(CaseKind::Severity).into_iter().collect(),
                            language: Some(*language),
                            channel: None,
                            market: market.clone(),
                        };
                        let reach = self.reach_of(offering, &case, *language, range, &mut known);
                        let nobody = reach.nobody(range);
                        let same = gaps[first..]
                            .iter_mut()
                            .find(|gap| gap.nobody == nobody && gap.unknown == reach.unknown);
                        match same {
                            Some(gap) => gap.cells.push((service, area)),
                            None => gaps.push(Gap {
                                offering,
                                severity: severity.clone(),
                                language: *language,
                                market: market.clone(),
                                cells: vec![(service, area)],
                                nobody,
                                unknown: reach.unknown,
                            }),
                        }
                    }
                }
            }
        }
        gaps
    }

    fn reach_of(
        &self,
        offering: &'a Offering,
        case: &Case,
        language: Locale,
        range: Stretch,
        known: &mut BTreeMap<Way, Reach>,
    ) -> Reach {
        let channels = self.channels_for(offering, case).into_iter().map(|channel| Some(channel.id.clone()));
        let mut ways: Vec<Way> = Vec::new();
        for channel in channels.chain([None]) {
            let case = Case { channel: channel.clone(), ..case.clone() };
            let chain = self.chain(offering, &case);
            let way = (chain.resolution.won, channel.filter(|_| offering.coverage.is_empty()), language);
            known.entry(way.clone()).or_insert_with(|| chain.reach(Some(language), range));
            ways.push(way);
        }
        // A row without a channel is asked only where the offering has no channels at all.
        if ways.len() > 1 {
            ways.pop();
        }
        Reach::any(&ways.iter().filter_map(|way| known.get(way)).collect::<Vec<_>>())
    }

    fn asked_severities(&self) -> Vec<Option<SeverityId>> {
        match self.severities {
            [] => vec![None],
            all => all.iter().map(|severity| Some(severity.id.clone())).collect(),
        }
    }

    /// The services and areas that an offering covers.
    pub fn cells(&self, offering: &Offering) -> Vec<(ServiceId, Area)> {
        let services = offering.services.iter();
        let services = services.filter_map(|id| self.services.iter().find(|service| service.id == *id));
        let cells =
            services.flat_map(|service| service.cells.iter().map(|cell| (service.id.clone(), cell.area)));
        cells.filter(|(service, area)| offering.covers(service, *area)).collect()
    }
}

/// The markets that rows of an offering name; `None` stands for all others.
fn asked_markets(offering: &Offering) -> Vec<Option<MarketId>> {
    let mut markets = vec![None];
    for row in &offering.coverage {
        if row.keys.market.is_some() && !markets.contains(&row.keys.market) {
            markets.push(row.keys.market.clone());
        }
    }
    markets
}
