"""`draft`: the sentences that the build would print, written into narratives/ for the officer to take over."""

from __future__ import annotations

from typing import Final

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, choose, shared
from cabinetpaper.finding import CabinetPaperError, Finding, Place

CODES: Final[dict[str, str]] = {
    "SNIPPET-EXISTS": "The snippet is written already, and a draft never replaces somebody's words. Edit the file; to "
    "start again from the facts, rename or delete it first."
}


@click.command(short_help="write a drafted snippet for you to take over")
@click.argument("snippet", required=False)
@click.option("--paper", type=PAPER_NAME, help="The paper that the snippet belongs to. Otherwise the last one by name.")
@shared
def draft(run: Run, snippet: str | None, paper: str | None) -> None:
    """Write SNIPPET into narratives/ as the build would print it, for you to take over.

    Without SNIPPET the snippets are listed that the build drafts from the facts now. A file that exists is never
    replaced.
    """
    from cabinetpaper.checks.drafts import snippet_name
    from cabinetpaper.workspace import inside, save_all

    report, here, chosen = run.report, run.workspace, run.paper(paper)
    edition = here.compose(chosen)
    drafted = {snippet_name(file, chosen): file for file in edition.drafted}
    if snippet is None:
        report.say(
            "Drafted from the facts, to be taken over by name:"
            if drafted
            else "Every snippet is written; nothing is drafted from the facts."
        )
        report.give("\n".join(drafted), paper=chosen, drafted=list(drafted), written=None, findings=[])
        return
    name = snippet_name(snippet.replace("\\", "/"), chosen)
    written = {snippet_name(file, chosen): file for file in edition.snippets if file not in edition.drafted}
    if name in written:
        raise CabinetPaperError(_exists(written[name]))
    file = drafted[choose("drafted snippet", name, list(drafted))]
    target = inside(here.root, file)
    try:
        save_all(here.root, {target: edition.snippets[file].encode()}, {target: file}, seen={})
    except CabinetPaperError as error:
        there_already = any(one.code == "OUTPUT-CHANGED" for one in error.findings)
        raise CabinetPaperError(_exists(file)) if there_already else error from None
    report.say("Read it, add what only the service knows, and take out the line draft = true when it is right:")
    report.give(file, paper=chosen, drafted=[one for one in drafted if one != name], written=file, findings=[])


def _exists(file: str) -> Finding:
    remedy = "Edit it; to start again, rename or delete it first"
    return Finding.error("SNIPPET-EXISTS", "The snippet is written already", remedy, Place(file))
