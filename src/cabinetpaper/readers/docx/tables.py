"""Read tables.

In: a table and a view of it. Out: a `Table` in its plain form, or the recommendations, whose header says so. Merged
cells, tables in tables and further cells of recommendations have no place in a paper and are reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from cabinetpaper.paper import Break, Cell, Column, Inline, Item, Paragraph, Recommendation, Recommendations, Row, Table
from cabinetpaper.readers.docx import tree
from cabinetpaper.readers.docx.ids import Ids
from cabinetpaper.readers.docx.inlines import Content, InlineReader
from cabinetpaper.readers.docx.notes import one_line
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Meaning, Styles
from cabinetpaper.readers.docx.views import Line, Sight, words_seen

Read = tuple[Meaning, Content, list[tree.Paragraph]]
"""What a paragraph of a cell means and holds, and the paragraphs of the document that run together in it."""


@dataclass
class TableReader:
    """Reads one table: its rows once, then what they make."""

    styles: Styles
    inlines: InlineReader
    report: Report
    sight: Sight
    ids: Ids

    def rows(self, table: tree.Table) -> list[list[list[Read]]]:
        """Return the paragraphs of each cell of each row that the view shows."""
        seen = self.sight.rows(table)
        if any(cell.spans for row in seen for cell in row):
            self.report.add("DOCX-NOT-CARRIED", "Cells are merged; each was read by itself")
        return [[self._contents(cell) for cell in row] for row in seen]

    def _contents(self, cell: tree.Cell) -> list[Read]:
        read: list[Read] = []
        for node in self.sight.lines(cell.nodes):
            if isinstance(node, tree.Table):
                self.report.left_out("A table in a table", words_seen([node], self.sight.view))
            elif isinstance(node, Line):
                content = self.inlines.read(node)
                for image in content.pictures:
                    self.report.left_out("A picture in a table", image.alt or image.name)
                meaning, _ = self.styles.of(node.properties)
                if not (node.gone or (node.sources[0].loose and not content.inlines)):
                    read.append((meaning, content, node.sources))
        return read

    def is_recommendations(self, rows: list[list[list[Read]]]) -> bool:
        """Return whether the header row is that of the recommendations."""
        return any(meaning.kind == "recommendation heading" for cell in rows[0] for meaning, _, _ in cell)

    def recommendations(self, rows: list[list[list[Read]]]) -> Recommendations:
        """Return the recommendations; the bookmark of each stands with its number."""
        anchors = [anchor for cell in rows[0] for _, content, _ in cell for anchor in content.anchors]
        identifier = self._id(anchors, rows[0])
        heading = " ".join(one_line(content.inlines, self.report) for _, content, _ in rows[0][-1])
        for cell in rows[0][:-1]:
            self._further("A heading over the recommendations", cell)
        items = []
        for row in rows[1:]:
            own = [anchor for cell in row for _, content, _ in cell for anchor in content.anchors]
            words: list[Inline] = []
            for place, (_, content, _) in enumerate(row[min(1, len(row) - 1)]):
                words += [*([Break()] if place else []), *content.inlines]
            if len(row) > 1:
                self._further("What was typed over the number of a recommendation", row[0])
            for cell in row[2:]:
                self._further("A further cell of a recommendation", cell)
            items.append(Recommendation(self._id(own, row), tuple(words)))
        return Recommendations(identifier, tuple(items), heading)

    def _further(self, called: str, cell: list[Read]) -> None:
        """Report a cell that the recommendations have no place for; the heading of their numbers is a computed one."""
        words = " ".join(one_line(content.inlines, self.report) for _, content, _ in cell).strip()
        if words and words.strip(".").casefold() != "no":
            self.report.left_out(called, words)

    def table(self, rows: list[list[list[Read]]], description: str) -> Table:
        """Return a table without its caption and its id, which stand above it."""
        columns = tuple(self._column(cell) for cell in rows[0])
        body = tuple(self._row(row) for row in rows[1:])
        return Table("", (), columns, body, description)

    def _column(self, cell: list[Read]) -> Column:
        heading = " ".join(one_line(content.inlines, self.report).replace("\n", " ") for _, content, _ in cell)
        return Column(heading, numeric=any(meaning.kind == "column" and meaning.numbered for meaning, _, _ in cell))

    def _row(self, row: list[list[Read]]) -> Row:
        """Return a row; its own bookmark stands in its first cell, before that of the cell's first paragraph."""
        first = row[0][0][1].anchors if row[0] else []
        identifier = self._id(first[:1], row)
        if first[:1] == [identifier]:
            del first[:1]
        return Row(identifier, tuple(self._cell(cell) for cell in row))

    def _cell(self, cell: list[Read]) -> Cell:
        blocks = []
        for meaning, content, sources in cell:
            own = self.ids.free(content.anchors)
            if own:
                self.ids.take([own])
                self.ids.places.update(dict.fromkeys(sources, own))
            blocks.append(_prose(own, meaning, content))
        return Cell(tuple(blocks) or (Paragraph("", ()),))

    def _id(self, anchors: list[str], row: list[list[Read]]) -> str:
        identifier = self.ids.take(anchors)
        sources = chain.from_iterable(sources for cell in row for _, _, sources in cell)
        self.ids.places.update(dict.fromkeys(sources, identifier))
        return identifier


def _prose(identifier: str, meaning: Meaning, content: Content) -> Paragraph | Item:
    if meaning.kind == "item":
        return Item(identifier, content.inlines, meaning.level, meaning.ordered)
    return Paragraph(identifier, content.inlines, meaning.role)
