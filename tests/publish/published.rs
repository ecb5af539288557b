//! What a publishing changes, restores, keeps and leaves alone, in both ways.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use supportbook::output::Output;
use supportbook::write::{self, MANIFEST, Published, Way, WriteError};

#[cfg(unix)]
use crate::place::link;
use crate::place::{PATIENCE, Place, counts, files, gated, output, site};

#[test]
fn a_site_is_published_changed_and_left_alone() {
    for place in Place::both_ways() {
        let way = place.way;
        let first = output(&[("a.css", "a"), ("en/index.html", "1"), ("en/old/index.html", "o")]);
        let second = output(&[("a.css", "a"), ("en/index.html", "2"), ("en/new/index.html", "n")]);
        assert_eq!(place.publish(&first).unwrap(), Published { changed: counts(3, 0, 0, 0), way });
        place.assert_holds(&first);
        let nothing = Published { changed: counts(0, 0, 0, 3), way: Way::Nothing };
        assert_eq!(place.publish(&first).unwrap(), nothing);
        assert_eq!(place.publish(&second).unwrap(), Published { changed: counts(1, 1, 1, 1), way });
        place.assert_holds(&second);
        assert!(!place.public().join("en/old").exists(), "an empty folder is removed");
        assert_eq!(place.publish(&second).unwrap(), nothing);
        assert_eq!(place.publish(&Output::default()).unwrap().changed, counts(0, 0, 3, 0));
        place.assert_holds(&Output::default());
        assert!(place.beside().is_empty(), "{:?}", place.beside());
    }
}

#[test]
fn the_manifest_is_the_same_in_both_ways_and_after_any_history() {
    let [swapped, in_place] = Place::both_ways();
    let small = output(&[("a\u{300}/\u{4e2d}.html", "x"), ("b", "")]);
    for output in [&site(0), &small] {
        swapped.publish(output).unwrap();
    }
    in_place.publish(&small).unwrap();
    let manifest = |place: &Place| fs::read_to_string(place.public().join(MANIFEST)).unwrap();
    assert_eq!(manifest(&swapped), manifest(&in_place));
    let sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let line = format!("{{\"path\":\"a\u{300}/\u{4e2d}.html\",\"size\":1,\"sha256\":\"{sha256}\"}},");
    assert_eq!(manifest(&swapped).lines().nth(1), Some(line.as_str()));
}

#[test]
fn files_and_folders_may_take_each_others_place() {
    for place in Place::both_ways() {
        for version in [0, 1, 0] {
            place.publish(&site(version)).unwrap();
            place.assert_holds(&site(version));
        }
    }
}

#[cfg(unix)]
#[test]
fn edits_by_hand_are_undone() {
    type Edit = fn(&Place, &Path);
    let edits: [(&str, Edit); 6] = [
        ("longer", |_, page| fs::write(page, "longer").unwrap()),
        ("same size", |_, page| {
            thread::sleep(Duration::from_millis(20));
            fs::write(page, "B").unwrap();
        }),
        ("removed", |_, page| fs::remove_file(page).unwrap()),
        ("folder removed", |_, page| fs::remove_dir_all(page.parent().unwrap()).unwrap()),
        ("turned to a link", |place, page| {
            place.put("outside/victim", "B");
            fs::remove_file(page).unwrap();
            link(&place.at("outside/victim"), page);
        }),
        ("turned to a folder", |_, page| {
            fs::remove_file(page).unwrap();
            fs::create_dir(page).unwrap();
        }),
    ];
    let site = output(&[("a.css", "a"), ("en/p/index.html", "A")]);
    for (what, edit) in edits {
        for place in Place::both_ways() {
            place.publish(&site).unwrap();
            edit(&place, &place.public().join("en/p/index.html"));
            let published = place.publish(&site).unwrap();
            assert_eq!(published, Published { changed: counts(0, 1, 0, 1), way: place.way }, "{what}");
            place.assert_holds(&site);
            let victim = fs::read_to_string(place.at("outside/victim"));
            assert!(victim.is_err() || victim.unwrap() == "B", "written through the link");
        }
    }
}

#[test]
fn an_unseen_edit_by_hand_is_never_carried_on() {
    for place in Place::both_ways() {
        place.publish(&output(&[("a", "1"), ("page.html", "phone 1")])).unwrap();
        let page = place.public().join("page.html");
        let then = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, "phone 2").unwrap();
        fs::File::options().write(true).open(&page).unwrap().set_modified(then).unwrap();
        let next = output(&[("a", "2"), ("page.html", "phone 1")]);
        assert_eq!(place.publish(&next).unwrap().changed, counts(0, 2, 0, 0));
        place.assert_holds(&next);
    }
}

