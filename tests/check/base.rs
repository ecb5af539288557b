//! `--base`: what is new since a revision.

use std::fs;
use std::process::Command;

use crate::project::Project;

const FAULTY: &str = "---\ntitle: Harbor\n---\n\nA [page](gone.md).\n";
const FOUND: &str = "content/pages/_index.md:5:10: error[LNK001]: there is no page `content/pages/gone.md`\n";

fn since(project: &Project, base: &str, code: i32) -> String {
    project.says(&["check", "--format", "short", "--base", base], code)
}

/// A repository whose first commit has one fault.
fn repository() -> Project {
    let project = Project::new("");
    project.git(&["init", "-q"]);
    project.write("content/pages/_index.md", FAULTY);
    project.commit();
    project
}

#[test]
fn what_was_there_already_is_not_told() {
    let project = repository();
    assert_eq!(project.says(&["check", "--format", "short"], 1), FOUND);
    assert_eq!(since(&project, "HEAD", 0), "");
    // Lines that move make nothing new; another fault does, and so does a second one of the same kind.
    let more = "One more line.\n\nA [page](gone.md).\n\nAnd [again](gone.md), [else](other.md).\n";
    project.write("content/pages/_index.md", format!("---\ntitle: Harbor\n---\n\n{more}"));
    let new = "content/pages/_index.md:9:13: error[LNK001]: there is no page `content/pages/gone.md`\n\
        content/pages/_index.md:9:30: error[LNK001]: there is no page `content/pages/other.md`\n";
    assert_eq!(since(&project, "HEAD", 1), new);
    project.commit();
    assert_eq!(since(&project, "HEAD", 0), "");
    assert_eq!(since(&project, "HEAD~1", 1), new);
}

#[test]
fn a_project_may_lie_in_a_folder_of_the_repository() {
    let project = Project::new("docs/support");
    let top = project.root().parent().unwrap().parent().unwrap();
    let init = Command::new("git").arg("-C").arg(top).args(["init", "-q"]).status().unwrap();
    assert!(init.success());
    fs::write(top.join("site.toml"), "no project of ours\n").unwrap();
    project.write("content/pages/说明.md", "---\ntitle: 说明\n---\n\nA [page](gone.md).\n");
    project.write("content/.hidden.yaml", "[");
    project.write("content/versions/1/x.yaml", "[");
    project.write("content/media/bytes.bin", b"\0\xff\n\n");
    project.commit();
    assert_eq!(project.says(&["check", "--format", "short"], 1).lines().count(), 1);
    assert_eq!(since(&project, "HEAD", 0), "");
}

#[test]
fn a_revision_without_the_project_makes_everything_new() {
    let project = Project::new("");
    project.git(&["init", "-q"]);
    project.git(&["commit", "-q", "--allow-empty", "-m", "nothing"]);
    project.write("content/pages/_index.md", FAULTY);
    assert_eq!(since(&project, "HEAD", 1), FOUND);
}

#[test]
fn the_day_is_the_same_on_both_sides() {
    let project = Project::new("");
    project.git(&["init", "-q"]);
    let runbook =
        "---\ntitle: Ask\nkind: intake\nowner: Ana\nlast_reviewed: 2026-01-01\nreview_in: 1 month\n---\n";
    project.write("content/runbooks/ask.md", runbook);
    let site = project.read("site.toml");
    project.write("site.toml", site.replace("2026-06-01", "2026-01-01"));
    project.commit();
    project.write("site.toml", site);
    assert!(project.says(&["check", "--format", "short"], 0).contains("RUN008"));
    assert_eq!(since(&project, "HEAD", 0), "");
}

#[test]
fn what_names_no_revision_is_refused() {
    let project = repository();
    for wrong in ["no-such-branch", "--help", "HEAD:site.toml", ""] {
        let output = project.run(&["check", &format!("--base={wrong}")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{wrong}: {said}");
        let told =
            said.starts_with(&format!("error: expected a revision of the repository, found `{wrong}`"));
        assert!(told || wrong.is_empty(), "{said}");
    }
}
