"""`build`: the paper as DOCX, PDF and HTML, with everything that was noticed on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cabinetpaper.cli.options import PaperName, choose_paper, open_here, reporting, shared
from cabinetpaper.cli.report import Report, as_json, counted, exit_code
from cabinetpaper.finding import Severity

if TYPE_CHECKING:
    from cabinetpaper.building import Progress

__all__ = ["build"]


@click.command(short_help="write the paper as DOCX, PDF and HTML")
@click.argument("paper", required=False, type=PaperName())
@shared
@click.pass_context
def build(ctx: click.Context, paper: str | None, quiet: bool, form: str, workspace: Path | None) -> None:
    """Write PAPER into out/ as DOCX, PDF and HTML, and say what is missing or odd.

    Without PAPER the last one by name is built. Narratives are never written, and a DOCX that somebody has edited is never
    replaced: the build then writes the next draft beside it.
    """
    report = reporting(ctx, quiet, form)
    here = open_here(workspace)
    chosen = choose_paper(here, paper, report)
    from cabinetpaper.building import build as build_paper

    with _progress(report) as progress:
        built = build_paper(here, chosen, progress=progress)
    files = [path.relative_to(here.root).as_posix() for path in built.paths.values()]
    report.tell(one for one in built.findings if one.severity is not Severity.NOTE)
    if built.written:
        report.give("\n".join(files), paper=chosen, files=files, manifest=built.manifest, findings=[as_json(one) for one in built.findings])
    else:
        report.give("", paper=chosen, files=[], manifest={}, findings=[as_json(one) for one in built.findings])
        report.say("Nothing was written, because of the errors above. The last outputs stand as they were.")
    notes = any(one.severity is Severity.NOTE for one in built.findings)
    report.say(f"{chosen}: {counted(built.findings) or 'nothing to report'}{'. Notes are shown by: cabinetpaper check' if notes else ''}")
    ctx.exit(exit_code(built.findings))


@contextmanager
def _progress(report: Report) -> Iterator[Progress | None]:
    """Return what the build tells its steps to: a bar on a terminal, nothing elsewhere."""
    if report.quiet or report.json or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, file=sys.stderr, width=24, show_eta=False, item_show_func=lambda name: name or "") as bar:

        def told(name: str, done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos, name)

        yield told
        bar.update((bar.length or 0) - bar.pos, "Done")
