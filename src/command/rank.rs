//! How well a word fits.

/// How well one word fits a name, or what stands aside of it, the best 0; all are folded.
pub(super) fn rank_of(own: &str, words: &str, aside: &[String]) -> Option<u8> {
    let begins =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(own));
    if words.starts_with(own) {
        Some(0)
    } else if begins(words) {
        Some(1)
    } else if words.contains(own) {
        Some(2)
    } else {
        aside.iter().any(|text| text.contains(own)).then_some(3)
    }
}
