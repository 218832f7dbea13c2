//! What runs off the page, so that the page never waits: the sandbox's world, the replays and the
//! reading of files.
//!
//! The page sends a [`Message`] and gets a [`Reply`] or a sentence that says why not; [`Worker`]
//! answers, natively as in the browser, where `bin/headroom_worker.rs` is a loop around it; a
//! [`Sweeper`] answers for sweeps alone, and is built for speed. JSON
//! carries what is small, columns of floats carry what is long: they cross without being copied
//! into text. Messages are answered in the order in which they come.
//!
//! | file | answers |
//! |---|---|
//! | `world` | the sandbox: its calls, its clock, its state as text |
//! | `samples` | a metric's reply as columns |
//! | `import` | a file, piece by piece, and answers of Prometheus |
//! | `replay` | jobs and their variants |
//! | `moment` | what was decided at an instant, and why |
//! | `outcome` | what a replay did, as text and columns |
//! | `remark` | lints, reversals, doubts, calibration |
//! | `sweep` | points of a sweep, in a worker of its own kind |
//! | `series` | histories beside each other, and as a file |
//! | `share` | runs as files and links |

mod import;
mod moment;
mod outcome;
mod remark;
mod replay;
mod samples;
mod series;
#[cfg(feature = "worker")]
mod serve;
mod share;
mod sweep;
mod world;

pub use import::{ImportReport, MOST_ANSWERED, Note, SeriesReport};
pub use moment::{At, Decided, PolicyPart};
pub use outcome::unpack;
pub use remark::{Calibrated, Real, Remark};
pub use series::{Aligned, Laid};
#[cfg(feature = "worker")]
pub use serve::{COLUMNS, serve, serve_sweeps};
pub use sweep::{Begun, Swath, Sweeper, Swept, part_text};
pub use world::Opened;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::decode;

/// What the page asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Which question, as the constants of [`ask`] name them.
    pub name: String,
    /// What is small, mostly JSON.
    pub text: String,
    /// Bytes as they are.
    pub bytes: Vec<u8>,
    /// What is long.
    pub columns: Vec<Vec<f64>>,
}

/// What the worker answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// What is small, mostly JSON.
    pub text: String,
    /// Bytes as they are.
    pub bytes: Vec<u8>,
    /// What is long.
    pub columns: Vec<Vec<f64>>,
}

