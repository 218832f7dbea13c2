"""Every class of refusal as the official SDK's own error."""

import unittest

from scaleway.autoscaling.v1alpha2 import (
    GroupScalingPolicyScalingPolicyCpuTarget,
    GroupScalingPolicyScalingPolicyFixedSize,
    ScalingPolicySpec,
)
from scaleway_core.api import ScalewayException

from server import NOBODY, Server

# The project of the first content.
OWN_PROJECT = "0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11"

# The word that asks for a refusal, its status and its type.
REFUSALS = [
    ("fault-400-standard", 400, "invalid_arguments"),
    ("fault-401", 401, "denied_authentication"),
    ("fault-401-expired", 401, "denied_authentication"),
    ("fault-403", 403, "permissions_denied"),
    ("fault-403-quota", 403, "quotas_exceeded"),
    ("fault-404-router", 404, None),
    ("fault-404-standard", 404, "not_found"),
    ("fault-409", 409, "transient_state"),
    ("fault-409-exists", 409, "already_exists"),
    ("fault-410", 410, "resource_expired"),
    ("fault-412", 412, "precondition_failed"),
    ("fault-423", 423, "locked"),
    ("fault-429-told", 429, "too_many_requests"),
    ("fault-500", 500, None),
    ("fault-503-stock", 503, "out_of_stock"),
]


class Errors(unittest.TestCase):
    """One server for all, which refuses whatever it is asked to."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.groups = cls.server.groups()
        cls.templates = cls.server.templates()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def refused(self, call, **options):
        with self.assertRaises(ScalewayException) as caught:
            call(**options)
        return caught.exception.status_code, caught.exception.response.json()

    def fields(self, body):
        return [(row["argument_name"], row["reason"]) for row in body["details"]]

    def test_each_refusal_reaches_each_kind_of_call(self):
        for word, status, kind in REFUSALS:
            calls = [
                lambda: self.groups.get_group(group_id=word),
                lambda: self.groups.update_group(group_id=NOBODY, name=word),
                lambda: self.groups.list_logs(group_id=word),
                lambda: self.templates.delete_template(template_id=word),
                lambda: self.groups.create_group(name=word, template_id=NOBODY),
            ]
            for call in calls:
                with self.subTest(word=word):
                    code, body = self.refused(call)
                    self.assertEqual((code, body.get("type")), (status, kind))

    def test_a_missing_policy_is_told_as_it_was_recorded(self):
        template = self.templates.create_template(
            name="t", server_type="PRO2-S", public_ip_v4_count=0, public_ip_v6_count=0
        )
        status, body = self.refused(self.groups.create_group, name="a", template_id=template.id)
        detail = {
            "argument_name": "scaling_policy_spec",
            "help_message": "Field required",
            "reason": "required",
        }
        self.assertEqual((status, body["details"]), (400, [detail]))
        self.assertEqual(body["message"], "invalid argument(s)")
        self.assertEqual(body["type"], "invalid_arguments")

    def test_what_a_policy_cannot_be_is_told_at_its_field(self):
        under = "scaling_policy_spec."
        one = {"fixed_size": GroupScalingPolicyScalingPolicyFixedSize(1)}
        cpu = GroupScalingPolicyScalingPolicyCpuTarget
        for spec, field, reason in [
            ({"minimum_size": 3, **one}, "maximum_size", "constraint"),
            ({"minimum_size": None, **one}, "minimum_size", "required"),
            ({}, "fixed_size", "required"),
            ({"cpu_target": cpu(101)}, "cpu_target.target_avg_percent", "constraint"),
            ({"scale_in_cooldown": "-1s", **one}, "scale_in_cooldown", "constraint"),
        ]:
            spec = ScalingPolicySpec(**{"maximum_size": 2, **spec})
            template = self.templates.create_template(
                name="t", server_type="PRO2-S", public_ip_v4_count=0, public_ip_v6_count=0
            )
            status, body = self.refused(
                self.groups.create_group,
                name="a",
                template_id=template.id,
                scaling_policy_spec=spec,
            )
            self.assertEqual((status, self.fields(body)), (400, [(under + field, reason)]))

    def test_what_is_not_there_is_told_with_its_id(self):
        for call, kind in [
            (lambda: self.groups.get_group(group_id=NOBODY), "autoscaling_group"),
            (lambda: self.groups.delete_group(group_id=NOBODY), "autoscaling_group"),
            (lambda: self.groups.list_servers(group_id=NOBODY), "autoscaling_group"),
            (lambda: self.templates.get_template(template_id=NOBODY), "instance_template"),
            (lambda: self.templates.check_template(template_id=NOBODY), "instance_template"),
        ]:
            status, body = self.refused(call)
            self.assertEqual((status, body["resource"], body["resource_id"]), (404, kind, NOBODY))
        status, body = self.refused(self.groups.list_groups, zone="nl-ams-1")
        self.assertEqual((status, body), (404, {"message": "Not Found"}))

    def test_a_cursor_that_is_none_is_refused(self):
        status, body = self.refused(self.groups.list_groups, page_token="nonsense")
        self.assertEqual((status, self.fields(body)), (400, [("page_token", "format")]))
        status, body = self.refused(self.templates.list_templates, page_size=101)
        self.assertEqual((status, self.fields(body)), (400, [("page_size", "constraint")]))

    def test_a_key_that_may_not_is_refused(self):
        reader = self.server.groups("00000000-0000-4000-8000-00000000a403")
        self.assertEqual(reader.list_groups(project_id=OWN_PROJECT).group_summaries[0].zone, "fr-par-1")
        status, body = self.refused(reader.delete_group, group_id=NOBODY)
        self.assertEqual((status, body["type"]), (403, "permissions_denied"))


if __name__ == "__main__":
    unittest.main()
