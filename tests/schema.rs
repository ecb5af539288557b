//! What is made from the schemas and committed: `schemas/`, the reference of all keys, and the first line of
//! each sample file, by which an editor finds its schema. `UPDATE=1` writes all of it anew.
#![allow(clippy::disallowed_methods, reason = "the test reads and writes files of the repository")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use supportbook::resolve::schema::{KINDS, SchemaKind, reference};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compares a committed file with what it should be, or makes it so.
fn hold(path: &Path, wanted: &str, stale: &mut Vec<String>) {
    let found = fs::read_to_string(path).unwrap_or_default();
    if found == wanted {
        return;
    }
    if is_update() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        return fs::write(path, wanted).expect("a written file");
    }
    stale.push(path.display().to_string());
}

fn assert_fresh(stale: &[String]) {
    assert!(stale.is_empty(), "run `UPDATE=1 cargo test --test schema`; out of date: {stale:#?}");
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let folder = root().join("schemas");
    let made: BTreeMap<String, String> = KINDS.iter().flat_map(SchemaKind::as_files).collect();
    let mut stale = Vec::new();
    for (name, text) in &made {
        hold(&folder.join(name), text, &mut stale);
    }
    assert_fresh(&stale);
    for entry in fs::read_dir(&folder).expect("schemas/").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(made.contains_key(&name), "schemas/{name} is of no kind");
    }
}

#[test]
fn the_reference_of_all_keys_is_up_to_date() {
    let mut stale = Vec::new();
    hold(&root().join("docs/reference/fields.md"), &reference(), &mut stale);
    assert_fresh(&stale);
}

#[test]
fn every_sample_file_names_its_schema() {
    let mut projects = vec![root()];
    let further = fs::read_dir(root().join("tests/projects")).expect("tests/projects");
    projects.extend(further.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()));
    let mut stale = Vec::new();
    for project in projects {
        let up = project.strip_prefix(root()).expect("below the root").components().count();
        let mut files = vec![project.join("site.toml")];
        yaml_below(&project.join("content"), &mut files);
        for file in files {
            let below = file.strip_prefix(&project).expect("in the project");
            let below = below.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file).expect("a sample file");
            let line = first_line(&below, up + below.matches('/').count());
            let names_one =
                |first: &str| first.starts_with("# yaml-language-server:") || first.starts_with("#:schema");
            let rest = text.split_once('\n').filter(|(first, _)| names_one(first)).map(|(_, rest)| rest);
            hold(&file, &format!("{line}\n{}", rest.unwrap_or(&text)), &mut stale);
        }
    }
    assert_fresh(&stale);
}

fn yaml_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            yaml_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

/// The comment by which an editor finds the schema of a file that lies so many folders deep.
fn first_line(path: &str, depth: usize) -> String {
    let (up, name) = ("../".repeat(depth), path.rsplit('/').next().unwrap_or(path));
    if path == "site.toml" {
        return format!("#:schema {up}schemas/site.schema.json");
    }
    let is_translation = name.matches('.').count() > 1;
    let source = path.replace(name, &format!("{}.yaml", name.split('.').next().unwrap_or(name)));
    let is_of = |kind: &&SchemaKind| {
        let folder = kind.files.strip_suffix("*.yaml").filter(|folder| path.starts_with(folder));
        kind.files == source || folder.is_some()
    };
    let kind = KINDS.iter().find(is_of).unwrap_or_else(|| panic!("{path} is of no kind"));
    let ending = if is_translation { ".translation" } else { "" };
    format!("# yaml-language-server: $schema={up}schemas/{}{ending}.schema.json", kind.name)
}
