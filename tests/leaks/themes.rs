//! Leaks from end to end: what a theme or an author does, the rules that name it, and no site.

use supportbook::output::Audience;
use supportbook::theme::default_file;

use crate::project::{Project, codes, shown};

const ENGLISH: &str = "Listen, but say nothing about the customer's systems and change nothing.";
const CHINESE: &str = "只听，不透露客户系统的任何情况，不做任何改动。";

/// A file of the default theme with something before its end.
fn with(name: &str, end: &str, leak: &str) -> String {
    let text = String::from_utf8(default_file(name).unwrap().to_vec()).unwrap();
    let at = text.rfind(end).unwrap();
    format!("{}{leak}{}", &text[..at], &text[at..])
}

/// A template for pages with something under the text.
fn page(leak: &str) -> String {
    let text = "{% extends \"base.html\" %}{% block main %}<h1>{{ title }}</h1>{{ body_html | safe }}";
    format!("{text}{leak}{{% endblock main %}}")
}

#[test]
fn a_theme_of_its_own_builds() {
    let project = Project::with_theme(&[("templates/page.html", &page("<p>Everybody may know this.</p>"))]);
    let built = project.built(&[Audience::Public], false);
    assert_eq!((built.sites.len(), shown(&built.findings)), (1, String::new()));
}

/// The public site is refused for just these reasons.
#[track_caller]
fn refused(project: &Project, rules: &[&str]) {
    let built = project.built(&[Audience::Public], false);
    assert_eq!(codes(&built.findings).into_iter().collect::<Vec<_>>(), rules, "{}", shown(&built.findings));
    assert!(built.sites.is_empty());
    assert!(built.findings.iter().all(|finding| finding.place.path.as_str().starts_with("public/")));
}

#[test]
fn a_theme_that_prints_internal_text_builds_nothing() {
    let sample = Project::sample();
    assert!(sample.read("content/runbooks/intake.md").contains("Listen, but say nothing"), "{ENGLISH}");
    assert!(sample.read("content/runbooks/intake.zh-CN.md").contains("只听，不透露"), "{CHINESE}");
    for leak in [format!("<p>{ENGLISH}</p>"), format!("<p>{CHINESE}</p>")] {
        refused(&Project::with_theme(&[("templates/page.html", &page(&leak))]), &["PUB001"]);
    }
    let script = with("assets/site.js", "", &format!("// {ENGLISH}\n"));
    refused(&Project::with_theme(&[("assets/site.js", &script)]), &["PUB001"]);
}

#[test]
fn a_theme_that_leads_to_a_runbook_builds_nothing() {
    let link = "<a href=\"{{ root }}{{ lang | lower }}/runbooks/intake/\">Intake</a>";
    refused(&Project::with_theme(&[("templates/page.html", &page(link))]), &["GAT001", "PUB001"]);
}

#[test]
fn a_theme_that_prints_a_secret_builds_nothing() {
    let messages = with("messages/en.ftl", "", "duty = Ring +31 20 555 0199.\n");
    let chinese = with("messages/zh-CN.ftl", "", "duty = 请拨 +31 20 555 0199。\n");
    let page = with("templates/404.html", "</body>", "{{ t(id=\"duty\") }}");
    let files =
        [("messages/en.ftl", &*messages), ("messages/zh-CN.ftl", &chinese), ("templates/404.html", &page)];
    refused(&Project::with_theme(&files), &["PUB002"]);
}

#[test]
fn an_author_who_writes_a_secret_into_a_page_builds_nothing() {
    let project = Project::sample();
    project.append("content/pages/guides/billing-questions.md", "\nAt night, ring **+31 20** 555 0199.\n");
    refused(&project, &["PUB002"]);
}

#[test]
fn a_public_text_cannot_name_what_is_internal() {
    for (path, text) in [
        ("content/pages/terms.md", "\n[[channel:duty-manager]]\n"),
        ("content/pages/terms.md", "\n[[fact:channel.duty-manager.number]]\n"),
        ("content/pages/terms.md", "\n[x](channel:duty-manager)\n"),
        ("content/pages/terms.md", "\n[[runbook:intake]]\n"),
        ("content/pages/terms.md", "\n[x](runbook:intake#collect)\n"),
        ("content/pages/terms.md", "\n[x](../runbooks/intake.md)\n"),
        ("content/pages/terms.md", "\n[x](/../notes/terms.md)\n"),
        ("content/pages/terms.md", "\n[x](%2e%2e/runbooks/intake.md)\n"),
        ("content/pages/terms.md", "\n![x](../runbooks/flow.svg)\n"),
        ("content/pages/terms.zh-CN.md", "\n[[runbook:intake]]\n"),
    ] {
        let project = Project::sample();
        project.write("content/runbooks/flow.svg", "<svg/>");
        project.append(path, text);
        let (judged, _) = project.judge();
        let found = codes(&judged.findings);
        assert!(judged.checked.is_none(), "{text}");
        assert!(["REF003", "LNK003"].iter().any(|code| found.contains(code)), "{text} {found:?}");
    }
    let project = Project::sample();
    project.edit("content/offerings/business.yaml", "channels: [", "channels: [duty-manager, ");
    assert!(codes(&project.judge().0.findings).contains("REF003"));
    let project = Project::sample();
    project.write("content/runbooks/logo.svg", "<svg/>");
    project.edit("site.toml", "content/media/lantern.svg", "content/runbooks/logo.svg");
    assert!(project.judge().0.checked.is_none(), "a logo beside runbooks");
}

