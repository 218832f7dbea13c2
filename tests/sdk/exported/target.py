# Needs the package scaleway 2.12.0, or a newer one. The keys come from SCW_ACCESS_KEY and
# SCW_SECRET_KEY, another address of the API from SCW_API_URL.
from scaleway import Client
from scaleway.autoscaling.v1alpha2 import (
    AutoscalingV1Alpha2API,
    GroupScalingPolicyScalingPolicyCpuTarget,
    LoadBalancerConfigurationSpec,
    LoadBalancerConfigurationSpecAutoHealing,
    LoadBalancerConfigurationSpecBackend,
    ScalingPolicySpec,
)
from scaleway.instance.v2alpha1 import (
    CreateTemplateRequestPrivateNetworkTemplate,
    CreateTemplateRequestVolumeTemplate,
    InstanceV2Alpha1API,
)

client = Client.from_env()
templates = InstanceV2Alpha1API(client)
groups = AutoscalingV1Alpha2API(client)

template = templates.create_template(
    zone="fr-par-1",
    name="exported-template",
    filesystem_ids=[],
    private_networks=[
        CreateTemplateRequestPrivateNetworkTemplate(
            private_network_id="5dd8eecd-7a73-4672-b514-dcd9e095c0fa",
        ),
    ],
    project_id="d03c0af1-fec9-44aa-a12c-54cb13072778",
    public_ip_v4_count=1,
    public_ip_v6_count=0,
    server_tags=["blue"],
    server_type="PRO2-S",
    tags=[],
    volumes=[
        CreateTemplateRequestVolumeTemplate(
            name="root",
            image_label="ubuntu_noble",
            perf_iops=5000,
            size=20000000000,
            tags=[],
            volume_type="sbs",
        ),
        CreateTemplateRequestVolumeTemplate(
            name="data",
            base_snapshot_id="e854500e-b897-40dd-8f27-0c0d737031da",
            tags=["data"],
            volume_type="sbs",
            size=None,
            perf_iops=None,
        ),
    ],
)

templates.set_template_cloud_init(
    zone="fr-par-1",
    content="I2Nsb3VkLWNvbmZpZwo=",
    template_id=template.id,
)

group = groups.create_group(
    zone="fr-par-1",
    name="exported 'search' \" ü \\ $x {y}",
    load_balancer_configuration_spec=LoadBalancerConfigurationSpec(
        auto_healing=LoadBalancerConfigurationSpecAutoHealing(enabled=True, grace_period="120s"),
        backends=[
            LoadBalancerConfigurationSpecBackend(
                address_family="ipv4",
                backend_id="a4d75d01-944c-4952-84e9-843597546c87",
                private_network_id="5dd8eecd-7a73-4672-b514-dcd9e095c0fa",
            ),
            LoadBalancerConfigurationSpecBackend(
                address_family="ipv6",
                backend_id="a4d75d01-944c-4952-84e9-843597546c88",
            ),
        ],
        load_balancer_id="b04bc244-5005-40b5-a29f-944f71fa0b8b",
    ),
    project_id="d03c0af1-fec9-44aa-a12c-54cb13072778",
    scaling_policy_spec=ScalingPolicySpec(
        cpu_target=GroupScalingPolicyScalingPolicyCpuTarget(target_avg_percent=63),
        maximum_size=7,
        minimum_size=1,
        scale_in_cooldown="300s",
        scale_in_step=1,
        scale_out_cooldown="90s",
        scale_out_step=2,
    ),
    tags=["team:shop", "it's"],
    template_id=template.id,
)

print(group.id)
