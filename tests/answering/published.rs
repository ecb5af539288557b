//! What a built site publishes for programs is what the command says.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::folder;

fn run(project: &str, args: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_supportbook");
    let output = Command::new(program).arg("-C").arg(folder(project)).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn published_hours_are_those_of_the_command() {
    let mut entries = 0;
    for project in
        [".", "tests/projects/direct-bill", "tests/projects/indirect-provider", "tests/projects/21vianet"]
    {
        let out = tempfile::tempdir().unwrap();
        run(project, &["build", "--out", out.path().to_str().unwrap()]);
        let json = fs::read_to_string(out.path().join("public/hours.json")).unwrap();
        let published: Value = serde_json::from_str(&json).unwrap();
        let script = fs::read_to_string(out.path().join("public/hours.js")).unwrap();
        let value = &script[script.find('{').unwrap()..=script.rfind('}').unwrap()];
        assert_eq!(serde_json::from_str::<Value>(value).unwrap(), published, "{project}: the script");
        let hours = published["hours"].as_array().unwrap_or_else(|| panic!("{published}"));
        for entry in hours {
            let [id, from, to] = ["id", "from", "to"].map(|key| entry[key].as_str().unwrap());
            let said = run(project, &["hours", id, "--from", from, "--to", to, "--format", "json"]);
            assert_eq!(&serde_json::from_str::<Value>(&said).unwrap(), entry, "{project}: {id}");
            entries += 1;
        }
    }
    assert!(entries >= 10, "{entries}");
}
