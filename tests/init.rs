//! New projects: whatever was answered, they pass their own check and build; nothing is overwritten.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use jiff::civil::{Date, date};
use supportbook::diagnostic::{Diagnostic, Level};
use supportbook::load::{Sources, load};
use supportbook::output::Audience;
use supportbook::scaffold::{Answers, Key, Template, scaffold};
use supportbook::write::create;
use supportbook::{BuildOptions, Judged, Today, build, check_project};
use tempfile::TempDir;

const TEMPLATES: [Template; 3] = [Template::Support, Template::Minimal, Template::Docs];
const TODAY: Date = date(2026, 6, 1);

/// Answers that are hard to write into YAML and TOML.
const NASTY: [&str; 14] = [
    "\"Quoted\" & 'Sons'",
    "Colon: and more # not a comment",
    "- [list]",
    "{{name}} {{today}}",
    "true",
    "~",
    "007",
    "@at `tick` %percent !bang *star* &anchor |pipe >fold",
    "C:\\temp\\new \\u0041",
    "北京“灯火”科技（集团）有限公司：云服务",
    "🧯 Fire & Ice 👩‍🚒",
    "[[fact:partner.name]] **bold** <b>raw</b> ~~x~~",
    "{% raw %}{{ x }}{# #}",
    "---",
];

fn written(template: Template, answers: &Answers) -> (TempDir, Sources) {
    let root = TempDir::new().unwrap();
    create(root.path(), &scaffold(template, answers, TODAY)).unwrap();
    let sources = load(root.path()).unwrap();
    (root, sources)
}

fn judged(sources: &Sources) -> Judged {
    check_project(sources, Today { given: Some(TODAY), clock: TODAY })
}

/// Codes and messages of what is found.
fn shown(findings: &[Diagnostic]) -> Vec<String> {
    findings
        .iter()
        .map(|found| format!("{} {} {}", found.place.path, found.rule.code, found.message))
        .collect()
}

/// Fails unless the project has no errors and both its sites can be built.
#[track_caller]
fn assert_sound(template: Template, answers: &Answers) -> Judged {
    let (_root, sources) = written(template, answers);
    let judged = judged(&sources);
    let errors: Vec<_> =
        judged.findings.iter().filter(|found| found.level == Level::Error).cloned().collect();
    assert_eq!(shown(&errors), [""; 0], "{template:?}");
    let options = BuildOptions {
        audiences: vec![Audience::Internal, Audience::Public],
        base_url: None,
        portable: false,
        preview: false,
        drafts: false,
        sources_beside: false,
    };
    let built = build(judged.checked.as_ref().unwrap(), &sources, &options);
    assert_eq!(shown(&built.findings), [""; 0], "{template:?}");
    assert_eq!(built.sites.len(), 2);
    judged
}

fn with(values: &[(Key, &str)]) -> Answers {
    let mut answers = Answers::defaults("contoso");
    for (key, value) in values {
        answers.set(*key, value).unwrap_or_else(|refusal| panic!("{key:?} {value}: {}", refusal.message));
    }
    answers
}

/// Answers without placeholders.
fn whole() -> Answers {
    with(&[
        (Key::Name, "Contoso"),
        (Key::ChineseName, "康拓"),
        (Key::LegalName, "Contoso GmbH"),
        (Key::BaseUrl, "https://contoso.test/support"),
        (Key::Email, "help@contoso.test"),
        (Key::Phone, "+49 30 5550 1000"),
        (Key::TimeZone, "Europe/Berlin"),
        (Key::PortalUrl, "https://contoso.test/portal"),
        (Key::Currency, "cny"),
        (Key::MonthlyPrice, "1200"),
    ])
}

