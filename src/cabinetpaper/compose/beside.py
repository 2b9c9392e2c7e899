"""One measure in focus, beside what a second source says of it.

In: the measure that the template names behind a colon. Out: a chart. A loose figure speaks for a measure whose id is a
part of its own: `chat.cp_visits`, `published.cp_visits.in_2021_22`. A figure that the second source does not state is
not made up: a sentence says that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.drawings import latest, point, shown
from cabinetpaper.compose.messages import bars_alt, said
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Block, Chart, ChartKind, Paragraph, Role, Series, SeriesRole, Text, block_id
from cabinetpaper.scorecard import Assessment, LooseFigure

CODES: Final[dict[str, str]] = {
    "SECOND-SOURCE-MEASURE": "The template asks for the second source of a measure that the data do not have. Choose "
    "one of those listed."
}


def second_source(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the measure's latest figure beside those that other sources state for it, as bars; a sentence where there
    are none.
    """
    one = desk.assessed.get(spot.named)
    if one is None:
        place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
        desk.error(
            "SECOND-SOURCE-MEASURE", f"There is no measure “{spot.named}”", advice(spot.named, desk.assessed), place
        )
        return
    stated = [
        loose for loose in desk.scorecard.figures if one.measure.id in loose.id.split(".") and loose.value is not None
    ]
    if not stated or one.now is None or one.now.value is None:
        text = f"{one.measure.label}: the data hold no figure of a second source, so there is no chart of it here."
        yield Paragraph(block_id(spot.id, "no_second", one.measure.id), (Text(text),), Role.NOTE)
        return
    yield from shown(desk, _bars(desk, one, stated), (Text(f"{said(one)}. "),))


def _bars(desk: Desk, one: Assessment, stated: list[LooseFigure]) -> Chart:
    measure = one.measure
    others = [
        Series(loose.label, (point(loose.label, desk.facts[f"figure.{loose.id}"]),), SeriesRole.COMPARATOR)
        for loose in stated
    ]
    aimed = desk.facts.get(f"{measure.id}.target") if one.gap is not None else None
    target = [Series("Target", (point("Target", aimed),), SeriesRole.TARGET)] if aimed is not None else []
    series = (latest(desk, one, "Our own figure"), *target, *others)
    title = (Text(f"{measure.label}: our own figure beside a second source"),)
    return Chart(
        block_id("chart", measure.id, "second"),
        title,
        bars_alt(one, series),
        ChartKind.COMPARATORS,
        measure.unit.heading,
        series,
    )


BESIDE: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {"second-source": second_source}
"""The block of a second source, by the name that a template lists; it takes a measure behind a colon."""
