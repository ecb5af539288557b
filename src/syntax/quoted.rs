//! A text in double quotes, as YAML, TOML and JSON all read it.
//!
//! Apart because files of three formats are written here and there, and one way of escaping is right in each:
//! <https://yaml.org/spec/1.2.2/#57-escaped-characters>, <https://toml.io/en/v1.0.0#string>, RFC 8259, section 7.

use std::fmt::Write;

/// The text on one line, between quotes, with all controls escaped.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