#[test]
fn placeholders_are_all_that_a_default_project_warns_of() {
    for template in TEMPLATES {
        let judged = assert_sound(template, &Answers::defaults("contoso"));
        let places: Vec<(String, &str)> =
            judged.findings.iter().map(|found| (found.place.path.to_string(), found.rule.code)).collect();
        let expected: &[&str] = match template {
            Template::Support => &["channels", "channels", "channels", "offerings/business", "site"],
            Template::Minimal => &["channels", "site"],
            Template::Docs => &["site"],
        };
        let expected: Vec<(String, &str)> = expected
            .iter()
            .map(|name| if *name == "site" { "site.toml".into() } else { format!("content/{name}.yaml") })
            .map(|path| (path, "PRJ004"))
            .collect();
        assert_eq!(places, expected, "{template:?}: {:?}", shown(&judged.findings));
    }
    let nameless = assert_sound(Template::Minimal, &Answers::defaults(""));
    assert!(shown(&nameless.findings).join("\n").contains("`示例云` is a placeholder"));
}

#[test]
fn a_project_with_all_answers_has_nothing_to_warn_of() {
    for template in TEMPLATES {
        for role in ["indirect-reseller", "direct-bill", "indirect-provider"] {
            let mut answers = whole();
            answers.set(Key::Role, role).unwrap();
            assert_eq!(shown(&assert_sound(template, &answers).findings), [""; 0], "{template:?} {role}");
        }
    }
}

#[test]
fn names_are_taken_as_they_are() {
    let long = "Very long name, ".repeat(62);
    for name in NASTY.into_iter().chain([long.as_str()]) {
        let answers = with(&[(Key::Name, name), (Key::ChineseName, name), (Key::LegalName, name)]);
        for template in TEMPLATES {
            let judged = assert_sound(template, &answers);
            let site = judged.checked.unwrap();
            let partner = site.site().partner.as_ref();
            assert_eq!(partner.is_some(), template != Template::Docs);
            if let Some(partner) = partner {
                assert_eq!(partner.name.all().map(|(_, text)| text).collect::<Vec<_>>(), [name.trim(); 2]);
            }
        }
    }
}

/// The check of the project is the oracle: what `set` accepts, it accepts.
#[allow(clippy::too_many_lines, reason = "one table of cases")]
#[test]
fn an_accepted_value_passes_the_check() {
    let candidates: BTreeMap<Key, &[&str]> = BTreeMap::from([
        (Key::Role, &["direct-bill", "Direct-bill", "reseller", "indirect-provider"][..]),
        (
            Key::BaseUrl,
            &[
                "https://a.b",
                "http://a.b/",
                "https://a.b/c",
                "https://a.b/?q",
                "https://支持.test/",
                "https:///",
                "a.b",
            ],
        ),
        (
            Key::Email,
            &[
                "a@b.c",
                "'x+y'@b.c",
                "#a@b.c",
                "*@b.c",
                "a b@c.d",
                "a@b",
                "a@b..c",
                "@b.c",
                "支持@b.c",
                "a@b.c.",
                "a@支.c",
            ],
        ),
        (
            Key::Phone,
            &[
                "+1 202 555 0100",
                "+86 400 555 0100",
                "400-555-0100",
                "+0123456789",
                "+1",
                "+1234567890123456",
            ],
        ),
        (
            Key::TimeZone,
            &[
                "Asia/Shanghai",
                "asia/shanghai",
                "UTC",
                "utc",
                "CST",
                "Etc/GMT+8",
                "GMT",
                "+08:00",
                "Asia/Peking",
                "Asia/Calcutta",
            ],
        ),
        (
            Key::Opens,
            &["00:00", "9:00", "09:00", "18:00", "23:59", "24:00", "25:00", "09:00-10:00", "０９:00"],
        ),
        (Key::Closes, &["00:00", "08:00", "09:00", "24:00", "24:01", "6pm", "18.00"]),
        (
            Key::PortalUrl,
            &["https://a.b", "https://a.b/c?d=e#f", "https://a.b/\"x\"", "javascript:alert(1)", "http://a.b"],
        ),
        (Key::Currency, &["eur", "CNY", "RMB", "XXX", "ﬁ"]),
        (Key::MonthlyPrice, &["1", "0", "0.00", "1,000", "490", "12400.5", "-1", "1e3", "free"]),
        (
            Key::Name,
            &[
                "Lantern Cloud B.V.",
                "灯塔云",
                "a\u{7}b",
                "a\nb",
                "\u{feff}",
                "a\u{2028}b",
                "\u{fffe}",
                "\u{fdd0}",
                "x",
            ],
        ),
    ]);
    for (key, values) in candidates {
        let mut refused = 0;
        for value in values {
            let mut answers = whole();
            match answers.set(key, value) {
                Ok(()) => {
                    let (_root, sources) = written(Template::Support, &answers);
                    let findings = judged(&sources).findings;
                    let errors: Vec<_> =
                        findings.into_iter().filter(|found| found.level == Level::Error).collect();
                    assert_eq!(shown(&errors), [""; 0], "{key:?} {value}");
                }
                Err(_) => refused += 1,
            }
        }
        assert!((1..values.len()).contains(&refused), "{key:?}: {refused} of {} refused", values.len());
    }
}

