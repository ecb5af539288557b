//! From the path of a request to a file of a site.
//!
//! Apart because it is pure, and the one place where a path from outside gets a meaning.
//!
//! Invariant: a path is decoded once and then looked up as it is; nothing is normalized, no part of it ever
//! becomes a path on the disk. Without the internal site, `/internal/` is a path like any other.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::output::{Audience, Bytes, Output, OutputPath};

/// The sites that are served.
pub(super) type Sites = BTreeMap<Audience, Arc<Output>>;

/// A file of a site.
pub(super) type File<'a> = (&'a OutputPath, &'a Bytes);

/// What stands in a path beside letters and digits.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// A file.
    File(File<'a>),
    /// Another path, encoded.
    Elsewhere(String),
    /// Nothing; with the site's page that says so, if it has one.
    Missing(Option<File<'a>>),
}

/// Looks up the path of a request, as it was sent.
pub(super) fn find<'a>(sites: &'a Sites, sent: &str) -> Found<'a> {
    let public = sites.get(&Audience::Public);
    let decoded = percent_decode_str(sent).decode_utf8().ok();
    let Some(path) = decoded.as_deref().and_then(|path| path.strip_prefix('/')) else {
        return missing(public);
    };
    match sites.get(&Audience::Internal) {
        Some(_) if path == "internal" || (path.is_empty() && public.is_none()) => {
            Found::Elsewhere("/internal/".into())
        }
        Some(internal) if path.starts_with("internal/") => {
            within(Some(internal), "/internal/", &path["internal/".len()..])
        }
        _ => within(public, "/", path),
    }
}

/// Looks up a decoded path in the site that stands at `base`.
fn within<'a>(site: Option<&'a Arc<Output>>, base: &str, path: &str) -> Found<'a> {
    let is_folder = path.is_empty() || path.ends_with('/');
    let exact = if is_folder { file(site, &format!("{path}index.html")) } else { file(site, path) };
    if let Some(found) = exact {
        return Found::File(found);
    }
    if !is_folder && file(site, &format!("{path}/index.html")).is_some() {
        return Found::Elsewhere(format!("{base}{}/", utf8_percent_encode(path, PATH)));
    }
    missing(site)
}

fn missing(site: Option<&Arc<Output>>) -> Found<'_> {
    Found::Missing(file(site, "404.html"))
}

fn file<'a>(site: Option<&'a Arc<Output>>, path: &str) -> Option<File<'a>> {
    site?.files.get_key_value(&OutputPath::new(path)?)
}
