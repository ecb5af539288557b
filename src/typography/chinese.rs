//! Texts in Chinese: full-width punctuation, curly quotes, half-width digits, no spaces where none are due.
//!
//! A mark is due in full width where a Chinese character stands directly beside it, on the side that decides;
//! in a Latin phrase, a number, a time or a version none does.

use super::runs::{Class, Glyph, Run, together};
use super::western::narrow;
use super::{Fault, FaultKind, Setting};
use crate::source::Span;

/// All faults of a run.
pub(super) fn judge(run: &Run<'_>, setting: Setting, found: &mut Vec<Fault>) {
    let formula = is_formula(run.glyphs());
    // What pairs enclose may have faults of its own: their edits come round by round.
    if !formula {
        parentheses(run, found);
    }
    straight_quotes(run, setting, found);
    marks(run, formula, found);
    spaces(run, found);
}

/// The characters around one.
#[derive(Clone, Copy)]
struct Around<'a> {
    glyphs: &'a [Glyph],
    at: usize,
}

impl<'a> Around<'a> {
    fn before(self, distance: usize) -> Option<&'a Glyph> {
        self.at.checked_sub(distance).map(|at| &self.glyphs[at])
    }

    fn after(self, distance: usize) -> Option<&'a Glyph> {
        self.glyphs.get(self.at + distance)
    }
}

fn is(glyph: Option<&Glyph>, class: Class) -> bool {
    glyph.is_some_and(|glyph| glyph.class == class)
}

fn is_char(glyph: Option<&Glyph>, wanted: &[char]) -> bool {
    glyph.is_some_and(|glyph| wanted.contains(&glyph.c))
}

/// Whether a mark behind this character belongs to Chinese.
fn is_chinese(glyph: Option<&Glyph>) -> bool {
    is(glyph, Class::Han) || is_char(glyph, &['）', '》', '」', '』', '】', '”', '’'])
}

/// Whether a text ends here, or a line of it.
fn is_end(glyph: Option<&Glyph>) -> bool {
    glyph.is_none() || is(glyph, Class::Break)
}

/// Whether a text reckons, as in `f(单价 * 数量, 2)`: commas and parentheses may be those of a formula.
fn is_formula(glyphs: &[Glyph]) -> bool {
    glyphs.windows(3).any(|three| {
        let operator = matches!(three[1].c, '*' | '+' | '/' | '=' | '<' | '>');
        operator && three[0].class == Class::Space && three[2].class == Class::Space
    })
}

/// Single marks, and sequences of one mark: punctuation, ellipses, dashes, full-width letters and digits.
fn marks(run: &Run<'_>, formula: bool, found: &mut Vec<Fault>) {
    let glyphs = run.glyphs();
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = &glyphs[at];
        let fault = match glyph.c {
            '.' | '。' | '-' => repeated(glyphs, at).map_or_else(|| full_stop(glyphs, at), Some),
            ',' | ';' if formula => None,
            ',' | ';' | ':' | '?' | '!' => mark(glyphs, at),
            '\u{A0}' => Some(fixed_space(glyphs, at)),
            c if is_wide_word(c) => Some(wide_word(glyphs, at)),
            _ => None,
        };
        // A sequence is judged once.
        let same = |next: &&Glyph| next.c == glyph.c && matches!(glyph.c, '.' | '。' | '-');
        let repeats = glyphs[at + 1..].iter().take_while(same).count();
        at += match &fault {
            Some(fault) => glyphs[at..].iter().take_while(|next| next.span.start < fault.span.end).count(),
            None => 1 + repeats,
        };
        found.extend(fault);
    }
}

/// A comma, semicolon, colon, question or exclamation mark.
fn mark(glyphs: &[Glyph], at: usize) -> Option<Fault> {
    let around = Around { glyphs, at };
    let (before, after) = (around.before(1), around.after(1));
    let (due, by_what_follows) = match glyphs[at].c {
        ',' => ('，', true),
        ';' => ('；', true),
        ':' => ('：', false),
        '?' => ('？', false),
        _ => ('！', false),
    };
    // A smile, an operator, a sequence of marks.
    if is(after, Class::Mark) && !is_char(after, &['"', '\'', '\\'])
        || is(before, Class::Mark) && !is_chinese(before) && !is_char(before, &['%', ')'])
    {
        return None;
    }
    let follows = by_what_follows
        && is(after, Class::Han)
        && before.is_some_and(|before| !matches!(before.class, Class::Space | Class::Break));
    if !is_chinese(before) && !follows {
        return None;
    }
    let end = glyphs[at + spaces_after(glyphs, at + 1)].span.end;
    let span = Span::new(glyphs[at].span.start, end);
    Some(Fault { span, kind: FaultKind::HalfWidth(due), instead: Some(due.to_string()) })
}

