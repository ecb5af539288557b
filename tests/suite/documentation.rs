//! The examples of the reference are a project, and a sound one.

use std::fs;
use std::path::Path;

use jiff::civil::date;

use supportbook::diagnostic::Level;
use supportbook::load::load;
use supportbook::{Today, check_project};

/// The fenced blocks of the reference that begin with the path of their file.
fn examples() -> Vec<(String, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/content.md");
    let text = fs::read_to_string(page).expect("the reference");
    let mut found = Vec::new();
    for block in text.split("\n```").skip(1).step_by(2) {
        let Some((language, body)) = block.split_once('\n') else { continue };
        let Some((first, rest)) = body.split_once('\n') else { continue };
        let path = first.trim_start_matches(['#', ' ', '<', '!', '-']).trim_end_matches(['>', '-', ' ']);
        let is_path = path == "site.toml" || (path.starts_with("content/") && !path.contains(' '));
        if is_path {
            let body = if language == "markdown" { rest } else { body };
            found.push((path.to_owned(), format!("{body}\n")));
        }
    }
    found
}

#[test]
fn the_examples_of_the_reference_are_a_sound_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let examples = examples();
    assert!(examples.len() >= 20, "only {} examples have a path", examples.len());
    for (path, text) in &examples {
        // One language, and nothing that names files which are no examples.
        let text = match path.as_str() {
            "site.toml" => text
                .lines()
                .filter(|line| {
                    !["zh-CN =", "logo", "name =", "FIL001"].iter().any(|word| line.starts_with(word))
                })
                .map(|line| line.replace("[\"en\", \"zh-CN\"]", "[\"en\"]") + "\n")
                .collect(),
            _ => text.clone(),
        };
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    let sources = load(folder.path()).expect("a project");
    let judged = check_project(&sources, Today { given: None, clock: date(2026, 6, 1) });
    let errors: Vec<String> = judged
        .findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .map(|finding| format!("{}: {}", finding.place.path, finding.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
