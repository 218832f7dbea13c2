//! Runs as files and links: long texts, which the page does not write itself.

use super::replay::read_job;
use super::{Reply, from_text, to_text};
use crate::whatif::{from_file, from_link, to_file, to_link};

pub(super) fn save_run(text: &str, columns: Vec<Vec<f64>>) -> Result<Reply, String> {
    let job = read_job(text, columns)?;
    Ok(Reply { bytes: to_file(&job).into_bytes(), ..Reply::default() })
}

pub(super) fn load_run(bytes: &[u8]) -> Result<Reply, String> {
    let mut job = from_file(bytes)?;
    let mut columns = Vec::new();
    for history in &mut job.histories {
        #[expect(clippy::cast_precision_loss, reason = "an instant has far fewer than 53 bits")]
        columns.push(history.times_ms.drain(..).map(|at_ms| at_ms as f64).collect());
        columns.push(std::mem::take(&mut history.values));
    }
    Ok(Reply { text: to_text(&job), columns, ..Reply::default() })
}

pub(super) fn save_link(text: &str) -> Result<Reply, String> {
    Ok(Reply::text(to_link(&from_text(text)?)?))
}

pub(super) fn load_link(text: &str) -> Result<Reply, String> {
    Ok(Reply::text(to_text(&from_link(text)?)))
}
