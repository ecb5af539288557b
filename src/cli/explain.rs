//! `supportbook explain`.

use clap::Args;

use supportbook::diagnostic::catalog::{RULES, rule};
use supportbook::diagnostic::suggest;

use super::{Failure, report};

#[derive(Args)]
pub(crate) struct ExplainArgs {
    /// The code of a rule, as SYN002; without one all rules are listed
    code: Option<String>,
}

/// Prints the page of a rule, or a line for each rule.
pub(crate) fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let Some(code) = &args.code else {
        for rule in RULES {
            report::out(&format!("{:8} {:8} {}", rule.code, rule.level.as_str(), rule.title));
        }
        return Ok(0);
    };
    let Some(rule) = rule(code) else {
        let hint = suggest(code, RULES.iter().map(|rule| rule.code));
        let hint = hint.unwrap_or_else(|| "`supportbook explain` lists all rules".to_owned());
        return Err(Failure::usage(format!("no rule has the code `{code}`"), hint));
    };
    report::out(rule.page.trim_end());
    Ok(0)
}
