//! A call of an SDK.

use serde_json::{Map, Value};

/// The object of an SDK that makes a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SdkApi {
    /// Groups and their policies; in v1alpha1 templates too.
    Groups,
    /// Templates of v1alpha2.
    Templates,
}

/// A call of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct SdkCall {
    /// The object that makes it.
    pub api: SdkApi,
    /// Its name in Python, of which JavaScript's is made.
    pub method: &'static str,
    /// The variable that keeps what is made; `None` where nothing needs it.
    pub result: Option<&'static str>,
    /// What it is given beside the zone, by the API's names.
    pub arguments: Map<String, Value>,
    /// The arguments that are the id of what an earlier call made, with the variable of that.
    pub references: Vec<(&'static str, &'static str)>,
}
