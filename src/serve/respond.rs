//! From a request to its answer: the door, the method, the server's own paths, the sites.
//!
//! Apart because it is the one place where answers are made, so that every one of them carries the same
//! headers.
//!
//! Invariant: an answer is made from what stands at one moment, without waiting; none allows another
//! origin to read it, and none is kept by the browser.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch::Receiver;

use super::door::{Refusal, refusal};
use super::live::{self, Standing, Token};
use super::media_type::media_type;
use super::page;
use super::route::{File, Found, find};

/// The headers of every answer.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// All that an answer depends on beside the request.
pub(super) struct Desk {
    port: u16,
    token: Token,
    standing: Receiver<Option<Standing>>,
}

impl Desk {
    /// For the server at `port`, where `standing` holds a value before the first request.
    pub(super) fn new(port: u16, token: Token, standing: Receiver<Option<Standing>>) -> Self {
        Self { port, token, standing }
    }

    fn answer(&self, request: &Parts) -> Response {
        let own = request.uri.path().strip_prefix(page::RESERVED);
        if let Some(refusal) = refusal(request, self.port, own.is_some()) {
            return text(StatusCode::FORBIDDEN, &self.reason(refusal));
        }
        if !matches!(request.method, Method::GET | Method::HEAD) {
            let allow = [(ALLOW, HeaderValue::from_static("GET, HEAD"))];
            return (allow, text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD")).into_response();
        }
        match own {
            Some(name) => self.own(name, &request.uri),
            None => self.site(&request.uri),
        }
    }

    /// The server's own paths.
    fn own(&self, name: &str, uri: &Uri) -> Response {
        match name {
            "reload.js" => content(StatusCode::OK, media_type(name), page::RELOAD_JS.into()),
            "overlay.css" => content(StatusCode::OK, media_type(name), page::OVERLAY_CSS.into()),
            "events" if self.knows_token(uri) => live::events(self.standing.clone()),
            "events" => text(StatusCode::FORBIDDEN, "this stream is for the pages of this run"),
            _ => text(StatusCode::NOT_FOUND, "nothing is here"),
        }
    }

    fn knows_token(&self, uri: &Uri) -> bool {
        let mut pairs = uri.query().unwrap_or("").split('&');
        pairs.find_map(|pair| pair.strip_prefix("token=")).is_some_and(|token| self.token.is(token))
    }

    /// The sites' paths.
    fn site(&self, uri: &Uri) -> Response {
        let standing = self.standing.borrow();
        let none = Standing::default();
        let standing = standing.as_ref().unwrap_or(&none);
        let tag = page::tag(&self.token, standing.version);
        if standing.sites.is_empty() {
            let findings = standing.stop.as_deref().unwrap_or_default();
            return html(StatusCode::SERVICE_UNAVAILABLE, page::stopped(findings, &tag));
        }
        match find(&standing.sites, uri.path()) {
            Found::File(found) => file(StatusCode::OK, found, &tag),
            Found::Missing(Some(found)) => file(StatusCode::NOT_FOUND, found, &tag),
            Found::Missing(None) => html(StatusCode::NOT_FOUND, page::missing(&tag)),
            Found::Elsewhere(path) => redirect(&path, uri.query()),
        }
    }

    fn reason(&self, refusal: Refusal) -> String {
        let port = self.port;
        match refusal {
            Refusal::Host => format!(
                "This development server answers at http://127.0.0.1:{port}/ and http://localhost:{port}/ alone."
            ),
            Refusal::Origin => "This development server answers its own pages alone, no other site's.".into(),
        }
    }
}

/// Answers one request.
pub(super) async fn respond(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let mut response = desk.answer(&head);
    response.headers_mut().extend(HEADERS);
    response
}

fn file(status: StatusCode, (path, bytes): File<'_>, tag: &str) -> Response {
    let body = if path.is_html() {
        Body::from(page::with_tag(bytes, tag))
    } else {
        Body::from(Bytes::from_owner(Arc::clone(bytes)))
    };
    content(status, media_type(path.as_str()), body)
}

fn html(status: StatusCode, page: String) -> Response {
    content(status, media_type("page.html"), page.into())
}

fn text(status: StatusCode, message: &str) -> Response {
    content(status, media_type("message.txt"), format!("{message}\n").into())
}

fn content(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response()
}

/// Leads to an encoded path, with the query of the request.
fn redirect(path: &str, query: Option<&str>) -> Response {
    let target = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, target)]).into_response()
}
