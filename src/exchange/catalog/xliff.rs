//! XLIFF 1.2, which every tool of translators reads: one file for each translation of a file.
//!
//! The form: <https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>. Markdown stands in `bpt`, `ept` and `ph`
//! as it is written, so that a text is what its letters say, and no tool lets a translator break it.
//!
//! A unit without a translation has its source as `target`, in the state `needs-translation`: some tools show a
//! translator nothing else.

use std::fmt::Write;

use super::pieces::{Role, pieces};
use super::{Catalog, Message, Misread, Returned, ReturnedText, Status, Word, twice};
use crate::exchange::xml::{Child, Element, escaped, parse};
use crate::source::position;

/// Who writes the notes that are ours.
const OWN: &str = "supportbook";

/// The note that keeps [`Message::base`].
const BASE: &str = "translation ";

/// The file of a catalog. `remarks` gives what people wrote beside a unit, to be kept.
pub fn write(catalog: &Catalog, remarks: impl Fn(&str) -> Vec<Box<str>>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
    let _ = writeln!(
        out,
        "  <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"{}\" xml:space=\"preserve\">\n    <body>",
        escaped(catalog.source_path.as_str()),
        catalog.source_locale,
        catalog.locale,
        if catalog.markdown { "x-markdown" } else { "plaintext" },
    );
    for message in &catalog.messages {
        write_unit(catalog, message, &remarks(&message.id), &mut out);
    }
    out.push_str("    </body>\n  </file>\n</xliff>\n");
    out
}

fn write_unit(catalog: &Catalog, message: &Message, remarks: &[Box<str>], out: &mut String) {
    let approved = if message.status == Status::Reviewed { "yes" } else { "no" };
    let _ = writeln!(
        out,
        "      <trans-unit id=\"{}\" approved=\"{approved}\" restype=\"x-{}\" xml:space=\"preserve\">",
        escaped(&message.id),
        message.kind
    );
    let _ = writeln!(out, "        <source>{}</source>", content(&message.source, catalog.markdown));
    let target = content(message.target.as_deref().unwrap_or(&message.source), catalog.markdown);
    let _ = writeln!(out, "        <target {}>{target}</target>", state(message.status));
    let _ = writeln!(
        out,
        "        <context-group purpose=\"location\"><context context-type=\"sourcefile\">{}</context>\
         <context context-type=\"linenumber\">{}</context></context-group>",
        escaped(catalog.source_path.as_str()),
        message.line
    );
    if !message.place.is_empty() {
        let _ = writeln!(out, "        <note from=\"{OWN}\">{}</note>", escaped(&message.place));
    }
    if let Some(base) = &message.base {
        let _ = writeln!(out, "        <note from=\"{OWN}\">{BASE}{base}</note>");
    }
    for remark in remarks {
        let _ = writeln!(out, "        <note>{}</note>", escaped(remark));
    }
    if let (Some(before), Some(target)) = (&message.before, &message.target) {
        alternative("previous-version", None, (before, target), "", catalog.markdown, out);
    }
    for one in &message.suggestions {
        let pair = (&*one.source, &*one.target);
        alternative("proposal", Some(one.percent), pair, &one.origin, catalog.markdown, out);
    }
    out.push_str("      </trans-unit>\n");
}

fn alternative(
    kind: &str,
    percent: Option<u8>,
    (source, target): (&str, &str),
    origin: &str,
    markdown: bool,
    out: &mut String,
) {
    let quality = percent.map(|percent| format!(" match-quality=\"{percent}\"")).unwrap_or_default();
    let origin = if origin.is_empty() { String::new() } else { format!(" origin=\"{}\"", escaped(origin)) };
    let _ = writeln!(
        out,
        "        <alt-trans alttranstype=\"{kind}\"{quality}{origin}><source>{}</source><target>{}</target></alt-trans>",
        content(source, markdown),
        content(target, markdown)
    );
}

/// How far a unit is, in the words of XLIFF.
fn state(status: Status) -> &'static str {
    match status {
        Status::Missing => "state=\"needs-translation\"",
        Status::Machine => "state=\"needs-review-translation\" state-qualifier=\"leveraged-mt\"",
        Status::Stale => "state=\"needs-adaptation\"",
        Status::Unknown => "state=\"needs-review-translation\"",
        Status::Translated => "state=\"translated\"",
        Status::Reviewed => "state=\"final\"",
    }
}

