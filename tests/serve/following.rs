//! That what is served follows the files, whichever way they change.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use supportbook::serve::Options;

use crate::client::{Server, without_tag};
use crate::project::Project;

#[test]
fn a_change_reaches_the_page_and_who_listens() {
    let project = Project::new();
    let server = project.serve();
    let mut stream = server.listen();
    assert_eq!(stream.next(), r#"{"stop":null,"version":"1"}"#);
    project.put("content/index.html", "<body>changed</body>");
    assert_eq!(stream.next(), r#"{"stop":null,"version":"2"}"#);
    let page = server.get("/").text();
    assert!(page.contains("changed") && page.contains(r#"data-version="2""#), "{page}");
}

#[test]
fn the_same_bytes_reload_nothing() {
    let project = Project::new();
    let server = project.serve();
    let mut stream = server.listen();
    assert_eq!(stream.version(), "1");
    project.put("content/style.css", "p { color: red }");
    assert!(server.rebuilt());
    project.put("content/style.css", "p { color: blue }");
    assert_eq!(stream.version(), "2");
    assert_eq!(server.get("/style.css").text(), "p { color: blue }");
}

#[test]
fn an_error_keeps_the_last_good_site_and_tells_until_it_is_fixed() {
    let project = Project::new();
    let server = project.serve();
    let mut stream = server.listen();
    assert_eq!(stream.version(), "1");
    for round in 0..20 {
        project.put("content/en/index.html", "BROKEN");
        let told = stream.next();
        for part in [
            r#""message":"TST001: expected <b>sense</b> & found none""#,
            r#""place":"content/en/index.html:1:1""#,
            r#""level":"error""#,
            r#""hints":["say something else"]"#,
            r#""more":0"#,
        ] {
            assert!(told.contains(part), "{told} has no {part}");
        }
        let page = server.get("/en/");
        assert!(page.status == 200 && !page.text().contains("BROKEN"), "{page:?}");
        let fixed = format!("<body>fixed {round}</body>");
        project.put("content/en/index.html", &fixed);
        assert_eq!(stream.next(), format!(r#"{{"stop":null,"version":"{}"}}"#, round + 2));
        assert_eq!(without_tag(&server.get("/en/").text()), fixed);
    }
}

#[test]
fn an_error_that_is_undone_reloads_nothing() {
    let project = Project::new();
    let server = project.serve();
    let mut stream = server.listen();
    assert_eq!(stream.version(), "1");
    let good = fs::read_to_string(project.at("content/en/index.html")).unwrap();
    project.put("content/en/index.html", "BROKEN");
    assert!(stream.next().contains("TST001"));
    project.put("content/en/index.html", &good);
    assert_eq!(stream.next(), r#"{"stop":null,"version":"1"}"#);
}

/// Puts the text into the file.
type Save = fn(&Path, &str);

/// Ways in which editors save.
const SAVES: [(&str, Save); 4] = [
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("by renaming", |file, text| {
        let new = file.with_extension("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, file).unwrap();
    }),
    ("with a backup", |file, text| {
        let backup = file.with_extension("html~");
        fs::rename(file, &backup).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(backup).unwrap();
    }),
    ("by appending", |file, text| {
        fs::OpenOptions::new().append(true).open(file).unwrap().write_all(text.as_bytes()).unwrap();
    }),
];

#[test]
fn every_way_of_saving_is_noticed_every_time() {
    let project = Project::new();
    let server = project.serve();
    for (way, save) in SAVES {
        for round in 0..3 {
            for path in ["/index.html", "/en/index.html"] {
                let text = format!("<p>{way}, round {round}</p>");
                save(&project.at("content").join(&path[1..]), &text);
                server.comes_to_serve(path, &text);
            }
        }
    }
}

#[test]
fn the_settings_are_watched_however_they_are_saved() {
    let project = Project::new();
    let server = project.serve();
    for (way, save) in SAVES {
        save(&project.at("site.toml"), &format!("# {way}"));
        assert!(server.rebuilt(), "{way}");
        server.rebuilds();
    }
}

#[test]
fn a_burst_is_a_few_builds_and_its_end_is_served() {
    let project = Project::new();
    burst(&project, &project.serve());
}

fn burst(project: &Project, server: &Server) {
    let page = |number: usize| format!("pages/{}/{number}.html", number % 20);
    // On a busy machine the burst itself is interrupted, and a build in between is right.
    let mut breaks = 0;
    for number in 0..500 {
        let begun = Instant::now();
        project.put(&format!("content/{}", page(number)), &format!("<p>{number}"));
        fs::write(project.at("content/index.html"), format!("<body>write {number}</body>")).unwrap();
        breaks += usize::from(begun.elapsed() > Duration::from_millis(10));
    }
    server.comes_to_serve("/", "write 499");
    for number in 0..500 {
        server.comes_to_serve(&format!("/{}", page(number)), &format!("<p>{number}<script"));
    }
    let builds = server.rebuilds();
    assert!((1..=5 + breaks).contains(&builds), "{builds} builds, {breaks} breaks");
}

#[test]
fn folders_may_go_and_come_back() {
    let project = Project::new();
    come_and_go(&project, &project.serve());
}

fn come_and_go(project: &Project, server: &Server) {
    for round in 0..3 {
        fs::remove_dir_all(project.at("content")).unwrap();
        server.comes_to_serve("/", "Nothing is here");
        for page in ["index.html", "deep/er/page.html"] {
            for word in ["back", "edited"] {
                let text = format!("<body>{word} {round}</body>");
                project.put(&format!("content/{page}"), &text);
                server.comes_to_serve(&format!("/{page}"), &format!("{word} {round}"));
            }
        }
        fs::remove_dir_all(project.at("content/deep")).unwrap();
        server.comes_to_serve("/deep/er/page.html", "Nothing is here");
    }
}

#[test]
fn a_moved_folder_and_a_replaced_one_are_followed() {
    let project = Project::new();
    let server = project.serve();
    fs::rename(project.at("content/en"), project.at("content/moved")).unwrap();
    server.comes_to_serve("/moved/", "english");
    project.put("content/moved/index.html", "<body>edited after the move</body>");
    server.comes_to_serve("/moved/", "edited after the move");
    project.put("other/index.html", "<body>other</body>");
    fs::rename(project.at("content"), project.at("old")).unwrap();
    fs::rename(project.at("other"), project.at("content")).unwrap();
    server.comes_to_serve("/", "other");
    project.put("content/index.html", "<body>other, edited</body>");
    server.comes_to_serve("/", "other, edited");
}

#[test]
fn a_project_that_is_moved_away_and_back_is_followed() {
    let project = Project::new();
    project.put("inner/site.toml", "");
    project.put("inner/content/index.html", "<body>inner</body>");
    let root = project.at("inner");
    let watch = vec![root.join("site.toml"), root.join("content")];
    let server = Project::serve_with(Options { root: root.clone(), watch, ..project.options() });
    fs::rename(&root, project.at("aside")).unwrap();
    server.comes_to_serve("/", "Nothing is here");
    fs::rename(project.at("aside"), &root).unwrap();
    server.comes_to_serve("/", "inner");
    project.put("inner/content/index.html", "<body>edited</body>");
    server.comes_to_serve("/", "edited");
}

#[test]
fn a_folder_that_was_not_there_at_first_is_watched_when_it_comes() {
    let project = Project::new();
    let server = project.serve();
    project.put("themes/own/a.css", "a");
    assert!(server.rebuilt());
    server.rebuilds();
    project.put("themes/own/a.css", "b");
    assert!(server.rebuilt());
}

#[test]
fn what_lies_outside_and_what_changes_nothing_wakes_nobody() {
    let project = Project::new();
    project.put("public/index.html", "");
    let server = project.serve();
    assert_eq!(server.rebuilds(), 0);
    project.put("public/index.html", "built");
    project.put("public/new/page.html", "built");
    project.put("notes.txt", "");
    let file = project.at("content/index.html");
    for _ in 0..3 {
        fs::read(&file).unwrap();
    }
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    assert_eq!(server.rebuilds(), 0);
}

#[test]
fn polling_notices_the_same() {
    let project = Project::new();
    let options = Options { poll: Some(Duration::from_millis(30)), ..project.options() };
    let server = Project::serve_with(options);
    for (way, save) in SAVES {
        save(&project.at("content/en/index.html"), &format!("<p>{way}</p>"));
        server.comes_to_serve("/en/", way);
    }
    server.rebuilds();
    burst(&project, &server);
    come_and_go(&project, &server);
}