#[test]
fn templates_leave_no_mark_and_nothing_of_the_sample() {
    for template in TEMPLATES {
        let files = scaffold(template, &whole(), TODAY);
        let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path.to_str().unwrap()).collect();
        assert_eq!(paths.len(), files.len());
        assert!(paths.contains("site.toml") && paths.contains(".gitignore"));
        for (path, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(!text.contains("{{") && !text.contains("}}"), "{}", path.display());
            assert!(
                !text.contains("Lantern") && !text.contains("as_of") && !text.contains("sample"),
                "{}",
                path.display()
            );
            assert!(text.ends_with('\n') && !text.contains("\n\n\n"), "{}", path.display());
        }
        let content = paths.iter().filter(|path| path.starts_with("content/"));
        let (translated, sources): (Vec<&str>, Vec<&str>) =
            content.partition(|path| path.contains(".zh-CN."));
        assert_eq!(translated.len(), sources.len(), "every text is in both languages");
    }
    let ignored = scaffold(Template::Docs, &whole(), TODAY).remove(0).1;
    assert!(String::from_utf8(ignored).unwrap().contains("\n/public/\n/internal/\n"));
}

#[test]
fn a_file_of_answers_says_where_it_is_wrong() {
    let faults = |text: &str| -> Vec<String> {
        let faults = Answers::from_toml(text, "x").err().unwrap_or_default();
        let line = |offset: u32| text[..offset as usize].lines().count().max(1);
        faults
            .iter()
            .map(|fault| {
                format!(
                    "{}: {} | {}",
                    line(fault.span.end),
                    fault.message,
                    fault.hint.as_deref().unwrap_or("")
                )
            })
            .collect()
    };
    assert_eq!(
        faults(
            "phon = \"+49 30 5550 1000\"\nmonthly_price = 490.50\nrole = \"direct-bil\"\nopens = [\"09:00\"]\n"
        ),
        [
            "1: key `phon` is unknown here | did you mean `phone`?",
            "2: expected a text in quotes, found `490.50` | write it as `\"490.50\"`",
            "3: expected `indirect-reseller`, `direct-bill` or `indirect-provider`, found `direct-bil` | did you mean `direct-bill`?",
            "4: expected a text, found a list | ",
        ]
    );
    assert_eq!(faults("time_zone = \"Europe/Amsterdamm\"\n").len(), 1);
    assert!(faults("time_zone = \"Europe/Amsterdamm\"\n")[0].ends_with("did you mean `Europe/Amsterdam`?"));
    assert!(faults("xyzzy = \"1\"\n")[0].contains("`monthly_price`"), "all keys are listed");
    assert_eq!(faults("name = \"a\"\nname = \"b\"\n").len(), 1, "a key that stands twice");
    assert_eq!(faults("name = \n").len(), 1);
    assert_eq!(faults("opens = \"09:00\"\ncloses = \"09:00\"\n").len(), 1);
}

