#!/usr/bin/env python3
"""Writes a made-up fleet: groups of both generations under a load as groups have it, by day and
week, with bursts and noise. The same seed makes the same bytes:  made.py --groups 20 > a.jsonl"""

import argparse
import json
import math
import random
import sys

# Monday, 2 March 2026, 00:00 UTC.
START_S = 1_772_409_600
DAY_S = 86_400
# Instance types with what they cost an hour in EUR.
TYPES = (("PLAY2-NANO", 0.0274), ("PLAY2-MICRO", 0.05508), ("PRO2-XXS", 0.0561))
TRADES = ("shop", "search", "mail", "video", "billing", "login", "feed", "images")
ROLES = ("web", "api", "worker", "cache")


def load(chance, samples, step_s):
    """The demand of a group in Instances at 100 %, a number a sample."""
    mean, swing = chance.uniform(0.8, 4.0), chance.uniform(0.2, 0.7)
    peak_s, quiet = chance.uniform(0, DAY_S), chance.uniform(0.5, 1.0)
    growth = chance.uniform(-0.1, 0.4) / 365
    burst, noise, demand = 0.0, 0.0, []
    for index in range(samples):
        at_s = index * step_s
        day = 1 + swing * math.cos((at_s - peak_s) / DAY_S * math.tau)
        week = quiet if at_s // DAY_S % 7 >= 5 else 1.0
        trend = 1 + growth * at_s / DAY_S
        # A burst or two a week, which fades within an hour.
        burst *= math.exp(-step_s / 1_800)
        if chance.random() < step_s / (5 * DAY_S):
            burst = chance.uniform(0.3, 1.2)
        noise = 0.8 * noise + chance.gauss(0, 0.03)
        demand.append(max(0.02, mean * day * week * trend * (1 + burst + noise)))
    return demand


def recorded(demand, step_s, most):
    """The CPU and the sizes that a group shows under a demand: up over 75 %, down under 30 %."""
    size, since_s, cpu, sizes = 2, 0, [], [{"at_ms": START_S * 1000, "size": 2}]
    for index, wanted in enumerate(demand):
        value = min(100.0, 100.0 * wanted / size)
        cpu.append(round(value, 2))
        now_s = (index + 1) * step_s
        step = (value > 75) - (value < 30)
        if step and now_s - since_s >= 600 and 1 <= size + step <= most:
            size, since_s = size + step, now_s
            sizes.append({"at_ms": (START_S + now_s) * 1000, "size": size})
    return cpu, sizes


def policy(group, name, up, threshold):
    """A policy of one Instance, up or down."""
    return {
        "id": f"{group}-{name}",
        "name": name,
        "metric": {
            "name": f"cpu {name}",
            "managed_metric": "managed_metric_instance_cpu",
            "operator": "operator_greater_than" if up else "operator_less_than",
            "aggregate": "aggregate_average",
            "sampling_range_min": 5,
            "threshold": threshold,
        },
        "action": "scale_up" if up else "scale_down",
        "type": "flat_count",
        "value": 1,
        "priority": 1 if up else 2,
        "instance_group_id": group,
    }


def rules(chance, group, most, generation=None):
    """The saved rules. Unless a generation is asked for, two groups of three have thresholds, and
    one a target."""
    cooldown = chance.choice((300, 600, 900))
    by_chance = "v1alpha1" if chance.random() < 2 / 3 else "v1alpha2"
    if (generation or by_chance) == "v1alpha1":
        up, down = chance.randrange(55, 86, 5), chance.randrange(15, 46, 5)
        return "v1alpha1", {
            "name": "saved",
            "capacity": {
                "min_replicas": chance.choice((1, 1, 2)),
                "max_replicas": most,
                "cooldown_delay": f"{cooldown}s",
            },
            "policies": [policy(group, "up", True, up), policy(group, "down", False, down)],
        }
    return "v1alpha2", {
        "name": "saved",
        "scaling_policy": {
            "minimum_size": 1,
            "maximum_size": most,
            "scale_out_cooldown": f"{cooldown}s",
            "scale_in_cooldown": f"{cooldown}s",
            "scale_out_step": 1,
            "scale_in_step": 1,
            "cpu_target": {"target_avg_percent": chance.randrange(45, 76, 5)},
        },
    }


def job(seed, number, days, step_s, generation=None):
    """One group's job, and which group it is; of its number alone, whatever else there is."""
    chance = random.Random(f"{seed} {number}")
    group = f"{chance.getrandbits(32):08x}-0000-4000-8000-{number:012}"
    name = f"{chance.choice(TRADES)}-{chance.choice(ROLES)}-{number}"
    kind, price = chance.choice(TYPES)
    most = chance.randrange(5, 11)
    generation, saved = rules(chance, group, most, generation)
    samples = days * DAY_S // step_s
    cpu, sizes = recorded(load(chance, samples, step_s), step_s, most)
    history = {
        "metric": "managed_metric_instance_cpu",
        "load": "per_instance",
        "times_ms": [(START_S + (index + 1) * step_s) * 1000 for index in range(samples)],
        "values": cpu,
    }
    made = {
        "histories": [history],
        "recorded_sizes": sizes,
        "variants": [saved],
        "price_per_hour": price,
        "price_source": {"name": kind, "at_ms": START_S * 1000},
    }
    return made, {"id": group, "name": name, "generation": generation, "zone": "fr-par-1"}


def main():
    """Writes the fleet to standard output, and which groups it holds where it is told to."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--groups", type=int, default=20, metavar="N")
    reader.add_argument("--days", type=int, default=14, metavar="N")
    reader.add_argument("--step", type=int, default=300, metavar="SECONDS")
    reader.add_argument("--seed", type=int, default=1, metavar="N")
    reader.add_argument("--generation", choices=("v1alpha1", "v1alpha2"), help="else both")
    reader.add_argument("--names", metavar="FILE", help="which group each line is, for fleet.py")
    options = reader.parse_args()
    if min(options.groups, options.days, options.step) < 1:
        reader.error("--groups, --days and --step are 1 or more")
    names = open(options.names, "w", encoding="utf-8") if options.names else None
    for number in range(1, options.groups + 1):
        made, group = job(options.seed, number, options.days, options.step, options.generation)
        print(json.dumps(made, separators=(",", ":")))
        if names:
            print(json.dumps(group, separators=(",", ":")), file=names)
    if names:
        names.close()


if __name__ == "__main__":
    sys.exit(main())
