//! What commands say of the sample, which is this repository.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use supportbook::load::load;
use supportbook::model::due::{What, due};
use supportbook::model::hours::{Calendar, Days};
use supportbook::model::ids::CalendarId;
use supportbook::model::site::Site;
use supportbook::{Today, check_project};

use crate::console::command;

fn site(folder: &Path) -> Arc<Site> {
    let sources = load(folder).expect("a project");
    let judged = check_project(&sources, Today { given: Some(date(2026, 6, 1)), clock: date(2026, 6, 1) });
    assert!(judged.findings.is_empty(), "{:?}", judged.findings);
    Arc::clone(judged.checked.expect("a sound project").site())
}

fn sample() -> Arc<Site> {
    site(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn each(days: &[Days]) -> Vec<Date> {
    let of = |days: &Days| {
        let last = days.last;
        days.first.series(1.day()).take_while(move |day| *day <= last)
    };
    days.iter().flat_map(of).collect()
}

fn calendar(site: &Site, id: &str) -> Calendar {
    Calendar::clone(&site.calendars[&CalendarId::new(id)])
}

/// The year of the sample, which was written by hand, as a table; and what is written of that table.
#[test]
fn a_year_that_is_added_means_the_days_that_were_written_by_hand() {
    let by_hand = calendar(&sample(), "cn");
    let folder = tempfile::tempdir().expect("a folder");
    let site_toml = "base_url = \"https://support.harbor.test/\"\nsource_locale = \"zh-CN\"\n\
        locales = [\"en\", \"zh-CN\"]\n[title]\nen = \"Harbor\"\nzh-CN = \"港湾\"\n";
    fs::write(folder.path().join("site.toml"), site_toml).expect("a file");
    let off = each(&by_hand.off).into_iter().map(|day| (day, "true"));
    let work = each(&by_hand.work).into_iter().map(|day| (day, "false"));
    let rows: Vec<String> = off
        .chain(work)
        .map(|(day, off)| format!(r#"{{"name":"节","date":"{day}","isOffDay":{off}}}"#))
        .collect();
    let papers = r#"["https://www.gov.cn/zhengce/content/202511/content_7047090.htm"]"#;
    let table = format!(r#"{{"year":2026,"papers":{papers},"days":[{}]}}"#, rows.join(","));
    fs::write(folder.path().join("2026.json"), table).expect("a file");
    let add = "supportbook calendar add 2026 --from 2026.json --source-date 2025-11-04 --off 33 --work 6 \
        --name 节假日 --name en=Holidays";
    let said = command(add, folder.path());
    assert!(said.contains("wrote content/calendars/cn-2026.yaml"), "{said}");
    let written = calendar(&site(folder.path()), "cn-2026");
    assert_eq!(each(&written.off), each(&by_hand.off));
    assert_eq!(each(&written.work), each(&by_hand.work));
    assert_eq!(
        (written.covers, written.region, written.work_template),
        (by_hand.covers, by_hand.region, by_hand.work_template)
    );
}

#[test]
fn all_that_has_a_day_is_listed() {
    let site = sample();
    let list = due(&site);
    assert!(list.is_sorted_by_key(|due| due.date));
    let of = |what: What| list.iter().filter(move |due| due.what == what);
    let reviewed = site.kept.iter().filter(|kept| kept.next_review.is_some()).count() + site.runbooks.len();
    assert_eq!(of(What::Reviewed).count(), reviewed);
    assert_eq!(of(What::RunsOut).count(), site.calendars.len());
    let said =
        |what: What| of(what).map(|due| format!("{} {} {}", due.date, due.kind, due.id)).collect::<Vec<_>>();
    assert_eq!(
        said(What::Ends),
        [
            "2026-06-02 notice portal-attachments",
            "2026-06-07 notice provider-portal-window",
            "2026-06-22 notice dragon-boat",
            "2026-12-31 vehicle northlight",
            "2026-12-31 vehicle northlight-asfp",
            "2027-01-31 vehicle partner-cloud",
        ]
    );
    assert_eq!(
        said(What::Expires),
        [
            "2026-12-31 price business.price",
            "2026-12-31 price included.incidents.then",
            "2026-12-31 price priority.price.europe",
            "2026-12-31 price priority.price.switzerland",
            "2026-12-31 price priority.price.united-kingdom",
        ]
    );
    assert!(list.iter().all(|due| due.file.is_some()), "a thing without a file");
    let unowned: Vec<&str> = list.iter().filter(|due| due.owner.is_none()).map(|due| due.kind).collect();
    assert!(unowned.iter().all(|kind| ["notice", "calendar"].contains(kind)), "{unowned:?}");
}
