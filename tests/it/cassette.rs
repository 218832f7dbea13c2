//! Recorded sessions with the real API, where they lie beside this checkout.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// One recorded call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The file's name and the call's number in it.
    pub place: String,
    pub method: String,
    pub url: String,
    pub request: String,
    pub code: u16,
    pub reply: String,
    /// Names and values of the reply's headers.
    pub headers: Vec<(String, String)>,
}

impl Call {
    /// The path and the query.
    pub fn path(&self) -> &str {
        self.url.strip_prefix("https://api.scaleway.com").unwrap()
    }

    /// Whether it is one of the autoscaling API.
    pub fn is_autoscaling(&self) -> bool {
        self.path().starts_with("/autoscaling/v1alpha1/")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The recorded sessions, each as its calls.
pub fn sessions() -> Vec<Vec<Call>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traffic");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        calls(&name, &std::fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// A cassette as its recorder writes it; what no test asks for is passed over.
#[derive(Deserialize)]
struct Cassette {
    interactions: Vec<Interaction>,
}

#[derive(Deserialize)]
struct Interaction {
    id: u32,
    request: Request,
    response: Response,
}

#[derive(Deserialize)]
struct Request {
    body: String,
    url: String,
    method: String,
}

#[derive(Deserialize)]
struct Response {
    body: String,
    headers: BTreeMap<String, Vec<String>>,
    code: u16,
}

/// Reads a cassette.
pub fn calls(file: &str, text: &str) -> Vec<Call> {
    let cassette: Cassette = serde_saphyr::from_str(text).unwrap();
    let call = |Interaction { id, request, response }| Call {
        place: format!("{file} #{id}"),
        method: request.method,
        url: request.url,
        request: request.body,
        code: response.code,
        reply: response.body,
        headers: response
            .headers
            .into_iter()
            .filter_map(|(name, all)| Some((name, all.into_iter().next()?)))
            .collect(),
    };
    cassette.interactions.into_iter().map(call).collect()
}
