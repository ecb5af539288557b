//! Whatever runbooks, notes, internal channels and drafts hold: the public bytes are equal.

use std::fs;

use supportbook::output::Audience;

use crate::project::{Files, Project, files, front_and_body};

const RUNBOOK: &str = "---\ntitle: TITLE\ndescription: About it\nkind: KIND\nowner: Somebody\n\
    last_reviewed: 2026-05-30\nreview_in: 2 weeks\nweight: WEIGHT\n---\n\nText of TITLE.\n\n## Part {#part}\n\nMore.\n";

const INTERNAL_CHANNEL: &str = "\n  kind: email\n  name: Aside\n  address: aside@lantern.example\n  \
    languages: [zh-CN, en]\n  hours: shanghai\n  emergency: true\n  visibility: internal\n\n";

/// The public files of the sample after a change of something internal; staff must see the change.
#[track_caller]
fn unchanged_by(change: impl FnOnce(&Project)) {
    let project = Project::sample();
    unbind(&project);
    let before = project.sites();
    change(&project);
    let after = project.sites();
    assert_ne!(files(&before.internal), files(&after.internal), "staff see no change");
    same(&files(&before.public), &files(&after.public));
}

/// Nothing is demanded of the project: what is compared is what customers see, not whether procedures are whole
/// and translations up to date.
fn unbind(project: &Project) {
    project.edit("content/partner.yaml", "packs: [\"microsoft-csp@2026-06\"]", "packs: []");
    project.edit("site.toml", "[rules]\n", "[rules]\nRUN007 = \"off\"\nL10N002 = \"warning\"\n");
}

#[track_caller]
fn same(before: &Files, after: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    let other: Vec<&String> = before.keys().filter(|path| before[*path] != after[*path]).collect();
    assert_eq!(other, Vec::<&String>::new(), "these files differ");
}

#[test]
fn waivers_added() {
    let project = Project::sample();
    let before = project.sites();
    project.append(
        "site.toml",
        "\n[[waivers]]\nrule = \"MKD008\"\npath = \"content/pages\"\nreason = \"We agreed on this with nobody.\"\n\
         until = 2087-06-01\n",
    );
    same(&files(&before.public), &files(&project.sites().public));
}

/// All files of runbooks and notes.
fn internal_files(project: &Project) -> Vec<String> {
    let files = [project.files("content/runbooks", ".md"), project.files("content/notes", ".md")].concat();
    assert!(files.len() >= 12, "{files:?}");
    files
}

#[test]
fn internal_texts_changed() {
    unchanged_by(|project| {
        for path in internal_files(project) {
            let text = project.read(&path);
            let (front, body) = front_and_body(&text);
            let front = front.unwrap_or_default().lines().map(|line| changed_key(line) + "\n");
            let front: String = front.collect();
            // Headings keep their level and anchor, which other files name.
            let headings = body.lines().filter(|line| line.starts_with('#'));
            let heading = |line: &str| {
                let (level, rest) = line.split_once(' ').unwrap();
                let anchor = rest.rfind(" {#").map_or("", |at| &rest[at..]);
                format!(
                    "{level} Other words{anchor}\n\n- Something else\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n"
                )
            };
            let body: String = headings.map(heading).collect();
            project.write(&path, &format!("---\n{front}---\n\nAll is different now.\n\n{body}"));
        }
        project.edit("content/channels.yaml", "name: Duty manager", "name: The other one");
        project.edit("content/channels.yaml", "+31 20 555 0199", "+86 21 5555 0777");
        project.edit("content/channels.yaml", "For desk staff only.", "Changed.");
        project.edit("content/channels.zh-CN.yaml", "name: 值班主管", "name: 另一位");
    });
}

/// No owners, days of review, leads or accounts.
fn without_keepers(project: &Project) {
    let keys = ["owner", "next_review", "lead", "location_id", "tenant_id", "packs"];
    for path in project.files("content", ".yaml") {
        let text = project.read(&path);
        let stays = |line: &&str| line.split_once(':').is_none_or(|(key, _)| !keys.contains(&key.trim()));
        let text: String = text.lines().filter(stays).map(|line| format!("{line}\n")).collect();
        project.write(&path, &text);
    }
}

