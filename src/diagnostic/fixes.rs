//! The edits that findings carry, put together: which can be made at once, and what a text is afterwards.
//!
//! Apart from making and from writing them: edits are values, and a text goes in and comes out.
//!
//! Invariant: edits of one round never touch each other; what had to wait is found again in the next round.

use std::collections::BTreeMap;

use super::{Diagnostic, Fix};
use crate::path::ProjectPath;
use crate::source::Span;

/// A replacement in a text with LF at the ends of lines, and without a byte order mark.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// The edits of findings that can be made at once, by file, in the order of their places.
pub fn edits<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> BTreeMap<ProjectPath, Vec<Edit>> {
    let mut by_file: BTreeMap<ProjectPath, Vec<Edit>> = BTreeMap::new();
    for Fix { place, replacement } in findings.into_iter().filter_map(|finding| finding.fix.as_ref()) {
        let edit = Edit { span: place.span, replacement: replacement.clone() };
        by_file.entry(place.path.clone()).or_default().push(edit);
    }
    for edits in by_file.values_mut() {
        edits.sort();
        let mut last: Option<Span> = None;
        edits.retain(|edit| {
            // Two insertions at one place touch each other too.
            let apart = last.is_none_or(|last| edit.span.start >= last.end && edit.span.start > last.start);
            if apart {
                last = Some(edit.span);
            }
            apart
        });
    }
    by_file
}

/// A text after edits, which are in order and apart. The places count LF line ends and no byte order mark;
/// the text may have both CR LF and a mark, and keeps them. `None` where a place is none of the text.
pub fn edited(raw: &str, edits: &[Edit]) -> Option<String> {
    let crlf = raw.contains("\r\n");
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    if let Some(after) = raw.strip_prefix('\u{feff}') {
        out.push('\u{feff}');
        rest = after;
    }
    let mut at = 0;
    for Edit { span, replacement } in edits {
        let (start, end) = (span.start as usize, span.end as usize);
        let kept = length(rest, start.checked_sub(at)?)?;
        out.push_str(&rest[..kept]);
        rest = &rest[kept..];
        rest = &rest[length(rest, end.checked_sub(start)?)?..];
        at = end;
        if crlf {
            out.push_str(&replacement.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            out.push_str(replacement);
        }
    }
    out.push_str(rest);
    Some(out)
}

/// How many bytes of a text are a number of bytes of it with LF line ends.
fn length(raw: &str, mut normal: usize) -> Option<usize> {
    let mut at = 0;
    while normal > 0 {
        let c = raw.get(at..)?.chars().next()?;
        let counts = !(c == '\r' && raw[at + 1..].starts_with('\n'));
        at += c.len_utf8();
        if counts {
            normal = normal.checked_sub(c.len_utf8())?;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: replacement.to_owned() }
    }

    #[test]
    fn a_text_keeps_its_line_ends_and_its_mark() {
        let edits = [edit(1, 1, "1"), edit(2, 5, "x\ny"), edit(6, 6, "!")];
        assert_eq!(edited("a\n灯\n", &edits).as_deref(), Some("a1\nx\ny\n!"));
        assert_eq!(edited("\u{feff}a\r\n灯\r\n", &edits).as_deref(), Some("\u{feff}a1\r\nx\r\ny\r\n!"));
        assert_eq!(edited("a\r\nb\nc", &[edit(4, 5, "d")]).as_deref(), Some("a\r\nb\nd"));
        assert_eq!(edited("a", &[edit(3, 4, "")]), None);
    }

    #[test]
    fn an_edit_that_touches_another_waits() {
        let at = |start, end, text: &str| {
            let path = ProjectPath::new("a.md").expect("a path");
            let rule = &crate::diagnostic::catalog::ADR004;
            Diagnostic::new(rule, &path, Span::default(), "x").fix(Span::new(start, end), text)
        };
        let findings = [at(4, 6, "b"), at(1, 5, "a"), at(6, 6, "c"), at(6, 6, "d"), at(8, 9, "e")];
        let found: Vec<Edit> = edits(&findings).into_values().flatten().collect();
        assert_eq!(found, [edit(1, 5, "a"), edit(6, 6, "c"), edit(8, 9, "e")]);
    }
}
