//! PO files of gettext, one for each translation of a file.
//!
//! Own code, because a reader that forgives loses texts, and because previous sources and the remarks of
//! translators must come through. The form: <https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html>.
//!
//! What wants work is `fuzzy`, with the source as it was before it; PO has no word for a review. A suggestion fills
//! an empty translation in, marked `fuzzy` too.

use std::fmt::Write;

use super::pieces::{Role, pieces};
use super::{Catalog, Message, Misread, Returned, ReturnedText, Word, twice};
use crate::locale::Locale;
use crate::source::position;

/// The comment that keeps [`Message::base`].
const BASE: &str = "translation ";

/// The fields of the header that say what the file is about.
const SOURCE_FILE: &str = "X-Source-File";

/// The file of a catalog. `header` are fields that a tool wrote, `remarks` gives what people wrote beside a unit: both
/// are kept.
pub fn write(
    catalog: &Catalog,
    header: &[(Box<str>, Box<str>)],
    remarks: impl Fn(&str) -> Vec<Box<str>>,
) -> String {
    let mut out = String::from("msgid \"\"\nmsgstr \"\"\n");
    for (name, value) in fields(catalog, header) {
        let _ = writeln!(out, "{}", quoted(&format!("{name}: {value}\n")));
    }
    for message in &catalog.messages {
        out.push('\n');
        for remark in remarks(&message.id) {
            let _ = writeln!(out, "# {remark}");
        }
        write_message(catalog, message, &mut out);
    }
    out
}

/// The fields of the header: ours, and those of a tool.
fn fields(catalog: &Catalog, kept: &[(Box<str>, Box<str>)]) -> Vec<(String, String)> {
    let own = [
        ("Project-Id-Version", "supportbook".to_owned()),
        ("PO-Revision-Date", String::new()),
        ("Last-Translator", String::new()),
        ("Language-Team", String::new()),
        ("Language", gettext_locale(catalog.locale)),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        ("Plural-Forms", plural_forms(catalog.locale).to_owned()),
        (SOURCE_FILE, catalog.source_path.to_string()),
        ("X-Source-Language", catalog.source_locale.to_string()),
    ];
    let is_own = |name: &str| own.iter().any(|(own, _)| *own == name);
    let given =
        |name: &str| kept.iter().find(|(kept, _)| **kept == *name).map(|(_, value)| value.to_string());
    // What a tool may write: who, when, and what it knows besides.
    let free = ["PO-Revision-Date", "Last-Translator", "Language-Team"];
    let mut fields: Vec<(String, String)> = own
        .iter()
        .map(|(name, value)| {
            let value = given(name).filter(|_| free.contains(name)).unwrap_or_else(|| value.clone());
            ((*name).to_owned(), value)
        })
        .collect();
    let others = kept.iter().filter(|(name, _)| !is_own(name));
    fields.extend(others.map(|(name, value)| (name.to_string(), value.to_string())));
    fields
}

/// A locale as gettext writes it.
fn gettext_locale(locale: Locale) -> String {
    locale.as_str().replace('-', "_")
}

fn plural_forms(locale: Locale) -> &'static str {
    if locale.is_chinese() { "nplurals=1; plural=0;" } else { "nplurals=2; plural=(n != 1);" }
}

fn write_message(catalog: &Catalog, message: &Message, out: &mut String) {
    let place = if message.place.is_empty() { String::new() } else { format!(", {}", message.place) };
    let _ = writeln!(out, "#. {}{place}", message.kind);
    if let Some(base) = &message.base {
        let _ = writeln!(out, "#. {BASE}{base} ({})", message.status.word());
    }
    let best = message.suggestions.first();
    for one in &message.suggestions {
        let _ = writeln!(out, "#. {} %, {}: {}", one.percent, one.origin, one.target.replace('\n', " "));
    }
    let _ = writeln!(out, "#: {}:{}", catalog.source_path, message.line);
    let filled = message.target.as_deref().or_else(|| best.map(|best| &*best.target));
    let is_fuzzy = filled.is_some() && (message.target.is_none() || message.status.wants_work());
    let flags = flags(message, catalog.markdown, is_fuzzy);
    if !flags.is_empty() {
        let _ = writeln!(out, "#, {}", flags.join(", "));
    }
    let before = match &message.before {
        Some(before) => Some(&**before),
        None => best.filter(|_| message.target.is_none()).map(|best| &*best.source),
    };
    if let Some(before) = before.filter(|before| is_fuzzy && **before != *message.source) {
        write_text("#| msgid", "#| ", before, out);
    }
    write_text("msgctxt", "", &message.id, out);
    write_text("msgid", "", &message.source, out);
    write_text("msgstr", "", filled.unwrap_or_default(), out);
}

