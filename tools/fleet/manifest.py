"""The Kubernetes job of a fleet that is cut."""

import re
import string
from pathlib import Path

from reading import FleetError

TEMPLATE = Path(__file__).resolve().parent / "job.yaml"
# What the API server takes as a name, as an image and as a folder; none can end a line of YAML.
NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
IMAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]*")
FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(/[A-Za-z0-9_][A-Za-z0-9_-]*)*")


def add_options(reader, count):
    """The options that the job needs."""
    reader.add_argument("--image", required=True, help="an image that holds headroom-whatif")
    reader.add_argument("--claim", required=True, help="the volume's claim, ReadWriteMany")
    reader.add_argument("--folder", default="", help="the fleet's folder in the volume")
    reader.add_argument("--name", default="headroom-fleet", help="the job's name (headroom-fleet)")
    reader.add_argument("--workers", type=count, default=2, metavar="N", help="pods at a time (2)")


def written(plan, options):
    """The job, as YAML."""
    folder = options.folder.strip("/")
    for what, text, form in (
        ("name", options.name, NAME),
        ("claim", options.claim, NAME),
        ("image", options.image, IMAGE),
        ("folder", folder or "_", FOLDER),
    ):
        if not form.fullmatch(text):
            raise FleetError(f"--{what} {text}: Kubernetes takes no such {what}.")
    filled = {
        "name": options.name,
        "parts": plan["parts"],
        "workers": min(options.workers, plan["parts"]),
        "image": options.image,
        "claim": options.claim,
        "folder": folder,
    }
    text = string.Template(TEMPLATE.read_text()).substitute(filled)
    return text.replace("/fleet//", "/fleet/")
