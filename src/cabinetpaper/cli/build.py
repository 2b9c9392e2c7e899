"""`build`: papers as DOCX, PDF and HTML, with everything that was noticed on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cabinetpaper.cli.options import PAPER_NAME, choose_papers, open_here, reporting, shared
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
@click.pass_context
def build(
    ctx: click.Context,
    paper: str | None,
    exempt: bool,
    record: bool,
    anew: bool,
    quiet: bool,
    form: str,
    workspace: Path | None,
) -> None:
    """Write PAPER into out/ as DOCX, PDF and HTML, and say what is missing or odd.

    Without PAPER every paper of the workspace is built; one that cannot be made does not stop the others. What has not
    changed is not made again. Narratives are never written, and a DOCX that somebody has edited is never replaced: the
    build then writes the next draft beside it.
    """
    report = reporting(ctx, quiet, form)
    here = open_here(workspace)
    papers = choose_papers(here, paper)
    if len(papers) > 1 and (exempt or record):
        raise click.UsageError(f"--exempt and --record need PAPER: one of {', '.join(papers)}.", ctx)
    built = (
        _one(here, papers[0], report, exempt, record, anew) if len(papers) == 1 else _all(here, papers, report, anew)
    )
    told = [_told(here, one, each) for one, each in built.items()]
    files = [file for one in told for file in one["files"]]
    if len(told) == 1:
        report.give("\n".join(files), **told[0])
    else:
        report.give(
            "\n".join(files), papers=told, files=files, findings=[one for each in told for one in each["findings"]]
        )
    for name, each in built.items():
        _say(report, name, each)
    ctx.exit(max(exit_code(one.findings) for one in built.values()))


def _one(here: Workspace, name: str, report: Report, exempt: bool, record: bool, anew: bool) -> dict[str, Built]:
    """Return what was built of one paper, its errors and warnings told."""
    from cabinetpaper.building import build as build_paper

    with _progress(report) as progress:
        built = build_paper(here, name, exempt=exempt, record=record, anew=anew, progress=progress)
    _tell(report, built)
    return {name: built}


def _all(here: Workspace, papers: Sequence[str], report: Report, anew: bool) -> dict[str, Built]:
    """Return what was built of several papers, the errors and warnings of each told below its name."""
    from cabinetpaper.building import build_all

    with _progress(report) as progress:
        built = dict(build_all(here, papers, anew=anew, progress=progress))
    for name, each in built.items():
        report.say(f"{name}:")
        _tell(report, each)
    return built


def _tell(report: Report, built: Built) -> None:
    report.tell(one for one in built.findings if one.severity is not Severity.NOTE)


def _told(here: Workspace, name: str, built: Built) -> dict[str, Any]:
    """Return what the JSON form says of a paper."""
    files = [path.relative_to(here.root).as_posix() for path in built.paths.values()]
    findings = [one.form() for one in built.findings]
    return {
        "paper": name,
        "files": files,
        "unchanged": built.unchanged,
        "manifest": dict(built.manifest),
        "findings": findings,
    }


def _say(report: Report, name: str, built: Built) -> None:
    """Say in a line how a paper fared."""
    if not built.written:
        report.say(f"Nothing was written of {name}, because of the errors above. Its last outputs stand as they were.")
    notes = any(one.severity is Severity.NOTE for one in built.findings)
    stood = "unchanged; " if built.unchanged else ""
    report.say(
        f"{name}: "
        f"{stood}{counted(built.findings) or 'nothing to report'}{f'. Notes are shown by: cabinetpaper check {name}' if notes else ''}"
    )


@contextmanager
def _progress(report: Report) -> Iterator[Progress | None]:
    """Return what the build tells its steps to: a bar on a terminal, nothing elsewhere."""
    if report.quiet or report.json or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=1, file=sys.stderr, width=24, show_eta=False, item_show_func=lambda name: name or ""
    ) as bar:

        def told(name: str, done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos, name)

        yield told
        bar.update((bar.length or 0) - bar.pos, "Done")
