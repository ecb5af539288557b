//! What generators write besides Markdown: boxes, shortcodes, components, imports of code.
//!
//! Boxes become alerts, and what shows an image or code is written in Markdown. Marks of anything else are taken
//! out, what stands between them stays, and a note says what was there.
//!
//! Invariant: code stays as it is.

use super::layout::Layout;
use crate::import::lines::open_lines;
use crate::import::report::Note;

/// A body without what only its generator understands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// Reads a body; `before` is the number of lines of its file before it.
pub(super) fn read(text: &str, layout: Layout, before: usize) -> Body {
    let open: std::collections::BTreeSet<usize> =
        open_lines(text).into_iter().map(|range| range.start).collect();
    let mut reader = Reader {
        layout,
        out: String::with_capacity(text.len()),
        notes: Vec::new(),
        boxes: Vec::new(),
        line: before,
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line += 1;
        let bare = line.trim_end_matches('\n');
        if open.contains(&at) {
            reader.open_line(bare);
        } else {
            reader.push(bare);
        }
        at += line.len();
    }
    if !text.ends_with('\n') && reader.out.ends_with('\n') {
        reader.out.pop();
    }
    Body { text: reader.out, notes: reader.notes }
}

struct Reader {
    layout: Layout,
    out: String,
    notes: Vec<Note>,
    /// The boxes that are open, by what ends each.
    boxes: Vec<String>,
    line: usize,
}

impl Reader {
    fn note(&mut self, text: impl Into<String>) {
        self.notes.push(Note { line: self.line, text: text.into() });
    }

    /// Writes a line, within the boxes that are open.
    fn push(&mut self, line: &str) {
        if !self.boxes.is_empty() {
            // A box begins with its text, and one empty line parts two of its paragraphs.
            let is_begin = self.out.ends_with("]\n")
                && self.out.trim_end().rsplit('\n').next().is_some_and(|last| last.starts_with("> [!"));
            if line.is_empty() && (is_begin || self.out.ends_with(">\n")) {
                return;
            }
            self.out.push_str(if line.is_empty() { ">" } else { "> " });
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn open_line(&mut self, line: &str) {
        let bare = line.trim();
        if self.boxes.last().is_some_and(|end| ends(bare, end)) {
            self.boxes.pop();
            let without = self.out.strip_suffix(">\n").map(str::len);
            self.out.truncate(without.unwrap_or(self.out.len()));
            return;
        }
        if let Some((alert, title, end)) = opened(bare) {
            if !self.boxes.is_empty() {
                self.note("a box within a box: they are one now");
            }
            if self.boxes.is_empty() && !self.out.is_empty() && !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
            self.boxes.push(end);
            self.push(&format!("[!{alert}]"));
            if !title.is_empty() {
                self.push(&format!("**{title}**"));
                self.push("");
            }
            return;
        }
        let is_import = bare.starts_with("import ") && (bare.contains(" from ") || bare.ends_with(';'))
            || bare.starts_with("export ") && bare.contains(['=', '{']);
        if is_import && matches!(self.layout, Layout::Docusaurus | Layout::Starlight) {
            self.note(format!("taken out: `{bare}`"));
            return;
        }
        let new = self.marks(line);
        if new.trim().is_empty() && !bare.is_empty() {
            return;
        }
        self.push(&new);
    }

    /// A line without the marks of its generator.
    fn marks(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(at) = rest.find(['{', '<', '`']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let (kept, length) = self.mark(rest);
            out.push_str(&kept);
            rest = &rest[length..];
        }
        out + rest
    }

    /// What becomes of a mark that a text begins with, and how long it is.
    fn mark(&mut self, text: &str) -> (String, usize) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let as_it_is = |length: usize| (text[..length].to_owned(), length);
        if text.starts_with('`') {
            let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
            let end = text[ticks..].find(&text[..ticks]).map(|end| ticks + end + ticks);
            return as_it_is(end.unwrap_or(ticks));
        }
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"), ("{/*", "*/}")] {
            let is_own = match self.layout {
                Layout::Hugo => open == "{{<" || open == "{{%",
                Layout::Zola => open == "{{" || open == "{%",
                Layout::Docusaurus | Layout::Starlight => open == "{/*",
                Layout::Mdbook => open == "{{",
            };
            let end = text.find(close).map(|end| end + close.len());
            if let (true, true, Some(end)) = (is_own, text.starts_with(open), end) {
                let inside = text[open.len()..end - close.len()].trim();
                return (self.shortcode(inside, &text[..end]), end);
            }
        }
        if text.starts_with("<!--") {
            let more = ["<!-- more -->", "<!--more-->"].into_iter().find(|more| text.starts_with(more));
            return more.map_or_else(|| as_it_is(first), |more| (String::new(), more.len()));
        }
        let name = text.strip_prefix("</").or_else(|| text.strip_prefix('<')).unwrap_or_default();
        if matches!(self.layout, Layout::Docusaurus | Layout::Starlight)
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && let Some(end) = text.find('>')
        {
            self.note(format!("taken out: `{}`", &text[..=end]));
            return (String::new(), end + 1);
        }
        as_it_is(first)
    }

