//! What each series of a file is used as: what is told, what its name says, or an error that names
//! the option.

use super::files_args::FromFiles;
use crate::engine::Metric;
use crate::history::{
    Certainty, Conversion, Guess, Holds, Imported, NamedSeries, Question, Sample, Series, Together,
    combine, rate,
};
use crate::whatif::{SizeAt, sizes_from_rows};

/// The series that are used.
pub struct Used {
    /// One a metric.
    pub metrics: Vec<(Metric, Series)>,
    /// What a series says about the size.
    pub sizes: Option<Vec<SizeAt>>,
}

/// Words for metrics on the command line.
const METRICS: [(&str, Guess); 6] = [
    ("cpu", Guess::Cpu),
    ("memory", Guess::Memory),
    ("network_in", Guess::NetworkIn),
    ("network_out", Guess::NetworkOut),
    ("connections", Guess::Connections),
    ("throughput", Guess::Throughput),
];

/// What each series is used as.
///
/// # Errors
/// Names the option that answers what is open.
pub fn uses(from: &FromFiles, imported: &Imported) -> Result<Used, String> {
    check_names(from, imported)?;
    let (mut found, mut counts) = (Vec::new(), Vec::new());
    for (index, one) in imported.series.iter().enumerate() {
        match holds(from, index, one)? {
            Some(Holds::Size) => counts.push(one),
            Some(Holds::Metric(metric)) => {
                found.push((metric, values(from, imported, index, metric)?));
            }
            None => {}
        }
    }
    let mut metrics = Vec::new();
    for guess in Guess::ALL {
        let own = found.iter().filter(|(metric, _)| *metric == guess).map(|(_, series)| series);
        let own: Vec<&Series> = own.collect();
        let Some(metric) = Metric::RECORDED.into_iter().find(|m| m.word() == guess.as_str()) else {
            continue;
        };
        match own.as_slice() {
            [] => {}
            [only] => metrics.push((metric, (*only).clone())),
            several => metrics.push((metric, together(from, guess, several)?)),
        }
    }
    Ok(Used { metrics, sizes: sizes(&counts)? })
}

fn together(from: &FromFiles, guess: Guess, several: &[&Series]) -> Result<Series, String> {
    let count = several.len();
    let Some(how) = from.combine else {
        return Err(format!(
            "{count} series hold {}: answer with --combine average or --combine sum, or leave \
             some out with --metric NAME=none.",
            guess.name()
        ));
    };
    combine(several, how).map(|combined| combined.series).map_err(|error| error.to_string())
}

/// Every name in an option is that of a series.
fn check_names(from: &FromFiles, imported: &Imported) -> Result<(), String> {
    for told in from.metric.iter().chain(&from.read_as) {
        let Some((name, _)) = told.rsplit_once('=') else {
            return Err(format!("\"{told}\" names no series: write NAME=WORD."));
        };
        let is_there = imported.series.iter().enumerate().any(|(at, one)| is(name, at, one));
        if !is_there {
            let titles: Vec<String> = imported.series.iter().map(NamedSeries::title).collect();
            let titles = titles.join("\", \"");
            return Err(format!("the history has no series \"{name}\"; it has \"{titles}\"."));
        }
    }
    Ok(())
}

/// Whether a series is called so: by its name, its title or its number.
fn is(name: &str, index: usize, one: &NamedSeries) -> bool {
    one.name == name || one.title() == name || (index + 1).to_string() == name
}

/// The last word that is told of a series.
fn told<'a>(words: &'a [String], index: usize, one: &NamedSeries) -> Option<&'a str> {
    let pairs = words.iter().rev().filter_map(|word| word.rsplit_once('='));
    pairs.filter(|(name, _)| is(name, index, one)).map(|(_, word)| word).next()
}

fn holds(from: &FromFiles, index: usize, one: &NamedSeries) -> Result<Option<Holds>, String> {
    let size_name = from.size.as_deref().filter(|name| name.parse::<u32>().is_err());
    if size_name.is_some_and(|name| is(name, index, one)) {
        return Ok(Some(Holds::Size));
    }
    let title = one.title();
    if let Some(word) = told(&from.metric, index, one) {
        let metric = METRICS.iter().find(|(name, _)| *name == word);
        return match (metric, word) {
            (Some((_, metric)), _) => Ok(Some(Holds::Metric(*metric))),
            (None, "size") => Ok(Some(Holds::Size)),
            (None, "none") => Ok(None),
            (None, _) => Err(format!(
                "\"{word}\" is no metric: give cpu, memory, network_in, network_out, connections, \
                 throughput, size or none for \"{title}\"."
            )),
        };
    }
    let suggestion = one.suggestion();
    if suggestion.holds == Some(Holds::Size) && size_name.is_some() {
        return Ok(None);
    }
    let is_ratio = one.unit.is_none() && suggestion.factor != 1.0;
    if suggestion.certainty == Certainty::Named || is_ratio {
        return Ok(suggestion.holds);
    }
    Err(format!(
        "What does the series \"{title}\" hold? {} Answer with --metric, such as --metric \
         \"{title}=cpu\", or leave it out with --metric \"{title}=none\".",
        suggestion.reason
    ))
}

