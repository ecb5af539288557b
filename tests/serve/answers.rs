//! What a path leads to.

use std::fs;

use supportbook::output::Audience;

use crate::client::without_tag;
use crate::project::Project;

#[test]
fn files_are_served_as_they_were_built() {
    let project = Project::new();
    let server = project.serve();
    for (path, file, media_type) in [
        ("/style.css", "style.css", "text/css; charset=utf-8"),
        ("/style.css?v=1", "style.css", "text/css; charset=utf-8"),
        ("/search.js", "search.js", "text/javascript; charset=utf-8"),
        ("/logo.svg", "logo.svg", "image/svg+xml; charset=utf-8"),
        ("/hours.ics", "hours.ics", "text/calendar; charset=utf-8"),
        ("/data.bin", "data.bin", "application/octet-stream"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type), "{path}");
        assert_eq!(answer.body, fs::read(project.at("content").join(file)).unwrap(), "{path}");
    }
}

#[test]
fn pages_are_as_they_were_built_but_for_one_tag() {
    let project = Project::new();
    let server = project.serve();
    for (path, file) in [
        ("/", "index.html"),
        ("/?q=1", "index.html"),
        ("/index.html", "index.html"),
        ("/en/", "en/index.html"),
        ("/%65n/index.html", "en/index.html"),
        ("/en/%E6%8C%87%20%E5%8D%97/", "en/指 南/index.html"),
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "text/html; charset=utf-8"),
            "{path}"
        );
        let built = fs::read_to_string(project.at("content").join(file)).unwrap();
        assert_eq!(without_tag(&answer.text()), built, "{path}");
    }
}

#[test]
fn the_tag_stands_before_the_end_of_the_body() {
    let project = Project::new();
    project.put("content/odd.html", "<body></body><p></BODY></html>");
    project.put("content/open.html", "<p>no body");
    let server = project.serve();
    assert!(server.get("/odd.html").text().ends_with("</script></BODY></html>"));
    assert!(server.get("/open.html").text().starts_with("<p>no body<script src="));
}

#[test]
fn folders_without_a_slash_lead_to_the_folder() {
    let project = Project::new();
    let server = project.serve();
    for (path, target) in [
        ("/en", "/en/"),
        ("/en?a=b&c", "/en/?a=b&c"),
        ("/%65n", "/en/"),
        ("/en/%E6%8C%87%20%E5%8D%97", "/en/%E6%8C%87%20%E5%8D%97/"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, target), "{path}");
    }
}

#[test]
fn what_is_not_there_gets_the_page_of_the_site_for_it() {
    let project = Project::new();
    let server = project.serve();
    for path in [
        "/nowhere",
        "/en/nowhere/",
        "/style.css/",
        "/index.html/index.html",
        "/EN/",
        "/%2565n/",
        "/__supportbook",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(without_tag(&answer.text()), "<html><body><p>nowhere</p></body></html>", "{path}");
    }
    assert_eq!(server.get("/__supportbook/nowhere").status, 404);
    fs::remove_file(project.at("content/404.html")).unwrap();
    server.comes_to_serve("/nowhere", "Nothing is here");
    assert_eq!(server.get("/nowhere").status, 404);
}

/// Spellings of "one folder up", of the slash, and of places that exist.
const UP: &str =
    ".. %2e%2e %252e%252e %2E. .%2e ..%00 ..; .... %c0%ae%c0%ae %ff %u002e%u002e ..%20 %EF%BC%8E%EF%BC%8E";
const SLASH: &str = "/ %2f %252f \\ %5c %255c // /./ %c0%af %E2%88%95";
const PLACE: &str = "outside.txt etc/passwd secret/index.html";

/// Ways that other servers have been led out.
const ALONE: &str = "/style.css::$DATA /style.css%3A%3A$DATA /STYLE~1.CSS /style.css. /style.css%20 /style.css%00 \
                     /style.css%00.html /C:/Windows/win.ini /C%3A%5CWindows%5Cwin.ini /file:///etc/passwd \
                     //etc/passwd /%2Fetc/passwd /@fs/etc/passwd /en//secret.txt /en/./secret.txt \
                     /en/x/../secret.txt /en/%2e/secret.txt /./style.css /content/index.html /site.toml /.git/config";

