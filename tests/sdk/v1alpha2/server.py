"""headroom-server with a sandbox, on a free port, and the official SDK as its client."""

import json
import os
import re
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from scaleway.autoscaling.v1alpha2 import AutoscalingV1Alpha2API
from scaleway.instance.v2alpha1 import InstanceV2Alpha1API
from scaleway_core.client import Client

ROOT = Path(__file__).resolve().parents[3]
PROJECT = "d03c0af1-fec9-44aa-a12c-54cb13072778"
NOBODY = "00000000-0000-4000-8000-000000000000"
# Any UUID is a key of the sandbox.
KEY = "11111111-2222-4333-8444-555555555555"
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">"

# The calls of both APIs that an SDK's method was seen to make, by method and path.
CALLS = set()


def binary():
    """The server's program, which tools/test.sh builds."""
    target = os.environ.get("CARGO_TARGET_DIR") or ROOT / "target"
    return os.environ.get("HEADROOM_SERVER") or str(Path(target) / "debug" / "headroom-server")


class Server:
    """A running server; its clock stands still but for `advance`."""

    def __init__(self, *flags):
        self.dist = tempfile.TemporaryDirectory(prefix="headroom-sdk-")
        page = f"<html><head>{POLICY}</head></html>"
        (Path(self.dist.name) / "index.html").write_text(page, encoding="utf-8")
        command = [binary(), "--listen", "127.0.0.1:0", "--api", "sandbox", "--speed", "0"]
        command += ["--dist", self.dist.name, *flags]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        address = re.search(r"http://[^/]+", self.process.stdout.readline())
        if not address:
            self.stop()
            raise RuntimeError("headroom-server gave no address")
        self.address = address[0]

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.dist.cleanup()

    def advance(self, seconds):
        """Lets time pass in the sandbox."""
        body = json.dumps({"step_ms": round(seconds * 1000)}).encode()
        urllib.request.urlopen(f"{self.address}/headroom/clock", body).close()

    def client(self, key=KEY):
        return Client(
            access_key="SCWXXXXXXXXXXXXXXXXX",
            secret_key=key,
            api_url=self.address,
            default_project_id=PROJECT,
            default_zone="fr-par-1",
        )

    def groups(self, key=KEY):
        return noting(AutoscalingV1Alpha2API)(self.client(key))

    def templates(self, key=KEY):
        return noting(InstanceV2Alpha1API)(self.client(key))


def noting(api):
    """The same API, which takes note of the calls that it makes."""

    class Noting(api):
        def _request(self, method, path, *rest, **options):
            noun = re.sub(r"^.*/zones/[^/]+", "", path)
            noun = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", noun)
            CALLS.add((method, re.sub(r"user-data/(?!cloud-init).+$", "user-data/*", noun)))
            return super()._request(method, path, *rest, **options)

    return Noting


def walk(ask, noun, **query):
    """All items of a list that goes on behind a token, and the sizes of its pages."""
    items, sizes, token = [], [], None
    while True:
        page = ask(page_token=token, **query)
        items += getattr(page, noun)
        sizes.append(len(getattr(page, noun)))
        token = page.next_page_token
        if not token:
            assert page.total_count == len(items)
            return items, sizes
