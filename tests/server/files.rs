//! Folders for one test, and a console in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// An empty folder of its own, gone after the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The same as text, for a command line.
    pub fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The names of what is in it.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap().map(Result::unwrap);
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub const POLICY: &str = "default-src 'none'; script-src 'self' 'sha256-abc='";

/// A console as the build leaves it in `dist`, and a file beside it that nobody may read.
pub fn with_console() -> Folder {
    let folder = Folder::new();
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let page = format!("<html><head>{meta}</head></html>");
    folder.write("dist/index.html", page.as_bytes());
    folder.write("dist/index.html.br", b"the page in brotli");
    folder.write("dist/index.html.gz", b"the page in gzip");
    folder.write("dist/headroom-0123456789abcdef.js", b"the script");
    folder.write("dist/headroom-0123456789abcdef_bg.wasm", b"the program");
    folder.write("dist/headroom-0123456789abcdef_group.wasm", b"a part of the program");
    folder.write("dist/headroom-0123456789abcdef_split.js", b"what fetches the part");
    folder.write("dist/headroom-0123456789abcdef_bg.wasm.br", b"the program in brotli");
    folder.write("dist/headroom-0123456789abcdef_bg.wasm.gz", b"the program in gzip");
    folder.write("dist/main-fedcba9876543210.css", b"the style");
    folder.write("dist/favicon.svg", b"<svg/>");
    folder.write("dist/favicon.ico", b"an icon");
    folder.write("dist/app.webmanifest", b"{}");
    folder.write("dist/fonts/plain.woff2", b"a font");
    folder.write("secret.txt", b"not for the network");
    folder
}
