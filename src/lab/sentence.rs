//! Sentences in which what is set stands out, whatever order a language gives it.

/// What is done to a value before it is put into a sentence.
pub(super) type Mark = fn(&str) -> String;

/// Where what stands out begins and ends: characters that no text has.
const BEGIN: char = '\u{e000}';
const END: char = '\u{e001}';

/// A value that stands out.
pub(super) fn strong(value: &str) -> String {
    format!("{BEGIN}{value}{END}")
}

/// A value that does not.
pub(super) fn plain(value: &str) -> String {
    value.to_owned()
}

/// The pieces of a sentence, each with whether it stands out.
///
/// ```
/// use headroom::lab::{pieces, words::policy_rule};
///
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let rule = policy_rule(&job.variants[0].policies()[0]);
/// let strong = pieces(&rule).filter_map(|(own, is_strong)| is_strong.then_some(own));
/// assert_eq!(strong.collect::<Vec<_>>(), ["CPU", "5 min", "70 %", "1"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pieces(sentence: &str) -> impl Iterator<Item = (&str, bool)> {
    let marked = sentence.split(BEGIN).enumerate().flat_map(|(index, part)| {
        let (own, rest) = part.split_once(END).unwrap_or(("", part));
        [(own, index > 0), (rest, false)]
    });
    marked.filter(|(text, _)| !text.is_empty())
}
