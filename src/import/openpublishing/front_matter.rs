//! The front matter of an imported file: its keys in order, and what pages here have a place for.
//!
//! Invariant: a key that has no place here is kept in the provenance of the translation; none is lost.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::import::report::Fault;
use crate::locale::Locale;
use crate::source::Span;
use crate::syntax::tree::{Node, Value, parse_yaml};

/// The front matter of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct FrontMatter {
    /// Keys and texts; of a list, its items with commas between them.
    entries: Vec<(Box<str>, Box<str>)>,
    /// The bytes of the body.
    pub(super) body: Range<usize>,
}

/// Reads the front matter of a text; without any, all of it is the body.
pub(super) fn read(text: &str) -> (FrontMatter, Vec<Fault>) {
    let whole = FrontMatter { entries: Vec::new(), body: 0..text.len() };
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else { return (whole, Vec::new()) };
    let mut at = first.len();
    let close = lines.find_map(|line| {
        let start = at;
        at += line.len();
        is_fence(line).then_some(start)
    });
    let Some(close) = close else {
        let message = "expected a line `---` that ends the front matter, found the end of the file";
        return (whole, vec![Fault::new(0, message, "add it behind the last key")]);
    };
    let body = at..text.len();
    let (tree, faults) = parse_yaml(text, Span::of(first.len()..close));
    let faults: Vec<Fault> = faults
        .into_iter()
        .map(|fault| {
            let hint = fault.hint.unwrap_or_else(|| "write the front matter as plain YAML".to_owned());
            Fault::new(fault.span.start as usize, fault.message, hint)
        })
        .collect();
    let entries = match tree.map(|node| node.value) {
        Some(Value::Map(entries)) => {
            entries.into_iter().map(|(key, node)| (key.text, said(text, &node).into())).collect()
        }
        _ => Vec::new(),
    };
    (FrontMatter { entries, body }, faults)
}

/// What a value says, on one line.
fn said(text: &str, node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => text.trim().to_owned(),
        Value::List(items) => items.iter().map(|item| said(text, item)).collect::<Vec<_>>().join(", "),
        Value::Map(_) => {
            text.get(node.span.range()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Value::Null | Value::Broken => String::new(),
    }
}

/// The keys that translators see, which are numbered before the first segment of the body.
const NUMBERED: [&str; 3] = ["title", "description", "keywords"];

impl FrontMatter {
    /// What a key says, whatever its capitals.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let found = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, text)| &**text).filter(|text| !text.is_empty())
    }

    /// The language of the translation.
    pub(super) fn locale(&self) -> Option<Locale> {
        Locale::new(self.get("ms.contentlocale")?)
    }

    /// Whether a machine translated it; so where nothing is said of it, since nobody is known to have.
    pub(super) fn by_machine(&self) -> bool {
        self.get("ms.translationtype") != Some("HT")
    }

    /// `ms.date` as `2020-04-27`.
    pub(super) fn date(&self) -> Option<String> {
        let mut parts = self.get("ms.date")?.split('/').map(str::parse::<u16>);
        let (month, day, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let date = jiff::civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        Some(date.ok()?.to_string()).filter(|_| parts.next().is_none())
    }

    /// The title without the name of the site behind it.
    pub(super) fn title(&self) -> Option<&str> {
        let title = self.get("title")?;
        Some(title.rsplit_once(" | ").map_or(title, |(title, _)| title).trim())
    }

    /// The number before that of the first segment, where every key was numbered.
    pub(super) fn last_number(&self) -> u32 {
        let count = NUMBERED.iter().filter(|key| self.get(key).is_some()).count();
        100 + u32::try_from(count).unwrap_or(0)
    }

    /// Everything that pages have no place for, for the record.
    pub(super) fn rest(&self, takes_title: bool) -> BTreeMap<Box<str>, Box<str>> {
        let has_place = |key: &str| {
            key.eq_ignore_ascii_case("description")
                || (key.eq_ignore_ascii_case("title") && takes_title)
                || (key == "ms.date" && self.date().is_some())
        };
        self.entries.iter().filter(|(key, _)| !has_place(key)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_of_the_american_form() {
        let of = |date: &str| read(&format!("---\nms.date: {date}\n---\n")).0.date();
        assert_eq!(of("04/27/2020").as_deref(), Some("2020-04-27"));
        assert_eq!(of("4/7/2020").as_deref(), Some("2020-04-07"));
        assert_eq!(of("27/04/2020"), None);
        assert_eq!(of("2020-04-27"), None);
    }

    #[test]
    fn what_has_no_place_is_kept() {
        let (front, faults) =
            read("---\ntitle: 支持 | 中心\nms.custom:\n- a\n- b\nms.locfileid: \"82\"\n---\nx");
        assert_eq!((front.title(), faults), (Some("支持"), vec![]));
        let rest: Vec<_> = front.rest(true).into_iter().collect();
        assert_eq!(rest, [("ms.custom".into(), "a, b".into()), ("ms.locfileid".into(), "82".into())]);
    }
}
