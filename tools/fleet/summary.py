"""What a fleet came to: where most is to be won, and in all."""

import json

# A month, as the console and headroom-whatif count it.
HOURS_PER_MONTH = 730.0
# An hour in milliseconds.
HOUR_MS = 3_600_000.0


def told(entry, line):
    """What one job came to, in numbers a month."""
    outcome = json.loads(line)
    place = {"group": entry["group"], "file": entry["file"], "line": entry["line"]}
    if "error" in outcome:
        fault = outcome["error"]
        return {**place, "advice": "refused", "path": fault["path"], "message": fault["message"]}
    span, price = outcome["span"], outcome.get("price")
    a_month = HOURS_PER_MONTH / ((span["to_ms"] - span["from_ms"]) / HOUR_MS)
    advised = outcome["recommended"]
    saved, then = outcome["saved"], (advised or {"score": outcome["saved"]})["score"]
    hours = _pair(saved["instance_hours"], then["instance_hours"], a_month)
    rate = price["eur_per_hour"] if price else None
    return {
        **place,
        "advice": outcome["recommendation"]["advice"],
        "change": advised["label"] if advised else None,
        "eur": None if rate is None else {name: value * rate for name, value in hours.items()},
        "instance_hours": hours,
        "overload_minutes": _pair(saved["overload_minutes"], then["overload_minutes"], a_month),
        "sentence": outcome["sentence"],
        "verdict": outcome["verdict"],
    }


def _pair(now, then, a_month):
    return {"now": now * a_month, "advised": then * a_month, "less": (now - then) * a_month}


def summarized(every, top):
    """The summary of all that the jobs came to, with the groups where most is to be won: so many by
    money, and as many by overload."""
    every = list(every)
    answered = [one for one in every if one["advice"] != "refused"]
    changed = [one for one in answered if one["advice"] != "keep"]
    by_money = [one for one in changed if _won(one) > 0]
    by_overload = [one for one in changed if one["overload_minutes"]["less"] > 0]
    # Those without a price come last: hours are not to be held against EUR.
    by_money.sort(key=lambda one: (one["eur"] is None, -_won(one), _name(one)))
    by_overload.sort(key=lambda one: (-one["overload_minutes"]["less"], _name(one)))
    return {
        "totals": {
            "jobs": len(every),
            "refused": len(every) - len(answered),
            "advice": {word: _count(answered, word) for word in ("better", "trade", "keep")},
            "without_price": sum(one["eur"] is None for one in answered),
            "a_month": {
                "eur": _sum(one["eur"] for one in answered if one["eur"]),
                "instance_hours": _sum(one["instance_hours"] for one in answered),
                "overload_minutes": _sum(one["overload_minutes"] for one in answered),
            },
        },
        "by_money": by_money[:top],
        "by_overload": by_overload[:top],
        "refused": [one for one in every if one["advice"] == "refused"],
    }


def _won(one):
    """What a group would cost less a month: EUR, or Instance-hours where it has no price."""
    return (one["eur"] or one["instance_hours"])["less"]


def _name(one):
    return (str(one["group"].get("name", "")), one["file"], one["line"])


def _count(every, advice):
    return sum(one["advice"] == advice for one in every)


def _sum(pairs):
    total = {"now": 0.0, "advised": 0.0, "less": 0.0}
    for pair in pairs:
        total = {name: total[name] + pair[name] for name in total}
    return total


def table(summary):
    """The summary as text."""
    totals, month = summary["totals"], summary["totals"]["a_month"]
    advice = totals["advice"]
    blocks = [
        f"{totals['jobs']} groups: {advice['better']} can be better, "
        f"{advice['trade']} are a trade, {advice['keep']} stay as they are, "
        f"{totals['refused']} could not be judged.",
        _totals("EUR", month["eur"], 2)
        + _totals("Instance-hours", month["instance_hours"], 0)
        + _totals("minutes of overload", month["overload_minutes"], 0).rstrip("\n"),
    ]
    if totals["without_price"]:
        blocks.append(f"{totals['without_price']} groups have no price and are in no sum of EUR.")
    for title, rows in (("money", summary["by_money"]), ("overload", summary["by_overload"])):
        if rows:
            blocks.append(f"Where most is to be won by {title}, a month:\n\n{_rows(rows)}")
    return "\n\n".join(blocks) + "\n"


def _totals(unit, pair, digits):
    now, then, less = (f"{pair[name]:,.{digits}f}" for name in ("now", "advised", "less"))
    return f"A month: {now} {unit} now, {then} as advised, {less} less.\n"


HEADS = ("group", "EUR now", "EUR less", "hours less", "overload now", "less", "advised")


def _rows(every):
    cells = [HEADS] + [_cells(one) for one in every]
    widths = [max(len(row[at]) for row in cells) for at in range(len(HEADS))]
    last = len(HEADS) - 1
    lines = []
    for row in cells:
        laid = [
            cell.ljust(width) if at in (0, last) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(laid).rstrip())
    return "\n".join(lines)


def _cells(one):
    eur, hours, overload = one["eur"], one["instance_hours"], one["overload_minutes"]
    return (
        plain(str(one["group"].get("name", ""))),
        f"{eur['now']:,.2f}" if eur else "no price",
        f"{eur['less']:,.2f}" if eur else "",
        f"{hours['less']:,.0f}",
        f"{overload['now']:,.0f} min",
        f"{overload['less']:,.0f} min",
        plain(one["change"] or ""),
    )


def plain(text):
    """A text on one line, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
