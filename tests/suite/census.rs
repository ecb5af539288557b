//! Nothing of the suite is forgotten: rules, cases, projects.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use supportbook::diagnostic::Rule;
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

/// `docs/rules/README.md` lists what the catalogue has; `UPDATE=1` writes the list.
#[test]
fn the_list_of_rules_is_that_of_the_catalogue() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules/README.md");
    let found = fs::read_to_string(&place).expect("docs/rules/README.md");
    let head = "| code | level | finds that |\n|---|---|---|\n";
    let (before, _) = found.split_once(head).expect("the head of the list");
    for rule in RULES {
        let family = format!("| `{}` | ", rule.family());
        assert!(
            before.contains(&family),
            "docs/rules/README.md does not say what {} is about",
            rule.family()
        );
    }
    let row =
        |rule: &&Rule| format!("| [{0}]({0}.md) | {1} | {2} |\n", rule.code, rule.level.as_str(), rule.title);
    let wanted = before.to_owned() + head + &RULES.iter().map(row).collect::<String>();
    if found != wanted && std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        return fs::write(&place, wanted).expect("a written file");
    }
    assert!(found == wanted, "run `UPDATE=1 cargo test --test suite`: docs/rules/README.md is out of date");
}

/// What became of the rules that were asked for first: each is told of, by codes that exist, at their levels.
#[test]
fn the_first_list_of_rules_tells_of_rules_that_exist() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/first-list-of-rules.md");
    let text = fs::read_to_string(place).expect("the first list");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let mut first = 0;
    for row in rows.map(|row| row.split(" | ").collect::<Vec<_>>()) {
        let (codes, level) = match row[..] {
            [old, _, codes, level, _, _] if old.contains('-') => {
                first += 1;
                (codes, level)
            }
            [codes, level, _] if codes.starts_with('[') => (codes, level),
            _ => continue,
        };
        for code in codes.split(", ").filter(|code| *code != "—") {
            let code = code.split_once(']').map_or(code, |(code, _)| &code[1..]);
            let found = rule(code).unwrap_or_else(|| panic!("no rule has the code {code}"));
            assert_eq!(found.level.as_str(), level, "the level of {code}");
        }
    }
    assert_eq!(first, 77, "rules of the first list");
}

/// A page that quotes a message which is never said sends readers the wrong way.
#[test]
fn messages_on_rule_pages_are_said_in_a_case() {
    let books: Vec<Book> = [suite("rules"), suite("topics")].iter().flat_map(|folder| all(folder)).collect();
    let found =
        books.iter().flat_map(|book| book.sections.iter().map(move |section| findings(book, section)));
    let said: BTreeSet<String> = found.flat_map(str::lines).filter_map(shape).collect();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    for rule in RULES.iter().filter(|rule| ELSEWHERE.iter().all(|(code, _)| *code != rule.code)) {
        let page = fs::read_to_string(pages.join(format!("{}.md", rule.code))).expect("a page");
        let quoted: Vec<String> = page.lines().filter_map(shape).collect();
        assert!(!quoted.is_empty(), "docs/rules/{}.md quotes no message", rule.code);
        for message in quoted {
            assert!(said.contains(&message), "docs/rules/{}.md: no case says {message}", rule.code);
        }
    }
}

/// The code and message of a finding, without the names and numbers in it.
fn shape(line: &str) -> Option<String> {
    let (before, message) = line.split_once("]: ")?;
    let code = ["error[", "warning[", "info["].iter().find_map(|level| Some(before.split_once(level)?.1))?;
    let mut names = message.split('`').enumerate();
    let shown = names.by_ref().map(|(at, part)| if at % 2 == 1 { "_".to_owned() } else { part.to_owned() });
    let digits = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let mut shown: Vec<char> = shown.collect::<String>().chars().map(digits).collect();
    shown.dedup_by(|a, b| (*a, *b) == ('0', '0'));
    Some(format!("{code}: {}", shown.into_iter().collect::<String>()))
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
    let idle: Vec<&String> = found.difference(&used).collect();
    assert!(idle.is_empty(), "projects that no case names: {idle:?}");
}