    /// What becomes of a shortcode.
    fn shortcode(&mut self, inside: &str, whole: &str) -> String {
        let (name, rest) = inside.split_once([' ', '(']).unwrap_or((inside, ""));
        match name.trim_start_matches('#') {
            // Links mend them, since only these know where pages lie.
            "ref" | "relref" => whole.to_owned(),
            "figure" | "img" | "image" => match argument(rest, "src") {
                Some(source) => format!(
                    "![{}]({source})",
                    argument(rest, "alt").or_else(|| argument(rest, "caption")).unwrap_or_default()
                ),
                None => self.taken_out(whole),
            },
            "highlight" => format!("```{}", rest.split_whitespace().next().unwrap_or_default()),
            "/highlight" => "```".to_owned(),
            _ if inside.starts_with("/*") => self.taken_out(whole),
            _ => self.taken_out(whole),
        }
    }

    fn taken_out(&mut self, whole: &str) -> String {
        self.note(format!("taken out: `{whole}`"));
        String::new()
    }
}

/// An argument of a shortcode, in double quotes.
fn argument<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text.split_once(&format!("{key}=\""))?.1;
    rest.split('"').next()
}

/// The box that a line opens: its alert, its title, and what ends it.
fn opened(line: &str) -> Option<(&'static str, String, String)> {
    let colons = line.bytes().take_while(|byte| *byte == b':').count();
    if colons >= 3 {
        let rest = line[colons..].trim_start();
        let name_end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let alert = alert(&rest[..name_end])?;
        let title =
            rest[name_end..].trim().trim_start_matches('[').split([']', '{']).next().unwrap_or_default();
        return Some((alert, title.trim().to_owned(), ":".repeat(colons)));
    }
    let hugo = line
        .strip_prefix("{{<")
        .map(|rest| (rest, ">}}"))
        .or_else(|| line.strip_prefix("{{%").map(|rest| (rest, "%}}")));
    if let Some((rest, close)) = hugo {
        let inside = rest.strip_suffix(close)?.trim();
        let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let kind = argument(rest, "type")
            .or_else(|| argument(rest, "color"))
            .unwrap_or(rest.trim().trim_matches('"'));
        let is_box = matches!(name, "notice" | "callout" | "alert" | "hint" | "admonition" | "details");
        let alert = alert(name).or_else(|| is_box.then(|| alert(kind).unwrap_or("NOTE")))?;
        return Some((alert, argument(rest, "title").unwrap_or_default().to_owned(), format!("/{name}")));
    }
    let inside = line.strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let (name, rest) = inside.split_once('(')?;
    Some((alert(name.trim())?, argument(rest, "title").unwrap_or_default().to_owned(), "end".to_owned()))
}

/// Whether a line ends a box.
fn ends(line: &str, end: &str) -> bool {
    if end.starts_with(':') {
        return line == end;
    }
    let inside = ["{{<", "{{%", "{%"].into_iter().find_map(|open| line.strip_prefix(open));
    let inside =
        inside.and_then(|rest| [">}}", "%}}", "%}"].into_iter().find_map(|close| rest.strip_suffix(close)));
    inside.is_some_and(|inside| inside.trim().replace("/ ", "/") == end)
}

/// The alert that is nearest to a generator's word for a box.
fn alert(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "note" | "info" | "primary" | "secondary" | "default" => "NOTE",
        "tip" | "hint" | "success" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "warn" => "WARNING",
        "caution" | "danger" | "error" => "CAUTION",
        _ => return None,
    })
}
