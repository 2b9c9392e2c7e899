"""A Word document becomes a paper again, saying what it could not carry.

In: the bytes of a DOCX, ours as it was written or after somebody worked on it, or anybody's. Out: a `Reading`: the
paper with all tracked changes accepted and with all rejected, the changes and comments as values, the base that the
document carries, and a finding for everything that has no place in a paper. Nothing is skipped in silence.

The way: `package` opens the file, `elements` turns its XML into the plain values of `tree`, `views` show them before
and after the tracked changes, `body` and its neighbours make blocks of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.paper import BASE_NAMESPACE, Paper, Recommendations, Table, plain
from cabinetpaper.paper.align import align
from cabinetpaper.paper.base import Base
from cabinetpaper.readers.docx.body import BodyReader, Printed
from cabinetpaper.readers.docx.comments import Comment, read_comments, report_comments
from cabinetpaper.readers.docx.contents import check_computed, with_contents
from cabinetpaper.readers.docx.document import Document, document_of
from cabinetpaper.readers.docx.ids import Ids
from cabinetpaper.readers.docx.inlines import InlineReader
from cabinetpaper.readers.docx.names import CODES
from cabinetpaper.readers.docx.notes import NoteReader
from cabinetpaper.readers.docx.package import Package, opened
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.revisions import Revision, RevisionKind, read_revisions, report_revisions
from cabinetpaper.readers.docx.running import read_running
from cabinetpaper.readers.docx.tree import Paragraph
from cabinetpaper.readers.docx.views import Sight, View, departures

__all__ = ["CODES", "Comment", "Reading", "Revision", "RevisionKind", "read_docx"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says.

    `paper` is what stands there once all tracked changes are accepted, `rejected` once all are rejected; without any
    they are the same. `base` is None if the document carries none, as when another program made it or dropped it.
    """

    paper: Paper
    rejected: Paper
    base: Base | None
    findings: tuple[Finding, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()


def read_docx(data: bytes) -> Reading:
    """Return what a DOCX says; raise `CabinetPaperError` if it is no Word document or not safe to open.

    With a base, whatever still reads as it was printed has its provenance again; without one the paper is in its plain
    form.
    """
    package = opened(data)
    report = Report()
    report.take(package.findings)
    document = document_of(package)
    base = _base(package, report)
    known = Printed() if base is None else _printed(base)
    parts = [document.nodes, *document.notes.values(), *(part.nodes for part in document.running)]
    ids, paper = _view(document, View.ACCEPTED, known, base, report)
    before, rejected = ids, paper
    if any(True for _ in read_revisions(parts, ids.get)):
        untold = Report()
        before, rejected = _view(document, View.REJECTED, known, base, untold)
        report.take(finding for finding in untold.findings if finding.code == "DOCX-NOT-CARRIED")

    def block(paragraph: Paragraph) -> str:
        return ids.get(paragraph) or before.get(paragraph) or ""

    revisions = tuple(read_revisions(parts, block))
    report_revisions(revisions, report)
    comments = tuple(read_comments(document.remarks, parts, block))
    report_comments(comments, report)
    return Reading(paper, rejected, base, report.findings, revisions, comments)


def _view(
    document: Document, view: View, known: Printed, base: Base | None, report: Report
) -> tuple[dict[Paragraph, str], Paper]:
    """Return the paper that one view of a document shows, and the id of the block that each paragraph is part of."""
    ids = Ids.of(document.nodes)
    read = _paper(document, view, known, ids, report)
    if base is None:
        return ids.places, read
    paper = align(replace(read, id=read.id or base.paper.id), base.paper).paper
    names = dict(zip(_ids(read), _ids(paper), strict=True))
    return {paragraph: names.get(held, held) for paragraph, held in ids.places.items()}, paper


def _ids(paper: Paper) -> Iterator[str]:
    """Return the id of everything that a paragraph of a document can be part of."""
    for section in paper.sections:
        yield section.id
        for block in section.blocks:
            yield block.id
            match block:
                case Recommendations():
                    yield from (item.id for item in block.items)
                case Table():
                    for row in block.rows:
                        yield row.id
                        yield from (prose.id for cell in row.cells for prose in cell.blocks)


def _paper(document: Document, view: View, known: Printed, ids: Ids, report: Report) -> Paper:
    """Return the paper that one view of a document shows."""
    styles, core = document.styles, document.core
    notes = NoteReader(document.notes, styles, report, view)
    sight = Sight(view, departures(document.nodes) if view is View.ACCEPTED else {})
    body = BodyReader(styles, InlineReader(styles, report, view, notes.read), report, sight, ids, known)
    body.read(document.nodes)
    notes.report_others()
    council = core.get("creator", "")
    running = read_running(document.running, council, styles, view, report)
    paper = Paper(
        core.get("identifier", ""),
        core.get("title", "") if body.title is None else body.title,
        council,
        tuple(body.sections),
        core.get("subject", ""),
        running.title,
        running.status,
        core.get("language", "") or styles.language or "en-GB",
        styles.recommendation_numbering(),
        running.strapline,
        styles.counting(),
    )
    paper = with_contents(paper)
    check_computed(paper, report)
    return paper


def _printed(base: Base) -> Printed:
    """Return what a base knows of the document as it was printed."""
    paper = plain(base.paper)
    sections = {section.id: section for section in paper.sections}
    blocks = {block.id: block for section in paper.sections for block in section.blocks}
    return Printed({**sections, **blocks}, dict(base.pictures))


def _base(package: Package, report: Report) -> Base | None:
    """Return the base, found by its namespace under whatever name an editor gave its part."""
    for name in sorted(package.parts):
        if not name.endswith(".xml") or BASE_NAMESPACE.encode() not in package.parts[name]:
            continue
        root = package.root(name)
        if root is not None and root.tag == f"{{{BASE_NAMESPACE}}}base":
            try:
                return Base.from_xml(package.parts[name])
            except CabinetPaperError as error:
                report.take(error.findings)
    return None
