//! The import as a whole: bytes in, as many at a time as one likes; a series and its report out.

use super::read::{BOM, ImportOptions, Imported, Lines, Table, conclude, prometheus};
use super::report::ImportError;
use super::{MAX_BYTES, MAX_JSON_BYTES};

/// Reads a file piece by piece; to stop, drop it.
///
/// ```
/// use headroom::history::{ImportOptions, Importer};
///
/// let mut importer = Importer::new(ImportOptions::default());
/// importer.push(b"timestamp,value\n2026-03-01 12:00:00,51.8\n2026-03-")?;
/// importer.push(b"01 12:05:00,48.2\n")?;
/// let imported = importer.finish()?;
/// assert_eq!(imported.series[0].series.step_ms(), 300_000);
/// assert_eq!(
///     imported.report.findings[0].to_string(),
///     "2 times without a zone (first at line 2): read as UTC."
/// );
/// # Ok::<(), headroom::history::ImportError>(())
/// ```
pub struct Importer {
    options: ImportOptions,
    content: Content,
    room: u64,
    failed: Option<ImportError>,
}

/// What has been read, by what the file turned out to be.
enum Content {
    /// Nothing but spaces and marks.
    Blank(Vec<u8>),
    Table(Box<Reader>),
    Json(Vec<u8>),
}

/// A table that is being read.
struct Reader {
    lines: Lines,
    table: Table,
}

impl Importer {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: ImportOptions) -> Self {
        Self { options, content: Content::Blank(Vec::new()), room: MAX_BYTES, failed: None }
    }

    /// Reads the next piece, cut anywhere.
    ///
    /// # Errors
    /// What makes the whole file unusable. The importer is of no use then and repeats the error.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let result = self.read(chunk);
        self.failed = result.clone().err();
        result
    }

    /// Ends the file and puts the samples in order.
    ///
    /// # Errors
    /// An earlier error again, or that there are no two samples.
    pub fn finish(self) -> Result<Imported, ImportError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.content {
            Content::Json(bytes) => prometheus::read(&[&bytes], &self.options),
            Content::Table(reader) => reader.finish(&self.options),
            Content::Blank(bytes) => {
                let mut reader = Reader::new(&self.options);
                reader.push(&bytes)?;
                reader.finish(&self.options)
            }
        }
    }

    fn read(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        let allowed = usize::try_from(self.room).unwrap_or(usize::MAX).min(chunk.len());
        self.take(&chunk[..allowed])?;
        if allowed < chunk.len() {
            return Err(ImportError::TooMuch);
        }
        self.room -= allowed as u64;
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        match &mut self.content {
            Content::Table(reader) => reader.push(bytes),
            Content::Json(json) if json.len() + bytes.len() > MAX_JSON_BYTES => {
                Err(ImportError::LargeJson)
            }
            Content::Json(json) => {
                json.extend_from_slice(bytes);
                Ok(())
            }
            Content::Blank(blank) => {
                let Some(first) = bytes.iter().find(|byte| !is_blank(**byte)) else {
                    blank.extend_from_slice(bytes);
                    return Ok(());
                };
                let blank = std::mem::take(blank);
                self.content = match first {
                    b'{' | b'[' => Content::Json(Vec::new()),
                    _ => Content::Table(Box::new(Reader::new(&self.options))),
                };
                self.take(&blank)?;
                self.take(bytes)
            }
        }
    }
}

/// A space, a line's end, or part of a byte order mark.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || BOM.contains(&byte)
}

impl Reader {
    fn new(options: &ImportOptions) -> Self {
        Self { lines: Lines::new(), table: Table::new(options.offset_min) }
    }

    fn push(&mut self, mut bytes: &[u8]) -> Result<(), ImportError> {
        while let Some(record) = self.lines.take(&mut bytes)? {
            self.table.take(record.text()?, record.line)?;
            self.lines.delimiter = self.table.delimiter();
        }
        Ok(())
    }

    fn finish(mut self, options: &ImportOptions) -> Result<Imported, ImportError> {
        if let Some(record) = self.lines.last()? {
            self.table.take(record.text()?, record.line)?;
        }
        conclude(self.table, options)
    }
}

/// Imports bytes that are all there.
///
/// # Errors
/// As [`Importer::push`] and [`Importer::finish`].
pub fn import(bytes: &[u8], options: ImportOptions) -> Result<Imported, ImportError> {
    let mut importer = Importer::new(options);
    importer.push(bytes)?;
    importer.finish()
}

/// Imports the answers of Prometheus to one question, each about another stretch of time.
///
/// # Errors
/// What makes all of them unusable.
pub fn import_answers(answers: &[&[u8]], options: &ImportOptions) -> Result<Imported, ImportError> {
    let bytes: usize = answers.iter().map(|answer| answer.len()).sum();
    if bytes > MAX_JSON_BYTES {
        return Err(ImportError::LargeJson);
    }
    prometheus::read(answers, options)
}

/// Refuses a file by its size, before it is read.
///
/// # Errors
/// When it is larger than [`MAX_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > MAX_BYTES { Err(ImportError::TooLarge { bytes }) } else { Ok(()) }
}
