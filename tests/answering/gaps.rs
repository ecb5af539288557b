//! `gaps` at every hour of a year.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use supportbook::model::coverage::Case;
use supportbook::model::target::CaseKind;
use supportbook::model::times::Stretch;

use crate::reading::Reading;
use crate::site;

fn instant(year: i16) -> Timestamp {
    date(year, 1, 3).at(0, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

#[test]
fn gaps_are_the_hours_in_which_nobody_answers() {
    let mut hours = 0;
    for project in ["tests/answering/project", "."] {
        let site = site(project);
        let (terms, reading) = (site.terms(), Reading::new(&site));
        let range = Stretch::new(instant(2026), instant(2027)).unwrap();
        let gaps = terms.gaps(range);
        assert!(gaps.len() > 5);
        for gap in &gaps {
            for (service, area) in &gap.cells {
                let case = Case {
                    service: Some(service.clone()),
                    area: Some(*area),
                    kinds: gap.severity.iter().cloned().map(CaseKind::Severity).collect(),
                    language: Some(gap.language),
                    channel: None,
                    market: gap.market.clone(),
                };
                let channels = terms.channels_for(gap.offering, &case);
                let ways: Vec<_> = if channels.is_empty() {
                    vec![reading.links(gap.offering, &case)]
                } else {
                    let on = |id: &supportbook::model::ids::ChannelId| Case {
                        channel: Some(id.clone()),
                        ..case.clone()
                    };
                    channels.iter().map(|channel| reading.links(gap.offering, &on(&channel.id))).collect()
                };
                for at in (0..365 * 24).map(|hour| range.start.as_second() + hour * 3600) {
                    let reached: Vec<_> =
                        ways.iter().map(|links| reading.reached(links, case.language, at / 60)).collect();
                    let (somebody, unknown) = (reached.contains(&Some(true)), reached.contains(&None));
                    let now = Timestamp::from_second(at).unwrap();
                    let what = || format!("{project}: {} {case:?} at {now}", gap.offering.id);
                    assert_eq!(gap.nobody.contains(now), !somebody && !unknown, "{}", what());
                    assert_eq!(gap.unknown.contains(now), !somebody && unknown, "{}", what());
                    hours += 1;
                }
            }
        }
    }
    assert!(hours > 300_000, "{hours}");
}
