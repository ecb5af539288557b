//! The table of cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use supportbook::import::Page;
use supportbook::import::report::FileReport;
use supportbook::load::{Folder, Given};

use crate::{given, imported, path, side_by_side};

/// A case: its name, and its blocks by what they are.
type Case = (String, BTreeMap<String, String>);

fn cases() -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/cases.md");
    let text = fs::read_to_string(file).expect("the table");
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match &mut open {
            Some((name, block)) if line == "````" => {
                let (_, blocks) = cases.last_mut().expect("a case before its blocks");
                blocks.insert(std::mem::take(name), std::mem::take(block));
                open = None;
            }
            Some((_, block)) => *block += &format!("{line}\n"),
            None => match (line.strip_prefix("## "), line.strip_prefix("````")) {
                (Some(name), _) => cases.push((name.to_owned(), BTreeMap::new())),
                (_, Some(info)) => open = Some((info.to_owned(), String::new())),
                _ => {}
            },
        }
    }
    cases
}

/// The files beside that of the case, for links to lead to.
fn folder(text: &str) -> Folder {
    let mut folder = Folder::new();
    for name in ["other.md", "hours.md", "guide/hours.md", "guide/index.md"] {
        folder.insert(path(name), given("# Other\n"));
    }
    folder.insert(path("guide/media/a.png"), Given::Bytes(vec![0].into()));
    folder.insert(path("guide/page.md"), given(&side_by_side(text)));
    folder
}

/// A text without its front matter, and the front matter.
fn split(text: &str) -> (&str, &str) {
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n\n")) else {
        return ("", text);
    };
    (head, body)
}

/// What became of a case, in the blocks of the table.
fn results(page: &Page, report: &FileReport) -> BTreeMap<&'static str, String> {
    let lines = |lines: Vec<String>| lines.into_iter().map(|line| line + "\n").collect::<String>();
    let (head, source) = split(&page.text);
    let mut results = BTreeMap::from([("en", source.to_owned()), ("head", head.to_owned())]);
    for translation in &page.translations {
        results.insert("zh", split(&translation.text).1.to_owned());
    }
    let cleaned = report.cleaned.iter().map(|(what, count)| format!("{} {count}", what.word()));
    results.insert("cleaned", lines(cleaned.collect()));
    let faults = report.faults.iter();
    let faults = faults.map(|one| format!("{}:{}: {}", one.place.line, one.place.column, one.message));
    results.insert("faults", lines(faults.collect()));
    let notes = report.notes.iter().map(|note| format!("{}: {}", note.line, note.text));
    results.insert("notes", lines(notes.collect()));
    let lost = report.lost_alts;
    results.insert("lost", format!("{} lost, {} evident\n", lost.count, lost.evident));
    results
}

#[test]
fn each_case_gives_what_the_table_says() {
    let cases = cases();
    assert!(cases.len() >= 20, "{} cases", cases.len());
    let mut wrong = String::new();
    for (name, blocks) in cases {
        let import = imported(&folder(&blocks["in"]));
        let at = import.report.files.iter().position(|file| file.path == path("guide/page.md")).unwrap();
        let page = import.pages.iter().find(|page| page.file == at).unwrap();
        let report = &import.report.files[at];
        let results = results(page, report);
        for (what, expected) in blocks.iter().filter(|(what, _)| *what != "in") {
            let found = results.get(what.as_str()).map_or("", String::as_str);
            if found != expected {
                wrong += &format!("\n## {name}: {what}, found\n{found}");
            }
        }
        // What is not told of must not be there.
        for what in ["notes", "faults"] {
            if !blocks.contains_key(what) && !results[what].is_empty() {
                wrong += &format!("\n## {name}: {what}, found\n{}", results[what]);
            }
        }
        if blocks.contains_key("zh") && report.skeleton.is_some() {
            wrong += &format!("\n## {name}: the blocks differ: {:?}\n", report.skeleton);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
