//! Where the line of a recording must break.

/// A stamp inside each gap of a recording: (index of the sample after it, the stamp).
pub struct Gaps(Vec<(usize, i64)>);

impl Gaps {
    /// The gaps of ascending times: wherever two are more than half as far again apart as usual.
    pub fn of(times_ms: &[i64]) -> Self {
        debug_assert!(times_ms.is_sorted(), "samples ascend in time");
        let mut steps: Vec<i64> = times_ms.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if steps.is_empty() {
            return Self(Vec::new());
        }
        let middle = steps.len() / 2;
        let step_ms = *steps.select_nth_unstable(middle).1;
        let longest_ms = step_ms + step_ms / 2;
        let gaps = times_ms.windows(2).enumerate().filter(|(_, w)| w[1] - w[0] > longest_ms);
        Self(gaps.map(|(index, w)| (index + 1, i64::midpoint(w[0], w[1]))).collect())
    }

    /// The times with a stamp in each gap.
    pub fn times(&self, times_ms: &[i64]) -> Vec<i64> {
        self.insert(times_ms, |at_ms| at_ms)
    }

    /// The values beside [`Self::times`], with what is no number in each gap.
    pub fn values(&self, values: &[f64]) -> Vec<f64> {
        self.insert(values, |_| f64::NAN)
    }

    fn insert<T: Copy>(&self, column: &[T], gap: impl Fn(i64) -> T) -> Vec<T> {
        let mut out = Vec::with_capacity(column.len() + self.0.len());
        let mut from = 0;
        for &(index, at_ms) in &self.0 {
            out.extend(column.get(from..index).unwrap_or_default());
            out.push(gap(at_ms));
            from = index;
        }
        out.extend(column.get(from..).unwrap_or_default());
        out
    }
}
