"""What carries the parts out: this machine by itself, or Ray. Both run part.sh."""

import contextlib
import os
from collections import namedtuple

from reading import FleetError

# How a part ended: its number, part.sh's exit status, and what it said.
Ended = namedtuple("Ended", "part status said")

# A worker that dies takes its part with it, which is then begun anew, so often at most: a part
# that kills every worker, for want of memory say, must not go round for ever.
RETRIES = 10
# In place of an exit status, where there is none.
LOST = -1


def told(part, options):
    """What part.sh is told by its environment."""
    told = {
        "JOB_COMPLETION_INDEX": part,
        "HEADROOM_WHATIF": options.whatif,
        "HEADROOM_THREADS": options.threads,
    }
    return {name: str(value) for name, value in told.items()}


@contextlib.contextmanager
def here(work, options):
    """Does the parts one after the other; headroom-whatif takes the cores itself."""

    def do(todo):
        task = part_task(work)
        for part in todo:
            yield Ended(part, *task(part, told(part, options)))

    yield do


@contextlib.contextmanager
def on_ray(work, options):
    """Does the parts on Ray: in a cluster that is there, or in one on this machine that ends with
    this run."""
    ray = start_ray(options)
    task = ray.remote(num_cpus=options.threads, max_retries=RETRIES)(part_task(work))
    waiting = {}

    def do(todo):
        waiting.update({task.remote(part, told(part, options)): part for part in todo})
        while waiting:
            (ready,), _ = ray.wait(list(waiting), num_returns=1)
            part = waiting.pop(ready)
            try:
                yield Ended(part, *ray.get(ready))
            except ray.exceptions.RayError as error:
                why = (str(error).strip() or "its worker was lost").splitlines()[0]
                yield Ended(part, LOST, f"part {part}: {why}\n")

    try:
        yield do
    finally:
        for one in waiting:
            ray.cancel(one, force=True)
        ray.shutdown()


def part_task(work):
    """What a worker does. Made here, so that it travels whole: a worker elsewhere has no file of
    these tools, and only the folder of work is the same everywhere."""
    command = ["sh", os.path.join(work, "part.sh")]

    def part_of_fleet(part, told):
        import os
        import subprocess

        env, nothing, pipe = {**os.environ, **told}, subprocess.DEVNULL, subprocess.PIPE
        end = subprocess.run(command, env=env, stdin=nothing, stdout=nothing, stderr=pipe)
        return end.returncode, end.stderr.decode("utf-8", "replace")

    return part_of_fleet


def start_ray(options):
    """Ray, connected."""
    # What a worker that is killed has started is ended with it, and nothing is told to anybody.
    os.environ.setdefault("RAY_kill_child_processes_on_worker_exit_with_raylet_subreaper", "true")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError:
        raise FleetError(
            "Ray is not here: run 'tools/setup.sh fleet', or leave --engine ray out."
        ) from None
    quiet = {"logging_level": "ERROR", "log_to_driver": False}
    if options.address:
        ray.init(address=options.address, **quiet)
    else:
        ray.init(num_cpus=options.workers, include_dashboard=False, **quiet)
    return ray


ENGINES = {"here": here, "ray": on_ray}
