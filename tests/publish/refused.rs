//! Where publishing refuses to write, and that a refusal changes nothing.

use std::fs;

use supportbook::output::{Audience, Output};
use supportbook::write::{self, Destination, MANIFEST, WriteError};

#[cfg(unix)]
use crate::place::link;
use crate::place::{PATIENCE, Place, files, gated, gated_for, name, output};
use crate::writer::act;

#[cfg(unix)]
#[test]
fn no_output_may_touch_what_is_not_ours() {
    let place = Place::new();
    place.put("project/content/pages/a.md", "source");
    place.put("public/project/site.toml", "a project in a folder named public");
    place.put("file", "");
    place.put("with-file/public", "");
    place.put("built/supportbook-manifest.json", "{}");
    link(&place.at("project/content"), &place.at("to-content"));
    link(&place.at("project"), &place.at("link-out/public"));
    link(&place.at("outside"), &place.at("harmless-link/public"));
    link(&place.at("outside"), &place.at("harmless"));
    link(&place.at("nowhere"), &place.at("dangling"));
    let cases = [
        ("project", "project/content", "Protected"),
        ("project", "project/content/pages/new/deep", "Protected"),
        ("project", "project/new/../content", "Protected"),
        ("project", "outside/missing/../../project/./content//pages", "Protected"),
        ("project", "project/themes", "Protected"),
        ("project", "project/themes/own/static", "Protected"),
        ("project", "project/.git", "Protected"),
        ("project", "outside/.git/modules", "Protected"),
        ("project", "to-content", "Protected"),
        ("project", "to-content/pages", "Protected"),
        ("public/project", "", "ContainsProject"),
        ("public", "", "ContainsProject"),
        ("project", "link-out", "Symlink"),
        ("project", "harmless-link", "Symlink"),
        ("project", "dangling", "Symlink"),
        ("project", "dangling/deep", "Symlink"),
        ("project", "file", "NotAFolder"),
        ("project", "with-file", "NotAFolder"),
        ("project", "project/public", "InSite"),
        ("project", "project/internal/deep", "InSite"),
        ("project", "built", "InSite"),
        ("project", "built/deep/er", "InSite"),
        ("project", "project", "ok"),
        ("project", "project/build", "ok"),
        ("project", "outside", "ok"),
        ("project", "harmless", "ok"),
        ("project", "new/deep", "ok"),
    ];
    let before = files(place.root.path());
    for (project, out, expected) in cases {
        let made = Destination::new(&place.at(project), &place.at(out), Audience::Public, &[]);
        let found = made.as_ref().map_or_else(name, |_| "ok".to_owned());
        assert_eq!(found, expected, "{project}, --out {out}");
        assert!(made.err().is_none_or(|error| error.exit_code() == 2), "{out}");
    }
    assert_eq!(files(place.root.path()), before, "a refusal writes nothing");
}

#[cfg(unix)]
#[test]
fn content_that_is_a_link_is_protected_where_it_leads() {
    let place = Place::new();
    fs::remove_dir_all(place.at("project/content")).unwrap();
    place.put("shared/public/pages/a.md", "source");
    link(&place.at("shared/public/pages"), &place.at("project/content"));
    for out in ["shared", "shared/public/pages"] {
        let made = Destination::new(&place.at("project"), &place.at(out), Audience::Public, &[]);
        assert_eq!(name(&made.unwrap_err()), "Protected", "{out}");
    }
}

