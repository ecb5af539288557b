//! A project that is served, and the user who edits it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use supportbook::output::{Audience, Output, OutputPath};
use supportbook::serve::{Event, Options, Rebuilt, Shown, serve_until};
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::client::{PATIENCE, Server, Told};

/// A project whose build copies `content/` to the public and `secret/` to the internal site, unless a file
/// begins with `BROKEN`. It makes both sites whatever the server was asked for.
pub(crate) struct Project {
    root: TempDir,
}

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self { root: TempDir::new().unwrap() };
        for (path, text) in [
            ("site.toml", ""),
            ("content/index.html", "<html><body><p>home</p></body></html>"),
            ("content/404.html", "<html><body><p>nowhere</p></body></html>"),
            ("content/en/index.html", "<html><body><p>english</p></body></html>"),
            ("content/en/指 南/index.html", "<html><body><p>guide</p></body></html>"),
            ("content/style.css", "p { color: red }"),
            ("content/search.js", "const terms = [];"),
            ("content/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("content/hours.ics", "BEGIN:VCALENDAR"),
            ("content/data.bin", "\u{1}\u{2}"),
            ("secret/index.html", "<html><body><p>runbooks</p></body></html>"),
            ("secret/404.html", "<html><body><p>no such runbook</p></body></html>"),
        ] {
            project.put(path, text);
        }
        project
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Puts a file in its place at once, so that no build sees a half of it.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let aside = self.at("aside.tmp");
        fs::write(&aside, text).unwrap();
        fs::rename(aside, path).unwrap();
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            port: Some(0),
            watch: ["site.toml", "content", "secret", "themes"].map(|name| self.at(name)).to_vec(),
            root: self.root().to_path_buf(),
            poll: None,
            audiences: vec![Audience::Public],
        }
    }

    pub(crate) fn serve(&self) -> Server {
        Self::serve_with(self.options())
    }

    pub(crate) fn serve_for(&self, audiences: &[Audience]) -> Server {
        Self::serve_with(Options { audiences: audiences.to_vec(), ..self.options() })
    }

    /// A server whose first build is done.
    pub(crate) fn serve_with(options: Options) -> Server {
        let (sender, told) = channel();
        let report = move |event: Event<'_>| {
            let event = match event {
                Event::Listening(address) => Told::Listening(address),
                Event::Rebuilt { rebuilt, .. } => Told::Rebuilt { is_good: !rebuilt.sites.is_empty() },
                Event::WatchFailed(reason) => Told::WatchFailed(reason),
            };
            // A test that is over listens no more.
            let _ = sender.send(event);
        };
        let root = options.root.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        // The sender is dropped with the server of the test.
        let stopped = async { stopped.await.or(Ok(())) };
        thread::spawn(move || serve_until(stopped, &options, move || build(&root), report));
        let Ok(Told::Listening(address)) = told.recv_timeout(PATIENCE) else { panic!("not listening") };
        let server = Server { address, told, _stop: stop };
        server.rebuilt();
        server
    }
}

pub(crate) fn build(root: &Path) -> Rebuilt {
    let mut rebuilt = Rebuilt::default();
    for audience in Audience::ALL {
        let mut output = Output::default();
        let folder = if audience == Audience::Public { "content" } else { "secret" };
        collect(&root.join(folder), "", &mut output);
        let broken = output.files.iter().filter(|(_, bytes)| bytes.starts_with(b"BROKEN"));
        rebuilt.findings.extend(broken.map(|(path, _)| finding(path)));
        rebuilt.sites.insert(audience, Arc::new(output));
    }
    if !rebuilt.findings.is_empty() {
        rebuilt.sites = BTreeMap::new();
    }
    rebuilt
}

fn finding(path: &OutputPath) -> Shown {
    Shown {
        level: "error",
        place: format!("content/{path}:1:1"),
        message: "TST001: expected <b>sense</b> & found none".into(),
        hints: vec!["say something else".into()],
    }
}

/// What vanishes meanwhile is left out, as another change will follow.
fn collect(folder: &Path, prefix: &str, output: &mut Output) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), output);
        } else if let (Ok(bytes), Some(path)) = (fs::read(entry.path()), OutputPath::new(&name)) {
            output.files.insert(path, bytes.into());
        }
    }
}