/// What the series that count Instances say together: those that a label tells apart count parts of
/// one group.
fn sizes(counts: &[&NamedSeries]) -> Result<Option<Vec<SizeAt>>, String> {
    let Some((first, others)) = counts.split_first() else { return Ok(None) };
    if others.is_empty() {
        return Ok(Some(sizes_of(&first.series)));
    }
    if others.iter().all(|other| other.is_sibling_of(first)) {
        let parts: Vec<&Series> = counts.iter().map(|one| &one.series).collect();
        let whole = combine(&parts, Together::Sum).map_err(|error| error.to_string())?;
        return Ok(Some(sizes_of(&whole.series)));
    }
    let titles: Vec<String> = counts.iter().map(|one| one.title()).collect();
    Err(format!(
        "\"{}\" count Instances: say which of them served with --size, such as --size \"{}\".",
        titles.join("\", \""),
        titles[0]
    ))
}

fn sizes_of(series: &Series) -> Vec<SizeAt> {
    let samples = series.samples();
    let times: Vec<i64> = samples.iter().map(|sample| sample.at_ms).collect();
    let values: Vec<f64> = samples.iter().map(|sample| sample.value).collect();
    sizes_from_rows(&times, &values)
}

/// The values of a series in its metric's unit.
fn values(
    from: &FromFiles,
    imported: &Imported,
    index: usize,
    metric: Guess,
) -> Result<Series, String> {
    let one = &imported.series[index];
    let (title, how) = (one.title(), told(&from.read_as, index, one));
    let needs = |question: &Question, words: &str| {
        format!("\"{title}\": {question} Answer with --read-as {words}.")
    };
    let is_counter =
        |one: &&Question| matches!(one, Question::Counter { series } if *series == index);
    if let (Some(question), None) = (imported.questions.iter().find(is_counter), how) {
        return Err(needs(question, &format!("\"{title}=rate\" or \"{title}=value\"")));
    }
    let as_rate = how == Some("rate");
    let series = match as_rate {
        true => &rate(&one.series).map_err(|error| format!("\"{title}\": {error}"))?,
        false => &one.series,
    };
    let Some(Conversion { mut factor, question }) = one.conversion(index, metric, as_rate) else {
        let unit = one.unit.as_ref().map_or("", |unit| unit.word.as_str());
        return Err(format!("\"{title}\" is in {unit}, which is no unit of {}.", metric.name()));
    };
    match (&question, how) {
        (Some(question @ Question::Ratio { .. }), None) => {
            return Err(needs(question, &format!("\"{title}=ratio\" or \"{title}=percent\"")));
        }
        (_, Some("ratio")) => factor = 100.0,
        (_, Some("percent")) => factor = 1.0,
        _ => {}
    }
    match (question, from.cores, how) {
        (Some(Question::OverFull { .. }), _, Some("without-faults")) => {
            without_faults(series, factor)
        }
        (Some(Question::OverFull { .. }), Some(cores), _) => {
            times(series, factor / f64::from(cores.get()))
        }
        (Some(Question::OverFull { .. }), None, Some("rate")) => {
            Err(format!("\"{title}\": how many cores? Answer with --cores."))
        }
        (Some(question @ Question::OverFull { .. }), None, _) => Err(format!(
            "\"{title}\": {question} Answer with --cores N, or leave the values over 100\u{a0}% \
             out with --read-as \"{title}=without-faults\"."
        )),
        _ => times(series, factor),
    }
}

fn times(series: &Series, factor: f64) -> Result<Series, String> {
    let sample = |sample: &Sample| Sample { at_ms: sample.at_ms, value: sample.value * factor };
    Series::new(series.samples().iter().map(sample).collect()).map_err(|error| error.to_string())
}

fn without_faults(series: &Series, factor: f64) -> Result<Series, String> {
    let scaled = times(series, factor)?;
    let kept = scaled.samples().iter().copied().filter(|sample| sample.value <= 100.0);
    Series::new(kept.collect()).map_err(|error| error.to_string())
}
