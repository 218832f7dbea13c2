//! The import as a whole: bytes in, as many at a time as one likes; a series and its report out.

use super::read::{ImportOptions, Imported, decode, json, read_table};
use super::report::ImportError;
use super::{MAX_BYTES, MAX_JSON_BYTES};

/// Takes a file piece by piece, and reads it under any options once it is all there; to stop, drop
/// it.
///
/// ```
/// use headroom::history::{ImportOptions, Importer, LocalZone, Question};
///
/// let mut importer = Importer::new(ImportOptions::default());
/// importer.push(b"timestamp,cpu\n2026-03-01 12:00:00,51.8\n2026-03-")?;
/// importer.push(b"01 12:05:00,48.2\n")?;
/// let imported = importer.finish()?;
/// assert_eq!(imported.series[0].series.step_ms(), 300_000);
/// assert!(matches!(imported.questions[..], [Question::Zone { .. }]));
///
/// let zone = Some(LocalZone::fixed(60));
/// let imported = importer.read(&ImportOptions { zone, ..ImportOptions::default() })?;
/// assert_eq!(imported.questions, []);
/// assert_eq!(
///     imported.report.findings[0].to_string(),
///     "2 times without a zone (first at line 2): read as UTC+01:00."
/// );
/// # Ok::<(), headroom::history::ImportError>(())
/// ```
#[derive(Default)]
pub struct Importer {
    options: ImportOptions,
    bytes: Vec<u8>,
    failed: Option<ImportError>,
}

impl Importer {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: ImportOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Takes the next piece, cut anywhere.
    ///
    /// # Errors
    /// When the file is too large. The importer is of no use then and repeats the error.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        if (self.bytes.len() + chunk.len()) as u64 > MAX_BYTES {
            self.bytes = Vec::new();
            self.failed = Some(ImportError::TooMuch);
            return Err(ImportError::TooMuch);
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Reads the file under the options that it was begun with.
    ///
    /// # Errors
    /// As [`Importer::read`].
    pub fn finish(&self) -> Result<Imported, ImportError> {
        self.read(&self.options)
    }

    /// Reads the file under other options, such as the answers to what it asked.
    ///
    /// # Errors
    /// An earlier error again, or what makes the whole file unusable.
    pub fn read(&self, options: &ImportOptions) -> Result<Imported, ImportError> {
        match &self.failed {
            Some(error) => Err(error.clone()),
            None => read(&self.bytes, options),
        }
    }
}

/// Reads a file by what it turns out to be.
fn read(bytes: &[u8], options: &ImportOptions) -> Result<Imported, ImportError> {
    let (text, encoding) = decode(bytes)?;
    match text.trim_start().as_bytes().first() {
        Some(b'{' | b'[') if bytes.len() > MAX_JSON_BYTES => Err(ImportError::LargeJson),
        Some(b'{' | b'[') => json::read(&[text.as_bytes()], options),
        _ => read_table(&text, encoding, options),
    }
}

/// Imports bytes that are all there.
///
/// # Errors
/// As [`Importer::push`] and [`Importer::finish`].
///
/// The answer of a Prometheus is one of the dialects of JSON that it knows:
///
/// ```
/// use headroom::history::{Format, ImportOptions, Tool, import};
///
/// let answer = br#"{"status": "success", "data": {"resultType": "matrix", "result": [
///     {"metric": {"__name__": "cpu_percent", "host": "web-a"},
///      "values": [[1772438400, "42"], [1772438700, "55"]]}]}}"#;
/// let imported = import(answer, ImportOptions::default())?;
/// assert_eq!(imported.report.format, Format::Json { tool: Tool::Prometheus, series: 1 });
/// assert_eq!(imported.series[0].label("host"), Some("web-a"));
/// assert_eq!(imported.series[0].series.step_ms(), 300_000);
/// # Ok::<(), headroom::history::ImportError>(())
/// ```
pub fn import(bytes: &[u8], options: ImportOptions) -> Result<Imported, ImportError> {
    let mut importer = Importer::new(options);
    importer.push(bytes)?;
    importer.finish()
}

/// Imports the answers of Prometheus to one question, each about another stretch of time.
///
/// # Errors
/// What makes all of them unusable.
///
/// ```
/// use headroom::history::{ImportOptions, import_answers};
///
/// let answer = |seconds: i64| {
///     format!(
///         r#"{{"status": "success", "data": {{"resultType": "matrix", "result": [
///             {{"metric": {{}}, "values": [[{seconds}, "42"], [{}, "55"]]}}]}}}}"#,
///         seconds + 60
///     )
/// };
/// let (first, second) = (answer(1_772_438_400), answer(1_772_438_520));
/// let bodies = [first.as_bytes(), second.as_bytes()];
/// let imported = import_answers(&bodies, &ImportOptions::default())?;
/// assert_eq!(imported.series[0].series.samples().len(), 4, "one series of both");
/// # Ok::<(), headroom::history::ImportError>(())
/// ```
pub fn import_answers(answers: &[&[u8]], options: &ImportOptions) -> Result<Imported, ImportError> {
    let bytes: usize = answers.iter().map(|answer| answer.len()).sum();
    if bytes > MAX_JSON_BYTES {
        return Err(ImportError::LargeJson);
    }
    json::read(answers, options)
}

/// Refuses a file by its size, before it is read.
///
/// # Errors
/// When it is larger than [`MAX_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > MAX_BYTES { Err(ImportError::TooLarge { bytes }) } else { Ok(()) }
}
