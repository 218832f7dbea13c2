//! A request's parameters.

use http::Request;

/// The decoded names and values of a query, in their order.
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Those of a request.
    pub(super) fn of(request: &Request<Vec<u8>>) -> Self {
        Self::parse(request.uri().query().unwrap_or(""))
    }

    /// Reads `a=1&b=2`, percent-encoded.
    pub(super) fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The value of `name`, unless it is missing or empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// All values.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, value)| value.as_str())
    }

    /// The query without the parameters of these names.
    pub(super) fn without(&self, names: &[&str]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())));
        query.finish()
    }
}
