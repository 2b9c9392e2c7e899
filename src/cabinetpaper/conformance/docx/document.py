"""A Word document as the rules see it: plain values, in the order in which it is read.

In: nothing. Out: `Document`: its paragraphs with their looks worked out, its tables, pictures and links, each with its
place in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cabinetpaper.conformance.wording import cut, solid


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: size in points (None where nothing says it), colours as #RRGGBB. An `ink` of nothing is black or
    white as the ground needs; a `ground` of None cannot be told.
    """

    size: float | None = None
    bold: bool = False
    ink: str = ""
    ground: str | None = "#FFFFFF"
    underlined: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. A tab is kept as such; `link` says that they belong to a link."""

    words: str
    look: Look
    link: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `part` is empty in the body of the document, else `header 1` or the like; `level` is that of a
    heading; `cell` its table, row and column from 1; `holds` says what it has besides words: a picture, a break, a
    field.
    """

    number: int
    part: str
    style: str
    level: int | None
    runs: tuple[Run, ...]
    plain: bool = False
    title: bool = False
    listed: bool = False
    cell: tuple[int, int, int] | None = None
    boxed: bool = False
    holds: frozenset[str] = frozenset()

    @property
    def raw(self) -> str:
        """Return the words with every space and tab."""
        return "".join(run.words for run in self.runs if not run.look.hidden)

    @property
    def words(self) -> str:
        """Return the words."""
        return solid(self.raw)

    @property
    def where(self) -> str:
        """Return the place of the paragraph in words."""
        words = f" {cut(self.raw)}" if self.words else ""
        part = f"{self.part}, " if self.part else ""
        if self.cell:
            return f"{part}table {self.cell[0]}, row {self.cell[1]}, column {self.cell[2]}{words}"
        return f"{part}{'text box in ' if self.boxed else ''}paragraph {self.number}{words}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, the colour that fills it (None where it cannot be told), whether it is merged with
    others, whether it holds a table.
    """

    paragraphs: tuple[Paragraph, ...]
    ground: str | None
    merged: bool = False
    nested: bool = False

    @property
    def words(self) -> str:
        """Return the words of the cell."""
        return solid(" ".join(one.raw for one in self.paragraphs))

    @property
    def empty(self) -> bool:
        """Return whether there is nothing in the cell."""
        counted = any(one.listed or one.holds & {"picture", "object", "field"} for one in self.paragraphs)
        return not self.words and not self.nested and not counted

    @property
    def coloured(self) -> bool:
        """Return whether the cell is filled with a colour."""
        return self.ground not in {"#FFFFFF", None}


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `heading` says that it is marked as a heading row."""

    cells: tuple[Cell, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its rows, its title or description, whether a caption stands beside it, whether it lies in another."""

    number: int
    part: str
    rows: tuple[Row, ...]
    name: str
    captioned: bool
    nested: bool

    @property
    def where(self) -> str:
        """Return the place of the table in words."""
        first = self.name or (self.rows[0].cells[0].words if self.rows and self.rows[0].cells else "")
        return f"{f'{self.part}, ' if self.part else ''}table {self.number}{f' {cut(first)}' if first else ''}"

    @property
    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield the cells with their row and column, from 1."""
        for number, row in enumerate(self.rows, 1):
            for column, cell in enumerate(row.cells, 1):
                yield number, column, cell

    @property
    def framing(self) -> bool:
        """Return whether the table has one cell, so that it frames its words and holds no data."""
        return sum(len(row.cells) for row in self.rows) <= 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, chart or shape: what describes it, whether it is marked as decoration, whether it floats over the
    text.
    """

    words: str
    decorative: bool
    floating: bool
    where: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, and what else it holds."""

    words: str
    pictured: bool
    where: str


@dataclass(frozen=True)
class Document:
    """A Word document under examination. `changes` counts tracked changes, `comments` comments; `whole` is false where
    it was too long to read on.
    """

    title: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    links: tuple[Link, ...]
    boxes: tuple[str, ...]
    changes: int
    comments: int
    whole: bool = True

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the body outside tables and text boxes."""
        return tuple(one for one in self.paragraphs if not one.part and one.cell is None and not one.boxed)

    @property
    def headings(self) -> Iterator[Paragraph]:
        """Yield the headings of the body."""
        return (one for one in self.paragraphs if one.level is not None and not one.part)
