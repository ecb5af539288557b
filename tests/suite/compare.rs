//! What the program says against what a book says it should; `UPDATE=1` writes the one over the other.

use std::ops::Range;
use std::panic::catch_unwind;
use std::{env, fs};

use rayon::prelude::*;

use crate::book::{Book, Section};

/// The text that belongs into a part of a book.
pub(crate) struct Said {
    /// The bytes of the expectation in the book's text.
    pub(crate) place: Range<usize>,
    /// The line of its block.
    pub(crate) line: usize,
    /// What the program said.
    pub(crate) text: String,
}

/// Runs all sections, each by itself, and panics with every difference.
pub(crate) fn settle(books: &[Book], run: fn(&Book, &Section) -> Vec<Said>) {
    let update = env::var_os("UPDATE").is_some_and(|value| value == "1");
    let differences: Vec<String> =
        books.par_iter().flat_map_iter(|book| settle_book(book, run, update)).collect();
    assert!(
        differences.is_empty(),
        "\n{}\n{} expectations differ",
        differences.join("\n"),
        differences.len()
    );
}

fn settle_book(book: &Book, run: fn(&Book, &Section) -> Vec<Said>, update: bool) -> Vec<String> {
    let (mut said, mut panics) = (Vec::new(), Vec::new());
    for ran in book.sections.par_iter().map(|section| run_section(book, section, run)).collect::<Vec<_>>() {
        match ran {
            Ok(texts) => said.extend(texts),
            Err(panic) => panics.push(panic),
        }
    }
    let mut wrong: Vec<&Said> =
        said.iter().filter(|said| book.text[said.place.clone()] != said.text).collect();
    if !update {
        return wrong.into_iter().map(|said| difference(book, said)).chain(panics).collect();
    }
    if !wrong.is_empty() {
        wrong.sort_by_key(|said| std::cmp::Reverse(said.place.start));
        let mut text = book.text.clone();
        for said in wrong {
            text.replace_range(said.place.clone(), &said.text);
        }
        fs::write(&book.path, text).expect("a book that can be written");
    }
    panics
}

/// What a section says, or the panic that ended it: no input may cause one.
fn run_section(
    book: &Book,
    section: &Section,
    run: fn(&Book, &Section) -> Vec<Said>,
) -> Result<Vec<Said>, String> {
    catch_unwind(|| run(book, section)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default();
        format!("{}: {}: {text}", book.path.display(), section.title)
    })
}

/// Both texts, line by line: what is expected and missing, what is there and was not expected.
fn difference(book: &Book, said: &Said) -> String {
    let expected = &book.text[said.place.clone()];
    let lone = |mark: &str, lines: &str, others: &str| -> String {
        let others: Vec<&str> = others.lines().collect();
        let lone = lines.lines().filter(|line| !others.contains(line));
        lone.flat_map(|line| ["  ", mark, " ", line, "\n"]).collect()
    };
    let (missing, surplus) = (lone("-", expected, &said.text), lone("+", &said.text, expected));
    let order = if missing.is_empty() && surplus.is_empty() {
        "  the same lines in another order or number\n"
    } else {
        ""
    };
    format!("{}:{}: - expected, + found\n{missing}{surplus}{order}", book.path.display(), said.line)
}
