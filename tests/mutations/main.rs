//! Three hundred random changes of single fields in the sample projects, and what is found of each.
//!
//! `table.md` is the expectation: a row a change, with the findings that are new, and where there are none the
//! reason why none is due. A finding in another file than the one that was changed, and that does not name what
//! was changed, needs a reason, too: no rule speaks of a field that was not touched unless that field rests on it. `UPDATE=1 cargo test --test mutations`
//! writes all columns but the reasons; read every line of the difference before you believe it.
//!
//! Invariant: which changes are made depends on the samples and on [`SEED`] alone.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "the tests play the user")]

mod change;
mod fields;
mod samples;
mod table;

use rayon::prelude::*;

use change::Change;
use samples::{Line, Sample, samples};
use table::{Row, Table};

/// How many changes.
const COUNT: usize = 300;
const SEED: u64 = 20_261_123;

#[test]
fn each_change_of_a_field_is_found_or_need_not_be() {
    let samples = samples();
    let changes = change::choose(&samples, COUNT, SEED);
    assert_eq!(changes.len(), COUNT);
    let rows: Vec<Row> = changes.par_iter().map(|change| judge(&samples, change)).collect();
    let mut table = Table::read();
    if std::env::var_os("UPDATE").is_some() {
        table.update(&rows);
        table.write();
    }
    table.compare(&rows);
}

fn judge(samples: &[Sample], change: &Change) -> Row {
    let sample = &samples[change.sample];
    let found = sample.new_findings(&change.path, &change.text);
    let file = change.path.as_str();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let key = change.field.rsplit('/').next().unwrap_or_default();
    // A translation belongs to its file, and who names what is gone speaks of it.
    let is_near = |line: &Line| line.file.starts_with(stem) || line.names(key);
    Row {
        project: sample.name.to_owned(),
        field: format!("{}: {}", file.trim_start_matches("content/"), change.field),
        done: change.done.clone(),
        elsewhere: !found.iter().all(is_near),
        found: samples::told(&found),
    }
}
