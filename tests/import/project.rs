//! Writing into a project: new, again, over edits; faults; both forms of the report.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::side_by_side;

/// A folder with documents, and a project that is made of them.
struct Place(TempDir);

const PAGE: &str = "project/content/pages/guide/start";

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put(
            "docs/index.md",
            &side_by_side("# {{首页|Home}}\n\n{{见[开始](guide/start.md)。|See [start](guide/start.md).}}\n"),
        );
        place.put(
            "docs/guide/start.md",
            &side_by_side(
                "# {{开始|Start}}\n\n![按钮](a.png) {{请稍候。|Please wait.}}\n\n{{再见。|Bye.}}\n",
            ),
        );
        place.put("docs/guide/a.png", "not really");
        place.put("docs/toc.yml", "- name: x\n");
        place
    }

    fn put(&self, path: &str, text: &str) {
        let file = self.0.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn get(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|_| panic!("{path} is there"))
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_supportbook"));
        let Output { status, stdout, stderr } =
            command.current_dir(self.0.path()).args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    fn import(&self, more: &[&str]) -> (Option<i32>, String, String) {
        let arguments = ["import", "openpublishing", "docs", "--out", "project"];
        self.run(&[&arguments[..], more].concat())
    }

    /// All files of the project, by their paths.
    fn project(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().join("project")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path => found.push((path.display().to_string(), fs::read(&path).unwrap())),
                }
            }
        }
        found.sort();
        found
    }
}

