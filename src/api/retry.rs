//! When a read is tried again. Writes never are by themselves: the first may have worked.

/// Tries in all, the first included.
const TRIES: u32 = 4;

/// How long to wait before the next try of a read that was answered with `status`, after
/// `failed` tries; `None` when it is final. `jitter` in 0 to 1 spreads many clients apart.
///
/// ```
/// use headroom::api::delay_ms;
///
/// let first = delay_ms(503, 1, 0.5).unwrap();
/// assert!(delay_ms(503, 2, 0.5).unwrap() > first, "the longer, the more often it failed");
/// assert_eq!(delay_ms(404, 1, 0.5), None, "nothing that time mends");
/// ```
#[must_use]
pub fn delay_ms(status: u16, failed: u32, jitter: f64) -> Option<u32> {
    const FIRST_MS: f64 = 400.0;
    if !matches!(status, 429 | 502 | 503 | 504) || failed == 0 || failed >= TRIES {
        return None;
    }
    let full_ms = FIRST_MS * f64::from(1_u32 << (failed - 1));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few seconds at most, never negative"
    )]
    let delay_ms = (full_ms * (0.5 + 0.5 * jitter.clamp(0.0, 1.0))) as u32;
    Some(delay_ms)
}
