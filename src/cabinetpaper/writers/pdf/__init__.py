"""Write a paper as a tagged PDF for screen readers and archives (PDF/UA-1, PDF/A-2a).

In: a `Paper`, its drawn charts and a council's look. Out: the PDF's bytes, the same from the same input. `render_pdf`
also returns what was noticed; `process` draws in a process of its own, beside other work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from cabinetpaper.paper import Drawing, Logo, Paper
from cabinetpaper.settings import Look
from cabinetpaper.writers.pdf.drawing import draw
from cabinetpaper.writers.pdf.job import Job, Written
from cabinetpaper.writers.pdf.printing import prepare, unprintable
from cabinetpaper.writers.pdf.process import PdfProcess, start_pdf

__all__ = [
    "INSTALL",
    "Job",
    "PdfProcess",
    "Written",
    "draw",
    "prepare",
    "render_pdf",
    "start_pdf",
    "unprintable",
    "write_pdf",
]

INSTALL: Final = "sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
"""The line that installs what the PDF needs on Debian and Ubuntu."""


def write_pdf(
    paper: Paper,
    drawings: Mapping[str, Drawing],
    *,
    look: Look = Look(),
    page: str | None = None,
    css: str | None = None,
    print_css: str | None = None,
    logo: Logo | None = None,
    assets: Mapping[str, bytes] | None = None,
    created: str = "",
) -> bytes:
    """Return the paper as a PDF; `page`, `css` and `print_css` replace the house template's files, `assets` are what
    those may name.

    `created` is the date in the PDF's properties (ISO 8601 with time and zone), none where empty. Raises
    `CabinetPaperError` (PAGE-TEMPLATE, PDF-NO-PANGO, PDF-RESOURCE, PDF-STANDARD).
    """
    return render_pdf(
        paper, drawings, look=look, page=page, css=css, print_css=print_css, logo=logo, assets=assets, created=created
    ).data


def render_pdf(
    paper: Paper,
    drawings: Mapping[str, Drawing],
    *,
    look: Look = Look(),
    page: str | None = None,
    css: str | None = None,
    print_css: str | None = None,
    logo: Logo | None = None,
    assets: Mapping[str, bytes] | None = None,
    created: str = "",
) -> Written:
    """Return the PDF with its findings: characters that cannot be drawn, what the engine did not understand."""
    job = prepare(
        paper, drawings, look=look, page=page, css=css, print_css=print_css, logo=logo, assets=assets, created=created
    )
    written = draw(job)
    return replace(written, findings=(*unprintable(paper, written.boxes), *written.findings))