#[test]
fn nothing_leads_out_of_the_sites() {
    let project = Project::new();
    project.put("outside.txt", "OUTSIDE");
    project.put("content/en/secret.txt", "INSIDE");
    let server = project.serve();
    assert_eq!(server.get("/en/secret.txt").text(), "INSIDE");
    let mut paths: Vec<String> = ALONE.split_ascii_whitespace().map(String::from).collect();
    let root = project.root().to_str().unwrap();
    paths.extend([format!("/{root}/outside.txt"), format!("{root}/outside.txt")]);
    for up in UP.split(' ') {
        for slash in SLASH.split(' ') {
            let step = format!("{up}{slash}");
            for place in PLACE.split(' ') {
                paths.push(format!("/{step}{place}"));
                paths.push(format!("/en/{step}{step}{place}"));
            }
        }
    }
    for path in paths {
        let answer = server.get(&path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        for secret in ["OUTSIDE", "INSIDE", "root:", "runbooks"] {
            assert!(!answer.text().contains(secret), "{path} shows {secret}");
        }
    }
}

#[test]
fn head_is_get_without_a_body() {
    let project = Project::new();
    let server = project.serve();
    for path in ["/", "/style.css", "/nowhere", "/en"] {
        let (mut get, mut head) = (server.get(path), server.ask("HEAD", path, &[]));
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        // The one header that may differ from one second to the next.
        assert_eq!(get.headers.remove("date").is_some(), head.headers.remove("date").is_some());
        assert_eq!((get.status, get.headers), (head.status, head.headers), "{path}");
    }
}

#[test]
fn other_methods_are_refused() {
    let project = Project::new();
    let server = project.serve();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        for path in ["/", "/nowhere", "/__supportbook/reload.js"] {
            let answer = server.ask(method, path, &["Content-Length: 0"]);
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
}

#[test]
fn the_internal_site_is_there_only_when_asked_for() {
    let project = Project::new();
    let public = project.serve();
    let nowhere = public.get("/nowhere");
    for path in ["/internal", "/internal/", "/internal/index.html", "/%69nternal/"] {
        let answer = public.get(path);
        assert_eq!((answer.status, answer.text()), (404, nowhere.text()), "{path}");
    }
    let both = project.serve_for(&[Audience::Public, Audience::Internal]);
    assert_eq!(both.get("/internal").header("location"), "/internal/");
    assert!(both.get("/internal/").text().contains("runbooks"));
    assert!(both.get("/internal/nowhere").text().contains("no such runbook"));
    assert!(both.get("/").text().contains("home"));
    assert_eq!(both.get("/internally").status, 404);
}

#[test]
fn the_internal_site_alone_stands_at_the_same_place() {
    let project = Project::new();
    let server = project.serve_for(&[Audience::Internal]);
    let home = server.get("/");
    assert_eq!((home.status, home.header("location")), (307, "/internal/"));
    assert!(server.get("/internal/").text().contains("runbooks"));
    assert_eq!(server.get("/en/").status, 404);
}

#[test]
fn a_page_of_the_public_site_may_be_called_internal() {
    let project = Project::new();
    project.put("content/internal/index.html", "<p>internal medicine</p>");
    let server = project.serve();
    assert_eq!(server.get("/internal").header("location"), "/internal/");
    assert!(server.get("/internal/").text().contains("internal medicine"));
}

#[test]
fn before_the_first_good_build_there_is_a_page_of_findings() {
    let project = Project::new();
    project.put("content/index.html", "BROKEN");
    let server = project.serve();
    for path in ["/", "/en/", "/style.css", "/internal/"] {
        let page = server.get(path);
        assert_eq!((page.status, page.header("content-type")), (503, "text/html; charset=utf-8"), "{path}");
        let text = page.text();
        assert!(text.contains("TST001: expected &lt;b&gt;sense&lt;/b&gt; &amp; found none"), "{text}");
        assert!(text.contains("content/index.html:1:1") && text.contains("say something else"), "{text}");
    }
    let mut stream = server.listen();
    assert_eq!(stream.version(), "0");
    project.put("content/index.html", "<body>fixed</body>");
    assert_eq!(stream.version(), "1");
    assert!(server.get("/").text().contains("fixed"));
}
