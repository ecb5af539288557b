//! The Markdown that cases are written in: sections, and in them fenced blocks.
//!
//! Read by hand and not by the parser under test: a line of backticks opens a block, a line of as many closes
//! it, `## ` begins a section, and a line ``Project: `name` `` says what the section stands on.
//!
//! Invariant: a block that nobody understands is a panic with its file and line, never passed over.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file of sections.
pub(crate) struct Book {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) sections: Vec<Section>,
}

/// One case, or one scene of a transcript.
pub(crate) struct Section {
    pub(crate) title: String,
    /// The project it stands on.
    pub(crate) base: Option<String>,
    /// A folder that another run holds locked.
    pub(crate) locked: Option<String>,
    pub(crate) blocks: Vec<Block>,
}

/// One fenced block.
pub(crate) struct Block {
    /// The line of its opening fence, from 1.
    pub(crate) line: usize,
    pub(crate) kind: BlockKind,
    /// The bytes between the fences in the text of the book.
    pub(crate) body: Range<usize>,
}

/// What a block is, by its info string.
pub(crate) enum BlockKind {
    /// `findings`: what is found, exactly.
    Findings,
    /// `screen`: what `supportbook check` prints, exactly.
    Screen,
    /// `console`: commands and what they print.
    Console,
    /// `language path attributes…`: a file of the project.
    File { path: String, attributes: Attributes },
}

/// How the body of a file block becomes a file.
#[derive(Clone, Copy, Default)]
pub(crate) struct Attributes {
    /// Escapes are read: `\t`, `\r`, `\n`, `\\`, `\xFF` a byte, `\u{FFFC}` a character, `\{200 > }` a text
    /// 200 times.
    pub(crate) escaped: bool,
    /// Lines end in CR LF.
    pub(crate) crlf: bool,
    /// The last line has no end.
    pub(crate) cut: bool,
    /// A symbolic link to the path in the body.
    pub(crate) link: bool,
    /// No file: that of the project is removed.
    pub(crate) gone: bool,
    /// The project's file with changes: lines that begin with `-` are taken out of it, where they stand together,
    /// and those after them that begin with `+` take their place.
    pub(crate) edit: bool,
}

/// All books of a folder, by name.
pub(crate) fn all(folder: &Path) -> Vec<Book> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Book {
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.display().to_string();
    assert!(name.ends_with(".md"), "{name}: only .md files belong here");
    let sections = Reader { name: &name, text: &text, sections: Vec::new() }.read();
    assert!(!sections.is_empty(), "{name}: no `## ` section");
    Book { path, text, sections }
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    sections: Vec<Section>,
}

/// An open block: its line, its fence, its info string, where its body starts.
struct Open<'a> {
    line: usize,
    fence: &'a str,
    info: &'a str,
    start: usize,
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Vec<Section> {
        let (mut at, mut open): (usize, Option<Open<'a>>) = (0, None);
        for (line, text) in self.text.split_inclusive('\n').enumerate().map(|(at, text)| (at + 1, text)) {
            let plain = text.trim_end_matches('\n');
            match open.take() {
                Some(block) if plain == block.fence => self.close(&block, at),
                Some(block) => open = Some(block),
                None if plain.starts_with("```") => {
                    let info = plain.trim_start_matches('`');
                    let fence = &plain[..plain.len() - info.len()];
                    open = Some(Open { line, fence, info, start: at + text.len() });
                }
                None => self.prose(line, plain),
            }
            at += text.len();
        }
        if let Some(block) = open {
            panic!("{}:{}: the block has no end", self.name, block.line);
        }
        self.sections
    }

    fn prose(&mut self, line: usize, text: &str) {
        if let Some(title) = text.strip_prefix("## ") {
            let title = title.to_owned();
            assert!(
                self.sections.iter().all(|known| known.title != title),
                "{}:{line}: a second `{title}`",
                self.name
            );
            self.sections.push(Section { title, base: None, locked: None, blocks: Vec::new() });
            return;
        }
        let value = |key: &str| text.strip_prefix(key).map(|rest| rest.trim_matches(['`', ' ']).to_owned());
        let (base, locked) = (value("Project: "), value("Locked: "));
        if base.is_none() && locked.is_none() {
            return;
        }
        let section =
            self.sections.last_mut().unwrap_or_else(|| panic!("{}:{line}: not in a section", self.name));
        section.base = base.or(section.base.take());
        section.locked = locked.or(section.locked.take());
    }

    fn close(&mut self, block: &Open<'a>, end: usize) {
        let place = format!("{}:{}", self.name, block.line);
        let kind = kind(block.info, &place);
        let section =
            self.sections.last_mut().unwrap_or_else(|| panic!("{place}: a block before the first section"));
        section.blocks.push(Block { line: block.line, kind, body: block.start..end });
    }
}

fn kind(info: &str, place: &str) -> BlockKind {
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.as_slice() {
        ["findings"] => BlockKind::Findings,
        ["screen"] => BlockKind::Screen,
        ["console"] => BlockKind::Console,
        [_, path, rest @ ..] => {
            BlockKind::File { path: (*path).to_owned(), attributes: attributes(rest, place) }
        }
        _ => panic!("{place}: expected `findings`, `screen`, `console` or `language path`, found `{info}`"),
    }
}

fn attributes(words: &[&str], place: &str) -> Attributes {
    let mut found = Attributes::default();
    for word in words {
        match *word {
            "escaped" => found.escaped = true,
            "crlf" => found.crlf = true,
            "cut" => found.cut = true,
            "link" => found.link = true,
            "gone" => found.gone = true,
            "edit" => found.edit = true,
            other => panic!("{place}: no attribute `{other}`"),
        }
    }
    found
}

impl Book {
    /// What stands in a block.
    pub(crate) fn body(&self, block: &Block) -> &str {
        &self.text[block.body.clone()]
    }

    /// The name of the file without its ending.
    pub(crate) fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}
