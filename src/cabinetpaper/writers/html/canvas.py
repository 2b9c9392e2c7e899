"""What every drawing function of this package needs to know of the paper.

In: a paper and its drawn charts. Out: `Canvas`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cabinetpaper.paper import Drawing, Paper, blocks, parts
from cabinetpaper.writers.layout import Layout, layout_of


@dataclass(frozen=True, slots=True)
class Canvas:
    """The layout of the paper, the ids that links may lead to, the drawings by block, and whether the page is for
    print.

    The printed form leaves out what only a screen needs, and opens each paragraph, item and row with an empty element,
    the first item of a list and the first row of a table with two: a piece that lacks them is the rest of one that
    began on the page before, which is how the PDF's tags are joined again.
    """

    layout: Layout
    targets: frozenset[str]
    drawings: Mapping[str, Drawing]
    printed: bool = False

    @property
    def number(self) -> Mapping[str, str]:
        """Return the numbers that references print, by id."""
        return self.layout.number

    def start(self, *, first: bool = False) -> str:
        """Return what marks the start of a paragraph, an item or a row in the printed form; `first` is that of a list
        or a table.
        """
        return "<i></i>" * (1 + first) * self.printed


def canvas_of(paper: Paper, drawings: Mapping[str, Drawing], *, printed: bool = False) -> Canvas:
    """Return the canvas of a paper."""
    return Canvas(layout_of(paper), frozenset(_targets(paper)), drawings, printed)


def _targets(paper: Paper) -> Iterator[str]:
    """Return the ids of sections, blocks, recommendations and rows."""
    yield from (section.id for section in paper.sections)
    for _, block in blocks(paper):
        yield block.id
        yield from (part.row.id if part.row else part.holder.id for part in parts(block))
