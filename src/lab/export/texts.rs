//! Something in a form.

use serde_json::json;

use super::exported::{ExportForm, Exported};
use super::{reading, remade};
use crate::export::{
    sdk_extension, sdk_language, target_template, targets, threshold_policy, threshold_template,
    thresholds,
};
use crate::lab::moving::Origin;
use crate::wire::v1alpha2::UserData;
use crate::wire::{Generation, Zone};

impl Exported {
    /// What it is good for in a form, in a sentence or two.
    #[must_use]
    pub fn purpose(&self, form: ExportForm) -> String {
        let said = match form {
            ExportForm::Terraform => {
                t!("The import blocks adopt what exists, so that applying makes no second one.")
            }
            ExportForm::CurlGet => {
                t!("These read it; the key comes from a variable of your shell.")
            }
            ExportForm::Curl => match self {
                Self::Group(_) | Self::TargetTemplate(_, Some(_)) => t!(
                    "These create another beside this one, and need jq for the ids; the key comes \
                     from a variable of your shell."
                ),
                Self::Policy(_) => {
                    t!("This creates another in the same group; the key comes from a variable of \
                     your shell.")
                }
                Self::Template(_) | Self::TargetTemplate(_, None) => t!(
                    "This creates another beside this one; the key comes from a variable of your \
                     shell."
                ),
            },
            ExportForm::Bodies => match self {
                Self::Group(_) => t!(
                    "The group, its template and its rules. “New group from a file” makes a group \
                     of it."
                ),
                _ => t!("As the API answers it."),
            },
            ExportForm::Sdk => return self.purpose_of_program(),
        };
        said.to_owned()
    }

    fn purpose_of_program(&self) -> String {
        let language = sdk_language(self.generation());
        let why = match self.generation() {
            Generation::V1alpha1 => t!(" The SDK for Python no longer has v1alpha1."),
            Generation::V1alpha2 => "",
        };
        match self {
            Self::Policy(_) => {
                t!("A program in {language} for the official SDK that creates another in the same \
                    group. The key comes from the environment.{why}")
            }
            _ => {
                t!("A program in {language} for the official SDK that creates another beside this \
                    one. The key comes from the environment.{why}")
            }
        }
    }

    /// It in a form. `api` is the address that commands call.
    #[must_use]
    pub fn text(&self, form: ExportForm, api: &str, zone: &Zone) -> String {
        match form {
            ExportForm::Terraform => self.terraform(zone),
            ExportForm::Curl => remade::commands(self, api, zone),
            ExportForm::CurlGet => reading::commands(self, api, zone),
            ExportForm::Sdk => remade::program(self, zone),
            ExportForm::Bodies => self.bodies(),
        }
    }

    /// Its text in a form that makes it anew, under a remark; a form without remarks stays as it
    /// is.
    #[must_use]
    pub fn remarked(&self, form: ExportForm, text: String, remark: &str) -> String {
        let mark = match (form, self.generation()) {
            (ExportForm::CurlGet | ExportForm::Bodies, _) => return text,
            (ExportForm::Sdk, Generation::V1alpha1) => "//",
            (ExportForm::Sdk | ExportForm::Terraform | ExportForm::Curl, _) => "#",
        };
        format!("{mark} {remark}\n{text}")
    }

    fn terraform(&self, zone: &Zone) -> String {
        match self {
            Self::Group(origin) => match origin.as_ref() {
                Origin::Thresholds { group, policies, template } => {
                    thresholds(template, group, policies, zone)
                }
                Origin::Target { group, template, cloud_init } => {
                    targets(template, cloud_init.is_some(), group, zone)
                }
            },
            Self::Template(own) => threshold_template(own, zone),
            Self::TargetTemplate(own, cloud_init) => {
                target_template(own, cloud_init.is_some(), zone)
            }
            Self::Policy(own) => threshold_policy(own, zone),
        }
    }

    fn bodies(&self) -> String {
        let value = match self {
            Self::Group(origin) => return origin.to_file(),
            Self::Template(own) => json!({"template": own}),
            Self::TargetTemplate(own, cloud_init) => {
                let cloud_init = cloud_init.as_ref().map(UserData::cloud_init);
                json!({"template": own, "cloud_init": cloud_init})
            }
            Self::Policy(own) => json!({"policy": own}),
        };
        format!("{value:#}")
    }

    /// A file's name for it in a form.
    #[must_use]
    pub fn file_name(&self, form: ExportForm) -> String {
        let kept = |letter: char| match letter {
            letter if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') => letter,
            _ => '-',
        };
        let name: String = self.name().chars().map(kept).collect();
        let extension = match form {
            ExportForm::Terraform => "tf",
            ExportForm::Curl => "sh",
            ExportForm::CurlGet => "read.sh",
            ExportForm::Sdk => sdk_extension(self.generation()),
            ExportForm::Bodies => "json",
        };
        format!("{name}.{extension}")
    }
}
