"""Loose figures that belong together: a whole and its parts, as a table or as a chart above its table.

In: the loose figures of the scorecard. Out: blocks for the figures whose ids begin with the name behind the colon: for
`figures-table:grades` those of `grades.good` and its like. The figure `grades` itself, if there is one, is the whole
and gives its label to the caption. Parts are printed as they are stated, in the order of the data; nothing is summed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.cells import cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.drawings import data_id
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Inline,
    Point,
    Row,
    Series,
    SeriesRole,
    Table,
    Text,
    block_id,
)
from cabinetpaper.scorecard import LooseFigure
from cabinetpaper.unit import rounded

CODES: Final[dict[str, str]] = {
    "FIGURES-UNKNOWN": "The template lists a table or a chart of figures that figures.csv does not have. The name "
    "behind the colon is the beginning of "
    "their ids: figures-table:grades prints grades.good and its like."
}


def figures_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the figures below the name behind the colon as a table."""
    parts = _parts(desk, spot)
    if parts:
        yield _table(desk, spot, block_id("figures", spot.named), parts)


def figures_chart(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the same figures as bars, with their table below; bars have one unit, so figures of several units are only
    a table.
    """
    parts = _parts(desk, spot)
    if not parts:
        return
    kinds = {(one.unit, one.value is None) for one in parts}
    chart = _chart(desk, spot, parts)
    if len(kinds) == 1 and parts[0].value is not None:
        yield chart
    yield _table(desk, spot, data_id(chart), parts)


def _parts(desk: Desk, spot: Spot) -> list[LooseFigure]:
    parts = [one for one in desk.scorecard.figures if one.id.rpartition(".")[0] == spot.named]
    if not parts:
        groups = sorted({stem for one in desk.scorecard.figures if (stem := one.id.rpartition(".")[0])})
        place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
        desk.error(
            "FIGURES-UNKNOWN",
            f"No figure has an id that begins with “{spot.named}.”",
            advice(spot.named, groups),
            place,
        )
    return parts


def _label(desk: Desk, spot: Spot) -> str:
    return next((one.label for one in desk.scorecard.figures if one.id == spot.named), spot.title)


def _shown(desk: Desk, one: LooseFigure) -> Figure:
    return Figure(desk.facts[f"figure.{one.id}"].text, f"figure.{one.id}")


def _table(desk: Desk, spot: Spot, key: str, parts: list[LooseFigure]) -> Table:
    caption: tuple[Inline, ...] = (Text(_label(desk, spot)),)
    whole = next((one for one in desk.scorecard.figures if one.id == spot.named), None)
    if whole is not None:
        caption += (Text(": "), _shown(desk, whole), Text(f" {whole.unit.base} in all".replace("  ", " ")))
    headings = next((one.headings for one in desk.template.tables if one.id == spot.named), {})
    columns = (Column(headings.get("part", "Item"), 4), Column(headings.get("figure", _heading(parts)), 1, True))
    rows = tuple(Row(block_id(key, one.id), (cell(one.label), cell(_shown(desk, one)))) for one in parts)
    return Table(key, caption, columns, rows, "Each part with its figure.")


def _heading(parts: list[LooseFigure]) -> str:
    return "Share" if all(one.text.endswith("%") or one.unit.heading == "%" for one in parts) else "Number"


def _chart(desk: Desk, spot: Spot, parts: list[LooseFigure]) -> Chart:
    points = tuple(
        Point(
            one.label,
            None if one.value is None else rounded(one.value, one.decimals),
            desk.facts[f"figure.{one.id}"].text,
            f"figure.{one.id}",
        )
        for one in parts
    )
    label, heading = _label(desk, spot), parts[0].unit.heading
    most = max(parts, key=lambda one: one.value or 0)
    title: tuple[Inline, ...] = (Text(label),)
    if [one.value for one in parts].count(most.value) == 1:
        kind = "share" if _heading(parts) == "Share" else "number"
        title += (Text(f"; the largest {kind}: {most.label[:1].lower()}{most.label[1:]}, "), _shown(desk, most))
    told = "; ".join(f"{point.label}: {point.text}" for point in points)
    series = (Series(label, points, SeriesRole.ACTUAL),)
    return Chart(
        block_id("chart", spot.named), title, f"Bar chart. {label}. {told}.", ChartKind.COMPARATORS, heading, series
    )


LOOSE: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "figures-table": figures_table,
    "figures-chart": figures_chart,
}
"""The blocks of loose figures, by the name that a template lists; each takes the beginning of the figures' ids behind a
colon.
"""
