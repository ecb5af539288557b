//! Nothing of the suite is forgotten: rules, cases, projects.

use std::collections::BTreeSet;
use std::fs;

use supportbook::diagnostic::catalog::{RULES, rule};

use crate::book::{BlockKind, Book, Section, all};
use crate::cases::DEFAULT_PROJECT;
use crate::suite;

/// Rules that no source can break, and where they are tested.
const ELSEWHERE: &[(&str, &str)] = &[
    ("PUB001", "a leak is refused in the sources (REF003) before the gate could see it: tests of the gate"),
    ("PUB002", "as PUB001"),
    ("GAT001", "links are judged in the sources (LNK001 to LNK004): a fault of the theme or the program"),
    ("GAT002", "ids are judged in the sources (ADR003, ADR005): a fault of the theme or the program"),
    ("GAT003", "only the theme writes language links"),
];

fn findings<'b>(book: &'b Book, section: &Section) -> &'b str {
    let block = section.blocks.iter().find(|block| matches!(block.kind, BlockKind::Findings));
    block.map_or("", |block| book.body(block))
}

fn names_rule(findings: &str, code: &str) -> bool {
    findings.contains(&format!("[{code}]: "))
}

#[test]
fn each_rule_has_cases_that_break_it_and_cases_that_do_not() {
    let books = all(&suite("rules"));
    for book in &books {
        let code = book.stem();
        let known = rule(&code).filter(|rule| rule.code == code);
        let title = known.map(|rule| format!("# {}: {}", rule.code, rule.title));
        assert_eq!(book.text.lines().next(), title.as_deref(), "the first line of rules/{code}.md");
        let broken =
            book.sections.iter().filter(|section| names_rule(findings(book, section), &code)).count();
        assert!(broken > 0, "rules/{code}.md has no case that breaks the rule");
        assert!(broken < book.sections.len(), "rules/{code}.md has no case that keeps to the rule");
    }
    for rule in RULES {
        let has_cases = books.iter().any(|book| book.stem() == rule.code);
        let elsewhere = ELSEWHERE.iter().any(|(code, _)| *code == rule.code);
        assert!(
            has_cases != elsewhere,
            "{}: expected either cases or a word on where it is tested",
            rule.code
        );
    }
}

#[test]
fn there_are_as_many_cases_as_were_promised() {
    let books: Vec<Book> = [suite("rules"), suite("topics")].iter().flat_map(|folder| all(folder)).collect();
    let cases =
        || books.iter().flat_map(|book| book.sections.iter().map(move |section| findings(book, section)));
    let (all, broken) = (cases().count(), cases().filter(|found| !found.is_empty()).count());
    assert!(broken >= 300, "{broken} of {all} cases are broken");
}

#[test]
fn each_project_has_a_case_that_stands_on_it() {
    let books: Vec<Book> =
        ["rules", "topics", "console"].iter().flat_map(|folder| all(&suite(folder))).collect();
    let named = books.iter().flat_map(|book| book.sections.iter().filter_map(|section| section.base.clone()));
    let used: BTreeSet<String> = named.chain([DEFAULT_PROJECT.to_owned()]).collect();
    let entries = fs::read_dir(suite("projects")).expect("a folder of projects");
    let found: BTreeSet<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(used, found, "projects that cases name, and projects that there are");
}
