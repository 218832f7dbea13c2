//! What the calls in a zone get.

use http::{Method, Request};

use super::key::check_key;
use super::{Params, Refusal};
use crate::wire::Zone;

/// Where and with what a call is made.
pub struct Call<'a> {
    pub method: &'a Method,
    pub zone: Zone,
    pub params: Params,
    pub body: &'a [u8],
}

impl<'a> Call<'a> {
    /// The call that a request makes, if its key is one and the zone is one of those that have the
    /// service.
    pub fn of(request: &'a Request<Vec<u8>>, zone: &str, zones: &[&str]) -> Result<Self, Refusal> {
        check_key(request)?;
        if !zones.contains(&zone) {
            return Err(Refusal::Zone);
        }
        Ok(Self {
            method: request.method(),
            zone: Zone::from(zone),
            params: Params::of(request),
            body: request.body(),
        })
    }
}

/// Refuses whatever is no read.
pub fn check_get(method: &Method) -> Result<(), Refusal> {
    if method == Method::GET { Ok(()) } else { Err(Refusal::Method) }
}
