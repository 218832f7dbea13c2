//! What is taken elsewhere, and the forms.

use crate::lab::moving::Origin;
use crate::wire::{CloudInit, Generation, Policy, Template, v1alpha2};

/// Something that is taken elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Exported {
    /// A group with its template and its rules.
    Group(Box<Origin>),
    /// A template of groups with thresholds.
    Template(Template),
    /// A template of groups with a target, and its cloud-init.
    TargetTemplate(v1alpha2::Template, Option<CloudInit>),
    /// A policy.
    Policy(Policy),
}

/// A form in which something is taken elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportForm {
    /// Terraform's configuration.
    #[default]
    Terraform,
    /// Commands for curl that make it anew.
    Curl,
    /// Commands for curl that read it.
    CurlGet,
    /// A program that makes it anew by an official SDK.
    Sdk,
    /// The API's own bodies, which the console takes in again where they are a group's.
    Bodies,
}

impl ExportForm {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Terraform, Self::Curl, Self::CurlGet, Self::Sdk, Self::Bodies];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform",
            Self::Curl => "curl",
            Self::CurlGet => "curl GET",
            Self::Sdk => "SDK",
            Self::Bodies => "JSON",
        }
    }
}

impl Exported {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Group(origin) => origin.stored().name().to_owned(),
            Self::Template(own) => own.name.clone(),
            Self::TargetTemplate(own, _) => own.name.clone(),
            Self::Policy(own) => own.name.clone(),
        }
    }

    pub(super) const fn generation(&self) -> Generation {
        match self {
            Self::Group(origin) => origin.generation(),
            Self::Template(_) | Self::Policy(_) => Generation::V1alpha1,
            Self::TargetTemplate(..) => Generation::V1alpha2,
        }
    }
}
