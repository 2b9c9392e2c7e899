"""`check`: findings only; nothing is written."""

from __future__ import annotations

from pathlib import Path

import click

from cabinetpaper.cli.options import PAPER_NAME, choose_paper, open_here, reporting, shared
from cabinetpaper.cli.report import counted, exit_code

__all__ = ["check"]


@click.command(short_help="say what is missing or odd, and what to do")
@click.argument("paper", required=False, type=PAPER_NAME)
@click.option("--exempt", is_flag=True, help="Check the version that is not for publication.")
@click.option("--record", is_flag=True, help="Check the record of the decision.")
@shared
@click.pass_context
def check(ctx: click.Context, paper: str | None, exempt: bool, record: bool, quiet: bool, form: str, workspace: Path | None) -> None:
    """Say what is missing or odd in PAPER, where it is and what to do. Nothing is written.

    Without PAPER the last one by name is checked.
    """
    report = reporting(ctx, quiet, form)
    here = open_here(workspace)
    chosen = choose_paper(here, paper, report)
    edition = here.compose(chosen, exempt=exempt, record=record)
    findings = tuple(dict.fromkeys((*edition.findings, *here.check(edition))))
    findings = tuple(sorted(findings, key=lambda one: one.severity.order))
    if report.json:
        report.give("", paper=chosen, findings=[one.form() for one in findings])
    report.tell(findings, data=True)
    report.say(f"{chosen}: {counted(findings) or 'nothing to report'}")
    ctx.exit(exit_code(findings))
