//! Names for variants, no two alike.

/// The name without the spaces around it, or the first of `name 2`, `name 3` and so on that is not
/// among those that are taken.
///
/// ```
/// use headroom::whatif::free_name;
///
/// let taken = ["edited".to_owned(), "edited 2".to_owned()];
/// assert_eq!(free_name(" edited ", &taken), "edited 3");
/// ```
#[must_use]
pub fn free_name(name: &str, taken: &[String]) -> String {
    let nameless = t!("variant" => "edited");
    let name = if name.trim().is_empty() { nameless } else { name.trim() };
    let is_taken = |name: &String| taken.contains(name);
    if !is_taken(&name.to_owned()) {
        return name.to_owned();
    }
    let stem = without_number(name);
    // One number more than there are names, so that one of them is free.
    let mut numbered = (2..=taken.len() + 2).map(|number| format!("{stem} {number}"));
    numbered.find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

/// `try` for `try 2`.
fn without_number(name: &str) -> &str {
    let numbered = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    match name.rsplit_once(' ') {
        Some((stem, rest)) if numbered(rest) && !stem.is_empty() => stem.trim_end(),
        _ => name,
    }
}
