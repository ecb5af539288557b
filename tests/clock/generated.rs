//! Random desks and random questions, around the jumps of clocks and the ends of calendars.

use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp};
use supportbook::model::duration::{Duration, Unit};
use supportbook::model::hours::{
    BusinessDayRule, Calendar, Change, Days, Exception, HolidayScope, Interval, WEEK,
};
use supportbook::model::ids::CalendarId;
use supportbook::model::schedule::Schedule;

use crate::clocks::{ZONES, clock};
use crate::days::Desk;
use crate::making;
use crate::oracle::{Map, Minute};
use crate::random::Random;

/// Minutes of a window.
const WINDOW: usize = 64 * 24 * 60;

/// Random desks with the window in which questions are asked.
pub(crate) struct World {
    pub(crate) desks: Vec<Desk>,
    pub(crate) schedule: Schedule,
    pub(crate) map: Map,
    /// The first minute of the window.
    pub(crate) first: i64,
    /// A minute at which something happens to a clock or a calendar.
    center: i64,
    /// The minutes at which somebody comes or goes, or knowledge ends.
    edges: Vec<i64>,
}

/// What is asked: received at a second, due within a duration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) received: i64,
    pub(crate) within: Duration,
}

impl World {
    pub(crate) fn new(random: &mut Random) -> Self {
        let (era, zone) = match random.below(100) {
            0..=3 => (1, "Pacific/Apia"),
            4..=7 => (2, "America/St_Johns"),
            _ => (0, random.pick(&ZONES)),
        };
        let (center, first) = place(random, era, zone);
        let count = 1 + random.pick(&[0, 0, 0, 1, 1, 2]);
        let today = date(center);
        let mut desks = vec![desk(random, zone, today)];
        for _ in 1..count {
            let zone = if random.chance(25) { zone } else { random.pick(&ZONES) };
            desks.push(desk(random, zone, today));
        }
        let map = Map::new(&desks, era, first, WINDOW);
        let changes = map.minutes().windows(2).zip(first + 1..);
        let edges = changes.filter(|(pair, _)| pair[0] != pair[1]).map(|(_, at)| at).collect();
        Self { schedule: schedule(&desks), desks, map, first, center, edges }
    }

    /// The minute after the last one of the window.
    pub(crate) fn end(&self) -> i64 {
        self.first + i64::try_from(WINDOW).unwrap()
    }

    /// The desks for whoever looks for a fault.
    pub(crate) fn readable(&self) -> String {
        let desk = |Desk { hours, calendars }: &Desk| {
            let mut text =
                format!("{} {:?} {:?}\n", hours.time_zone, hours.holiday_scope, hours.business_day_rule);
            for (day, intervals) in hours.weekly.0.iter().enumerate() {
                text += &format!("  day {day}: {}\n", shown(intervals));
            }
            for Exception { days, change, .. } in &hours.exceptions {
                let (word, intervals) = match change {
                    Change::Instead(intervals) => ("instead", intervals),
                    Change::Besides(intervals) => ("besides", intervals),
                };
                text += &format!("  {}/{} {word} {}\n", days.first, days.last, shown(intervals));
            }
            for (index, file) in calendars
                .iter()
                .enumerate()
                .flat_map(|(index, files)| files.iter().map(move |file| (index, file)))
            {
                let days = |days: &[Days]| {
                    days.iter().map(|days| format!(" {}/{}", days.first, days.last)).collect::<String>()
                };
                let (off, work) = (days(&file.off), days(&file.work));
                text += &format!(
                    "  calendar {index} {}/{} off{off} work{work} as {:?}\n",
                    file.covers.first, file.covers.last, file.work_template
                );
            }
            text
        };
        self.desks.iter().map(desk).collect()
    }

