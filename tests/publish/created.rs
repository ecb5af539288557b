//! Creating the files of a new project: all or none.

use std::fs;
use std::path::PathBuf;

use supportbook::write;

use crate::place::Place;
#[cfg(unix)]
use crate::place::{files, link, name};

#[cfg(unix)]
#[test]
fn create_makes_all_files_or_none() {
    let cases: [(&[&str], &str); 10] = [
        (&["site.toml", "content/a.md", "content/deep/er/b.md"], "ok"),
        (&["inside-link/new.md"], "ok"),
        (&["new.md", "taken.md"], "Exists"),
        (&["new.md", "new.md"], "Exists"),
        (&["new/deep/a.md", "../outside/b.md"], "Escapes"),
        (&["new.md", "/tmp/b.md"], "Escapes"),
        (&["new/a.md", "out-link/b.md"], "Escapes"),
        (&["new/a.md", "dangling/b.md"], "Escapes"),
        (&["new/a.md", "taken.md/b.md"], "NotAFolder"),
        (&["new/a.md", "dangling"], "Exists"),
    ];
    for (paths, expected) in cases {
        let place = Place::new();
        place.put("root/taken.md", "mine");
        place.put("root/inside/x", "");
        link(&place.at("root/inside"), &place.at("root/inside-link"));
        link(&place.at("outside"), &place.at("root/out-link"));
        link(&place.at("nowhere"), &place.at("root/dangling"));
        let before = files(place.root.path());
        let new: Vec<_> = paths.iter().map(|path| (PathBuf::from(path), path.as_bytes().to_vec())).collect();
        let made = write::create(&place.at("root"), &new);
        assert_eq!(made.as_ref().map_or_else(name, |()| "ok".to_owned()), expected, "{paths:?}");
        if made.is_ok() {
            let is_there = |path: &&str| fs::read(place.at("root").join(path)).unwrap() == path.as_bytes();
            assert!(paths.iter().all(is_there), "{paths:?}");
        } else {
            assert_eq!(files(place.root.path()), before, "{paths:?}");
            assert!(!place.at("root/new").exists(), "{paths:?}");
        }
    }
}

#[test]
fn create_makes_its_root_and_takes_it_back() {
    let place = Place::new();
    let file = |path: &str| (PathBuf::from(path), Vec::new());
    let (one, two) = (file("a/b.md"), file("a/b.md/c.md"));
    assert!(write::create(&place.at("new/root"), &[one.clone(), two]).is_err());
    assert!(!place.at("new").exists());
    write::create(&place.at("new/root"), &[one]).unwrap();
    assert!(place.at("new/root/a/b.md").exists());
}
