//! What old documents and machines leave in texts, cleaned: spaces, empty lines, markers that a machine broke.
//!
//! Each step takes what there is to mend out of a text and counts it. Code is never touched.
//!
//! Invariant: but for white space and the markers of alerts, a text stays what it was.

use crate::import::draft::{Draft, Edit};
use crate::import::lines::{bare_marker, list_marker, open_lines};
use crate::import::report::{CleanUp, FileReport};
use crate::locale::Locale;
use crate::source::Span;
use crate::syntax::cjk;
use crate::syntax::markdown::parse_markdown;
use crate::typography::{FaultKind, Setting, judge, markdown_runs};

/// Spaces that do not break.
const FIXED: [char; 3] = ['\u{a0}', '\u{202f}', '\u{2007}'];

/// Cleans the text of a language.
pub(super) fn clean(draft: &mut Draft, locale: Locale, report: &mut FileReport) {
    let mut step = |what, edits: fn(&str) -> Vec<Edit>| {
        let edits = edits(&draft.text);
        report.cleaned(what, draft.edit(edits));
    };
    step(CleanUp::AlertMarker, alert_markers);
    step(CleanUp::FixedSpace, fixed_spaces);
    step(CleanUp::TrailingSpace, trailing_spaces);
    step(CleanUp::BlankLines, blank_lines);
    let setting = Setting::of(locale);
    if setting.is_chinese() {
        spaces(draft, setting, report);
    }
    if !draft.text.is_empty() && !draft.text.ends_with('\n') {
        draft.push("\n");
    }
}

/// A text of the front matter, cleaned in the same way.
pub(super) fn clean_text(text: &str, locale: Locale, report: &mut FileReport) -> String {
    let plain: String = text.chars().map(|c| if FIXED.contains(&c) { ' ' } else { c }).collect();
    report.cleaned(CleanUp::FixedSpace, text.chars().filter(|c| FIXED.contains(c)).count());
    let mut draft = Draft { text: plain, marks: Vec::new() };
    let setting = Setting::of(locale);
    if setting.is_chinese() {
        spaces(&mut draft, setting, report);
    }
    draft.text
}

/// `[!**注意**]` and the like, which were markers before they were translated.
fn alert_markers(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in open_lines(text) {
        let bare = text[line.clone()].trim_start_matches([' ', '\t', '>']);
        let start = line.end - bare.len();
        let is_quoted = text[line.start..start].contains('>');
        let Some((word, rest)) = bare.strip_prefix("[!").and_then(|inner| inner.split_once(']')) else {
            continue;
        };
        let Some(kind) = alert(word.trim_matches(['*', ' '])).filter(|kind| is_quoted && *kind != word)
        else {
            continue;
        };
        let end = line.end - rest.len();
        edits.push((start..end, format!("[!{kind}]")));
        // What follows on the line belongs below the marker.
        if !rest.trim().is_empty() {
            let blank = rest.len() - rest.trim_start().len();
            edits.push((end..end + blank, format!("\n{}", &text[line.start..start])));
        }
    }
    edits
}

/// The kind of an alert by the name it was given.
fn alert(word: &str) -> Option<&'static str> {
    Some(match word.to_uppercase().as_str() {
        "NOTE" | "注意" | "备注" | "说明" | "注释" => "NOTE",
        "TIP" | "提示" => "TIP",
        "IMPORTANT" | "重要" | "重要说明" | "重要提示" => "IMPORTANT",
        "WARNING" | "警告" => "WARNING",
        "CAUTION" | "小心" | "谨慎" => "CAUTION",
        _ => return None,
    })
}

/// Spaces that do not break, also as `&nbsp;`: at the beginning and on lines of their own they go, elsewhere they
/// become plain ones.
fn fixed_spaces(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in open_lines(text) {
        let said = &text[line.clone()];
        let is_blank = said.replace("&nbsp;", " ").trim().is_empty();
        if is_blank {
            if said.contains(|c: char| FIXED.contains(&c)) || said.contains("&nbsp;") {
                edits.push((line, String::new()));
            }
            continue;
        }
        let mut is_leading = true;
        for (at, c) in said.char_indices() {
            if FIXED.contains(&c) {
                let place = line.start + at;
                edits.push((place..place + c.len_utf8(), if is_leading { "" } else { " " }.to_owned()));
            } else if c != ' ' && c != '\t' {
                is_leading = false;
            }
        }
    }
    edits
}

