//! The lines of a Markdown text that are no code.
//!
//! Apart from the Markdown reader, since what is asked for here is asked before a text can be read as Markdown.

use std::ops::Range;

/// The lines outside fenced code, without their ends.
pub fn open_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        let bare = line.trim_start_matches([' ', '\t', '>']);
        match fence {
            Some((mark, width)) => {
                let found = run(bare, mark);
                if found >= width && bare[found..].trim().is_empty() {
                    fence = None;
                }
            }
            None => match opened(past_markers(bare)) {
                Some(opened) => fence = Some(opened),
                None => lines.push(range),
            },
        }
    }
    lines
}

/// Behind the markers of items that a line begins with.
fn past_markers(line: &str) -> &str {
    let mut rest = line;
    while let Some(marker) = list_marker(rest) {
        rest = rest[marker..].trim_start();
    }
    rest
}

/// How long the marker of an item is that a line begins with, its space not counted; `None` where there is none.
pub fn list_marker(line: &str) -> Option<usize> {
    let marker = bare_marker(line)?;
    line[marker..].starts_with([' ', '\t']).then_some(marker)
}

/// The same, whether a space follows or not.
pub fn bare_marker(line: &str) -> Option<usize> {
    if line.starts_with(['-', '*', '+']) {
        return Some(1);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=9).contains(&digits).then_some(())?;
    line[digits..].starts_with(['.', ')']).then_some(digits + 1)
}

fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|c| *c == mark).count()
}

/// The fence that a line opens.
fn opened(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let width = run(line, mark);
    (width >= 3 && !(mark == '`' && line[width..].contains('`'))).then_some((mark, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_has_no_open_lines() {
        let text = "a\n```js\nb\n```\nc\n- ~~~\n  d\n  ~~~\n> ```\n> e\n> ```\n``` f ```\n";
        let lines: Vec<&str> = open_lines(text).into_iter().map(|line| &text[line]).collect();
        assert_eq!(lines, ["a", "c", "``` f ```"]);
    }
}