/// What vehicles, messages, scenarios, words and notices for staff say, and who keeps what.
#[test]
fn internal_facts_changed() {
    unchanged_by(|project| {
        without_keepers(project);
        for path in ["content/vehicles.yaml", "content/vehicles.zh-CN.yaml"] {
            let text = project.read(path);
            let line = |line: &str| match line.split_once(':') {
                Some((key @ ("  name" | "  how"), _)) => format!("{key}: Changed\n"),
                Some((key @ ("  contract" | "  access_id"), _)) => format!("{key}: ANOTHER-77-0815\n"),
                Some((key @ "  url", _)) => format!("{key}: https://changed.example/\n"),
                Some(("  remaining", _)) => "  remaining: 77\n".to_owned(),
                Some(("  fee", _)) => "  fee: true\n".to_owned(),
                Some(("  severities" | "  first_response", _)) => String::new(),
                _ => format!("{line}\n"),
            };
            project.write(path, &text.lines().map(line).collect::<String>());
        }
        fs::remove_dir_all(project.at("content/scenarios")).unwrap();
        for path in project.files("content/messages", ".md") {
            let text = project.read(&path).replace("\ntitle: ", "\ntitle: Changed ");
            project.write(&path, &(text + "\nOne sentence more.\n"));
        }
        project.edit(
            "content/glossary.yaml",
            "The contract or channel on which a case goes further.",
            "Changed.",
        );
        project.edit("content/notices/provider-portal-window.yaml", "Northlight's portal is down", "Changed");
    });
}

fn changed_key(line: &str) -> String {
    let Some((key, _)) = line.split_once(':') else { return line.to_owned() };
    let value = match key {
        "title" | "description" | "owner" => "Changed",
        "kind" => "closing",
        "last_reviewed" => "2020-01-01",
        "review_in" => "1 week",
        "weight" => "-7",
        "services" | "areas" => "[]",
        _ => return line.to_owned(),
    };
    format!("{key}: {value}")
}

#[test]
fn internal_bodies_emptied() {
    unchanged_by(|project| {
        for path in internal_files(project) {
            let text = project.read(&path);
            let (_, body) = front_and_body(&text);
            // Steps are headings of the body.
            let front = text.strip_suffix(body).unwrap();
            let front =
                front.split_once("steps:\n").map_or(front.to_owned(), |(before, _)| format!("{before}---\n"));
            project.write(&path, &front);
        }
    });
}

#[test]
fn everything_internal_removed() {
    unchanged_by(|project| {
        fs::remove_dir_all(project.at("content/runbooks")).unwrap();
        fs::remove_dir_all(project.at("content/notes")).unwrap();
        fs::remove_dir_all(project.at("content/messages")).unwrap();
        fs::remove_dir_all(project.at("content/scenarios")).unwrap();
        for path in ["yaml", "zh-CN.yaml"] {
            fs::remove_file(project.at(&format!("content/notices/provider-portal-window.{path}"))).unwrap();
        }
        without_keepers(project);
        for path in ["content/channels.yaml", "content/channels.zh-CN.yaml"] {
            let text = project.read(path);
            let at = text.find("\nduty-manager:").unwrap();
            project.write(path, &text[..at]);
        }
        let (judged, _) = project.judge();
        let checked = judged.checked.unwrap();
        let site = checked.site();
        assert!(site.runbooks.is_empty() && site.notes.is_empty() && site.internal_channels.is_empty());
    });
}

