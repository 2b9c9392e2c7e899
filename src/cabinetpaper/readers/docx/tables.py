"""Read tables.

In: a `w:tbl`. Out: a `Table` in its plain form, or the recommendations, whose header says so. Merged cells and tables
in tables have no place in a paper and are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cabinetpaper.paper import Cell, Column, Item, Paragraph, Recommendation, Recommendations, Row, Table
from cabinetpaper.readers.docx.inlines import Content, InlineReader
from cabinetpaper.readers.docx.names import child_value, w
from cabinetpaper.readers.docx.notes import one_line
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Meaning, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True)
class TableReader:
    """Reads one table; `new_id` names what has no bookmark."""

    styles: Styles
    inlines: InlineReader
    report: Report
    new_id: Callable[[], str]

    def is_recommendations(self, table: Element) -> bool:
        """Return whether the header row is that of the recommendations."""
        first = next(_within(table, "tr"), None)
        return first is not None and any(
            self._meaning(one).kind == "recommendation heading" for one in first.iter(w("p"))
        )

    def recommendations(self, table: Element) -> Recommendations:
        """Return the recommendations; the bookmark of each stands with its number."""
        rows = [[list(self._contents(cell)) for cell in _within(row, "tc")] for row in self._rows(table)]
        anchors = [one for _, content in (pair for cell in rows[0] for pair in cell) for one in content.anchors]
        items = []
        for row in rows[1:]:
            own = [one for cell in row for _, content in cell for one in content.anchors]
            words = tuple(inline for _, content in row[-1] for inline in content.inlines)
            items.append(Recommendation(own[0] if own else self.new_id(), words))
        heading = " ".join(one_line(content.inlines, self.report) for _, content in rows[0][-1])
        return Recommendations(anchors[0] if anchors else self.new_id(), tuple(items), heading)

    def table(self, table: Element) -> Table:
        """Return a table without its caption, which stands above it; its id is empty."""
        rows = self._rows(table)
        columns = tuple(self._column(cell) for cell in _within(rows[0], "tc")) if rows else ()
        body = tuple(self._row(row) for row in rows[1:])
        return Table("", (), columns, body, child_value(table, "tblPr/tblDescription"))

    def _rows(self, table: Element) -> list[Element]:
        rows = list(_within(table, "tr"))
        for row in rows:
            for tag, what in (("ins", "A new row"), ("del", "The removal of a row")):
                if row.find(f"{w('trPr')}/{w(tag)}") is not None:
                    self.report.add("DOCX-REVISION", f"{what} is open")
        if table.find(f".//{w('gridSpan')}") is not None or table.find(f".//{w('vMerge')}") is not None:
            self.report.add("DOCX-NOT-CARRIED", "Cells are merged; each was read by itself")
        return rows

    def _column(self, cell: Element) -> Column:
        contents = list(self._contents(cell))
        heading = " ".join(one_line(content.inlines, self.report).replace("\n", " ") for _, content in contents)
        return Column(heading, numeric=any(meaning.kind == "column" and meaning.numbered for meaning, _ in contents))

    def _row(self, row: Element) -> Row:
        identifier = ""
        cells: list[Cell] = []
        for place, cell in enumerate(_within(row, "tc")):
            blocks: list[Paragraph | Item] = []
            for index, (meaning, content) in enumerate(self._contents(cell)):
                anchors = content.anchors
                if place == index == 0:
                    identifier, anchors = (anchors[0], anchors[1:]) if anchors else ("", [])
                blocks.append(_prose(anchors[0] if anchors else "", meaning, content))
            cells.append(Cell(tuple(blocks) or (Paragraph("", ()),)))
        return Row(identifier or self.new_id(), tuple(cells))

    def _contents(self, cell: Element) -> Iterator[tuple[Meaning, Content]]:
        """Return what each paragraph of a cell means and holds."""
        for paragraph in _within(cell, "p"):
            content = self.inlines.read(paragraph)
            for picture in content.pictures:
                self.report.add(
                    "DOCX-NOT-CARRIED", f"A picture in a table was left out: “{picture.alt or picture.name}”"
                )
            yield self._meaning(paragraph), content
        for inner in _within(cell, "tbl"):
            self.report.add(
                "DOCX-NOT-CARRIED",
                "A table in a table was left out: “" + "".join(part.text or "" for part in inner.iter(w("t"))) + "”",
            )

    def _meaning(self, paragraph: Element) -> Meaning:
        meaning, _ = self.styles.meaning(child_value(paragraph, "pPr/pStyle"))
        number = child_value(paragraph, "pPr/numPr/numId")
        if number not in {"", "0"} and meaning == Meaning("paragraph"):
            level = int(child_value(paragraph, "pPr/numPr/ilvl") or 0)
            return Meaning(
                "item", min(level, 1) + 1, ordered=self.styles.list_format(number, level) not in {"bullet", ""}
            )
        return meaning


def _prose(identifier: str, meaning: Meaning, content: Content) -> Paragraph | Item:
    if meaning.kind == "item":
        return Item(identifier, content.inlines, meaning.level, meaning.ordered)
    return Paragraph(identifier, content.inlines, meaning.role)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Return the children of a tag, those inside content controls and custom XML too."""
    for child in parent:
        if child.tag == w(tag):
            yield child
        elif child.tag == w("sdt"):
            for content in child.iterfind(w("sdtContent")):
                yield from _within(content, tag)
        elif child.tag == w("customXml"):
            yield from _within(child, tag)
