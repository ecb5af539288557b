//! Transcripts: commands in a fresh folder, with what a terminal would show of them.
//!
//! A line `$ supportbook …` runs the program; a word `NAME=value` before it sets its environment, which is
//! empty otherwise. `$ ls FOLDER` lists a folder. What differs from run to run is replaced: seconds by
//! `0.00 s`, the folder by `[folder]`.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use supportbook::write::lock;

use crate::book::{Block, BlockKind, Book, Section};
use crate::compare::Said;
use crate::project;

/// Runs a scene: its blocks in order, in one folder.
pub(crate) fn run(book: &Book, section: &Section) -> Vec<Said> {
    let folder = tempfile::tempdir().expect("a folder");
    if let Some(base) = &section.base {
        project::write_base(base, folder.path());
    }
    let held = section.locked.as_ref().map(|inside| {
        let folder = folder.path().join(inside);
        lock(&folder, Duration::ZERO).expect("a lock that nobody else has")
    });
    let mut said = Vec::new();
    for block in &section.blocks {
        match block.kind {
            BlockKind::Console => said.push(transcript(book, block, folder.path())),
            BlockKind::File { .. } => project::write_file(book, block, folder.path()),
            _ => panic!("a transcript has files and `console` alone"),
        }
    }
    drop(held);
    assert!(!said.is_empty(), "no `console`");
    said
}

fn transcript(book: &Book, block: &Block, folder: &Path) -> Said {
    let commands = book.body(block).lines().filter_map(|line| line.strip_prefix("$ "));
    let outputs: Vec<String> = commands.map(|line| format!("$ {line}\n{}", command(line, folder))).collect();
    assert!(!outputs.is_empty(), "{}:{}: no command", book.path.display(), block.line);
    Said { place: block.body.clone(), line: block.line, text: outputs.concat() }
}

/// Runs a line of a transcript: all that it prints, and its exit code unless that is 0.
pub(crate) fn command(line: &str, folder: &Path) -> String {
    let words = words(line);
    if words[0] == "ls" {
        return listed(&folder.join(words.get(1).map_or(".", String::as_str)));
    }
    let program = words.iter().position(|word| word == "supportbook");
    let program = program.unwrap_or_else(|| panic!("expected `supportbook` in `$ {line}`"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_supportbook"));
    command.args(&words[program + 1..]).current_dir(folder).stdin(Stdio::null()).env_clear();
    for word in &words[..program] {
        let (name, value) =
            word.split_once('=').unwrap_or_else(|| panic!("expected `NAME=value`, found `{word}`"));
        command.env(name, value);
    }
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    command.stdout(writer.try_clone().expect("a second end")).stderr(writer);
    let mut child = command.spawn().expect("a running program");
    // The command keeps the ends it gave away; without this the pipe would never end.
    drop(command);
    let mut output = String::new();
    reader.read_to_string(&mut output).expect("output in UTF-8");
    let code = child.wait().expect("an ended program").code();
    let exit = match code {
        Some(0) => String::new(),
        Some(code) => format!("[exit {code}]\n"),
        None => "[killed]\n".to_owned(),
    };
    normalized(&output, folder) + &exit
}

/// What is in a folder, hidden things too; folders end in a slash.
fn listed(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let line = |entry: fs::DirEntry| {
        let slash = if entry.path().is_dir() { "/" } else { "" };
        entry.file_name().to_string_lossy().into_owned() + slash + "\n"
    };
    let mut lines: Vec<String> = entries.map(|entry| line(entry.expect("an entry"))).collect();
    lines.sort();
    lines.concat()
}

/// The words of a line; quotes of either kind hold blanks together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c == ' ' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Output without what differs from run to run, and without blanks at the ends of lines.
fn normalized(output: &str, folder: &Path) -> String {
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let mut text = output.to_owned();
    for path in [real.as_path(), folder] {
        text = text.replace(&path.display().to_string(), "[folder]");
    }
    text.lines().map(|line| without_seconds(line.trim_end()) + "\n").collect()
}

/// `in 0.37 s` as `in 0.00 s`.
fn without_seconds(line: &str) -> String {
    let Some((before, rest)) = line.split_once(" in ") else { return line.to_owned() };
    let Some((number, after)) = rest.split_once(" s") else { return line.to_owned() };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { format!("{before} in 0.00 s{after}") } else { line.to_owned() }
}
