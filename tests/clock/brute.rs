//! The program against the oracle: every minute of random schedules, and a hundred thousand deadlines.

use jiff::Timestamp;
use rayon::prelude::*;
use supportbook::model::duration::Unit;
use supportbook::model::schedule::{Deadline, Next, Openings, State};
use supportbook::model::times::Stretch;

use crate::generated::{Question, World};
use crate::oracle::{Answer, Minute};
use crate::random::Random;

/// Random schedules, and the questions that each is asked.
const WORLDS: u64 = 2000;
const QUESTIONS: usize = 50;

/// What the questions came to.
#[derive(Clone, Copy, Default, Debug)]
struct Figures {
    minutes: usize,
    hours: usize,
    days: usize,
    elapsed: usize,
    due: usize,
    undetermined: usize,
    never: usize,
    /// Due exactly when somebody leaves.
    at_closing: usize,
    /// Left out: the answer lies past the window.
    beyond: usize,
}

impl Figures {
    fn cases(self) -> usize {
        self.minutes + self.hours + self.days + self.elapsed
    }

    fn and(self, other: Self) -> Self {
        Self {
            minutes: self.minutes + other.minutes,
            hours: self.hours + other.hours,
            days: self.days + other.days,
            elapsed: self.elapsed + other.elapsed,
            due: self.due + other.due,
            undetermined: self.undetermined + other.undetermined,
            never: self.never + other.never,
            at_closing: self.at_closing + other.at_closing,
            beyond: self.beyond + other.beyond,
        }
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are worth a look")]
fn deadlines_are_what_stepping_over_the_minutes_says() {
    let worlds: Vec<Result<Figures, String>> = (0..WORLDS).into_par_iter().map(world).collect();
    let faults: Vec<&String> = worlds.iter().filter_map(|world| world.as_ref().err()).collect();
    let shown = faults.iter().take(400).map(|fault| format!("{fault}\n\n")).collect::<String>();
    assert!(faults.is_empty(), "{} of {WORLDS} schedules differ, among them\n\n{shown}", faults.len());
    let figures = worlds.into_iter().flatten().fold(Figures::default(), Figures::and);
    eprintln!("{} cases on {WORLDS} schedules: {figures:?}", figures.cases());
    assert!(figures.cases() >= 100_000, "{figures:?}");
    for (class, least) in [
        (figures.minutes, 20_000),
        (figures.hours, 10_000),
        (figures.days, 20_000),
        (figures.elapsed, 10_000),
        (figures.due, 50_000),
        (figures.undetermined, 10_000),
        (figures.never, 100),
        (figures.at_closing, 5_000),
    ] {
        assert!(class >= least, "too few of a class: {figures:?}");
    }
    assert!(figures.beyond < figures.cases() / 5, "too many are left out: {figures:?}");
}

/// Judges one random schedule, and the answers to questions about it; the first difference, if there is one.
fn world(seed: u64) -> Result<Figures, String> {
    let mut random = Random::new(seed);
    let world = World::new(&mut random);
    let differ = |fault: String| format!("seed {seed}: {fault}\nof {}", world.readable());
    same_minutes(&world, world.first, world.end()).map_err(differ)?;
    let middle = random.from(world.first + 1, world.end());
    same_minutes(&world, middle, random.from(middle, world.end()) + 1).map_err(differ)?;
    let mut figures = Figures::default();
    let mut asked = 0;
    while asked < QUESTIONS && figures.beyond < 20 * QUESTIONS {
        let question = world.question(&mut random);
        same_moment(&world, question.received).map_err(differ)?;
        let answer = world.map.deadline(question.received, question.within);
        if answer == Answer::Beyond {
            figures.beyond += 1;
            continue;
        }
        same_deadline(&world, question, answer).map_err(differ)?;
        asked += 1;
        note(&mut figures, &world, question, answer);
    }
    Ok(figures)
}

fn note(figures: &mut Figures, world: &World, question: Question, answer: Answer) {
    let Question { received, within } = question;
    *match within.unit {
        Unit::BusinessMinutes => &mut figures.minutes,
        Unit::BusinessHours => &mut figures.hours,
        Unit::BusinessDays => &mut figures.days,
        Unit::ElapsedMinutes | Unit::ElapsedHours => &mut figures.elapsed,
    } += 1;
    match answer {
        Answer::Due { start, due } => {
            assert!(received <= start && start < due, "{question:?}");
            figures.due += 1;
            let is_closing = due % 60 == 0
                && world.map.at(due / 60) != Some(Minute::Open)
                && world.map.at(due / 60 - 1) == Some(Minute::Open);
            figures.at_closing += usize::from(is_closing);
        }
        Answer::Undetermined(_) => figures.undetermined += 1,
        Answer::Never => figures.never += 1,
        Answer::Beyond => {}
    }
}

fn ensure(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise()) }
}

