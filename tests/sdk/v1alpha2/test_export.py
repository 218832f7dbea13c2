"""A program that the console exports, run against the server: it makes the same group."""

import json
import os
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

from server import KEY, Server

EXPORTED = Path(__file__).resolve().parents[1] / "exported"


class Exports(unittest.TestCase):
    """One server, which a program of its own process writes to."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def run_program(self, *program, **keys):
        env = {**os.environ, "SCW_API_URL": self.server.address, **keys}
        command = [sys.executable, "-B", *(program or [str(EXPORTED / "target.py")])]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def read(self, path):
        """What the API itself answers, in which the SDK fills in what is unset."""
        address = f"{self.server.address}/{path}"
        request = urllib.request.Request(address, headers={"X-Auth-Token": KEY})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def assert_has(self, whole, part, *anew):
        for key, value in part.items():
            if key not in anew:
                self.assertEqual(whole[key], value, key)

    def test_it_makes_the_same_group(self):
        ran = self.run_program(SCW_ACCESS_KEY="SCWXXXXXXXXXXXXXXXXX", SCW_SECRET_KEY=KEY)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        wanted = json.loads((EXPORTED / "target.json").read_text(encoding="utf-8"))
        group = self.read(f"autoscaling/v1alpha2/zones/fr-par-1/groups/{ran.stdout.strip()}")
        self.assert_has(group, wanted["group"], "id", "template_id")
        self.assertNotEqual(group["id"], wanted["group"]["id"])
        path = f"instance/v2alpha1/zones/fr-par-1/templates/{group['template_id']}"
        self.assert_has(self.read(path), wanted["template"], "id")
        document = self.read(f"{path}/user-data/cloud-init")
        self.assertEqual(document["content"], wanted["cloud_init"]["content"])

    def test_a_change_changes_just_that(self):
        project = "0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11"
        listed = self.read(f"autoscaling/v1alpha2/zones/fr-par-1/groups?project_id={project}")
        ids = {group["name"]: group["id"] for group in listed["group_summaries"]}
        path = f"autoscaling/v1alpha2/zones/fr-par-1/groups/{ids['search-api']}"
        before = self.read(path)["scaling_policy"]
        text = (EXPORTED / "change.py").read_text(encoding="utf-8")
        program = text.replace("00000000-0000-4000-8000-000000000001", ids["search-api"])
        keys = {"SCW_ACCESS_KEY": "SCWXXXXXXXXXXXXXXXXX", "SCW_SECRET_KEY": KEY}
        ran = self.run_program("-c", program, **keys)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        wanted = {**before, "cpu_target": {"target_avg_percent": 65}}
        self.assertEqual(self.read(path)["scaling_policy"], wanted)

    def test_it_has_no_key_of_its_own(self):
        ran = self.run_program(SCW_ACCESS_KEY="SCWXXXXXXXXXXXXXXXXX", SCW_SECRET_KEY="")
        self.assertNotEqual(ran.returncode, 0)


if __name__ == "__main__":
    unittest.main()
