//! Why the server cannot start or go on, each with its exit code.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::sandbox::LoadError;

/// Why the server ends. `--help` lists the exit codes.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Options that exclude each other.
    #[error("{0}")]
    Usage(String),
    /// The console's files cannot be served.
    #[error(
        "the console cannot be served from {place}: {reason}. Run `make build`, or name its \
         folder with --dist",
        place = .place.display()
    )]
    Dist {
        /// What `--dist` says.
        place: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The state file is there and cannot be read.
    #[error(
        "the state file {file} cannot be read: {reason}. It was left as it is: move it away, or \
         name another with --state",
        file = .file.display()
    )]
    State {
        /// What `--state` says.
        file: PathBuf,
        /// What is wrong with it.
        reason: UnreadableState,
    },
    /// The state file is another server's.
    #[error(
        "another server uses the state file {file}: end that one, or name another file with \
         --state",
        file = .file.display()
    )]
    Locked {
        /// What `--state` says.
        file: PathBuf,
    },
    /// The state file cannot be written.
    #[error(
        "the state file {file} cannot be written: {reason}. {advice}, or name another file with \
         --state",
        file = .file.display(),
        advice = advice(.reason)
    )]
    StateNotWritten {
        /// What `--state` says.
        file: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// The address cannot be listened on.
    #[error("{}", cannot_listen(.address, .reason))]
    Listen {
        /// What `--listen` says.
        address: SocketAddr,
        /// What the system says.
        reason: io::Error,
    },
    /// A key in the environment cannot be one. What it holds is not said.
    #[error("the environment variable {0} holds what no key can be: check how it was set")]
    Key(&'static str),
    /// A key's file cannot be read.
    #[error(
        "the file {file}, which {name}_FILE names, cannot be read: {reason}. See to it that it is \
         there and that the server may read it",
        file = .file.display()
    )]
    KeyUnreadable {
        /// The variable for the key itself.
        name: &'static str,
        /// What the variable for its file says.
        file: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A key's file holds none. What it holds is not said.
    #[error(
        "the file {file}, which {name}_FILE names, holds what no key can be: write the key and \
         nothing else into it",
        file = .file.display()
    )]
    KeyFile {
        /// The variable for the key itself.
        name: &'static str,
        /// What the variable for its file says.
        file: PathBuf,
    },
    /// Two keys for one purpose.
    #[error("{0} and {0}_FILE are both set: leave one of them out")]
    KeyTwice(&'static str),
    /// There is nothing to check the API's certificate against.
    #[error(
        "the system's certificate authorities cannot be read: {0}. Install ca-certificates, or \
         name a list in SSL_CERT_FILE"
    )]
    Authorities(io::Error),
    /// Anything else that the system refuses.
    #[error("the system refused: {0}")]
    Other(io::Error),
}

/// What is wrong with a state file.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableState {
    /// The system does not hand it out, or it is no text.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It holds no sandbox of this version.
    #[error("{0}")]
    Load(#[from] LoadError),
}

impl Failure {
    /// The process's exit code.
    #[must_use]
    pub const fn code(&self) -> u8 {
        match self {
            Self::Authorities(_) | Self::Other(_) | Self::StateNotWritten { .. } => 1,
            Self::Usage(_) => 2,
            Self::Dist { .. } => 3,
            Self::State { .. } => 4,
            Self::Locked { .. } => 5,
            Self::Listen { .. } => 6,
            Self::Key(_)
            | Self::KeyUnreadable { .. }
            | Self::KeyFile { .. }
            | Self::KeyTwice(_) => 7,
        }
    }
}

/// What makes a file writable that was not.
fn advice(reason: &io::Error) -> &'static str {
    use io::ErrorKind::{NotFound, QuotaExceeded, StorageFull};
    match reason.kind() {
        NotFound => "Make its folder",
        StorageFull | QuotaExceeded => "The last whole state is kept: free some space on the disk",
        _ => "See to it that the server may write to its folder",
    }
}

fn cannot_listen(address: &SocketAddr, reason: &io::Error) -> String {
    if reason.kind() != io::ErrorKind::AddrInUse {
        return format!("cannot listen on {address}: {reason}");
    }
    let (port, next) = (address.port(), address.port().wrapping_add(1).max(1024));
    format!("port {port} is taken: try another, as in --listen {}:{next}", address.ip())
}
