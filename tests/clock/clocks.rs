//! The clocks of the world, minute by minute: what each of them shows at an instant, and at which instants it
//! shows a local time. Built by stepping over every minute, so that no rule about jumps is needed.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;

/// The zones of the random hours: with and without jumps, jumps of half an hour, jumps at midnight in both
/// directions (Cairo, Beirut and Santiago skip it; Havana and the Azores pass it twice), one that skipped a whole day, and
/// one whose clock went back over midnight (St. John's, from 00:01 on).
pub(crate) const ZONES: [&str; 12] = [
    "Asia/Shanghai",
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
    "America/Havana",
];

/// A stretch of time for which clocks are known: the years that hours are planned for, the weeks around the
/// day that Apia skipped, 2011-12-30, and those around 2010-11-07 in St. John's.
#[derive(Clone, Copy)]
pub(crate) struct Era {
    first: &'static str,
    last: &'static str,
}

/// The eras, by number.
pub(crate) const ERAS: [Era; 3] = [
    Era { first: "2024-12-01T00:00Z", last: "2028-02-01T00:00Z" },
    Era { first: "2011-10-01T00:00Z", last: "2012-04-01T00:00Z" },
    Era { first: "2010-08-15T00:00Z", last: "2011-03-01T00:00Z" },
];

/// One zone's clock in one era. Instants are minutes since 1970 in UTC, local times are minutes since 1970 as
/// the clock shows them.
pub(crate) struct Clock {
    first: i64,
    /// What the clock is ahead of UTC, for each minute.
    ahead: Vec<i16>,
    /// The first local time that `passings` knows.
    first_local: i64,
    /// The first and the last minute at which the clock shows a local time; the first minute after the jump
    /// where it never does.
    passings: Vec<(u32, u32)>,
}

static CLOCKS: LazyLock<Vec<Vec<Clock>>> = LazyLock::new(|| {
    ERAS.iter().map(|era| ZONES.iter().map(|zone| Clock::stepped(zone, *era)).collect()).collect()
});

/// The clock of a zone in an era.
pub(crate) fn clock(era: usize, zone: &str) -> &'static Clock {
    &CLOCKS[era][ZONES.iter().position(|name| *name == zone).unwrap()]
}

fn minute(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_second() / 60
}

impl Clock {
    fn stepped(zone: &str, era: Era) -> Self {
        let zone = TimeZone::get(zone).unwrap();
        let (first, last) = (minute(era.first), minute(era.last));
        let ahead = |at: i64| {
            let seconds = zone.to_offset(Timestamp::from_second(at * 60).unwrap()).seconds();
            assert_eq!(seconds % 60, 0, "an offset of whole minutes");
            i16::try_from(seconds / 60).unwrap()
        };
        let ahead: Vec<i16> = (first..last).map(ahead).collect();
        let first_local = first + i64::from(ahead[0]);
        let mut passings: Vec<(u32, u32)> = Vec::with_capacity(ahead.len() + 2000);
        for (index, (at, ahead)) in (first..).zip(&ahead).enumerate() {
            let local = usize::try_from(at + i64::from(*ahead) - first_local).unwrap();
            let index = u32::try_from(index).unwrap();
            if local < passings.len() {
                passings[local].1 = index;
            }
            // More than one is new where the clock jumps ahead.
            while passings.len() <= local {
                passings.push((index, index));
            }
        }
        Self { first, ahead, first_local, passings }
    }

    /// The first and the last instant of the era.
    pub(crate) fn span(&self) -> (i64, i64) {
        (self.first, self.first + i64::try_from(self.ahead.len()).unwrap())
    }

    /// What the clock shows at an instant.
    pub(crate) fn local(&self, at: i64) -> i64 {
        at + i64::from(self.ahead[usize::try_from(at - self.first).unwrap()])
    }

    /// The day that the clock shows at an instant, counted from 1970-01-01.
    pub(crate) fn day(&self, at: i64) -> i64 {
        self.local(at).div_euclid(DAY)
    }

    /// The instant at which the clock first shows a local time.
    pub(crate) fn opening(&self, local: i64) -> i64 {
        self.first + i64::from(self.passings[usize::try_from(local - self.first_local).unwrap()].0)
    }

    /// The instant at which the clock last shows a local time.
    pub(crate) fn closing(&self, local: i64) -> i64 {
        self.first + i64::from(self.passings[usize::try_from(local - self.first_local).unwrap()].1)
    }

    /// The instants at which the clock jumps.
    pub(crate) fn jumps(&self) -> Vec<i64> {
        let pairs = self.ahead.windows(2).zip(self.first + 1..);
        pairs.filter(|(pair, _)| pair[0] != pair[1]).map(|(_, at)| at).collect()
    }
}

#[test]
fn the_clocks_jump_as_the_cases_need() {
    let jumps = |era, zone| clock(era, zone).jumps().len();
    assert_eq!(jumps(0, "Asia/Shanghai"), 0);
    for zone in &ZONES[1..8] {
        assert!(jumps(0, zone) >= 6, "{zone} jumps {} times", jumps(0, zone));
    }
    assert!(ZONES[8..10].iter().all(|zone| jumps(0, zone) == 0));
    let apia = clock(1, "Pacific/Apia");
    let local = minute;
    assert_eq!(
        apia.opening(local("2011-12-30T12:00Z")),
        apia.opening(local("2011-12-31T00:00Z")),
        "no such day"
    );
    for (zone, text) in [("America/Havana", "2025-11-02T00:30Z"), ("Atlantic/Azores", "2026-10-25T00:30Z")] {
        let (clock, twice) = (clock(0, zone), local(text));
        assert_eq!(clock.closing(twice) - clock.opening(twice), 60, "the hour after midnight passes twice");
    }
    let newfoundland = clock(2, "America/St_Johns");
    let begins = newfoundland.opening(local("2010-11-07T00:00Z"));
    assert!(newfoundland.day(begins + 1) < newfoundland.day(begins), "the day before comes again");
}
