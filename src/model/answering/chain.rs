//! The links of the row that holds: who answers, one after the other, with their schedules.

use super::Terms;
use crate::locale::Locale;
use crate::model::coverage::{Case, Mode, Resolution, resolve_coverage};
use crate::model::desk::Desk;
use crate::model::duration::Duration;
use crate::model::offering::Offering;
use crate::model::schedule::Schedule;

/// Who answers a case, one after the other: the first that is open.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    /// Which row of the offering holds, and why the others do not.
    pub resolution: Resolution,
    /// The links in order.
    pub links: Vec<Link<'a>>,
}

/// One who answers.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// How.
    pub mode: Mode,
    /// Within what, for a call back.
    pub within: Option<Duration>,
    /// The desks in order, or the hours of an offering without rows; none where a machine answers at all
    /// hours.
    pub sides: Vec<Side<'a>>,
}

/// A desk of a link, or hours in its place.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The desk; `None` for the hours of an offering or a channel.
    pub desk: Option<&'a Desk>,
    /// When it is open.
    pub schedule: Schedule,
    /// The languages spoken whenever it is.
    pub languages: &'a [Locale],
    /// Languages spoken besides while these hours are open.
    pub languages_at: Vec<(Schedule, &'a [Locale])>,
}

impl Mode {
    /// Whether a person can be reached that way.
    pub fn reaches_somebody(self) -> bool {
        match self {
            Self::Staffed | Self::OnCall | Self::Callback => true,
            Self::Voicemail | Self::Inbox => false,
        }
    }
}

impl Link<'_> {
    /// Whether it answers at every hour, since no desk limits it.
    pub fn is_last(&self) -> bool {
        self.sides.is_empty()
    }
}

impl<'a> Terms<'a> {
    /// Who answers a case of an offering, one after the other.
    pub fn chain(&self, offering: &'a Offering, case: &Case) -> Chain<'a> {
        let resolution = resolve_coverage(&offering.coverage, case);
        if offering.coverage.is_empty() {
            return Chain { links: self.without_rows(offering, case), resolution };
        }
        let answers = resolution.won.map_or(&[][..], |row| &offering.coverage[row].answers);
        let links = answers.iter().map(|answer| {
            let desks = answer.desks.iter().filter_map(|id| self.desk(id));
            let sides = desks.map(|desk| self.side(desk)).collect();
            Link { mode: answer.mode, within: answer.within, sides }
        });
        // A person cannot answer without a desk; that the row names none is a finding of its own.
        let links = links.filter(|link| !link.is_last() || !link.mode.reaches_somebody());
        Chain { links: links.collect(), resolution }
    }

    fn side(&self, desk: &'a Desk) -> Side<'a> {
        let at = desk.languages_at.iter().map(|(hours, languages)| (self.schedule(hours), &languages[..]));
        Side {
            desk: Some(desk),
            schedule: self.schedule(&desk.hours),
            languages: &desk.languages,
            languages_at: at.collect(),
        }
    }

    /// The simple case: the hours of the channel, else those of the offering, in its languages.
    fn without_rows(&self, offering: &'a Offering, case: &Case) -> Vec<Link<'a>> {
        let channel = case.channel.as_ref().and_then(|id| self.channel(id));
        let own = channel.and_then(|channel| channel.hours.as_ref());
        let hours = own.map_or(&offering.hours[..], std::slice::from_ref);
        let languages = match channel {
            Some(channel) if !channel.languages.is_empty() => &channel.languages,
            _ => &offering.languages,
        };
        let side = |id| Side { desk: None, schedule: self.schedule(id), languages, languages_at: Vec::new() };
        let sides: Vec<Side<'a>> = hours.iter().map(side).collect();
        if sides.is_empty() { Vec::new() } else { vec![Link { mode: Mode::Staffed, within: None, sides }] }
    }
}

impl Chain<'_> {
    /// The hours in which business time counts: of staffed desks, or of all where none is staffed.
    pub fn business(&self) -> Schedule {
        let of = |staffed: bool| {
            let links = self.links.iter().filter(move |link| !staffed || link.mode == Mode::Staffed);
            Schedule::joined(links.flat_map(|link| link.sides.iter().map(|side| &side.schedule)))
        };
        let staffed = of(true);
        if staffed.is_empty() { of(false) } else { staffed }
    }
}
