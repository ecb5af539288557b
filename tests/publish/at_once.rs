//! Several publishers, and readers during publishing.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use supportbook::write::{self, Published, Way};

use crate::place::{PATIENCE, Place, holds, name, output, site};
use crate::writer::act;

#[test]
fn a_held_lock_is_waited_for_and_then_reported() {
    let place = Place::new();
    let held = write::lock(&place.out(), Duration::ZERO).unwrap();
    let error = write::lock(&place.out(), Duration::from_millis(60)).unwrap_err();
    assert_eq!((name(&error).as_str(), error.exit_code()), ("Locked", 4));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| write::lock(&place.out(), PATIENCE));
        thread::sleep(Duration::from_millis(30));
        drop(held);
        assert!(waiting.join().unwrap().is_ok());
    });
}

#[test]
fn two_publishers_take_turns() {
    let place = Place::new();
    place.publish(&site(0)).unwrap();
    for round in 0..10 {
        let mut writers: Vec<_> =
            [0, 1].map(|version| act("publish", &place, version).spawn().unwrap()).into();
        // Each alone must succeed, for the lock is held for far less than it is waited for.
        for writer in &mut writers {
            assert!(writer.wait().unwrap().success(), "round {round}");
        }
        assert!([0, 1].into_iter().any(|version| holds(&place.public(), &site(version))), "round {round}");
        assert!(place.beside().is_empty());
    }
}

#[test]
fn readers_never_miss_a_page_during_swaps() {
    let place = Place::new();
    let pages: Vec<String> = (0..30).map(|page| format!("en/p{page}/index.html")).collect();
    let version = |version: usize| {
        let text = format!("version {version}");
        let files: Vec<_> = pages.iter().map(|page| (page.as_str(), text.as_str())).collect();
        output(&files)
    };
    place.publish(&version(0)).unwrap();
    let (is_done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let read_on = || {
        for page in pages.iter().cycle().take_while(|_| !is_done.load(Ordering::Relaxed)) {
            let text = fs::read_to_string(place.public().join(page)).unwrap();
            assert!(text == "version 0" || text == "version 1", "{text}");
            reads.fetch_add(1, Ordering::Relaxed);
        }
    };
    let swaps = thread::scope(|scope| {
        let readers = [scope.spawn(read_on), scope.spawn(read_on)];
        let is_swapped = |published: Published| published.way == Way::Swapped;
        let publish = |round: &usize| place.publish(&version(round % 2)).is_ok_and(is_swapped);
        let swaps = (1..=200).take_while(publish).count();
        is_done.store(true, Ordering::Relaxed);
        assert!(readers.into_iter().all(|reader| reader.join().is_ok()), "a page was missing");
        swaps
    });
    assert_eq!(swaps, 200);
    assert!(reads.into_inner() > 1_000);
}