#[test]
fn a_file_of_answers_fills_in_what_it_says() {
    let answers =
        Answers::from_toml("name = \"Contoso\"\nopens = \"08:30\"\nbase_url = \"https://a.test\"\n", "x")
            .unwrap();
    for (key, value) in [
        (Key::Name, "Contoso"),
        (Key::ChineseName, "Contoso"),
        (Key::LegalName, "Contoso"),
        (Key::Opens, "08:30"),
        (Key::Closes, "18:00"),
        (Key::BaseUrl, "https://a.test/"),
        (Key::Email, "support@example.com"),
    ] {
        assert_eq!(answers.get(key), value);
    }
    assert_eq!(Answers::from_toml("", "x"), Ok(Answers::defaults("x")));
}

fn supportbook(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supportbook"));
    command.arg("-C").arg(folder).args(args).env("SOURCE_DATE_EPOCH", "1780272000").stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert_eq!(String::from_utf8(stdout).unwrap(), "", "messages go to standard error");
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

/// Paths and bytes of all files.
fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
    {
        files.insert(
            entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned(),
            fs::read(entry.path()).unwrap(),
        );
    }
    files
}

#[test]
fn the_command_writes_once_and_overwrites_nothing() {
    let root = TempDir::new().unwrap();
    let new = root.path().join("new one");
    fs::create_dir(&new).unwrap();
    fs::write(new.join("README"), "mine").unwrap();
    let (code, said) = supportbook(root.path(), &["init", "new one", "--yes"]);
    assert_eq!(code, 0, "{said}");
    for step in ["cd 'new one'\n", "supportbook build", "supportbook serve"] {
        assert!(said.contains(step), "{said}");
    }
    let first = snapshot(&new);
    assert_eq!(first["README"], b"mine");
    assert!(String::from_utf8_lossy(&first["content/partner.yaml"]).contains("name: \"New One\"\n"));
    assert!(
        String::from_utf8_lossy(&first["content/runbooks/intake.md"]).contains("last_reviewed: 2026-06-01\n")
    );

    fs::remove_file(new.join("site.toml")).unwrap();
    let before = snapshot(&new);
    let (code, said) = supportbook(&new, &["init", "--template", "minimal", "--yes"]);
    assert_eq!(code, 2);
    for part in ["`content/channels.yaml`", "`content/partner.yaml`", "and 1 more"] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(snapshot(&new), before, "not even the file that was missing");
}

#[test]
fn a_gitignore_of_ones_own_stays() {
    let root = TempDir::new().unwrap();
    fs::write(root.path().join(".gitignore"), "/target/\n").unwrap();
    let (code, said) = supportbook(root.path(), &["init", "--template", "docs", "--yes"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(".gitignore was left as it is"), "{said}");
    let files = snapshot(root.path());
    assert_eq!(files[".gitignore"], b"/target/\n");
    assert!(files.contains_key("site.toml"));
}

#[test]
fn the_command_asks_nobody_without_a_terminal() {
    let root = TempDir::new().unwrap();
    let (code, said) = supportbook(root.path(), &["init", "new"]);
    assert_eq!(code, 2);
    assert!(said.contains("--yes") && said.contains("--answers"), "{said}");
    assert_eq!(snapshot(root.path()).len(), 0);
    assert!(!root.path().join("new").exists());
}

#[test]
fn the_command_reads_answers() {
    let root = TempDir::new().unwrap();
    fs::write(root.path().join("good.toml"), "name = \"Contoso # 1\"\n").unwrap();
    fs::write(root.path().join("bad.toml"), "name = \"Contoso\"\ncurency = \"EUR\"\n").unwrap();
    let (code, said) = supportbook(root.path(), &["init", "new", "--answers", "bad.toml"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("bad.toml:2:1: key `curency` is unknown here (did you mean `currency`?)"),
        "{said}"
    );
    let (code, said) = supportbook(root.path(), &["init", "new", "--answers", "none.toml"]);
    assert_eq!(code, 3, "{said}");
    assert!(!root.path().join("new").exists());
    let (code, said) =
        supportbook(root.path(), &["init", "new", "--template", "docs", "--answers", "good.toml"]);
    assert_eq!(code, 0, "{said}");
    let site = fs::read_to_string(root.path().join("new/site.toml")).unwrap();
    assert!(site.contains("en = \"Contoso # 1\"\n"), "{site}");
}
