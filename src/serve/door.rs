//! Who is answered at all: this machine's own browser, asking for this server by its own name.
//!
//! Apart because it is the whole defense against other sites open in the same browser. A foreign `Host`
//! is DNS rebinding; a foreign `Origin` is a script's request; and since pages, data and search shards are
//! readable by mere inclusion (`<script src>`), another site may link here but not include anything.
//!
//! Invariant: a request that carries a sign of another site is refused before its path is looked at,
//! except a navigation to a page.

use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The names of this machine for itself.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Why a request is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// It asks for another host, or for none.
    Host,
    /// Another site asks.
    Origin,
}

/// Judges a request to the server at `port`; `reserved` paths are for its own pages' script alone.
pub(super) fn refusal(request: &Parts, port: u16, reserved: bool) -> Option<Refusal> {
    if !host_is_own(request, port) {
        return Some(Refusal::Host);
    }
    let foreign = |origin: &HeaderValue| !is_own_origin(text(origin), port);
    if request.headers.get_all(ORIGIN).iter().any(foreign) {
        return Some(Refusal::Origin);
    }
    let headers = &request.headers;
    let from_elsewhere = matches!(value(headers, &SEC_FETCH_SITE), Some("cross-site" | "same-site"));
    let follows_link = value(headers, &SEC_FETCH_MODE) == Some("navigate") && !reserved;
    (from_elsewhere && !follows_link).then_some(Refusal::Origin)
}

/// Whether the one `Host` header, and the address of the request if that names a host, are our own.
fn host_is_own(request: &Parts, port: u16) -> bool {
    let mut hosts = request.headers.get_all(HOST).iter();
    let one = hosts.next().is_some_and(|host| is_own(text(host), port)) && hosts.next().is_none();
    one && request.uri.authority().is_none_or(|authority| is_own(authority.as_str(), port))
}

fn is_own_origin(origin: &str, port: u16) -> bool {
    origin.strip_prefix("http://").is_some_and(|authority| is_own(authority, port))
}

/// Whether `authority` is `name:port` with one of our names. Port 80 goes without saying.
fn is_own(authority: &str, port: u16) -> bool {
    let (name, said) = match authority.rsplit_once(':') {
        Some((name, digits)) if !digits.ends_with(']') => (name, digits.parse().ok()),
        _ => (authority, Some(80)),
    };
    said == Some(port) && NAMES.iter().any(|own| own.eq_ignore_ascii_case(name))
}

fn value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(text)
}

/// The header's text; bytes that are no text match nothing.
fn text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or("\0")
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn own_names_with_the_own_port_alone() {
        for own in ["127.0.0.1:3000", "localhost:3000", "LocalHost:3000", "[::1]:3000"] {
            assert!(is_own(own, 3000), "{own}");
        }
        let foreign = "evil.example evil.example:3000 localhost localhost:3001 localhost.evil.example:3000 \
                       127.0.0.1.evil.example:3000 127.0.0.2:3000 0.0.0.0:3000 [::1] ::1:3000 user@localhost:3000 \
                       localhost:3000:3000 localhost:+3000x localhost:";
        for foreign in foreign.split(' ').chain([""]) {
            assert!(!is_own(foreign, 3000), "{foreign}");
        }
        assert!(is_own("localhost", 80) && is_own("[::1]", 80) && is_own("127.0.0.1:80", 80));
    }
}
