"""Every call of the second generation, by the official SDK, against the server."""

import base64
import unittest
from unittest import mock

from scaleway.autoscaling.v1alpha2 import (
    GroupLoadBalancerConfigurationBackendAddressFamily,
    GroupScalingPolicyScalingPolicyCpuTarget,
    GroupScalingPolicyScalingPolicyFixedSize,
    LoadBalancerConfigurationSpec,
    LoadBalancerConfigurationSpecAutoHealing,
    LoadBalancerConfigurationSpecBackend,
    ScalingPolicySpec,
)
from scaleway.instance.v2alpha1 import (
    CreateTemplateRequestPrivateNetworkTemplate,
    CreateTemplateRequestVolumeTemplate,
    UpdateTemplateRequestUpdatePrivateNetworks,
    UpdateTemplateRequestUpdateVolumes,
)
from scaleway_core.api import ScalewayException

from server import CALLS, NOBODY, PROJECT, Server, walk

SIZE = GroupScalingPolicyScalingPolicyFixedSize
ALL_CALLS = {
    ("GET", "/groups"), ("POST", "/groups"), ("GET", "/groups/*"), ("PATCH", "/groups/*"),
    ("DELETE", "/groups/*"), ("GET", "/servers"), ("GET", "/logs"), ("GET", "/alerts"),
    ("GET", "/templates"), ("POST", "/templates"), ("GET", "/templates/*"),
    ("PATCH", "/templates/*"), ("DELETE", "/templates/*"), ("GET", "/templates/*/check"),
    ("POST", "/templates/*/create-server"), ("GET", "/templates/*/user-data"),
    ("GET", "/templates/*/user-data/cloud-init"), ("PUT", "/templates/*/user-data/cloud-init"),
}  # fmt: skip


def volume():
    return CreateTemplateRequestVolumeTemplate(
        volume_type="sbs", name="root", tags=[], image_label="ubuntu_noble"
    )


def policy(size, **rest):
    return ScalingPolicySpec(
        minimum_size=0, maximum_size=9, scale_in_step=1, scale_out_step=1, fixed_size=SIZE(size),
        **rest,
    )  # fmt: skip


