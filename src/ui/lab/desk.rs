//! The worker that replays, reads metrics and reads files: one for the whole console.

use js_sys::{ArrayBuffer, Float64Array, Uint8Array};
use leptos::prelude::*;

use super::state::Run;
use crate::api::{ApiError, Unreachable};
use crate::ui::port::{Port, PortError, Question};
use crate::whatif::{History, Job, Outcome, Variant, rules};
use crate::worker::{
    At, Calibrated, Decided, ImportReport, Real, Remark, Reply, ask, from_text, to_text,
};

/// A metric's samples in columns, ascending in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// Milliseconds since the Unix epoch.
    pub times_ms: Vec<i64>,
    /// The values.
    pub values: Vec<f64>,
}

/// The worker's questions, typed.
#[derive(Clone, Copy)]
pub struct Desk {
    port: StoredValue<Port, LocalStorage>,
    restarts: RwSignal<u32>,
}

impl Desk {
    /// Makes the console's desk.
    pub fn provide() {
        let restarts = RwSignal::new(0);
        let port = Port::new(move || restarts.update(|n| *n += 1));
        provide_context(Self { port: StoredValue::new_local(port), restarts });
    }

    /// How often the worker died: what it was told is forgotten with each.
    pub fn restarts(self) -> u32 {
        self.restarts.get()
    }

    /// What a metric's reply holds.
    ///
    /// # Errors
    /// When the reply is not a metric's.
    pub async fn samples(self, body: &[u8]) -> Result<Samples, ApiError> {
        let bytes = Some(Uint8Array::from(body).buffer());
        let reply = self.send(Question { name: ask::SAMPLES, bytes, ..Question::default() });
        reply.await.map(samples).map_err(|error| match error {
            PortError::Said(message) => {
                ApiError::Malformed { path: "a metric".to_owned(), message }
            }
            PortError::Stopped => ApiError::Unreachable(Unreachable::Stopped),
        })
    }

    /// Begins to read a file of so many bytes.
    ///
    /// # Errors
    /// When it is too large.
    pub async fn import(self, bytes: f64) -> Result<(), PortError> {
        self.ask(ask::IMPORT, &bytes.to_string()).await.map(drop)
    }

    /// Reads a file's next piece.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub async fn piece(self, bytes: ArrayBuffer) -> Result<(), PortError> {
        let bytes = Some(bytes);
        self.send(Question { name: ask::PIECE, bytes, ..Question::default() }).await.map(drop)
    }

    /// Ends a file.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub async fn finish(self) -> Result<(ImportReport, Samples), PortError> {
        let reply = self.ask(ask::FINISH, "").await?;
        let mut report: ImportReport = from_text(&reply.text).map_err(PortError::Said)?;
        // A replay takes one series so far: the first.
        if let Some(first) = report.series.first() {
            report.samples = first.samples;
            report.notes.extend(first.notes.iter().cloned());
        }
        Ok((report, samples(reply)))
    }

    /// Sets what is replayed.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn job(self, job: &Job) -> Result<(), PortError> {
        let bare = |history: &History| History {
            times_ms: Vec::new(),
            values: Vec::new(),
            ..history.clone()
        };
        let text = to_text(&Job {
            histories: job.histories.iter().map(bare).collect(),
            recorded_sizes: job.recorded_sizes.clone(),
            variants: Vec::new(),
            price_source: job.price_source.clone(),
            shapes: job.shapes.clone(),
            ..*job
        });
        let columns = job.histories.iter().flat_map(|history| {
            #[expect(clippy::cast_precision_loss, reason = "an instant has fewer than 53 bits")]
            let times: Vec<f64> = history.times_ms.iter().map(|at_ms| *at_ms as f64).collect();
            [Float64Array::from(times.as_slice()), Float64Array::from(history.values.as_slice())]
        });
        let columns = columns.collect();
        let question = Question { name: ask::JOB, text: &text, columns, ..Question::default() };
        self.send(question).await.map(drop)
    }

    /// Replays a variant of the job; the worker keeps its ledger for [`Self::moment`].
    ///
    /// # Errors
    /// What is wrong with the job or the variant.
    pub async fn replay(self, job: &Job, variant: &Variant) -> Result<Run, PortError> {
        let refused = |(part, errors)| PortError::Said(format!("{part}: {errors}"));
        let rules = rules(job, variant).map_err(refused)?;
        let reply = self.ask(ask::REPLAY, &to_text(variant)).await?;
        let outcome: Outcome = from_text(&reply.text).map_err(PortError::Said)?;
        let Outcome { span, saturated_samples: saturated, mut variants, .. } = outcome;
        let mut outcome = variants.pop().unwrap_or_default();
        outcome.values = reply.columns;
        Ok(Run { rules, outcome, span, saturated })
    }

    /// What replayed variants decided at an instant.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn moment(self, at: &At) -> Result<Vec<Decided>, PortError> {
        let reply = self.ask(ask::MOMENT, &to_text(at)).await?;
        from_text(&reply.text).map_err(PortError::Said)
    }

    /// What stands out about a variant's rules.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn lints(self, variant: &Variant) -> Result<Vec<Remark>, PortError> {
        self.remarks(ask::LINTS, &to_text(variant)).await
    }

    /// A replayed variant's reversals with their causes.
    ///
    /// # Errors
    /// When it was not replayed.
    pub async fn flaps(self, name: &str) -> Result<Vec<Remark>, PortError> {
        self.remarks(ask::FLAPS, name).await
    }

    /// What would be different under the rules that no source settles.
    ///
    /// # Errors
    /// What is wrong with the job or the variant.
    pub async fn doubts(self, variant: &Variant) -> Result<Vec<Remark>, PortError> {
        self.remarks(ask::DOUBTS, &to_text(variant)).await
    }

    /// A replay beside what was real.
    ///
    /// # Errors
    /// When the variant was not replayed.
    pub async fn calibrate(self, real: &Real) -> Result<Calibrated, PortError> {
        let reply = self.ask(ask::CALIBRATE, &to_text(real)).await?;
        from_text(&reply.text).map_err(PortError::Said)
    }

    async fn remarks(self, name: &str, text: &str) -> Result<Vec<Remark>, PortError> {
        let reply = self.ask(name, text).await?;
        from_text(&reply.text).map_err(PortError::Said)
    }

    async fn ask(self, name: &str, text: &str) -> Result<Reply, PortError> {
        self.send(Question { name, text, ..Question::default() }).await
    }

    fn send(self, question: Question<'_>) -> impl Future<Output = Result<Reply, PortError>> {
        let sent = self.port.try_with_value(|port| port.send(question));
        async move {
            match sent {
                Some(sent) => sent.await,
                None => Err(PortError::Stopped),
            }
        }
    }
}

/// The console's desk.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

fn samples(reply: Reply) -> Samples {
    let mut columns = reply.columns.into_iter();
    let times = columns.next().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let times_ms = times.into_iter().map(|at_ms| at_ms as i64).collect();
    Samples { times_ms, values: columns.next().unwrap_or_default() }
}
