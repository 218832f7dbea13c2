"""A fleet cut into parts, and their outcomes joined again: pure but for its files.

A fleet is a file of jobs as JSON lines, or a folder of such files. Its folder of work holds

    part.sh             what an engine runs once a part, wherever it runs it
    plan.json           what was cut, and for which options and which binary
    parts               a line a part: the line of its first job, and how many jobs it has
    options, sweep.json what headroom-whatif is asked, an option a line
    whatif.sha256       the binary that may answer
    jobs/00000.jsonl    the jobs of a part, each at its own line
    index.jsonl         a line a job: where it was read, which group it is, its part
    aside/              what a part has written so far
    done/00000.jsonl    what a part came to; it stands there whole or not at all

The standard library alone, so that it runs wherever Python does.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path

from reading import FleetError, group_in, jobs, read

FORMAT = 1
# What makes two cuts the same fleet: none of it may differ between two parts of one result.
CUT = ("parts", "index.jsonl", "options", "sweep.json", "whatif.sha256", "part.sh")


def part_name(part):
    """The name of a part's files; part.sh writes it the same way."""
    return f"{part:05}.jsonl"


class Cutter:
    """Writes parts of so many jobs into a folder, and what was cut beside them."""

    def __init__(self, folder, size):
        self.folder, self.size = Path(folder), size
        self.parts = []
        self.broken = []
        self.jobs = 0
        self._part = None
        (self.folder / "jobs").mkdir(parents=True)
        self._index = open(self.folder / "index.jsonl", "wb")

    def add(self, entry, text):
        """Puts a job into its part; a line that is none is noted, and is in no part."""
        self.jobs += 1
        job, broken = read(text)
        entry = {**entry, "broken": broken}
        if entry["broken"]:
            self.broken.append(entry)
            entry["part"] = None
        else:
            entry["group"] = {**group_in(job), **entry["group"]}
            entry["part"] = self._put(entry["at"], text)
        self._index.write(_line(entry))

    def _put(self, at, text):
        if not self.parts or self.parts[-1][1] == self.size:
            self._close_part()
            path = self.folder / "jobs" / part_name(len(self.parts))
            self._part = open(path, "wb")
            self.parts.append([at, 0])
            self._next = at
        # Lines in between are left blank, so that every job keeps its own.
        self._part.write(b"\n" * (at - self._next) + text + b"\n")
        self._next = at + 1
        self.parts[-1][1] += 1
        return len(self.parts) - 1

    def _close_part(self):
        if self._part:
            self._part.close()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._close_part()
        self._index.close()
        rows = "".join(f"{first} {count}\n" for first, count in self.parts)
        (self.folder / "parts").write_text(rows)


def _line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def cut(source, work, size, asked):
    """Cuts a fleet into a folder of work, and returns its plan. `asked` is the files that stand
    beside the parts, by name. A folder that holds the same fleet keeps what is done."""
    work = Path(work)
    aside = work / f".cut.{os.getpid()}"
    work.mkdir(parents=True, exist_ok=True)
    for left in work.glob(".cut.*"):
        shutil.rmtree(left)
    try:
        with Cutter(aside, size) as cutter:
            for entry, text in jobs(source):
                cutter.add(entry, text)
        for name, data in asked.items():
            (aside / name).write_bytes(data)
        plan = _plan(source, aside, cutter)
        _put_in_place(aside, work, plan)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return plan


def _plan(source, folder, cutter):
    digest = hashlib.sha256()
    names = [name for name in CUT if (folder / name).exists()]
    names += [f"jobs/{part_name(part)}" for part in range(len(cutter.parts))]
    for name in names:
        digest.update(f"{name} {sha256(folder / name)}\n".encode())
    return {
        "format": FORMAT,
        "source": Path(source).name,
        "jobs": cutter.jobs,
        "broken": len(cutter.broken),
        "parts": len(cutter.parts),
        "digest": digest.hexdigest(),
    }


def sha256(path):
    """The SHA-256 of a file, in hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _put_in_place(aside, work, plan):
    known = read_plan(work) if (work / "plan.json").exists() else None
    if known and known["digest"] == plan["digest"]:
        return
    if known or any(work.glob("done/*.jsonl")):
        raise FleetError(
            f"{work} holds another fleet: its jobs, the options or headroom-whatif have changed "
            "since. Name another folder, or remove that one."
        )
    (work / "done").mkdir(exist_ok=True)
    (work / "aside").mkdir(exist_ok=True)
    for one in sorted(aside.iterdir()):
        target = work / one.name
        if target.is_dir():
            shutil.rmtree(target)
        one.replace(target)
    # Last, so that a folder with a plan is whole.
    write_whole(work / "plan.json", _line(plan))


def read_plan(work):
    """The plan of a folder of work."""
    path = Path(work) / "plan.json"
    if not path.exists():
        raise FleetError(f"{work} holds no fleet: cut one into it first.")
    plan = json.loads(path.read_bytes())
    if plan.get("format") != FORMAT:
        raise FleetError(
            f"{work} was cut by another version of these tools (format {plan.get('format')}, here "
            f"{FORMAT}): name another folder."
        )
    return plan


def write_whole(path, data):
    """Writes a file aside and gives it its name when it is whole."""
    path = Path(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(aside, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def counts(work):
    """How many jobs each part has."""
    rows = (Path(work) / "parts").read_text().splitlines()
    return [int(row.split()[1]) for row in rows]


def is_whole(work, part, count):
    """Whether a part is done. One that a crash of the machine cut short is not."""
    path = Path(work) / "done" / part_name(part)
    if not path.exists():
        return False
    with open(path, "rb") as file:
        return sum(1 for line in file if line.endswith(b"\n")) == count


def left_to_do(work):
    """The parts that are still to be done; one that is not whole is dropped."""
    left = []
    for part, count in enumerate(counts(work)):
        if not is_whole(work, part, count):
            (Path(work) / "done" / part_name(part)).unlink(missing_ok=True)
            left.append(part)
    return left


def clear_aside(work):
    """Removes what parts that were killed have left."""
    for left in (Path(work) / "aside").iterdir():
        left.unlink(missing_ok=True)


def index(work):
    """Every job of a fleet, as it was cut."""
    with open(Path(work) / "index.jsonl", "rb") as file:
        yield from map(json.loads, file)


def joined(work):
    """Every job with the line that it came to, in the order of the input."""
    work = Path(work)
    missing = left_to_do(work)
    if missing:
        raise FleetError(f"{len(missing)} parts are missing, the first is part {missing[0]}.")
    answers = _answers(work)
    for entry in index(work):
        yield entry, broken_line(entry) if entry["part"] is None else next(answers)


def _answers(work):
    for part in range(len(counts(work))):
        with open(work / "done" / part_name(part), "rb") as file:
            yield from file


def broken_line(entry):
    """What stands in the result for a line that is no job, in headroom-whatif's own form."""
    return _line({"error": {"line": entry["at"], "path": ".", "message": entry["broken"]}})


def job_text(work, entry):
    """A job's own text, as it was cut."""
    first = int((Path(work) / "parts").read_text().splitlines()[entry["part"]].split()[0])
    with open(Path(work) / "jobs" / part_name(entry["part"]), "rb") as file:
        for at, text in enumerate(file, start=first):
            if at == entry["at"]:
                return text
    raise FleetError(f"{work} has lost line {entry['at']}: cut the fleet anew.")
