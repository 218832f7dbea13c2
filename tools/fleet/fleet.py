#!/usr/bin/env python3
"""headroom-whatif over a whole fleet: sweeps every group's rules, on this machine, on Ray, or as a
Kubernetes Indexed Job, and says where most is to be won. docs/fleet.md has a worked example."""

import argparse
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import console
import manifest
import parts
import summary
from engines import ENGINES
from reading import FleetError

HERE = Path(__file__).resolve().parent
# How a run ends. The first two are headroom-whatif's own.
FINE, REFUSED, UNFINISHED, STOPPED = 0, 2, 3, 130
# How many of many are named one by one.
MOST_NAMED = 20


def say(text):
    """Tells whoever watches."""
    print(f"fleet: {summary.plain(text)}", file=sys.stderr, flush=True)


def main(arguments=None):
    """Runs one command, and returns how it ended."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # What stands behind -- is headroom-whatif's.
    at = arguments.index("--") if "--" in arguments else len(arguments)
    options = read_options(arguments[:at])
    options.more = arguments[at + 1 :]
    stop_on_sigterm()
    try:
        return options.command(options)
    except FleetError as error:
        say(str(error))
        return REFUSED
    except OSError as error:
        say(f"{error.filename or 'a file'}: {error.strerror or error}. What is done is kept.")
        return UNFINISHED
    except KeyboardInterrupt:
        say("stopped. The same command goes on from what is done.")
        return STOPPED


def stop_on_sigterm():
    """Lets SIGTERM stop a run as Ctrl+C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def read_options(arguments):
    """Reads the command line."""
    reader = argparse.ArgumentParser(prog="fleet.py", description=__doc__)
    commands = reader.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="cut a fleet, do its parts, join them")
    cut = commands.add_parser("cut", help="cut a fleet, for parts that are done elsewhere")
    join = commands.add_parser("join", help="join the parts that are done")
    job = commands.add_parser("manifest", help="write the Kubernetes job of a fleet that is cut")
    for one, command in ((run, do_run), (cut, do_cut), (join, do_join), (job, do_manifest)):
        one.set_defaults(command=command)
    for one in (run, cut):
        one.add_argument("jobs", help="a file of jobs as JSON lines, or a folder of such files")
        one.add_argument("--sweep", metavar="FILE", help="the axes; else each group's own grid")
        one.add_argument("--part", type=count, default=20, metavar="N", help="jobs a part (20)")
        one.add_argument("--whatif", metavar="FILE", help="which headroom-whatif is used")
        one.add_argument("--strict", action="store_true", help="stop at a job that is refused")
    for one in (run, cut, join, job):
        one.add_argument("--work", required=True, metavar="FOLDER", help="the fleet's folder")
    for one in (run, join):
        one.add_argument("--top", type=count, default=20, metavar="N", help="groups named (20)")
        one.add_argument("--console", metavar="URL", help="where the console is, for links")
    run.add_argument("--engine", choices=ENGINES, default="here", help="what does the parts (here)")
    run.add_argument("--workers", type=count, default=os.cpu_count() or 1, metavar="N")
    run.add_argument("--threads", type=count, metavar="N", help="threads that a part takes")
    run.add_argument("--address", metavar="HOST:PORT", help="a Ray cluster that is there")
    manifest.add_options(job, count)
    return reader.parse_args(arguments)


def count(text):
    """A number of things, 1 or more."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("give a whole number of 1 or more")
    return int(text)


@contextlib.contextmanager
def alone(work):
    """Keeps a second run out of a folder of work."""
    work.mkdir(parents=True, exist_ok=True)
    with open(work / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FleetError(f"another run is at work in {work}: wait for its end.") from None
        yield


def find_whatif(named):
    """The binary's path."""
    target = os.environ.get("CARGO_TARGET_DIR", HERE.parent.parent / "target")
    built = Path(target) / "release" / "headroom-whatif"
    for one in [named] if named else [os.environ.get("HEADROOM_WHATIF"), "headroom-whatif", built]:
        found = one and shutil.which(one)
        if found:
            return os.path.abspath(found)
    raise FleetError(
        f"{named or 'headroom-whatif'} is not here: build it with 'cargo build --release "
        "--features cli --bin headroom-whatif', or name it with --whatif."
    )


def asked(options):
    """The files that say what is asked, once headroom-whatif has said that it understands them."""
    sweep = Path(options.sweep).read_bytes() if options.sweep else b'{"axes":[]}\n'
    if any("\n" in one for one in options.more):
        raise FleetError("an option of headroom-whatif holds a line end: write it without.")
    words = ["--sweep", "sweep.json", *options.more]
    files = {
        "options": "".join(f"{word}\n" for word in words).encode(),
        "sweep.json": sweep,
        "whatif.sha256": f"{parts.sha256(options.whatif)}  -\n".encode(),
        "part.sh": (HERE / "part.sh").read_bytes(),
    }
    with tempfile.NamedTemporaryFile() as file:
        file.write(sweep)
        file.flush()
        command = [options.whatif, "--sweep", file.name, *options.more, "--allow-empty"]
        check = subprocess.run(command, input=b"", capture_output=True, check=False)
    if check.returncode or check.stdout:
        why = check.stderr.decode("utf-8", "replace").strip().removeprefix("headroom-whatif: ")
        raise FleetError(
            f"headroom-whatif does not take what is asked. {why or 'It needs no FILE.'}"
        )
    return files


