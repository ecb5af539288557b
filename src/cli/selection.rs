//! `--select` and `--ignore`: rules by code or by family.
//!
//! Apart from levels and waivers, which are the project's: this is one run's choice.

use clap::Args;

use supportbook::diagnostic::catalog::RULES;
use supportbook::diagnostic::{Diagnostic, Rule, suggest};

use super::Failure;

#[derive(Args, Clone, Default)]
pub(crate) struct Selection {
    /// Show and count findings of these rules alone: codes or families, as `SYN002,SUP`
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave out findings of these rules: codes or families
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl Selection {
    /// Refuses what names no rule.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.select.iter().chain(&self.ignore).try_for_each(|name| rules_of(name).map(drop))
    }

    /// Whether a finding is wanted.
    pub(crate) fn takes(&self, finding: &Diagnostic) -> bool {
        let any = |names: &[String]| names.iter().any(|name| names_rule(name, finding.rule));
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore)
    }
}

fn names_rule(name: &str, rule: &Rule) -> bool {
    rule.code.eq_ignore_ascii_case(name) || rule.family().eq_ignore_ascii_case(name)
}

/// The rules of a code or of a family, whatever its capitals.
pub(crate) fn rules_of(name: &str) -> Result<Vec<&'static Rule>, Failure> {
    let found: Vec<&'static Rule> = RULES.iter().copied().filter(|rule| names_rule(name, rule)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    // What has no number was meant for a family.
    let has_number =
        name.trim_start_matches("L10N").trim_start_matches("l10n").contains(|c: char| c.is_ascii_digit());
    let known = RULES.iter().map(|rule| if has_number { rule.code } else { rule.family() });
    let hint = suggest(name, known).unwrap_or_else(|| "`supportbook rules` lists all rules".to_owned());
    Err(Failure::usage(format!("no rule has the code `{name}`"), hint))
}