#[test]
fn a_project_is_written_and_builds() {
    let place = Place::new();
    let (code, out, err) = place.import(&[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("4 files: 2 pages, 2 with segments; 5 segments"), "{out}");
    assert!(out.contains("text alternatives without a source: 1, 0 of them"), "{out}");
    assert!(out.contains("toc.yml: data of the other program"), "{out}");
    assert_eq!(place.get("project/content/pages/guide/a.png"), "not really");
    let record = place.get("project/content/pages/guide/.l10n/start.md.zh-CN.toml");
    for line in [
        "format = \"openpublishing\"",
        "file = \"guide/start.md\"",
        "\"ms.translationtype\" = \"MT\"",
        "state = \"machine\"",
        "origin = \"mt\"",
        "segments = \"104\"",
    ] {
        assert!(record.contains(line), "{line} is missing:\n{record}");
    }
    let (code, _, err) = place.run(&["-C", "project", "build"]);
    assert_eq!(code, Some(0), "{err}");
    for page in ["en/guide/start", "zh-cn/guide/start"] {
        place.get(&format!("project/public/{page}/index.html"));
    }
}

#[test]
fn a_second_import_writes_nothing() {
    let place = Place::new();
    place.import(&[]);
    let before = place.project();
    let (code, _, err) = place.import(&[]);
    assert_eq!((code, err.contains("nothing to write")), (Some(0), true), "{err}");
    assert!(place.project() == before);
    // What people say in the record stays there.
    let (code, _, err) = place.run(&[
        "-C",
        "project",
        "l10n",
        "review",
        "--reviewer",
        "Li Wei",
        "content/pages/guide/start.md",
    ]);
    assert_eq!(code, Some(0), "{err}");
    let record = place.get("project/content/pages/guide/.l10n/start.md.zh-CN.toml");
    assert!(record.contains("[provenance.keys]") && record.contains("segments = \"104\""), "{record}");
    let reviewed = place.project();
    place.import(&[]);
    assert!(place.project() == reviewed);
}

#[test]
fn what_changed_is_written_and_what_people_read_stays_read() {
    let place = Place::new();
    place.import(&[]);
    place.run(&["-C", "project", "l10n", "review", "--reviewer", "Li Wei", "content/pages/guide/start.md"]);
    let text = "# {{开始|Start}}\n\n{{请稍等。|Please hold.}}\n\n{{再见。|Bye.}}\n";
    place.put("docs/guide/start.md", &side_by_side(text));
    let (code, _, err) = place.import(&[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(place.get(&format!("{PAGE}.zh-CN.md")).contains("请稍等。"));
    assert!(place.get(&format!("{PAGE}.md")).contains("Please hold."));
    let record = place.get("project/content/pages/guide/.l10n/start.md.zh-CN.toml");
    assert_eq!(record.matches("reviewer = \"Li Wei\"").count(), 2, "{record}");
    assert_eq!(record.matches("state = \"machine\"").count(), 1, "{record}");
}

#[test]
fn an_edited_page_is_left_alone() {
    for name in [format!("{PAGE}.zh-CN.md"), format!("{PAGE}.md")] {
        let place = Place::new();
        place.import(&[]);
        let edited = place.get(&name) + "\nMine.\n";
        place.put(&name, &edited);
        place.put("docs/guide/start.md", &side_by_side("# {{开始|Start}}\n\n{{新的。|New.}}\n"));
        let before = place.project();
        let (code, _, err) = place.import(&[]);
        assert_eq!(code, Some(0), "{err}");
        assert!(err.contains("content/pages/guide/start.md: left as it is: edited since"), "{err}");
        assert!(place.project() == before, "page, translation and record stay together");
        let (code, _, err) = place.import(&["--force"]);
        assert_eq!(code, Some(0), "{err}");
        assert!(place.get(&format!("{PAGE}.zh-CN.md")).contains("新的。"));
        assert!(!place.get(&name).contains("Mine."));
    }
}

#[test]
fn files_of_somebody_else_are_not_written_over() {
    let place = Place::new();
    place.put(&format!("{PAGE}.md"), "Mine.\n");
    let (code, _, err) = place.import(&[]);
    assert_eq!(code, Some(2), "{err}");
    assert!(!place.0.path().join("project/site.toml").exists(), "all or nothing");
    assert_eq!(place.get(&format!("{PAGE}.md")), "Mine.\n");
}

#[test]
fn settings_belong_to_their_author_once_edited() {
    let place = Place::new();
    place.import(&[]);
    let own = place.get("project/site.toml").replace("docs.example.com", "docs.contoso.com");
    place.put("project/site.toml", &own);
    place.put("docs/guide/start.md", &side_by_side("# {{开始|Start}}\n\n{{[x](no.md)|[x](no.md)}}\n"));
    let (code, _, err) = place.import(&[]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("LNK001") && err.contains("site.toml is yours"), "{err}");
    assert_eq!(place.get("project/site.toml"), own);
}

#[test]
fn rules_that_old_texts_break_become_warnings() {
    let place = Place::new();
    place.put(
        "docs/old.md",
        &side_by_side(
            "# {{旧|Old}}\n\n<div>{{[一](x.md)|[one](x.md)}}</div>\n\n{{[二](y.md)|[two](y.md)}}\n",
        ),
    );
    let (code, out, err) = place.import(&[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("LNK001     2  a link leads to a page that does not exist"), "{out}");
    let settings = place.get("project/site.toml");
    assert!(
        settings.contains("allow_html = true") && settings.contains("LNK001 = \"warning\" # 2 at"),
        "{settings}"
    );
    let (code, _, err) = place.run(&["-C", "project", "build"]);
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn faults_are_told_with_their_place_and_nothing_is_written() {
    let place = Place::new();
    let text = side_by_side("# {{旧|Old}}\n\n{{一|one}}\n")
        .replace("data-stu-id=\"ab12c-104\"", "data-stu-id=\"ab12c-9\"");
    place.put("docs/bad.md", &text);
    let (code, out, err) = place.import(&[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let place_of =
        format!("docs{}bad.md:10:1: expected the source of segment `ab12c-104`", std::path::MAIN_SEPARATOR);
    assert!(err.contains(&place_of) && err.contains("help: give both spans the same id"), "{err}");
    assert!(err.contains("nothing was written: 1 fault"), "{err}");
    assert!(!place.0.path().join("project").exists());
    let (_, out, _) = place.import(&["--format", "json"]);
    assert!(out.contains("\"line\": 10"), "{out}");
    let (code, _, err) = place.import(&["--lenient"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(place.get("project/content/pages/bad.zh-CN.md").contains("data-ttu-id=\"ab12c-104\""));
}

#[test]
fn an_oracle_tells_where_texts_differ() {
    let place = Place::new();
    let head = side_by_side("");
    place.put("zh/index.md", &format!("{head}# 首页\n\n见[开始](guide/start.md)。\n"));
    place.put("zh/guide/start.md", &format!("{head}# 开始\n\n![按钮](a.png) 请等待。\n\n再见。\n"));
    place.put("zh/more.md", "x\n");
    let (code, out, err) = place.import(&["--oracle", "zh"]);
    assert_eq!(code, Some(0), "{err}");
    for line in
        ["1 equal", "1 text", "guide/start.md: text from line 10 on", "more.md: only among the published"]
    {
        assert!(out.contains(line), "{line}:\n{out}");
    }
}

#[test]
fn the_report_for_programs_holds_every_file() {
    let place = Place::new();
    let (code, out, err) = place.import(&["--format", "json"]);
    assert_eq!(code, Some(0), "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["totals"]["segments"], 5);
    assert_eq!(report["totals"]["written"]["new"], 3);
    assert_eq!(report["files"].as_array().unwrap().len(), 4);
    assert_eq!(report["files"][1]["translation"], "content/pages/guide/start.zh-CN.md");
    assert_eq!(report["files"][1]["state"], "machine");
}

#[cfg(unix)]
#[test]
fn links_of_the_disk_are_not_followed() {
    let place = Place::new();
    place.put("secret.md", "# Secret\n");
    std::os::unix::fs::symlink(place.0.path().join("secret.md"), place.0.path().join("docs/link.md"))
        .unwrap();
    let (code, out, err) = place.import(&[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("link.md: it is a link to another file"), "{out}");
}
