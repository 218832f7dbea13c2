//! The console's files: of a folder, or carried by the program itself (feature `site`).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use axum::body::Bytes;

use super::log;

/// Files by their path, which begins with a slash.
pub(super) type Files = HashMap<String, Bytes>;

/// Where the console's files are.
#[derive(Debug)]
pub(super) enum Site {
    /// In a folder.
    Folder(PathBuf),
    /// In the program, which was built from a folder.
    #[cfg(feature = "site")]
    Carried,
}

impl Site {
    /// The folder that was named, or else what the program carries, or else the folder `dist`.
    pub(super) fn choose(named: Option<&Path>) -> Self {
        if let Some(folder) = named {
            return Self::Folder(folder.to_owned());
        }
        #[cfg(feature = "site")]
        return Self::Carried;
        // Where `make build` leaves it.
        #[cfg(not(feature = "site"))]
        Self::Folder("dist".into())
    }

    /// Its place in a sentence.
    pub(super) fn place(&self) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.clone(),
            #[cfg(feature = "site")]
            Self::Carried => "the program itself".into(),
        }
    }

    /// Every file, read once.
    pub(super) fn files(&self) -> io::Result<Files> {
        match self {
            Self::Folder(folder) => {
                let mut found = Files::new();
                collect(folder, "", &mut found)?;
                Ok(found)
            }
            #[cfg(feature = "site")]
            Self::Carried => Ok(carried::files()),
        }
    }
}

/// Every file under `folder`, by its path from there. A link is not followed: what is outside the
/// folder was not meant to be served.
fn collect(folder: &Path, path: &str, found: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{path}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &path, found)?;
        } else if kind.is_file() {
            found.insert(path, fs::read(entry.path())?.into());
        } else {
            log::line(format_args!("{} is a link, and is not served", entry.path().display()));
        }
    }
    Ok(())
}

#[cfg(feature = "site")]
mod carried {
    use std::borrow::Cow;

    use axum::body::Bytes;
    use rust_embed::RustEmbed;

    use super::Files;

    /// The folder `dist` as it was when the program was built; `build.rs` sees to it that it holds
    /// a console.
    #[derive(RustEmbed)]
    #[folder = "dist"]
    struct Dist;

    pub(super) fn files() -> Files {
        let file =
            |path: Cow<'static, str>| Some((format!("/{path}"), bytes(Dist::get(&path)?.data)));
        Dist::iter().filter_map(file).collect()
    }

    /// They stay where the program has them.
    fn bytes(data: Cow<'static, [u8]>) -> Bytes {
        match data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => data.into(),
        }
    }
}
