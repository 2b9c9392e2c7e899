"""`quarter`: the next quarter's paper, begun from the last one's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, shared

if TYPE_CHECKING:
    from cabinetpaper.cli.report import Report
    from cabinetpaper.workspace.quarter import Lost, Started


@click.command(short_help="begin the next quarter's paper from the last one's")
@click.argument("name")
@click.option(
    "--from",
    "source",
    type=PAPER_NAME,
    help="The paper to begin from. Otherwise the last one of the same kind of period.",
)
@shared
def quarter(run: Run, name: str, source: str | None) -> None:
    """Make the folder for the period NAME (Q2-2024-25) in narratives/ from the last paper's.

    Standing text is carried over as it is. Commentary is carried over and marked as last time's until somebody has read
    it. The period and the cut-off move on, days are cleared. Nothing is overwritten.
    """
    from cabinetpaper.workspace.quarter import start_quarter

    started = start_quarter(run.workspace, name, source)
    run.report.give(
        f"narratives/{started.paper_id}",
        paper=started.paper_id,
        source=started.source,
        files=list(started.files),
        standing=list(started.standing),
        to_review=list(started.to_review),
        changes=list(started.changes),
        names_lost=[{"name": one.words, "place": str(one.place)} for one in started.names_lost],
        typed=[{"words": one.words, "place": str(one.place)} for one in started.typed],
        findings=[],
    )
    _tell(run.report, started)


def _tell(report: Report, started: Started) -> None:
    report.say(f"Begun from {started.source}; nothing there was changed.")
    for change in started.changes:
        report.say(f"  paper.toml: {change}")
    report.say(f"  {_snippets(len(started.standing))} standing text, carried over as it is")
    report.say(
        f"  {_snippets(len(started.to_review))} commentary, carried over and marked as last time's until reviewed"
    )
    _list(
        report,
        "These names belong to a period that the figures do not have; change or take out each:",
        started.names_lost,
    )
    _list(report, "The old period is typed here; see whether it still holds:", started.typed)
    report.say(
        "Next:\n"
        "  1. Add the new figures to data/.\n"
        f"  2. Write what is new into narratives/{started.paper_id}/paper.toml: the day of the meeting, the contacts.\n"
        "  3. Read each snippet, change what no longer holds, and take out its line carried = …\n"
        f"     What is left to review: cabinetpaper check {started.paper_id}"
    )


def _snippets(count: int) -> str:
    return f"{count} snippet{'' if count == 1 else 's'}:"


def _list(report: Report, heading: str, found: Sequence[Lost]) -> None:
    if found:
        report.say(heading)
        for one in found:
            report.say(f"  {one.place}: {one.words}")
