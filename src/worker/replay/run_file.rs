//! Runs as files and links: long texts, which the page does not write itself.

use std::sync::Arc;

use super::job::{pack_job, unpack_job, without_samples};
use crate::whatif::{Job, from_file, from_link, to_file, to_link};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_bytes};

/// Asks for a run as a file; the answer is the file's bytes.
#[derive(Clone, Debug)]
pub struct SaveRun {
    /// The run's job, with its variants.
    pub job: Arc<Job>,
}

impl Packed for SaveRun {
    fn pack(self) -> Parcel {
        pack_job(&self.job, self.job.variants.clone())
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        unpack_job(parcel).map(|job| Self { job: Arc::new(job) })
    }
}

impl SaveRun {
    #[expect(clippy::unnecessary_wraps, reason = "every question may be refused")]
    pub(super) fn answer(self) -> Result<Vec<u8>, Refusal> {
        Ok(to_file(&self.job).into_bytes())
    }
}

/// Reads a run file; the answer is its job.
#[derive(Clone, Debug)]
pub struct LoadRun {
    /// The file's bytes.
    pub file: Vec<u8>,
}

packed_as_bytes!(LoadRun { file });

impl LoadRun {
    pub(super) fn answer(self) -> Result<Job, Refusal> {
        from_file(&self.file).map_err(Refusal::Invalid)
    }
}

/// Asks for a run as a link, without its histories; the answer is the link's text.
#[derive(Clone, Debug)]
pub struct SaveLink {
    /// The run's job, with its variants.
    pub job: Arc<Job>,
}

impl Packed for SaveLink {
    fn pack(self) -> Parcel {
        Parcel::json(&without_samples(&self.job, self.job.variants.clone()))
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        parcel.value().map(|job| Self { job: Arc::new(job) })
    }
}

impl SaveLink {
    pub(super) fn answer(self) -> Result<String, Refusal> {
        to_link(&self.job).map_err(Refusal::Invalid)
    }
}

/// Reads a link; the answer is its job, without histories.
#[derive(Clone, Debug)]
pub struct LoadLink {
    /// The link's text.
    pub text: String,
}

impl Packed for LoadLink {
    fn pack(self) -> Parcel {
        Parcel { text: self.text, ..Parcel::default() }
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        Ok(Self { text: parcel.text })
    }
}

impl LoadLink {
    pub(super) fn answer(self) -> Result<Job, Refusal> {
        from_link(&self.text).map_err(Refusal::Invalid)
    }
}
