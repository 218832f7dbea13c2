# Needs the package scaleway 2.12.0, or a newer one. The keys come from SCW_ACCESS_KEY and
# SCW_SECRET_KEY, another address of the API from SCW_API_URL.
from scaleway import Client
from scaleway.autoscaling.v1alpha2 import (
    AutoscalingV1Alpha2API,
    GroupScalingPolicyScalingPolicyCpuTarget,
    ScalingPolicySpec,
)

client = Client.from_env()
groups = AutoscalingV1Alpha2API(client)

groups.update_group(
    zone="fr-par-1",
    group_id="00000000-0000-4000-8000-000000000001",
    scaling_policy_spec=ScalingPolicySpec(
        cpu_target=GroupScalingPolicyScalingPolicyCpuTarget(target_avg_percent=65),
        minimum_size=None,
        maximum_size=None,
        scale_in_step=None,
        scale_out_step=None,
    ),
)
