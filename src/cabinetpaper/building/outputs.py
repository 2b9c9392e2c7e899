"""Write the outputs of a composed paper, each only where something has changed for it.

In: `Composed`, what stands of an earlier build, the process that draws PDFs. Out: `Underway`, while the PDF is drawn
and the next paper may be composed; then, by `finished`, the outputs with what was noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.building.built import Step
from cabinetpaper.building.composed import Composed, epoch
from cabinetpaper.building.manifest import digest
from cabinetpaper.building.standing import Standing, of_job
from cabinetpaper.building.statement import Statement, state
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import Contents, blocks_of
from cabinetpaper.paper.base import Base
from cabinetpaper.workspace.journal import digest_of

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.engine import Written
    from cabinetpaper.writers.pdf.process import PdfProcess

CODES: Final[dict[str, str]] = {
    "PDF-OLD": "No PDF was made, and the one in out/ is of an earlier build, so that it differs from the DOCX and the "
    "HTML page. Do not publish it."
}


@dataclass(frozen=True)
class Underway:
    """A paper whose PDF is being drawn: the page, the digest of the PDF's job, the PDF when it is done, the DOCX given
    the PDF's pages; what is stated by name of outputs of an earlier build, and of those that are made already.
    """

    page: bytes
    job: str
    pdf: Callable[[], Written]
    docx: Callable[[Mapping[str, int]], bytes]
    statements: Mapping[str, Statement]


@dataclass(frozen=True)
class Outputs:
    """The bytes of each output by kind, the PDF only if it could be made; the digest of the PDF's job, the PDF as
    drawn, what was noticed; what is stated already, by name.
    """

    data: Mapping[str, bytes]
    job: str
    drawn: Written
    findings: tuple[Finding, ...]
    statements: Mapping[str, Statement]


def begin(composed: Composed, earlier: Standing | None, pdf: PdfProcess, step: Step) -> Underway:
    """Have the PDF drawn, unless the earlier one was made from the same, and meanwhile write and look at what does not
    depend on it.
    """
    from cabinetpaper.writers.docx import write_docx
    from cabinetpaper.writers.html import write_html
    from cabinetpaper.writers.pdf import prepare

    edition, looks, drawings = composed.edition, composed.loaded.looks, composed.drawings
    paper, own = edition.paper, partial(dict[str, Any], look=looks.look, logo=looks.logo)
    job = prepare(
        paper,
        drawings,
        **own(page=looks.page, css=looks.css, print_css=looks.print_css, assets=looks.assets, created=_created()),
    )
    key = of_job(job)
    drawn = _earlier(earlier, key, composed.workspace.out / f"{composed.name}.pdf") or partial(_finished, pdf.send(job))
    step("Writing the HTML page")
    page = write_html(paper, drawings, **own(page=looks.page, css=looks.css)).encode()
    snippets = tuple((file, digest(source.encode())) for file, source in edition.snippets.items())
    base = Base(composed.build, paper, snippets)

    def docx(pages: Mapping[str, int]) -> bytes:
        step("Writing the DOCX")
        return write_docx(paper, drawings, **own(reference=looks.reference, base=base, pages=pages))

    # A list of contents shows the PDF's pages in the DOCX too, which is then written last; else it is made while the
    # PDF is drawn.
    listed = any(blocks_of(paper, Contents))
    draft = composed.draft.name
    made = {f"{composed.name}.html": page} if listed else {f"{composed.name}.html": page, draft: docx({})}
    kept = earlier.statements if earlier else {}
    stated = {name: state(name, data, kept) for name, data in made.items()}
    return Underway(page, key, drawn, docx if listed else partial(_as_made, made[draft]), {**kept, **stated})


def finished(composed: Composed, underway: Underway, step: Step) -> Outputs:
    """Wait for the PDF and return all outputs."""
    from cabinetpaper.writers.pdf import unprintable

    step("Writing the PDF")
    pdf = underway.pdf()
    outputs = {"docx": underway.docx(pdf.pages), "html": underway.page}
    if pdf.data:
        noticed = (*unprintable(composed.edition.paper, pdf.boxes), *pdf.findings)
        return Outputs({**outputs, "pdf": pdf.data}, underway.job, pdf, noticed, underway.statements)
    noticed = (*pdf.findings, *_old_pdf(composed.workspace.out / f"{composed.name}.pdf"))
    return Outputs(outputs, "", pdf, noticed, underway.statements)


def _as_made(data: bytes, _: Mapping[str, int]) -> bytes:
    return data


def _earlier(earlier: Standing | None, key: str, path: Path) -> Callable[[], Written] | None:
    """Return the PDF of an earlier build where it was made from the same job and is still as it was written."""
    from cabinetpaper.writers.pdf.engine import Written

    if earlier is None or earlier.job != key or digest_of(path) != earlier.outputs.get(path.name):
        return None
    data = path.read_bytes()
    return lambda: Written(data, earlier.findings, earlier.pages, earlier.boxes)


def _finished(future: Future[Written]) -> Written:
    """Return the PDF when it is done; without its bytes where it could not be made, with the findings that say why."""
    from cabinetpaper.writers.pdf.engine import Written

    try:
        return future.result()
    except CabinetPaperError as error:
        return Written(b"", error.findings)


def _old_pdf(path: Path) -> tuple[Finding, ...]:
    """Return a warning where the PDF in out/ is that of an earlier build."""
    if not path.exists():
        return ()
    place = Place(f"out/{path.name}")
    return (
        Finding.warning(
            "PDF-OLD",
            "This PDF is of an earlier build; none was made now",
            "Do not publish it with the new DOCX.",
            place,
        ),
    )


def _created() -> str:
    """Return the date for a document's properties: none, since the same input gives the same bytes, unless
    SOURCE_DATE_EPOCH sets it.
    """
    stated = epoch()
    return datetime.fromtimestamp(int(stated), UTC).isoformat() if stated else ""
