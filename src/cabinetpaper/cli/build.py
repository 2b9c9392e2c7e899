"""`build`: papers as DOCX, PDF and HTML, with everything that was noticed on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, shared
from cabinetpaper.cli.report import Report, counted, exit_code
from cabinetpaper.finding import Severity

if TYPE_CHECKING:
    from cabinetpaper.building import Built, Progress
    from cabinetpaper.workspace import Workspace


@click.command(short_help="write papers as DOCX, PDF and HTML")
@click.argument("paper", required=False, type=PAPER_NAME)
@click.option(
    "--exempt",
    is_flag=True,
    help="The version that is not for publication, with what is exempt in it, as PAPER-exempt.",
)
@click.option("--record", is_flag=True, help="The record of the decision, as PAPER-record.")
@click.option("--anew", is_flag=True, help="Make everything anew, charts too, whatever has not changed.")
@shared
def build(run: Run, paper: str | None, exempt: bool, record: bool, anew: bool) -> None:
    """Write PAPER into out/ as DOCX, PDF and HTML, and say what is missing or odd.

    Without PAPER every paper of the workspace is built; one that cannot be made does not stop the others. What has not
    changed is not made again. Narratives are never written, and a DOCX that somebody has edited is never replaced: the
    build then writes the next draft beside it.
    """
    from cabinetpaper.building import build as build_paper
    from cabinetpaper.building import build_all

    report, here, papers = run.report, run.workspace, run.papers(paper)
    if len(papers) > 1 and (exempt or record):
        raise click.UsageError(f"--exempt and --record need PAPER: one of {', '.join(papers)}.", run.ctx)
    with _progress(report) as progress:
        if len(papers) > 1:
            built = dict(build_all(here, papers, anew=anew, progress=progress))
        else:
            name = papers[0]
            built = {name: build_paper(here, name, exempt=exempt, record=record, anew=anew, progress=progress)}
    for name, each in built.items():
        if len(papers) > 1:
            report.say(f"{name}:")
        report.tell(one for one in each.findings if one.severity is not Severity.NOTE)
    forms = [_form(here, name, each) for name, each in built.items()]
    files = [file for one in forms for file in one["files"]]
    if len(forms) == 1:
        report.give("\n".join(files), **forms[0])
    else:
        findings = [one for each in forms for one in each["findings"]]
        report.give("\n".join(files), papers=forms, files=files, findings=findings)
    for name, each in built.items():
        _say(report, name, each)
    run.ctx.exit(max(exit_code(one.findings) for one in built.values()))


def _form(here: Workspace, name: str, built: Built) -> dict[str, Any]:
    """Return what the JSON form says of a paper."""
    files = [path.relative_to(here.root).as_posix() for path in built.paths.values()]
    whole = {"files": files, "unchanged": built.unchanged, "manifest": dict(built.manifest)}
    return {"paper": name, **whole, "findings": [one.form() for one in built.findings]}


def _say(report: Report, name: str, built: Built) -> None:
    """Say in a line how a paper fared."""
    if not built.written:
        report.say(f"Nothing was written of {name}, because of the errors above. Its last outputs stand as they were.")
    words = f"{name}: {'unchanged; ' if built.unchanged else ''}{counted(built.findings) or 'nothing to report'}"
    if any(one.severity is Severity.NOTE for one in built.findings):
        words += f". Notes are shown by: cabinetpaper check {name}"
    report.say(words)


@contextmanager
def _progress(report: Report) -> Iterator[Progress | None]:
    """Return what the build tells its steps to: a bar on a terminal, nothing elsewhere."""
    if report.quiet or report.json or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=1, file=sys.stderr, width=24, show_eta=False, item_show_func=lambda name: name or ""
    ) as bar:

        def show(name: str, done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos, name)

        yield show
        bar.update((bar.length or 0) - bar.pos, "Done")
