//! Publishing: what is refused, what survives, and that a site is whole at every moment.
//!
//! The kill tests start this test binary again as the writer that is killed ([`writer`]).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use supportbook::gate::GatedOutput;
use supportbook::output::{Audience, Output, OutputPath};
use supportbook::write::{self, Changed, Destination, MANIFEST, Published, Way, WriteError};
use tempfile::TempDir;

/// Long enough for any lock of these tests.
const PATIENCE: Duration = Duration::from_secs(10);

/// A project with an output folder beside it.
struct Place {
    root: TempDir,
    keep: Vec<String>,
    /// The way in which it is published.
    way: Way,
}

impl Place {
    fn new() -> Self {
        // Memory where there is some: a sync of the disk waits for all that others write.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        for folder in ["project/content/pages", "project/themes/own", "project/.git", "outside"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        Self { root, keep: write::DEFAULT_KEEP.map(String::from).to_vec(), way: Way::Swapped }
    }

    fn both_ways() -> [Self; 2] {
        [Self::new(), Self { way: Way::InPlace, ..Self::new() }]
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn out(&self) -> PathBuf {
        self.at("out")
    }

    fn public(&self) -> PathBuf {
        self.at("out/public")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn destination(&self) -> Result<Destination, WriteError> {
        let dest = Destination::new(&self.at("project"), &self.out(), Audience::Public, &self.keep)?;
        Ok(if self.way == Way::InPlace { dest.in_place() } else { dest })
    }

    fn publish(&self, output: &Output) -> Result<Published, WriteError> {
        let dest = self.destination()?;
        let lock = write::lock(dest.out(), PATIENCE)?;
        write::publish(&dest, &lock, &gated(output))
    }

    fn recover(&self) -> Result<(), WriteError> {
        let dest = self.destination()?;
        let lock = write::lock(dest.out(), PATIENCE)?;
        write::recover(&dest, &lock)
    }

    /// What is in the output folder beside the site.
    fn beside(&self) -> Vec<String> {
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let names = fs::read_dir(self.out()).unwrap().flatten().map(name);
        names.filter(|name| name != "public").collect()
    }

    /// Fails unless exactly these files are published.
    #[track_caller]
    fn assert_holds(&self, output: &Output) {
        assert!(holds(&self.public(), output), "{:?}", differing(&self.public(), output));
    }
}

fn gated(output: &Output) -> GatedOutput {
    GatedOutput::for_tests(Audience::Public, output.clone())
}

fn output(files: &[(&str, &str)]) -> Output {
    let file = |(path, text): &(&str, &str)| (OutputPath::new(path).unwrap(), text.as_bytes().into());
    Output { files: files.iter().map(file).collect() }
}

/// A site of about 300 files. Between its two versions a third of the files changes, some come and go, and
/// in one place a file becomes a folder.
fn site(version: usize) -> Output {
    let mut output = Output::default();
    let mut add = |path: &str, text: String| {
        output.files.insert(OutputPath::new(path).unwrap(), text.into_bytes().into());
    };
    for page in 0..260 {
        let of = if page % 3 == 0 { version } else { 9 };
        add(
            &format!("en/s{}/p{page}/index.html", page % 9),
            format!("page {page} of version {of}\n").repeat(40),
        );
    }
    for only in 0..20 {
        add(&format!("only-{version}/{only}.html"), format!("only in {version}"));
        add(&format!("assets/{only}.{version}.css"), format!("a {{ order: {version} }}"));
    }
    add(if version == 0 { "turns" } else { "turns/into/a.html" }, "file or folder".to_owned());
    output
}

/// All files below a folder, links as what they are, without what is kept and the manifest.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            match entry.file_type().unwrap() {
                _ if [MANIFEST, "CNAME", ".git"].contains(&name.as_str()) => {}
                kind if kind.is_dir() => folders.push(path),
                kind if kind.is_symlink() => {
                    found.insert(name, b"a link".to_vec());
                }
                _ => {
                    found.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    found
}

fn holds(folder: &Path, output: &Output) -> bool {
    folder.join(MANIFEST).is_file() && differing(folder, output).is_empty()
}

/// The paths at which a folder and a site differ.
fn differing(folder: &Path, output: &Output) -> Vec<String> {
    let expected = output.files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec()));
    let (expected, found): (BTreeMap<_, _>, _) = (expected.collect(), files(folder));
    let differs = |path: &&String| expected.get(*path) != found.get(*path);
    let paths = expected.keys().chain(found.keys());
    paths.filter(differs).cloned().collect()
}

fn counts(added: usize, updated: usize, removed: usize, unchanged: usize) -> Changed {
    Changed { added, updated, removed, unchanged }
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(to, at).unwrap();
}

