//! The lock of an output folder: one run at a time writes below it.
//!
//! On Unix the lock is on the folder itself, so it leaves no file behind; it ends with its holder, killed
//! or not. Where a folder cannot be locked (Windows, some network file systems) a lock file stands in it.
//!
//! Invariant: whoever holds a [`Lock`] holds it on the folder that stands at the path now, not on one that
//! was moved away meanwhile.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::destination::Destination;
use super::error::{Named, WriteError};

/// The lock file, where the folder itself cannot be locked.
const LOCK_FILE: &str = ".supportbook.lock";

/// How long to sleep between two tries.
const PAUSE: Duration = Duration::from_millis(25);

/// The right to write below an output folder, as long as it lives.
#[derive(Debug)]
pub struct Lock {
    /// Held for its lock alone.
    _handle: File,
    /// The folder, without symbolic links.
    folder: PathBuf,
}

/// Locks the output folder, which is created if it is missing.
///
/// # Errors
/// [`WriteError::Locked`] where another process still holds the lock after `wait`.
pub fn lock(out: &Path, wait: Duration) -> Result<Lock, WriteError> {
    let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
    let mut left = wait;
    loop {
        if out.is_file() {
            return Err(WriteError::NotAFolder { path: out.to_path_buf() });
        }
        fs::create_dir_all(out).named("create", out)?;
        match try_lock(out).named("lock", out)? {
            Some(handle) if is_at(&handle, out).named("read", out)? => {
                let folder = fs::canonicalize(out).named("read", out)?;
                return Ok(Lock { _handle: handle, folder });
            }
            // The folder was replaced between opening and locking: the next one counts.
            Some(_) => {}
            None if left.is_zero() => {
                return Err(WriteError::Locked { folder: out.to_path_buf(), waited: wait });
            }
            None => {
                let pause = left.min(PAUSE);
                thread::sleep(pause);
                left -= pause;
            }
        }
    }
}

impl Lock {
    /// Passes where this lock is the one that publishing to `dest` needs.
    pub(super) fn covers(&self, dest: &Destination) -> Result<(), WriteError> {
        if self.folder == dest.real_out() {
            return Ok(());
        }
        Err(WriteError::NotLocked { folder: dest.out().to_path_buf() })
    }
}

/// The locked handle, or `None` where another process has it.
fn try_lock(out: &Path) -> io::Result<Option<File>> {
    if cfg!(unix) {
        let handle = File::open(out)?;
        match handle.try_lock() {
            Ok(()) => return Ok(Some(handle)),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(_)) => {}
        }
    }
    let handle = OpenOptions::new().write(true).create(true).truncate(false).open(out.join(LOCK_FILE))?;
    match handle.try_lock() {
        Ok(()) => Ok(Some(handle)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether the handle is still that of the folder, or of the lock file, at the path.
#[cfg(unix)]
fn is_at(handle: &File, out: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = handle.metadata()?;
    let path = if held.is_dir() { out.to_path_buf() } else { out.join(LOCK_FILE) };
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found.map(|found| (found.dev(), found.ino()) == (held.dev(), held.ino())),
    }
}

/// An open file cannot be moved away on these systems.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
