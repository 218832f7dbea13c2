//! A file, piece by piece, and answers of Prometheus.

use serde::{Deserialize, Serialize};

use super::import_report::{ImportReport, in_rows};
use super::samples::{self, Samples};
use crate::history::{
    ImportError, ImportOptions, Imported, Importer, MAX_JSON_BYTES, MAX_SERIES, check_size,
    import_answers,
};
use crate::worker::protocol::{
    Packed, Parcel, Refusal, Unreadable, packed_as_bytes, packed_as_json, packed_as_nothing,
};

/// The most bytes of answers that are read as one history.
pub const MOST_ANSWERED: usize = MAX_JSON_BYTES;

/// Starts to read a file; what was read of another one is forgotten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartImport {
    /// How large the file is.
    pub bytes: u64,
    /// What the file cannot tell.
    pub options: ImportOptions,
}

packed_as_json!(StartImport);

/// Reads a file's next piece.
#[derive(Clone, Debug)]
pub struct ImportPiece {
    /// The piece.
    pub bytes: Vec<u8>,
}

packed_as_bytes!(ImportPiece { bytes });

/// Ends a file and asks for what it holds.
#[derive(Clone, Copy, Debug)]
pub struct FinishImport;

packed_as_nothing!(FinishImport);

/// Reads the answers of Prometheus to one question, as one history.
#[derive(Clone, Debug)]
pub struct ReadAnswers {
    /// The answers' bodies.
    pub bodies: Vec<Vec<u8>>,
}

/// The bodies lie one after the other; the text lists their lengths.
impl Packed for ReadAnswers {
    fn pack(self) -> Parcel {
        let lengths: Vec<usize> = self.bodies.iter().map(Vec::len).collect();
        Parcel { bytes: self.bodies.concat(), ..Parcel::json(&lengths) }
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        let lengths: Vec<usize> = parcel.value()?;
        let mut rest = parcel.bytes.as_slice();
        let mut bodies = Vec::with_capacity(lengths.len());
        for length in lengths {
            let cut = || Unreadable::at("bodies", "an answer is cut off");
            let (body, after) = rest.split_at_checked(length).ok_or_else(cut)?;
            bodies.push(body.to_vec());
            rest = after;
        }
        Ok(Self { bodies })
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedFile {
    /// What was found in it.
    pub report: ImportReport,
    /// The samples of each form of each row that the report lists, in its order.
    pub series: Vec<Samples>,
}

impl Packed for ImportedFile {
    fn pack(self) -> Parcel {
        debug_assert_eq!(self.report.forms(), self.series.len(), "each form is reported");
        let columns = self.series.iter().flat_map(Samples::to_columns).collect();
        Parcel { columns, ..Parcel::json(&self.report) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let report: ImportReport = parcel.value()?;
        let mut columns = parcel.take_columns();
        let series = (0..report.forms()).map(|_| samples::next(&mut columns));
        Ok(Self { series: series.collect::<Result<_, _>>()?, report })
    }
}

/// The file that is being read.
#[derive(Default)]
pub(super) struct ImportState(Option<Importer>);

impl StartImport {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<(), Refusal> {
        check_size(self.bytes).map_err(Refusal::invalid)?;
        state.0 = Some(Importer::new(self.options));
        Ok(())
    }
}

impl ImportPiece {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<(), Refusal> {
        let importer = state.0.as_mut().ok_or(Refusal::NoImport)?;
        importer.push(&self.bytes).map(drop).map_err(Refusal::invalid)
    }
}

impl FinishImport {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<ImportedFile, Refusal> {
        let importer = state.0.take().ok_or(Refusal::NoImport)?;
        importer.finish().map(|imported| file(&imported)).map_err(Refusal::invalid)
    }
}

impl ReadAnswers {
    pub(super) fn answer(self) -> Result<ImportedFile, Refusal> {
        let bodies: Vec<&[u8]> = self.bodies.iter().map(Vec::as_slice).collect();
        let imported = import_answers(&bodies, &ImportOptions::default());
        let refused = |error: ImportError| Refusal::Invalid(of_answer(&error));
        imported.map(|imported| file(&imported)).map_err(refused)
    }
}

fn file(imported: &Imported) -> ImportedFile {
    let (report, series) = in_rows(imported);
    ImportedFile { report, series }
}

/// The words of an import, told of an answer rather than of a file.
fn of_answer(error: &ImportError) -> String {
    match error {
        ImportError::NoSeries { why } => t!(
            "The answer has no series that can be used. {why} Check the expression's labels and \
             the times."
        ),
        ImportError::TooManySeries { series } => t!(
            "The answer has {series} series, and at most {MAX_SERIES} can be read at once. Narrow \
             the expression, or aggregate it, as avg(…) does."
        ),
        ImportError::Refused { words } => t!("The server refused it: {words}."),
        ImportError::BrokenJson { what } | ImportError::OtherJson { what } => {
            t!("The answer is not one of Prometheus to a range query: {what}.")
        }
        other => other.to_string(),
    }
}
