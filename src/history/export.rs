//! Series to a CSV file that the import reads back to the bit.

use std::fmt::Write;

use super::clean::Series;

/// Writes series side by side: epoch milliseconds, then one column a series; a cell is empty where
/// a series has no sample at that time.
///
/// ```
/// use headroom::history::{ImportOptions, Sample, Series, export, import};
///
/// let at = |at_ms, value| Sample { at_ms, value };
/// let cpu = Series::new(vec![at(1_772_366_400_000, 51.8), at(1_772_366_700_000, 48.2)])?;
/// let text = export(&[("CPU", &cpu)]);
/// assert_eq!(text, "timestamp,CPU\n1772366400000,51.8\n1772366700000,48.2\n");
/// let read = import(text.as_bytes(), ImportOptions::default()).unwrap();
/// assert_eq!(read.series[0].series, cpu);
/// # Ok::<(), headroom::history::SeriesError>(())
/// ```
#[must_use]
pub fn export(series: &[(&str, &Series)]) -> String {
    let mut text = "timestamp".to_owned();
    for (name, _) in series {
        text.push(',');
        push_name(&mut text, name);
    }
    text.push('\n');
    let mut rest: Vec<_> = series.iter().map(|(_, series)| series.samples()).collect();
    while let Some(at_ms) = rest.iter().filter_map(|samples| samples.first()).map(|s| s.at_ms).min()
    {
        // Writing to a text cannot fail.
        let _ = write!(text, "{at_ms}");
        for samples in &mut rest {
            text.push(',');
            if let Some((sample, later)) = samples.split_first()
                && sample.at_ms == at_ms
            {
                let _ = write!(text, "{}", sample.value);
                *samples = later;
            }
        }
        text.push('\n');
    }
    text
}

/// A name as one cell. A spreadsheet takes what starts with one of four signs for a formula and
/// runs it; an apostrophe before it stops that.
fn push_name(text: &mut String, name: &str) {
    let guard = if name.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if name.contains([',', '"', '\n', '\r', ';', '\t']) {
        let _ = write!(text, "\"{guard}{}\"", name.replace('"', "\"\""));
    } else {
        let _ = write!(text, "{guard}{name}");
    }
}
