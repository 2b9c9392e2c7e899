"""Loose figures that belong together: a whole and its parts, as a table or as a chart above its table.

In: the loose figures of the scorecard. Out: blocks for the figures whose ids begin with the name behind the colon: for
`figures-table:grades` those of `grades.good` and its like. The figure `grades` itself, if there is one, is the whole
and gives its label to the caption. Parts are printed as they are stated, in the order of the data; nothing is summed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cabinetpaper.compose.chart_data import data_id
from cabinetpaper.compose.chart_points import fact_point, with_table
from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import Words, figure, inlines, lower_first
from cabinetpaper.compose.table import ColumnOf, table
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Chart, ChartKind, Inline, Series, Table, block_id
from cabinetpaper.scorecard import LooseFigure

CODES: Final[dict[str, str]] = {
    "FIGURES-UNKNOWN": "The template lists a table or a chart of figures that figures.csv does not have. The name "
    "behind the colon is the beginning of their ids: figures-table:grades prints grades.good and its like."
}


def figures_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the loose figures whose ids begin with the name behind the colon as a table."""
    figures = _figures_below(desk, spot)
    if isinstance(figures, Finding):
        yield figures
    else:
        yield _figures_table(desk, spot, block_id("figures", spot.argument), figures)


def figures_chart(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the same figures as bars, with their table below; bars have one unit, so figures of several units are only
    a table.
    """
    figures = _figures_below(desk, spot)
    if isinstance(figures, Finding):
        yield figures
        return
    points = tuple(fact_point(own.label, desk.facts[f"figure.{own.id}"]) for own in figures)
    label, most = _label(desk, spot), max(figures, key=lambda own: own.value or 0)
    title: tuple[Inline, ...] = inlines(label)
    if [own.value for own in figures].count(most.value) == 1:
        kind = _counted(figures).lower()
        largest = f"; the largest {kind}: {lower_first(most.label)}, "
        title = inlines(label, largest, figure(desk.facts, f"figure.{most.id}"))
    alt = f"Bar chart. {label}. {'; '.join(f'{point.label}: {point.text}' for point in points)}."
    key, unit = block_id("chart", spot.argument), figures[0].unit.heading
    chart = Chart(key, title, alt, ChartKind.COMPARATORS, unit, (Series(label, points),))
    own_table = _figures_table(desk, spot, data_id(chart), figures)
    if len({(own.unit, own.value is None) for own in figures}) == 1 and figures[0].value is not None:
        yield from with_table(chart, own_table)
    else:
        yield own_table


def _figures_below(desk: Desk, spot: Spot) -> list[LooseFigure] | Finding:
    figures = desk.scorecard.figures
    found = [own for own in figures if own.id.rpartition(".")[0] == spot.argument]
    if found:
        return found
    groups = sorted({stem for own in figures if (stem := own.id.rpartition(".")[0])})
    message = f"No figure has an id that begins with “{spot.argument}.”"
    return desk.unknown(spot, "FIGURES-UNKNOWN", message, spot.argument, groups)


def _label(desk: Desk, spot: Spot) -> str:
    return next((own.label for own in desk.scorecard.figures if own.id == spot.argument), spot.title)


def _counted(figures: Sequence[LooseFigure]) -> str:
    return "Share" if all(own.text.endswith("%") or own.unit.heading == "%" for own in figures) else "Number"


def _figures_table(desk: Desk, spot: Spot, key: str, figures: Sequence[LooseFigure]) -> Table:
    caption: tuple[Words, ...] = (_label(desk, spot),)
    whole = next((own for own in desk.scorecard.figures if own.id == spot.argument), None)
    if whole is not None:
        total = figure(desk.facts, f"figure.{whole.id}")
        caption += (": ", total, f" {whole.unit.base} in all".replace("  ", " "))
    headings = next((options.headings for options in desk.template.tables if options.id == spot.argument), {})
    columns = [
        ColumnOf[LooseFigure](headings.get("part", "Item"), 4, lambda own: own.label),
        ColumnOf[LooseFigure](
            headings.get("figure", _counted(figures)), 1, lambda own: figure(desk.facts, f"figure.{own.id}"), True
        ),
    ]
    return table(key, caption, columns, figures, "Each part with its figure.", lambda own: block_id(key, own.id))