/// Spaces at the ends of lines, unless they break a line of a paragraph.
fn trailing_spaces(text: &str) -> Vec<Edit> {
    let lines = open_lines(text);
    let mut edits = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let said = &text[line.clone()];
        let bare = said.trim_end_matches([' ', '\t']);
        if bare.len() == said.len() {
            continue;
        }
        let next = lines.get(number + 1).filter(|next| next.start == line.end + 1);
        let goes_on = next.is_some_and(|next| goes_on(&text[next.clone()]));
        let breaks = said.ends_with("  ") && goes_on && !bare.trim_start().starts_with(['#', '|']);
        let kept = if breaks && !bare.is_empty() { "  " } else { "" };
        if said.len() - bare.len() != kept.len() {
            edits.push((line.start + bare.len()..line.end, kept.to_owned()));
        }
    }
    edits
}

/// Whether a line may go on with the paragraph above it.
fn goes_on(line: &str) -> bool {
    let bare = line.trim_start();
    !(bare.is_empty() || bare.starts_with(['#', '>', '|', '<', '`', '~']) || list_marker(bare).is_some())
}

/// Empty lines beyond the first, and those at the beginning and the end of the text.
fn blank_lines(text: &str) -> Vec<Edit> {
    let lines = open_lines(text);
    let mut edits = Vec::new();
    let mut before_is_blank = true;
    let mut end = 0;
    for line in lines {
        let follows = line.start == end || line.start == 0;
        before_is_blank &= follows;
        end = (line.end + 1).min(text.len());
        let is_blank = text[line.clone()].trim().is_empty();
        let is_last = end == text.len();
        if is_blank && end > line.start && (before_is_blank || is_last) {
            edits.push((line.start..end, String::new()));
        }
        before_is_blank = is_blank;
    }
    edits
}

/// Spaces that join sentences, and those a machine set between Chinese characters and around their emphasis.
fn spaces(draft: &mut Draft, setting: Setting, report: &mut FileReport) {
    // A space that goes may bring the next one beside a mark.
    for _ in 0..4 {
        let markdown = parse_markdown(&draft.text, Span::of(0..draft.text.len()));
        let mut faults = Vec::new();
        markdown_runs(&markdown, &draft.text, |run| judge(run, setting, &mut faults));
        faults.retain(|fault| matches!(fault.kind, FaultKind::SpaceAtMark | FaultKind::SpaceInside));
        faults.sort_by_key(|fault| fault.span);
        if faults.is_empty() {
            return;
        }
        let count = |kind| faults.iter().filter(|fault| fault.kind == kind).count();
        report.cleaned(CleanUp::JoiningSpace, count(FaultKind::SpaceAtMark));
        report.cleaned(CleanUp::InnerSpace, count(FaultKind::SpaceInside));
        draft.edit(faults.into_iter().map(|fault| (fault.span.range(), fault.instead.unwrap_or_default())));
    }
}

/// Gives items of a list the space back that stands in the source and that a machine took: `-国家`. Both texts have
/// the same lines.
pub(super) fn list_markers(source: &Draft, target: &mut Draft, report: &mut FileReport) {
    let ours: Vec<&str> = source.text.split('\n').collect();
    let theirs: Vec<&str> = target.text.split('\n').collect();
    if ours.len() != theirs.len() {
        return;
    }
    let mut edits = Vec::new();
    let mut at = 0;
    for (ours, theirs) in ours.iter().zip(&theirs) {
        let indent = theirs.len() - theirs.trim_start().len();
        let (ours, bare) = (ours.trim_start(), &theirs[indent..]);
        let is_swallowed = list_marker(ours).is_some() && list_marker(bare).is_none();
        if let Some(marker) =
            bare_marker(bare).filter(|marker| is_swallowed && ours.starts_with(&bare[..*marker]))
        {
            let follows = bare[marker..].chars().next();
            if follows.is_some_and(|c| c.is_alphabetic() || cjk::is_cjk(c) || c == '[') {
                let place = at + indent + marker;
                edits.push((place..place, " ".to_owned()));
            }
        }
        at += theirs.len() + 1;
    }
    report.cleaned(CleanUp::ListMarker, target.edit(edits));
}
