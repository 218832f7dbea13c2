//! The Python SDK's classes, as its version 2.12.0 has them.

use super::call::SdkApi;

/// What an argument's value is an object of.
#[derive(Clone, Copy)]
pub(super) struct Class {
    pub api: SdkApi,
    pub name: &'static str,
    /// Fields that a program has to unset by itself: left out, they are sent as 0 or false, or the
    /// class refuses to be made.
    pub unset: &'static [&'static str],
}

/// The class of an argument, or of each item of one that is a list; none where it is plain.
pub(super) fn class_of(argument: &str) -> Option<Class> {
    let of = |api, name, unset| Some(Class { api, name, unset });
    let groups = |name| of(SdkApi::Groups, name, &[]);
    match argument {
        "volumes" => {
            of(SdkApi::Templates, "CreateTemplateRequestVolumeTemplate", &["size", "perf_iops"])
        }
        "private_networks" => {
            of(SdkApi::Templates, "CreateTemplateRequestPrivateNetworkTemplate", &[])
        }
        "update_volumes" => of(SdkApi::Templates, "UpdateTemplateRequestUpdateVolumes", &[]),
        "update_private_networks" => {
            of(SdkApi::Templates, "UpdateTemplateRequestUpdatePrivateNetworks", &[])
        }
        "scaling_policy_spec" => of(
            SdkApi::Groups,
            "ScalingPolicySpec",
            &["minimum_size", "maximum_size", "scale_in_step", "scale_out_step"],
        ),
        "fixed_size" => groups("GroupScalingPolicyScalingPolicyFixedSize"),
        "cpu_target" => groups("GroupScalingPolicyScalingPolicyCpuTarget"),
        "memory_target" => groups("GroupScalingPolicyScalingPolicyMemoryTarget"),
        "load_balancer_configuration_spec" => {
            of(SdkApi::Groups, "LoadBalancerConfigurationSpec", &["backends"])
        }
        "backends" => groups("LoadBalancerConfigurationSpecBackend"),
        "auto_healing" => {
            of(SdkApi::Groups, "LoadBalancerConfigurationSpecAutoHealing", &["enabled"])
        }
        _ => None,
    }
}

/// The variable that holds an API, its class and the module of that.
pub(super) const fn api(api: SdkApi) -> (&'static str, &'static str, &'static str) {
    match api {
        SdkApi::Groups => ("groups", "AutoscalingV1Alpha2API", "scaleway.autoscaling.v1alpha2"),
        SdkApi::Templates => ("templates", "InstanceV2Alpha1API", "scaleway.instance.v2alpha1"),
    }
}
