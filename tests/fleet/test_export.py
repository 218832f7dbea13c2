"""Exporting a zone: from headroom-server's sandbox, and from what refuses."""

import contextlib
import http.server
import io
import json
import os
import re
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from pathlib import Path
from unittest import mock

import here
import api
import export
import history
from reading import FleetError

KEY = "11111111-2222-4333-8444-555555555555"
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers what the test has laid out, and notes what it was asked."""

    def do_GET(self):  # noqa: N802, the library's name
        self.server.asked.append((self.path, self.headers.get("X-Auth-Token")))
        status, headers, body = self.server.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@contextlib.contextmanager
def answering(*answers):
    """A server on loopback with these answers, one after the other."""
    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.answers, server.asked = list(answers), []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server.asked
        finally:
            server.shutdown()
            thread.join()


class Calls(unittest.TestCase):
    def api(self, address):
        self.waited = []
        return api.Api(address, {"X-Auth-Token": KEY}, self.waited.append)

    def test_what_passes_by_itself_is_waited_for(self):
        again, fine = (429, {"Retry-After": "3"}, b"{}"), (200, {}, b'{"a":1}')
        with answering(again, (503, {}, b""), fine) as (address, _):
            self.assertEqual(self.api(address).get("/x"), {"a": 1})
        self.assertEqual(self.waited, [3.0, 1.0])

    def test_what_stays_refused_says_so(self):
        told = b'{"message":"nobody knows it"}'
        for answers, words in (
            ([(401, {}, told)], "refused with 401: nobody knows it The key is not known"),
            ([(403, {}, told)], "The key may not read this"),
            ([(404, {}, b"<html>")], "refused with 404: Not Found"),
            ([(503, {}, b"")] * 5, "refused with 503"),
            ([(200, {}, b"no JSON")], "gave no answer that can be read"),
        ):
            with answering(*answers) as (address, _):
                with self.assertRaisesRegex(FleetError, re.escape(words)):
                    self.api(address).get("/x")
        with self.assertRaisesRegex(FleetError, "gave no answer that can be read: .*refused"):
            self.api(address).get("/x")

    def test_the_key_goes_nowhere_else(self):
        with answering() as (elsewhere, asked):
            with answering((302, {"Location": f"{elsewhere}/y"}, b"")) as (address, _):
                with self.assertRaisesRegex(FleetError, "refused with 302"):
                    self.api(address).get("/x")
            self.assertEqual(asked, [])
        with self.assertRaisesRegex(FleetError, "only this machine may be http://"):
            self.api("http://api.example")
        with self.assertRaisesRegex(FleetError, "is no address"):
            self.api("api.example")

    def test_lists_are_read_to_their_end(self):
        pages = [
            (200, {}, b'{"all":[1,2],"total_count":3}'),
            (200, {}, b'{"all":[3],"total_count":3}'),
        ]
        with answering(*pages) as (address, asked):
            self.assertEqual(self.api(address).numbered("/x", "all"), [1, 2, 3])
        self.assertEqual(
            [path for path, _ in asked], ["/x?page=1&page_size=100", "/x?page=2&page_size=100"]
        )
        pages = [(200, {}, b'{"all":[1],"next_page_token":"t"}'), (200, {}, b'{"all":[2]}')]
        with answering(*pages) as (address, asked):
            self.assertEqual(self.api(address).chained("/x", "all"), [1, 2])
        self.assertEqual(asked[1][0], "/x?page_size=100&page_token=t")


class History(unittest.TestCase):
    def test_the_questions_are_the_consoles(self):
        source = (here.ROOT / "src/wire/prometheus/query.rs").read_text()
        # Rust goes on in the next line after a backslash, without its indentation.
        source = re.sub(r"\\\n\s*", "", source).replace('\\"', '"')
        for expression in (*history.EXPRESSIONS.values(), history.SIZE):
            self.assertIn(f': &str = "{expression}";', source)

    def test_a_long_time_is_asked_for_in_windows(self):
        values = [[60, "1"], [120, "NaN"], [180.5, "+Inf"]]
        body = here.line({"data": {"result": [{"metric": {}, "values": values}]}})
        with answering((200, {}, body), (200, {}, b'{"data":{"result":[]}}')) as (address, asked):
            metrics = api.Api(address, {})
            found = history.samples(metrics, history.SIZE, "g", 0, 60 * 11_000, 60)
        self.assertEqual(found, [(60_000, 1.0)])
        spans = [re.search(r"start=(\d+)&end=(\d+)", path).groups() for path, _ in asked]
        self.assertEqual(spans, [("0", "659940"), ("660000", "660000")])

    def test_an_instance_serves_a_boot_delay_after_it_came(self):
        counted = [(0, 2), (60, 2), (120, 4), (180, 3), (300, 1), (360, 0)]
        found = [(one["at_ms"], one["size"]) for one in history.served(counted, 90)]
        self.assertEqual(found, [(0, 2), (210, 3), (300, 1), (360, 0)])
        self.assertEqual(history.served([], 90), [])


class Sandbox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        cls.folder = Path(held.name)
        (cls.folder / "index.html").write_text(f"<html><head>{POLICY}</head></html>")
        command = [here.SERVER, "--listen", "127.0.0.1:0", "--dist", held.name, "--speed", "0"]
        cls.server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        cls.addClassCleanup(cls.stop)
        cls.address = re.match(r".*(http://[^/]+)", cls.server.stdout.readline())[1]
        with urllib.request.urlopen(f"{cls.address}/headroom/clock") as reply:
            cls.now_s = json.load(reply)["now_ms"] // 1000

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.server.stdout.close()

    def export(self, *more, key=KEY):
        """Exports the sandbox; returns the status and what was said."""
        arguments = ["export.py", "--api", self.address, "--jobs", str(self.folder / "jobs.jsonl")]
        arguments += ["--days", "1", "--until", str(self.now_s), *more]
        said, env = io.StringIO(), {"SCW_SECRET_KEY": key} if key else {}
        with mock.patch.dict(os.environ, env), mock.patch("sys.argv", arguments):
            if not key:
                os.environ.pop("SCW_SECRET_KEY", None)
            with contextlib.redirect_stderr(said):
                return export.main(), said.getvalue()

    def test_every_group_of_both_generations_is_exported_and_swept(self):
        status, said = self.export("--metrics", f"{self.address}/prometheus")
        self.assertEqual(status, 0, said)
        groups = (self.folder / "jobs.groups.jsonl").read_text().splitlines()
        told = {one["name"]: one["generation"] for one in map(json.loads, groups)}
        self.assertEqual(told["checkout-api"], "v1alpha1")
        self.assertEqual(told["session-cache"], "v1alpha2")
        jobs = [json.loads(line) for line in (self.folder / "jobs.jsonl").read_text().splitlines()]
        self.assertEqual(len(jobs), len(groups))
        for job in jobs:
            self.assertGreater(len(job["histories"][0]["values"]), 1_000)
            self.assertGreater(job["price_per_hour"], 0)
        memory = jobs[list(told).index("session-cache")]["histories"][1]
        self.assertEqual((memory["metric"], memory["load"]), ("instance_memory", "per_instance"))
        sweep, work = here.sweep_in(self.folder), self.folder / "work"
        status, _, said = here.run(
            "run",
            self.folder / "jobs.jsonl",
            "--work",
            work,
            "--sweep",
            sweep,
            "--whatif",
            here.WHATIF,
        )
        result = (work / "result.jsonl").read_text().splitlines()
        self.assertEqual(len(result), len(jobs), said)

    def test_what_refuses_says_so_and_nothing_is_written(self):
        metrics = ("--metrics", f"{self.address}/prometheus")
        for key, more, words in (
            (None, metrics, "SCW_SECRET_KEY is not set"),
            ("00000000-0000-4000-8000-000000000401", metrics, "refused with 401"),
            ("00000000-0000-4000-8000-000000000403", metrics, "refused with 403"),
            (KEY, (*metrics, "--zone", "fr-par-2"), "no group of fr-par-2 can be exported"),
            # The sandbox's own source of metrics has an address that nobody has.
            (KEY, (), "gave no answer that can be read"),
        ):
            for left in self.folder.glob("jobs*"):
                left.unlink()
            status, said = self.export(*more, key=key)
            self.assertEqual(status, 2)
            self.assertIn(words, said)
            self.assertNotIn(KEY, said)
            self.assertEqual(list(self.folder.glob("*jobs*")), [])


if __name__ == "__main__":
    unittest.main()
