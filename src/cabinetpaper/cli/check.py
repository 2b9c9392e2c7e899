"""`check`: findings only; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from cabinetpaper.cli.options import PAPER_OR_FILE, Run, folder_of, is_file, shared
from cabinetpaper.cli.report import counted, exit_code
from cabinetpaper.finding import CabinetPaperError, Finding, Place


@click.command(short_help="say what is missing or odd, and what to do")
@click.argument("paper", required=False, type=PAPER_OR_FILE, metavar="[PAPER|FILE]")
@click.option("--exempt", is_flag=True, help="Check the version that is not for publication.")
@click.option("--record", is_flag=True, help="Check the record of the decision.")
@shared
def check(run: Run, paper: str | None, exempt: bool, record: bool) -> None:
    """Say what is missing or odd in PAPER, where it is and what to do. Nothing is written.

    Without PAPER the last one by name is checked. A FILE that ends in .pdf, .docx or .html, ours or anybody's, is held
    to the accessibility rules that need no outside tool; that works outside a workspace too. A DOCX of ours in a
    workspace is held against the record of its builds.
    """
    ctx, report = run.ctx, run.report
    if paper is not None and is_file(paper):
        if exempt or record:
            raise click.UsageError(
                "--exempt and --record choose the version of a paper; a file is checked as it is.", ctx
            )
        ctx.exit(_file(Path(paper), run))
    chosen = run.paper(paper)
    loaded = run.workspace.load(chosen, record=record, exempt=exempt)
    edition = run.workspace.composed(loaded)
    findings = tuple(dict.fromkeys((*edition.findings, *run.workspace.check(edition, loaded))))
    findings = tuple(sorted(findings, key=lambda one: one.severity.order))
    if report.json:
        report.give("", paper=chosen, findings=[one.form() for one in findings])
    report.tell(findings, data=True)
    report.say(f"{chosen}: {counted(findings) or 'nothing to report'}")
    ctx.exit(exit_code(findings))


def _file(path: Path, run: Run) -> int:
    """Tell what the rules find in one file, and what they did not look at; return the exit code."""
    from cabinetpaper.conformance import UNCHECKED, examine

    file, data, report = path.as_posix(), path.read_bytes(), run.report
    result = examine(file, data)
    root = folder_of(run.folder or path.parent) or folder_of(Path.cwd())
    if result.read and path.suffix.lower() == ".docx" and root:
        result = replace(result, findings=(*result.findings, *_base(file, data, root)))
    unchecked = UNCHECKED[result.kind] if result.kind and result.read else ()
    if report.json:
        declared = result.declared
        report.give(
            "",
            file=file,
            kind=result.kind.value if result.kind else None,
            rules=list(result.tried),
            whole=result.read and result.whole,
            seen=dict(result.seen),
            declares={"pdfua": declared.pdfua_part, "pdfa": declared.pdfa_part + declared.pdfa_conformance}
            if declared
            else {},
            not_checked=list(unchecked),
            findings=[one.form() for one in result.findings],
        )
    report.tell(result.findings, data=True)
    if result.read and result.kind:
        report.say(
            f"{file}: {len(result.tried)} rules for a {result.kind.words} tried on {_counted(result.seen)}: "
            f"{counted(result.findings) or 'nothing to report'}"
        )
        report.say("\n".join(("Not checked:", *(f"  {one}" for one in unchecked))))
    return exit_code(result.findings) if result.read else 2


def _base(file: str, data: bytes, root: Path) -> tuple[Finding, ...]:
    """Return what the record of builds has against the paper that a DOCX carries in itself."""
    from cabinetpaper.readers import read_docx
    from cabinetpaper.workspace import Record, verify_base

    try:
        return verify_base(read_docx(data), Record(root), Place(file))
    except CabinetPaperError:  # it is no document that can be read back, and the rules have said why
        return ()


def _counted(seen: Iterable[tuple[str, int]]) -> str:
    """Return what the rules had before them: `30 pages (28 read), 912 tags`."""
    counts = dict(seen)
    read = counts.pop("pages read", None)
    words = [f"{count} {name.removesuffix('s') if count == 1 else name}" for name, count in counts.items()]
    return ", ".join([f"{words[0]} ({read} read)", *words[1:]] if read is not None else words)
