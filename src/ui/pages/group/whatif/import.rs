//! Reads a file piece by piece, so that the page stays alive and can stop at once.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::ui::link::worker::Replays;
use crate::worker::replay::{FinishImport, ImportOptions, ImportPiece, ImportedFile, StartImport};

/// Bytes read at once: enough to keep the worker busy, few enough to stop at once.
const PIECE: u32 = 1_024 * 1_024;

/// How a read talks to the page.
pub struct Progress {
    /// Whether the result is still wanted.
    pub wanted: Box<dyn Fn() -> bool>,
    /// Told how much is done, 0 to 1.
    pub tell: Box<dyn Fn(f64)>,
}

/// Reads a metric history.
///
/// # Errors
/// Says what is wrong with the file, for its user.
pub async fn read_file(
    replays: Replays,
    file: &File,
    options: ImportOptions,
    progress: &Progress,
) -> Result<ImportedFile, String> {
    let size = file.size();
    let asked = StartImport { bytes: bytes_of(size), options };
    replays.ask(asked).await.map_err(|error| error.to_string())?;
    let mut from = 0.0;
    while from < size {
        if !(progress.wanted)() {
            return Err(t!("Reading was cancelled.").to_owned());
        }
        let to = (from + f64::from(PIECE)).min(size);
        let bytes = read_piece(file, from, to).await.ok_or_else(|| {
            t!("The browser could not read the file. It may have been moved or changed.").to_owned()
        })?;
        replays.ask(ImportPiece { bytes }).await.map_err(|error| error.to_string())?;
        from = to;
        (progress.tell)(from / size);
    }
    replays.ask(FinishImport).await.map_err(|error| error.to_string())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file's size")]
const fn bytes_of(size: f64) -> u64 {
    size as u64
}

/// A part of a file; `None` when the browser cannot read it.
pub async fn read_piece(file: &File, from: f64, to: f64) -> Option<Vec<u8>> {
    let piece = file.slice_with_f64_and_f64(from, to).ok()?;
    let buffer = JsFuture::from(piece.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
