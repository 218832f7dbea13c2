"""The jobs of a fleet as they are read: a file of JSON lines, or a folder of files."""

import json
from pathlib import Path

# What a file that tells which group each job is has behind the name of its file of jobs.
GROUPS = ".groups.jsonl"


class FleetError(Exception):
    """What is wrong, in a sentence for whoever runs the fleet."""


def read(text):
    """The value of JSON that a line is, and what keeps it from being one, as a sentence; one of the
    two is None."""
    try:
        return json.loads(text.decode("utf-8"), parse_constant=_no_number), None
    except UnicodeDecodeError as error:
        return None, f"This is not UTF-8 from byte {error.start + 1} on."
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            why = "give each job its own line"
            return None, f"A second value begins at column {error.colno}: {why}."
        return None, f"This is not JSON from column {error.colno} on: {error.msg}."
    except RecursionError:
        return None, "This is not a job: its brackets lie too deep in one another."
    except ValueError as error:
        return None, f"This is not JSON: {error}."


def _no_number(word):
    raise ValueError(f"{word} is no number of JSON")


def input_files(path):
    """The files of a fleet, a folder's by name."""
    path = Path(path)
    if not path.is_dir():
        return [path]
    found = (one for one in path.iterdir() if one.suffix in (".json", ".jsonl"))
    # Two paths of one folder are compared by name.
    files = sorted(one for one in found if not one.name.endswith(GROUPS))
    if not files:
        raise FleetError(f"{path} holds no job: it has no file named *.json or *.jsonl.")
    return files


def jobs_of(path):
    """The jobs of one file with their lines, from 1: of *.json the one that it holds, of any other
    a job a line."""
    with open(path, "rb") as file:
        if path.suffix == ".json":
            # No string of JSON holds a line end, so that a space may stand in for each.
            text = b" ".join(line.strip() for line in _without_mark(file))
            if text.strip():
                yield 1, text.strip()
            return
        for line, text in enumerate(_without_mark(file), start=1):
            if text.strip():
                yield line, text.strip()


def _without_mark(file):
    for number, line in enumerate(file):
        yield line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line


def groups_beside(path):
    """Which group each job of a file is, as `NAME.groups.jsonl` beside it tells; None without."""
    beside = path.with_name(path.stem + GROUPS)
    if not beside.exists():
        return None
    with open(beside, "rb") as file:
        texts = [text for text in file if text.strip()]
    groups = [read(text)[0] for text in texts]
    for line, group in enumerate(groups, start=1):
        if not isinstance(group, dict):
            raise FleetError(f"{beside}, line {line}: this is not a group, an object of JSON.")
    return groups


def group_in(job):
    """The group that a job's own rules name, where it tells."""
    try:
        group = job["variants"][0]["policies"][0]["instance_group_id"]
    except (LookupError, TypeError):
        return {}
    known = isinstance(group, str) and group
    return {"id": group, "generation": "v1alpha1"} if known else {}


def jobs(path):
    """Every job of a fleet: where it was read, which line it is of all files in a row, its text."""
    files = input_files(path)
    before = 0
    for file in files:
        groups = groups_beside(file)
        count = 0
        for count, (line, text) in enumerate(jobs_of(file), start=1):
            told = groups[count - 1] if groups and count <= len(groups) else {}
            name = file.stem if file.suffix == ".json" else f"{file.name}:{line}"
            group = {"name": name, **told}
            yield {"file": file.name, "line": line, "at": before + line, "group": group}, text
        if groups is not None and len(groups) != count:
            raise FleetError(
                f"{file.with_name(file.stem + GROUPS)} names {len(groups)} groups, and {file.name} "
                f"holds {count} jobs: each job needs its line there."
            )
        before += _lines(file) if len(files) > 1 else 0


def _lines(path):
    """How many lines a file has, the last one with or without its end."""
    lines, last = 0, b"\n"
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            lines, last = lines + block.count(b"\n"), block[-1:]
    return lines + (last != b"\n")
