//! A section's project on disk: the files of the project it stands on, its own in their places.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::book::{Attributes, Block, BlockKind, Book, Section};

/// Writes the project that a section stands on into a folder: one of the suite's, or one of the samples.
pub(crate) fn write_base(name: &str, folder: &Path) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    if name == "sample" {
        // It is the repository itself, which holds more than a project.
        fs::copy(repository.join("site.toml"), folder.join("site.toml")).expect("a copied file");
        return copy(&repository.join("content"), &folder.join("content"));
    }
    let projects = [crate::suite("projects"), repository.join("tests/projects")];
    let base = projects.iter().map(|all| all.join(name)).find(|base| base.is_dir());
    copy(&base.unwrap_or_else(|| panic!("there is no project `{name}`")), folder);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder of the suite") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}

/// Writes the file of a block; the other kinds of blocks write nothing.
pub(crate) fn write_file(book: &Book, block: &Block, folder: &Path) {
    let BlockKind::File { path, attributes } = &block.kind else { return };
    let path = if attributes.escaped { unescaped(path) } else { path.clone().into_bytes() };
    let path = folder.join(native(path));
    if attributes.gone {
        fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
    let body = book.body(block);
    if attributes.edit {
        let old = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        fs::write(&path, edited(old, body, &path))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    } else if attributes.link {
        link(body.trim_end(), &path);
    } else {
        fs::write(&path, bytes(body, *attributes))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// A file with the changes of a block: each run of lines that begin with `-` is found in it once, and the run of
/// `+` after it takes its place.
fn edited(mut text: String, changes: &str, path: &Path) -> String {
    let mut lines = changes.lines().peekable();
    while lines.peek().is_some() {
        // An empty line parts one change from the next.
        while lines.next_if(|line| line.is_empty()).is_some() {}
        let mut run = |mark: char| {
            let mut taken = String::new();
            while let Some(line) = lines.next_if(|line| line.starts_with(mark)) {
                taken.push_str(&line[1..]);
                taken.push('\n');
            }
            taken
        };
        let (old, new) = (run('-'), run('+'));
        assert!(!old.is_empty(), "{}: a change that takes nothing out: {changes}", path.display());
        assert_eq!(text.matches(&old).count(), 1, "{}: not there once: {old}", path.display());
        text = text.replacen(&old, &new, 1);
    }
    text
}

/// Whether the files of a section can stand on this system's disks.
pub(crate) fn is_possible(section: &Section) -> bool {
    let needs_unix = |block: &Block| match &block.kind {
        BlockKind::File { path, attributes } => attributes.link || attributes.escaped && path.contains('\\'),
        _ => false,
    };
    cfg!(unix) || !section.blocks.iter().any(needs_unix)
}

fn bytes(body: &str, attributes: Attributes) -> Vec<u8> {
    let body = if attributes.cut { body.strip_suffix('\n').unwrap_or(body) } else { body };
    let body = if attributes.crlf { body.replace('\n', "\r\n") } else { body.to_owned() };
    if attributes.escaped { unescaped(&body) } else { body.into_bytes() }
}

/// A text with its escapes read.
fn unescaped(text: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let (escape, after) = escape(&rest[at + 1..]);
        out.extend(escape);
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// What follows a backslash: the bytes it stands for, and what comes behind.
fn escape(text: &str) -> (Vec<u8>, &str) {
    let braced = |text: &'_ str| text.find('}').map(|end| (text[..end].to_owned(), end + 1));
    let first = text.chars().next().expect("a character behind the backslash");
    let rest = &text[first.len_utf8()..];
    match first {
        't' => (b"\t".to_vec(), rest),
        'r' => (b"\r".to_vec(), rest),
        'n' => (b"\n".to_vec(), rest),
        '\\' => (b"\\".to_vec(), rest),
        'x' => (vec![u8::from_str_radix(&rest[..2], 16).expect("two hexadecimal digits")], &rest[2..]),
        'u' => {
            let (inner, end) = braced(rest).expect("`\\u{…}`");
            let code = u32::from_str_radix(&inner[1..], 16).expect("hexadecimal digits");
            (char::from_u32(code).expect("a character").to_string().into_bytes(), &rest[end..])
        }
        '{' => {
            let (inner, end) = braced(rest).expect("`\\{number text}`");
            let (number, text) = inner.split_once(' ').expect("a blank between number and text");
            (unescaped(text).repeat(number.parse().expect("a number")), &rest[end..])
        }
        other => panic!("no escape `\\{other}`"),
    }
}

#[cfg(unix)]
fn native(path: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(path).into()
}

#[cfg(not(unix))]
fn native(path: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8(path).expect("a path in UTF-8")).into()
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("a new link");
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}
