//! What looks like a leak and is none builds; and what is public leads nowhere internal.

use supportbook::gate::needles;
use supportbook::output::Audience;
use supportbook::render::scan::Needles;

use crate::project::{Project, codes, files, shown};

const RUNBOOK: &str = "---\ntitle: Quoting\nkind: handover\nowner: Lead\nlast_reviewed: 2026-05-12\n\
    review_in: 3 months\n---\n\n";

fn needles_of(project: &Project) -> Needles {
    let (judged, _) = project.judge();
    needles(&judged.checked.unwrap_or_else(|| panic!("{}", shown(&judged.findings))))
}

/// The public site is built, and nothing is said about leaks.
#[track_caller]
fn builds(project: &Project) {
    let built = project.built(&[Audience::Internal, Audience::Public], false);
    assert_eq!(built.sites.len(), 2, "{}", shown(&built.findings));
    assert!(codes(&built.findings).iter().all(|code| !code.starts_with("PUB")));
}

#[test]
fn the_sample_has_no_finding_of_the_gate() {
    let project = Project::sample();
    let built = project.built(&[Audience::Internal, Audience::Public], false);
    assert_eq!(built.sites.len(), 2);
    assert_eq!(shown(&built.findings), "");
    let needles = needles_of(&project);
    assert!(!needles.find("+31 20 555 0199").is_empty(), "the gate has something to look for");
}

#[test]
fn further_projects_have_no_finding_of_the_gate() {
    for name in ["21vianet", "direct-bill", "indirect-provider"] {
        let project = Project::copied(&format!("tests/projects/{name}"));
        builds(&project);
        let sites = project.sites();
        assert!(files(&sites.internal).len() > files(&sites.public).len(), "{name}");
    }
}

/// A runbook and a note that quote everything customers read, in other capitals and line breaks.
#[test]
fn what_stands_in_public_sources_is_no_needle() {
    let project = Project::sample();
    let quotes = [
        ("a page", "Whose fault it is can wait; finding that out is our work."),
        ("a page in Chinese", "不用这些也能让我们进入系统"),
        (
            "a title",
            "Whom to ask about an invoice, a price or a charge nobody recognises, and how a service credit is claimed.",
        ),
        ("a channel", "The same people as on the Amsterdam number, at the price of a call within China."),
        ("a channel in Chinese", "接电话的与阿姆斯特丹号码是同一批人，按国内通话计费"),
        ("an address of a channel", "https://portal.lantern.example/chat/teams"),
        ("the program", "This page has not been translated yet. It is shown in English."),
        ("other capitals", "WHOSE FAULT IT IS CAN WAIT; FINDING THAT OUT IS OUR WORK."),
    ];
    let page =
        project.read("content/pages/_index.md") + &project.read("content/pages/guides/billing-questions.md");
    for (place, quote) in &quotes[..3] {
        assert!(page.contains(quote) || place.contains("Chinese"), "{place}");
    }
    let body: String =
        quotes.iter().map(|(_, quote)| format!("{}\n\n", quote.replacen(' ', "\n", 3))).collect();
    project.write(
        "content/runbooks/quoting.md",
        &format!("{RUNBOOK}{body}<https://portal.lantern.example/chat/teams>\n"),
    );
    project.append("content/notes/terms.md", &format!("\n{body}"));
    let needles = needles_of(&project);
    for (place, quote) in quotes {
        assert!(needles.find(quote).is_empty(), "{place}");
    }
    builds(&project);
}

