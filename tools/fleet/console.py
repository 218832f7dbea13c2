"""What of a fleet's result opens in the console: a run file for each of the top groups, which
“Load run…” takes, and where the console's address is known, links, which show the advised rules
over the history that the console reads itself."""

import base64
import html
import json
import re
from urllib.parse import quote

from parts import job_text, write_whole
from reading import FleetError
from summary import plain

# As src/whatif/share.rs has them.
LINK_VERSION = "1"
LONGEST_LINK = 8_000
# What of a job is its recording, which a link leaves behind, and what it tries.
NOT_IN_LINKS = ("histories", "recorded_sizes", "variants", "evaluation_phase_ms")
# What of a policy is the group's own; the console finds the policy again by its name.
IDS = ("id", "instance_group_id", "zone")


def advised_run(job, advised):
    """A job with the rules as they are and as advised, ready to be loaded. What is advised has the
    name of the rules that it is to replace."""
    saved = next(one for one in job["variants"] if one.get("name") == advised["name"])
    return {**job, "variants": [saved, {**advised, "name": "advised"}]}


def link_text(run):
    """What a link carries of a run; None where that is more than a link can."""
    bare = {name: value for name, value in run.items() if name not in NOT_IN_LINKS}
    bare["variants"] = [_without_ids(run["variants"][-1])]
    coded = base64.urlsafe_b64encode(json.dumps(bare, separators=(",", ":")).encode())
    text = f"{LINK_VERSION}.{coded.decode().rstrip('=')}"
    return text if len(text) <= LONGEST_LINK else None


def _without_ids(variant):
    if "policies" not in variant:
        return variant
    rows = variant["policies"]
    own = [{name: row[name] for name in row if name not in IDS} for row in rows]
    return {**variant, "policies": own}


def link(console, group, run):
    """The address that shows a group with the advised rules; None for one without an id."""
    text = link_text(run)
    if not console or not group.get("id") or text is None:
        return None
    part = "/v1alpha2" if group.get("generation") == "v1alpha2" else ""
    page = f"{console}#{part}/groups/{quote(group['id'], safe='')}"
    return f"{page}?run={text}&whatif=1"


def console_address(address):
    """The address of a console without what stands behind its `#`."""
    if address is None:
        return None
    if not re.match(r"https?://[^/\s]", address):
        raise FleetError(
            f"--console {address}: give the console's address, with http:// or https://."
        )
    return address.split("#")[0]


def write_runs(work, summary, told, console):
    """Writes the run file of each top group, and puts its name and link into the summary. `told`
    has the entry of each and the line that it came to, by file and line."""
    folder = work / "runs"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    seen = {}
    for one in summary["by_money"] + summary["by_overload"]:
        place = (one["file"], one["line"])
        if place not in seen:
            entry, line = told[place]
            outcome = json.loads(line)
            run = advised_run(json.loads(job_text(work, entry)), outcome["advised"])
            name = f"{len(seen) + 1:03}-{_file_name(one['group'])}-run.json"
            text = json.dumps(run, ensure_ascii=False, separators=(",", ":")) + "\n"
            write_whole(folder / name, text.encode())
            seen[place] = {"run": f"runs/{name}", "link": link(console, one["group"], run)}
        one.update(seen[place])


def _file_name(group):
    return re.sub(r"[^A-Za-z0-9._-]+", "-", str(group.get("name", ""))).strip("-.")[:60] or "group"


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Where most is to be won</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }}
table {{ border-collapse: collapse; margin-block: 1rem }}
caption {{ text-align: start; font-weight: bold }}
td, th {{ padding: .25rem .75rem; text-align: start; border-block-end: 1px solid }}
.number {{ text-align: end; font-variant-numeric: tabular-nums }}
</style>
<h1>Where most is to be won</h1>
<p>{lead}</p>
{tables}
</html>
"""
HEAD = (
    "<tr><th>Group<th class=number>EUR now<th class=number>EUR less"
    "<th class=number>Overload now<th class=number>Less<th>Advised"
)


def page(summary, lead):
    """The summary as a page, whose groups are links to the console."""
    tables = ""
    for title, rows in (("money", summary["by_money"]), ("overload", summary["by_overload"])):
        if rows:
            body = "\n".join(_row(one) for one in rows)
            tables += f"<table><caption>By {title}, a month</caption>\n{HEAD}\n{body}\n</table>\n"
    return PAGE.format(lead=html.escape(lead), tables=tables)


def _row(one):
    name = html.escape(plain(str(one["group"].get("name", ""))))
    address = one["link"] or one["run"]
    eur, overload = one["eur"], one["overload_minutes"]
    numbers = [f"{eur['now']:,.2f}", f"{eur['less']:,.2f}"] if eur else ["no price", ""]
    numbers += [f"{overload['now']:,.0f} min", f"{overload['less']:,.0f} min"]
    cells = "".join(f"<td class=number>{number}" for number in numbers)
    title = f'<a href="{html.escape(address)}">{name}</a>'
    return f"<tr><td>{title}{cells}<td>{html.escape(plain(one['sentence']))}"
