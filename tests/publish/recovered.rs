//! What the next command makes of what a killed one left.

use std::fs;
use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use supportbook::output::Output;
use supportbook::write::{MANIFEST, Way};

use crate::place::{Place, differing, holds, name, output, site};
use crate::writer::{Writer, start_writer};

#[test]
fn stale_staging_folders_are_removed_and_strangers_in_them_are_not() {
    let place = Place::new();
    place.publish(&output(&[("a", "new"), ("en/b", "new")])).unwrap();
    let manifest = fs::read_to_string(place.public().join(MANIFEST)).unwrap();
    // Killed after the exchange; meanwhile someone had put files and a repository into the old tree.
    place.put(&format!("out/.public.supportbook-1/{MANIFEST}"), &manifest);
    for path in ["a", "en/b", "en/mine", "CNAME", ".git/HEAD"] {
        place.put(&format!("out/.public.supportbook-1/{path}"), path);
    }
    fs::create_dir(place.at("out/.public.supportbook-1/.git/refs")).unwrap();
    // Killed while staging.
    place.put("out/.public.supportbook-27/en/half", "ha");
    // Not ours.
    place.put("out/.public.supportbook-x/a", "");
    place.put("out/.public.supportbook-3", "");
    place.put("out/.internal.supportbook-1/a", "");

    place.recover().unwrap();

    let mut beside = place.beside();
    beside.sort();
    assert_eq!(beside, [".internal.supportbook-1", ".public.supportbook-3", ".public.supportbook-x"]);
    for (path, text) in [("a", "new"), ("en/mine", "en/mine"), ("CNAME", "CNAME"), (".git/HEAD", ".git/HEAD")]
    {
        assert_eq!(fs::read_to_string(place.public().join(path)).unwrap(), text, "{path}");
    }
    let error = place.publish(&Output::default()).unwrap_err();
    assert!(place.public().join(".git/refs").is_dir());
    assert_eq!(name(&error), "Foreign", "the stranger is for the user to judge");
}

#[test]
fn of_two_versions_of_a_kept_file_the_newer_stays() {
    for newer in ["out/public/CNAME", "out/.public.supportbook-1/CNAME"] {
        let place = Place::new();
        place.publish(&Output::default()).unwrap();
        fs::create_dir(place.at("out/.public.supportbook-1")).unwrap();
        fs::copy(place.public().join(MANIFEST), place.at("out/.public.supportbook-1").join(MANIFEST))
            .unwrap();
        for path in ["out/public/CNAME", "out/.public.supportbook-1/CNAME"] {
            place.put(path, path);
            let when = Duration::from_secs(if path == newer { 2_000 } else { 1_000 });
            let file = fs::File::options().write(true).open(place.at(path)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + when).unwrap();
        }
        place.recover().unwrap();
        assert_eq!(fs::read_to_string(place.public().join("CNAME")).unwrap(), newer);
        assert!(place.beside().is_empty());
    }
}

#[test]
fn a_replay_that_fails_goes_on_from_where_it_was() {
    let site = |text| output(&[("a.html", text), ("b.html", text), ("z.css", text)]);
    let [other, place] = Place::both_ways();
    other.publish(&site("new")).unwrap();
    place.publish(&site("old")).unwrap();
    for number in 0..3 {
        place.put(&format!("out/public/.supportbook-journal/files/{number}"), "new");
    }
    let manifest = place.public().join(".supportbook-journal").join(MANIFEST);
    fs::copy(other.public().join(MANIFEST), manifest).unwrap();
    fs::remove_file(place.public().join("a.html")).unwrap();
    place.put("out/public/a.html/mine", "in the way of the first page");

    let error = place.recover().unwrap_err();
    assert_eq!((name(&error).as_str(), error.exit_code()), ("Io", 3), "{error}");
    let read = |path| fs::read_to_string(place.public().join(path)).unwrap();
    assert_eq!((read("z.css"), read("b.html")), ("new".into(), "old".into()), "pages come last");
    assert_eq!(read("a.html/mine"), "in the way of the first page");

    fs::remove_dir_all(place.public().join("a.html")).unwrap();
    place.recover().unwrap();
    place.assert_holds(&site("new"));
    assert_eq!(place.publish(&site("new")).unwrap().way, Way::Nothing);
}

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let part = u32::try_from(self.0 >> 48).unwrap();
        limit * part / (1 << 16)
    }
}