/// The most characters that the number of an item has.
const LONGEST_NUMERAL: usize = 4;

/// A full stop at the end of a Chinese sentence.
fn full_stop(glyphs: &[Glyph], at: usize) -> Option<Fault> {
    let around = Around { glyphs, at };
    let (before, after) = (around.before(1), around.after(1));
    let ends = is_end(after) || is(after, Class::Space) || is_char(after, &['”', '’', '）', ')', '"']);
    if glyphs[at].c != '.' || !ends || !is(before, Class::Han) {
        return None;
    }
    // The number of an item: 一. 二.
    let numeral = |glyph: &&Glyph| "一二三四五六七八九十百甲乙丙丁".contains(glyph.c);
    let length = glyphs[..at].iter().rev().take(LONGEST_NUMERAL).take_while(numeral).count();
    if is_end(around.before(1 + length)) {
        return None;
    }
    let end = glyphs[at + spaces_after(glyphs, at + 1)].span.end;
    let span = Span::new(glyphs[at].span.start, end);
    Some(Fault { span, kind: FaultKind::HalfWidth('。'), instead: Some("。".to_owned()) })
}

/// Three dots or more, two hyphens or more.
fn repeated(glyphs: &[Glyph], at: usize) -> Option<Fault> {
    let c = glyphs[at].c;
    let length = together(glyphs, at, |glyph| glyph.c == c);
    let (before, after) = (at.checked_sub(1).map(|at| &glyphs[at]), glyphs.get(at + length));
    let (kind, instead) = match c {
        '.' if length >= 3 && (is_chinese(before) || is(after, Class::Han)) => (FaultKind::Ellipsis, "……"),
        '。' if length >= 3 => (FaultKind::Ellipsis, "……"),
        '-' if (2..=3).contains(&length) && is_chinese(before) && is(after, Class::Han) => {
            (FaultKind::Dash, "——")
        }
        _ => return None,
    };
    // A path: ../ and the like.
    if is_char(after, &['/', '\\']) {
        return None;
    }
    let spaces = if kind == FaultKind::Ellipsis { spaces_after(glyphs, at + length) } else { 0 };
    let span = Span::new(glyphs[at].span.start, glyphs[at + length + spaces - 1].span.end);
    Some(Fault { span, kind, instead: Some(instead.to_owned()) })
}

/// How many spaces stand at a place, if they stand before something: at the end of a line they may be a break.
fn spaces_after(glyphs: &[Glyph], at: usize) -> usize {
    let spaces = together(glyphs, at, |glyph| glyph.class == Class::Space);
    let joined = glyphs.get(at).is_some_and(|first| first.span.start == glyphs[at - 1].span.end);
    if !joined || is_end(glyphs.get(at + spaces)) { 0 } else { spaces }
}