#[test]
fn the_gate_cannot_be_turned_off() {
    for rule in ["PUB001", "PUB002", "REF003"] {
        for level in ["off", "warning", "info"] {
            let project = Project::sample();
            project.edit("site.toml", "FIL001 = \"error\"", &format!("{rule} = \"{level}\""));
            let (judged, _) = project.judge();
            assert!(judged.checked.is_none(), "{rule} {level}");
        }
    }
}

/// An unfinished or misspelled word makes nothing public.
#[test]
fn a_channel_is_public_only_where_nothing_else_is_said() {
    for value in
        ["", " ~", " null", " intern", " Internal", " [internal]", " {internal: true}", " !internal x"]
    {
        let project = Project::sample();
        project.edit("content/channels.yaml", "visibility: internal", &format!("visibility:{value}"));
        assert!(project.judge().0.checked.is_none(), "`visibility:{value}`");
    }
    let project = Project::sample();
    project.edit("content/channels.yaml", "visibility: internal", "visibility: \"internal\"");
    assert_eq!(project.judge().0.checked.unwrap().site().internal_channels.len(), 3);
}

/// A theme prints what the terms model keeps for staff: one leak for each kind of it.
#[test]
fn a_theme_that_prints_internal_facts_builds_nothing() {
    for (path, text, rule) in [
        ("content/vehicles.yaml", "NLD-FICTION-2026-0042", "PUB002"),
        ("content/vehicles.yaml", "PCS-FICTION-ACCESS-42", "PUB002"),
        ("content/partner.yaml", "LOC-FICTION-0000042", "PUB002"),
        ("content/partner.yaml", "00000000-0000-4000-8000-1a27e2c10042", "PUB002"),
        (
            "content/vehicles.yaml",
            "Portal of Northlight, New case, queue Technical; severity A also by phone to their duty desk, with the case number",
            "PUB001",
        ),
        ("content/vehicles.yaml", "Advanced Support for Partners, held by Northlight", "PUB001"),
        ("content/vehicles.yaml", "https://partners.northlight.example/", "PUB001"),
        ("content/vehicles.zh-CN.yaml", "由对方从合作伙伴中心按客户身份提交", "PUB001"),
        (
            "content/messages/access-request.md",
            "Name each role and the end date; never ask for Global Administrator",
            "PUB001",
        ),
        (
            "content/messages/access-request.md",
            "Somebody who administers your directory opens this link, reads it and approves",
            "PUB001",
        ),
        (
            "content/messages/access-request.zh-CN.md",
            "请管理目录的同事打开这个链接，看清楚之后批准",
            "PUB001",
        ),
        (
            "content/scenarios/christmas-week.yaml",
            "Business, a question about an invoice on Christmas Day",
            "PUB001",
        ),
        (
            "content/notices/provider-portal-window.yaml",
            "Northlight's portal is down on Saturday night",
            "PUB001",
        ),
        ("content/glossary.yaml", "The contract or channel on which a case goes further", "PUB001"),
    ] {
        assert!(Project::sample().read(path).contains(text), "{text} in {path}");
        let project = Project::with_theme(&[("templates/page.html", &page(&format!("<p>{text}</p>")))]);
        let built = project.built(&[Audience::Public], false);
        assert!(codes(&built.findings).contains(rule), "{text} in {path}");
        refused(&project, &[rule]);
    }
}

#[test]
fn a_sentence_that_an_author_publishes_is_no_secret_and_a_number_always_is() {
    for (text, rule) in [
        ("Our contract is NLD-**FICTION**-2026-0042.", "PUB002"),
        ("Business, a question about an invoice on *Christmas Day*.", "PUB001"),
        ("File by phone with their duty desk, and enter the case in their portal on Sunday.", "PUB001"),
    ] {
        // A public source quotes a sentence: it is no secret then, a number always is.
        let project = Project::sample();
        project.append("content/pages/guides/billing-questions.md", &format!("\n{text}\n"));
        let built = project.built(&[Audience::Public], false);
        let secret = rule == "PUB002";
        assert_eq!(built.sites.is_empty(), secret, "{text}: {}", shown(&built.findings));
        assert_eq!(codes(&built.findings).contains(rule), secret, "{text}");
    }
}

/// An owner's name is searched from the length on from which it is nobody else's.
#[test]
fn a_long_owner_is_found_and_a_short_one_is_not() {
    let owner = "The lead of the second line in the old harbour building";
    for (owner, rules) in [(owner, &["PUB001"][..]), ("Head of support", &[])] {
        let leak = page(&format!("<p>{owner}</p>"));
        let project = Project::with_theme(&[("templates/page.html", &leak)]);
        let own =
            project.read("content/terms.yaml").replace("owner: Head of support", &format!("owner: {owner}"));
        project.write("content/terms.yaml", &own);
        if rules.is_empty() {
            assert_eq!(project.built(&[Audience::Public], false).sites.len(), 1);
        } else {
            refused(&project, rules);
        }
    }
}

#[test]
fn a_theme_that_leads_to_internal_lists_builds_nothing() {
    for address in [
        "vehicles/",
        "vehicles/#sb-vehicle-northlight",
        "messages/",
        "messages/closing/",
        "reviews/",
        "runbooks/",
    ] {
        let link = format!("<a href=\"{{{{ root }}}}{{{{ lang | lower }}}}/{address}\">x</a>");
        refused(&Project::with_theme(&[("templates/page.html", &page(&link))]), &["GAT001", "PUB001"]);
    }
    let anchor = page("<p id=\"sb-vehicle-northlight\">x</p>");
    refused(&Project::with_theme(&[("templates/page.html", &anchor)]), &["PUB001"]);
}
