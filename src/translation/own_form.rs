//! Reads a record in the very form that we write: a key a line, in double quotes.
//!
//! Apart from [`super::record`], which reads any TOML and says what is wrong: a project has thousands of records,
//! nearly all of them as we wrote them, and these are read some ten times faster line by line.
//!
//! Invariant: what is read here a TOML reader would read as the same; where a line is in any other form, nothing is
//! read.

use std::collections::BTreeMap;

use super::provenance::Provenance;
use super::record::{RawEntry, RawRecord};

/// The record, where every line is as we write it.
pub(super) fn own_form(text: &str) -> Option<RawRecord> {
    let mut record = RawRecord::default();
    let mut part = Part::Head;
    let mut head = Head::default();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('[') {
            let next = part.next(line)?;
            head.has_provenance |= matches!(next, Part::Provenance);
            if let Part::Unit(done) = std::mem::replace(&mut part, next) {
                record.unit.push(done.entry()?);
            }
            continue;
        }
        let (key, value) = key_and_value(line)?;
        match &mut part {
            Part::Unit(open) => open.put(key, unquoted(value)?)?,
            Part::Head if key == "schema" && head.schema.is_none() => head.schema = Some(number(value)?),
            Part::Head if key == "segmenter" && head.segmenter.is_none() => {
                head.segmenter = Some(number(value)?);
            }
            Part::Provenance if key == "format" && head.format.is_none() => {
                head.format = Some(unquoted(value)?);
            }
            Part::Provenance if key == "file" && head.file.is_none() => head.file = Some(unquoted(value)?),
            Part::Keys => {
                let known = head.keys.insert(unquoted(key)?, unquoted(value)?);
                known.is_none().then_some(())?;
            }
            Part::Head | Part::Provenance => return None,
        }
    }
    if let Part::Unit(done) = part {
        record.unit.push(done.entry()?);
    }
    head.into_record(record)
}

/// Both sides of a line; a key in quotes may hold anything.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let Some(inner) = line.strip_prefix('"') else { return line.split_once(" = ") };
    let mut escaped = false;
    let end = inner.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    let (key, rest) = line.split_at(end + 2);
    Some((key, rest.strip_prefix(" = ")?))
}

/// Which part of a record the lines at hand belong to.
enum Part {
    Head,
    Provenance,
    Keys,
    Unit(Open),
}

impl Part {
    /// The part that a line in brackets opens, where it may follow this one.
    fn next(&self, line: &str) -> Option<Self> {
        match (self, line) {
            (Self::Head, "[provenance]") => Some(Self::Provenance),
            (Self::Provenance, "[provenance.keys]") => Some(Self::Keys),
            (_, "[[unit]]") => Some(Self::Unit(Open::default())),
            _ => None,
        }
    }
}

/// What stands before the units.
#[derive(Default)]
struct Head {
    schema: Option<u32>,
    segmenter: Option<u32>,
    has_provenance: bool,
    format: Option<Box<str>>,
    file: Option<Box<str>>,
    keys: BTreeMap<Box<str>, Box<str>>,
}

impl Head {
    fn into_record(self, record: RawRecord) -> Option<RawRecord> {
        let provenance = match (self.format, self.file) {
            (Some(format), Some(file)) => Some(Provenance { format, file, keys: self.keys }),
            _ if self.has_provenance => return None,
            _ => None,
        };
        Some(RawRecord { schema: self.schema?, segmenter: self.segmenter?, provenance, ..record })
    }
}

const KEYS: [&str; 12] = [
    "id", "kind", "name", "section", "source", "target", "state", "origin", "by", "reviewer", "conflict",
    "segments",
];

/// The values of the unit at hand, by the place of their keys.
#[derive(Default)]
struct Open([Option<Box<str>>; 12]);

impl Open {
    fn put(&mut self, key: &str, value: Box<str>) -> Option<()> {
        let at = KEYS.iter().position(|known| *known == key)?;
        self.0[at].replace(value).is_none().then_some(())
    }

    fn entry(self) -> Option<RawEntry> {
        let [id, kind, name, section, source, target, state, origin, by, reviewer, conflict, segments] =
            self.0;
        Some(RawEntry {
            id: id?,
            kind: kind?,
            name,
            section: section.unwrap_or_default(),
            source: source?,
            target: target?,
            state: super::record::Stage::of(&state?)?,
            origin: super::record::Origin::of(&origin?)?,
            by,
            reviewer,
            conflict,
            segments,
        })
    }
}

/// A number as we write it: `01` is none.
fn number(value: &str) -> Option<u32> {
    value.parse().ok().filter(|number: &u32| number.to_string() == value)
}

/// The text of a basic string in one line.
fn unquoted(value: &str) -> Option<Box<str>> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    if !inner.contains(['\\', '"']) {
        return (!inner.chars().any(char::is_control)).then(|| inner.into());
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(match chars.next()? {
                '"' => '"',
                '\\' => '\\',
                'n' => '\n',
                't' => '\t',
                _ => return None,
            }),
            c if c.is_control() => return None,
            c => out.push(c),
        }
    }
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::translation::record::{Entry, Origin, Record, Stage};
    use crate::translation::unit::Hash;

    fn word() -> impl Strategy<Value = Box<str>> {
        prop_oneof![4 => "[a-z \"\\\\=#\\[\\]\n\t中文]{0,12}", 1 => "\\PC{0,8}", 1 => any::<String>()]
            .prop_map(String::into_boxed_str)
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let names = (prop::option::of(word()), prop::option::of(word()), prop::option::of(word()));
        (word(), word(), word(), word(), names, any::<[u8; 16]>()).prop_map(
            |(id, kind, section, source, (name, by, reviewer), target)| Entry {
                id,
                kind,
                name,
                section,
                source,
                target: Hash(target),
                stage: Stage::Reviewed,
                origin: Origin::Tool,
                by,
                reviewer,
                conflict: None,
                segments: None,
            },
        )
    }

    fn provenance() -> impl Strategy<Value = Provenance> {
        (word(), word(), prop::collection::btree_map(word(), word(), 0..3))
            .prop_map(|(format, file, keys)| Provenance { format, file, keys })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_we_write_is_read_as_toml_reads_it(
            units in prop::collection::vec(entry(), 0..4),
            provenance in prop::option::of(provenance()),
        ) {
            let text = Record { segmenter: 1, provenance, units }.write();
            let read: RawRecord = toml::from_str(&text).expect("TOML");
            if let Some(own) = own_form(&text) {
                prop_assert_eq!(own, read);
            } else {
                prop_assert!(text.contains("\\u"), "only rare characters are left to the other reader: {}", text);
            }
        }

        #[test]
        fn no_text_is_read_otherwise_than_toml_reads_it(lines in prop::collection::vec(
            prop::sample::select(vec![
                "schema = 1", "segmenter = 1", "segmenter = 01", "", "# c", "[[unit]]", "id = \"a\"", "id = 'a'",
                "kind = \"text\"", "source = \"x\\\\n\"", "source = \"a\" # c", "source = \"\"\"a\"\"\"", "target = \"00\"",
                "state = \"reviewed\"", "origin = \"human\"", "by = \"b\"", "other = \"b\"", "[unit]", "  id = \"a\"",
                "[provenance]", "format = \"a\"", "file = \"a\"", "[provenance.keys]", "\"a\" = \"b\"",
            ]), 0..14))
        {
            let text = lines.join("\n");
            if let Some(own) = own_form(&text) {
                prop_assert_eq!(Some(own), toml::from_str::<RawRecord>(&text).ok());
            }
        }
    }
}
