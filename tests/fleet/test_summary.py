"""What a fleet came to, and what of it opens in the console, without any binary."""

import base64
import json
import unittest

import here
import console
import manifest
import made
import summary
from reading import FleetError


def told(name, hours, overload=(0, 0), price=0.1, advice="better", days=10):
    """What a group came to that has so many Instance-hours now and as advised."""
    point = {"label": "maximum 4", "score": score(hours[1], overload[1])}
    outcome = {
        "span": {"from_ms": 0, "to_ms": days * 86_400_000},
        "price": price and {"eur_per_hour": price},
        "saved": score(hours[0], overload[0]),
        "recommendation": {"advice": advice},
        "recommended": None if advice == "keep" else point,
        "sentence": "Set the maximum to 4.",
        "verdict": "It holds.",
    }
    entry = {"group": {"name": name}, "file": "f.jsonl", "line": 1}
    return summary.told(entry, here.line(outcome))


def score(hours, overload):
    return {"instance_hours": hours, "overload_minutes": overload}


def refused():
    fault = {"error": {"line": 7, "path": "variants", "message": "There is none."}}
    return summary.told({"group": {"name": "r"}, "file": "f.jsonl", "line": 7}, here.line(fault))


class Summary(unittest.TestCase):
    def test_numbers_are_a_month(self):
        one = told("web", (240, 120), (24, 12))
        self.assertEqual(one["instance_hours"], {"now": 730, "advised": 365, "less": 365})
        self.assertAlmostEqual(one["eur"]["less"], 36.5)
        self.assertAlmostEqual(one["overload_minutes"]["less"], 36.5)

    def test_most_is_first_and_what_stays_is_in_the_totals_alone(self):
        every = [
            told("small", (100, 90)),
            told("kept", (100, 10), advice="keep"),
            told("unpriced", (1000, 10), price=None),
            told("large", (100, 10)),
            told("calmer", (100, 110), (90, 0), advice="trade"),
            refused(),
        ]
        found = summary.summarized(every, 10)
        names = [one["group"]["name"] for one in found["by_money"]]
        self.assertEqual(names, ["large", "small", "unpriced"])
        self.assertEqual([one["group"]["name"] for one in found["by_overload"]], ["calmer"])
        totals = found["totals"]
        self.assertEqual((totals["jobs"], totals["refused"], totals["without_price"]), (6, 1, 1))
        self.assertEqual(totals["advice"], {"better": 3, "trade": 1, "keep": 1})
        self.assertAlmostEqual(totals["a_month"]["eur"]["less"], (10 + 90 - 10) * 0.1 * 730 / 240)
        self.assertEqual(found["refused"][0]["message"], "There is none.")
        self.assertEqual(len(summary.summarized(every, 1)["by_money"]), 1)

    def test_the_table_names_each_and_nothing_that_a_terminal_obeys(self):
        every = [told("a\x1b[31m\nb", (100, 10)), told("c", (90, 80), price=None), refused()]
        text = summary.table(summary.summarized(every, 10))
        self.assertIn("3 groups: 2 can be better, 0 are a trade, 0 stay as they are, 1 could", text)
        self.assertIn("a [31m b", text)
        self.assertIn("no price", text)
        self.assertIn("1 groups have no price and are in no sum of EUR.", text)
        self.assertNotIn("\x1b", text)

    def test_a_fleet_in_which_nothing_was_judged_has_a_table_too(self):
        text = summary.table(summary.summarized([refused()], 10))
        self.assertIn("A month: 0.00 EUR now", text)


ADVISED = {
    "name": "saved",
    "capacity": {"max_replicas": 4},
    "policies": [{"id": "p", "instance_group_id": "g", "zone": "z", "name": "up", "value": 2}],
}
JOB = {
    "histories": [{"values": [1]}],
    "recorded_sizes": [],
    "variants": [{"name": "other"}, {"name": "saved"}],
    "price_per_hour": 0.1,
}


