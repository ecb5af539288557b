//! What both languages share of a file, made Markdown: images and other extensions, and text alternatives that
//! only one of the two has.
//!
//! Apart from cleaning, since here the text is still known to stand outside all segments: an alternative in it is
//! that of the translation alone.
//!
//! Invariant: Chinese text never comes into the source page as an alternative.

use crate::import::report::{CleanUp, LostAlts};
use crate::syntax::cjk;

/// A shared text for each of the two languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Sides {
    pub(super) source: String,
    pub(super) target: String,
    /// Text alternatives that the source lacks.
    pub(super) lost: usize,
    /// What was cleaned.
    pub(super) cleaned: Vec<CleanUp>,
}

/// Both sides of a shared text.
pub(super) fn sides(text: &str) -> Sides {
    let mut sides = Sides::default();
    let mut rest = text;
    while let Some(at) = next(rest) {
        sides.both(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with("![") { sides.image(rest) } else { sides.extension(rest) };
        let taken = taken.unwrap_or_else(|| {
            sides.both(&rest[..2]);
            2
        });
        rest = &rest[taken..];
    }
    sides.both(rest);
    sides
}

/// Where the next image or extension begins.
fn next(text: &str) -> Option<usize> {
    let image = text.find("![");
    let extension = text.find(":::");
    image.into_iter().chain(extension).min()
}

impl Sides {
    fn both(&mut self, text: &str) {
        self.source.push_str(text);
        self.target.push_str(text);
    }

    /// An image of Markdown; how long it is.
    fn image(&mut self, text: &str) -> Option<usize> {
        let end = text.find("](").filter(|end| !text[..*end].contains('\n'))?;
        let alt = &text[2..end];
        if alt.contains('[') {
            return None;
        }
        self.alternative(alt);
        Some(end)
    }

    /// The beginning of an image, with its alternative where that is for both.
    fn alternative(&mut self, alt: &str) {
        let is_foreign = has_chinese(alt);
        self.target.push_str("![");
        self.target.push_str(alt);
        self.source.push_str("![");
        self.source.push_str(if is_foreign { "" } else { alt });
        if is_foreign {
            self.lost += 1;
            self.cleaned.push(CleanUp::ForeignAlt);
        }
    }

    /// An extension on one line; how long it is.
    fn extension(&mut self, text: &str) -> Option<usize> {
        let line = text.lines().next()?;
        let inner = line.get(3..)?;
        let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        if name == "image-end" {
            self.cleaned.push(CleanUp::Extension);
            return Some(3 + name.len() + inner[name.len()..].find(":::").map_or(0, |at| at + 3));
        }
        let end = closing(&inner[name.len()..])? + name.len();
        let attribute = |wanted: &str| attribute(&inner[name.len()..end], wanted);
        match name.as_str() {
            "image" => {
                let source = attribute("source")?;
                let alt = attribute("alt-text").unwrap_or_default().trim();
                self.alternative(&alt.replace('[', "\\[").replace(']', "\\]"));
                self.both(&format!("]({})", address(source)));
            }
            "no-loc" => self.both(attribute("text")?),
            _ => return None,
        }
        self.cleaned.push(CleanUp::Extension);
        Some(3 + end + 3)
    }
}

/// Where the `:::` stands that closes an extension, outside of quotes.
fn closing(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (!quoted && text[at..].starts_with(":::")).then_some(at)
    })
}

/// The value of an attribute, as `source="a.png"`.
fn attribute<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let (_, after) = text.split_once(&format!(" {wanted}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

/// An address as Markdown takes it.
fn address(text: &str) -> String {
    text.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

/// Whether a text has Chinese in it.
pub(super) fn has_chinese(text: &str) -> bool {
    text.chars().any(cjk::is_han)
}

/// Counts the alternatives of the piece before a segment that left a gap in its numbers.
pub(super) fn count_gap(lost: &mut LostAlts, waiting: &mut usize, gap: u32) {
    lost.count += *waiting;
    lost.evident += (*waiting).min(gap as usize);
    *waiting = 0;
}
