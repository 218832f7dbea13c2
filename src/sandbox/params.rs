//! A request's parameters.

/// The decoded names and values of a query, in their order.
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`, percent-encoded.
    pub(super) fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The value of `name`, unless it is missing or empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }
}