/// Flags; Weblate reads those besides `fuzzy`.
fn flags(message: &Message, markdown: bool, is_fuzzy: bool) -> Vec<String> {
    let mut flags: Vec<String> = is_fuzzy.then(|| "fuzzy".to_owned()).into_iter().collect();
    if markdown {
        flags.push("md-text".to_owned());
    }
    let protected = pieces(&message.source, markdown).into_iter().filter(|piece| {
        matches!(piece.role, Role::Alone(_, "x-placeholder" | "x-code"))
            || matches!(piece.role, Role::Alone(_, "link")) && piece.text.starts_with("[[")
    });
    let mut tokens: Vec<&str> = protected.map(|piece| piece.text).collect();
    tokens.sort_unstable();
    tokens.dedup();
    // A comma would end the flag.
    tokens.retain(|token| !token.contains([',', '"', '\\', '\n']));
    if !tokens.is_empty() {
        let quoted: Vec<String> = tokens.iter().map(|token| format!("\"{token}\"")).collect();
        flags.push(format!("placeholders:{}", quoted.join(":")));
    }
    flags
}

/// A text behind its keyword; one of several lines begins on a line of its own.
fn write_text(keyword: &str, before: &str, text: &str, out: &mut String) {
    if !text.contains('\n') {
        let _ = writeln!(out, "{keyword} {}", quoted(text));
        return;
    }
    let _ = writeln!(out, "{keyword} \"\"");
    for line in text.split_inclusive('\n') {
        let _ = writeln!(out, "{before}{}", quoted(line));
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Reads a file.
///
/// # Errors
/// Anything that is no PO: a text that does not end, a keyword in the wrong place, a plural, a unit twice.
pub fn read(text: &str) -> Result<Returned, Misread> {
    let mut reader = Reader { text, entries: Vec::new(), open: Entry::default(), last: None };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(line.trim_end_matches(['\n', '\r']), at)?;
        at += line.len();
    }
    reader.close(text.len())?;
    reader.returned()
}

/// The parts of an entry that texts belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Context,
    Source,
    Target,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    at: usize,
    context: Option<String>,
    source: Option<String>,
    target: Option<String>,
    fuzzy: bool,
    base: Option<Box<str>>,
    remarks: Vec<Box<str>>,
}

