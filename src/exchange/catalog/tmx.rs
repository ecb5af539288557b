//! TMX 1.4: what was translated before, for any tool's memory, and such a memory taken in.
//!
//! The form: <https://www.gala-global.org/tmx-14b>. Apart from catalogs in that a memory belongs to no file: it
//! has pairs of texts, and where they stood for whoever wants to know.

use std::fmt::Write;

use super::pieces::{Role, pieces};
use super::{Misread, Returned, ReturnedText, Word};
use crate::exchange::xml::{Element, escaped, parse};
use crate::locale::Locale;
use crate::source::position;

/// A pair of texts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pair<'a> {
    /// The source.
    pub source: &'a str,
    /// Its translation.
    pub target: &'a str,
    /// Where they stand, as `content/pages/terms.md`.
    pub file: &'a str,
    /// The unit's name in its record.
    pub id: &'a str,
    /// Whether the texts are Markdown.
    pub markdown: bool,
}

/// A memory.
pub fn write<'a>(source: Locale, target: Locale, pairs: impl Iterator<Item = Pair<'a>>) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"supportbook\" \
         creationtoolversion=\"1\" segtype=\"paragraph\" o-tmf=\"supportbook\" adminlang=\"en\" srclang=\"{source}\" \
         datatype=\"plaintext\"/>\n  <body>\n"
    );
    for pair in pairs {
        let _ = writeln!(
            out,
            "    <tu>\n      <prop type=\"x-file\">{}</prop>\n      <prop type=\"x-unit\">{}</prop>\n      \
             <tuv xml:lang=\"{source}\"><seg>{}</seg></tuv>\n      <tuv xml:lang=\"{target}\"><seg>{}</seg></tuv>\n    </tu>",
            escaped(pair.file),
            escaped(pair.id),
            content(pair.source, pair.markdown),
            content(pair.target, pair.markdown),
        );
    }
    out.push_str("  </body>\n</tmx>\n");
    out
}

fn content(text: &str, markdown: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for piece in pieces(text, markdown) {
        let letters = escaped(piece.text);
        let _ = match piece.role {
            Role::Text => write!(out, "{letters}"),
            Role::Opens(number, kind) => {
                write!(out, "<bpt i=\"{number}\" x=\"{number}\" type=\"{kind}\">{letters}</bpt>")
            }
            Role::Closes(number, _) => write!(out, "<ept i=\"{number}\">{letters}</ept>"),
            Role::Alone(number, kind) => write!(out, "<ph x=\"{number}\" type=\"{kind}\">{letters}</ph>"),
        };
    }
    out
}

/// Reads the pairs of two languages from a memory.
///
/// # Errors
/// Anything that is no TMX.
pub fn read(text: &str, source: Locale, target: Locale) -> Result<Returned, Misread> {
    let root = parse(text)?;
    if root.name != "tmx" {
        return Err(Misread::new(text, root.at, format!("expected `tmx`, found `{}`", root.name)));
    }
    let body = root.child("body");
    let body = body.ok_or_else(|| Misread::new(text, root.at, "expected a `body`, found none"))?;
    let mut found = Returned { locale: Some(target.as_str().into()), ..Returned::default() };
    for unit in body.elements().filter(|element| element.name == "tu") {
        let variants = || unit.elements().filter(|element| element.name == "tuv");
        let said = |locale: Locale, exact: bool| variants().find(|tuv| is_in(tuv, locale, exact));
        let in_locale = |locale| said(locale, true).or_else(|| said(locale, false));
        let (Some(ours), Some(theirs)) = (in_locale(source), in_locale(target)) else { continue };
        let segment = |tuv: &Element| {
            let segment = tuv.child("seg").map(Element::text);
            segment.ok_or_else(|| Misread::new(text, tuv.at, "expected a `seg`, found none"))
        };
        let prop = |name: &str| {
            let props = unit.elements().filter(|element| element.name == "prop");
            props.into_iter().find(|prop| prop.attribute("type") == Some(name)).map(|prop| prop.text().into())
        };
        found.texts.push((
            position(text, u32::try_from(unit.at).unwrap_or(u32::MAX)),
            ReturnedText {
                id: prop("x-unit"),
                source: segment(ours)?.into(),
                target: segment(theirs)?.into(),
                word: Word::Translated,
                base: None,
                remarks: Vec::new(),
            },
        ));
    }
    Ok(found)
}

/// Whether a text is in a language, by its whole tag or the language of it alone.
fn is_in(tuv: &Element, locale: Locale, exact: bool) -> bool {
    let tag =
        tuv.attribute("xml:lang").or_else(|| tuv.attribute("lang")).unwrap_or_default().replace('_', "-");
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if exact {
        tag.eq_ignore_ascii_case(locale.as_str())
    } else {
        language(&tag) == language(locale.as_str())
    }
}
