"""A table of measures can be read by itself.

In: the tables that print ratings. Out: findings where a table names no target or no period, where a cell is empty, and
where a printed measure has no source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Chart, Figure, PartKind, Rating, Table, parts

CODES: Final[dict[str, str]] = {
    "TABLE-COLUMN": "A table that shows ratings has no column for the target, or names the period neither in a column "
    "nor in its caption, so the rating cannot be followed. Add the column in the template.",
    "TABLE-CAPTION": "A table has no caption, so those who hear the paper cannot tell what it holds. Give it one.",
    "CELL-EMPTY": "A cell of a table is empty, and a reader cannot tell none from forgotten. Write why there is "
    "nothing: no target, not due.",
    "CHART-WORDS": "A chart has no description in words for those who cannot see it. Give it one.",
    "SOURCE-MISSING": "A measure in the paper has no source in measures.csv or observations.csv, so the figure cannot "
    "be followed back. Name the document or system in the source column.",
}


_MONEY: Final = ("budget.", "savings.")
"""Ratings of money stand beside a budget, not a target."""


def tables(subject: Subject) -> Iterator[Finding]:
    """Return what keeps a table or a chart from being read by itself."""
    for part, where in subject.placed:
        section = subject.paper.sections[part.path.section].title
        if part.kind is PartKind.CAPTION and isinstance(part.block, Table):
            yield from _table(subject, section, part.block)
        elif part.kind in {PartKind.CELL, PartKind.ROW_HEADING} and not subject.words(part.inlines):
            remedy, place = "Write why there is nothing", subject.part_place(part, where)
            yield subject.gap("CELL-EMPTY", "A cell of the table is empty", remedy, place)
        elif part.kind is PartKind.ALTERNATIVE and isinstance(part.block, Chart) and not subject.words(part.inlines):
            message = f"The chart “{subject.words(part.block.title) or part.block.id}” has no description in words"
            place = Place(subject.paper_file, detail=f"“{section}”")
            yield Finding.error("CHART-WORDS", message, "Describe its message", place)
    yield from _sources(subject)


def _table(subject: Subject, section: str, table: Table) -> Iterator[Finding]:
    name = subject.words(table.caption)
    place = Place(subject.paper_file, detail=f"“{section}”")
    if not name:
        yield subject.gap("TABLE-CAPTION", f"A table in “{section}” has no caption", "Say what it holds", place)
    inlines = (inline for part in parts(table) for inline in part.inlines)
    if any(isinstance(inline, Rating) and not inline.key.startswith(_MONEY) for inline in inlines):
        headings = " ".join(column.heading for column in table.columns).casefold()
        words = f"{headings} {name.casefold()}"
        says_period = "period" in words or "latest" in headings or subject.scorecard.period.label.casefold() in words
        for word, present in (("target", "target" in headings), ("period", says_period)):
            if not present:
                message = f"The table “{name}” shows ratings and names no {word}"
                yield subject.gap("TABLE-COLUMN", message, f"Add a column for the {word}", place)


def _sources(subject: Subject) -> Iterator[Finding]:
    inlines = (inline for part, _ in subject.placed for inline in part.inlines)
    keys = {inline.key for inline in inlines if isinstance(inline, Figure)}
    for measure in subject.scorecard.measures:
        now = subject.scorecard.latest(measure.id)
        if f"{measure.id}.value" in keys and not measure.source and not (now and now.source):
            message = f"The figure of “{measure.label}” has no source"
            place = now.place if now else measure.place
            yield Finding.warning("SOURCE-MISSING", message, "Name the document or system in the source column", place)