/// The name of the variant.
fn name(error: &WriteError) -> String {
    let text = format!("{error:?}");
    text.split(' ').next().unwrap().to_owned()
}

// ---------------------------------------------------------------------------------------------------------
// What is refused

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
    let internal = GatedOutput::for_tests(Audience::Internal, Output::default());
    assert_eq!(name(&write::publish(&dest, &lock, &internal).unwrap_err()), "OtherAudience");
    let elsewhere = write::lock(&place.at("outside"), PATIENCE).unwrap();
    assert_eq!(name(&write::recover(&dest, &elsewhere).unwrap_err()), "NotLocked");
}

// ---------------------------------------------------------------------------------------------------------
// What a publishing does

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

// ---------------------------------------------------------------------------------------------------------
// Recovery

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
            let _ = fs::remove_dir_all(place.public().join(".supportbook-journal.part"));
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
    for _ in 0..3 * KILLS {
        if tally.old + tally.new == KILLS {
            break;
        }
        let mut writer = start_writer(place, 1 - version);
        thread::sleep(dice.below(limit));
        writer.process.kill().unwrap();
        let is_killed = !writer.process.wait().unwrap().success();
        look(place, version);
        let is_journaled = place.public().join(".supportbook-journal").exists();
        place.recover().unwrap();
        assert!(place.beside().is_empty(), "{:?}", place.beside());
        assert_eq!(fs::read_to_string(place.public().join("CNAME")).unwrap(), "support.example");
        if holds(&place.public(), &site(version)) {
            assert!(is_killed && !is_journaled, "a complete journal was dropped");
            tally.old += 1;
            limit = limit.mul_f64(1.02);
            continue;
        }
        version = 1 - version;
        place.assert_holds(&site(version));
        if is_killed {
            tally.new += 1;
            tally.replayed += usize::from(is_journaled);
        } else {
            tally.ended += 1;
        }
        // The time it takes changes with what else the machine does.
        limit = if is_killed { limit.mul_f64(1.02) } else { limit.mul_f64(0.94) };
    }
    tally
}

/// How long a writer takes from its word to its end: the median of five.
fn time_to_publish(place: &Place) -> Duration {
    let time = |round: usize| {
        let mut writer = start_writer(place, (round + 1) % 2);
        let start = Instant::now();
        assert!(writer.process.wait().unwrap().success());
        start.elapsed()
    };
    let mut times: Vec<_> = (0..6).map(time).collect();
    times.sort();
    times[2]
}

fn report(way: &str, tally: &Tally) {
    let _ = writeln!(std::io::stderr(), "{KILLS} kills, {way}: {tally:?}");
}

/// A process that publishes.
struct Writer {
    process: Child,
    /// Held open, for the test harness in the process fails if it cannot report.
    _said: BufReader<ChildStdout>,
}

/// Starts a writer and returns when it is about to publish.
fn start_writer(place: &Place, version: usize) -> Writer {
    let mut process = act("publish", place, version).spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    while !line.ends_with("ready\n") {
        assert!(said.read_line(&mut line).unwrap() > 0, "the writer ended early");
    }
    Writer { process, _said: said }
}

/// This binary as a process of its own that runs [`writer`].
fn act(act: &str, place: &Place, version: usize) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "writer", "--ignored", "--nocapture"]);
    command.env("ACT", act).env("ROOT", place.root.path()).env("VERSION", version.to_string());
    command.env("IN_PLACE", (place.way == Way::InPlace).to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
#[ignore = "the process that other tests start and kill"]
fn writer() {
    let Ok(root) = env::var("ROOT").map(PathBuf::from) else { return };
    let say = |text: &str| writeln!(std::io::stdout(), "{text}").unwrap();
    let keep = write::DEFAULT_KEEP.map(String::from);
    if env::var("ACT").unwrap() == "destination" {
        let refused = Destination::new(&root.join("project"), &root, Audience::Public, &keep).unwrap_err();
        return say(&format!("refused: {refused:?}"));
    }
    let mut dest =
        Destination::new(&root.join("project"), &root.join("out"), Audience::Public, &keep).unwrap();
    if env::var("IN_PLACE").unwrap() == "true" {
        dest = dest.in_place();
    }
    let output = gated(&site(env::var("VERSION").unwrap().parse().unwrap()));
    let lock = write::lock(dest.out(), PATIENCE).unwrap();
    say("ready");
    write::publish(&dest, &lock, &output).unwrap();
}

// ---------------------------------------------------------------------------------------------------------
// Several at once

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

// ---------------------------------------------------------------------------------------------------------
// Creating

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
