//! Waits for a change of the watched files, and for it to be over.
//!
//! Apart because file systems tell of changes in many ways, or not at all. The system's events make it
//! fast. Since some get lost (a full queue, a folder made and filled at once, a network drive), a look
//! around from time to time makes it sure; when that finds a change nobody told of, the watches are set
//! anew. Where the system cannot watch at all, the looks have to do.
//!
//! Invariant: a print is taken before each build and compared after it, so the last build has seen the last
//! change. Nothing queues up: any number of events are one wake-up.

use std::iter;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Options;
use super::bell::Bell;
use super::listen::{Watcher, listen};
use super::scan::{Folders, Print, folders, scan};

/// How long it must be quiet before a build starts.
const QUIET: Duration = Duration::from_millis(25);

/// How long a build waits for quiet.
const MOST_SETTLING: Duration = Duration::from_secs(2);

/// The time from a build to the first look around.
const FIRST_LOOK: Duration = Duration::from_millis(100);

/// The longest time from one look to the next.
const LAST_LOOK: Duration = Duration::from_secs(2);

/// How often to look where the system cannot watch and the user has not said.
const POLL: Duration = Duration::from_millis(500);

/// Between two looks passes this many times the time that one takes.
const REST: u32 = 100;

/// The watched places, as the last build saw them.
pub(super) struct Watch {
    root: PathBuf,
    places: Vec<PathBuf>,
    eyes: Eyes,
    /// Rung by the system, and by the server when it ends.
    bell: Bell,
    /// The folders at the time the watches were set.
    armed: Folders,
    print: Print,
}

/// How changes are noticed.
enum Eyes {
    /// The system tells.
    Told(#[allow(dead_code, reason = "kept for its watches")] Watcher),
    /// We look this often.
    Look(Duration),
}

impl Watch {
    /// Begins to watch: a change from here on is noticed. `failed` hears why the system cannot.
    pub(super) fn open(options: &Options, bell: Bell, failed: &mut dyn FnMut(String)) -> Self {
        let mut watch = Self {
            root: options.root.clone(),
            places: options.watch.clone(),
            eyes: Eyes::Look(options.poll.unwrap_or(POLL).max(QUIET)),
            bell,
            armed: Folders::default(),
            print: Print::default(),
        };
        if options.poll.is_none() {
            watch.arm(failed);
        }
        watch.print = scan(&watch.places);
        watch
    }

    /// Waits for a change to come and be over; answers `false` once `closed` says that nobody cares.
    pub(super) fn wait(&mut self, closed: &dyn Fn() -> bool, failed: &mut dyn FnMut(String)) -> bool {
        let mut pause = self.eyes.first_pause();
        loop {
            let told = self.bell.wait(pause);
            if closed() {
                return false;
            }
            if told {
                self.settle(false, failed);
                return true;
            }
            let (print, cost) = timed(|| scan(&self.places));
            if print != self.print {
                self.settle(true, failed);
                return true;
            }
            pause = self.eyes.next_pause(pause).max(cost * REST);
        }
    }

    /// Waits until nothing changes any more, and keeps the print of that. `missed` says that the system did
    /// not tell of the change.
    fn settle(&mut self, mut missed: bool, failed: &mut dyn FnMut(String)) {
        let mut waited = Duration::ZERO;
        loop {
            if matches!(self.eyes, Eyes::Told(_)) && (missed || self.folders() != self.armed) {
                self.arm(failed);
                missed = false;
            }
            let (print, cost) = timed(|| scan(&self.places));
            self.print = print;
            let (stirred, time) = timed(|| self.stirs(cost));
            waited += cost + time;
            if !stirred || waited > MOST_SETTLING {
                return;
            }
        }
    }

    /// Whether something changes while it should be quiet. The time of the look before it counts as quiet
    /// where the system would have told.
    fn stirs(&self, looked: Duration) -> bool {
        match self.eyes {
            Eyes::Told(_) => self.bell.wait(QUIET.saturating_sub(looked)),
            Eyes::Look(_) => {
                self.bell.wait(QUIET);
                scan(&self.places) != self.print
            }
        }
    }

