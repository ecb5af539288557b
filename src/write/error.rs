//! Why nothing was written, one variant a reason, all wording in one place.
//!
//! Apart so that the other files of `write` name reasons and never word them.
//!
//! Invariant: a refusal (exit code 2) is returned before the first change on the disk.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::output::{Audience, OutputPath};

/// Why a folder was not written to.
#[derive(Debug)]
pub enum WriteError {
    /// The output folder is the project, or the project lies in it.
    ContainsProject {
        /// The output folder.
        folder: PathBuf,
    },
    /// The output folder lies in a folder of sources or of git, or one of these lies in it.
    Protected {
        /// The output folder.
        folder: PathBuf,
        /// The folder that must not be touched.
        protected: PathBuf,
    },
    /// The output folder lies in a built site, whose files would be mixed with its own.
    InSite {
        /// The output folder.
        folder: PathBuf,
        /// The built site, or the place of one.
        site: PathBuf,
    },
    /// The output folder is the home folder, or contains it. (The root it cannot be: it has a name.)
    Home {
        /// The output folder.
        folder: PathBuf,
    },
    /// A file stands where a folder should be.
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// A symbolic link stands where a folder should be.
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// The output folder holds files that no manifest of ours lists.
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// The first of the files, sorted, below the folder.
        files: Vec<String>,
        /// How many there are besides.
        more: usize,
    },
    /// A name to keep that is no plain file name.
    BadKeep {
        /// The name.
        name: String,
    },
    /// The site has a file where the user has one to be kept.
    Kept {
        /// The site's file.
        file: OutputPath,
    },
    /// The site has a file at an address that publishing uses itself.
    Reserved {
        /// The site's file.
        file: OutputPath,
    },
    /// The site has a file at an address that is a folder of other files.
    FileAndFolder {
        /// The site's file.
        file: OutputPath,
    },
    /// A manifest cannot be read as one.
    ManifestDamaged {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A manifest of a format that only a newer program knows.
    ManifestNewer {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        format: u64,
    },
    /// The site in the folder, or the site to be published there, is another audience's.
    OtherAudience {
        /// The folder.
        folder: PathBuf,
        /// Whose site belongs there.
        expected: Audience,
        /// Whose site was met.
        found: Audience,
    },
    /// A file to be created exists.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A source to be edited is not what was judged.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file to be created would lie outside its root.
    Escapes {
        /// The file, as it was given.
        path: PathBuf,
    },
    /// Another process holds the lock.
    Locked {
        /// The folder that is locked.
        folder: PathBuf,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The lock that is held is another folder's.
    NotLocked {
        /// The folder that should be locked.
        folder: PathBuf,
    },
    /// A file that appeared in the old tree during a swap, and whose place in the new tree is taken.
    Stranded {
        /// Where the file is.
        path: PathBuf,
        /// Where it belongs.
        taken: PathBuf,
    },
    /// The disk is full.
    NoSpace {
        /// The file that could not be written.
        path: PathBuf,
        /// What the whole publishing needs, in bytes.
        needed: u64,
    },
    /// The system refused an operation.
    Io {
        /// What was tried, as in "cannot `remove` `path`".
        doing: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl WriteError {
    /// The exit code of a program that ends with this error: 2 refused, 3 input or output, 4 locked.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Stranded { .. } | Self::NoSpace { .. } | Self::Io { .. } | Self::NotLocked { .. } => 3,
            Self::Locked { .. } => 4,
            _ => 2,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::ContainsProject { .. } | Self::Protected { .. } | Self::Home { .. } => {
                "choose a folder of its own with `--out`"
            }
            Self::InSite { .. } => "`--out` takes the folder that `public/` and `internal/` are put into",
            Self::NotAFolder { .. } => "move the file away",
            Self::Symlink { .. } => "remove the link, or put the real place into `--out`",
            Self::Foreign { .. } => "move them away, name them in `keep`, or choose a folder with `--out`",
            Self::BadKeep { .. } => "`keep` takes names at the top of the output folder, as `CNAME`",
            Self::Kept { .. } => "take the name out of `keep`, or remove one of the two files",
            Self::Reserved { .. } | Self::FileAndFolder { .. } => "give the file another address",
            Self::ManifestDamaged { .. } => "empty the folder the file lies in and build again",
            Self::ManifestNewer { .. } => "use the newer program, or empty the folder and build again",
            Self::OtherAudience { .. } => "keep each audience in a folder of its own",
            Self::Exists { .. } => "nothing was written; move it away, or choose another folder",
            Self::Changed { .. } => "nothing was written; run the command again",
            Self::Locked { .. } => "wait for the other run, or end it",
            Self::Stranded { .. } => "keep one of the two and remove the other",
            Self::NoSpace { .. } => "free some space; what was published before stands unchanged",
            Self::Escapes { .. } | Self::NotLocked { .. } | Self::Io { .. } => return None,
        })
    }

    /// The same error, with what the publishing needs if it was for want of space.
    pub(super) fn needing(self, needed: u64) -> Self {
        match self {
            Self::Io { path, source, .. } if is_full(&source) => Self::NoSpace { path, needed },
            other => other,
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContainsProject { folder } => {
                write!(f, "output folder `{}` is the project or contains it", folder.display())
            }
            Self::Protected { folder, protected } => {
                let (folder, protected) = (folder.display(), protected.display());
                write!(f, "output folder `{folder}` overlaps `{protected}`, which is never written to")
            }
            Self::InSite { folder, site } => {
                write!(f, "output folder `{}` lies in the built site `{}`", folder.display(), site.display())
            }
            Self::Home { folder } => {
                write!(f, "output folder `{}` is the home folder or contains it", folder.display())
            }
            Self::NotAFolder { path } => write!(f, "expected a folder, found a file at `{}`", path.display()),
            Self::Symlink { path } => {
                write!(f, "expected a folder, found a symbolic link at `{}`", path.display())
            }
            Self::Foreign { folder, files, more } => write_foreign(f, folder, files, *more),
            Self::BadKeep { name } => write!(f, "expected a plain file name in `keep`, found `{name}`"),
            Self::Kept { file } => write!(f, "the site writes `{file}`, where a file is to be kept"),
            Self::Reserved { file } => write!(f, "the site writes `{file}`, a name that publishing uses"),
            Self::FileAndFolder { file } => write!(f, "the site has both a file and a folder `{file}`"),
            Self::ManifestDamaged { path, reason } => {
                write!(f, "manifest `{}` is damaged: {reason}", path.display())
            }
            Self::ManifestNewer { path, format } => {
                write!(f, "manifest `{}` has format {format}, newer than this program", path.display())
            }
            Self::OtherAudience { folder, expected, found } => {
                write!(f, "expected the {expected} site for `{}`, found the {found} one", folder.display())
            }
            Self::Exists { path } => write!(f, "`{}` exists", path.display()),
            Self::Changed { path } => write!(f, "`{}` changed while it was judged", path.display()),
            Self::Escapes { path } => write!(f, "`{}` leads out of its folder", path.display()),
            Self::Locked { folder, waited } => {
                let waited = waited.as_secs_f32();
                write!(f, "`{}` is locked by another run (waited {waited:.0} s)", folder.display())
            }
            Self::NotLocked { folder } => write!(f, "`{}` is not locked by this run", folder.display()),
            Self::Stranded { path, taken } => {
                let (path, taken) = (path.display(), taken.display());
                write!(f, "`{path}` appeared while publishing and `{taken}` has its place")
            }
            Self::NoSpace { path, needed } => {
                write!(f, "no space left to write `{}`; publishing needs {needed} bytes", path.display())
            }
            Self::Io { doing, path, source } => write!(f, "cannot {doing} `{}`: {source}", path.display()),
        }
    }
}

fn write_foreign(f: &mut fmt::Formatter<'_>, folder: &Path, files: &[String], more: usize) -> fmt::Result {
    let files = files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
    write!(f, "output folder `{}` holds files this program did not write: {files}", folder.display())?;
    if more > 0 {
        write!(f, " and {more} more")?;
    }
    Ok(())
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Names the operation and the path in an error of the system.
pub(super) trait Named<T> {
    /// Turns the error into "cannot `doing` `path`".
    fn named(self, doing: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, doing: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { doing, path: path.to_path_buf(), source })
    }
}
