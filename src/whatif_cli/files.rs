//! A job from a file of metrics and a group: what is asked about the file is answered by options,
//! and what is left open ends with the option's name.

use super::files_args::FromFiles;
use super::group_file::read_group;
use super::used::{Used, uses};
use crate::engine::Metric;
use crate::history::{ImportOptions, Imported, Question, Series, import};
use crate::whatif::{History, Job, LoadModel, SizeAt};
use crate::wire::GroupId;

/// A job of files, and what was noticed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct FilesJob {
    /// The job.
    pub job: Job,
    /// What was found in the history, a sentence each.
    pub notes: Vec<String>,
}

/// Makes a job of a file of metrics and a group.
///
/// # Errors
/// Says what cannot be read, or which option answers what is open.
pub fn job_of_files(from: &FromFiles, history: &[u8], group: &[u8]) -> Result<FilesJob, String> {
    let (id, variant) = read_group(group)?;
    let options = ImportOptions {
        zone: from.zone.clone(),
        date_order: from.date_order,
        decimal: from.decimal,
        group: Some(GroupId::from(id.as_str())),
    };
    let imported = import(history, options).map_err(|error| format!("the history: {error}"))?;
    let open: Vec<String> = imported.questions.iter().filter_map(about_file).collect();
    if !open.is_empty() {
        return Err(open.join(" "));
    }
    let (histories, recorded_sizes) = recordings(from, &imported)?;
    let own = imported.series.iter().flat_map(|one| &one.findings);
    let notes = imported.report.findings.iter().chain(own).map(ToString::to_string).collect();
    let job = Job { histories, recorded_sizes, variants: vec![variant], ..Job::default() };
    Ok(FilesJob { job, notes })
}

/// What must be known of the whole file, with the option that tells it.
fn about_file(question: &Question) -> Option<String> {
    let option = match question {
        Question::DateOrder { .. } => "--date-order day or --date-order month",
        Question::Decimal { .. } => "--decimal point or --decimal comma",
        Question::Zone { .. } => "--zone, such as --zone UTC or --zone +02:00",
        _ => return None,
    };
    Some(format!("{question} Answer with {option}."))
}

/// The histories and the recorded sizes.
fn recordings(
    from: &FromFiles,
    imported: &Imported,
) -> Result<(Vec<History>, Vec<SizeAt>), String> {
    let Used { metrics, sizes } = uses(from, imported)?;
    let Some(first_ms) = metrics.iter().map(|(_, series)| series.first_ms()).min() else {
        return Err(
            "no series of the history is used: say what one holds with --metric.".to_owned()
        );
    };
    let number = from.size.as_deref().and_then(|size| size.parse::<u32>().ok());
    let recorded = match (number, sizes) {
        (Some(size), _) => vec![SizeAt { at_ms: first_ms, size }],
        (None, Some(sizes)) => sizes,
        (None, None) => {
            let message = "How many Instances served this load? Answer with --size, a number or \
                           the name of a series that counts them.";
            return Err(message.to_owned());
        }
    };
    let history = |(metric, series): (Metric, Series)| History {
        metric,
        load: LoadModel::of(metric),
        times_ms: series.samples().iter().map(|sample| sample.at_ms).collect(),
        values: series.samples().iter().map(|sample| sample.value).collect(),
    };
    Ok((metrics.into_iter().map(history).collect(), recorded))
}