/// A comment, a draft, a file that nobody reads: what stands there beside a runbook stays internal.
#[test]
fn what_is_not_published_makes_nothing_public() {
    let sentence = "The deputy of the duty manager keeps the second key of the archive";
    let chinese = "副主管手里另有一把档案室的备用钥匙谁也不告诉";
    for (path, around) in [
        ("site.toml", "\n# HERE\n"),
        ("content/services/azure.yaml", "\n# HERE\n"),
        ("content/channels.yaml", "\n# HERE\n"),
        ("content/hours/amsterdam.zh-CN.yaml", "\n# HERE\n"),
        ("content/pages/terms.md", "---\n# HERE\n"),
        ("content/pages/guides/later.md", "---\ntitle: Later\ndraft: true\n---\n\nHERE\n"),
        (
            "content/pages/guides/later.md",
            "---\ntitle: Later\ndescription: HERE\ndraft: true\n---\n\nText.\n",
        ),
        ("content/messages/reply.md", "---\ntitle: Reply\n---\n\nHERE\n"),
        ("content/messages/closing.md", "---\n# HERE\n"),
        ("content/vehicles.yaml", "\n# HERE\n"),
        ("content/vehicles.yaml", "\nspare:\n  kind: other\n  name: Spare\n  languages: [en]\n  how: HERE\n"),
        ("content/glossary.yaml", "\nspare:\n  term: spare\n  definition: HERE\n  visibility: internal\n"),
        ("content/scenarios/christmas-week.yaml", "\n# HERE\n"),
        ("content/runbooks/more.yaml", "text: HERE\n"),
        ("content/runbooks/intake.zh-CN.md", "---\n# HERE\n"),
    ] {
        let project = Project::lenient_sample();
        // An entry of its own needs its translation.
        if around.starts_with("\nspare:") {
            let translation = "\nspare: {name: 备用, how: 电话}\n";
            let word = "\nspare: {term: 备用, definition: 备用}\n";
            let text = if path.contains("vehicles") { translation } else { word };
            project.append(&path.replace(".yaml", ".zh-CN.yaml"), text);
        }
        if path.ends_with("reply.md") {
            project.write("content/messages/reply.zh-CN.md", "---\ntitle: 答复\n---\n\n您好。\n");
        }
        project.write("content/runbooks/keys.md", &format!("{RUNBOOK}{sentence}.\n\n{chinese}。\n"));
        let text = around.replace("HERE", &format!("{sentence}. {chinese}。"));
        match (project.at(path).is_file(), text.strip_prefix("---\n")) {
            (true, Some(text)) => {
                let rest = project.read(path);
                project.write(path, &format!("---\n{text}{}", rest.strip_prefix("---\n").unwrap()));
            }
            (true, None) => project.append(path, &text),
            (false, _) => project.write(path, &text),
        }
        let needles = needles_of(&project);
        assert!(!needles.find(sentence).is_empty(), "{path}: English");
        assert!(!needles.find(chinese).is_empty(), "{path}: Chinese");
    }
}

/// Public names that hold internal ones, and numbers that stand in any stylesheet.
#[test]
fn names_that_are_alike_are_told_apart() {
    let project = Project::sample();
    let page = "---\ntitle: Night\n---\n\nAsk [there](https://docs.example/runbooks/intake/).\n";
    for path in [
        "guides/runbooks/intake.md",
        "runbooks/intake-by-night.md",
        "runbooks/intake/more.md",
        "runbooks/_index.md",
        "guides/intake.md",
    ] {
        project.write(&format!("content/pages/{path}"), page);
    }
    let internal = "kind: phone\n  name: Inside\n  number: \"NUMBER\"\n  national_only: true\n  country: NL\n  \
        languages: [en]\n  visibility: internal\n";
    for (id, number) in [("desk", "100"), ("emergency-c", "1024"), ("e", "555-01")] {
        let channel = format!("\n{id}:\n  {}", internal.replace("NUMBER", number));
        project.append("content/channels.yaml", &channel);
        project.append("content/channels.zh-CN.yaml", &format!("{id}:\n  name: 内线\n"));
    }
    builds(&project);
}

/// The files themselves, whatever the gate thinks: no byte of a public site names the runbooks' folder.
#[test]
fn nothing_public_leads_to_the_runbooks() {
    let sites = Project::sample().sites();
    let public = files(&sites.public);
    for (path, bytes) in &public {
        assert!(!path.contains("runbooks"), "{path}");
        assert!(!holds(bytes, "runbooks/"), "{path}");
        assert!(!holds(bytes, "sb-channel-duty-manager"), "{path}");
    }
    for file in ["sitemap.xml", "404.html", "robots.txt", "index.html", "en/index.html", "zh-cn/index.html"] {
        assert!(public.contains_key(file), "{file}");
    }
    let internal = files(&sites.internal);
    for file in ["en/index.html", "en/guides/technical-problems/index.html"] {
        assert!(holds(&internal[file], "runbooks/"), "{file}: staff find the runbooks");
    }
    assert!(internal.contains_key("zh-cn/runbooks/intake/index.html"));
    assert!(holds(&internal["en/contact/index.html"], "sb-channel-duty-manager"));
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}
