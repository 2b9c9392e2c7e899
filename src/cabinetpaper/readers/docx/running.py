"""Read headers and footers.

In: those that pages refer to, and the council. Out: the running title, the status and the strapline, and a finding for
whatever else they say: a paper prints there what it is told elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cabinetpaper.paper import printed
from cabinetpaper.readers.docx.document import Running
from cabinetpaper.readers.docx.inlines import InlineReader
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Styles
from cabinetpaper.readers.docx.tree import Table
from cabinetpaper.readers.docx.views import Line, Sight, View, words_seen

_PAGE: Final = re.compile(r"(?:Page )?(?:\d+|[ivxlc]+)?(?: of \d*)?", re.IGNORECASE)


@dataclass(frozen=True)
class RunningWords:
    """What stands on every page: the running title, the status beside it, the strapline below."""

    title: str = ""
    status: str = ""
    strapline: str = ""


def read_running(parts: list[Running], council: str, styles: Styles, view: View, report: Report) -> RunningWords:
    """Return the words of the last header of ordinary pages, and report what others say."""
    report.place = ""
    read = [(part, _lines(part, styles, view, report)) for part in parts]
    words = RunningWords()
    for part, lines in read:
        if part.kind == "header" and part.pages == "default":
            title, _, status = "".join(line for kind, line in lines if kind != "strapline").partition("\t")
            words = RunningWords(title, status, "".join(line for kind, line in lines if kind == "strapline"))
    expected = {"", words.title, words.status, words.strapline, council.replace("\t", " ").replace("\n", " ")}
    for part, lines in read:
        for _, line in lines:
            for piece in line.split("\t"):
                if piece.strip() not in {one.strip() for one in expected} and not (
                    part.kind == "footer" and _PAGE.fullmatch(piece.strip())
                ):
                    report.add(
                        "DOCX-RUNNING-CHANGED", f"A {part.kind} of {_PAGES.get(part.pages, 'the pages')} says “{piece}”"
                    )
    return words


_PAGES: Final = {"first": "the first page", "even": "even pages"}


def _lines(part: Running, styles: Styles, view: View, report: Report) -> list[tuple[str, str]]:
    """Return the words of each paragraph, with the kind that its style means."""
    reader = InlineReader(styles, report, view)
    lines = []
    for node in Sight(view).lines(part.nodes):
        if isinstance(node, Table):
            lines.append(("", words_seen([node], view)))
        elif isinstance(node, Line):
            content = reader.read(node)
            meaning, _ = styles.of(node.properties)
            for image in content.pictures if meaning.kind != "logo" else ():
                report.left_out(f"A picture in a {part.kind}", image.alt or image.name)
            lines.append((meaning.kind, printed(content.inlines, {})))
    return lines
