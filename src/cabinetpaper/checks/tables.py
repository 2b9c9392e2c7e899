"""A table of measures can be read by itself (domain PF-1).

In: the tables that print ratings. Out: findings where a table names no target or no period, where a cell is empty, and
where a printed measure has no source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.places import run_place, runs
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Chart, Figure, Inline, Rating, Section, Table, inline_text, printed

CODES: Final[dict[str, str]] = {
    "TABLE-COLUMN": "A table that shows ratings has no column for the target, or names the period neither in a column "
    "nor in its caption, so the "
    "rating cannot be followed. Add the column in the template.",
    "TABLE-CAPTION": "A table has no caption, so those who hear the paper cannot tell what it holds. Give it one.",
    "CELL-EMPTY": "A cell of a table is empty, and a reader cannot tell none from forgotten. Write why there is "
    "nothing: no target, not due.",
    "CHART-WORDS": "A chart has no description in words for those who cannot see it. Give it one.",
    "SOURCE-MISSING": "A measure in the paper has no source in measures.csv or observations.csv, so the figure cannot "
    "be followed back. Name the "
    "document or system in the source column.",
}


def tables(subject: Subject) -> Iterator[Finding]:
    """Return what keeps a table or a chart from being read by itself."""
    for section in subject.paper.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from _table(subject, section, block)
            elif isinstance(block, Chart) and not block.alt.strip():
                name = printed(block.title, subject.number) or block.id
                place = Place(subject.paper_file, detail=f"“{section.title}”")
                yield Finding.error(
                    "CHART-WORDS", f"The chart “{name}” has no description in words", "Describe its message", place
                )
    yield from _empty_cells(subject)
    yield from _sources(subject)


_MONEY: Final = ("budget.", "savings.")
"""Ratings of money stand beside a budget, not a target."""


def _table(subject: Subject, section: Section, table: Table) -> Iterator[Finding]:
    name = printed(table.caption, subject.number).strip()
    place = Place(subject.paper_file, detail=f"“{section.title}”")
    if not name:
        yield Finding(
            "TABLE-CAPTION", subject.gap, f"A table in “{section.title}” has no caption", "Say what it holds", place
        )
    cells = [cell for row in table.rows for cell in row.cells]
    if not any(
        isinstance(one, Rating) and not one.key.startswith(_MONEY)
        for cell in cells
        for block in cell.blocks
        for one in block.inlines
    ):
        return
    headings = " ".join(column.heading for column in table.columns).casefold()
    period = subject.scorecard.period.label.casefold()
    told = headings + " " + name.casefold()
    for word, present in (
        ("target", "target" in headings),
        ("period", "period" in told or period in told or "latest" in headings),
    ):
        if not present:
            message = f"The table “{name}” shows ratings and names no {word}"
            yield Finding("TABLE-COLUMN", subject.gap, message, f"Add a column for the {word}", place)


def _empty_cells(subject: Subject) -> Iterator[Finding]:
    for run in runs(subject.paper):
        if isinstance(run.block, Table) and run.inlines is not run.block.caption and not _text(subject, run.inlines):
            place = run_place(subject.edition, run, subject.paper_file)
            yield Finding(
                "CELL-EMPTY", subject.gap, "A cell of the table is empty", "Write why there is nothing", place
            )


def _text(subject: Subject, inlines: tuple[Inline, ...]) -> str:
    return "".join(inline_text(one, subject.number) for one in inlines).strip()


def _sources(subject: Subject) -> Iterator[Finding]:
    shown = {
        one.key.split(".")[0]
        for run in runs(subject.paper)
        for one in run.inlines
        if isinstance(one, Figure) and one.key.endswith(".value")
    }
    for measure in subject.scorecard.measures:
        now = subject.scorecard.latest(measure.id)
        if measure.id in shown and not measure.source and not (now and now.source):
            message = f"The figure of “{measure.label}” has no source"
            place = now.place if now else measure.place
            yield Finding.warning("SOURCE-MISSING", message, "Name the document or system in the source column", place)
