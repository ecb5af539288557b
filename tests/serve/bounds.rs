//! What a client cannot hold open or blow up.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::client::PATIENCE;
use crate::project::Project;

#[test]
fn requests_that_trickle_in_are_cut_and_streams_of_events_are_not() {
    let project = Project::new();
    let server = project.serve();
    let mut stream = server.listen();
    assert_eq!(stream.version(), "1");
    let mut slow: Vec<TcpStream> = (0..100).map(|_| server.connect()).collect();
    let begun = Instant::now();
    while !slow.is_empty() {
        slow.retain_mut(takes_another_byte);
        assert_eq!(server.get("/").status, 200);
        assert!(begun.elapsed() < PATIENCE, "{} connections are still open", slow.len());
        thread::sleep(Duration::from_millis(300));
    }
    // Older than all of those.
    project.put("content/index.html", "<body>later</body>");
    assert_eq!(stream.version(), "2");
}

/// Sends one more byte of a request that never ends.
fn takes_another_byte(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
    // An open connection has nothing to read yet.
    stream.write_all(b"G").is_ok() && stream.read(&mut [0]).is_err_and(|error| is_timeout(&error))
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}

#[test]
fn oversized_requests_are_refused() {
    let project = Project::new();
    let server = project.serve();
    let host = server.address;
    let long = format!("GET / HTTP/1.1\r\nHost: {host}\r\nX-Long: {}\r\n\r\n", "a".repeat(1 << 20));
    let many = format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X-Many: 1\r\n".repeat(500));
    let address = format!("GET /{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "a".repeat(100_000));
    for request in [long, many, address] {
        let mut stream = server.connect();
        // The server may close before it has read all of it.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let refused = answer.starts_with(b"HTTP/1.1 431") || answer.starts_with(b"HTTP/1.1 414");
        assert!(answer.is_empty() || refused, "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(server.get("/").status, 200);
}
