//! A naive reading of who answers: the row that names most, its answers one after the other, and of what a
//! calendar no longer knows, each of the worlds that it could be.

use std::collections::BTreeMap;

use supportbook::locale::Locale;
use supportbook::model::coverage::{Case, Mode, Row};
use supportbook::model::duration::Duration;
use supportbook::model::hours::joined_calendar;
use supportbook::model::ids::{DeskId, HoursId};
use supportbook::model::offering::Offering;
use supportbook::model::site::Site;

use crate::clocks::clock;
use crate::days::Desk;
use crate::oracle::{Map, Minute};

/// The minutes for which it is known who is there: 2026 and the weeks around it.
pub(crate) const WINDOW: (i64, usize) = (29_444_000, 570_000);

/// A project with each minute of its hours.
pub(crate) struct Reading<'a> {
    pub(crate) site: &'a Site,
    minutes: BTreeMap<&'a HoursId, Vec<Minute>>,
}

/// Someone who may answer: their hours, and when they speak what.
#[derive(Debug)]
pub(crate) struct Side<'a> {
    pub(crate) desk: Option<&'a DeskId>,
    hours: &'a HoursId,
    languages: &'a [Locale],
    languages_at: Vec<(&'a HoursId, &'a [Locale])>,
}

/// One after the other.
#[derive(Debug)]
pub(crate) struct Link<'a> {
    pub(crate) mode: Mode,
    pub(crate) within: Option<Duration>,
    pub(crate) sides: Vec<Side<'a>>,
}

/// Whether a person answers: in all worlds, in none, or in some.
pub(crate) type Reached = Option<bool>;

fn reaches(mode: Mode) -> bool {
    mode == Mode::Staffed || mode == Mode::OnCall || mode == Mode::Callback
}

