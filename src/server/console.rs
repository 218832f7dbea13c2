//! The console's files, read once at the start.
//!
//! A request is looked up in a table of what was there, so that no path of a request reaches the
//! file system and no half-copied release is ever served. The files are about 10 MB, of which a
//! program that carries them copies none.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};

use super::encoding::{Encoding, accepts};
use super::failure::Failure;
use super::message::refusal;
use super::site::{Files, Site};

const PAGE: &str = "/index.html";

/// The name of such a file tells its content, so a cache may hold it for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, but asked for again each time.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Everything that the console consists of, by its path.
#[derive(Clone, Debug)]
pub(super) struct Console {
    files: Arc<HashMap<String, File>>,
    policy: HeaderValue,
}

#[derive(Debug)]
struct File {
    kind: &'static str,
    cache: HeaderValue,
    plain: Form,
    /// In the order of [`Encoding::ALL`].
    encoded: Vec<(Encoding, Form)>,
}

/// A file's bytes as they are sent, and the tag that changes with them.
#[derive(Debug)]
struct Form {
    bytes: Bytes,
    tag: HeaderValue,
}

impl Form {
    fn new(bytes: Bytes, encoding: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let tag = format!("\"{:016x}{encoding}\"", hasher.finish());
        let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes, tag }
    }
}

impl Console {
    /// The console that is there.
    pub(super) fn read(site: &Site) -> Result<Self, Failure> {
        let failure = |reason: String| Failure::Dist { place: site.place(), reason };
        let found = site.files().map_err(|error| failure(error.to_string()))?;
        let page = found.get(PAGE).ok_or_else(|| failure("it has no index.html".to_owned()))?;
        let policy = policy(&String::from_utf8_lossy(page))
            .ok_or_else(|| failure("its index.html names no content security policy".to_owned()))?;
        Ok(Self { files: Arc::new(table(found)), policy })
    }

    fn answer(&self, request: &Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refused = refusal(StatusCode::METHOD_NOT_ALLOWED, "a file can only be read");
            return ([(header::ALLOW, "GET, HEAD")], refused).into_response();
        }
        let path = match request.uri().path() {
            "/" => PAGE,
            path => path,
        };
        let (status, headers, body) = match self.files.get(path) {
            Some(file) => file.answer(request.headers()),
            None => {
                let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(TEXT))];
                (StatusCode::NOT_FOUND, kind.into_iter().collect(), "404: no such file\n".into())
            }
        };
        (status, self.common(), headers, body).into_response()
    }

    /// What every reply of the console carries.
    fn common(&self) -> [(HeaderName, HeaderValue); 5] {
        let fixed = HeaderValue::from_static;
        [
            (header::CONTENT_SECURITY_POLICY, self.policy.clone()),
            (header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
            (header::REFERRER_POLICY, fixed("no-referrer")),
            (HeaderName::from_static("cross-origin-opener-policy"), fixed("same-origin")),
            (HeaderName::from_static("cross-origin-resource-policy"), fixed("same-origin")),
        ]
    }
}

impl File {
    fn answer(&self, asked: &HeaderMap) -> (StatusCode, HeaderMap, Body) {
        let encoded = self.encoded.iter().find(|(encoding, _)| accepts(asked, *encoding));
        let form = encoded.map_or(&self.plain, |(_, form)| form);
        let mut headers = HeaderMap::new();
        headers.insert(header::CACHE_CONTROL, self.cache.clone());
        headers.insert(header::ETAG, form.tag.clone());
        if !self.encoded.is_empty() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if has_tag(asked, &form.tag) {
            return (StatusCode::NOT_MODIFIED, headers, Body::empty());
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some((encoding, _)) = encoded {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        (StatusCode::OK, headers, Body::from(form.bytes.clone()))
    }
}

/// Answers a request for a file.
pub(super) async fn answer(State(console): State<Console>, request: Request) -> Response {
    console.answer(&request)
}

/// A compressed form is a form of its file, not a file of its own.
fn table(mut found: Files) -> HashMap<String, File> {
    let mut paths: Vec<String> = found.keys().cloned().collect();
    // A file stands before its compressed forms.
    paths.sort_unstable();
    let mut files = HashMap::new();
    for path in paths {
        let Some(plain) = found.remove(&path) else { continue };
        let form = |encoding: Encoding| {
            let bytes = found.remove(&format!("{path}{}", encoding.suffix()))?;
            Some((encoding, Form::new(bytes, encoding.suffix())))
        };
        let encoded = Encoding::ALL.into_iter().filter_map(form).collect();
        let cache = if is_named_by_content(&path) { FOR_EVER } else { ASK_AGAIN };
        let file = File { kind: kind(&path), cache, plain: Form::new(plain, ""), encoded };
        files.insert(path, file);
    }
    files
}

/// Whether a file's name holds a hash, as the build writes it: `headroom-0123456789abcdef_bg.wasm`.
fn is_named_by_content(path: &str) -> bool {
    const DIGITS: usize = 16;
    path.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let next = part.as_bytes().get(DIGITS);
        digits.count() == DIGITS && next.is_some_and(|byte| matches!(byte, b'.' | b'_'))
    })
}

const TEXT: &str = "text/plain; charset=utf-8";

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => TEXT,
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The policy that the build wrote into the page, and what a page cannot say of itself. So that
/// the two never differ, it is stated in one place (`tools/seal.mjs`).
fn policy(page: &str) -> Option<HeaderValue> {
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, rest) = rest.split_once("content=\"")?;
    let (policy, _) = rest.split_once('"')?;
    HeaderValue::from_str(&format!("{policy}; frame-ancestors 'none'")).ok()
}

/// Whether the client has this form already.
fn has_tag(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let Some(known) = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    known.split(',').any(|known| known.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes())
}