    /// A random question.
    pub(crate) fn question(&self, random: &mut Random) -> Question {
        let (early, late) = (self.first, self.end() - 14 * 24 * 60);
        let minute = match random.below(10) {
            0..=2 => random.from(early, late),
            3 => self.center + random.from(-2 * 24 * 60, 2 * 24 * 60),
            4 => self.center + random.from(-120, 120),
            _ if self.edges.is_empty() => random.from(early, late),
            5..=7 => random.pick(&self.edges) + random.from(-1, 2),
            _ => random.pick(&self.edges) - random.from(0, 600),
        };
        let second = random.pick(&[0, 0, 0, 0, 0, 0, 1, 59]);
        let received = minute.clamp(early, late) * 60 + second;
        let unit = random.pick(&[
            Unit::BusinessMinutes,
            Unit::BusinessMinutes,
            Unit::BusinessMinutes,
            Unit::BusinessHours,
            Unit::BusinessHours,
            Unit::BusinessDays,
            Unit::BusinessDays,
            Unit::BusinessDays,
            Unit::ElapsedMinutes,
            Unit::ElapsedHours,
        ]);
        let count = match unit {
            Unit::BusinessMinutes if random.chance(40) => self.until_edge(random, minute),
            Unit::BusinessMinutes => random.from(1, 3000),
            Unit::BusinessHours => random.pick(&[1, 2, 4, 8, 16, 40]) + random.from(0, 3),
            Unit::BusinessDays => random.pick(&[1, 1, 2, 3, 5]) + random.from(0, 3),
            Unit::ElapsedMinutes | Unit::ElapsedHours => random.from(1, 5000),
        };
        Question { received, within: Duration { count: u32::try_from(count).unwrap(), unit } }
    }

    /// How many open minutes lie between a minute and one of the next edges, or one more or less.
    fn until_edge(&self, random: &mut Random, minute: i64) -> i64 {
        let next = self.edges.partition_point(|edge| *edge <= minute) + random.below(8);
        let Some(edge) = self.edges.get(next) else { return random.from(1, 100) };
        let open = (minute..*edge).filter(|at| self.map.at(*at) == Some(Minute::Open)).count();
        (i64::try_from(open).unwrap() + random.pick(&[0, 0, 0, 0, -1, 1])).max(1)
    }
}

/// The middle of the interest, and the first minute of a window around it.
fn place(random: &mut Random, era: usize, zone: &str) -> (i64, i64) {
    let clock = clock(era, zone);
    let (from, until) = clock.span();
    let margin = 5 * 24 * 60;
    let last = until - margin - i64::try_from(WINDOW).unwrap();
    let jumps = clock.jumps();
    let center = match random.chance(75) && !jumps.is_empty() {
        true => random.pick(&jumps),
        false => random.from(from + margin, last),
    };
    let first = (center - random.from(4, 40) * 24 * 60).clamp(from + margin, last);
    (center.max(first), first)
}