    /// Sets the watches on what stands now.
    fn arm(&mut self, failed: &mut dyn FnMut(String)) {
        // Before the watches: a folder that comes in between is then seen as new.
        self.armed = self.folders();
        self.eyes = match listen(&self.root, &self.places, self.bell.clone()) {
            Ok(watcher) => Eyes::Told(watcher),
            Err(error) => {
                failed(error.to_string());
                Eyes::Look(POLL)
            }
        };
    }

    fn folders(&self) -> Folders {
        folders(iter::once(&self.root).chain(&self.places))
    }
}

impl Eyes {
    /// How long after a build to look first.
    fn first_pause(&self) -> Duration {
        match *self {
            Self::Told(_) => FIRST_LOOK,
            Self::Look(interval) => interval,
        }
    }

    /// How long to rest after a look that found nothing.
    fn next_pause(&self, last: Duration) -> Duration {
        match *self {
            Self::Told(_) => (last * 2).min(LAST_LOOK),
            Self::Look(interval) => interval,
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "decides when to look again, and goes into no output")]
fn timed<T>(action: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (action(), begun.elapsed())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;
    use crate::output::Audience;

    const PATIENCE: Duration = Duration::from_secs(10);

    fn project() -> (TempDir, Watch) {
        let root = TempDir::new().unwrap();
        put(root.path(), "site.toml");
        put(root.path(), "content/page.md");
        let options = Options {
            port: None,
            watch: ["site.toml", "content", "themes"].map(|name| root.path().join(name)).to_vec(),
            root: root.path().to_path_buf(),
            poll: None,
            audiences: vec![Audience::Public],
        };
        let watch = Watch::open(&options, Bell::new(), &mut |reason| panic!("{reason}"));
        (root, watch)
    }

    #[allow(clippy::disallowed_methods, reason = "the test plays the user")]
    fn put(root: &Path, path: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(root.join("aside"), path.as_os_str().as_encoded_bytes()).unwrap();
        fs::rename(root.join("aside"), path).unwrap();
    }

    fn wait(watch: &mut Watch) {
        assert!(watch.wait(&|| false, &mut |reason| panic!("{reason}")));
    }

    /// Waits until the system has nothing more to tell.
    fn rest(watch: &Watch) {
        while watch.bell.wait(Duration::from_millis(200)) {}
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the test plays a build that reads")]
    fn the_system_tells_of_each_place_before_we_look() {
        let (root, watch) = project();
        for path in ["content/page.md", "content/new/deep.md", "site.toml", "themes/own.css"] {
            put(root.path(), path);
            assert!(watch.bell.wait(PATIENCE), "{path}");
            rest(&watch);
        }
        put(root.path(), "public/index.html");
        put(root.path(), "content-not.md");
        fs::read(root.path().join("content/page.md")).unwrap();
        assert!(!watch.bell.wait(Duration::from_millis(300)));
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the test plays the user")]
    fn watches_are_set_anew_on_a_folder_that_came_back() {
        let (root, mut watch) = project();
        fs::remove_dir_all(root.path().join("content")).unwrap();
        wait(&mut watch);
        put(root.path(), "content/page.md");
        put(root.path(), "themes/own.css");
        wait(&mut watch);
        rest(&watch);
        for path in ["content/page.md", "themes/own.css"] {
            put(root.path(), path);
            assert!(watch.bell.wait(PATIENCE), "{path}");
            rest(&watch);
        }
    }

    #[test]
    fn a_change_that_nobody_told_of_is_found_and_the_watches_are_set_anew() {
        let (root, mut watch) = project();
        let elsewhere = TempDir::new().unwrap();
        watch.eyes = Eyes::Told(listen(elsewhere.path(), &[], watch.bell.clone()).unwrap());
        // The watcher that was there before goes deaf in its own time.
        put(root.path(), "content/page.md");
        while watch.bell.wait(Duration::from_millis(200)) {
            put(root.path(), "content/page.md");
        }
        wait(&mut watch);
        rest(&watch);
        put(root.path(), "content/page.md");
        assert!(watch.bell.wait(PATIENCE));
    }
}
