//! Sites of other generators: a folder in, the pages of a project out, and what the report says is worth a look.
//!
//! `generators/<layout>/from` is the folder, `to` what comes of it; `UPDATE=1` writes `to` anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use supportbook::exchange::catalog::po;
use supportbook::import::Import;
use supportbook::import::markdown::import;
use supportbook::import::markdown::layout::{Layout, detect};
use supportbook::import::report::Fate;
use supportbook::load::{Sources, load_folder};
use supportbook::output::Bytes;
use supportbook::path::ProjectPath;
use supportbook::{Today, check_project};

fn home(layout: Layout) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/generators").join(layout.word())
}

fn finished(text: &str) -> Vec<(String, String)> {
    let texts = po::read(text).unwrap().texts.into_iter().map(|(_, text)| text);
    let done = texts.filter(|text| text.word == supportbook::exchange::catalog::Word::Translated);
    done.filter(|text| !text.target.is_empty()).map(|text| (text.source.into(), text.target.into())).collect()
}

fn imported(layout: Layout) -> Import {
    let folder = load_folder(&home(layout).join("from")).unwrap();
    assert_eq!(detect(&folder), Some(layout), "its settings tell whose it is");
    import(&folder, layout, finished)
}

/// What comes of a folder: pages, translations, other files by name, and the report.
fn shown(import: &Import) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for page in &import.pages {
        files.insert(page.path.to_string(), page.text.clone());
        files.extend(page.translations.iter().map(|one| (one.path.to_string(), one.text.clone())));
    }
    let mut report = String::new();
    for file in &import.report.files {
        let fate = match &file.fate {
            Fate::Page { path, translation: None, .. } => format!("page {path}"),
            Fate::Page { translation: Some((path, locale)), .. } => format!("translation {path} {locale}"),
            Fate::Media(path) => format!("media {path}"),
            Fate::LeftOut(why) => format!("left out: {why}"),
        };
        report += &format!("{}: {fate}\n", file.path);
        for note in &file.notes {
            report += &format!("  {}: {}\n", note.line, note.text);
        }
    }
    files.insert("report.txt".into(), report);
    files
}

fn below(folder: &Path, found: &mut BTreeMap<String, String>, root: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, found, root);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn sites_of_other_generators_become_pages() {
    for layout in Layout::ALL {
        let to = home(layout).join("to");
        let now = shown(&imported(layout));
        if std::env::var_os("UPDATE").is_some() {
            let _ = fs::remove_dir_all(&to);
            for (name, text) in &now {
                let path = to.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        let mut due = BTreeMap::new();
        below(&to, &mut due, &to);
        assert_eq!(now, due, "{}", layout.word());
    }
}

#[test]
fn what_comes_of_a_site_is_a_project_without_errors_but_for_broken_links() {
    for layout in Layout::ALL {
        let import = imported(layout);
        let locales: Vec<String> = std::iter::once(import.source_locale)
            .chain(import.locales.iter().copied().filter(|locale| *locale != import.source_locale))
            .map(|locale| format!("\"{locale}\""))
            .collect();
        let settings = format!(
            "base_url = \"https://a.example/\"\nsource_locale = \"{}\"\nlocales = [{}]\n[title]\nen = \"A\"\nzh-CN = \"甲\"\n",
            import.source_locale,
            locales.join(", ")
        );
        let mut files: BTreeMap<ProjectPath, Bytes> = import.others.clone();
        files.insert(ProjectPath::new("site.toml").unwrap(), Bytes::from(settings.as_bytes()));
        for page in &import.pages {
            files.insert(page.path.clone(), Bytes::from(page.text.as_bytes()));
            for one in &page.translations {
                files.insert(one.path.clone(), Bytes::from(one.text.as_bytes()));
            }
        }
        let sources = Sources::of_files(files);
        let today = Today { given: None, clock: jiff::civil::date(2026, 6, 1) };
        let errors: Vec<String> = check_project(&sources, today)
            .findings
            .into_iter()
            .filter(|finding| finding.level == supportbook::diagnostic::Level::Error)
            .filter(|finding| !finding.rule.code.starts_with("LNK"))
            .map(|finding| format!("{} {}: {}", finding.rule.code, finding.place.path, finding.message))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", layout.word());
    }
}

#[test]
fn an_unknown_folder_is_not_guessed_at() {
    assert_eq!(detect(&supportbook::load::Folder::new()), None);
}
