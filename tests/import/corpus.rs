//! The corpus: every segment is in the project, both languages have the same blocks, and the translation is what was
//! published.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use supportbook::import::Import;
use supportbook::import::openpublishing::{Options, import};
use supportbook::import::record::record;
use supportbook::import::report::{Difference, Fate};
use supportbook::load::{Folder, Given, load, load_folder};
use supportbook::translation::State;

/// A folder beside the project; nothing where it does not exist, unless this is CI.
#[allow(clippy::print_stderr, reason = "a test that was skipped should not look as one that was run")]
fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "CI needs {}", folder.display());
        eprintln!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

fn of_folder(name: &str) -> Option<Folder> {
    Some(load_folder(&shared(name)?).expect("a readable folder"))
}

/// The numbers of `103-105 107`.
fn numbers(short: &str) -> Vec<u32> {
    let range = |part: &str| -> Vec<u32> {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        (first.parse().unwrap()..=last.parse().unwrap()).collect()
    };
    short.split(' ').flat_map(range).collect()
}

/// How many segments stand in no unit of the records. No unit has one that its file lacks, and none stands in two.
#[allow(clippy::print_stderr, reason = "the figures are what one runs the test for")]
fn segments_in_no_unit(import: &Import, folder: &Folder) -> usize {
    let mut in_no_unit = 0;
    for page in &import.pages {
        let file = &import.report.files[page.file];
        let Given::Text(text) = &folder[&file.path] else { panic!("{} is no text", file.path) };
        let written: Vec<u32> = text
            .split("data-stu-id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().rsplit('-').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(written.len(), file.segments, "{}", file.path);
        for translation in &page.translations {
            let record = record(page, translation, import.source_locale, None);
            let lines = record.text.lines().filter_map(|line| line.strip_prefix("segments = \""));
            let mut found: Vec<u32> = lines.flat_map(|line| numbers(line.trim_end_matches('"'))).collect();
            found.sort_unstable();
            let loose: Vec<u32> = written.iter().filter(|number| !found.contains(number)).copied().collect();
            if !loose.is_empty() {
                eprintln!("{}: {loose:?} in no unit", file.path);
            }
            in_no_unit += loose.len();
            assert_eq!(found.len() + loose.len(), written.len(), "{}", file.path);
        }
    }
    in_no_unit
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are what one runs the test for")]
fn the_corpus_is_taken_over_whole() {
    let Some(folder) = of_folder("corpus/partner-center-sxs") else { return };
    let Some(oracle) = of_folder("corpus/partner-center-zh") else { return };
    let import = import(&folder, &Options { host: "https://learn.example", oracle: Some(&oracle) });
    let report = &import.report;
    assert!(!report.has_faults());
    assert_eq!(report.files.len(), folder.len(), "every file is accounted for");
    assert_eq!(report.files.iter().filter(|file| file.path.as_str().ends_with(".md")).count(), 350);
    let with = report.files.iter().filter(|file| file.segments > 0).count();
    assert_eq!((with, report.sum(|file| file.segments)), (348, 30_905));
    let other: Vec<_> = report.files.iter().filter(|file| file.skeleton.is_some()).collect();
    eprintln!("blocks differ in {} of 350", other.len());
    assert!(other.len() <= 1, "{other:?}");
    let mut differences: BTreeMap<Difference, usize> = BTreeMap::new();
    for difference in report.files.iter().filter_map(|file| file.difference) {
        *differences.entry(difference).or_default() += 1;
    }
    eprintln!("{differences:?}");
    assert_eq!(differences.values().sum::<usize>(), 350);
    assert!(differences[&Difference::None] >= 321);
    assert_eq!(differences[&Difference::None] + differences[&Difference::EscapedAsterisks], 350);
    let machine = |file: &&_| matches!(file, Fate::Page { by_machine: true, .. });
    assert_eq!(report.files.iter().map(|file| &file.fate).filter(machine).count(), 242);
    // Two segments are a full stop and nothing else, which is no unit.
    assert_eq!(segments_in_no_unit(&import, &folder), 2);
}

#[test]
fn the_seed_is_taken_over_whole() {
    let Some(folder) = of_folder("seed") else { return };
    let import = import(&folder, &Options { host: "https://learn.example", oracle: None });
    assert_eq!(import.report.sum(|file| file.segments), 28);
    assert!(import.report.files.iter().all(|file| file.skeleton.is_none() && file.faults.is_empty()));
    assert_eq!(segments_in_no_unit(&import, &folder), 0);
}

#[test]
fn the_corpus_becomes_a_project_that_builds() {
    let Some(folder) = shared("corpus/partner-center-sxs") else { return };
    let place = tempfile::tempdir().unwrap();
    let project = place.path().join("project");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supportbook"));
        command.current_dir(place.path()).args(arguments).output().unwrap()
    };
    let arguments = ["import", "openpublishing", folder.to_str().unwrap(), "--out", "project"];
    let first = run(&arguments);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let again = run(&arguments);
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(told.contains("nothing to write: `project` says the same already"), "{told}");
    let built = run(&["-C", "project", "build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let pages = |locale: &str| {
        let folder = load_folder(&project.join("public").join(locale)).unwrap();
        folder.keys().filter(|path| path.as_str().ends_with("index.html")).count()
    };
    assert_eq!(pages("en"), pages("zh-cn"));
    assert!(pages("en") >= 348, "{}", pages("en"));
    let sources = load(&project).unwrap();
    let (site, _) = supportbook::resolve_project(&sources);
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    for standing in site.unwrap().standings.pairings.values().flat_map(|pairing| &pairing.standings) {
        *states.entry(standing.state).or_default() += 1;
    }
    let known = [State::Machine, State::Translated, State::Orphan];
    assert!(states.keys().all(|state| known.contains(state)), "{states:?}");
    // The descriptions have no source.
    assert_eq!(states[&State::Orphan], 348);
}
