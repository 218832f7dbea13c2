"""The tools under test, the binaries that they need, and small fleets."""

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools" / "fleet"
sys.path.insert(0, str(TOOLS))

import fleet  # noqa: E402
import made  # noqa: E402

DEBUG = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve() / "debug"
WHATIF = str(DEBUG / "headroom-whatif")
SERVER = str(DEBUG / "headroom-server")

# Few points, so that a fleet takes no time.
SWEEP = {"axes": [{"parameter": "max_replicas", "values": [4, 6]}]}


def jobs(groups, days=1):
    """So many jobs, each a line."""
    return [line(made.job(1, number, days, 900)[0]) for number in range(1, groups + 1)]


def line(value):
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def run(*arguments):
    """Runs fleet.py; returns its status, its output and what it said."""
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        status = fleet.main([str(one) for one in arguments])
    return status, out.getvalue(), said.getvalue()


def sweep_in(folder):
    """The sweep as a file."""
    path = folder / "sweep.json"
    # A test's targets have other bounds than its thresholds.
    path.write_text(json.dumps(SWEEP))
    return path


def program(folder, text):
    """A program that stands in for headroom-whatif."""
    path = folder / "stand-in"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def one_process(sweep, file):
    """What headroom-whatif by itself makes of a file: its status and its bytes."""
    command = [WHATIF, "--threads", "1", "--sweep", sweep, file]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout
