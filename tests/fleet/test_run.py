"""A fleet from end to end over the real headroom-whatif, without Ray: each part as the Kubernetes
job does it, killed, repeated, refused, and held against one process byte by byte."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import here
import parts


def index(work, number, whatif=here.WHATIF):
    """Does one part as the job's container does: by the manifest's command, with its index."""
    status, text, _ = here.run("manifest", "--work", work, "--image", "w", "--claim", "c")
    assert status == 0
    command = json.loads(re.search(r"command: (\[.*\])", text)[1])
    command[1] = command[1].replace("/fleet", str(work))
    env = {"PATH": os.environ["PATH"], "JOB_COMPLETION_INDEX": str(number)}
    env["HEADROOM_WHATIF"] = str(whatif)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=env, stderr=pipe, text=True, start_new_session=True)


class Fleet(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)
        self.work = self.folder / "work"
        self.sweep = here.sweep_in(self.folder)

    def write(self, texts, name="fleet.jsonl"):
        path = self.folder / name
        path.write_bytes(b"".join(texts))
        return path

    def options(self, whatif=here.WHATIF, part=2):
        return ["--work", self.work, "--sweep", self.sweep, "--whatif", whatif, "--part", part]

    def do(self, number, whatif=here.WHATIF):
        """Does one part; returns its status and what it said."""
        part = index(self.work, number, whatif)
        said = part.communicate(timeout=60)[1]
        return part.returncode, said

    def done(self):
        return sorted(one.name for one in (self.work / "done").iterdir())


class Indexes(Fleet):
    def test_every_index_by_itself_comes_to_the_bytes_of_one_process(self):
        texts = here.jobs(5)
        # Two that headroom-whatif refuses, each by its own line, past a blank one.
        texts[1:1] = [b'{"histories":[]}\n', b"\n"]
        texts[5:5] = [b'{"histories":3}\n']
        file = self.write(texts)
        expected_status, expected = here.one_process(self.sweep, file)
        self.assertEqual(expected_status, 2)
        self.assertEqual(here.run("cut", file, *self.options())[0], 0)
        running = [index(self.work, number) for number in (3, 2, 1, 0)]
        ends = [(part.communicate(timeout=60)[1], part.returncode) for part in running]
        # Index 0 has line 2, index 2 line 6: FailIndex on exit status 2, and all the same whole.
        self.assertEqual([status for _, status in ends], [0, 2, 0, 2])
        self.assertIn("line 2, at ", ends[3][0])
        self.assertEqual(len(self.done()), 4)
        self.assertEqual(list((self.work / "aside").iterdir()), [])
        status, out, said = here.run("join", "--work", self.work)
        self.assertEqual((self.work / "result.jsonl").read_bytes(), expected)
        self.assertEqual(status, 2, "two are refused")
        self.assertIn("fleet.jsonl, line 6, at histories: ", said)
        self.assertIn("7 groups: ", out)

    def test_a_part_that_is_killed_leaves_nothing_and_is_done_again(self):
        file = self.write(here.jobs(2))
        program = here.program(self.folder, "echo one; exec sleep 60")
        here.run("cut", file, "--work", self.work, "--whatif", self.checks(program))
        part = index(self.work, 0, program)
        self.until(lambda: any((self.work / "aside").glob("*")))
        # All of the container, as its end is.
        os.killpg(part.pid, signal.SIGKILL)
        part.communicate(timeout=60)
        self.assertEqual(self.done(), [])
        # What it wrote so far is in nobody's way.
        program.write_text("#!/bin/sh\ncat >/dev/null; echo one; echo two\n")
        self.trust(program)
        self.assertEqual(self.do(0, program), (0, ""))
        self.assertEqual((self.work / "done" / "00000.jsonl").read_text(), "one\ntwo\n")
        # A part that is whole is not begun again.
        program.write_text("#!/bin/sh\nexit 9\n")
        self.assertEqual(self.do(0, program), (0, ""))

    def checks(self, program):
        """A stand-in passes the check of its options by answering nothing."""
        body = program.read_text()
        asked = 'case "$*" in *--allow-empty*) exit 0 ;; esac'
        program.write_text(body.replace("#!/bin/sh\n", f"#!/bin/sh\n{asked}\n"))
        return program

    def trust(self, program):
        """Makes a program the one that the fleet was cut for."""
        (self.work / "whatif.sha256").write_text(f"{parts.sha256(program)}  -\n")

    def until(self, holds):
        """Waits until something holds."""
        end = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), end, "it never came")
            time.sleep(0.01)

    def test_what_is_not_whole_is_not_kept(self):
        cases = (
            # A full disk, as headroom-whatif tells it.
            ("echo one; echo 'no space is left' >&2; exit 2", 2, "1 of its 2 jobs were answered"),
            ("echo one; exit 0", 3, "1 of its 2 jobs were answered; none is kept."),
            ("echo one; kill -9 $$", 137, ""),
            ("echo one; exit 101", 101, ""),
        )
        program = here.program(self.folder, "exit 0")
        here.run("cut", self.write(here.jobs(2)), "--work", self.work, "--whatif", program)
        for text, expected, words in cases:
            here.program(self.folder, f"cat >/dev/null; {text}")
            self.trust(program)
            status, said = self.do(0, program)
            self.assertEqual((status, self.done()), (expected, []), text)
            self.assertIn(words, said)
            self.assertEqual(list((self.work / "aside").iterdir()), [])

    def test_another_binary_and_an_index_too_many_are_refused(self):
        here.run("cut", self.write(here.jobs(1)), *self.options())
        program = here.program(self.folder, "echo one")
        status, said = self.do(0, program)
        self.assertEqual(status, 2)
        self.assertIn("is not the headroom-whatif that this fleet was cut for", said)
        status, said = self.do(0, "no-such-program")
        self.assertEqual(status, 2)
        self.assertIn("no-such-program is not here", said)
        status, said = self.do(1)
        self.assertEqual(
            (status, said), (2, "part 1: there is no such part: 1 were cut, numbered from 0.\n")
        )
        self.assertEqual(self.done(), [])


class Runs(Fleet):
    def test_a_fleet_with_broken_lines_is_done_to_its_end(self):
        texts = here.jobs(4)
        texts[1:1] = [texts[0][:200] + b"\n"]
        texts[4:4] = [b"time,cpu\n"]
        file = self.write(texts)
        status, out, said = here.run("run", file, *self.options())
        self.assertEqual(status, 2)
        self.assertEqual(said.count("fleet.jsonl, line 2: This is not JSON from column 201"), 1)
        self.assertEqual(said.count("fleet.jsonl, line 5: This is not JSON from column 1"), 1)
        self.assertIn("2 lines were refused", said)
        result = (self.work / "result.jsonl").read_bytes().splitlines(keepends=True)
        whole = self.write([texts[0], texts[2], texts[3], texts[5]], "whole.jsonl")
        expected = here.one_process(self.sweep, whole)[1].splitlines(keepends=True)
        self.assertEqual([result[at] for at in (0, 2, 3, 5)], expected)
        self.assertEqual([json.loads(result[at])["error"]["line"] for at in (1, 4)], [2, 5])
        summary = json.loads((self.work / "summary.json").read_text())
        self.assertEqual((summary["totals"]["jobs"], summary["totals"]["refused"]), (6, 2))
        status, _, said = here.run("run", file, *self.options())
        self.assertIn("2 parts are done already", said)
        self.assertEqual(status, 2, "as before")
        self.assertEqual((self.work / "result.jsonl").read_bytes(), b"".join(result))

    def test_strict_stops_at_the_first_that_is_refused(self):
        texts = here.jobs(4)
        status, _, said = here.run(
            "run", self.write([texts[0], b"{\n"]), *self.options(), "--strict"
        )
        self.assertEqual(status, 2)
        self.assertIn("--strict: 1 lines are broken, and nothing was begun.", said)
        self.assertEqual(self.done(), [])
        self.work = self.folder / "other"
        texts[0] = b'{"histories":[]}\n'
        status, _, said = here.run("run", self.write(texts), *self.options(), "--strict")
        self.assertEqual(status, 2)
        self.assertIn("--strict: a job of part 0 is refused. headroom-whatif: line 1, at ", said)
        self.assertEqual(self.done(), ["00000.jsonl"])
        self.assertFalse((self.work / "result.jsonl").exists())

    def test_what_is_won_opens_as_a_run(self):
        # Overload is worth so much that the higher maximum is advised where it helps.
        file = self.write(here.jobs(6))
        groups = b"".join(b'{"name":"g%d","id":"%d"}\n' % (at, at) for at in range(6))
        (self.folder / "fleet.groups.jsonl").write_bytes(groups)
        address = "https://console.example/"
        status, out, _ = here.run(
            "run", file, *self.options(part=9), "--console", address, "--", "--overload-cost", "9"
        )
        self.assertEqual(status, 0)
        summary = json.loads((self.work / "summary.json").read_text())
        top = summary["by_money"] + summary["by_overload"]
        self.assertGreater(len(top), 0)
        for one in top:
            self.assertIn(one["group"]["name"], out)
            self.assertTrue(one["link"].startswith(f"{address}#"))
            run = (self.work / one["run"]).read_bytes()
            done = subprocess.run([here.WHATIF], input=run, stdout=subprocess.PIPE, check=True)
            names = [variant["name"] for variant in json.loads(done.stdout)["variants"]]
            self.assertEqual(names, ["saved", "advised"])

    def test_what_cannot_be_begun_says_why(self):
        file = self.write(here.jobs(1))
        bad = self.folder / "bad.json"
        bad.write_text('{"axes":[{"parameter":"threshold","value":3}]}')
        usual = ["run", file, "--work", self.work, "--whatif", here.WHATIF]
        for arguments, words in (
            ([*usual, "--sweep", bad], "the sweep, at axes[0].value: There is no such field."),
            ([*usual, "--", "--ledger"], "--sweep writes no outcomes"),
            ([*usual, "--console", "console.example"], "give the console's address"),
            (["run", file, "--work", self.work, "--whatif", "nowhere"], "nowhere is not here"),
            (
                ["run", self.folder / "none", "--work", self.work, "--whatif", here.WHATIF],
                "No such",
            ),
            (
                ["run", self.write([b"\n"], "e"), "--work", self.work, "--whatif", here.WHATIF],
                "no job",
            ),
            (["join", "--work", self.folder / "none"], "holds no fleet"),
        ):
            status, out, said = here.run(*arguments)
            self.assertIn(status, (2, 3))
            self.assertEqual(out, "")
            self.assertIn(words, said)
        self.assertFalse((self.work / "result.jsonl").exists())

    def test_what_could_not_be_done_is_tried_again_by_the_same_command(self):
        file = self.write(here.jobs(4))
        mark = self.folder / "mark"
        # The second part breaks off the first time.
        program = here.program(
            self.folder,
            f'case "$*" in *--allow-empty*) ;; *) exec 3<>"{mark}"\n'
            f'if [ "$JOB_COMPLETION_INDEX" = 1 ] && ! [ -s "{mark}" ]; then\n'
            "echo 1 >&3; exit 70; fi\n"
            f';; esac; exec "{here.WHATIF}" "$@"',
        )
        status, _, said = here.run("run", file, *self.options(whatif=program))
        self.assertEqual(status, 3)
        self.assertIn("part 1, status 70: it broke off", said)
        self.assertIn("1 parts are not done: run the same command to try them again.", said)
        self.assertFalse((self.work / "result.jsonl").exists())
        status, _, said = here.run("run", file, *self.options(whatif=program))
        self.assertEqual(status, 0)
        self.assertIn("1 parts are done already", said)
        expected = here.one_process(self.sweep, file)[1]
        self.assertEqual((self.work / "result.jsonl").read_bytes(), expected)

    def test_a_second_run_in_the_same_folder_is_refused(self):
        self.work.mkdir()
        with here.fleet.alone(self.work):
            status, _, said = here.run("run", self.write(here.jobs(1)), *self.options())
        self.assertEqual(status, 2)
        self.assertIn("another run is at work", said)


class Stopping(Fleet):
    def test_a_run_that_is_stopped_says_how_it_goes_on(self):
        program = here.program(
            self.folder, 'case "$*" in *--allow-empty*) ;; *) exec sleep 60 ;; esac'
        )
        command = ["python3", here.TOOLS / "fleet.py", "run", self.write(here.jobs(1))]
        run = subprocess.Popen(
            [*command, "--work", self.work, "--whatif", program],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # What was begun in the background of a script ignores Ctrl+C, and so would this.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        for line in run.stderr:
            if " is ready after " in line:
                break
        # As Ctrl+C does: to all that run in the foreground.
        os.killpg(run.pid, signal.SIGINT)
        out, said = run.communicate(timeout=60)
        self.assertEqual((run.returncode, out), (130, ""))
        self.assertIn("stopped. The same command goes on from what is done.", said)
        self.assertNotIn("Traceback", said)
        self.assertEqual(self.done(), [])


if __name__ == "__main__":
    unittest.main()
