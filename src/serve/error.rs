//! Why nothing is served, one variant a reason, all wording in one place.
//!
//! Apart so that the other files of `serve` name reasons and never word them.

use std::{fmt, io};

/// Why the server did not start, or ended.
#[derive(Debug)]
pub enum ServeError {
    /// No audience was asked for.
    NoAudience,
    /// The port that was asked for is taken.
    PortTaken(u16),
    /// All ports that are tried by default are taken.
    PortsTaken {
        /// The first of them.
        first: u16,
        /// The last of them.
        last: u16,
    },
    /// The system refused an operation.
    Io {
        /// What was tried, as in "cannot `bind port 80`".
        doing: String,
        /// The system's reason.
        source: io::Error,
    },
}

impl ServeError {
    /// The exit code of a program that ends with this error: 2 usage, 3 input or output.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoAudience | Self::PortTaken(_) | Self::PortsTaken { .. } => 2,
            Self::Io { .. } => 3,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::PortTaken(_) => Some("end the other program, or choose another port with `--port`"),
            Self::PortsTaken { .. } => Some("choose another port with `--port`"),
            Self::NoAudience | Self::Io { .. } => None,
        }
    }

    /// Names an operation in an error of the system.
    pub(super) fn system(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAudience => write!(f, "expected an audience to serve, found none"),
            Self::PortTaken(port) => write!(f, "port {port} is taken by another program"),
            Self::PortsTaken { first, last } => {
                write!(f, "ports {first} to {last} are all taken by other programs")
            }
            Self::Io { doing, source } => write!(f, "cannot {doing}: {source}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