struct Reader<'a> {
    text: &'a str,
    entries: Vec<Entry>,
    open: Entry,
    last: Option<Part>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, at: usize) -> Result<(), Misread> {
        let text = line.trim();
        if text.is_empty() || text.starts_with("#~") {
            return Ok(());
        }
        if let Some(comment) = text.strip_prefix('#') {
            self.close_full(at)?;
            self.comment(comment);
            return Ok(());
        }
        if text.starts_with('"') {
            let more = self.unquoted(text, at)?;
            let Some(last) = self.last else {
                return Err(self.misread(at, "expected a keyword before a text, found none"));
            };
            self.part(last).get_or_insert_default().push_str(&more);
            return Ok(());
        }
        let (keyword, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let part = match keyword {
            "msgctxt" => Part::Context,
            "msgid" => Part::Source,
            "msgstr" => Part::Target,
            "msgid_plural" => return Err(self.misread(at, "expected one text, found a plural")),
            _ if keyword.starts_with("msgstr[") => {
                return Err(self.misread(at, "expected one text, found a plural"));
            }
            _ => {
                let message = format!("expected `msgctxt`, `msgid` or `msgstr`, found `{keyword}`");
                return Err(self.misread(at, &message));
            }
        };
        if part != Part::Target {
            self.close_full(at)?;
        }
        if part == Part::Context && self.open.source.is_some() {
            return Err(self.misread(at, "expected `msgstr` after `msgid`, found the next unit"));
        }
        if self.part(part).is_some() {
            return Err(self.misread(at, &format!("expected `{keyword}` once, found it twice")));
        }
        if part == Part::Target && self.open.source.is_none() {
            return Err(self.misread(at, "expected `msgid` before `msgstr`, found none"));
        }
        if self.open.context.is_none() && self.open.source.is_none() {
            self.open.at = at;
        }
        let value = self.unquoted(rest.trim(), at)?;
        *self.part(part) = Some(value);
        self.last = Some(part);
        Ok(())
    }

    fn comment(&mut self, comment: &str) {
        if let Some(flags) = comment.strip_prefix(',') {
            self.open.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if let Some(note) = comment.strip_prefix('.') {
            if let Some(base) = note.trim().strip_prefix(BASE) {
                self.open.base = base.split_whitespace().next().map(Into::into);
            }
        } else if !comment.starts_with([':', '|']) {
            let remark = comment.trim();
            if !remark.is_empty() {
                self.open.remarks.push(remark.into());
            }
        }
    }

    fn part(&mut self, part: Part) -> &mut Option<String> {
        match part {
            Part::Context => &mut self.open.context,
            Part::Source => &mut self.open.source,
            Part::Target => &mut self.open.target,
        }
    }

    /// Ends the entry at hand where it has all that it needs.
    fn close_full(&mut self, at: usize) -> Result<(), Misread> {
        if self.open.target.is_some() { self.close(at) } else { Ok(()) }
    }

    fn close(&mut self, at: usize) -> Result<(), Misread> {
        self.last = None;
        let entry = std::mem::take(&mut self.open);
        match (&entry.source, &entry.target) {
            (Some(_), Some(_)) => self.entries.push(entry),
            (Some(_), None) => return Err(self.misread(at, "expected `msgstr` after `msgid`, found none")),
            (None, _) if entry.context.is_some() => {
                return Err(self.misread(at, "expected `msgid` after `msgctxt`, found none"));
            }
            (None, _) => {}
        }
        Ok(())
    }

    fn unquoted(&self, text: &str, at: usize) -> Result<String, Misread> {
        let inside =
            text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| text.len() > 1);
        let Some(inside) = inside else {
            return Err(
                self.misread(at, "expected a text in double quotes, found none or one that does not end")
            );
        };
        let mut out = String::with_capacity(inside.len());
        let mut chars = inside.chars();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                ('\\', Some('n')) => out.push('\n'),
                ('\\', Some('t')) => out.push('\t'),
                ('\\', Some('r')) => out.push('\r'),
                ('\\', Some(escaped @ ('"' | '\\'))) => out.push(escaped),
                ('\\', _) => {
                    return Err(self.misread(at, "expected a known escape behind `\\`, found another"));
                }
                ('"', _) => return Err(self.misread(at, "expected `\\\"` within a text, found `\"`")),
                _ => out.push(c),
            }
        }
        Ok(out)
    }

    fn misread(&self, at: usize, message: &str) -> Misread {
        Misread::new(self.text, at, message)
    }

    fn returned(self) -> Result<Returned, Misread> {
        let mut found = Returned::default();
        let text = self.text;
        twice(text, self.entries.iter().filter_map(|entry| Some((entry.at, entry.context.as_deref()?))))?;
        for entry in self.entries {
            let (source, target) = (entry.source.unwrap_or_default(), entry.target.unwrap_or_default());
            if source.is_empty() && entry.context.is_none() {
                found.header = header(&target);
                continue;
            }
            let at = position(text, u32::try_from(entry.at).unwrap_or(u32::MAX));
            found.texts.push((
                at,
                ReturnedText {
                    id: entry.context.map(Into::into),
                    source: source.into(),
                    target: target.into(),
                    word: if entry.fuzzy { Word::Unfinished } else { Word::Translated },
                    base: entry.base,
                    remarks: entry.remarks,
                },
            ));
        }
        let field =
            |name: &str| found.header.iter().find(|(own, _)| **own == *name).map(|(_, value)| value.clone());
        found.source_path = field(SOURCE_FILE).filter(|path| !path.is_empty());
        found.locale = field("Language").filter(|locale| !locale.is_empty());
        Ok(found)
    }
}

fn header(text: &str) -> Vec<(Box<str>, Box<str>)> {
    let fields = text.lines().filter_map(|line| line.split_once(':'));
    fields.map(|(name, value)| (name.trim().into(), value.trim().into())).collect()
}
