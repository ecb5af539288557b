//! `--watch`: judges again after a change, and ends on Ctrl-C.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::project::{Project, SITE};

/// Lines until one that begins so.
fn until(lines: &Receiver<String>, begin: &str) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let line = lines.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("{seen:?}"));
        let done = line.starts_with(begin);
        seen.push(line);
        if done {
            return seen;
        }
    }
}

#[test]
fn each_change_is_judged_until_ctrl_c() {
    let project = Project::new("");
    let mut command = project.command(&["check", "--watch"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let (send, lines) = channel();
    thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    let first = until(&lines, "watching");
    assert_eq!(first, ["checked 2 files: no findings", "watching for changes (Ctrl-C stops)"]);

    project.write("content/pages/_index.md", "---\ntitle: Harbor\n---\n\nA [page](gone.md).\n");
    let second = until(&lines, "watching");
    assert!(second.iter().any(|line| line.starts_with("error[LNK001]")), "{second:?}");
    assert!(second.iter().all(|line| !line.contains('\u{1b}')), "a screen that is none was cleared");

    // Settings that are gone for a moment end nothing.
    fs::remove_file(project.root().join("site.toml")).unwrap();
    let third = until(&lines, "watching");
    assert!(third.iter().any(|line| line.starts_with("error: expected a project")), "{third:?}");
    project.write("site.toml", SITE);
    until(&lines, "watching");

    let kill = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
