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
