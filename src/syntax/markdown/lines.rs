//! What the lines of a text say before it is parsed: where their content starts behind the markers
//! of blocks, and whether they could be a table.
//!
//! Invariant: each line is read a fixed number of times, whatever is asked.

/// The leftmost column, from 0, where the marker of a block opens no block any more.
const MAX_COLUMN: usize = 256;

/// The characters that end lines in Markdown.
const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Looks up lines, once per line and per group of lines. Offsets must be asked for in ascending
/// order, as far as they stand on different lines.
pub(super) struct Lines<'a> {
    source: &'a str,
    /// Where the line last asked for ends, and where its content starts.
    content: Option<(usize, usize)>,
    /// Where the group of lines last asked for ends, and whether it holds a delimiter row.
    table: Option<(usize, bool)>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, content: None, table: None }
    }

    /// Where the content of the line around `at` starts, behind the markers of block quotes, lists
    /// and footnotes.
    pub(super) fn content_start(&mut self, at: usize) -> usize {
        if let Some((end, content)) = self.content
            && at < end
        {
            return content;
        }
        let start = self.source[..at].rfind(LINE_ENDS).map_or(0, |newline| newline + 1);
        let end = self.source[at..].find(LINE_ENDS).map_or(self.source.len(), |newline| at + newline);
        let content = start + Markers::new(&self.source[start..end]).last().map_or(0, |marker| marker.end);
        self.content = Some((end, content));
        content
    }

    /// Whether the lines around `at`, up to the next blank ones, hold a table's delimiter row.
    pub(super) fn in_table(&mut self, at: usize) -> bool {
        if let Some((end, in_table)) = self.table
            && at < end
        {
            return in_table;
        }
        let from = self.table.map_or(0, |(end, _)| end);
        let start = from + blank_line_ends(&self.source[from..at]).last().unwrap_or(0);
        let end = at + blank_line_ends(&self.source[at..]).next().unwrap_or(self.source.len() - at);
        let in_table = self.source[start..end].lines().any(is_delimiter_row);
        self.table = Some((end, in_table));
        in_table
    }
}

/// Offsets of the markers of blocks, one a line, that stand at [`MAX_COLUMN`] or farther right.
///
/// A parser that took them for blocks could nest without end.
pub(super) fn deep_markers(source: &str) -> Vec<usize> {
    // Looking for one character is much faster than looking for two.
    if source.contains('\r') {
        deep_markers_of(source.split_inclusive(LINE_ENDS))
    } else {
        deep_markers_of(source.split_inclusive('\n'))
    }
}

fn deep_markers_of<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut end = 0;
    let deep = lines.filter_map(|line| {
        let start = end;
        end += line.len();
        let is_long = line.len() > MAX_COLUMN / TAB;
        let deep = is_long.then(|| Markers::new(line).find(|marker| marker.column >= MAX_COLUMN)).flatten();
        deep.map(|marker| start + marker.start)
    });
    deep.collect()
}

/// The width of a tab, in columns.
const TAB: usize = 4;

/// The marker of a block quote, list, definition or footnote at the start of a line.
struct Marker {
    /// Its first column, from 0.
    column: usize,
    /// Offset of its first byte in the line.
    start: usize,
    /// Offset behind its last byte.
    end: usize,
}

/// Reads the markers at the start of a line, one after the other.
struct Markers<'a> {
    line: &'a str,
    at: usize,
    column: usize,
}

impl<'a> Markers<'a> {
    fn new(line: &'a str) -> Self {
        Self { line, at: 0, column: 0 }
    }
}

impl Iterator for Markers<'_> {
    type Item = Marker;

    fn next(&mut self) -> Option<Marker> {
        for byte in self.line[self.at..].bytes() {
            self.column = match byte {
                b' ' => self.column + 1,
                b'\t' => (self.column / TAB + 1) * TAB,
                _ => break,
            };
            self.at += 1;
        }
        let len = marker_len(&self.line[self.at..])?;
        let marker = Marker { column: self.column, start: self.at, end: self.at + len };
        self.at += len;
        self.column += len;
        Some(marker)
    }
}

/// The length of the marker a text starts with, if it does.
fn marker_len(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.as_bytes().get(digits..)?;
    let ends_word = matches!(rest.get(1), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
    match rest.first()? {
        b'>' if digits == 0 => Some(1),
        b'-' | b'+' | b'*' | b':' if digits == 0 && ends_word => Some(1),
        b'.' | b')' if digits > 0 && ends_word => Some(digits + 1),
        b'[' if digits == 0 => footnote_label_len(text),
        _ => None,
    }
}

/// The length of the `[^label]:` a text starts with, if it does.
fn footnote_label_len(text: &str) -> Option<usize> {
    let label = text.strip_prefix("[^")?;
    let len = label.find(['[', ']'])?;
    label[len..].starts_with("]:").then_some(len + 4)
}

/// Where the blank lines of a text end; the markers of block quotes count as blank.
fn blank_line_ends(text: &str) -> impl Iterator<Item = usize> {
    let mut end = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        end += line.len();
        line.trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty().then_some(end)
    })
}

/// Whether a line could be a table's delimiter row, as `| --- | :-: |` is.
fn is_delimiter_row(line: &str) -> bool {
    let row = line.trim_start_matches(['>', ' ', '\t']);
    row.contains('-')
        && row.contains('|')
        && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r'))
}