#[test]
fn the_home_folder_is_refused() {
    let place = Place::new();
    for home in ["public", "public/user"] {
        fs::create_dir_all(place.at(home)).unwrap();
        let child = act("destination", &place, 0).env("HOME", place.at(home)).output().unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        assert!(said.contains("refused: Home"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn foreign_files_are_refused_and_stay() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    for published_before in [false, true] {
        for foreign in
            ["notes.txt", "en/notes.txt", "new/deep/x", "link", "en/folder-link", "socket", "bytes"]
        {
            let place = Place::new();
            if published_before {
                place.publish(&output(&[("en/index.html", "a")])).unwrap();
            }
            let at = place.public().join(foreign);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            match foreign {
                "link" => link(&place.at("project"), &at),
                "en/folder-link" => link(&place.at("outside"), &at),
                "socket" => drop(std::os::unix::net::UnixListener::bind(&at).unwrap()),
                "bytes" => fs::write(place.public().join(OsStr::from_bytes(b"\xff")), "").unwrap(),
                _ => fs::write(&at, "mine").unwrap(),
            }
            let error = place.publish(&output(&[("en/index.html", "b")])).unwrap_err();
            let shown = if foreign == "bytes" { "?" } else { foreign };
            assert!(
                matches!(&error, WriteError::Foreign { files, more: 0, .. } if files == &[shown]),
                "{error}"
            );
            assert_eq!(error.exit_code(), 2);
            assert!(foreign == "bytes" || at.symlink_metadata().is_ok(), "{foreign} is gone");
            let expected = if published_before { "a" } else { "" };
            let page = fs::read_to_string(place.public().join("en/index.html")).unwrap_or_default();
            assert_eq!(page, expected);
        }
    }
}

#[test]
fn many_foreign_files_are_counted_and_litter_is_none() {
    let place = Place::new();
    place.put("out/public/.DS_Store", "");
    place.put("out/public/en/Thumbs.db", "");
    place.publish(&output(&[("index.html", "a")])).unwrap();
    for number in 0..8 {
        place.put(&format!("out/public/{number}"), "");
    }
    let error = place.publish(&Output::default()).unwrap_err();
    assert!(error.to_string().ends_with("`0`, `1`, `2`, `3`, `4` and 3 more"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn a_manifest_that_cannot_be_trusted_stops_everything() {
    let file = |path: &str| format!(r#"{{"path":"{path}","size":1,"sha256":"{}"}}"#, "0".repeat(64));
    let of = |format: u32, audience: &str, files: &[String]| {
        format!(r#"{{"format":{format},"audience":"{audience}","files":[{}]}}"#, files.join(","))
    };
    let cases = [
        (String::new(), "ManifestDamaged"),
        ("{\"format\":1".to_owned(), "ManifestDamaged"),
        ("[]".to_owned(), "ManifestDamaged"),
        (of(1, "nobody", &[]), "ManifestDamaged"),
        (of(1, "public", &[file("../outside/victim")]), "ManifestDamaged"),
        (of(1, "public", &[file("/etc/passwd")]), "ManifestDamaged"),
        (of(1, "public", &[file("b"), file("a")]), "ManifestDamaged"),
        (of(1, "public", &[file("a"), file("a")]), "ManifestDamaged"),
        (of(1, "public", &[file("a").replace("00", "é")]), "ManifestDamaged"),
        (of(1, "public", &[file("a").replace("00", "+0")]), "ManifestDamaged"),
        (of(2, "public", &[file("a")]), "ManifestNewer"),
        (r#"{"format":3,"files":"elsewhere"}"#.to_owned(), "ManifestNewer"),
        (of(1, "internal", &[file("a")]), "OtherAudience"),
    ];
    for (manifest, expected) in cases {
        let place = Place::new();
        let dest = place.destination().unwrap();
        place.put("out/public/a", "a");
        place.put("outside/victim", "v");
        place.put(&format!("out/public/{MANIFEST}"), &manifest);
        let before = files(place.root.path());
        let lock = write::lock(&place.out(), PATIENCE).unwrap();
        let publish = |dest| write::publish(dest, &lock, &gated(&output(&[("b", "b")]))).map(drop);
        let errors = [
            place.destination().map(drop).unwrap_err(),
            publish(&dest).unwrap_err(),
            publish(&dest.clone().in_place()).unwrap_err(),
            write::clean(&dest, &lock).map(drop).unwrap_err(),
        ];
        for error in errors {
            assert_eq!((name(&error).as_str(), error.exit_code()), (expected, 2), "{manifest}: {error}");
        }
        assert_eq!(files(place.root.path()), before, "{manifest}");
    }
}

#[test]
fn some_addresses_and_names_to_keep_are_refused() {
    let place = Place::new();
    place.put("out/public/CNAME", "mine.example");
    let refused = |files: &[(&str, &str)]| name(&place.publish(&output(files)).unwrap_err());
    assert_eq!(refused(&[(MANIFEST, "")]), "Reserved");
    assert_eq!(refused(&[(".supportbook-journal/files/0", "")]), "Reserved");
    assert_eq!(refused(&[("a", ""), ("a-b", ""), ("a/b/c", "")]), "FileAndFolder");
    assert_eq!(refused(&[("CNAME", "theirs.example")]), "Kept");
    assert_eq!(fs::read_to_string(place.public().join("CNAME")).unwrap(), "mine.example");
    for bad in ["", "..", "a/b", "/", MANIFEST, ".supportbook-journal"] {
        let keep = [bad.to_owned()];
        let made = Destination::new(&place.at("project"), &place.out(), Audience::Public, &keep);
        assert_eq!(name(&made.unwrap_err()), "BadKeep", "{bad:?}");
    }
}

#[test]
fn another_audience_or_lock_is_refused() {
    let place = Place::new();
    let dest = place.destination().unwrap();
    let lock = write::lock(&place.out(), PATIENCE).unwrap();
    let internal = gated_for(Audience::Internal, &Output::default());
    assert_eq!(name(&write::publish(&dest, &lock, &internal).unwrap_err()), "OtherAudience");
    let elsewhere = write::lock(&place.at("outside"), PATIENCE).unwrap();
    assert_eq!(name(&write::recover(&dest, &elsewhere).unwrap_err()), "NotLocked");
}
