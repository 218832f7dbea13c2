"""Cutting and joining, without any binary."""

import json
import tempfile
import unittest
from pathlib import Path

import here
import parts
import reading

ASKED = {"options": b"--sweep\n", "part.sh": b"true\n"}


class Folder(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)
        self.work = self.folder / "work"

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def cut(self, source, size=2, asked=None):
        return parts.cut(source, self.work, size, asked or ASKED)

    def part(self, number):
        return (self.work / "jobs" / parts.part_name(number)).read_bytes()

    def answer(self):
        """Does every part: to each job, its own line."""
        first = [int(row.split()[0]) for row in (self.work / "parts").read_text().splitlines()]
        for part, at in enumerate(first):
            texts = enumerate(self.part(part).split(b"\n"), start=at)
            lines = [b"%d:%s\n" % (at, text) for at, text in texts if text]
            (self.work / "done" / parts.part_name(part)).write_bytes(b"".join(lines))


class Cutting(Folder):
    def test_parts_have_so_many_jobs_and_keep_their_lines(self):
        file = self.write("f.jsonl", b'{"a":1}\n\n{"a":2}\r\n{"a":3}\n\n{"a":4}')
        plan = self.cut(file, 3)
        self.assertEqual((plan["jobs"], plan["parts"], plan["broken"]), (4, 2, 0))
        self.assertEqual(self.part(0), b'{"a":1}\n\n{"a":2}\n{"a":3}\n')
        self.assertEqual(self.part(1), b'{"a":4}\n')
        self.assertEqual((self.work / "parts").read_text(), "1 3\n6 1\n")
        self.assertEqual(parts.counts(self.work), [3, 1])

    def test_every_broken_line_is_noted_and_the_rest_goes_on(self):
        cases = {
            b'{"a":1': "This is not JSON from column 7 on: Expecting ',' delimiter.",
            b'{"a":1} {"a":2}': "A second value begins at column 9: give each job its own line.",
            b'{"a":\xff}': "This is not UTF-8 from byte 6 on.",
            b'{"a":NaN}': "This is not JSON: NaN is no number of JSON.",
            b"[" * 100_000: "This is not a job: its brackets lie too deep in one another.",
            b'{"a":"\n': None,
        }
        for text, words in cases.items():
            if words is not None:
                self.assertEqual(reading.read(text), (None, words))
        self.assertIn("Unterminated string", reading.read(b'{"a":"')[1])
        file = self.write("f.jsonl", b'{"a":1}\n{"a":\n{"a":3}\n')
        plan = self.cut(file)
        self.assertEqual((plan["jobs"], plan["broken"], plan["parts"]), (3, 1, 1))
        self.assertEqual(self.part(0), b'{"a":1}\n\n{"a":3}\n', "its line is blank")
        broken = [one for one in parts.index(self.work) if one["broken"]]
        self.assertEqual([(one["file"], one["line"]) for one in broken], [("f.jsonl", 2)])

    def test_a_byte_order_mark_is_no_part_of_a_job(self):
        self.cut(self.write("f.jsonl", b'\xef\xbb\xbf{"a":1}\n'))
        self.assertEqual(self.part(0), b'{"a":1}\n')

    def test_a_folder_is_its_files_by_name_and_a_json_file_is_one_job(self):
        self.write("fleet/b.jsonl", b'{"b":1}\n{"b":2}\n')
        self.write("fleet/a.json", b'{\n "a": 1\n}\n')
        self.write("fleet/c.json", b'{"c":1}\n{"c":2}\n')
        self.write("fleet/readme.txt", b"no job")
        self.cut(self.folder / "fleet", 9)
        self.assertEqual(self.part(0), b'{ "a": 1 }\n\n\n{"b":1}\n{"b":2}\n')
        entries = list(parts.index(self.work))
        names = [(one["group"]["name"], one["at"]) for one in entries]
        self.assertEqual(names, [("a", 1), ("b.jsonl:1", 4), ("b.jsonl:2", 5), ("c", 6)])
        self.assertIn("A second value begins", entries[3]["broken"])

    def test_groups_are_named_by_the_file_beside_and_by_their_policies(self):
        job = {"variants": [{"policies": [{"instance_group_id": "g"}]}]}
        file = self.write("f.jsonl", here.line(job) * 2)
        self.cut(file)
        groups = [one["group"] for one in parts.index(self.work)]
        self.assertEqual(groups[1], {"id": "g", "generation": "v1alpha1", "name": "f.jsonl:2"})
        self.write("f.groups.jsonl", b'{"name":"web","id":"h"}\n')
        with self.assertRaisesRegex(reading.FleetError, "names 1 groups, and f.jsonl holds 2 jobs"):
            self.cut(file)
        self.write("f.groups.jsonl", b'{"name":"web","id":"h"}\n[]\n')
        with self.assertRaisesRegex(reading.FleetError, "line 2: this is not a group"):
            self.cut(file)

    def test_a_folder_without_jobs_is_refused(self):
        (self.folder / "fleet").mkdir()
        with self.assertRaisesRegex(reading.FleetError, "holds no job"):
            self.cut(self.folder / "fleet")