/// How often a killed run left what.
#[derive(Debug, Default)]
struct Tally {
    old: usize,
    new: usize,
    /// Of the new ones, those whose journal had to be replayed.
    replayed: usize,
    /// Runs that had ended before they were to be killed; not among the above.
    ended: usize,
}

const KILLS: usize = 200;

#[test]
fn a_killed_swap_leaves_the_old_site_or_the_new_one() {
    let place = Place::new();
    let tally = kill_often(&place, 0x5eed_0001, |place, _| {
        let whole = [0, 1].map(|version| holds(&place.public(), &site(version)));
        assert!(whole[0] || whole[1], "{:?}", differing(&place.public(), &site(0)));
    });
    report("swap", &tally);
    assert!(tally.old > 0 && tally.new > 0 && tally.old + tally.new == KILLS, "{tally:?}");
}

#[test]
fn a_killed_publishing_in_place_is_finished_or_undone() {
    let mut place = Place::new();
    place.way = Way::InPlace;
    place.put("out/public/.git/HEAD", "ref");
    let tally = kill_often(&place, 0x5eed_0002, |place, before| {
        if !place.public().join(".supportbook-journal").exists() {
            // Before its journal is complete, and after it is done, a publishing shows nothing of itself.
            assert!(
                [0, 1].into_iter().any(|version| holds(&place.public(), &site(version))),
                "from {before}"
            );
        }
    });
    report("in place", &tally);
    assert!(tally.old > 0 && tally.replayed > 0 && tally.old + tally.new == KILLS, "{tally:?}");
    assert_eq!(fs::read_to_string(place.public().join(".git/HEAD")).unwrap(), "ref");
}

/// Publishes the other version of the site and is killed, again and again; `look` sees what each kill left,
/// with the version that stood before. After the next command the site must be whole.
fn kill_often(place: &Place, seed: u64, look: impl Fn(&Place, usize)) -> Tally {
    place.put("out/public/CNAME", "support.example");
    let (mut version, mut dice, mut tally) = (0, Dice(seed), Tally::default());
    place.publish(&site(version)).unwrap();
    let mut limit = time_to_publish(place);
    while tally.old + tally.new < KILLS && tally.ended < KILLS {
        let is_killed = kill_after(dice.below(limit), start_writer(place, 1 - version));
        // The time it takes changes with what else the machine does.
        limit = limit.mul_f64(if is_killed { 1.02 } else { 0.94 });
        let is_kept = || fs::read(place.public().join("CNAME")).is_ok_and(|text| text == b"support.example");
        assert!(is_kept(), "what is to be kept was away for a moment");
        look(place, version);
        let is_journaled = place.public().join(".supportbook-journal").exists();
        place.recover().unwrap();
        assert!(place.beside().is_empty(), "{:?}", place.beside());
        assert!(!place.public().join(".supportbook-journal.part").exists());
        assert!(is_kept());
        let is_new = !holds(&place.public(), &site(version));
        if is_new {
            version = 1 - version;
            place.assert_holds(&site(version));
        }
        assert!(is_new || (is_killed && !is_journaled), "a complete journal was dropped");
        tally.old += usize::from(!is_new);
        tally.new += usize::from(is_new && is_killed);
        tally.replayed += usize::from(is_journaled);
        tally.ended += usize::from(!is_killed);
    }
    tally
}

/// Kills a writer; answers false where it had ended already.
fn kill_after(pause: Duration, mut writer: Writer) -> bool {
    thread::sleep(pause);
    writer.process.kill().unwrap();
    !writer.process.wait().unwrap().success()
}

/// How long a writer takes from its word to its end: the median of five. Leaves the first version.
fn time_to_publish(place: &Place) -> Duration {
    let time = |round: usize| {
        let mut writer = start_writer(place, (round + 1) % 2);
        let start = Instant::now();
        assert!(writer.process.wait().unwrap().success());
        start.elapsed()
    };
    let mut times: Vec<_> = (0..6).map(time).skip(1).collect();
    times.sort();
    times[2]
}

fn report(way: &str, tally: &Tally) {
    let _ = writeln!(std::io::stderr(), "{KILLS} kills, {way}: {tally:?}");
}
