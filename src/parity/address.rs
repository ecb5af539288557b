//! Reads web and e-mail addresses in a text, and brings the targets of links to a form in which the two
//! languages of a page lead to the same place.
//!
//! Apart because `/en-us/` and `/zh-cn/` differ on purpose, and nothing else in an address may.
//!
//! Invariant: an address in its common form has no scheme, no locale and no slash at its end.

use crate::locale::Locale;
use crate::parity::cursor::{Cursor, is_latin};

/// The web address at a place, and the place after it.
pub(super) fn web(text: Cursor<'_>, place: usize) -> Option<(String, usize)> {
    if is_latin(text.before(place)) || !matches!(text.at(place), 'h' | 'H' | 'w' | 'W') {
        return None;
    }
    let (first, after) = text.word(place)?;
    let start = match first.as_str() {
        "http" | "https" => text.eat(after, "://")?,
        "www" => text.eat(after, ".")?,
        _ => return None,
    };
    let mut end = start;
    let mut open = 0_u32;
    loop {
        match text.at(end) {
            '(' => open += 1,
            ')' if open > 0 => open -= 1,
            c if c.is_ascii_graphic() && !matches!(c, ')' | '<' | '>' | '"' | '\\' | '^' | '`' | '|') => {}
            _ => break,
        }
        end += 1;
    }
    while end > start
        && matches!(text.before(end), '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | ']')
    {
        end -= 1;
    }
    (end > start).then(|| (target(&text.slice(place, end)), end))
}

/// The e-mail address at a place, in small letters, and the place after it.
pub(super) fn mail(text: Cursor<'_>, place: usize) -> Option<(String, usize)> {
    let local = |c: char| is_latin(c) || matches!(c, '.' | '_' | '%' | '+' | '-');
    if local(text.before(place)) {
        return None;
    }
    let mut at = place;
    while at - place < 64 && local(text.at(at)) {
        at += 1;
    }
    if text.at(at) != '@' || at == place {
        return None;
    }
    let mut end = at + 1;
    while is_latin(text.at(end)) || matches!(text.at(end), '.' | '-') && is_latin(text.at(end + 1)) {
        end += 1;
    }
    let address = text.slice(place, end).to_ascii_lowercase();
    address.rsplit_once('@').is_some_and(|(_, host)| host.contains('.')).then_some((address, end))
}

/// Where an address leads, whatever the language: the form in which two are compared.
pub(super) fn target(address: &str) -> String {
    let address = address.trim();
    let (main, fragment) = address.split_once('#').map_or((address, None), |(main, last)| (main, Some(last)));
    let (path, query) = main.split_once('?').map_or((main, None), |(path, last)| (path, Some(last)));
    let lower = path.to_ascii_lowercase();
    let after_scheme = ["https://", "http://", "//"].iter().find(|scheme| lower.starts_with(**scheme));
    let is_web = after_scheme.is_some() || lower.starts_with("www.");
    let mut out = String::with_capacity(address.len());
    if is_web {
        let rest = path.get(after_scheme.map_or(0, |scheme| scheme.len())..).unwrap_or_default();
        let (host, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.to_ascii_lowercase();
        let labels = host.strip_prefix("www.").unwrap_or(&host).split('.');
        let kept: Vec<&str> = labels
            .clone()
            .enumerate()
            .filter(|(at, label)| *at > 0 || !is_locale(label))
            .map(|(_, l)| l)
            .collect();
        out.push_str(&kept.join("."));
        for segment in rest.split('/').filter(|segment| !segment.is_empty() && !is_locale(segment)) {
            out.push('/');
            out.push_str(&without_language(segment));
        }
    } else {
        let segments: Vec<_> =
            path.split('/').filter(|segment| *segment != "." && !is_locale(segment)).collect();
        let segments: Vec<_> = segments.iter().map(|segment| without_language(segment)).collect();
        out.push_str(segments.join("/").trim_end_matches('/'));
        if path == "/" {
            out.push('/');
        }
    }
    if let Some(query) = query {
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_language_of_query(pair)).collect();
        if !kept.is_empty() {
            out.push('?');
            out.push_str(&kept.join("&"));
        }
    }
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        out.push('#');
        // An anchor in Chinese is made of a heading; its English one is another.
        out.push_str(if is_plain(fragment) { fragment } else { ANY_ANCHOR });
    }
    out
}

/// What stands for an anchor that was made of a heading.
const ANY_ANCHOR: &str = "*";

/// Whether two targets differ in nothing but an anchor that was made of a heading.
pub(super) fn differ_in_made_anchor(a: &str, b: &str) -> bool {
    let parts = |target: &str| {
        let (main, anchor) = target.split_once('#').unwrap_or((target, ""));
        (main.to_owned(), anchor == ANY_ANCHOR)
    };
    let ((a, a_made), (b, b_made)) = (parts(a), parts(b));
    a == b && (a_made || b_made)
}

fn is_plain(fragment: &str) -> bool {
    fragment.is_ascii() && !fragment.contains('%')
}

/// Whether a part of a path names a language: `en`, `zh-CN`, `zh_cn`, `en-us`.
fn is_locale(segment: &str) -> bool {
    let tag = segment.replace('_', "-");
    let known = ["en", "zh"].contains(&tag.as_str());
    known || tag.contains('-') && tag.len() <= 10 && tag.find('-') == Some(2) && Locale::new(&tag).is_some()
}

fn is_language_of_query(pair: &str) -> bool {
    pair.split_once('=').is_some_and(|(_, value)| is_locale(value))
}

/// A file's name without its language: `page.zh-CN.md` is `page.md`, `a-zh-cn.png` is `a.png`.
fn without_language(name: &str) -> String {
    let Some((stem, ending)) = name.rsplit_once('.') else { return name.to_owned() };
    let dotted = stem.rsplit_once('.').filter(|(_, last)| is_locale(last)).map(|(stem, _)| stem);
    let lower = stem.to_ascii_lowercase();
    let hyphened = ["-zh-cn", "_zh-cn", "-en-us", "_en-us", "-zh", "-en", "_zh", "_en"]
        .iter()
        .find(|suffix| lower.ends_with(**suffix))
        .and_then(|suffix| stem.get(..stem.len() - suffix.len()))
        .filter(|stem| !stem.is_empty());
    format!("{}.{ending}", dotted.or(hyphened).unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_do_not_count_in_targets() {
        for (one, other) in [
            ("https://docs.example.com/en-us/azure/", "http://docs.example.com/zh-cn/azure"),
            ("https://example.com/?lang=en-us", "https://example.com/?lang=zh-CN"),
            ("page.md#roles", "./page.zh-CN.md#roles"),
            ("/en/pages/a/", "/zh-cn/pages/a/"),
            ("https://en.example.org/a", "https://zh.example.org/a"),
            ("images/a.png", "images/a-zh-cn.png"),
            ("/", "/"),
        ] {
            assert_eq!(target(one), target(other), "{one} {other}");
        }
        assert_ne!(target("https://example.com/a"), target("https://example.com/b"));
        assert_ne!(target("https://example.com/a"), target("https://example.cn/a"));
        assert!(differ_in_made_anchor(&target("a.md#roles"), &target("a.md#角色")));
        assert!(!differ_in_made_anchor(&target("a.md#roles"), &target("b.md#角色")));
    }
}