class Resuming(Folder):
    def test_the_same_fleet_keeps_what_is_done_and_another_is_refused(self):
        file = self.write("f.jsonl", b'{"a":1}\n{"a":2}\n{"a":3}\n')
        self.cut(file)
        self.answer()
        (self.work / "done" / "00001.jsonl").unlink()
        self.cut(file)
        self.assertEqual(parts.left_to_do(self.work), [1])
        another = "holds another fleet"
        for source, size, asked in (
            (self.write("g.jsonl", b'{"a":1}\n{"a":2}\n{"a":4}\n'), 2, ASKED),
            (file, 3, ASKED),
            (file, 2, {**ASKED, "options": b"--overload-limit\n0\n"}),
            (file, 2, {**ASKED, "part.sh": b"false\n"}),
        ):
            with self.assertRaisesRegex(reading.FleetError, another):
                self.cut(source, size, asked)
        self.assertEqual(parts.left_to_do(self.work), [1], "nothing was touched")
        self.assertEqual(list(self.work.glob(".cut.*")), [], "nothing is left behind")

    def test_a_part_that_is_not_whole_is_done_again(self):
        self.cut(self.write("f.jsonl", b'{"a":1}\n{"a":2}\n'))
        done = self.work / "done" / "00000.jsonl"
        for cut_short in (b"", b"1\n", b"1\n2"):
            done.write_bytes(cut_short)
            self.assertEqual(parts.left_to_do(self.work), [0])
            self.assertFalse(done.exists())
        done.write_bytes(b"1\n2\n")
        self.assertEqual(parts.left_to_do(self.work), [])

    def test_a_cut_that_was_killed_is_begun_anew(self):
        (self.work / ".cut.1" / "jobs").mkdir(parents=True)
        (self.work / "done").mkdir()
        (self.work / "jobs").mkdir()
        self.cut(self.write("f.jsonl", b'{"a":1}\n'))
        self.assertEqual(parts.read_plan(self.work)["jobs"], 1)
        self.assertEqual(list(self.work.glob(".cut.*")), [])

    def test_a_folder_of_other_tools_is_refused(self):
        with self.assertRaisesRegex(reading.FleetError, "holds no fleet"):
            parts.read_plan(self.work)
        self.work.mkdir()
        (self.work / "plan.json").write_text('{"format": 0}')
        with self.assertRaisesRegex(reading.FleetError, "another version of these tools"):
            parts.read_plan(self.work)


class Joining(Folder):
    def test_the_result_is_in_the_order_of_the_input(self):
        texts = [b'{"a":%d}' % number for number in range(1, 8)]
        texts[2] = b"broken"
        file = self.write("f.jsonl", b"\n".join(texts))
        for size in (1, 2, 3, 7, 8):
            self.work = self.folder / f"work-{size}"
            self.cut(file, size)
            self.answer()
            found = [line for _, line in parts.joined(self.work)]
            fault = json.loads(found[2])["error"]
            self.assertEqual((fault["line"], fault["path"]), (3, "."))
            own = [b"%d:%s\n" % (at, text) for at, text in enumerate(texts, start=1)]
            self.assertEqual(found[:2] + found[3:], own[:2] + own[3:], size)

    def test_nothing_is_joined_while_a_part_is_missing(self):
        self.cut(self.write("f.jsonl", b'{"a":1}\n{"a":2}\n{"a":3}\n'))
        with self.assertRaisesRegex(reading.FleetError, "2 parts are missing, the first is part 0"):
            list(parts.joined(self.work))

    def test_a_job_is_found_again(self):
        self.cut(self.write("f.jsonl", b'\n{"a":1}\n\n{"a":2}\n{"a":3}\n'))
        texts = [parts.job_text(self.work, entry) for entry in parts.index(self.work)]
        self.assertEqual(texts, [b'{"a":1}\n', b'{"a":2}\n', b'{"a":3}\n'])


if __name__ == "__main__":
    unittest.main()
