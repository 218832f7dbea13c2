//! The forms: text as typed, to bodies or to errors by field.

mod apply;
mod apply_target;
mod cloud_init;
mod connection;
mod draft;
mod group;
mod load;
mod metrics;
mod neighbours;
mod pasted;
mod policy;
mod refusals;
mod scaling_group;
mod server_template;
mod settings;
mod stage;
mod sweep;
mod template;

use headroom::engine::FieldErrors;
use headroom::forms::{Draft, Section};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// A draft with some fields typed over.
fn typed(draft: &Draft, texts: &[(&str, &str)]) -> Draft {
    texts.iter().fold(draft.clone(), |draft, (path, text)| draft.with(*path, *text))
}

/// The errors as `path reason`, in their order; none when it was accepted.
fn refused<T>(result: Result<T, FieldErrors>) -> Vec<String> {
    let errors = result.err().unwrap_or_default();
    for error in &errors.0 {
        assert!(error.message.ends_with('.'), "{:?} is no sentence", error.message);
    }
    errors.0.iter().map(|error| format!("{} {}", error.field, error.reason.as_str())).collect()
}

/// What is said at a field.
fn message<T>(result: Result<T, FieldErrors>, path: &str) -> String {
    let errors = result.err().expect("something is wrong");
    errors.at(path).unwrap_or_else(|| panic!("nothing at {path}: {errors}")).to_owned()
}

/// The paths of all fields, in order; each once.
fn paths(sections: &[Section]) -> Vec<String> {
    let fields = sections.iter().flat_map(|section| &section.fields);
    let paths: Vec<String> = fields.map(|field| field.path.to_string()).collect();
    let mut once = paths.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), paths.len(), "a path stands twice in {paths:?}");
    paths
}

/// Every error stands at a field of the form, in the order of the fields.
fn stands_in_order<T>(result: Result<T, FieldErrors>, sections: &[Section]) {
    let (errors, paths) = (result.err().expect("something is wrong"), paths(sections));
    let places = errors.0.iter().map(|error| paths.iter().position(|path| *path == error.field));
    let places: Vec<Option<usize>> = places.collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{errors} in {paths:?}");
}