impl<'a> Reading<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        let minutes = site.hours.iter().map(|(id, hours)| {
            let files = |wanted: &str| {
                let own = site
                    .calendars
                    .iter()
                    .filter(|(id, _)| id.as_str() == wanted || joined_calendar(id.as_str()) == wanted);
                own.map(|(_, calendar)| (**calendar).clone()).collect::<Vec<_>>()
            };
            // Each entry of the hours names the files that make one calendar.
            let calendars = hours.calendars.iter().map(|entry| files(joined_calendar(entry[0].as_str())));
            let desk = Desk { hours: (**hours).clone(), calendars: calendars.collect() };
            let _ = clock(0, &desk.hours.time_zone);
            (id, Map::new(&[desk], 0, WINDOW.0, WINDOW.1).minutes().to_vec())
        });
        Self { site, minutes: minutes.collect() }
    }

    pub(crate) fn at(&self, hours: &HoursId, minute: i64) -> Minute {
        self.minutes[hours][usize::try_from(minute - WINDOW.0).unwrap()]
    }

    /// The place of the row that holds.
    #[allow(clippy::unused_self, reason = "one way to ask")]
    pub(crate) fn row(&self, offering: &'a Offering, case: &Case) -> Option<usize> {
        let mut best: Option<(usize, usize, i32)> = None;
        for (at, row) in offering.coverage.iter().enumerate() {
            let Some(named) = named(row, case) else { continue };
            if best
                .is_none_or(|(_, most, priority)| named > most || (named == most && row.priority > priority))
            {
                best = Some((at, named, row.priority));
            }
        }
        best.map(|(at, ..)| at)
    }

    pub(crate) fn links(&self, offering: &'a Offering, case: &Case) -> Vec<Link<'a>> {
        if offering.coverage.is_empty() {
            let channel =
                case.channel.as_ref().map(|id| self.site.channels.iter().find(|one| one.id == *id).unwrap());
            let own = channel.and_then(|channel| channel.hours.as_ref());
            let hours: Vec<&HoursId> = own.map_or(offering.hours.iter().collect(), |id| vec![id]);
            let languages = match channel {
                Some(channel) if !channel.languages.is_empty() => &channel.languages,
                _ => &offering.languages,
            };
            let sides = hours.into_iter().map(|hours| Side {
                desk: None,
                hours,
                languages,
                languages_at: Vec::new(),
            });
            let sides: Vec<_> = sides.collect();
            let link = Link { mode: Mode::Staffed, within: None, sides };
            return if link.sides.is_empty() { Vec::new() } else { vec![link] };
        }
        let Some(row) = self.row(offering, case) else { return Vec::new() };
        let answers = offering.coverage[row].answers.iter();
        answers
            .map(|answer| {
                let desks =
                    answer.desks.iter().map(|id| self.site.desks.iter().find(|desk| desk.id == *id).unwrap());
                let sides = desks.map(|desk| Side {
                    desk: Some(&desk.id),
                    hours: &desk.hours,
                    languages: &desk.languages,
                    languages_at: desk
                        .languages_at
                        .iter()
                        .map(|(hours, spoken)| (hours, &spoken[..]))
                        .collect(),
                });
                Link { mode: answer.mode, within: answer.within, sides: sides.collect() }
            })
            .collect()
    }

    /// The first link that is open or may be, and how that is known.
    pub(crate) fn first<'l>(&self, links: &'l [Link<'a>], minute: i64) -> Option<(&'l Link<'a>, Minute)> {
        links.iter().find_map(|link| {
            let state = |wanted| link.sides.iter().any(|side| self.at(side.hours, minute) == wanted);
            match () {
                () if link.sides.is_empty() || state(Minute::Open) => Some((link, Minute::Open)),
                () if state(Minute::Unknown) => Some((link, Minute::Unknown)),
                () => None,
            }
        })
    }

    /// Whether a side is there for certain and speaks a language for certain.
    pub(crate) fn speaks(&self, side: &Side<'_>, language: Option<Locale>, minute: i64) -> bool {
        self.at(side.hours, minute) == Minute::Open && self.spoken(side, language, minute, &BTreeMap::new())
    }

    fn spoken(&self, side: &Side<'_>, language: Option<Locale>, minute: i64, world: &World<'_>) -> bool {
        let Some(language) = language else { return true };
        side.languages.contains(&language)
            || side
                .languages_at
                .iter()
                .any(|(hours, spoken)| spoken.contains(&language) && self.is_open(hours, minute, world))
    }

    fn is_open(&self, hours: &HoursId, minute: i64, world: &World<'_>) -> bool {
        match self.at(hours, minute) {
            Minute::Open => true,
            Minute::Closed => false,
            Minute::Unknown => world.get(hours).copied().unwrap_or(false),
        }
    }

    /// Whether a person answers who speaks a language.
    pub(crate) fn reached(&self, links: &[Link<'_>], language: Option<Locale>, minute: i64) -> Reached {
        let sides = links.iter().flat_map(|link| &link.sides);
        let mut unknown: Vec<&HoursId> = sides
            .flat_map(|side| {
                std::iter::once(side.hours).chain(side.languages_at.iter().map(|(hours, _)| *hours))
            })
            .filter(|hours| self.at(hours, minute) == Minute::Unknown)
            .collect();
        unknown.sort();
        unknown.dedup();
        let mut seen = (false, false);
        for bits in 0..1_u32 << unknown.len() {
            let world: World<'_> =
                unknown.iter().enumerate().map(|(at, hours)| (*hours, bits >> at & 1 == 1)).collect();
            match self.in_world(links, language, minute, &world) {
                true => seen.0 = true,
                false => seen.1 = true,
            }
        }
        match seen {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn in_world(&self, links: &[Link<'_>], language: Option<Locale>, minute: i64, world: &World<'_>) -> bool {
        for link in links {
            let open: Vec<&Side<'_>> =
                link.sides.iter().filter(|side| self.is_open(side.hours, minute, world)).collect();
            if link.sides.is_empty() || !open.is_empty() {
                return reaches(link.mode)
                    && open.iter().any(|side| self.spoken(side, language, minute, world));
            }
        }
        false
    }
}

/// What is the case of hours of which nothing is known.
type World<'a> = BTreeMap<&'a HoursId, bool>;

/// How many keys a row names, where all of them fit.
fn named(row: &Row, case: &Case) -> Option<usize> {
    let keys = &row.keys;
    let mut named = 0;
    let mut fits = |is_named: bool, same: bool| {
        named += usize::from(is_named);
        !is_named || same
    };
    let all = [
        fits(keys.service.is_some(), keys.service == case.service),
        fits(keys.area.is_some(), keys.area == case.area),
        fits(
            keys.case.is_some(),
            keys.case.as_ref().is_some_and(|kind| case.kinds.iter().any(|one| one == kind)),
        ),
        fits(keys.language.is_some(), keys.language == case.language),
        fits(keys.channel.is_some(), keys.channel == case.channel),
        fits(keys.market.is_some(), keys.market == case.market),
    ];
    all.iter().all(|fits| *fits).then_some(named)
}