def do_cut(options):
    """Cuts a fleet."""
    work = Path(options.work)
    with alone(work):
        cut(work, options)
    return FINE


def cut(work, options):
    """Cuts a fleet, says what is broken in it, and returns where that is."""
    options.whatif = find_whatif(options.whatif)
    plan = parts.cut(options.jobs, work, options.part, asked(options))
    say(f"{plan['jobs']} jobs in {plan['parts']} parts of up to {options.part}, in {work}")
    if plan["jobs"] == 0:
        raise FleetError(f"{options.jobs} holds no job.")
    broken = [entry for entry in parts.index(work) if entry["broken"]]
    named(broken, lambda one: f"{one['file']}, line {one['line']}: {one['broken']}")
    if broken and options.strict:
        raise FleetError(f"--strict: {len(broken)} lines are broken, and nothing was begun.")
    return {(one["file"], one["line"]) for one in broken}


def named(every, words):
    """Says the first of many, and how many more there are."""
    for one in every[:MOST_NAMED]:
        say(words(one))
    if len(every) > MOST_NAMED:
        say(f"and {len(every) - MOST_NAMED} more")


def do_run(options):
    """Cuts a fleet, does its parts, and joins them."""
    work = Path(options.work)
    console.console_address(options.console)
    with alone(work):
        broken = cut(work, options)
        sizes, todo = parts.counts(work), parts.left_to_do(work)
        if len(todo) < len(sizes):
            say(f"{len(sizes) - len(todo)} parts are done already")
        try:
            failed = carry_out(work, sizes, todo, options)
        finally:
            # What was killed is in nobody's way, and takes room.
            parts.clear_aside(work)
        if failed:
            say(f"{failed} parts are not done: run the same command to try them again.")
            return UNFINISHED
        return join(work, options, broken)


def carry_out(work, sizes, todo, options):
    """Does the parts, and returns how many could not be done."""
    if not todo:
        return 0
    options.threads = options.threads or (1 if options.engine == "ray" else os.cpu_count() or 1)
    began, jobs, failed = time.monotonic(), 0, 0
    with ENGINES[options.engine](work.resolve(), options) as do:
        # Ray has put its own handler in place, which aborts.
        stop_on_sigterm()
        say(f"{options.engine} is ready after {time.monotonic() - began:.1f} s")
        began = time.monotonic()
        for number, ended in enumerate(do(todo), start=1):
            if is_done(work, ended, sizes[ended.part], options.strict):
                jobs += sizes[ended.part]
            else:
                failed += 1
            spent = time.monotonic() - began
            say(f"{number} of {len(todo)} parts, {jobs} jobs, {spent:.1f} s")
    return failed


def is_done(work, ended, size, strict):
    """Whether a part is done, and if not, why."""
    if parts.is_whole(work, ended.part, size):
        if ended.status == REFUSED and strict:
            why = ended.said.strip().split("\n")[0]
            raise FleetError(f"--strict: a job of part {ended.part} is refused. {why}")
        return True
    said = ended.said.strip().splitlines() or ["it broke off"]
    named(said, lambda line: f"part {ended.part}, status {ended.status}: {line}")
    return False


def do_join(options):
    """Joins the parts that are done."""
    work = Path(options.work)
    console.console_address(options.console)
    parts.read_plan(work)
    with alone(work):
        return join(work, options)


def join(work, options, known=frozenset()):
    """Writes the result and its summary, and returns how the fleet ended. Of what is known to be
    broken, nothing more is said than how much it is."""
    every, kept = [], {}

    def lines():
        for entry, line in parts.joined(work):
            told = summary.told(entry, line)
            every.append(told)
            # Only what may be among the top is held.
            if told["advice"] not in ("keep", "refused"):
                kept[entry["file"], entry["line"]] = (entry, line)
            yield line

    parts.write_whole(work / "result.jsonl", lines())
    found = summary.summarized(every, options.top)
    console.write_runs(work, found, kept, console.console_address(options.console))
    text = summary.table(found)
    parts.write_whole(
        work / "summary.json", json.dumps(found, ensure_ascii=False, indent=1).encode()
    )
    parts.write_whole(work / "summary.txt", text.encode())
    parts.write_whole(work / "summary.html", console.page(found, text.split("\n")[0]).encode())
    print(text, end="", flush=True)
    refused = found["refused"]
    named(
        [one for one in refused if (one["file"], one["line"]) not in known],
        lambda one: f"{one['file']}, line {one['line']}, at {one['path']}: {one['message']}",
    )
    if refused:
        say(f"{len(refused)} lines were refused; each has its error in the result")
    say(f"{work / 'result.jsonl'} and {work / 'summary.json'} are written")
    return REFUSED if refused else FINE


def do_manifest(options):
    """Writes the Kubernetes job."""
    plan = parts.read_plan(options.work)
    print(manifest.written(plan, options), end="")
    return FINE


if __name__ == "__main__":
    sys.exit(main())
