//! What readers are told of a page whose translation is behind, a machine's, or not what binds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use supportbook::load::load;
use supportbook::output::Audience;
use supportbook::{BuildOptions, Today, build, check_project};
use tempfile::TempDir;

const GUIDE: &str = "content/pages/guides/credits.md";
const STALE_IN_CHINESE: &str = "本页的英文文本已有改动";
const MACHINE_IN_CHINESE: &str = "本页部分内容由机器翻译";
const STALE_IN_ENGLISH: &str = "text of this page has changed since it was translated";

/// A copy of the sample.
fn sample() -> TempDir {
    let folder = TempDir::new().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(own.join("site.toml"), folder.path().join("site.toml")).unwrap();
    copy(&own.join("content"), &folder.path().join("content"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn edit(folder: &TempDir, path: &str, from: &str, to: &str) {
    let path = folder.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{} holds `{from}`", path.display());
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

/// The record of a page's translation.
fn record(page: &str, locale: &str) -> String {
    let path = PathBuf::from(page);
    let (folder, name) = (path.parent().unwrap(), path.file_name().unwrap());
    format!("{}/.l10n/{}.{locale}.toml", folder.display(), name.display())
}

/// The files of a site.
fn site(folder: &TempDir, audience: Audience, sources_beside: bool) -> BTreeMap<String, String> {
    let sources = load(folder.path()).unwrap();
    let judged = check_project(&sources, Today { given: None, clock: date(2026, 6, 1) });
    let checked = judged.checked.unwrap_or_else(|| panic!("{:?}", judged.findings));
    let options = BuildOptions {
        audiences: vec![audience],
        base_url: None,
        portable: false,
        preview: false,
        drafts: false,
        sources_beside,
    };
    let built = build(&checked, &sources, &options);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    built.sites[0].files().iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

/// Pages of the public site that hold a text.
fn pages_with(folder: &TempDir, text: &str) -> Vec<String> {
    let files = site(folder, Audience::Public, false);
    files.into_iter().filter(|(_, bytes)| bytes.contains(text)).map(|(path, _)| path).collect()
}

/// A unit as staff see it: how far, its text, its source.
fn unit(state: &str, text: &str, source: &str) -> String {
    format!(
        "<span class=\"unit unit-{state}\" tabindex=\"0\">{text}<span class=\"unit-source\" lang=\"en\">{source}"
    )
}

#[test]
fn staff_see_the_source_of_each_unit() {
    let folder = sample();
    edit(&folder, GUIDE, "**Open a case**, best on the day itself", "**Open a case**, best within the hour");
    let files = site(&folder, Audience::Internal, false);
    let page = &files["zh-cn/guides/credits/index.html"];
    let reviewed = unit("reviewed", "微软给的：因为中断", "From Microsoft, for an outage</span></span></h2>");
    assert!(page.contains(&reviewed), "a heading: {reviewed}");
    let behind = unit(
        "stale",
        "<strong>提交案例，</strong>最好当天就提，写上“抵扣”和故障编号。",
        "Open a case, best within the hour: write “credit” and the number of the outage.\
         <span class=\"unit-state\" lang=\"zh-CN\">原文已有改动</span></span></span></li>",
    );
    assert!(page.contains(&behind), "an item that is behind: {behind}");
    let runbook = &files["zh-cn/runbooks/intake/index.html"];
    assert!(
        runbook.contains("<td><span class=\"unit unit-reviewed\"") || runbook.contains("<li class=\"task\">")
    );
    let filled_in = files.values().all(|text| !text.contains("[[fact:") && !text.contains("[[channel:"));
    assert!(filled_in, "a source is shown as its readers see it, with what references fill in");
    assert!(
        !files["en/guides/credits/index.html"].contains("unit-source"),
        "the source has nothing beside it"
    );
}

#[test]
fn customers_see_no_source_and_authors_do() {
    let folder = sample();
    let published = site(&folder, Audience::Public, false);
    assert!(published.values().all(|text| !text.contains("<span class=\"unit")), "none is published");
    let seen = site(&folder, Audience::Public, true);
    assert!(seen["zh-cn/guides/credits/index.html"].contains("class=\"unit-source\" lang=\"en\""));
    let text_of = |html: &str| {
        let mut kept = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once("<span class=\"unit-source\"") {
            kept.push_str(before);
            rest = after.split_once("</span></span>").unwrap().1;
        }
        kept + rest
    };
    let path = "zh-cn/guides/credits/index.html";
    let shown = text_of(&seen[path]).replace("<span class=\"unit unit-reviewed\" tabindex=\"0\">", "");
    assert_eq!(shown, published[path], "nothing else changes");
}

#[test]
fn staff_see_how_far_translations_are_and_what_comes_first() {
    let folder = sample();
    edit(&folder, GUIDE, "**Open a case**, best on the day itself", "**Open a case**, best within the hour");
    let files = site(&folder, Audience::Internal, false);
    let page = &files["zh-cn/translations/index.html"];
    for text in [
        "落后于原文 1",
        "列表项：原文已有改动",
        "content/pages/guides/credits.zh-CN.md:13:4",
        "supportbook l10n diff content/pages/guides/credits.md",
        "role=\"img\" aria-label=\"",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&files["translations.json"]).unwrap();
    let chinese = &json["locales"][1];
    assert_eq!(chinese["locale"], "zh-CN");
    assert_eq!(chinese["figures"]["states"]["stale"], 1);
    let file = chinese["files"].as_array().unwrap().iter().find(|file| file["source"] == GUIDE).unwrap();
    assert_eq!(file["open"][0]["line"], 13);
    assert!(!site(&folder, Audience::Public, false).contains_key("translations.json"), "for staff alone");
}

#[test]
fn a_page_that_is_behind_says_so_in_its_language_and_no_other_does() {
    let folder = sample();
    assert_eq!(pages_with(&folder, STALE_IN_CHINESE), Vec::<String>::new());
    edit(&folder, GUIDE, "**Open a case**, best on the day itself", "**Open a case**, best within the hour");
    assert_eq!(pages_with(&folder, STALE_IN_CHINESE), ["zh-cn/guides/credits/index.html"]);
    assert_eq!(pages_with(&folder, STALE_IN_ENGLISH), Vec::<String>::new());
}

#[test]
fn a_page_whose_source_is_chinese_says_so_in_english() {
    let folder = sample();
    edit(&folder, "content/pages/news/dragon-boat-2026.md", "请拨紧急电话", "有急事请拨紧急电话");
    assert_eq!(pages_with(&folder, STALE_IN_ENGLISH), ["en/news/dragon-boat-2026/index.html"]);
}

#[test]
fn wrapping_a_source_marks_nothing() {
    let folder = sample();
    edit(
        &folder,
        GUIDE,
        "**Open a case**, best on the day itself",
        "**Open a case**, best on\n   the day itself",
    );
    assert_eq!(pages_with(&folder, STALE_IN_CHINESE), Vec::<String>::new());
}

#[test]
fn a_machines_words_are_named() {
    let folder = sample();
    let (from, to) = ("state = \"reviewed\"\norigin = \"adopted\"", "state = \"machine\"\norigin = \"mt\"");
    edit(&folder, &record(GUIDE, "zh-CN"), from, to);
    assert_eq!(pages_with(&folder, MACHINE_IN_CHINESE), ["zh-cn/guides/credits/index.html"]);
}

#[test]
fn terms_say_which_language_prevails() {
    let folder = sample();
    assert_eq!(pages_with(&folder, "以英文文本为准"), ["zh-cn/terms/index.html"]);
}
