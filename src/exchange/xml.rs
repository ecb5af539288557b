//! XML as a tree with places, for formats whose files fit into memory.
//!
//! Apart because XLIFF, TMX and TBX ask the same of it: elements by their local names, attributes, and the letters
//! below an element, entities resolved.
//!
//! Invariant: a file that is not well-formed gives no tree.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::catalog::Misread;

/// The most elements that may lie in each other.
const MAX_DEPTH: usize = 64;

/// An element.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Element {
    /// Its local name.
    pub(super) name: String,
    /// Its attributes, with the prefixes they are written with.
    pub(super) attributes: Vec<(String, String)>,
    /// What it holds.
    pub(super) children: Vec<Child>,
    /// The byte of the file that it begins at.
    pub(super) at: usize,
}

/// What an element holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Child {
    /// Another element.
    Element(Element),
    /// Letters.
    Text(String),
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of a name at and below.
    pub(super) fn all<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        if self.name == name {
            found.push(self);
        }
        for element in self.elements() {
            element.all(name, found);
        }
    }

    /// All letters below.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Element(element) => element.add_text(out),
                Child::Text(text) => out.push_str(text),
            }
        }
    }
}

/// Reads a file.
pub(super) fn parse(text: &str) -> Result<Element, Misread> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let misread = |message: String| Misread::new(text, at, message);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(at);
            Misread::new(text, at, format!("expected XML: {error}"))
        })?;
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(misread(format!("expected at most {MAX_DEPTH} elements in each other")));
                }
                open.push(element(&start, at).map_err(misread)?);
            }
            // Empty elements are taken apart by the reader.
            Event::Empty(_) => {}
            Event::End(_) => {
                if let (Some(done), Some(outer)) = (open.pop(), open.last_mut()) {
                    outer.children.push(Child::Element(done));
                }
            }
            Event::Text(letters) => add(&mut open, &letters.xml10_content()),
            Event::CData(letters) => add(&mut open, &letters.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = reference
                    .resolve_char_ref()
                    .map_err(|error| misread(format!("expected a character of XML: {error}")))?;
                let letters: Option<Cow<'_, str>> = match known {
                    Some(c) => Some(c.to_string().into()),
                    None => quick_xml::escape::resolve_xml_entity(&reference).map(Cow::Borrowed),
                };
                match letters {
                    Some(letters) => add(&mut open, &letters),
                    None => {
                        return Err(misread(format!("expected a known entity, found `&{};`", &*reference)));
                    }
                }
            }
            Event::DocType(_) | Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let end = |message: &str| Misread::new(text, text.len(), message.to_owned());
    let root = open.pop().filter(|_| open.is_empty());
    let root = root.ok_or_else(|| end("expected the end of an element, found the end of the file"))?;
    let mut elements = root.children.into_iter().filter_map(|child| match child {
        Child::Element(element) => Some(element),
        Child::Text(_) => None,
    });
    match (elements.next(), elements.next()) {
        (Some(element), None) => Ok(element),
        (None, _) => Err(end("expected XML, found no element")),
        (Some(_), Some(other)) => {
            Err(Misread::new(text, other.at, format!("expected one root, found also `{}`", other.name)))
        }
    }
}

fn add(open: &mut [Element], letters: &str) {
    if let Some(element) = open.last_mut() {
        match element.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(letters),
            _ => element.children.push(Child::Text(letters.to_owned())),
        }
    }
}

fn element(start: &BytesStart<'_>, at: usize) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { name, attributes, children: Vec::new(), at })
}

/// Letters as they stand between tags or in quotes. Controls that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
