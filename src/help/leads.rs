//! Where a link of the help leads.

/// Where a link leads, as the build has written it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads<'a> {
    /// To a page of the help by its name, and to a heading there by its anchor; `""` where to none.
    Page(&'a str, &'a str),
    /// To a picture of the help, beside the console.
    Picture(&'a str),
    /// To the web.
    Web(&'a str),
    /// Nowhere that is known: no link of the help's own.
    Nowhere,
}

impl<'a> Leads<'a> {
    /// Where this leads: a page as `name#anchor`, a picture as `./help-….png`, the web by `https`.
    #[must_use]
    pub fn of(to: &'a str) -> Self {
        let (name, anchor) = to.split_once('#').unwrap_or((to, ""));
        if to.starts_with("https://") {
            Self::Web(to)
        } else if to.strip_prefix("./help-").is_some_and(|rest| !rest.contains('/')) {
            Self::Picture(to)
        } else if !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-') {
            Self::Page(name, anchor)
        } else {
            Self::Nowhere
        }
    }
}