/// Vehicles that customers hear nothing of, and words for staff, taken away with all that names them.
#[test]
fn vehicles_and_words_removed() {
    let project = Project::sample();
    unbind(&project);
    let without = |path: &str, key: &str| {
        let text = project.read(path);
        let stays = |line: &&str| line.trim_start().split_once(':').is_none_or(|(found, _)| found != key);
        let text: String = text.lines().filter(stays).map(|line| format!("{line}\n")).collect();
        project.write(path, &text);
    };
    for path in ["content/vehicles.yaml", "content/vehicles.zh-CN.yaml"] {
        without(path, "public_name");
    }
    let before = project.sites();
    for folder in ["runbooks", "notes", "scenarios", "messages"] {
        fs::remove_dir_all(project.at(&format!("content/{folder}"))).unwrap();
    }
    for path in ["content/vehicles.yaml", "content/vehicles.zh-CN.yaml"] {
        fs::remove_file(project.at(path)).unwrap();
    }
    for service in project.files("content/services", ".yaml") {
        without(&service, "vehicle");
    }
    // A reseller needs a provider: another one, of which next to nothing is said.
    project.write(
        "content/vehicles.yaml",
        "elsewhere: {kind: provider, name: Elsewhere, languages: [en], how: By phone}\n",
    );
    project.write("content/vehicles.zh-CN.yaml", "elsewhere: {name: 别处, how: 电话}\n");
    project.edit("content/partner.yaml", "provider: northlight", "provider: elsewhere");
    let mut gone = Vec::new();
    for (path, source) in [("content/glossary.yaml", true), ("content/glossary.zh-CN.yaml", false)] {
        let text = project.read(path);
        let mut entries: Vec<String> = Vec::new();
        for line in text.lines() {
            let begins = !line.starts_with([' ', '#']) && !line.is_empty();
            if begins || entries.is_empty() {
                entries.push(String::new());
            }
            *entries.last_mut().unwrap() += &format!("{line}\n");
        }
        let id = |entry: &str| entry.lines().next().unwrap_or_default().trim_end_matches(':').to_owned();
        if source {
            let internal = |entry: &&String| entry.contains("visibility: internal");
            gone = entries.iter().filter(internal).map(|entry| id(entry)).collect();
            assert!(gone.len() >= 4, "{gone:?}");
        }
        entries.retain(|entry| !gone.contains(&id(entry)));
        project.write(path, &entries.concat());
    }
    let after = project.sites();
    assert_ne!(files(&before.internal), files(&after.internal), "staff see no change");
    same(&files(&before.public), &files(&after.public));
}

/// New runbooks with the names of public pages, pictures, notes on every page, channels before all others.
#[test]
fn internal_things_added() {
    unchanged_by(|project| {
        let names =
            ["terms", "guides/_index", "guides/billing-questions", "contact", "00", "zz", "深/夜", "index"];
        for (at, (name, kind)) in names.into_iter().zip(["intake", "closing"].into_iter().cycle()).enumerate()
        {
            let weight = at.to_string();
            let text = RUNBOOK.replace("TITLE", name).replace("KIND", kind).replace("WEIGHT", &weight);
            project.write(&format!("content/runbooks/{name}.md"), &text);
        }
        let draft = RUNBOOK.replace("TITLE", "x").replace("KIND", "credit").replace("WEIGHT", "1");
        project.write("content/runbooks/draft.md", &draft.replace("weight: 1", "draft: true"));
        // A picture with the name and bytes of a public one, and one that a runbook shows.
        let logo = project.read("content/media/lantern.svg");
        project.write("content/runbooks/lantern.svg", &logo);
        project.write("content/runbooks/flow.svg", "<svg/>");
        project.append("content/runbooks/intake.md", "\n![flow](flow.svg) ![logo](lantern.svg)\n");
        for page in project.files("content/pages", ".md") {
            let note = page.replace("content/pages", "content/notes");
            if !project.at(&note).exists() && !note[..note.len() - 3].contains('.') {
                project.write(&note, "A remark on this page.\n");
            }
        }
        for (path, channel) in [
            ("content/channels.yaml", INTERNAL_CHANNEL),
            ("content/channels.zh-CN.yaml", "\n  name: 旁路\n\n"),
        ] {
            let text = project.read(path);
            project.write(path, &format!("aside:{channel}{text}"));
        }
    });
}

#[test]
fn drafts_added() {
    unchanged_by(|project| {
        let page = "---\ntitle: Not yet\nKEYS\ndraft: true\n---\n\n## Part {#part}\n\n![x](x.svg)\n";
        for (path, keys) in [
            ("guides/not-yet", "weight: -100\naliases: [once, /once]"),
            ("news/not-yet", "kind: news\ndate: 2026-06-01"),
            ("later/_index", "weight: -100"),
            ("later/more", "kind: terms"),
        ] {
            project.write(&format!("content/pages/{path}.md"), &page.replace("KEYS", keys));
            let folder = path.split('/').next().unwrap();
            project.write(&format!("content/pages/{folder}/x.svg"), "<svg/>");
        }
    });
}

/// Asking for the internal site, or for drafts in it, changes nothing public.
#[test]
fn the_public_site_is_the_same_built_alone() {
    let project = Project::sample();
    let both = files(&project.sites().public);
    for drafts in [false, true] {
        let built = project.built(&[Audience::Public], drafts);
        same(&both, &files(&built.sites[0]));
    }
}
