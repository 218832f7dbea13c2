#!/usr/bin/env python3
"""Exports every group of a zone, of both generations, with its rules, its history and its price, as
jobs for headroom-whatif:  export.py --zone fr-par-1 --jobs fleet.jsonl
The API's key is read from SCW_SECRET_KEY, the token for metrics from HEADROOM_COCKPIT_TOKEN.
Nothing is written to the API. Ends with status 2 where a group was left out, and says why."""

import argparse
import json
import os
import re
import sys
import time
from pathlib import Path

from api import Api, Refused
from fleet import REFUSED, FleetError, count, say
from history import EXPRESSIONS, SIZE, history, samples, served
from parts import write_whole
from reading import GROUPS

CPU = "managed_metric_instance_cpu"
MEMORY = "instance_memory"
# From order to service, as the console takes it unless it is told otherwise.
BOOT_MS = 90_000
DAY_S = 86_400


def main():
    """Exports, and returns how that ended."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--api", default="https://api.scaleway.com", metavar="URL")
    reader.add_argument("--zone", default="fr-par-1")
    reader.add_argument("--project", metavar="ID", help="one project; else all that the key reads")
    reader.add_argument(
        "--metrics", metavar="URL", help="Prometheus; else the project's own source"
    )
    reader.add_argument("--days", type=count, default=14, metavar="N", help="days of history (14)")
    reader.add_argument("--step", type=count, default=60, metavar="SECONDS", help="its step (60)")
    reader.add_argument("--until", type=count, metavar="UNIX", help="its end; else now")
    reader.add_argument("--jobs", required=True, metavar="FILE", help="where the jobs go")
    options = reader.parse_args()
    try:
        return export(options)
    except (FleetError, OSError) as error:
        say(str(error))
        return REFUSED
    except KeyboardInterrupt:
        say("stopped, and nothing was written.")
        return 130


def export(options):
    """Writes the jobs, and beside them which group each is."""
    key = os.environ.get("SCW_SECRET_KEY")
    if not key:
        raise FleetError("SCW_SECRET_KEY is not set: it holds the key that reads the groups.")
    api = Api(options.api, {"X-Auth-Token": key})
    account = Account(api, options)
    jobs, groups, left_out = [], [], 0
    for group, saved in account.groups():
        try:
            made = account.job(group, saved)
        except (FleetError, LookupError, TypeError, ValueError) as error:
            left_out += 1
            why = str(error) if isinstance(error, FleetError) else f"its answer lacks {error}."
            say(f"{group['name']} ({group['id']}) is left out: {why}")
            continue
        jobs.append(line(made))
        told = ("id", "name", "generation", "zone")
        groups.append(line({name: group[name] for name in told}))
        say(f"{group['name']}: {sum(len(one['values']) for one in made['histories'])} samples")
    if not jobs:
        raise FleetError(f"no group of {options.zone} can be exported.")
    path = Path(options.jobs)
    write_whole(path.with_name(path.stem + GROUPS), groups)
    write_whole(path, jobs)
    say(f"{len(jobs)} jobs are in {path}, {left_out} groups were left out")
    return REFUSED if left_out else 0


def line(value):
    """A value as a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Account:
    """What a key reads in a zone."""

    def __init__(self, api, options):
        self.api, self.options, self.zone = api, options, options.zone
        self.until_s = options.until or int(time.time())
        self.prices, self.sources = None, {}
        self.kinds = {}

    def groups(self):
        """Every group with its saved rules, as a variant of a job."""
        yield from self.with_thresholds()
        for project in self.projects():
            yield from self.with_targets(project)

    def projects(self):
        """The projects to look into."""
        if self.options.project:
            return [self.options.project]
        return [one["id"] for one in self.api.numbered("/account/v3/projects", "projects")]

    def with_thresholds(self):
        """The groups of the first generation; none where the API has it no more."""
        base, asked = f"/autoscaling/v1alpha1/zones/{self.zone}", {"order_by": "created_at_asc"}
        try:
            groups = self.api.numbered(f"{base}/instance-groups", "instance_groups", **asked)
        except Refused as error:
            if error.status != 404:
                raise
            say("the API has no groups with thresholds any more (v1alpha1)")
            return
        templates = self.api.numbered(f"{base}/instance-templates", "instance_templates")
        self.kinds.update({one["id"]: one["commercial_type"] for one in templates})
        for group in groups:
            if self.options.project not in (None, group["project_id"]):
                continue
            of = {"instance_group_id": group["id"], **asked}
            policies = self.api.numbered(f"{base}/instance-policies", "policies", **of)
            saved = {"name": "saved", "capacity": group["capacity"], "policies": policies}
            told = {"generation": "v1alpha1", "template": group["instance_template_id"]}
            yield {**group, "zone": self.zone, **told}, saved

    def with_targets(self, project):
        """The groups of the second generation."""
        base, of = f"/autoscaling/v1alpha2/zones/{self.zone}/groups", {"project_id": project}
        templates = f"/instance/v2alpha1/zones/{self.zone}/templates"
        found = self.api.chained(templates, "templates", **of)
        self.kinds.update({one["id"]: one["server_type"] for one in found})
        for short in self.api.chained(base, "group_summaries", **of):
            group = self.api.get(f"{base}/{short['id']}")
            saved = {"name": "saved", "scaling_policy": group["scaling_policy"]}
            told = {"generation": "v1alpha2", "template": group["template_id"]}
            yield {**group, "zone": self.zone, **told}, saved

    def job(self, group, saved):
        """A group's job."""
        if not re.fullmatch(r"[A-Za-z0-9-]+", group["id"]):
            raise FleetError("its id cannot stand in a query.")
        start_s, step_s = self.until_s - self.options.days * DAY_S, self.options.step
        metrics = self.metrics(group["project_id"])
        over = (group["id"], start_s, self.until_s, step_s)
        sizes = served(samples(metrics, SIZE, *over), BOOT_MS)
        read = ((metric, samples(metrics, EXPRESSIONS[metric], *over)) for metric in watched(saved))
        histories = [history(metric, values) for metric, values in read if len(values) > 1]
        if not histories or not sizes:
            raise FleetError("Prometheus has no history of it.")
        made = {"histories": histories, "recorded_sizes": sizes, "variants": [saved]}
        kind = self.kinds.get(group["template"])
        price = self.price(kind)
        if price is None:
            say(f"{group['name']} has no price: the API tells none for its Instance type.")
            return made
        source = {"name": kind, "at_ms": self.until_s * 1000}
        return {**made, "price_per_hour": price, "price_source": source}

    def price(self, kind):
        """What an Instance of a type costs an hour, in EUR."""
        if self.prices is None:
            self.prices, page, path = {}, 1, f"/instance/v1/zones/{self.zone}/products/servers"
            while servers := self.api.get(path, page=page, per_page=100)["servers"]:
                new = {name: one["hourly_price"] for name, one in servers.items()}
                if new.keys() <= self.prices.keys():
                    break
                self.prices.update(new)
                page += 1
        return self.prices.get(kind)

    def metrics(self, project):
        """Where a project's metrics are. The API's key goes to the API's own address alone."""
        if project not in self.sources:
            url, headers = self.options.metrics, {}
            if url is None:
                url = self.source_of(project) + "/prometheus"
            if token := os.environ.get("HEADROOM_COCKPIT_TOKEN"):
                headers["X-Token"] = token
            elif f"{url}/".startswith(f"{self.api.base}/"):
                headers = self.api.headers
            self.sources[project] = Api(url, headers)
        return self.sources[project]

    def source_of(self, project):
        """The address of a project's source of the vendor's metrics."""
        region = self.zone.rsplit("-", 1)[0]
        asked = {"project_id": project, "types": "metrics", "origin": "scaleway"}
        path = f"/cockpit/v1/regions/{region}/data-sources"
        found = self.api.numbered(path, "data_sources", **asked)
        if not found:
            raise FleetError(f"its project has no source of metrics in {region}.")
        return found[0]["url"]


def watched(saved):
    """The metrics that rules watch, CPU always among them."""
    metrics = [CPU]
    for policy in saved.get("policies", ()):
        metrics.append(policy["metric"].get("managed_metric"))
    if saved.get("scaling_policy", {}).get("memory_target"):
        metrics.append(MEMORY)
    return [metric for metric in dict.fromkeys(metrics) if metric in EXPRESSIONS]


if __name__ == "__main__":
    sys.exit(main())
