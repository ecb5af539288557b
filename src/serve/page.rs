//! What the server adds to pages, and its own page for when there is no site yet.
//!
//! Apart because it is the only HTML the server writes.
//!
//! Invariant: a page of a site gets one tag and is otherwise sent as it was built. Script and style come
//! from files of the server, never from the page, so that they work under the pages' own policy.

use std::fmt::Write as _;

use super::Shown;
use super::live::{MOST_SHOWN, Token};

/// The folder of the server's own paths.
pub(super) const RESERVED: &str = "/__supportbook/";

/// The script that listens to the events.
pub(super) const RELOAD_JS: &str = include_str!("reload.js");

/// The style of the findings.
pub(super) const OVERLAY_CSS: &str = include_str!("overlay.css");

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'";

/// The tag that every page gets.
pub(super) fn tag(token: &Token, version: u64) -> String {
    format!(r#"<script src="{RESERVED}reload.js" data-token="{token}" data-version="{version}"></script>"#)
}

/// The page with the tag before the end of its body, or at its end.
pub(super) fn with_tag(html: &[u8], tag: &str) -> Vec<u8> {
    const END: &[u8] = b"</body";
    let ends_body = |window: &[u8]| window.eq_ignore_ascii_case(END);
    let at = html.windows(END.len()).rposition(ends_body).unwrap_or(html.len());
    [&html[..at], tag.as_bytes(), &html[at..]].concat()
}

/// The page that stands in for the site while its first build is stopped.
pub(super) fn stopped(findings: &[Shown], tag: &str) -> String {
    let mut list = String::new();
    for finding in findings.iter().take(MOST_SHOWN) {
        push_finding(&mut list, finding);
    }
    if let Some(more @ 1..) = findings.len().checked_sub(MOST_SHOWN) {
        let _ = write!(list, "<li>{more} more: see the terminal</li>");
    }
    let title = "The build stopped";
    let body = format!(
        "<main id=\"supportbook-overlay\" data-page tabindex=\"-1\"><h1>{title}</h1>\
         <p>There is no site to show yet. This page follows as soon as the findings are fixed.</p>\
         <ol>{list}</ol></main>"
    );
    page(title, &body, tag)
}

/// The page for an address that leads nowhere, where the site has none of its own.
pub(super) fn missing(tag: &str) -> String {
    let title = "Nothing is here";
    page(title, &format!("<main><h1>{title}</h1></main>"), tag)
}

fn page(title: &str, body: &str, tag: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{RESERVED}overlay.css\"></head><body>{body}{tag}</body></html>\n"
    )
}

/// The same markup as the script makes.
fn push_finding(list: &mut String, finding: &Shown) {
    let [place, message] = [&finding.place, &finding.message].map(|text| escaped(text));
    let level = finding.level;
    let _ = write!(
        list,
        r#"<li data-level="{level}"><p><b>{level}</b> <code>{place}</code></p><p>{message}</p>"#
    );
    for hint in &finding.hints {
        let _ = write!(list, "<p><i>hint</i> {}</p>", escaped(hint));
    }
    list.push_str("</li>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
