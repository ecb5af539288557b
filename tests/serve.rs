//! The development server: who is answered and with what, and that the browser follows the files.
//!
//! Each test runs a server of its own on a free port. A server ends with the test binary, as it would end
//! with Ctrl-C.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test plays the user, who edits files")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use supportbook::output::{Audience, Output, OutputPath};
use supportbook::serve::{Event, Options, Rebuilt, ServeError, Shown, serve};
use tempfile::TempDir;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Long enough for a change that is not noticed to have been noticed otherwise.
const A_WHILE: Duration = Duration::from_millis(400);

/// What a server told its user.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Listening(SocketAddr),
    Rebuilt { is_good: bool },
    WatchFailed,
}

/// A project whose build copies `content/` to the public and `secret/` to the internal site, unless a file
/// says `BROKEN`.
struct Project {
    root: TempDir,
}

impl Project {
    fn new() -> Self {
        let project = Self { root: TempDir::new().unwrap() };
        project.put("site.toml", "");
        project.put("content/index.html", "<html><body><p>home</p></body></html>");
        project.put("content/404.html", "<html><body><p>nowhere</p></body></html>");
        project.put("content/en/index.html", "<html><body><p>english</p></body></html>");
        project.put("content/en/指 南/index.html", "<html><body><p>guide</p></body></html>");
        project.put("content/style.css", "p { color: red }");
        project.put("content/search.js", "const terms = [];");
        project.put("content/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        project.put("content/hours.ics", "BEGIN:VCALENDAR");
        project.put("content/data.bin", "\u{1}\u{2}");
        project.put("secret/index.html", "<html><body><p>runbooks</p></body></html>");
        project.put("secret/404.html", "<html><body><p>no such runbook</p></body></html>");
        project
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Puts a file in its place at once, so that no build sees a half of it.
    fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let aside = self.at("aside.tmp");
        fs::write(&aside, text).unwrap();
        fs::rename(aside, path).unwrap();
    }

    fn options(&self) -> Options {
        Options {
            port: Some(0),
            watch: ["site.toml", "content", "secret", "themes"].map(|name| self.at(name)).to_vec(),
            root: self.root.path().to_path_buf(),
            poll: None,
            audiences: vec![Audience::Public],
        }
    }

    fn serve(&self) -> Server {
        self.serve_with(|_| {})
    }

    fn serve_for(&self, audiences: &[Audience]) -> Server {
        self.serve_with(|options| options.audiences = audiences.to_vec())
    }

    fn serve_with(&self, change: impl FnOnce(&mut Options)) -> Server {
        let mut options = self.options();
        change(&mut options);
        let audiences = options.audiences.clone();
        let root = self.root.path().to_path_buf();
        let (sender, told) = channel();
        let report = move |event: Event<'_>| {
            let event = match event {
                Event::Listening(address) => Told::Listening(address),
                Event::Rebuilt { rebuilt, .. } => Told::Rebuilt { is_good: !rebuilt.sites.is_empty() },
                Event::WatchFailed(_) => Told::WatchFailed,
            };
            // A test that is over listens no more.
            let _ = sender.send(event);
        };
        thread::spawn(move || serve(&options, move || build(&root, &audiences), report));
        let Ok(Told::Listening(address)) = told.recv_timeout(PATIENCE) else { panic!("not listening") };
        assert!(matches!(told.recv_timeout(PATIENCE), Ok(Told::Rebuilt { .. })));
        Server { address, told }
    }
}

fn build(root: &Path, audiences: &[Audience]) -> Rebuilt {
    let mut findings = Vec::new();
    let mut sites = BTreeMap::new();
    for &audience in audiences {
        let folder = root.join(if audience == Audience::Public { "content" } else { "secret" });
        let mut output = Output::default();
        collect(&folder, "", &mut output);
        for (path, bytes) in &output.files {
            if bytes.starts_with(b"BROKEN") {
                findings.push(Shown {
                    level: "error",
                    place: format!("content/{path}:1:1"),
                    message: "TST001: expected <b>sense</b> & found none".into(),
                    hints: vec!["say something else".into()],
                });
            }
        }
        sites.insert(audience, Arc::new(output));
    }
    if !findings.is_empty() {
        sites.clear();
    }
    Rebuilt { sites, findings }
}

