//! Filling in a template's text: values, and lines for one role alone.
//!
//! Apart from the theme's template engine, which would read a project's own braces as its own and knows
//! nothing of YAML. There is this much and no more:
//!
//! - `{{key}}` is an answer by its [`Key`], quoted for YAML and TOML unless it is a plain word; further
//!   `{{title}}`, `{{chinese_title}}` and `{{today}}`;
//! - a line `{{if ROLE}}` or `{{unless ROLE}}` begins lines for one role, a line `{{end}}` ends them.
//!
//! Invariant: values are inserted in one pass and never read again, whatever they hold.

use crate::syntax::quoted::quoted;
use jiff::civil::Date;

use super::{Answers, Key};

/// The text with all values in place.
pub(super) fn fill(template: &str, answers: &Answers, today: Date) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut wanted = true;
    for line in template.split_inclusive('\n') {
        match mark(line) {
            Some(("end", _)) => wanted = true,
            Some(("if", role)) => wanted = role == answers.get(Key::Role),
            Some(("unless", role)) => wanted = role != answers.get(Key::Role),
            _ if wanted => fill_line(line, answers, today, &mut filled),
            _ => {}
        }
    }
    filled
}

/// The word and its argument, where a line is nothing but a mark.
fn mark(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    Some(inner.split_once(' ').unwrap_or((inner, "")))
}

fn fill_line(line: &str, answers: &Answers, today: Date, filled: &mut String) {
    let mut rest = line;
    while let Some((before, from)) = rest.split_once("{{") {
        let Some((name, after)) = from.split_once("}}") else { break };
        filled.push_str(before);
        filled.push_str(&value(name, answers, today));
        rest = after;
    }
    filled.push_str(rest);
}

/// The value of a name; one that is unknown stands for itself, and a test finds it.
fn value(name: &str, answers: &Answers, today: Date) -> String {
    match (name, Key::named(name)) {
        ("today", _) => today.to_string(),
        ("title", _) => quoted(&with_ending(answers.get(Key::Name), " Support")),
        ("chinese_title", _) => quoted(&with_ending(answers.get(Key::ChineseName), "客户支持")),
        (_, Some(key)) if key.is_word() => answers.get(key).to_owned(),
        (_, Some(key)) => quoted(answers.get(key)),
        (unknown, None) => format!("{{{{{unknown}}}}}"),
    }
}

/// A name and what it is the name of, unless the name says so already.
fn with_ending(name: &str, ending: &str) -> String {
    if name.to_lowercase().ends_with(&ending.to_lowercase()) {
        name.to_owned()
    } else {
        format!("{name}{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, name: &str, role: &str) -> String {
        let mut answers = Answers::defaults("x");
        answers.set(Key::Name, name).expect("a sound name");
        answers.set(Key::Role, role).expect("a role");
        fill(template, &answers, jiff::civil::date(2026, 6, 1))
    }

    #[test]
    fn values_are_quoted_and_never_read_again() {
        let template = "a: {{name}} # {{today}}\nrole: {{role}}\n{case} {{\n";
        let expected = "a: \"{{role}} \\\"#\\\\\" # 2026-06-01\nrole: direct-bill\n{case} {{\n";
        assert_eq!(filled(template, "{{role}} \"#\\", "direct-bill"), expected);
    }

    #[test]
    fn lines_of_one_role_are_left_out_for_others() {
        let template = "{{if direct-bill}}\na\n  {{end}}\n{{unless direct-bill}}\nb\n{{end}}\nc\n";
        assert_eq!(filled(template, "x", "direct-bill"), "a\nc\n");
        assert_eq!(filled(template, "x", "indirect-provider"), "b\nc\n");
    }

    #[test]
    fn a_title_does_not_say_support_twice() {
        assert_eq!(filled("{{title}}", "Contoso", "direct-bill"), "\"Contoso Support\"");
        assert_eq!(filled("{{title}}", "Contoso support", "direct-bill"), "\"Contoso support\"");
    }
}
