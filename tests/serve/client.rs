//! A client written by hand, which sends what no well-behaved one would.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::iter;
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// Longer than anything here takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// Long enough for a build that should not come to have come.
const A_WHILE: Duration = Duration::from_millis(400);

/// What a server told its user.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Listening(SocketAddr),
    Rebuilt { is_good: bool },
    WatchFailed(String),
}

/// A running server; it ends when this is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) told: Receiver<Told>,
    pub(crate) _stop: oneshot::Sender<()>,
}

impl Server {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// One request on a connection of its own, with the right `Host` unless `headers` has one.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let mut lines = vec![format!("{method} {path} HTTP/1.1"), "Connection: close".into()];
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            lines.push(format!("Host: {}", self.address));
        }
        lines.extend(headers.iter().map(ToString::to_string));
        self.send(&format!("{}\r\n\r\n", lines.join("\r\n")))
    }

    /// What the server sends for these bytes until it closes the connection.
    pub(crate) fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let (begun, mut bytes, mut part) = (Instant::now(), Vec::new(), [0; 8192]);
        while let read @ 1.. = stream.read(&mut part).unwrap() {
            bytes.extend_from_slice(&part[..read]);
            assert!(begun.elapsed() < PATIENCE, "an answer without an end");
        }
        Answer::parse(&bytes)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The token in a page.
    pub(crate) fn token(&self) -> String {
        between(&self.get("/").text(), "data-token=\"", "\"").to_owned()
    }

    pub(crate) fn listen(&self) -> Stream {
        let mut stream = self.connect();
        let (host, token) = (self.address, self.token());
        let request = format!("GET /__supportbook/events?token={token} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        Stream(BufReader::new(stream))
    }

    /// Waits for the next build; whether it was good.
    #[track_caller]
    pub(crate) fn rebuilt(&self) -> bool {
        match self.told.recv_timeout(PATIENCE) {
            Ok(Told::Rebuilt { is_good }) => is_good,
            other => panic!("expected a build, found {other:?}"),
        }
    }

    /// How many builds there are until none has come for a while.
    pub(crate) fn rebuilds(&self) -> usize {
        iter::from_fn(|| self.told.recv_timeout(A_WHILE).ok()).count()
    }

    /// Waits until the path has the text.
    #[track_caller]
    pub(crate) fn comes_to_serve(&self, path: &str, text: &str) {
        let begun = Instant::now();
        while !self.get(path).text().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "{path} never had {text:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// An open stream of events.
pub(crate) struct Stream(pub(crate) BufReader<TcpStream>);

impl Stream {
    /// The data of the next event.
    #[track_caller]
    pub(crate) fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return data.trim_end().to_owned();
            }
        }
    }

    /// The version in the next event.
    #[track_caller]
    pub(crate) fn version(&mut self) -> String {
        between(&self.next(), r#""version":""#, "\"").to_owned()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer with a head");
        let mut lines = str::from_utf8(&bytes[..end]).unwrap().split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Self { status, headers: lines.map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, empty where it was not sent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// The page without the server's one tag.
#[track_caller]
pub(crate) fn without_tag(page: &str) -> String {
    let tag = between(page, "<script src=\"/__supportbook/reload.js\" data-token=\"", "</script>");
    let rest = page.replacen(
        &format!("<script src=\"/__supportbook/reload.js\" data-token=\"{tag}</script>"),
        "",
        1,
    );
    assert!(!rest.contains("__supportbook"), "more than one tag");
    rest
}

#[track_caller]
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} in {text}")).0
}