/// The questions.
pub mod ask {
    /// Opens the sandbox. Text: its saved state, or nothing for the first content. Answers
    /// [`super::Opened`].
    pub const OPEN: &str = "open";
    /// A call of the API. Text: method, space, path; bytes: the body. Answers the status as text
    /// and the body as bytes.
    pub const CALL: &str = "call";
    /// Moves the sandbox's clock. Text: the instant, in milliseconds since the Unix epoch.
    /// Answers where the clock stands.
    pub const ADVANCE: &str = "advance";
    /// The sandbox's state. Answers it as text.
    pub const SAVE: &str = "save";
    /// Reads a metric's reply. Bytes: the reply's body. Answers its times and its values.
    pub const SAMPLES: &str = "samples";
    /// Begins to read a file; what was read of another one is forgotten. Text: its size in bytes,
    /// then, if wanted, a space and [`crate::history::ImportOptions`].
    pub const IMPORT: &str = "import";
    /// A file's next piece. Bytes: the piece.
    pub const PIECE: &str = "piece";
    /// The file's end. Answers [`super::ImportReport`], and each series' times and
    /// values.
    pub const FINISH: &str = "finish";
    /// Reads the answers of Prometheus to one question. Text: a list of their lengths; bytes: they,
    /// one after the other. Answers as [`FINISH`].
    pub const ANSWERS: &str = "answers";
    /// What is replayed from now on. Text: a job without samples and variants; columns: each
    /// history's times and values.
    pub const JOB: &str = "job";
    /// Replays a variant and keeps its ledger under its name. Text: the variant. Answers what
    /// [`super::unpack`] reads.
    pub const REPLAY: &str = "replay";
    /// Replays a variant at the band's other edge ([`crate::whatif::Job::other_edge`]) and keeps
    /// nothing of it. Text: the variant. Answers as [`REPLAY`].
    pub const BAND: &str = "band";
    /// What the replayed variants decided at an instant. Text: [`super::At`]. Answers a list of
    /// [`super::Decided`].
    pub const MOMENT: &str = "moment";
    /// What stands out about rules. Text: the variant. Answers a list of [`super::Remark`].
    pub const LINTS: &str = "lints";
    /// A replay's reversals with their causes. Text: the variant's name. Answers a list of
    /// [`super::Remark`].
    pub const FLAPS: &str = "flaps";
    /// What would be different under the rules that no source settles. Text: the variant. Answers
    /// a list of [`super::Remark`].
    pub const DOUBTS: &str = "doubts";
    /// A replay beside what was real. Text: [`super::Real`]. Answers [`super::Calibrated`].
    pub const CALIBRATE: &str = "calibrate";
    /// Begins a sweep over what [`JOB`] set; a [`super::Sweeper`] answers. Text:
    /// [`super::Swept`]. Answers [`super::Begun`].
    pub const SWEEP: &str = "sweep";
    /// Replays a part of the sweep. Text: [`super::part_text`]. Answers [`super::Swath`].
    pub const POINTS: &str = "points";
    /// A run as a file. Text: its job without samples; columns: each history's times and values.
    /// Answers the file's bytes.
    pub const SAVE_RUN: &str = "save run";
    /// Reads a run file. Bytes: the file. Answers its job without samples, and each history's
    /// times and values.
    pub const LOAD_RUN: &str = "load run";
    /// A run as a link. Text: its job without samples. Answers the link's text.
    pub const SAVE_LINK: &str = "save link";
    /// Reads a link. Text: the link's text. Answers its job.
    pub const LOAD_LINK: &str = "load link";
    /// How histories lie in time. Text: a list of their names; columns: each one's times and
    /// values. Answers [`super::Aligned`].
    pub const ALIGN: &str = "align";
    /// Histories as a CSV file. Text: a list of their names; columns: each one's times and
    /// values. Answers the file's bytes.
    pub const EXPORT: &str = "export";
}

/// One worker's state.
#[derive(Default)]
pub struct Worker {
    world: world::World,
    import: import::Import,
    replay: replay::Replays,
}

impl Worker {
    /// Answers a message.
    ///
    /// # Errors
    /// Says why there is no answer, for people.
    pub fn answer(&mut self, message: Message) -> Result<Reply, String> {
        match message.name.as_str() {
            ask::OPEN => Ok(self.world.open(&message.text)),
            ask::CALL => self.world.call(&message.text, message.bytes),
            ask::ADVANCE => self.world.advance(&message.text),
            ask::SAVE => self.world.save(),
            ask::SAMPLES => samples::read(&message.bytes),
            ask::IMPORT => self.import.begin(&message.text),
            ask::PIECE => self.import.piece(&message.bytes),
            ask::FINISH => self.import.finish(),
            ask::ANSWERS => import::answers(&message.text, &message.bytes),
            ask::JOB => self.replay.set_job(&message.text, message.columns),
            ask::REPLAY => self.replay.replay(&message.text),
            ask::BAND => self.replay.band(&message.text),
            ask::MOMENT => self.replay.moment(&message.text),
            ask::LINTS => self.replay.lints(&message.text),
            ask::FLAPS => self.replay.flaps(&message.text),
            ask::DOUBTS => self.replay.doubts(&message.text),
            ask::CALIBRATE => self.replay.calibrate(&message.text),
            ask::SAVE_RUN => share::save_run(&message.text, message.columns),
            ask::LOAD_RUN => share::load_run(&message.bytes),
            ask::SAVE_LINK => share::save_link(&message.text),
            ask::LOAD_LINK => share::load_link(&message.text),
            ask::ALIGN => series::align(&message.text, &message.columns),
            ask::EXPORT => series::to_csv(&message.text, &message.columns),
            other => Err(unknown(other)),
        }
    }
}

fn unknown(question: &str) -> String {
    format!("The worker does not know the question “{question}”.")
}

/// A value as JSON. What is sent here holds no map whose keys are not text, so it cannot fail.
pub fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value from JSON.
///
/// # Errors
/// Says where the text is not what was expected.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    decode(text.as_bytes()).map_err(|error| format!("{}: {}", error.path(), error.message))
}

impl Reply {
    fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}
