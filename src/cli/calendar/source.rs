//! Where a year of holidays was announced, and how it is called in each language: as asked for, else as the
//! calendar says already, else as it can be told from the address.
//!
//! Invariant: nothing is made up. What cannot be told is asked for.

use jiff::civil::Date;
use url::Url;

use supportbook::exchange::Texts;
use supportbook::locale::Locale;
use supportbook::model::hours::{Calendar, date};
use supportbook::model::text::LocalText;

use super::AddArgs;
use super::known::Known;
use crate::cli::Failure;

/// Where and when.
pub(super) struct Announcement {
    /// Where.
    pub(super) url: String,
    /// When.
    pub(super) date: Date,
    /// Whether the government of China published it itself.
    pub(super) is_gov_cn: bool,
}

impl Announcement {
    /// What was asked for, else what the file says.
    pub(super) fn of(args: &AddArgs, papers: &[String]) -> Result<Self, Failure> {
        // Old files name addresses without encryption; the same pages are there with it.
        let of_file = || papers.first().map(|paper| paper.replacen("http://", "https://", 1));
        let Some(text) = args.source_url.clone().or_else(of_file) else {
            let message = "expected to know where the days were announced, found no address in the file";
            return Err(Failure::usage(
                message,
                "name it with `--source-url`: the notice, not a table made of it",
            ));
        };
        let url = Url::parse(&text).ok().filter(|url| url.scheme() == "https" && url.has_host());
        let Some(url) = url else {
            let message = format!("expected an address that begins with `https://`, found `{text}`");
            return Err(Failure::usage(message, "name the announcement with `--source-url`"));
        };
        let is_gov_cn = url.host_str().is_some_and(|host| host == "gov.cn" || host.ends_with(".gov.cn"));
        let Some(date) = args.source_date.or_else(|| day_in(&url).filter(|_| is_gov_cn)) else {
            let message = "expected to know when the days were announced, found no day in the address";
            return Err(Failure::usage(message, "name it, as in `--source-date 2025-11-04`"));
        };
        Ok(Self { url: text, date, is_gov_cn })
    }
}

/// The day in an address such as `…/content/2019-11/21/content_5454164.htm`.
fn day_in(url: &Url) -> Option<Date> {
    let parts: Vec<&str> = url.path_segments()?.collect();
    parts.windows(2).find_map(|pair| date(&pair.join("-")))
}

/// The texts of a file.
pub(super) struct FileTexts {
    /// The language in the name of the file; `None` for the file in the source locale.
    pub(super) suffix: Option<Locale>,
    /// The texts.
    pub(super) texts: Texts,
}

/// The texts for each file, the source locale first.
pub(super) fn texts(
    args: &AddArgs,
    known: &Known,
    announcement: &Announcement,
) -> Result<Vec<FileTexts>, Failure> {
    let settings = &known.settings;
    let others = settings.locales.iter().filter(|locale| **locale != settings.source_locale);
    let model = known.model().map(|part| &part.calendar);
    let mut all = Vec::new();
    for locale in std::iter::once(&settings.source_locale).chain(others) {
        let title = given(&args.source_title, *locale, known)
            .or_else(|| model.and_then(|model| title_as_before(model, *locale, args.year)))
            .or_else(|| usual_title(args, announcement, *locale));
        let Some(title) = title else {
            let other = if *locale == settings.source_locale { String::new() } else { format!("{locale}=") };
            let message = format!("expected the title of the announcement in `{locale}`, found none");
            return Err(Failure::usage(message, format!("name it with `--source-title '{other}…'`")));
        };
        let name = given(&args.name, *locale, known)
            .or_else(|| model.and_then(|model| in_locale(model.name.as_ref()?, *locale)));
        let suffix = Some(*locale).filter(|locale| *locale != settings.source_locale);
        all.push(FileTexts { suffix, texts: Texts { name, title } });
    }
    Ok(all)
}

/// The text that was given for a language: `zh-CN=…`, and without a language for the source locale.
fn given(values: &[String], locale: Locale, known: &Known) -> Option<String> {
    let split = |value: &str| {
        let named = value.split_once('=').and_then(|(tag, text)| Some((Locale::new(tag)?, text.to_owned())));
        named
            .filter(|(locale, _)| known.settings.locales.contains(locale))
            .unwrap_or_else(|| (known.settings.source_locale, value.to_owned()))
    };
    values.iter().map(|value| split(value)).find(|(of, _)| *of == locale).map(|(_, text)| text)
}

fn in_locale(text: &LocalText, locale: Locale) -> Option<String> {
    text.all().find(|(of, _)| *of == locale).map(|(_, text)| text.to_owned())
}

/// The title of the calendar's own announcement, with the year in the place of its own.
fn title_as_before(calendar: &Calendar, locale: Locale, year: i16) -> Option<String> {
    let title = in_locale(&calendar.source.as_ref()?.title, locale)?;
    Some(title.replace(&calendar.covers.first.year().to_string(), &year.to_string()))
}

/// The title that the State Council's General Office gives its notice, every year the same but for the year; in
/// English what it says. Only where the government itself is the source.
fn usual_title(args: &AddArgs, announcement: &Announcement, locale: Locale) -> Option<String> {
    let year = args.year;
    match (announcement.is_gov_cn, locale.language()) {
        (false, _) => None,
        (true, "en") => {
            Some(format!("General Office of the State Council: notice on the holidays of {year}"))
        }
        (true, _) => Some(format!("国务院办公厅关于{year}年部分节假日安排的通知")),
    }
}
