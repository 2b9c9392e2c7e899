"""`preview`: the paper in the browser, reloading on save."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cabinetpaper.cli.options import PAPER_NAME, Run, shared
from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity

if TYPE_CHECKING:
    from cabinetpaper.cli.server import Preview
    from cabinetpaper.paper import Drawing

CODES: Final[dict[str, str]] = {
    "PREVIEW-PORT": "The port asked for is taken by another program, or may not be used. Leave --port out, and a free "
    "one is found."
}

WATCHED: Final = ("cabinetpaper.toml", "data", "narratives", "templates")


@click.command(short_help="show the paper in the browser, reloading on save")
@click.argument("paper", required=False, type=PAPER_NAME)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to serve on. Otherwise a free one.")
@click.option("--no-browser", is_flag=True, help="Print the address only; do not open the browser.")
@shared
def preview(run: Run, paper: str | None, port: int, no_browser: bool) -> None:
    """Show PAPER in the browser and reload it whenever a file of the workspace is saved. Ctrl-C ends it.

    Nothing is written. The page is shown to this computer alone, and only to a browser that opened the address printed
    here: it holds a token, new each time.
    """
    report, here, chosen = run.report, run.workspace, run.paper(paper)
    server = start(page_maker(here.root, chosen), here.root, port)
    report.give(server.url, url=server.url, paper=chosen, findings=[])
    report.say("Save a file and the page reloads. Ctrl-C ends the preview.")
    if not no_browser:
        webbrowser.open(server.url)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        report.say("The preview has ended.")
    finally:
        server.stopping.set()
        server.server_close()


def start(make: Callable[[], str], root: Path, port: int) -> Preview:
    """Return a preview that is bound to its port and serves nothing yet; raise `CabinetPaperError` if the port is
    taken.
    """
    from cabinetpaper.cli.server import Preview

    try:
        return Preview(make, [root / name for name in WATCHED], port)
    except OSError as error:
        message, remedy = (
            f"Port {port} cannot be used: {error.strerror or error}",
            "Leave --port out, and a free one is found",
        )
        raise CabinetPaperError.of("PREVIEW-PORT", message, remedy) from error


def page_maker(root: Path, paper: str) -> Callable[[], str]:
    """Return a function that makes the paper's page anew from the files; what is wrong with them becomes the page."""
    from cabinetpaper.cli.pages import findings_page, with_reload

    drawn: dict[str, Drawing] = {}

    def make() -> str:
        title = f"{paper} cannot be shown yet"
        try:
            return with_reload(_html(root, paper, drawn))
        except CabinetPaperError as error:
            return findings_page(title, error.findings)
        except OSError as error:
            return findings_page(
                title, [Finding.error("FILE-ACCESS", str(error), "Save it once more", Place(str(error.filename or "")))]
            )

    return make


def _html(root: Path, paper: str, drawn: dict[str, Drawing]) -> str:
    """Return the paper's page; charts that look the same as before are taken from `drawn`, by their key, and kept
    there.
    """
    from cabinetpaper.charts import draw_all, drawing_key
    from cabinetpaper.paper import Chart, blocks_of
    from cabinetpaper.workspace import open_workspace
    from cabinetpaper.writers.html import write_html

    here = open_workspace(root)
    loaded = here.load(paper)
    edition = here.composed(loaded)
    errors = [one for one in edition.findings if one.severity is Severity.ERROR]
    if errors:
        raise CabinetPaperError(errors)
    look = loaded.looks.look
    charts = list(blocks_of(edition.paper, Chart))
    drawings = draw_all(charts, look, drawn)
    drawn.clear()
    drawn.update((drawing_key(chart, look), drawings[chart.id]) for chart in charts if chart.id in drawings)
    return write_html(
        edition.paper, drawings, look=look, page=loaded.looks.page, css=loaded.looks.css, logo=loaded.looks.logo
    )
