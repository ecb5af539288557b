//! Words planted in every internal place: what is published, and what a theme can reach, holds none.

use std::collections::BTreeSet;
use std::time::Duration;

use supportbook::gate::{GatedOutput, needles};
use supportbook::render::scan::{Needle, scan};
use supportbook::theme::{default_file, default_files};
use supportbook::write::{self, Destination, MANIFEST};

use crate::planting::{Canary, STEMS, planted};
use crate::project::{Files, Project, files};
use crate::search::{Haystack, haystacks, holders};

/// Fewer would mean that the planting has lost its way.
const AT_LEAST: usize = 1000;

#[test]
fn no_canary_reaches_the_published_folder() {
    let planted = planted();
    assert!(planted.canaries.len() >= AT_LEAST, "{}", planted.canaries.len());
    let sites = planted.project.sites();
    let public = published(&planted.project, &sites.public);
    assert!(public.contains_key(MANIFEST) && public.contains_key("404.html"));
    let public = haystacks(&public);
    assert_eq!(found(&public, &planted.canaries), Vec::<String>::new());

    let internal = haystacks(&published(&planted.project, &sites.internal));
    let at_fault = |canary: &&Canary| holders(&internal, &canary.word).is_empty() == canary.staff;
    let wrong: Vec<&str> =
        planted.canaries.iter().filter(at_fault).map(|canary| canary.place.as_str()).collect();
    assert_eq!(wrong, Vec::<&str>::new(), "staff should see these, or should not");
}

/// The template engine prints all that a template can name under `__tera_context`.
#[test]
fn a_theme_cannot_reach_a_canary() {
    let planted = planted();
    let own = |name: &str| format!("themes/own/{name}");
    let mut frames = 0;
    for name in default_files().filter(|name| name.starts_with("templates/")) {
        let text = match planted.project.at(&own(name)).is_file() {
            true => planted.project.read(&own(name)),
            false => String::from_utf8(default_file(name).unwrap().to_vec()).unwrap(),
        };
        if text.contains("</body>") {
            let printing = text.replace("</body>", "<pre>{{ __tera_context }}</pre></body>");
            planted.project.write(&own(name), &printing);
            frames += 1;
        }
    }
    assert!(frames >= 3, "{frames}");
    let sites = planted.project.sites();
    let public = files(&sites.public);
    let home = String::from_utf8(public["en/index.html"].clone()).unwrap();
    assert!(home.contains("breadcrumbs") && home.contains("language_tags"), "the context is printed");
    assert_eq!(found(&haystacks(&public), &planted.canaries), Vec::<String>::new());
    assert!(!found(&haystacks(&files(&sites.internal)), &planted.canaries).is_empty());
}

/// The internal pages under the eyes of the gate of public ones: each text that staff see would be found.
#[test]
fn the_gate_would_find_each_text() {
    let planted = planted();
    let (judged, _) = planted.project.judge();
    let needles = needles(&judged.checked.unwrap());
    let internal = planted.project.sites().internal;
    let scanned = internal.files().iter().map(|(path, bytes)| scan(path, bytes, &needles));
    let leaks: BTreeSet<Needle> = scanned.flat_map(|facts| facts.leaks).collect();
    // Ids are looked for where ids stand, numbers as they are dialed, pictures by their address.
    let is_text = |canary: &&Canary| {
        canary.staff && !canary.id && (canary.place.contains(".md") || canary.place.contains(".yaml"))
    };
    let unknown = planted
        .canaries
        .iter()
        .filter(is_text)
        .filter(|canary| leaks.iter().all(|needle| !needle.text.contains(&canary.word)));
    let unknown: Vec<&str> = unknown.map(|canary| canary.place.as_str()).collect();
    assert_eq!(unknown, Vec::<&str>::new());
    assert!(leaks.iter().filter(|needle| needle.secret).count() >= 9, "numbers and addresses");
}

/// No template can reach the reasons of waivers; the gate looks for them all the same.
#[test]
fn the_gate_would_find_the_reason_of_a_waiver() {
    let planted = planted();
    let checked = planted.project.judge().0.checked.unwrap();
    let reason = checked.site().waivers[0].reason.clone().unwrap();
    assert!(
        planted.canaries.iter().any(|canary| canary.word == *reason && canary.place.contains("site.toml"))
    );
    let path = supportbook::output::OutputPath::new("en/index.html").unwrap();
    let facts = scan(&path, format!("<p>{reason}</p>").as_bytes(), &needles(&checked));
    assert!(facts.leaks.iter().any(|needle| reason.contains(&needle.text)), "{:?}", facts.leaks);
}

/// Where a canary stands: those of a common stem first, then those that have none.
fn found(haystacks: &[Haystack], canaries: &[Canary]) -> Vec<String> {
    let of_a_stem =
        |word: &str| STEMS.iter().any(|stem| word.to_lowercase().starts_with(&stem.to_lowercase()));
    let others = canaries.iter().map(|canary| canary.word.as_str()).filter(|word| !of_a_stem(word));
    let words = STEMS.into_iter().chain(others);
    words
        .flat_map(|word| holders(haystacks, word).into_iter().map(move |path| format!("{word} in {path}")))
        .collect()
}

/// The files that stand in the folder of a published site, its manifest among them.
fn published(project: &Project, site: &GatedOutput) -> Files {
    let out = tempfile::TempDir::new().unwrap();
    let keep = write::DEFAULT_KEEP.map(str::to_owned);
    let destination = Destination::new(&project.at(""), out.path(), site.audience(), &keep).unwrap();
    let lock = write::lock(destination.out(), Duration::from_secs(5)).unwrap();
    write::publish(&destination, &lock, site).unwrap();
    drop(lock);
    let mut found = Files::new();
    let mut folders = vec![out.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inner = path.strip_prefix(out.path()).unwrap().to_string_lossy().replace('\\', "/");
            let inner =
                inner.strip_prefix(site.audience().folder()).map_or(&*inner, |rest| &rest[1..]).to_owned();
            found.insert(inner, std::fs::read(&path).unwrap());
        }
    }
    found
}
