//! `--format sarif`: what the schema cannot know.

use serde_json::Value;

use supportbook::diagnostic::catalog::RULES;

use crate::project::{Project, SITE};

fn run(project: &Project, code: i32) -> Value {
    let text = project.says(&["check", "--format", "sarif"], code);
    let log: Value = serde_json::from_str(&text).unwrap();
    log["runs"][0].clone()
}

#[test]
fn every_rule_is_declared_and_results_point_at_theirs() {
    let project = Project::new("");
    project.write("content/pages/_index.md", "---\ntitle: Harbor\n---\n\n😀灯 [page](gone.md) **注意：\n");
    let run = run(&project, 1);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let link = results.iter().find(|result| result["ruleId"] == "LNK001").unwrap();
    let place = &link["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/pages/_index.md");
    // The first character is two units of UTF-16.
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&5.into(), &12.into()));
    assert_eq!(place["region"]["endColumn"], 19);
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert!(link.get("suppressions").is_none());
}

#[test]
fn fixes_further_places_and_what_is_waived_are_told() {
    let project = Project::new("a folder");
    let waiver = "[[waivers]]\nrule = \"FIL001\"\nreason = \"Moved in July\"\nuntil = 2026-07-31\n";
    project.write("site.toml", format!("{SITE}{waiver}"));
    project.write("content/runbook/triage.md", "Ask.\n");
    let terms = "---\ntitle: Terms\nkind: terms\n---\n\n## 范围\n";
    project.write("content/pages/terms.md", terms.replace("kind", "title: Twice\nkind"));
    let top = project.root().parent().unwrap();
    let mut command = project.command(&["-C", "a folder", "check", "--format", "sarif"]);
    let output = command.current_dir(top).output().unwrap();
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
    let waived = of("FIL001");
    assert_eq!(waived["suppressions"][0]["justification"], "Moved in July (until 2026-07-31)");
    assert_eq!(waived["suppressions"][0]["kind"], "external");
    let twice = of("SYN002");
    assert_eq!(twice["suppressions"], serde_json::json!([]));
    let uri = &twice["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "a%20folder/content/pages/terms.md");

    project.write("content/pages/terms.md", terms);
    let run = run(&project, 1);
    let fix = &run["results"][0]["fixes"][0]["artifactChanges"][0];
    let region = &fix["replacements"][0]["deletedRegion"];
    assert_eq!((&region["startColumn"], &region["endColumn"]), (&6.into(), &6.into()));
    assert!(fix["replacements"][0]["insertedContent"]["text"].as_str().unwrap().starts_with(" {#"));
}

#[test]
fn settings_that_cannot_be_read_are_no_successful_run() {
    let project = Project::new("");
    project.write("site.toml", "[");
    assert_eq!(run(&project, 2)["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let project = Project::new("");
    let prints = |text: &str| {
        let links = format!("---\ntitle: Harbor\n---\n\n{text}[a](x.md) [b](x.md)\n");
        project.write("content/pages/_index.md", links);
        let results = run(&project, 1)["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    let before = prints("");
    assert_ne!(before[0], before[1]);
    assert_eq!(before, prints("A line.\n\n"));
}
