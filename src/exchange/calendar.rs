//! A year of holidays as files of a project: the calendar in the source locale, and its texts in another.
//!
//! Apart from judging the year, and from whoever asks for the files and reads them back: what is written
//! here is what an author would write by hand, with the names of holidays as remarks.
//!
//! Invariant: no text breaks out of its place, whatever it holds: what is no plain word stands in quotes,
//! remarks stay on their line.

use crate::syntax::quoted::quoted;
use std::fmt::Write;

use jiff::civil::{Date, Weekday};

use super::Year;
use crate::model::hours::Days;
use crate::model::word::Word;

/// What a calendar says besides its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// Remarks before the first key, without their `#`.
    pub remarks: Vec<String>,
    /// Whose calendar it is, as `CN`.
    pub region: String,
    /// Where its days were announced.
    pub url: String,
    /// When they were announced.
    pub date: Date,
    /// The weekday whose hours a make-up workday has.
    pub work_template: Weekday,
    /// Who keeps it true.
    pub owner: Option<String>,
}

/// The texts of a calendar in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts {
    /// How readers call it, where it has a name of its own.
    pub name: Option<String>,
    /// The title of the announcement.
    pub title: String,
}

/// The calendar of a year, as `content/calendars/cn-2026.yaml` holds it.
pub fn calendar_file(year: &Year, head: &Head, texts: &Texts) -> String {
    let mut out = remarks(&head.remarks);
    let Days { first, last } = year.covers();
    push_name(&mut out, texts);
    let (region, title) = (text(&head.region), text(&texts.title));
    let _ = writeln!(out, "region: {region}\ncovers: [{first}, {last}]");
    let _ = writeln!(out, "source:\n  title: {title}\n  url: {}\n  date: {}", quoted(&head.url), head.date);
    if !year.off.is_empty() {
        out.push_str("off:\n");
    }
    for (days, name) in year.ranges() {
        let shown = if days.first == days.last {
            days.first.to_string()
        } else {
            format!("{}/{}", days.first, days.last)
        };
        push_day(&mut out, &shown, name);
    }
    if !year.work.is_empty() {
        out.push_str("work:\n");
        year.work.iter().for_each(|holiday| push_day(&mut out, &holiday.day.to_string(), &holiday.name));
        let _ = writeln!(out, "work_template: {}", head.work_template.word());
    }
    if let Some(owner) = &head.owner {
        let _ = writeln!(out, "owner: {}", text(owner));
    }
    out
}

/// The texts of a calendar in another language, as `content/calendars/cn-2026.zh-CN.yaml` holds them.
pub fn translation_file(head: &[String], texts: &Texts) -> String {
    let mut out = remarks(head);
    push_name(&mut out, texts);
    let _ = writeln!(out, "source:\n  title: {}", text(&texts.title));
    out
}

fn push_name(out: &mut String, texts: &Texts) {
    if let Some(name) = &texts.name {
        let _ = writeln!(out, "name: {}", text(name));
    }
}

fn push_day(out: &mut String, day: &str, name: &str) {
    let name = on_one_line(name);
    let remark = if name.is_empty() { String::new() } else { format!(" # {name}") };
    let _ = writeln!(out, "  - \"{day}\"{remark}");
}

fn remarks(lines: &[String]) -> String {
    lines.iter().map(|line| format!("# {}\n", on_one_line(line))).collect()
}

fn on_one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as YAML: plain where it is words, else in quotes.
fn text(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " -.()/（）、，。《》“”".contains(c);
    let words = text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(is_plain);
    // A single short word may be `no`, `null` or the like; two capitals are a region.
    let is_region = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && text != "NO";
    if words && (text.contains(' ') || !text.is_ascii() || is_region) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::holidays::{read, tests::holiday_cn_2026};
    use super::*;
    use crate::source::Span;
    use crate::syntax::tree::{Value, parse_yaml};

    fn head() -> Head {
        Head {
            remarks: vec!["From 2026.json.".to_owned()],
            region: "CN".to_owned(),
            url: "https://www.gov.cn/zhengce/content/202511/content_7047090.htm".to_owned(),
            date: date(2025, 11, 4),
            work_template: Weekday::Monday,
            owner: None,
        }
    }

    fn texts(title: &str) -> Texts {
        Texts { name: Some("Holidays".to_owned()), title: title.to_owned() }
    }

    #[test]
    fn a_year_is_written_as_an_author_would() {
        let table = read(
            "a.csv",
            "date,name,kind\n2026-01-01,New Year,off\n2026-01-02,New Year,off\n2026-01-04,,work\n",
        );
        let year = Year::of(table.expect("a table"), 2026).expect("a year");
        let expected = "# From 2026.json.\nname: \"Holidays\"\nregion: CN\ncovers: [2026-01-01, 2026-12-31]\n\
            source:\n  title: 国务院办公厅关于2026年部分节假日安排的通知\n  \
            url: \"https://www.gov.cn/zhengce/content/202511/content_7047090.htm\"\n  date: 2025-11-04\n\
            off:\n  - \"2026-01-01/2026-01-02\" # New Year\nwork:\n  - \"2026-01-04\"\nwork_template: mon\n";
        assert_eq!(
            calendar_file(&year, &head(), &texts("国务院办公厅关于2026年部分节假日安排的通知")),
            expected
        );
    }

    #[test]
    fn no_text_breaks_out_of_its_place() {
        let table = read("2026.json", &holiday_cn_2026().replace("春节", "a\\nwork: [x] # \\u2028 b"))
            .expect("a table");
        let year = Year::of(table, 2026).expect("a year");
        for title in
            ["a: b", "# x", "\"", "a\nb: c", "no", "- a", "{x}", "2026", "a ", "\u{feff}a", "国: 庆", "~"]
        {
            let file = calendar_file(&year, &head(), &texts(title));
            let (tree, faults) = parse_yaml(&file, Span::of(0..file.len()));
            assert!(faults.is_empty(), "{title}: {}", faults[0].message);
            let tree = tree.expect("a tree");
            let node = tree.get("source").and_then(|source| source.get("title")).expect("a title");
            let Value::Scalar { text, .. } = &node.value else { panic!("{title}: no scalar") };
            assert_eq!(&**text, title);
        }
    }

    #[test]
    fn a_translation_holds_texts_alone() {
        let expected = "# x\nname: 中国 法定节假日\nsource:\n  title: \"通知: 一\"\n";
        let texts =
            Texts { name: Some("中国 法定节假日".to_owned()), title: "通知: 一".to_owned() };
        assert_eq!(translation_file(&["x".to_owned()], &texts), expected);
    }
}