class Console(unittest.TestCase):
    def test_a_run_has_the_rules_as_they_are_and_as_advised(self):
        run = console.advised_run(JOB, ADVISED)
        self.assertEqual(run["variants"], [{"name": "saved"}, {**ADVISED, "name": "advised"}])
        self.assertEqual(run["histories"], JOB["histories"])

    def test_a_link_carries_the_advised_rules_without_history_and_ids(self):
        run = console.advised_run(JOB, ADVISED)
        group = {"id": "g/1", "generation": "v1alpha2"}
        found = console.link("https://console.example/x/", group, run)
        page, text = found.split("?run=1.")
        self.assertEqual(page, "https://console.example/x/#/v1alpha2/groups/g%2F1")
        coded, rest = text.split("&")
        self.assertEqual(rest, "whatif=1")
        read = json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
        own = {**ADVISED, "name": "advised", "policies": [{"name": "up", "value": 2}]}
        self.assertEqual(read, {"price_per_hour": 0.1, "variants": [own]})

    def test_without_an_address_or_an_id_or_where_it_is_too_long_there_is_no_link(self):
        run = console.advised_run(JOB, ADVISED)
        self.assertIsNone(console.link(None, {"id": "g"}, run))
        self.assertIsNone(console.link("https://c.example/", {"name": "g"}, run))
        long = console.advised_run(JOB, {**ADVISED, "note": "x" * 9_000})
        self.assertIsNone(console.link("https://c.example/", {"id": "g"}, long))

    def test_an_address_is_one_of_the_web(self):
        self.assertEqual(
            console.console_address("http://[::1]:8080/#/groups"), "http://[::1]:8080/"
        )
        for address in ("javascript:alert(1)", "console.example", "https://"):
            with self.assertRaisesRegex(FleetError, "give the console's address"):
                console.console_address(address)

    def test_the_page_shows_names_as_text(self):
        one = {**told("<script>", (100, 10)), "link": None, "run": "runs/001-script-run.json"}
        page = console.page({"by_money": [one], "by_overload": []}, "1 group")
        self.assertIn('<a href="runs/001-script-run.json">&lt;script&gt;</a>', page)
        self.assertNotIn("<script>", page)


class Manifest(unittest.TestCase):
    PLAN = {"parts": 3}

    def options(self, **more):
        usual = {"image": "registry.example/w:1", "claim": "c", "folder": "", "name": "n"}
        return type("Options", (), {**usual, "workers": 9, **more})

    def test_each_part_is_an_index(self):
        text = manifest.written(self.PLAN, self.options(folder="/may/"))
        for line in (
            "completionMode: Indexed",
            "completions: 3",
            "parallelism: 3",
            "backoffLimitPerIndex: 5",
            "- action: FailIndex",
            "values: [2]",
            "restartPolicy: Never",
            "image: registry.example/w:1",
            'command: ["sh", "/fleet/may/part.sh"]',
        ):
            self.assertIn(f" {line}\n", text)

    def test_what_would_end_a_line_or_a_path_is_refused(self):
        for name, text in (
            ("image", 'w"\n'),
            ("claim", "C"),
            ("name", "a b"),
            ("folder", 'a"b'),
            ("folder", "../.."),
        ):
            with self.assertRaisesRegex(FleetError, f"--{name} "):
                manifest.written(self.PLAN, self.options(**{name: text}))


class Made(unittest.TestCase):
    def test_the_same_seed_makes_the_same_jobs(self):
        self.assertEqual(here.jobs(3), here.jobs(3))
        self.assertNotEqual(made.job(1, 1, 1, 900), made.job(2, 1, 1, 900))

    def test_a_group_is_the_same_in_a_larger_fleet(self):
        self.assertEqual(here.jobs(2), here.jobs(5)[:2])


if __name__ == "__main__":
    unittest.main()
