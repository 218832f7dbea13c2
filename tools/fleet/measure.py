#!/usr/bin/env python3
"""Sweeps a made-up fleet by one process, on Ray's workers, and with workers killed by SIGKILL;
holds the results against each other byte by byte, and prints a table. Ends with status 1 where they
differ:  measure.py [--groups 20] [--workers 2] [--kills 1]"""

import argparse
import filecmp
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fleet

HERE = Path(__file__).resolve().parent
# How long a kill waits for a part to be at work, and then for the dead to be gone.
PATIENCE_S = 120


def main():
    """Runs all that is asked for, and says whether it agrees."""
    reader = argparse.ArgumentParser(description=__doc__)
    for name, default, what in (
        ("--groups", 20, "groups in the fleet"),
        ("--days", 14, "days of each group's history"),
        ("--step", 300, "seconds from sample to sample"),
        ("--part", 2, "jobs a part"),
        ("--workers", 2, "workers at most; one is measured too"),
        ("--kills", 1, "workers that are killed"),
    ):
        reader.add_argument(name, type=fleet.count, default=default, metavar="N", help=what)
    reader.add_argument("--sweep", metavar="FILE", help="the axes; else each group's own grid")
    options = reader.parse_args()
    options.whatif = fleet.find_whatif(None)
    with tempfile.TemporaryDirectory(prefix="headroom-fleet-") as folder:
        return 0 if measure(Path(folder), options) else 1


def measure(folder, options):
    """Measures every run, and returns whether their results are the same."""
    jobs = folder / "made.jsonl"
    make(jobs, options)
    rows = [one_process(folder, jobs, options)]
    for workers in sorted({1, options.workers}):
        rows.append(on_ray(folder, jobs, options, workers, 0))
    rows.append(on_ray(folder, jobs, options, options.workers, options.kills))
    same = all(row["same"] for row in rows)
    print(
        f"{options.groups} groups, {options.days} days at {options.step} s, "
        f"{jobs.stat().st_size / 1e6:.1f} MB of jobs; {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}\n"
    )
    print(
        "| run | start | work | groups a second | killed | result |\n|---|---:|---:|---:|---:|---|"
    )
    for row in rows:
        verdict = "the same bytes" if row["same"] else "DIFFERS"
        rate = options.groups / row["work"]
        print(
            f"| {row['name']} | {row['start']:.1f} s | {row['work']:.1f} s | {rate:.2f} "
            f"| {row['killed']} | {verdict} |"
        )
    return same


def make(jobs, options):
    """Writes the fleet."""
    command = [sys.executable, HERE / "made.py", "--names", jobs.with_suffix(".groups.jsonl")]
    for name in ("groups", "days", "step"):
        command += [f"--{name}", str(getattr(options, name))]
    with open(jobs, "wb") as file:
        subprocess.run(command, stdout=file, check=True)


def one_process(folder, jobs, options):
    """headroom-whatif by itself on one thread: what all others are held against."""
    sweep = folder / "sweep.json"
    sweep.write_bytes(Path(options.sweep).read_bytes() if options.sweep else b"{}")
    began = time.monotonic()
    with open(folder / "one.jsonl", "wb") as file:
        command = [options.whatif, "--threads", "1", "--sweep", sweep, jobs]
        subprocess.run(command, stdout=file, check=True)
    spent = time.monotonic() - began
    name = "one process, one thread"
    return {"name": name, "start": 0.0, "work": spent, "killed": 0, "same": True}


def on_ray(folder, jobs, options, workers, kills):
    """The fleet on Ray, with so many workers killed on the way."""
    work = folder / f"work-{workers}-{kills}"
    command = [sys.executable, HERE / "fleet.py", "run", jobs, "--work", work, "--engine", "ray"]
    command += ["--workers", str(workers), "--part", str(options.part), "--whatif", options.whatif]
    command += ["--sweep", options.sweep] if options.sweep else []
    run = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    # Its own lines are read by what kills, which waits for parts to end in between.
    said, killed = [], 0
    try:
        for line in run.stderr:
            sys.stderr.write(line)
            said.append(line)
            if " is ready after " in line or " parts, " in line:
                killed += killed < kills and kill_one(run, work)
    finally:
        run.terminate()
        run.wait()
    same = run.returncode == 0 and filecmp.cmp(work / "result.jsonl", folder / "one.jsonl", False)
    if killed < kills:
        print(f"measure: only {killed} of {kills} workers could be killed", file=sys.stderr)
    return {
        "name": f"Ray, {workers} worker{'s' * (workers > 1)}",
        "start": last_seconds(said, " is ready after "),
        "work": last_seconds(said, " parts, "),
        "killed": killed,
        "same": same and killed == kills,
    }


def last_seconds(said, mark):
    """The seconds at the end of the last line that holds a mark."""
    return float([line for line in said if mark in line][-1].split()[-2])


def kill_one(run, work):
    """Kills one worker of this fleet while it does a part, and returns whether it did."""
    for _ in within(PATIENCE_S):
        if run.poll() is not None:
            return False
        for aside in (work / "aside").glob("*.jsonl.*"):
            shell = int(aside.name.rsplit(".", 1)[1])
            worker = parent(shell)
            if worker and aside.exists() and is_worker(worker):
                os.kill(worker, signal.SIGKILL)
                return gone(worker) and gone(shell)
    return False


def within(seconds):
    """Looks again and again for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield
        time.sleep(0.02)


def stat(process):
    """A process's state and the fields behind it, the parent first; None once it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def parent(process):
    """The parent of a process; None once it is gone."""
    fields = stat(process)
    return int(fields[1]) if fields else None


def is_worker(process):
    """Whether a process is a worker of Ray that does a part."""
    try:
        return b"ray::part_of_fleet" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def gone(process):
    """Waits for the end of a process; says whether it came."""
    for _ in within(PATIENCE_S):
        fields = stat(process)
        if not fields or fields[0] == "Z":
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
