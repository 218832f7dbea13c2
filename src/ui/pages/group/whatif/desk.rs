//! The worker that replays, reads metrics and reads files: one for the whole console.

use js_sys::{ArrayBuffer, Float64Array, Uint8Array};
use leptos::prelude::*;

use crate::api::{ApiError, Unreachable};
use crate::lab::{Band, ImportedSeries, Run, Samples};
use crate::ui::kit::toast::use_toasts;
use crate::ui::link::port::{Port, PortError, Question, Script};
use crate::whatif::{History, Job, Outcome, Variant, VariantOutcome, rules};
use crate::worker::{
    Aligned, At, Calibrated, Decided, ImportReport, Real, Remark, Reply, ask, from_text, to_text,
    unpack,
};

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
        let toasts = use_toasts();
        let port = Port::new(Script::Worker, move || {
            restarts.update(|n| *n += 1);
            toasts.say("The replays' worker stopped and was started again; nothing is lost.");
        });
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

    /// Ends a file: what was found, and its series.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub async fn finish(self) -> Result<(ImportReport, Vec<ImportedSeries>), PortError> {
        let reply = self.ask(ask::FINISH, "").await?;
        let report: ImportReport = from_text(&reply.text).map_err(PortError::Said)?;
        let series = file_series(&report, reply.columns);
        Ok((report, series))
    }

    /// Reads the answers of a metrics server to one question.
    ///
    /// # Errors
    /// What makes all of them unusable.
    pub async fn answers(
        self,
        answers: &[Vec<u8>],
    ) -> Result<(ImportReport, Vec<ImportedSeries>), PortError> {
        let lengths: Vec<usize> = answers.iter().map(Vec::len).collect();
        let text = to_text(&lengths);
        let bytes = Some(Uint8Array::from(answers.concat().as_slice()).buffer());
        let question = Question { name: ask::ANSWERS, text: &text, bytes, ..Question::default() };
        let reply = self.send(question).await?;
        let report: ImportReport = from_text(&reply.text).map_err(PortError::Said)?;
        let series = file_series(&report, reply.columns);
        Ok((report, series))
    }

    /// How series lie beside each other.
    ///
    /// # Errors
    /// When one of them is none.
    pub async fn align(self, series: &[&ImportedSeries]) -> Result<Aligned, PortError> {
        let reply = self.about(ask::ALIGN, series).await?;
        from_text(&reply.text).map_err(PortError::Said)
    }

    /// Series as a CSV file.
    ///
    /// # Errors
    /// When one of them is none.
    pub async fn export(self, series: &[&ImportedSeries]) -> Result<Vec<u8>, PortError> {
        self.about(ask::EXPORT, series).await.map(|reply| reply.bytes)
    }

    async fn about(self, name: &str, series: &[&ImportedSeries]) -> Result<Reply, PortError> {
        let names: Vec<&String> = series.iter().map(|series| &series.name).collect();
        let text = to_text(&names);
        let columns = series.iter().flat_map(|series| columns(&series.samples)).collect();
        self.send(Question { name, text: &text, columns, ..Question::default() }).await
    }

    /// Sets what is replayed.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn job(self, job: &Job) -> Result<(), PortError> {
        self.tell(ask::JOB, job, Vec::new()).await.map(drop)
    }

    /// A run as a file: a job with variants.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn save_run(self, job: &Job, tried: Vec<Variant>) -> Result<Vec<u8>, PortError> {
        self.tell(ask::SAVE_RUN, job, tried).await.map(|reply| reply.bytes)
    }

    /// Reads a run file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub async fn load_run(self, bytes: ArrayBuffer) -> Result<Job, PortError> {
        let bytes = Some(bytes);
        let question = Question { name: ask::LOAD_RUN, bytes, ..Question::default() };
        let reply = self.send(question).await?;
        let mut job: Job = from_text(&reply.text).map_err(PortError::Said)?;
        let mut columns = reply.columns.into_iter();
        for history in &mut job.histories {
            history.times_ms = instants(columns.next().unwrap_or_default());
            history.values = columns.next().unwrap_or_default();
        }
        Ok(job)
    }

    /// A run as a link's text, without its histories.
    ///
    /// # Errors
    /// When it is too long for one.
    pub async fn save_link(self, job: &Job, tried: Vec<Variant>) -> Result<String, PortError> {
        let text = to_text(&bare(job, tried));
        self.ask(ask::SAVE_LINK, &text).await.map(|reply| reply.text)
    }

    /// The job of a link's text, without histories.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn load_link(self, text: &str) -> Result<Job, PortError> {
        let reply = self.ask(ask::LOAD_LINK, text).await?;
        from_text(&reply.text).map_err(PortError::Said)
    }

    async fn tell(self, name: &str, job: &Job, tried: Vec<Variant>) -> Result<Reply, PortError> {
        match self.port.try_with_value(Port::clone) {
            Some(port) => tell_job(&port, name, job, tried).await,
            None => Err(PortError::Stopped),
        }
    }

    /// Replays a variant of the job; the worker keeps its ledger for [`Self::moment`]. `banded`
    /// asks for the band's other edge too, where the recording has one.
    ///
    /// # Errors
    /// What is wrong with the job or the variant.
    pub async fn replay(
        self,
        job: &Job,
        variant: &Variant,
        banded: bool,
    ) -> Result<Run, PortError> {
        let refused = |(part, errors)| PortError::Said(format!("{part}: {errors}"));
        let rules = rules(job, variant).map_err(refused)?;
        let text = to_text(variant);
        let (answer, outcome) = self.outcome(ask::REPLAY, &text).await?;
        let band = match banded && answer.saturated_samples > 0 {
            true => Some(Band {
                multiple: job.other_multiple(),
                outcome: self.outcome(ask::BAND, &text).await?.1,
            }),
            false => None,
        };
        let Outcome { span, saturated_samples: saturated, price, .. } = answer;
        let multiple = job.saturation_multiple;
        Ok(Run { rules, outcome, span, saturated, price, multiple, band })
    }

    /// What one variant did, beside what holds for all.
    async fn outcome(
        self,
        name: &str,
        variant: &str,
    ) -> Result<(Outcome, VariantOutcome), PortError> {
        let reply = self.ask(name, variant).await?;
        unpack(reply).map_err(PortError::Said)
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

/// Asks a worker about a job: what is long goes beside the text.
///
/// # Errors
/// Any [`PortError`].
pub async fn tell_job(
    port: &Port,
    name: &str,
    job: &Job,
    tried: Vec<Variant>,
) -> Result<Reply, PortError> {
    let text = to_text(&bare(job, tried));
    let columns = job.histories.iter().flat_map(|history| {
        [times(&history.times_ms), Float64Array::from(history.values.as_slice())]
    });
    let columns = columns.collect();
    port.send(Question { name, text: &text, columns, ..Question::default() }).await
}

/// A job without its samples.
fn bare(job: &Job, variants: Vec<Variant>) -> Job {
    let bare =
        |history: &History| History { times_ms: Vec::new(), values: Vec::new(), ..history.clone() };
    Job {
        histories: job.histories.iter().map(bare).collect(),
        recorded_sizes: job.recorded_sizes.clone(),
        variants,
        price_source: job.price_source.clone(),
        shapes: job.shapes.clone(),
        ..*job
    }
}

/// Samples as the worker gets them, and as the browser's database keeps them.
pub fn columns(samples: &Samples) -> [Float64Array; 2] {
    [times(&samples.times_ms), Float64Array::from(samples.values.as_slice())]
}

/// Samples of two columns.
pub fn of_columns(times: Vec<f64>, values: Vec<f64>) -> Samples {
    Samples { times_ms: instants(times), values }
}

fn times(times_ms: &[i64]) -> Float64Array {
    #[expect(clippy::cast_precision_loss, reason = "an instant has fewer than 53 bits")]
    let times: Vec<f64> = times_ms.iter().map(|at_ms| *at_ms as f64).collect();
    Float64Array::from(times.as_slice())
}

fn instants(times: Vec<f64>) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    times.into_iter().map(|at_ms| at_ms as i64).collect()
}

fn samples(reply: Reply) -> Samples {
    let mut columns = reply.columns.into_iter();
    of_columns(columns.next().unwrap_or_default(), columns.next().unwrap_or_default())
}

/// The series of a file: two columns each.
fn file_series(report: &ImportReport, columns: Vec<Vec<f64>>) -> Vec<ImportedSeries> {
    let mut columns = columns.into_iter();
    let samples = std::iter::from_fn(|| Some(of_columns(columns.next()?, columns.next()?)));
    ImportedSeries::of_report(report, samples.collect())
}
