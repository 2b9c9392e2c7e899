"""`doctor`: what is missing on this machine, with the line that installs it."""

from __future__ import annotations

from pathlib import Path

import click

from cabinetpaper.cli.options import Run, folder_of, shared
from cabinetpaper.finding import Finding, Place

_COLOURS = {"ok": "green", "note": "cyan", "lacking": "red"}


@click.command(short_help="say what is missing on this machine")
@shared
def doctor(run: Run) -> None:
    """Look at this machine and say what is missing, with the line that installs it.

    Exit code 0 if everything is there, 1 if something is lacking.
    """
    from cabinetpaper.cli.machine import State, examine

    examined = tuple(examine(run.folder or folder_of(Path.cwd())))
    lacking = [one for one in examined if one.state is State.LACKING]
    findings = [Finding.error("MACHINE-LACKS", f"{one.name}: {one.words}", one.remedy, Place()) for one in lacking]
    lines: list[str] = []
    for one in examined:
        if run.report.quiet and one.state is not State.LACKING:
            continue
        mark = click.style(f"{one.state.value:<8}", fg=_COLOURS[one.state.value])
        lines.append(f"{mark}{one.name}: {one.words}")
        if one.remedy:
            lines.append(f"{'':<8}→ {one.remedy}")
    data = [{"name": one.name, "state": one.state.value, "words": one.words, "remedy": one.remedy} for one in examined]
    run.report.give("\n".join(lines), examined=data, findings=[finding.form() for finding in findings])
    run.report.say(
        "Everything needed is here."
        if not lacking
        else f"{len(lacking)} thing{'s are' if len(lacking) > 1 else ' is'} lacking; see the lines marked →."
    )
    run.ctx.exit(1 if lacking else 0)
