//! `who` at random instants.

use jiff::Timestamp;
use supportbook::model::answering::{Now, Opening};
use supportbook::model::coverage::Case;
use supportbook::model::ids::{MarketId, ServiceId};
use supportbook::model::offering::Offering;
use supportbook::model::service::Area;
use supportbook::model::site::Site;
use supportbook::model::target::CaseKind;

use crate::oracle::Minute;
use crate::random::Random;
use crate::reading::{Reading, WINDOW};
use crate::{PROJECTS, site};

/// How many instants in all.
const INSTANTS: usize = 5_001;
/// How far the next opening is looked for, in minutes.
const AHEAD: i64 = 12 * 24 * 60;

fn one<T: Clone>(random: &mut Random, items: &[T]) -> Option<T> {
    let at = random.below(items.len() + 1);
    items.get(at).cloned()
}

fn case(random: &mut Random, site: &Site, offering: &Offering) -> Case {
    let cells: Vec<(ServiceId, Area)> = site.terms().cells(offering);
    let (service, area) = cells[random.below(cells.len())].clone();
    let severities: Vec<CaseKind> =
        site.severities.iter().map(|one| CaseKind::Severity(one.id.clone())).collect();
    let requests: Vec<CaseKind> = site.requests.iter().map(|one| CaseKind::Request(one.kind)).collect();
    let kinds = one(random, &severities).into_iter().chain(one(random, &requests)).collect();
    let markets: Vec<MarketId> =
        site.partner.iter().flat_map(|partner| &partner.markets).map(|market| market.id.clone()).collect();
    Case {
        service: Some(service),
        area: Some(area),
        kinds,
        language: one(random, &offering.languages),
        channel: one(random, &offering.channels),
        market: one(random, &markets),
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "one comparison after the other")]
fn who_answers_as_the_table_is_read() {
    let mut random = Random::new(20_261_123);
    let (mut seen, mut openings) = ([0_usize; 3], 0);
    for project in PROJECTS {
        let site = site(project);
        let terms = site.terms();
        let reading = Reading::new(&site);
        for _ in 0..INSTANTS / PROJECTS.len() {
            let offering = &*site.offerings[random.below(site.offerings.len())];
            let case = case(&mut random, &site, offering);
            let minute = random.from(WINDOW.0 + 20_000, WINDOW.0 + 540_000);
            let second = minute * 60 + random.from(0, 60);
            let at = Timestamp::from_second(second).unwrap();
            let chain = terms.chain(offering, &case);
            let reply = chain.reply(case.language, at);
            let what = || format!("{project}: {} {case:?} at {at}: {reply:?}", offering.id);
            assert_eq!(chain.resolution.won, reading.row(offering, &case), "{}", what());
            let links = reading.links(offering, &case);
            match (reading.first(&links, minute), &reply.now) {
                (None, Now::Nobody(None)) => seen[1] += 1,
                (Some((_, Minute::Unknown)), Now::Unknown) => seen[2] += 1,
                (Some((link, _)), Now::Nobody(Some(mode))) => {
                    assert_eq!(link.mode, *mode, "{}", what());
                    seen[1] += 1;
                }
                (Some((link, _)), Now::Somebody(voice)) => {
                    assert_eq!((link.mode, link.within), (voice.mode, voice.within), "{}", what());
                    let same = |id| id == voice.desk.map(|desk| &desk.id);
                    let there = |language| {
                        let mut sides =
                            link.sides.iter().filter(|side| reading.speaks(side, language, minute));
                        sides.next().map(|side| side.desk)
                    };
                    // Whoever speaks the language answers before those who do not.
                    let wanted = there(case.language).or_else(|| there(None));
                    assert!(wanted.is_some_and(same), "{}", what());
                    seen[0] += 1;
                }
                (read, _) => panic!("{read:?}, {}", what()),
            }
            let reached = reading.reached(&links, case.language, minute);
            assert_eq!(reply.reached, reached, "{}", what());
            if reached == Some(true) {
                continue;
            }
            let next = (minute..minute + AHEAD)
                .map(|minute| (minute, reading.reached(&links, case.language, minute)))
                .find(|(_, reached)| *reached != Some(false));
            match (next, &reply.next) {
                (Some((next, Some(true))), Some(Opening::At(at, _))) => {
                    assert_eq!(at.as_second(), (next * 60).max(second), "{}", what());
                }
                (Some((next, None)), Some(Opening::Unknown(at))) => {
                    assert_eq!(at.as_second(), (next * 60).max(second), "{}", what());
                }
                (None, Some(Opening::Never)) => {}
                (None, Some(Opening::At(at, _) | Opening::Unknown(at))) => {
                    assert!(at.as_second() >= (minute + AHEAD) * 60, "{}", what());
                }
                (read, _) => panic!("{read:?}, {}", what()),
            }
            openings += 1;
        }
    }
    let [somebody, nobody, unknown] = seen;
    assert!(somebody > 1_000 && nobody > 400 && unknown > 50 && openings > 500, "{seen:?} {openings}");
}