#[cfg(unix)]
#[test]
fn a_linked_folder_in_the_site_is_never_written_through() {
    for place in Place::both_ways() {
        place.publish(&site(0)).unwrap();
        fs::remove_dir_all(place.public().join("en")).unwrap();
        link(&place.at("outside"), &place.public().join("en"));
        let error = place.publish(&site(1)).unwrap_err();
        assert!(matches!(&error, WriteError::Foreign { files, .. } if files == &["en"]), "{error}");
        assert!(files(&place.at("outside")).is_empty());
    }
}

#[cfg(unix)]
#[test]
fn what_is_to_be_kept_is_kept() {
    use std::os::unix::fs::MetadataExt as _;
    for (git, way) in [(false, Way::Swapped), (true, Way::InPlace)] {
        let place = Place::new();
        place.put("out/public/CNAME", "support.example");
        if git {
            place.put("out/public/.git/objects/ab/cd", "object");
            link(Path::new("objects"), &place.public().join(".git/link"));
        }
        let inode = |path: &str| fs::symlink_metadata(place.public().join(path)).unwrap().ino();
        let before = inode("CNAME");
        for (version, way) in [(0, way), (1, way), (1, Way::Nothing)] {
            assert_eq!(place.publish(&site(version)).unwrap().way, way);
            place.assert_holds(&site(version));
            assert_eq!(inode("CNAME"), before);
            assert!(!git || fs::read(place.public().join(".git/link/ab/cd")).unwrap() == b"object");
        }
        let dest = place.destination().unwrap();
        let lock = write::lock(&place.out(), PATIENCE).unwrap();
        assert_eq!(write::clean(&dest, &lock).unwrap(), site(1).files.len());
        assert_eq!(inode("CNAME"), before);
        assert_eq!(fs::read_dir(place.public()).unwrap().count(), if git { 2 } else { 1 });
    }
}

#[test]
fn a_name_to_keep_may_be_the_sites_own() {
    for place in Place::both_ways() {
        for files in [&[("CNAME", "a"), ("b", "")][..], &[("CNAME", "c"), ("b", "")], &[("b", "")]] {
            place.publish(&output(files)).unwrap();
            let found = fs::read_to_string(place.public().join("CNAME")).ok();
            let expected = files.iter().find(|file| file.0 == "CNAME").map(|file| file.1.to_owned());
            assert_eq!(found, expected);
        }
    }
}

#[cfg(unix)]
#[test]
fn modes_follow_the_umask_and_the_folder_keeps_its_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    for place in Place::both_ways() {
        place.put("outside/plain", "");
        place.publish(&output(&[("en/a.html", "a")])).unwrap();
        assert_eq!(mode(&place.public().join("en/a.html")), mode(&place.at("outside/plain")));
        assert_eq!(mode(&place.public().join("en")), mode(&place.at("outside")));
        assert_eq!(mode(&place.public()), mode(&place.at("outside")));
        fs::set_permissions(place.public(), fs::Permissions::from_mode(0o2750)).unwrap();
        place.publish(&output(&[("en/a.html", "b")])).unwrap();
        assert_eq!(mode(&place.public()) & 0o7777, 0o2750);
    }
}

#[test]
fn clean_removes_the_site_alone() {
    let place = Place::new();
    let dest = place.destination().unwrap();
    let lock = write::lock(&place.out(), PATIENCE).unwrap();
    assert_eq!(write::clean(&dest, &lock).unwrap(), 0, "nothing there");
    write::publish(&dest, &lock, &gated(&output(&[("a", ""), ("en/b", "")]))).unwrap();
    assert_eq!(write::clean(&dest, &lock).unwrap(), 2);
    assert!(!place.public().exists());
    write::publish(&dest, &lock, &gated(&output(&[("a", ""), ("en/b", "")]))).unwrap();
    place.put("out/public/en/mine", "mine");
    assert_eq!(write::clean(&dest, &lock).unwrap(), 2);
    assert_eq!(files(&place.public()).into_keys().collect::<Vec<_>>(), ["en/mine"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_allows_no_neighbor_is_published_in_place() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.publish(&site(0)).unwrap();
    fs::set_permissions(place.out(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write there all the same.
    let is_allowed = fs::write(place.out().join("probe"), "").is_ok();
    let way = place.publish(&site(1)).map(|published| published.way);
    fs::set_permissions(place.out(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(way.unwrap(), if is_allowed { Way::Swapped } else { Way::InPlace });
    place.assert_holds(&site(1));
}
