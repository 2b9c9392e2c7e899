"""`map`: how to read a workbook, proposed from the workbook itself, for the officer to correct."""

from __future__ import annotations

from pathlib import Path

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, shared


@click.command(name="map", short_help="propose how to read an officer's workbook")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--paper",
    type=PAPER_NAME,
    help="The paper whose period completes headings such as Q1. Otherwise the last one by name.",
)
@shared
def map(run: Run, file: Path, paper: str | None) -> None:  # noqa: A001 - the verb's name
    """Write NAME.mapping.toml beside the workbook FILE, proposed from its headings, for you to correct.

    FILE is an .xlsx workbook or a CSV file in data/. A mapping that exists is never replaced.
    """
    from cabinetpaper.workspace.mapping_file import write_mapping

    report, here = run.report, run.workspace
    chosen = run.paper(paper) if paper or here.papers() else None
    written = write_mapping(here, file, chosen)
    found = written.proposal
    lines = [f"  {one}" for one in found.tables] + [f"  no table with periods in {one}" for one in found.without]
    report.say("\n".join(["Found:", *lines, f"  {found.measures} measure{'s' * (found.measures != 1)}"]))
    findings = [one.form() for one in written.findings]
    report.give(
        written.file,
        written=written.file,
        tables=list(found.tables),
        without=list(found.without),
        measures=found.measures,
        findings=findings,
    )
    report.tell(written.findings)
    report.say(
        "Next: correct the file. Write the directorate, and for each measure which way is good; docs/workbooks.md "
        "explains each entry."
    )
