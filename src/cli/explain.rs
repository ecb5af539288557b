//! `supportbook explain`.

use clap::Args;

use supportbook::diagnostic::Rule;
use supportbook::diagnostic::catalog::{RULES, rule};

use super::selection::rules_of;
use super::{Failure, report};

#[derive(Args)]
pub(crate) struct ExplainArgs {
    /// The code of a rule, as SYN002, or a family, as SYN; without one all rules are listed
    code: Option<String>,
}

/// Prints the page of a rule, or a line for each rule of a family or of all.
pub(crate) fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let Some(code) = &args.code else {
        RULES.iter().for_each(|rule| report::out(&line(rule)));
        return Ok(0);
    };
    if let Some(rule) = rule(code) {
        report::out(rule.page.trim_end());
        return Ok(0);
    }
    rules_of(code)?.into_iter().for_each(|rule| report::out(&line(rule)));
    Ok(0)
}

/// A rule in a line: code, level, title.
pub(crate) fn line(rule: &Rule) -> String {
    format!("{:8} {:8} {}", rule.code, rule.level.as_str(), rule.title)
}
