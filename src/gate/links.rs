//! Links of built pages: files and anchors that exist, and languages that name each other.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::Built;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::{GAT001, GAT003};
use crate::output::{Audience, OutputPath};
use crate::path::join;
use crate::render::scan::Facts;

pub(super) fn judge(site: &Built<'_>, path: &OutputPath, facts: &Facts) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for link in &facts.links {
        if let Some(fault) = fault(site, path, link) {
            findings.push(site.found(&GAT001, path, format!("the link `{link}` {fault}")));
        }
    }
    findings.extend(languages(site, path, facts));
    findings
}

/// What is wrong with a link; `None` for those that lead out of the site.
fn fault(site: &Built<'_>, from: &OutputPath, link: &str) -> Option<&'static str> {
    let inside = inside(site, link)?;
    let (place, anchor) = inside.split_once('#').map_or((&*inside, ""), |(place, anchor)| (place, anchor));
    let place = decoded(place.split_once('?').map_or(place, |(place, _)| place));
    let target = if place.is_empty() { Some(from.clone()) } else { target(from, &place) };
    let Some(facts) = target.and_then(|target| site.facts.get(&target)) else {
        return Some("leads to no file of the site");
    };
    let anchor = decoded(anchor);
    let arrives = anchor.is_empty() || !facts.html || facts.ids.iter().any(|id| *id == *anchor);
    (!arrives).then_some("leads to no id on its page")
}

/// The link as a path of this site: relative, or from the root with a leading slash.
fn inside<'l>(site: &Built<'_>, link: &'l str) -> Option<Cow<'l, str>> {
    if let Some(rest) = link.strip_prefix(site.base_url) {
        return (site.audience == Audience::Public).then(|| Cow::Owned(format!("/{rest}")));
    }
    let host = site.base_url.split_once("://").map_or("", |(_, rest)| rest);
    let base = host.find('/').map_or("/", |slash| &host[slash..]);
    if link.starts_with('/') {
        return Some(match link.strip_prefix(base) {
            Some(rest) => Cow::Owned(format!("/{rest}")),
            None => Cow::Borrowed(link),
        });
    }
    let before_path = link.split(['/', '?', '#']).next().unwrap_or_default();
    (!before_path.contains(':')).then_some(Cow::Borrowed(link))
}

/// The file that a browser would ask for.
fn target(from: &OutputPath, place: &str) -> Option<OutputPath> {
    let folder = from.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = join(folder, place)?;
    let is_folder = place.ends_with('/') || place.ends_with("..") || path.is_empty();
    OutputPath::new(&match (is_folder, path.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{path}/index.html"),
        _ => path,
    })
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Language links: only among pages that may be indexed, each answered, with a canonical address among them.
fn languages(site: &Built<'_>, path: &OutputPath, facts: &Facts) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut report = |message: String| findings.push(site.found(&GAT003, path, message));
    if site.audience == Audience::Internal && (facts.canonical.is_some() || !facts.alternates.is_empty()) {
        report("an internal page names a canonical address or other languages".to_owned());
    }
    if facts.html && site.audience == Audience::Internal && !facts.noindex {
        report("an internal page does not keep search engines away".to_owned());
    }
    if facts.alternates.is_empty() || site.audience == Audience::Internal {
        return findings;
    }
    if facts.noindex {
        report("a page that must not be indexed names other languages".to_owned());
    }
    let own: BTreeMap<&String, &String> = facts.alternates.iter().map(|(lang, href)| (lang, href)).collect();
    if !own.contains_key(&"x-default".to_owned()) {
        report("the languages have no x-default".to_owned());
    }
    if facts.canonical.as_ref().is_none_or(|canonical| !own.values().any(|href| *href == canonical)) {
        report("the canonical address is none of the languages".to_owned());
    }
    for (lang, href) in &own {
        let other = inside(site, href).and_then(|place| target(path, &decoded(&place)));
        match other.and_then(|other| site.facts.get(&other)) {
            None => report(format!("the address for `{lang}` leads nowhere: `{href}`")),
            Some(other) if other.alternates != facts.alternates => {
                report(format!("the page for `{lang}` does not name the same languages"));
            }
            Some(_) => {}
        }
    }
    findings
}