class Calls(unittest.TestCase):
    """One server for all; each test makes what it needs."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.groups = cls.server.groups()
        cls.templates = cls.server.templates()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def template(self, name="tpl", **rest):
        return self.templates.create_template(
            name=name, server_type="PRO2-S", public_ip_v4_count=1, public_ip_v6_count=0,
            volumes=[volume()], **rest,
        )  # fmt: skip

    def group(self, name="asg", size=2, **rest):
        template = self.template()
        return self.groups.create_group(
            name=name, template_id=template.id, scaling_policy_spec=policy(size), **rest
        )

    def assert_status(self, status, call, *args, **options):
        with self.assertRaises(ScalewayException) as caught:
            call(*args, **options)
        self.assertEqual(caught.exception.status_code, status)
        return caught.exception.response

    def test_a_group_lives_from_its_creation_to_its_end(self):
        group = self.group(tags=["a"])
        self.assertEqual((group.status, group.current_size, group.target_size), ("active", 0, 0))
        self.assertEqual((group.project_id, group.tags), (PROJECT, ["a"]))
        self.assertEqual(group.scaling_policy.scale_out_cooldown, "60s")
        self.assertEqual(group.created_at, group.updated_at)
        self.server.advance(60)
        ordered = self.groups.get_group(group_id=group.id)
        self.assertEqual((ordered.status, ordered.target_size), ("scaling_out", 2))
        with mock.patch("time.sleep", self.server.advance):
            served = self.groups.wait_for_group(group_id=group.id)
        self.assertEqual((served.status, served.current_size), ("active", 2))
        servers, sizes = walk(self.groups.list_servers, "servers", group_id=group.id, page_size=1)
        self.assertEqual((len({server.server_id for server in servers}), sizes), (2, [1, 1]))
        logs, _ = walk(self.groups.list_logs, "logs", group_id=group.id)
        self.assertEqual([log.message for log in logs], ["Scaling event: added 2 instance(s)"])
        self.assertEqual(logs[0].level, "info")
        deleted = self.groups.delete_group(group_id=group.id)
        self.assertEqual(deleted.status, "deleting")
        with mock.patch("time.sleep", self.server.advance):
            self.assert_status(404, self.groups.wait_for_group, group_id=group.id)

    def test_a_group_changes_field_by_field(self):
        group = self.group()
        backend = LoadBalancerConfigurationSpecBackend(
            backend_id=NOBODY,
            address_family=GroupLoadBalancerConfigurationBackendAddressFamily.IPV4,
        )
        balancer = LoadBalancerConfigurationSpec(
            load_balancer_id=NOBODY,
            backends=[backend],
            auto_healing=LoadBalancerConfigurationSpecAutoHealing(enabled=True),
        )
        changed = self.groups.update_group(
            group_id=group.id,
            scaling_policy_spec=ScalingPolicySpec(
                minimum_size=None, maximum_size=25, scale_in_step=None, scale_out_step=5,
                cpu_target=GroupScalingPolicyScalingPolicyCpuTarget(target_avg_percent=70),
            ),
            load_balancer_configuration_spec=balancer,
        )  # fmt: skip
        kept = changed.scaling_policy
        self.assertEqual((kept.minimum_size, kept.maximum_size, kept.scale_in_step), (0, 25, 1))
        self.assertEqual((kept.fixed_size, kept.cpu_target.target_avg_percent), (None, 70))
        self.assertEqual(changed.updated_at, group.updated_at)
        healing = changed.load_balancer_configuration.auto_healing
        self.assertEqual((healing.enabled, healing.grace_period), (True, "300s"))
        renamed = self.groups.update_group(group_id=group.id, name="b", tags=[])
        self.assertGreater(renamed.updated_at, changed.updated_at)
        self.assertEqual(renamed.name, "b")

    def test_groups_are_listed_page_by_page(self):
        made = [self.group(name=f"listed-{n}", size=0) for n in range(3)]
        groups, sizes = walk(
            self.groups.list_groups, "group_summaries", page_size=2, order_by="created_at_asc"
        )
        own = [group.id for group in groups if group.name.startswith("listed-")]
        self.assertEqual(own, [group.id for group in made])
        self.assertEqual(set(sizes[:-1]), {2})
        only = self.groups.list_groups(template_id=made[1].template_id)
        self.assertEqual([group.id for group in only.group_summaries], [made[1].id])
        self.assertEqual(only.group_summaries[0].scaling_policy_target_type, "fixed_size")
        self.assertEqual(only.group_summaries[0].zone, "fr-par-1")

    def test_alerts_are_told_while_open_and_when_closed(self):
        group = self.group(name="fault-no-stock")
        self.server.advance(60)
        open_alerts = self.groups.list_alerts(group_id=group.id).alerts
        self.assertEqual([alert.type_ for alert in open_alerts], ["out_of_stock"])
        self.assertIsNone(open_alerts[0].closed_at)
        failing = self.groups.get_group(group_id=group.id)
        self.assertEqual((failing.status, len(failing.open_alerts)), ("scaling_failure", 1))
        self.groups.update_group(group_id=group.id, name="mended")
        self.server.advance(60)
        mine = self.groups.list_alerts(project_id=PROJECT).alerts
        closed = [alert for alert in mine if alert.group_id == group.id]
        self.assertGreater(closed[0].closed_at, closed[0].opened_at)

    def test_a_template_changes_and_makes_an_instance(self):
        template = self.template(tags=["a"], server_tags=["blue"])
        self.templates.check_template(template_id=template.id)
        network = CreateTemplateRequestPrivateNetworkTemplate(private_network_id=NOBODY)
        same = self.templates.update_template(
            template_id=template.id,
            update_private_networks=UpdateTemplateRequestUpdatePrivateNetworks([network]),
            update_volumes=UpdateTemplateRequestUpdateVolumes([volume(), volume()]),
        )
        self.assertEqual((len(same.volumes), len(same.private_networks)), (2, 1))
        self.assertEqual(same.updated_at, template.updated_at)
        moved = self.templates.update_template(template_id=template.id, server_type="PRO2-M")
        self.assertGreater(moved.updated_at, same.updated_at)
        self.assertEqual(self.templates.get_template(template_id=template.id), moved)
        server = self.templates.create_server_from_template(template_id=template.id, name="one")
        self.assertEqual((server.status, server.tags, server.name), ("stopped", ["blue"], "one"))
        listed, _ = walk(self.templates.list_templates, "templates", page_size=1, tags=["a"])
        self.assertEqual([row.id for row in listed], [template.id])
        self.templates.delete_template(template_id=template.id)
        self.assert_status(404, self.templates.get_template, template_id=template.id)

    def test_user_data_are_kept_beside_the_template(self):
        template = self.template()
        own = {"template_id": template.id}
        content = base64.b64encode(b"#cloud-config").decode()
        self.templates.set_template_cloud_init(content=content, **own)
        self.assertEqual(self.templates.get_template_cloud_init(**own).content, content)
        for key in ["key2", "key1"]:
            self.templates.set_template_user_data(key=key, content=content, **own)
        keys, sizes = walk(self.templates.list_template_user_data_keys, "keys", page_size=2, **own)
        self.assertEqual((keys, sizes), (["cloud-init", "key1", "key2"], [2, 1]))
        self.assertEqual(self.templates.get_template_user_data(key="key1", **own).key, "key1")
        self.templates.delete_template_user_data(key="key1", **own)
        self.assert_status(404, self.templates.get_template_user_data, key="key1", **own)

    def test_z_every_call_was_made(self):
        user_data = {(method, "/templates/*/user-data/*") for method in ["GET", "PUT", "DELETE"]}
        self.assertEqual(ALL_CALLS | user_data, CALLS)


if __name__ == "__main__":
    unittest.main()
