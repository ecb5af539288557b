//! `--fix`: what is written, and what is left as it was.

use std::fs;

use crate::project::Project;

const TERMS: &str = "---\ntitle: Terms\nkind: terms\n---\n\n## Scope\n\nText.\n\n## Scope\n\n## 范围 😀\n";
const PAGE: &str = "content/pages/terms.md";

#[test]
fn line_ends_and_a_mark_stay() {
    let project = Project::new("");
    let before = format!("\u{feff}{}", TERMS.replace('\n', "\r\n"));
    project.write(PAGE, &before);
    project.says(&["check", "--fix"], 0);
    let after = project.read(PAGE);
    assert!(after.starts_with('\u{feff}') && after.matches("\r\n").count() == after.matches('\n').count());
    let headings: Vec<&str> = after.lines().filter(|line| line.starts_with("##")).collect();
    assert!(headings.iter().all(|line| line.ends_with('}') && line.contains(" {#")), "{headings:?}");
    let without = |line: &str| line.split(" {#").next().unwrap().to_owned() + "\r\n";
    assert_eq!(after.lines().map(without).collect::<String>(), before, "nothing else changed");
    assert_eq!(fs::read_dir(project.root().join("content/pages")).unwrap().count(), 2, "nothing lies about");
    let again = project.run(&["check", "--fix"]);
    assert!(String::from_utf8_lossy(&again.stderr).starts_with("fixed nothing\n"));
}

#[cfg(unix)]
#[test]
fn the_mode_stays() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new("");
    project.write(PAGE, TERMS);
    let file = project.root().join(PAGE);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    project.says(&["check", "--fix"], 0);
    assert_ne!(project.read(PAGE), TERMS);
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_diff_writes_nothing_and_is_one_that_git_takes() {
    let project = Project::new("");
    project.git(&["init", "-q"]);
    project.write(PAGE, TERMS);
    project.commit();
    let diff = project.says(&["check", "--fix", "--diff"], 1);
    assert_eq!(project.read(PAGE), TERMS);
    project.write("fixes.patch", &diff);
    project.git(&["apply", "fixes.patch"]);
    let patched = project.read(PAGE);
    project.write(PAGE, TERMS);
    project.says(&["check", "--fix"], 0);
    assert_eq!(project.read(PAGE), patched);
}
