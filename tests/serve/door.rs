//! Who is answered at all, and what no answer says.

use crate::client::Server;
use crate::project::Project;

/// Headers that other sites' requests carry; `PORT` is the server's.
const FOREIGN: [&str; 15] = [
    "Host: evil.example",
    "Host: evil.example:PORT",
    "Host: localhost",
    "Host: localhost:1",
    "Host: localhost.evil.example:PORT",
    "Host: 0.0.0.0:PORT",
    "Host: localhost:PORT\r\nHost: evil.example",
    "Origin: http://evil.example",
    "Origin: http://evil.example:PORT",
    "Origin: https://localhost:PORT",
    "Origin: http://localhost:1",
    "Origin: null",
    "Origin: http://localhost:PORT\r\nOrigin: null",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
];

fn events(server: &Server) -> String {
    format!("/__supportbook/events?token={}", server.token())
}

#[test]
fn other_hosts_and_other_origins_are_refused() {
    let project = Project::new();
    let server = project.serve();
    let events = events(&server);
    for header in FOREIGN {
        let header = header.replace("PORT", &server.address.port().to_string());
        for path in ["/", "/style.css", "/__supportbook/reload.js", &events] {
            for method in ["GET", "HEAD", "POST"] {
                let answer = server.ask(method, path, &[&header]);
                assert_eq!(answer.status, 403, "{method} {path} {header}");
                assert!(!answer.text().contains("home"), "{method} {path} {header}");
            }
        }
    }
    let reason = server.ask("GET", "/", &["Host: evil.example"]).text();
    assert!(reason.contains(&format!("http://{}/", server.address)), "{reason}");
}

#[test]
fn a_request_names_one_host() {
    let project = Project::new();
    let server = project.serve();
    let port = server.address.port();
    assert_eq!(server.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 403);
    assert_eq!(server.send("GET / HTTP/1.0\r\n\r\n").status, 403);
    let rest = format!("HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.send(&format!("GET http://evil.example/ {rest}")).status, 403);
    assert_eq!(server.send(&format!("GET http://localhost:{port}/ {rest}")).status, 200);
}

#[test]
fn the_own_names_and_links_from_elsewhere_are_answered() {
    let project = Project::new();
    let server = project.serve();
    let port = server.address.port();
    for host in ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"] {
        assert_eq!(server.ask("GET", "/", &[&format!("Host: {host}:{port}")]).status, 200, "{host}");
    }
    let origin = format!("Origin: http://localhost:{port}");
    assert_eq!(server.ask("GET", "/search.js", &[&origin, "Sec-Fetch-Site: same-origin"]).status, 200);
    let link = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"];
    assert_eq!(server.ask("GET", "/en/", &link).status, 200, "a link on another site");
    for path in ["/__supportbook/reload.js", &events(&server)] {
        assert_eq!(server.ask("GET", path, &link).status, 403, "{path}");
    }
}

#[test]
fn every_answer_carries_the_same_headers_and_none_opens_up() {
    let project = Project::new();
    let server = project.serve();
    let preflight = ["Origin: http://evil.example", "Access-Control-Request-Method: GET"];
    for answer in [
        server.get("/"),
        server.get("/en"),
        server.get("/style.css"),
        server.get("/nowhere"),
        server.get("/__supportbook/reload.js"),
        server.get("/__supportbook/overlay.css"),
        server.get("/__supportbook/events"),
        server.ask("HEAD", &events(&server), &[]),
        server.ask("POST", "/", &[]),
        server.ask("GET", "/", &["Host: evil.example"]),
        server.ask("OPTIONS", "/", &preflight),
        server.ask("OPTIONS", &events(&server), &preflight),
    ] {
        assert_eq!(answer.header("cache-control"), "no-store", "{answer:?}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{answer:?}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{answer:?}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{answer:?}");
        assert!(!answer.headers.keys().any(|name| name.starts_with("access-control")), "{answer:?}");
    }
}

#[test]
fn the_stream_is_for_who_knows_the_token() {
    let project = Project::new();
    let server = project.serve();
    let token = server.token();
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    let other = project.serve().token();
    assert_ne!(token, other, "each run has its own");
    let short = &token[1..];
    for query in [
        String::new(),
        "?token".into(),
        "?token=".into(),
        format!("?token={other}"),
        format!("?token={short}"),
        format!("?token={token}0"),
        format!("?token={token}%00"),
        format!("?t={token}"),
    ] {
        let answer = server.get(&format!("/__supportbook/events{query}"));
        assert_eq!(answer.status, 403, "{query}");
        assert!(!answer.text().contains(&token), "{query}");
    }
    assert_eq!(server.listen().version(), "1");
}

#[test]
fn script_and_style_hold_no_token() {
    let project = Project::new();
    let server = project.serve();
    for (name, media_type) in
        [("reload.js", "text/javascript; charset=utf-8"), ("overlay.css", "text/css; charset=utf-8")]
    {
        let answer = server.get(&format!("/__supportbook/{name}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type));
        assert!(!answer.text().contains(&server.token()), "{name}");
    }
}