/// A text with what is protected in elements of its own.
fn content(text: &str, markdown: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for piece in pieces(text, markdown) {
        let letters = escaped(piece.text);
        let _ = match piece.role {
            Role::Text => write!(out, "{letters}"),
            Role::Opens(number, kind) => write!(out, "<bpt id=\"{number}\" ctype=\"{kind}\">{letters}</bpt>"),
            Role::Closes(number, _) => write!(out, "<ept id=\"{number}\">{letters}</ept>"),
            Role::Alone(number, kind) => write!(out, "<ph id=\"{number}\" ctype=\"{kind}\">{letters}</ph>"),
        };
    }
    out
}

/// Reads a file.
///
/// # Errors
/// Anything that is no XLIFF 1.2 about one file: another version, units twice, elements without letters whose
/// meaning only their writer knows.
pub fn read(text: &str) -> Result<Returned, Misread> {
    let root = parse(text)?;
    let misread = |at: usize, message: String| Misread::new(text, at, message);
    if root.name != "xliff" {
        return Err(misread(root.at, format!("expected `xliff`, found `{}`", root.name)));
    }
    let version = root.attribute("version").unwrap_or_default();
    if version != "1.2" {
        return Err(misread(root.at, format!("expected XLIFF 1.2, found version `{version}`")));
    }
    let mut files = root.elements().filter(|element| element.name == "file");
    let file = files.next().ok_or_else(|| misread(root.at, "expected a `file`, found none".to_owned()))?;
    if let Some(other) = files.next() {
        return Err(misread(other.at, "expected one `file`, found a second".to_owned()));
    }
    let mut units = Vec::new();
    file.all("trans-unit", &mut units);
    twice(text, units.iter().filter_map(|unit| Some((unit.at, unit.attribute("id")?))))?;
    let attribute = |name: &str| file.attribute(name).filter(|value| !value.is_empty()).map(Into::into);
    let mut found = Returned {
        source_path: attribute("original"),
        locale: attribute("target-language"),
        header: Vec::new(),
        texts: Vec::with_capacity(units.len()),
    };
    for unit in units {
        let at = position(text, u32::try_from(unit.at).unwrap_or(u32::MAX));
        found.texts.push((at, returned(unit).map_err(|(at, message)| misread(at, message))?));
    }
    Ok(found)
}

fn returned(unit: &Element) -> Result<ReturnedText, (usize, String)> {
    let source = unit.child("source").ok_or((unit.at, "expected a `source`, found none".to_owned()))?;
    let target = unit.child("target");
    let notes = || unit.elements().filter(|element| element.name == "note");
    let is_own = |note: &&Element| note.attribute("from") == Some(OWN);
    let base = notes().filter(is_own).find_map(|note| Some(note.text().strip_prefix(BASE)?.trim().into()));
    let remarks = notes().filter(|note| !is_own(note)).map(|note| note.text().trim().into());
    let (word, source) = (word(unit, target), letters(source)?);
    let written = target.map(letters).transpose()?.unwrap_or_default();
    // What waits for a translation holds its source.
    let state = target.and_then(|target| target.attribute("state"));
    let is_empty = matches!(state, Some("new" | "needs-translation")) && written == source;
    Ok(ReturnedText {
        id: unit.attribute("id").map(Into::into),
        source: source.into(),
        target: if is_empty { Box::default() } else { written.into() },
        word,
        base,
        remarks: remarks.filter(|remark: &Box<str>| !remark.is_empty()).collect(),
    })
}

/// The letters of a text, those of protected elements too.
fn letters(element: &Element) -> Result<String, (usize, String)> {
    let mut out = String::new();
    for child in &element.children {
        match child {
            Child::Text(text) => out.push_str(text),
            Child::Element(inner) => match inner.name.as_str() {
                "bpt" | "ept" | "ph" | "it" | "g" | "mrk" | "sub" => out.push_str(&letters(inner)?),
                other => {
                    return Err((
                        inner.at,
                        format!("expected `bpt`, `ept` or `ph` within a text, found `{other}`"),
                    ));
                }
            },
        }
    }
    Ok(out)
}

/// What a tool says of a translation: an approval stands above its state, and a state that asks for work above
/// nothing said.
fn word(unit: &Element, target: Option<&Element>) -> Word {
    let of_target = |name: &str| target.and_then(|target| target.attribute(name)).unwrap_or_default();
    let state = of_target("state");
    let by_machine = matches!(of_target("state-qualifier"), "leveraged-mt" | "mt-suggestion");
    match (unit.attribute("approved"), state) {
        (Some("yes"), _) => Word::Approved,
        (_, "final" | "signed-off") => Word::Approved,
        (_, state) if state.starts_with("needs-") && by_machine => Word::Machine,
        (_, state) if state == "new" || state.starts_with("needs-") => Word::Open,
        (Some("no"), _) => Word::NotApproved,
        _ => Word::Translated,
    }
}
