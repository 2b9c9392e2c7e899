"""A table is described by its columns: what stands above each, how wide it is, and what it prints of a row.

In: columns as values, and whatever the rows are about (measures, meetings, lines of money). Out: a `Table`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cabinetpaper.compose.prose import Words, cell, inlines
from cabinetpaper.paper import Cell, Column, Origin, OriginKind, Row, Table
from cabinetpaper.scorecard import Assessment

R = TypeVar("R")
Printed = Cell | Words | tuple[Words, ...]


@dataclass(frozen=True)  # without slots, so that it can be told what its rows are: `ColumnOf[Meeting](…)`
class ColumnOf(Generic[R]):
    """A column: its heading, its share of the width, what it prints of a row, and whether that is a number. One that
    does not apply (`used`) is dropped.
    """

    heading: str
    width: int
    prints: Callable[[R], Printed]
    numeric: bool = False
    used: bool = True


def table(
    key: str,
    caption: Words | tuple[Words, ...],
    columns: Iterable[ColumnOf[R]],
    rows: Iterable[R],
    description: str,
    row_id: Callable[[R], str],
    *,
    wide: bool = False,
) -> Table:
    """Return the table; `row_id` gives the id of each row."""
    used = [column for column in columns if column.used]
    words = caption if isinstance(caption, tuple) else (caption,)
    return Table(
        key,
        inlines(*words),
        tuple(Column(column.heading, column.width, column.numeric) for column in used),
        tuple(Row(row_id(row), tuple(_cell(column.prints(row)) for column in used), _origin(row)) for row in rows),
        description,
        wide,
    )


def _origin(row: object) -> Origin | None:
    """Return what a row was made from, beyond its table: the measure that it is about, or what it says itself."""
    if isinstance(row, Assessment):
        return of_measure(row)
    origin = getattr(row, "origin", None)
    return origin if isinstance(origin, Origin) else None


def of_measure(row: Assessment) -> Origin:
    """Return that something was made from a measure."""
    return Origin(OriginKind.MEASURE, row.measure.id)


def _cell(printed: Printed) -> Cell:
    if isinstance(printed, Cell):
        return printed
    return cell(*printed) if isinstance(printed, tuple) else cell(printed)