/// What vanishes meanwhile is left out, as another change will follow.
fn collect(folder: &Path, prefix: &str, output: &mut Output) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), output);
        } else if let (Ok(bytes), Some(path)) = (fs::read(entry.path()), OutputPath::new(&name)) {
            output.files.insert(path, bytes.into());
        }
    }
}

struct Server {
    address: SocketAddr,
    told: Receiver<Told>,
}

impl Server {
    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// One request on a connection of its own, with the right `Host` unless `headers` has one.
    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            request += &format!("Host: {}\r\n", self.address);
        }
        for header in headers {
            request += &format!("{header}\r\n");
        }
        self.send(&format!("{request}\r\n"))
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The token in a page.
    fn token(&self) -> String {
        let page = self.get("/").text();
        let (_, rest) = page.split_once(r#"data-token=""#).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    fn listen(&self) -> Stream {
        let mut stream = self.connect();
        let (host, token) = (self.address, self.token());
        let request = format!("GET /__supportbook/events?token={token} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        Stream { lines: BufReader::new(stream) }
    }

    /// The next build that ends within the patience of the tests.
    #[track_caller]
    fn rebuilt(&self) -> bool {
        match self.told.recv_timeout(PATIENCE) {
            Ok(Told::Rebuilt { is_good }) => is_good,
            other => panic!("expected a build, found {other:?}"),
        }
    }

    /// How many builds there are until none has come for a while.
    fn rebuilds(&self) -> usize {
        iter_timeout(&self.told, A_WHILE).len()
    }

    /// Waits until the path has the content.
    #[track_caller]
    fn comes_to_serve(&self, path: &str, text: &str) {
        let begun = Instant::now();
        while !self.get(path).text().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "{path} never had {text:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn iter_timeout<T>(receiver: &Receiver<T>, wait: Duration) -> Vec<T> {
    let mut all = Vec::new();
    loop {
        match receiver.recv_timeout(wait) {
            Ok(item) => all.push(item),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return all,
        }
    }
}

/// An open stream of events.
struct Stream {
    lines: BufReader<TcpStream>,
}

impl Stream {
    /// The data of the next event.
    #[track_caller]
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return data.trim_end().to_owned();
            }
        }
    }

    #[track_caller]
    fn version(&mut self) -> String {
        let data = self.next();
        let (_, rest) = data.split_once(r#""version":""#).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer with a head");
        let head = str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Self { status, headers: lines.map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// The page without the server's one tag.
#[track_caller]
fn without_tag(page: &str) -> String {
    let start = page.find(r#"<script src="/__supportbook/reload.js" data-token=""#).expect("a tag");
    let end = start + page[start..].find("</script>").unwrap() + "</script>".len();
    let rest = format!("{}{}", &page[..start], &page[end..]);
    assert!(!rest.contains("__supportbook"), "more than one tag");
    rest
}

#[test]
fn files_are_served_as_they_were_built() {
    let project = Project::new();
    let server = project.serve();
    let cases = [
        ("/", "content/index.html", "text/html; charset=utf-8"),
        ("/index.html", "content/index.html", "text/html; charset=utf-8"),
        ("/en/", "content/en/index.html", "text/html; charset=utf-8"),
        ("/en/?page=2", "content/en/index.html", "text/html; charset=utf-8"),
        ("/en/%E6%8C%87%20%E5%8D%97/", "content/en/指 南/index.html", "text/html; charset=utf-8"),
        ("/style.css", "content/style.css", "text/css; charset=utf-8"),
        ("/search.js", "content/search.js", "text/javascript; charset=utf-8"),
        ("/logo.svg", "content/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/hours.ics", "content/hours.ics", "text/calendar; charset=utf-8"),
        ("/data.bin", "content/data.bin", "application/octet-stream"),
    ];
    for (path, file, media_type) in cases {
        let answer = server.get(path);
        let built = fs::read_to_string(project.at(file)).unwrap();
        let sent = answer.text();
        let sent = if file.ends_with(".html") { without_tag(&sent) } else { sent };
        assert_eq!((answer.status, sent), (200, built), "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
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
    for path in
        ["/nowhere", "/en/nowhere/", "/style.css/", "/index.html/index.html", "/EN/", "/__supportbook"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(without_tag(&answer.text()), "<html><body><p>nowhere</p></body></html>", "{path}");
    }
    fs::remove_file(project.at("content/404.html")).unwrap();
    server.rebuilt();
    let answer = server.get("/nowhere");
    assert!(answer.status == 404 && answer.text().contains("Nothing is here"), "{answer:?}");
    assert_eq!(server.get("/__supportbook/nowhere").status, 404);
}

#[test]
fn nothing_leads_out_of_the_sites() {
    let project = Project::new();
    project.put("outside.txt", "OUTSIDE");
    project.put("content/en/secret.txt", "inside");
    let server = project.serve();
    let ways_up = [
        "..",
        "%2e%2e",
        "%252e%252e",
        "%2E.",
        ".%2e",
        "..%00",
        "..;",
        "....",
        "%c0%ae%c0%ae",
        "%ff",
        "%u002e%u002e",
        "．．",
        "..%20",
    ];
    let slashes = ["/", "%2f", "%252f", "\\", "%5c", "%255c", "//", "/./", "%c0%af"];
    let root = project.root.path().to_str().unwrap();
    let mut paths: Vec<String> = Vec::new();
    for up in ways_up {
        for slash in slashes {
            for target in ["outside.txt", "etc/passwd", "secret/index.html"] {
                paths.push(format!("/{}{target}", format!("{up}{slash}").repeat(3)));
                paths.push(format!("/en/{up}{slash}{up}{slash}{target}"));
            }
        }
    }
    let alone = [
        "/style.css::$DATA",
        "/style.css%3A%3A$DATA",
        "/STYLE~1.CSS",
        "/style.css.",
        "/style.css%20",
        "/style.css%00",
        "/C:/Windows/win.ini",
        "/C%3A%5CWindows%5Cwin.ini",
        "/file:///etc/passwd",
        "//etc/passwd",
        "/%2Fetc/passwd",
        "/@fs/etc/passwd",
        "/?raw??",
        "/en//secret.txt",
        "/en/./secret.txt",
        "/en/x/../secret.txt",
        "/./style.css",
        "/~root",
        "/.git/config",
        "/site.toml",
        "/content/index.html",
    ];
    paths.extend(alone.map(String::from));
    paths.extend([format!("/{root}/outside.txt"), format!("{root}/outside.txt")]);
    for path in paths.iter().filter(|path| path.is_ascii()) {
        let answer = server.get(path);
        let text = answer.text();
        let is_home = path.starts_with("/?");
        assert!(is_home || matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        for secret in ["OUTSIDE", "root:", "runbooks", "inside"] {
            assert!(!text.contains(secret), "{path} shows {secret}");
        }
    }
}

#[test]
fn head_is_get_without_a_body_and_all_else_is_refused() {
    let project = Project::new();
    let server = project.serve();
    for path in ["/", "/style.css", "/nowhere", "/en"] {
        let (get, mut head) = (server.get(path), server.ask("HEAD", path, &[]));
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        assert_eq!(get.status, head.status, "{path}");
        let date = get.header("date").to_owned();
        head.headers.insert("date".into(), date);
        assert_eq!(get.headers, head.headers, "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        for path in ["/", "/nowhere", "/__supportbook/reload.js"] {
            let answer = server.ask(method, path, &["Content-Length: 0"]);
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method} {path}");
        }
    }
}

#[test]
fn other_hosts_and_other_origins_are_refused() {
    let project = Project::new();
    let server = project.serve();
    let port = server.address.port();
    let token = server.token();
    let events = format!("/__supportbook/events?token={token}");
    let paths = ["/", "/style.css", "/__supportbook/reload.js", &events];
    let mut foreign: Vec<String> = [
        "evil.example",
        "localhost",
        "127.0.0.1",
        "localhost.evil.example:PORT",
        "0.0.0.0:PORT",
        "127.0.0.1:1",
    ]
    .map(|host| format!("Host: {host}"))
    .to_vec();
    let origins =
        ["http://evil.example", "null", "https://localhost:PORT", "http://localhost:1", "vscode://x"];
    foreign.extend(origins.map(|origin| format!("Origin: {origin}")));
    foreign.push("Sec-Fetch-Site: cross-site".into());
    foreign.push("Sec-Fetch-Site: same-site".into());
    foreign.push("Host: localhost:PORT\r\nHost: evil.example".into());
    for header in foreign {
        let header = header.replace("PORT", &port.to_string());
        for path in paths {
            for method in ["GET", "HEAD", "POST"] {
                assert_eq!(server.ask(method, path, &[&header]).status, 403, "{method} {path} {header}");
            }
        }
    }
    assert_eq!(server.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 403, "no host");
    let absolute =
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.send(&absolute).status, 403);
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
    assert_eq!(server.ask("GET", "/__supportbook/reload.js", &link).status, 403);
}

#[test]
fn every_answer_carries_the_same_headers_and_none_opens_up() {
    let project = Project::new();
    let server = project.serve();
    let answers = [
        server.get("/"),
        server.get("/en"),
        server.get("/nowhere"),
        server.get("/__supportbook/reload.js"),
        server.get("/__supportbook/overlay.css"),
        server.get("/__supportbook/events"),
        server.ask("HEAD", &format!("/__supportbook/events?token={}", server.token()), &[]),
        server.ask("POST", "/", &[]),
        server.ask("GET", "/", &["Host: evil.example"]),
        server.ask("OPTIONS", "/", &["Origin: http://evil.example", "Access-Control-Request-Method: GET"]),
    ];
    for answer in answers {
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
    let wrong =
        ["".to_owned(), "?token=".into(), "?token".into(), format!("?token={other}"), format!("?t={token}")];
    let near = [format!("?token={}", &token[1..]), format!("?token={token}0"), format!("?token={token}%00")];
    for query in wrong.iter().chain(&near) {
        let answer = server.get(&format!("/__supportbook/events{query}"));
        assert_eq!(answer.status, 403, "{query}");
        assert!(!answer.text().contains(&token));
    }
    assert_eq!(server.listen().version(), "1");
    for name in ["reload.js", "overlay.css"] {
        let answer = server.get(&format!("/__supportbook/{name}"));
        assert!(answer.status == 200 && !answer.text().contains(&token), "{name}");
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

    let internal = project.serve_for(&[Audience::Internal]);
    let home = internal.get("/");
    assert_eq!((home.status, home.header("location")), (307, "/internal/"));
    assert!(internal.get("/internal/").text().contains("runbooks"));
    assert_eq!(internal.get("/en/").status, 404);
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
        assert!(told.contains(r#""message":"TST001: expected <b>sense</b> & found none""#), "{told}");
        assert!(
            told.contains(r#""place":"content/en/index.html:1:1""#) && told.contains(r#""level":"error""#)
        );
        assert!(told.contains(r#""hints":["say something else"]"#) && told.contains(r#""more":0"#), "{told}");
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
    stream.next();
    project.put("content/en/index.html", "BROKEN");
    stream.next();
    project.put("content/en/index.html", "<html><body><p>english</p></body></html>");
    assert_eq!(stream.next(), r#"{"stop":null,"version":"1"}"#);
}

#[test]
fn before_the_first_good_build_there_is_a_page_of_findings() {
    let project = Project::new();
    project.put("content/index.html", "BROKEN");
    let server = project.serve();
    for path in ["/", "/en/", "/style.css", "/internal/"] {
        let page = server.get(path);
        assert_eq!((page.status, page.header("content-type")), (503, "text/html; charset=utf-8"), "{path}");
        assert!(
            page.text().contains("TST001: expected &lt;b&gt;sense&lt;/b&gt; &amp; found none"),
            "{page:?}"
        );
        assert!(page.text().contains("content/index.html:1:1") && page.text().contains("say something else"));
    }
    let mut stream = server.listen();
    assert_eq!(stream.version(), "0");
    project.put("content/index.html", "<body>fixed</body>");
    assert_eq!(stream.version(), "1");
    assert!(server.get("/").text().contains("fixed"));
}

#[test]
fn every_way_of_saving_is_noticed_every_time() {
    let project = Project::new();
    let server = project.serve();
    let in_place = |file: &Path, text: &str| fs::write(file, text).unwrap();
    let renamed = |file: &Path, text: &str| {
        let new = file.with_extension("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, file).unwrap();
    };
    let backed_up = |file: &Path, text: &str| {
        let backup = file.with_extension("html~");
        fs::rename(file, &backup).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(backup).unwrap();
    };
    let appended = |file: &Path, text: &str| {
        fs::OpenOptions::new().append(true).open(file).unwrap().write_all(text.as_bytes()).unwrap();
    };
    let ways: [&dyn Fn(&Path, &str); 4] = [&in_place, &renamed, &backed_up, &appended];
    for (number, save) in ways.iter().enumerate() {
        for round in 0..3 {
            for path in ["/index.html", "/en/index.html"] {
                let text = format!("<p>way {number}, round {round}</p>");
                save(&project.at(&format!("content{path}")), &text);
                server.comes_to_serve(path, &text);
            }
        }
    }
}

#[test]
fn the_file_of_settings_is_watched_through_its_folder() {
    let project = Project::new();
    let server = project.serve();
    for round in 0..3 {
        project.put("site.toml", &format!("# {round}"));
        assert!(server.rebuilt());
    }
}

#[test]
fn a_burst_is_a_few_builds_and_its_end_is_served() {
    let project = Project::new();
    let server = project.serve();
    for number in 0..500 {
        project.put(&format!("content/pages/{}/{number}.html", number % 20), &format!("<p>{number}"));
        fs::write(project.at("content/index.html"), format!("<body>write {number}</body>")).unwrap();
    }
    server.comes_to_serve("/", "write 499");
    for number in 0..500 {
        let path = format!("/pages/{}/{number}.html", number % 20);
        server.comes_to_serve(&path, &format!("<p>{number}<script"));
    }
    let builds = server.rebuilds();
    assert!((1..=5).contains(&builds), "{builds} builds");
}

#[test]
fn folders_may_go_and_come_back() {
    let project = Project::new();
    let server = project.serve();
    for round in 0..3 {
        fs::remove_dir_all(project.at("content")).unwrap();
        server.comes_to_serve("/", "Nothing is here");
        project.put("content/index.html", &format!("<body>back {round}</body>"));
        server.comes_to_serve("/", &format!("back {round}"));
        project.put("content/deep/er/page.html", &format!("<body>deep {round}</body>"));
        server.comes_to_serve("/deep/er/page.html", &format!("deep {round}"));
        project.put("content/deep/er/page.html", &format!("<body>deeper {round}</body>"));
        server.comes_to_serve("/deep/er/page.html", &format!("deeper {round}"));
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
    for _ in 0..3 {
        fs::read(project.at("content/index.html")).unwrap();
    }
    let file = project.at("content/index.html");
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    assert_eq!(server.rebuilds(), 0);
}

#[test]
fn polling_notices_the_same() {
    let project = Project::new();
    let server = project.serve_with(|options| options.poll = Some(Duration::from_millis(30)));
    project.put("content/index.html", "<body>polled</body>");
    server.comes_to_serve("/", "polled");
    fs::write(project.at("content/index.html"), "<body>in place</body>").unwrap();
    server.comes_to_serve("/", "in place");
    fs::remove_dir_all(project.at("content")).unwrap();
    server.comes_to_serve("/", "Nothing is here");
    project.put("content/index.html", "<body>back</body>");
    server.comes_to_serve("/", "back");
    server.rebuilds();
    for number in 0..500 {
        fs::write(project.at("content/index.html"), format!("<body>write {number}</body>")).unwrap();
    }
    server.comes_to_serve("/", "write 499");
    let builds = server.rebuilds();
    assert!((1..=5).contains(&builds), "{builds} builds");
}

#[test]
fn a_request_that_trickles_in_is_cut_and_others_are_served() {
    let project = Project::new();
    let server = project.serve();
    let mut slow: Vec<TcpStream> = (0..100).map(|_| server.connect()).collect();
    let begun = Instant::now();
    let is_open = |stream: &mut TcpStream| {
        let mut byte = [0];
        stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        let alive = stream.write_all(b"G").is_ok();
        alive && !matches!(stream.read(&mut byte), Ok(0)) && begun.elapsed() < PATIENCE * 2
    };
    while slow.iter_mut().any(&is_open) {
        assert_eq!(server.get("/").status, 200);
        thread::sleep(Duration::from_millis(300));
    }
    assert!(begun.elapsed() < Duration::from_secs(14), "{:?}", begun.elapsed());
}

#[test]
fn oversized_requests_are_refused() {
    let project = Project::new();
    let server = project.serve();
    let long = format!("X-Long: {}", "a".repeat(1 << 20));
    let many = vec!["X-Many: 1"; 500];
    for headers in [vec![long.as_str()], many] {
        let mut stream = server.connect();
        let head = headers.join("\r\n");
        // The server may close before it has read all of it.
        let _ = stream
            .write_all(format!("GET / HTTP/1.1\r\nHost: {}\r\n{head}\r\n\r\n", server.address).as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(
            answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_taken_port_is_an_error_of_usage() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let project = Project::new();
    let options = Options { port: Some(port), ..project.options() };
    let error = serve(&options, Rebuilt::default, |_| {}).unwrap_err();
    assert!(matches!(error, ServeError::PortTaken(found) if found == port), "{error}");
    assert_eq!(error.exit_code(), 2);
    let options = Options { audiences: Vec::new(), ..project.options() };
    assert_eq!(serve(&options, Rebuilt::default, |_| {}).unwrap_err().exit_code(), 2);
}

#[test]
fn the_address_is_of_this_machine_alone() {
    let server = Project::new().serve();
    assert_eq!(server.address.ip().to_string(), "127.0.0.1");
}

#[test]
fn ctrl_c_ends_the_server_even_while_a_page_listens() {
    if cfg!(windows) {
        return;
    }
    let arguments = ["--ignored", "--exact", "served_until_ctrl_c", "--nocapture"];
    let mut server =
        Command::new(env::current_exe().unwrap()).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    // Kept until the end: the server's test harness prints there as well.
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.find_map(|line| Some(line.split_once("at ")?.1.parse().unwrap()));
    let (_, told) = channel();
    let mut stream = Server { address: address.unwrap(), told }.listen();
    assert_eq!(stream.version(), "1");
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    assert!(server.wait().unwrap().success());
    let mut rest = String::new();
    stream.lines.read_to_string(&mut rest).unwrap();
}

/// What [`ctrl_c_ends_the_server_even_while_a_page_listens`] starts.
#[test]
#[ignore = "runs until Ctrl-C"]
fn served_until_ctrl_c() {
    let project = Project::new();
    let root = project.root.path().to_path_buf();
    let report = |event: Event<'_>| {
        if let Event::Listening(address) = event {
            // Not `println!`, which the lints keep out of the program.
            writeln!(std::io::stdout(), "at {address}").unwrap();
        }
    };
    serve(&project.options(), move || build(&root, &[Audience::Public]), report).unwrap();
}

#[test]
fn a_build_that_panics_ends_the_server_with_its_panic() {
    let project = Project::new();
    let options = project.options();
    let ended =
        thread::spawn(move || serve(&options, || panic!("a build that panics on purpose"), |_| {})).join();
    let panic = ended.unwrap_err();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"a build that panics on purpose"));
}
