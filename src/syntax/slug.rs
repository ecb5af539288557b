//! A text as the last part of an address within a page.
//!
//! Apart because anchors are given in `resolve`, and what comes from other programs is compared with what they
//! will be.

/// A text as an id: letters and digits of any script in small letters, hyphens between words, never empty.
pub fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.ends_with('-')
            && !id.is_empty()
            && (c.is_whitespace() || matches!(c, '-' | '_' | '/' | '.'))
        {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    // `sb-` is the theme's own.
    if id.is_empty() || id.starts_with("sb-") {
        format!("section{}", id.trim_start_matches("sb"))
    } else {
        id.to_owned()
    }
}

/// Whether an explicit id can be carried by links: ASCII letters, digits, `-`, `_` and `.`, beginning with a letter.
pub fn is_anchor(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
