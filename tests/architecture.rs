//! The walls of the program, held by reading its sources: see ARCHITECTURE.md, which names each of them.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources it judges")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library from the ground up; a room may use those before it in another row, never its own
/// row or one below.
const FLOORS: &[&[&str]] = &[
    &["path", "locale", "output"],
    &["source"],
    &["diagnostic"],
    &["syntax", "load"],
    &["translation", "parity"],
    &["model"],
    &["typography"],
    &["pseudo", "import"],
    &["exchange"],
    &["resolve"],
    &["evidence"],
    &["check"],
    &["localize", "theme"],
    &["render"],
    &["gate"],
    &["write", "serve", "scaffold"],
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found
}

/// Source files of the library and the binary: path below `src/`, and text without comments and tests.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).expect("a readable source"))
    };
    let is_test = |path: &PathBuf| path.file_name().is_some_and(|name| name == "tests.rs");
    files_below(&src, "rs").into_iter().filter(|path| !is_test(path)).map(read).collect()
}

/// The code alone: no comments, nothing from the first `#[cfg(test)]` on.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let without_comment = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    before_tests.lines().map(|line| without_comment(line) + "\n").collect()
}

fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Rooms that a file names after `crate::`.
fn used_rooms(code: &str) -> Vec<String> {
    let after = code.split("crate::").skip(1);
    let name =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_point_down_only() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let own = room(&file).to_owned();
        if matches!(own.as_str(), "lib" | "main" | "cli") {
            continue;
        }
        let Some(floor) = floor_of(&own) else {
            faults.push(format!(
                "{file}: the room `{own}` has no floor; add it to FLOORS and to ARCHITECTURE.md"
            ));
            continue;
        };
        for used in used_rooms(&code(&text)).into_iter().filter(|used| *used != own) {
            if floor_of(&used).is_none_or(|used| used >= floor) {
                faults.push(format!("{file} uses `{used}`, which is not below `{own}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_room_is_named_in_the_story_and_in_the_map() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for room in FLOORS.iter().copied().flatten() {
        assert!(architecture.contains(&format!("`{room}`")), "ARCHITECTURE.md does not name `{room}`");
    }
}

/// Words of the code that only some rooms may use, and why.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("fs::", &["load", "write", "cli", "main"], "the disk is read by load and written by write"),
    ("File::", &["load", "write"], "the disk is read by load and written by write"),
    ("println!", &[], "printing is for cli/report.rs, which uses writeln!"),
    ("env::var", &["cli"], "the environment is read by the command line alone"),
    ("Timestamp::now", &["cli"], "the clock is read by the command line alone"),
    ("Zoned::now", &["cli"], "the clock is read by the command line alone"),
    ("SystemTime::now", &["cli", "write"], "the clock is read by the command line alone"),
    ("process::exit", &[], "main returns an exit code"),
    (
        "derive(Deserialize",
        &["resolve", "translation", "write", "scaffold"],
        "raw structs live beside their reader",
    ),
    (
        "derive(Serialize",
        &["render", "write", "exchange"],
        "only template contexts, the manifest and files for programs are contracts",
    ),
    ("todo!", &[], "nothing is left open"),
    ("unimplemented!", &[], "nothing is left open"),
];

#[test]
fn reserved_words_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let (own, code) = (room(&file).to_owned(), code(&text));
        for (word, rooms, why) in RESERVED {
            if code.contains(word) && !rooms.contains(&own.as_str()) {
                faults.push(format!("{file} uses `{word}`: {why}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_public_view_has_no_place_for_internal_things() {
    let text = fs::read_to_string(root().join("src/localize.rs")).expect("localize.rs");
    let body = text
        .split("pub struct PublicView {")
        .nth(1)
        .and_then(|rest| rest.split("\n}").next())
        .expect("PublicView");
    // What customers may hear of vehicles has a type of its own.
    let fields = code(body).replace("PublicVehicle", "");
    for word in [
        "Runbook", "Note>", "Vehicle", "Message", "Scenario", "Kept", "Waiver", "Secret", "Internal", "Site",
        "Document", "Checked",
    ] {
        assert!(!fields.contains(word), "PublicView holds `{word}`");
    }
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "no module documentation: {silent:?}");
}

#[test]
fn files_stay_small() {
    let large: Vec<String> = sources()
        .into_iter()
        .map(|(file, text)| (text.lines().count(), file))
        .filter(|(lines, _)| *lines > 650)
        .map(|(lines, file)| format!("{file}: {lines} lines"))
        .collect();
    assert!(large.is_empty(), "is each still one thing? {large:?}");
}

#[test]
fn every_rule_has_a_page_of_the_fixed_form() {
    let pages = files_below(&root().join("docs/rules"), "md");
    let codes: BTreeMap<String, String> = pages
        .into_iter()
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "README"))
        .map(|path| {
            (
                path.file_stem().expect("a name").to_string_lossy().into_owned(),
                fs::read_to_string(&path).expect("a page"),
            )
        })
        .collect();
    let rules = supportbook::diagnostic::catalog::RULES;
    for rule in rules {
        let page = codes.get(rule.code).unwrap_or_else(|| panic!("docs/rules/{}.md is missing", rule.code));
        let title = format!("# {}: {}", rule.code, rule.title);
        assert_eq!(
            page.lines().next(),
            Some(title.as_str()),
            "the first line of docs/rules/{}.md",
            rule.code
        );
        for heading in ["## What it finds", "## Why it matters", "## Example", "## What to do instead"] {
            assert!(page.contains(heading), "docs/rules/{}.md has no `{heading}`", rule.code);
        }
    }
    assert_eq!(codes.len(), rules.len(), "docs/rules has a page of no rule");
}

#[test]
fn docs_name_no_machine() {
    let mut faults = Vec::new();
    for folder in ["docs", "src", "content", "themes", "tests", ".ci"] {
        for ending in ["md", "rs", "html", "css", "js", "yaml", "toml", "py", "sh", "mjs"] {
            for path in files_below(&root().join(folder), ending) {
                let Ok(text) = fs::read_to_string(&path) else { continue };
                // Spelled in parts, so that this line does not find itself.
                for place in [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"]] {
                    let place = place.concat();
                    let whole = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
                    if text.match_indices(&place).any(|(at, _)| whole(at)) {
                        faults.push(format!("{}: {place}", path.display()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What follows the name of a raw type where it is taken apart: the pattern between the braces.
fn patterns<'a>(code: &'a str, name: &str) -> Vec<&'a str> {
    let after = code.match_indices(name).map(|(at, _)| &code[at + name.len()..]);
    after
        .filter_map(|rest| rest.trim_start().strip_prefix('{'))
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

/// A key that a raw type gains breaks the build at the pattern that takes the type apart, unless the pattern
/// says `..`; and a type that is never taken apart would lose keys in silence.
#[test]
fn a_forgotten_key_does_not_compile() {
    let all = sources();
    let is_raw = |file: &str| file.starts_with("resolve/raw");
    let mut names: Vec<String> = Vec::new();
    for (_, text) in all.iter().filter(|(file, _)| is_raw(file)) {
        let declared = code(text);
        let lines = declared.lines().filter_map(|line| line.strip_prefix("    Raw")?.strip_suffix(" {"));
        names.extend(lines.map(|name| format!("Raw{name}")));
    }
    assert!(names.len() > 40, "found only {} raw types", names.len());
    let mut faults = Vec::new();
    let users: Vec<(&str, String)> = all
        .iter()
        .filter(|(file, _)| file.starts_with("resolve/") && !is_raw(file))
        .map(|(file, text)| (file.as_str(), code(text)))
        .collect();
    for name in &names {
        let mut whole = 0;
        for (file, code) in &users {
            for pattern in patterns(code, name) {
                let has_rest = pattern.contains("..");
                whole += usize::from(!has_rest);
                if has_rest {
                    faults.push(format!("{file}: a pattern of `{name}` leaves keys out with `..`"));
                }
            }
        }
        if whole == 0 {
            faults.push(format!("`{name}` is nowhere taken apart in full"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
