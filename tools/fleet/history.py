"""A group's history from Prometheus: the console's own questions, and what their answers are in a
job."""

import math

# The questions of src/wire/prometheus/query.rs; a test holds them against it. @ is the group.
EXPRESSIONS = {
    "managed_metric_instance_cpu": "100 * avg(rate(instance_server_cpu_seconds_total{@}[1m]) "
    "/ instance_server_vcpu_count{@})",
    "instance_memory": "100 * avg(avg_over_time(instance_server_memory_used{@}[1m]) "
    "/ avg_over_time(instance_server_memory_total{@}[1m]))",
    "managed_metric_instance_network_in": "avg(rate(instance_server_network_bytes_total"
    '{@,direction="rx"}[1m]))',
    "managed_metric_instance_network_out": "avg(rate(instance_server_network_bytes_total"
    '{@,direction="tx"}[1m]))',
    "managed_loadbalancer_backend_connections_rate": "sum(rate("
    "load_balancer_lb_backend_connections_total{@}[1m]))",
    "managed_loadbalancer_backend_throughput": "sum(rate("
    "load_balancer_lb_backend_bytes_total{@}[1m]))",
}
SIZE = "count(count_over_time(instance_server_vcpu_count{@}[1m]))"
# What lies with the load balancer is the group's total; the rest is one Instance's share.
TOTALS = "managed_loadbalancer_"
# The most points that Prometheus answers at once.
MOST_POINTS = 11_000


def samples(metrics, expression, group, start_s, end_s, step_s):
    """The values of an expression for a group, as pairs of milliseconds and value; what is no
    number is left out."""
    query = expression.replace("@", f'resource_name=~"{group}_.*"')
    found, span_s = {}, (MOST_POINTS - 1) * step_s
    for from_s in range(start_s, end_s + 1, span_s + step_s):
        to_s = min(from_s + span_s, end_s)
        asked = {"query": query, "start": from_s, "end": to_s, "step": step_s}
        reply = metrics.get("/api/v1/query_range", **asked)
        for series in reply["data"]["result"]:
            for at_s, text in series["values"]:
                if math.isfinite(float(text)):
                    found[round(float(at_s) * 1000)] = float(text)
    return sorted(found.items())


def history(metric, values):
    """A metric's values as a job has them."""
    load = "total" if metric.startswith(TOTALS) else "per_instance"
    times_ms = [at_ms for at_ms, _ in values]
    return {
        "metric": metric,
        "load": load,
        "times_ms": times_ms,
        "values": [max(0.0, value) for _, value in values],
    }


def served(counted, boot_ms):
    """How many Instances served, from how many there were: one that is new serves a boot delay
    later, and the newest go first, so that what goes before it serves never did."""
    if not counted:
        return []
    first_ms, number = counted[0]
    fleet, changes = [first_ms] * round(number), {}
    for at_ms, number in counted:
        while len(fleet) < round(number):
            fleet.append(at_ms + boot_ms)
            changes[at_ms + boot_ms] = changes.get(at_ms + boot_ms, 0) + 1
        while len(fleet) > round(number):
            since_ms = fleet.pop()
            gone_ms = max(since_ms, at_ms)
            changes[gone_ms] = changes.get(gone_ms, 0) - 1
    size = round(counted[0][1])
    sizes = [{"at_ms": first_ms, "size": size}]
    for at_ms, change in sorted(changes.items()):
        if change:
            size += change
            sizes.append({"at_ms": at_ms, "size": size})
    return sizes