fn date(minute: i64) -> Date {
    Timestamp::from_second(minute * 60).unwrap().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

/// The engine's view of desks: calendars have names there.
fn schedule(desks: &[Desk]) -> Schedule {
    let mut files: Vec<Arc<Calendar>> = Vec::new();
    let mut named = Vec::new();
    for desk in desks {
        let mut hours = desk.hours.clone();
        for entry in &desk.calendars {
            let first = files.len();
            files.extend(entry.iter().cloned().map(Arc::new));
            // An entry without files is a name that nothing answers to.
            let ids = (first..files.len().max(first + 1)).map(|index| {
                let known = index < files.len();
                CalendarId::new(&if known { index.to_string() } else { "none".to_owned() })
            });
            hours.calendars.push(ids.collect());
        }
        named.push(Arc::new(hours));
    }
    Schedule::new(&named, |id| id.as_str().parse::<usize>().ok().map(|index| Arc::clone(&files[index])))
}

fn desk(random: &mut Random, zone: &str, center: Date) -> Desk {
    let mut hours = making::hours(zone);
    hours.weekly.0 = week(random);
    hours.holiday_scope = random.pick(&[HolidayScope::OpeningDate, HolidayScope::CalendarTime]);
    hours.business_day_rule = random.pick(&[BusinessDayRule::EndOfNthDay, BusinessDayRule::SameTimeNthDay]);
    let entries = random.pick(&[0, 0, 1, 1, 1, 2]);
    let calendars: Vec<Vec<Calendar>> = (0..entries).map(|_| entry(random, center)).collect();
    let is_empty = hours.weekly.0.iter().all(Vec::is_empty);
    if !is_empty && random.chance(60) {
        hours.exceptions = exceptions(random, center);
    }
    Desk { hours, calendars }
}

/// The intervals of a week: of an office, of the night, of every hour, of few days, or of no sense at all.
fn week(random: &mut Random) -> [Vec<Interval>; 7] {
    let office = making::intervals(&[random.pick(&["09:00-18:00", "08:30-17:15", "10:00-19:00"])]);
    let night = making::intervals(&[random.pick(&["22:00-06:00", "18:00-00:00", "23:30-02:30"])]);
    let early = making::intervals(&[random.pick(&["00:00-10:00", "00:00-24:00", "01:30-02:30"])]);
    let lunch = making::intervals(&["09:00-12:00", "13:30-18:00"]);
    let workdays = |intervals: Vec<Interval>| {
        std::array::from_fn(|day| if day < 5 { intervals.clone() } else { Vec::new() })
    };
    match random.below(20) {
        0..=3 => workdays(office),
        4..=6 => workdays(lunch),
        7 | 8 => workdays(night),
        9 => std::array::from_fn(|_| night.clone()),
        10 | 11 => std::array::from_fn(|_| early.clone()),
        12 => std::array::from_fn(|_| making::intervals(&["00:00-24:00"])),
        13 => {
            let days = random.below(128);
            std::array::from_fn(|day| if days >> day & 1 == 1 { office.clone() } else { Vec::new() })
        }
        14 if random.chance(30) => workdays(Vec::new()),
        _ => std::array::from_fn(|_| if random.chance(75) { intervals(random) } else { Vec::new() }),
    }
}

/// Up to three intervals of one day, sorted and apart; the last may end on the next day.
fn intervals(random: &mut Random) -> Vec<Interval> {
    let step = random.pick(&[1, 15, 60]);
    let mut times: Vec<u16> = (0..2 * (1 + random.below(3)))
        .map(|_| step * u16::try_from(random.below(usize::from(1440 / step + 1))).unwrap())
        .collect();
    times.sort_unstable();
    times.dedup();
    let mut made: Vec<Interval> =
        times.chunks_exact(2).map(|pair| Interval { open: pair[0], close: pair[1] }).collect();
    if let Some(last) = made.last_mut()
        && random.chance(30)
    {
        last.close = u16::try_from(random.below(usize::from(last.open.max(1)))).unwrap();
        if *last == (Interval { open: 0, close: 0 }) {
            last.close = 1;
        }
    }
    made
}

/// One calendar of one file or two, or of none that anybody can find.
fn entry(random: &mut Random, center: Date) -> Vec<Calendar> {
    if random.chance(3) {
        return Vec::new();
    }
    let first = later(center, random.pick(&[-60, -60, -60, -10, -3]));
    let middle = later(center, random.from(-5, 6));
    let last = later(center, random.pick(&[4, 8, 20, 60, 60, 60, 90, 90]));
    if random.chance(50) || middle <= first || last <= middle {
        return vec![file(random, first, last)];
    }
    // The second file goes on, repeats some days, or leaves some out.
    let next = later(middle, random.pick(&[1, 1, 1, -2, 3]).min(days_between(middle, last)));
    vec![file(random, first, middle), file(random, next, last)]
}

fn days_between(first: Date, last: Date) -> i64 {
    i64::from((last - first).get_days())
}

fn file(random: &mut Random, first: Date, last: Date) -> Calendar {
    let count = days_between(first, last);
    let mut days = |most: usize, longest: i64| -> Vec<Days> {
        let mut all = Vec::new();
        for _ in 0..random.below(most) {
            let from = random.from(0, count + 1);
            let to = (from + random.from(0, longest)).min(count);
            all.push(Days { first: later(first, from), last: later(first, to) });
        }
        all
    };
    let (off, work) = (days(12, 4), days(14, 1));
    let template = if random.chance(70) { Weekday::Monday } else { random.pick(&WEEK) };
    Calendar {
        name: None,
        region: "XX".into(),
        covers: Days { first, last },
        source: None,
        off,
        work,
        work_template: template,
    }
}

/// Exceptions on some days near the middle, each day at most once.
fn exceptions(random: &mut Random, center: Date) -> Vec<Exception> {
    let mut from = later(center, random.from(-20, 0));
    let mut made = Vec::new();
    for _ in 0..=random.below(6) {
        let last = later(from, random.pick(&[0, 0, 0, 1, 3]));
        let intervals = if random.chance(75) { intervals(random) } else { Vec::new() };
        let change = match random.chance(50) && !intervals.is_empty() {
            true => Change::Besides(intervals),
            false => Change::Instead(intervals),
        };
        made.push(Exception { days: Days { first: from, last }, change, note: None });
        from = later(last, random.from(1, 9));
    }
    made
}

fn shown(intervals: &[Interval]) -> String {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let texts = intervals.iter().map(|interval| format!("{}-{} ", time(interval.open), time(interval.close)));
    texts.collect()
}