/// The schedule says the same of each minute of a stretch.
fn same_minutes(world: &World, from: i64, until: i64) -> Result<(), String> {
    let range = Stretch::new(instant(from * 60), instant(until * 60)).unwrap();
    let Openings { open, unknown } = world.schedule.openings(range);
    let mut given = vec![Minute::Closed; usize::try_from(until - from).unwrap()];
    for (times, minute) in [(unknown, Minute::Unknown), (open, Minute::Open)] {
        let mut end = from - 1;
        for stretch in times.iter() {
            let (start, after) = (stretch.start.as_second(), stretch.end.as_second());
            ensure(start % 60 == 0 && after % 60 == 0, || "not whole minutes".to_owned())?;
            ensure(end < start / 60 && start < after, || "stretches touch or lack order".to_owned())?;
            end = after / 60;
            for at in start / 60..end {
                let before = std::mem::replace(&mut given[usize::try_from(at - from).unwrap()], minute);
                ensure(before == Minute::Closed, || "both open and unknown".to_owned())?;
            }
        }
    }
    for (at, given) in (from..until).zip(given) {
        let expected = world.map.at(at).unwrap();
        ensure(given == expected, || {
            format!("{} is {given:?}, the oracle says {expected:?}", instant(at * 60))
        })?;
    }
    Ok(())
}

/// The schedule says the same of an instant, and of what comes after it.
fn same_moment(world: &World, second: i64) -> Result<(), String> {
    let at = instant(second);
    let expected = match world.map.at(second.div_euclid(60)).unwrap() {
        Minute::Open => State::Open,
        Minute::Unknown => State::Unknown,
        Minute::Closed => State::Closed,
    };
    let state = world.schedule.state(at);
    ensure(state == expected, || format!("{at} is {state:?}, the oracle says {expected:?}"))?;
    let expected = match world.map.start(second) {
        Ok(start) => Next::At(instant(start)),
        Err(Answer::Undetermined(from)) => Next::Unknown(instant(from)),
        Err(_) => return Ok(()),
    };
    let next = world.schedule.next(at);
    ensure(next == expected, || format!("after {at} comes {next:?}, the oracle says {expected:?}"))
}

/// The schedule gives the same deadline, and counts the time that belongs to it.
fn same_deadline(world: &World, question: Question, answer: Answer) -> Result<(), String> {
    let Question { received, within } = question;
    let deadline = world.schedule.deadline(instant(received), within);
    let given = match &deadline {
        Deadline::Due(counted) => {
            Answer::Due { start: counted.start.as_second(), due: counted.due.as_second() }
        }
        Deadline::Undetermined(from) => Answer::Undetermined(from.as_second()),
        Deadline::Never => Answer::Never,
    };
    let shown = |answer| match answer {
        Answer::Due { start, due } => format!("due {} from {}", instant(due), instant(start)),
        Answer::Undetermined(from) => format!("undetermined from {}", instant(from)),
        other => format!("{other:?}"),
    };
    ensure(given == answer, || {
        let (asked, given, answer) = (instant(received), shown(given), shown(answer));
        format!("{within:?} received {asked} is {given}, the oracle says {answer}")
    })?;
    let Deadline::Due(counted) = deadline else { return Ok(()) };
    let seconds = match within.unit {
        Unit::BusinessMinutes => 60,
        Unit::BusinessHours => 3600,
        _ => return Ok(()),
    };
    let used: Vec<Stretch> = counted.times.iter().collect();
    let sum: i64 = used.iter().map(|stretch| stretch.end.as_second() - stretch.start.as_second()).sum();
    let is_whole = sum == seconds * i64::from(within.count)
        && used.first().is_some_and(|stretch| stretch.start == counted.start)
        && used.last().is_some_and(|stretch| stretch.end == counted.due);
    ensure(is_whole, || format!("{within:?} received {} counts {used:?}", instant(received)))
}

fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}
