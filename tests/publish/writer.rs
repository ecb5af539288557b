//! A process that publishes, for other tests to run beside themselves and to kill: this test binary, told
//! by its environment to run [`acts`] alone.

use std::env;
use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use supportbook::output::Audience;
use supportbook::write::{self, Destination, Way};

use crate::place::{PATIENCE, Place, gated, site};

/// A process that publishes.
pub(crate) struct Writer {
    pub(crate) process: Child,
    /// Held open, for the test harness in the process fails if it cannot report.
    _said: BufReader<ChildStdout>,
}

/// Starts a writer and returns when it is about to publish.
pub(crate) fn start_writer(place: &Place, version: usize) -> Writer {
    let mut process = act("publish", place, version).spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    while !line.ends_with("ready\n") {
        assert!(said.read_line(&mut line).unwrap() > 0, "the writer ended early");
    }
    Writer { process, _said: said }
}

/// This binary as a process of its own that runs [`acts`].
pub(crate) fn act(act: &str, place: &Place, version: usize) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "writer::acts", "--ignored", "--nocapture"]);
    command.env("SUPPORTBOOK_TEST_ROOT", place.root.path()).env("SUPPORTBOOK_TEST_ACT", act);
    command.env("SUPPORTBOOK_TEST_VERSION", version.to_string());
    command.env("SUPPORTBOOK_TEST_IN_PLACE", (place.way == Way::InPlace).to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
#[ignore = "the process that other tests start and kill"]
fn acts() {
    let Ok(root) = env::var("SUPPORTBOOK_TEST_ROOT").map(PathBuf::from) else { return };
    let say = |text: &str| writeln!(std::io::stdout(), "{text}").unwrap();
    let keep = write::DEFAULT_KEEP.map(String::from);
    if env::var("SUPPORTBOOK_TEST_ACT").unwrap() == "destination" {
        let refused = Destination::new(&root.join("project"), &root, Audience::Public, &keep).unwrap_err();
        return say(&format!("refused: {refused:?}"));
    }
    let mut dest =
        Destination::new(&root.join("project"), &root.join("out"), Audience::Public, &keep).unwrap();
    if env::var("SUPPORTBOOK_TEST_IN_PLACE").unwrap() == "true" {
        dest = dest.in_place();
    }
    let output = gated(&site(env::var("SUPPORTBOOK_TEST_VERSION").unwrap().parse().unwrap()));
    let lock = write::lock(dest.out(), PATIENCE).unwrap();
    say("ready");
    write::publish(&dest, &lock, &output).unwrap();
}
