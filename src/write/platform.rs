//! What differs from system to system: exchanging two folders, syncing, and who owns a folder.
//!
//! Apart so that no other file of `write` asks on which system it runs. A system that lacks an operation
//! answers [`io::ErrorKind::Unsupported`], upon which publishing goes in place.

use std::fs;
use std::io;
use std::path::Path;

/// Whether [`exchange`] can succeed on this system.
pub(super) const CAN_EXCHANGE: bool =
    cfg!(any(target_os = "linux", target_os = "android", target_vendor = "apple"));

/// Swaps what stands at two paths, in one step that every other process sees either before or after.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Swaps what stands at two paths; not on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Brings all that was written to the file system of `folder` onto the disk.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
}

/// Starts bringing all that was written onto the disk.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

/// Leaves it to the system when to bring onto the disk what was written.
#[cfg(not(unix))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a new folder the owner, group and mode of an old one.
///
/// # Errors
/// Where that is not allowed, or the two are not on one file system.
#[cfg(unix)]
pub(super) fn dress_like(new: &Path, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (is, should) = (fs::metadata(new)?, fs::metadata(old)?);
    if is.dev() != should.dev() {
        return Err(io::ErrorKind::CrossesDevices.into());
    }
    if (is.uid(), is.gid()) != (should.uid(), should.gid()) {
        chown(new, Some(should.uid()), Some(should.gid()))?;
    }
    if is.mode() != should.mode() {
        fs::set_permissions(new, should.permissions())?;
    }
    Ok(())
}

/// Leaves a new folder as it is: its rights come from the folder it is in.
#[cfg(not(unix))]
pub(super) fn dress_like(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Moves a file, replacing what is there. Windows refuses that while another program has one of the two
/// open, as scanners do for a moment, so there it is tried for about a second.
pub(super) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    let mut pauses = if cfg!(windows) { [20, 40, 80, 160, 320, 640].as_slice() } else { &[] }.iter();
    loop {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => match pauses.next() {
                Some(&pause) => std::thread::sleep(std::time::Duration::from_millis(pause)),
                None => return Err(error),
            },
            result => return result,
        }
    }
}
