//! How a server ends, or does not begin.

use std::env;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use supportbook::serve::{Event, Options, Rebuilt, ServeError, serve};
use tokio::sync::oneshot;

use crate::client::Server;
use crate::project::{Project, build};

#[test]
fn a_taken_port_and_no_audience_are_errors_of_usage() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let project = Project::new();
    let options = Options { port: Some(port), ..project.options() };
    let error = serve(&options, Rebuilt::default, |_| {}).unwrap_err();
    assert!(matches!(error, ServeError::PortTaken(found) if found == port), "{error}");
    assert_eq!(error.exit_code(), 2);
    let options = Options { audiences: Vec::new(), ..project.options() };
    assert_eq!(serve(&options, Rebuilt::default, |_| {}).unwrap_err().exit_code(), 2);
}

#[test]
fn the_address_is_of_this_machine_alone() {
    let server = Project::new().serve();
    assert_eq!(server.address.ip().to_string(), "127.0.0.1");
}

#[test]
fn a_build_that_panics_ends_the_server_with_its_panic() {
    let options = Project::new().options();
    let ended = thread::spawn(move || serve(&options, || panic!("on purpose"), |_| {})).join();
    assert_eq!(ended.unwrap_err().downcast_ref::<&str>(), Some(&"on purpose"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_server_even_while_a_page_listens() {
    let arguments = ["--ignored", "--exact", "ending::served_until_ctrl_c", "--nocapture"];
    let test = env::current_exe().unwrap();
    let mut child = Command::new(test).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    // Kept until the end: the child's test harness prints there as well.
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.find_map(|line| Some(line.split_once("at ")?.1.parse().unwrap())).unwrap();
    let server = Server { address, told: channel().1, _stop: oneshot::channel().0 };
    let mut stream = server.listen();
    assert_eq!(stream.version(), "1");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success() && child.wait().unwrap().success());
    // The end of the stream, or a connection that was reset.
    let _ = stream.0.read_to_string(&mut String::new());
    TcpListener::bind(address).expect("the port is free again");
}

/// What [`ctrl_c_ends_the_server_even_while_a_page_listens`] starts.
#[test]
#[ignore = "runs until Ctrl-C"]
fn served_until_ctrl_c() {
    let project = Project::new();
    let root = project.root().to_path_buf();
    let report = |event: Event<'_>| {
        if let Event::Listening(address) = event {
            writeln!(io::stdout(), "at {address}").unwrap();
        }
    };
    serve(&project.options(), move || build(&root), report).unwrap();
}