/// Whether a character is a full-width letter or digit.
fn is_wide_word(c: char) -> bool {
    matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

/// Full-width letters and digits, each sequence once.
fn wide_word(glyphs: &[Glyph], at: usize) -> Fault {
    let word = &glyphs[at..at + together(glyphs, at, |glyph| is_wide_word(glyph.c))];
    let end = word.last().map_or(glyphs[at].span.end, |glyph| glyph.span.end);
    let instead = word.iter().filter_map(|glyph| narrow(glyph.c)).collect();
    Fault { span: Span::new(glyphs[at].span.start, end), kind: FaultKind::FullWidth, instead: Some(instead) }
}

/// A space that does not break: none between Chinese, a common one elsewhere.
fn fixed_space(glyphs: &[Glyph], at: usize) -> Fault {
    let around = Around { glyphs, at };
    let (before, after) = (around.before(1), around.after(1));
    let useless = |glyph: Option<&Glyph>| is_end(glyph) || is(glyph, Class::Full) || is(glyph, Class::Space);
    let inside = is(before, Class::Han) && is(after, Class::Han);
    let instead = if useless(before) || useless(after) || inside { "" } else { " " };
    Fault { span: glyphs[at].span, kind: FaultKind::Fixed, instead: Some(instead.to_owned()) }
}

/// Half-width parentheses around Chinese, and one such beside a full-width one.
fn parentheses(run: &Run<'_>, found: &mut Vec<Fault>) {
    /// Each level says its content again, in what stands there instead.
    const DEEPEST: usize = 4;
    let glyphs = run.glyphs();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut han = 0;
    for (at, glyph) in glyphs.iter().enumerate() {
        match glyph.c {
            '(' | '（' => open.push((at, han)),
            ')' | '）' => {
                let Some((start, before)) = open.pop() else { continue };
                let single = |at: usize, due: char| Fault {
                    span: glyphs[at].span,
                    kind: FaultKind::HalfWidth(due),
                    instead: Some(due.to_string()),
                };
                match (glyphs[start].c, glyph.c) {
                    ('（', ')') => found.push(single(at, '）')),
                    ('(', '）') => found.push(single(start, '（')),
                    ('(', ')') if open.len() < DEEPEST && han > before && !is_call(glyphs, start, at) => {
                        found.push(pair(run, start, at, FaultKind::Parentheses, ('（', '）')));
                    }
                    _ => {}
                }
            }
            _ if glyph.class == Class::Han => han += 1,
            _ => {}
        }
    }
}

/// Whether parentheses belong to a Latin word: `f(参数)`, `report(副本).docx`, `用户(s)`.
fn is_call(glyphs: &[Glyph], start: usize, end: usize) -> bool {
    let word = |glyph: Option<&Glyph>| is(glyph, Class::Letter) || is(glyph, Class::Digit);
    let (opens, closes) = (Around { glyphs, at: start }, Around { glyphs, at: end });
    let file = is_char(closes.after(1), &['.']) && word(closes.after(2));
    file || word(opens.before(1)) && word(closes.after(1))
}

/// A pair of marks and all between, in other marks.
fn pair(run: &Run<'_>, start: usize, end: usize, kind: FaultKind, (open, close): (char, char)) -> Fault {
    let (first, last) = (run.glyphs()[start].span, run.glyphs()[end].span);
    let inside = run.source(first.end, last.start);
    Fault { span: Span::new(first.start, last.end), kind, instead: Some(format!("{open}{inside}{close}")) }
}

/// Straight quotes around Chinese, or in the midst of it.
fn straight_quotes(run: &Run<'_>, setting: Setting, found: &mut Vec<Fault>) {
    let glyphs = run.glyphs();
    let [outer, inner] = setting.quotes();
    let mut doubles = Vec::new();
    for (start, end) in quoted(glyphs, '"') {
        let (opens, closes) = (Around { glyphs, at: start }, Around { glyphs, at: end });
        let beside = |glyph: Option<&Glyph>| is(glyph, Class::Han) || is(glyph, Class::Full);
        let behind = |glyph: Option<&Glyph>, next: Option<&Glyph>| {
            is(glyph, Class::Han) || is(glyph, Class::Space) && is(next, Class::Han)
        };
        let amid = behind(opens.before(1), opens.before(2)) && behind(closes.after(1), closes.after(2));
        let content = &glyphs[start + 1..end];
        let chinese = content.iter().any(|glyph| glyph.class == Class::Han);
        if chinese || amid || beside(opens.before(1)) && beside(closes.after(1)) {
            found.push(pair(run, start, end, FaultKind::Straight(outer.0, outer.1), outer));
            doubles.push((start, end));
        }
    }
    let mut doubles = doubles.into_iter().peekable();
    // The outer pair may be mended already.
    let (mut at, mut curly) = (0, false);
    for (start, end) in quoted(glyphs, '\'') {
        for glyph in &glyphs[at..start] {
            curly = glyph.c == outer.0 || curly && glyph.c != outer.1;
        }
        at = start;
        while doubles.next_if(|(_, close)| *close < start).is_some() {}
        let within = curly || doubles.peek().is_some_and(|(open, _)| *open < start);
        let marks = if within { inner } else { outer };
        if glyphs[start + 1..end].iter().any(|glyph| glyph.class == Class::Han) {
            found.push(pair(run, start, end, FaultKind::Straight(marks.0, marks.1), marks));
        }
    }
}

/// The pairs of a straight quote; none where it is not certain which belong together.
fn quoted(glyphs: &[Glyph], quote: char) -> Vec<(usize, usize)> {
    let word = |glyph: Option<&Glyph>| is(glyph, Class::Letter) || is(glyph, Class::Digit);
    let mut places = Vec::new();
    for (at, _) in glyphs.iter().enumerate().filter(|(_, glyph)| glyph.c == quote) {
        let around = Around { glyphs, at };
        let (before, after) = (around.before(1), around.after(1));
        // don't
        if quote == '\'' && word(before) && word(after) {
            continue;
        }
        let opens = places.len() % 2 == 0;
        // 15", users', a="b", {"key": "value"}.
        let code = is_char(before, &['=', '{', '[', '\\']) || is_char(after, &[':', '=', '}', ']']);
        let outward = is_end(after) || is(after, Class::Space);
        if code || opens && (word(before) || outward) || !opens && is(before, Class::Space) {
            return Vec::new();
        }
        places.push(at);
    }
    if places.len() % 2 != 0 {
        return Vec::new();
    }
    places.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Spaces beside full-width punctuation and between Chinese characters.
fn spaces(run: &Run<'_>, found: &mut Vec<Fault>) {
    let glyphs = run.glyphs();
    let is_mark = |glyph: &&Glyph| glyph.class == Class::Full;
    let is_prose = glyphs.iter().any(|glyph| matches!(glyph.c, '，' | '。' | '；' | '：' | '？' | '！'));
    // Names, tables and lists of words are set apart by spaces: prose has few in one breath.
    let mut inside: Vec<Fault> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let length = together(glyphs, at, |glyph| glyph.class == Class::Space);
        if length == 0 {
            if glyphs[at].class == Class::Full || glyphs[at].class == Class::Break {
                settle(&mut inside, found);
            }
            at += 1;
            continue;
        }
        let (before, after) = (at.checked_sub(1).map(|at| &glyphs[at]), glyphs.get(at + length));
        let span = Span::new(glyphs[at].span.start, glyphs[at + length - 1].span.end);
        at += length;
        let (Some(before), Some(after)) = (before, after) else { continue };
        if before.class == Class::Break || after.class == Class::Break {
            continue;
        }
        let around = [run.source(before.span.end, span.start), run.source(span.end, after.span.start)];
        // Without the space, `_` beside a letter would no longer be a marker, and one that is text could be.
        let is_marker = |glyph: &Glyph| matches!(glyph.c, '*' | '_' | '~');
        if around.iter().any(|source| source.contains('_')) || is_marker(before) || is_marker(after) {
            continue;
        }
        let fault = |kind| Fault { span, kind, instead: Some(String::new()) };
        if is_mark(&before) || is_mark(&after) {
            found.push(fault(FaultKind::SpaceAtMark));
        } else if is_prose
            && before.class == Class::Han
            && after.class == Class::Han
            && !is_numbered(glyphs, at - length)
        {
            inside.push(fault(FaultKind::SpaceInside));
        }
    }
    settle(&mut inside, found);
}

/// Takes the spaces between two marks for faults, where there are few.
fn settle(inside: &mut Vec<Fault>, found: &mut Vec<Fault>) {
    const FEW: usize = 2;
    if inside.len() <= FEW {
        found.append(inside);
    }
    inside.clear();
}

/// Whether what stands before a space is the number of what follows: 第三章 范围, 附录一 范围.
fn is_numbered(glyphs: &[Glyph], space: usize) -> bool {
    const LONGEST: usize = 6;
    let start = space.saturating_sub(LONGEST);
    let before = &glyphs[start..space];
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let labels = ['第', '录', '件', '表', '图', '骤', '例'];
    let label = before.iter().rposition(|glyph| labels.contains(&glyph.c));
    label.is_some_and(|at| before[at + 1..].iter().any(|glyph| numeral(glyph.c)))
}
