//! A request's parameters.

use http::Request;

/// The decoded names and values of a query, in their order.
pub struct Params(Vec<(String, String)>);

/// A parameter that is no whole number from 1.
#[derive(Clone, Copy, Debug)]
pub struct NotANumber;

impl Params {
    /// Those of a request.
    pub fn of(request: &Request<Vec<u8>>) -> Self {
        Self::parse(request.uri().query().unwrap_or(""))
    }

    /// Reads `a=1&b=2`, percent-encoded.
    pub fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The value of `name`, unless it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// All values of `name` that are not empty.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |(key, value)| key == name && !value.is_empty());
        own.map(|(_, value)| value.as_str())
    }

    /// The whole number from 1 in `name`, if it is there.
    ///
    /// # Errors
    /// When it is something else.
    pub fn number(&self, name: &str) -> Result<Option<u32>, NotANumber> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.parse::<u32>() {
            Ok(number) if number >= 1 => Ok(Some(number)),
            _ => Err(NotANumber),
        }
    }

    /// Whether a list that can be filtered by these names shows what has these values there.
    pub fn ask_for(&self, own: &[(&str, &str)]) -> bool {
        own.iter().all(|(name, value)| self.get(name).is_none_or(|asked| asked == *value))
    }

    /// Whether a list that can be filtered by a part of the name shows what is named so.
    pub fn ask_for_name(&self, name: &str) -> bool {
        self.get("name").is_none_or(|part| name.contains(part))
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, value)| value.as_str())
    }

    /// The query without the parameters of these names.
    pub fn without(&self, names: &[&str]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())));
        query.finish()
    }
}
