"""`facts`: every name that a snippet may use, with what it prints now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from cabinetpaper.cli.options import MEASURE_NAME, PAPER_NAME, Run, choose, shared


@click.command(short_help="list the names that snippets may use, with what they print")
@click.argument("measure", required=False, type=MEASURE_NAME)
@click.option("--paper", type=PAPER_NAME, help="The paper whose figures are shown. Otherwise the last one by name.")
@shared
def facts(run: Run, measure: str | None, paper: str | None) -> None:
    """List every name that a snippet may use, with what it prints now.

    MEASURE narrows the list to one measure (cic_rate), to the counts (tally) or to loose figures (figure). Names are
    used in a snippet between double braces: {{ cic_rate.value }}.
    """
    loaded = run.workspace.load(run.paper(paper), exempt=True)
    from cabinetpaper.narrative import names
    from cabinetpaper.scorecard import facts as facts_of

    found = facts_of(loaded.scorecard)
    groups = list(dict.fromkeys(key.split(".")[0] for key in found))
    if measure is not None:
        chosen = choose("measure", measure.split(".")[0], groups)
        found = {
            key: fact
            for key, fact in found.items()
            if key.split(".")[0] == chosen and (key == measure or measure == chosen or key.startswith(f"{measure}."))
        }
    rows = [
        {"name": name, "prints": prints, "about": about, "missing": fact.missing}
        for (name, prints, about), fact in zip(names(found), found.values(), strict=True)
    ]
    run.report.give(_table(rows), facts=rows, findings=[])
    run.report.tell(loaded.findings)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the names, what they print and where that comes from in three columns, with an empty line before each
    measure.
    """
    width, wide = (
        min(max((len(row[column]) for row in rows), default=0), most) for column, most in (("name", 60), ("prints", 32))
    )
    lines: list[str] = []
    group = ""
    for row in rows:
        if lines and row["name"].split(".")[0] != group:
            lines.append("")
        group = row["name"].split(".")[0]
        about = f"  {row['about']}" if row["about"] else ""
        lines.append(f"{row['name']:<{width}}  {row['prints']:<{wide}}{about}".rstrip())
    return "\n".join(lines)
