//! The table of changes, as a Markdown file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// A change, and what came of it.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) project: String,
    pub(crate) field: String,
    pub(crate) done: String,
    pub(crate) found: Vec<String>,
    /// Whether something was found in another file.
    pub(crate) elsewhere: bool,
}

impl Row {
    fn key(&self) -> (String, String, String) {
        (self.project.clone(), self.field.clone(), self.done.clone())
    }

    fn cells(&self) -> String {
        let found = self.found.iter().map(|line| line.replace('|', "/")).collect::<Vec<_>>().join("<br>");
        let found = if found.is_empty() { "–".to_owned() } else { found };
        format!("{} | {} | {} | {found}", self.project, self.field, self.done)
    }
}

/// What is expected.
pub(crate) struct Table {
    /// The rows as written, each with its reason.
    rows: Vec<(String, String)>,
    reasons: BTreeMap<(String, String, String), String>,
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mutations/table.md")
}

const HEAD: &str = "# Changes of single fields\n\nWhat `check` finds anew when one field of a sample is removed or says something else, and why it finds nothing, or\nsomething in another file. `main.rs` in this folder says how it is made.\n\n| project | field | done | found | reason |\n|---|---|---|---|---|\n";

impl Table {
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(file()).unwrap_or_default();
        let mut table = Self { rows: Vec::new(), reasons: BTreeMap::new() };
        for line in text.lines().skip_while(|line| !line.starts_with("|---")).skip(1) {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [project, field, done, found, reason] = cells[..] else {
                panic!("a row is not of five cells: {line}")
            };
            let reason = reason.to_owned();
            table.rows.push((format!("{project} | {field} | {done} | {found}"), reason.clone()));
            table.reasons.insert((project.into(), field.into(), done.into()), reason);
        }
        table
    }

    /// Takes the rows over, with the reasons of those that are known.
    pub(crate) fn update(&mut self, rows: &[Row]) {
        let reason = |row: &Row| self.reasons.get(&row.key()).cloned().unwrap_or_default();
        self.rows = rows.iter().map(|row| (row.cells(), reason(row))).collect();
    }

    pub(crate) fn write(&self) {
        let mut text = HEAD.to_owned();
        for (cells, reason) in &self.rows {
            let _ = writeln!(text, "| {cells} | {reason} |");
        }
        fs::write(file(), text).unwrap();
    }

    /// The rows are those of the table, and those that need a reason have one.
    pub(crate) fn compare(&self, rows: &[Row]) {
        let mut wrong = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let expected = self.rows.get(at);
            match expected {
                Some((cells, reason)) if *cells == row.cells() => {
                    if reason.is_empty() && (row.found.is_empty() || row.elsewhere) {
                        wrong.push(format!("no reason: {cells}"));
                    }
                }
                Some((cells, _)) => wrong.push(format!("expected {cells}\n   found {}", row.cells())),
                None => wrong.push(format!("expected no more rows, found {}", row.cells())),
            }
        }
        assert_eq!(self.rows.len(), rows.len(), "rows of the table");
        assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
    }
}
