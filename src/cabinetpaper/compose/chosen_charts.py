"""Charts that a template chooses: measures over time together, this year against last, parts of a whole.

In: a template's `[[charts]]`, the scorecard. Out: a chart of printed points with its message in words, and its figures:
in the appendix where the paper prints one, those of shares in a table below. Figures that the data do not have are left
out and told, never made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.cells import cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.drawings import point, shown, trend, trend_note, valued
from cabinetpaper.compose.messages import said
from cabinetpaper.compose.options import ChartOptions, ChartRow, Drawn
from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Paragraph,
    Point,
    PointState,
    Role,
    Row,
    Series,
    SeriesRole,
    Table,
    Text,
    block_id,
)
from cabinetpaper.period import MONTHS, Period, PeriodKind
from cabinetpaper.scorecard import Assessment, Observation, Status, slug
from cabinetpaper.unit import UnitKind

CODES: Final[dict[str, str]] = {
    "CHART-CHOSEN": "A chart of the template names a measure or a loose figure that the data do not have, or measures "
    "of several units, which no axis "
    "can hold together. What is wrong is left out; choose one of those listed."
}

_STATES: Final = {Status.PROVISIONAL: PointState.PROVISIONAL, Status.FORECAST: PointState.FORECAST}
_MONTHS: Final = tuple(name[:3] for name in (*MONTHS[3:], *MONTHS[:3]))
"""The months of a financial year."""


def chart(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the chart that is named behind the colon; a sentence where the data have no figure for it."""
    options = next((one for one in desk.template.charts if one.id == spot.named), None)
    if options is None:
        _tell(
            desk,
            spot,
            f"The template describes no chart “{spot.named}”",
            spot.named,
            [one.id for one in desk.template.charts],
        )
        return
    drawn = tuple(_DRAWN[options.drawn](desk, spot, options))
    yield from drawn or (
        Paragraph(
            block_id(spot.id, "no_chart", options.id), (Text(f"{_named(options)}: no figures for a chart."),), Role.NOTE
        ),
    )


def _named(options: ChartOptions) -> str:
    return options.title or options.id.replace("_", " ").capitalize()


def _tell(desk: Desk, spot: Spot, message: str, word: str, known: list[str]) -> None:
    place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"chart of “{spot.id}”")
    desk.error("CHART-CHOSEN", message, advice(word, known), place)


def _measures(desk: Desk, spot: Spot, options: ChartOptions) -> list[Assessment]:
    """Return the chart's measures that have figures, all of the first one's unit."""
    for name in options.measures:
        if name not in desk.assessed:
            _tell(desk, spot, f"There is no measure “{name}”", name, list(desk.assessed))
    found = [desk.assessed[name] for name in options.measures if name in desk.assessed]
    kinds = [one.measure.unit.kind for one in found]
    for one, kind in zip(found, kinds, strict=True):
        if kind is not kinds[0]:
            fitting = [name for name, own in desk.assessed.items() if own.measure.unit.kind is kinds[0]]
            _tell(
                desk, spot, f"“{one.measure.id}” has another unit than “{found[0].measure.id}”", one.measure.id, fitting
            )
    return [one for one, kind in zip(found, kinds, strict=True) if kind is kinds[0] and valued(desk, one)]


def _over_time(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Block]:
    """Return measures over time in one chart: waiting, allocated; forecasts that the data state are dashed."""
    rows = _measures(desk, spot, options)
    if len(rows) == 1 and not options.title:
        yield from shown(desk, trend(desk, rows[0]), (*trend_note(desk, rows[0]), *_note(options)))
    elif rows:
        series = tuple(Series(one.measure.label, tuple(_seen(desk, one))) for one in rows)
        yield from shown(
            desk,
            _lines(options, rows, series, "Line chart"),
            (Text(f"{'; '.join(said(one) for one in rows)}. "), *_note(options)),
        )


def _note(options: ChartOptions) -> tuple[Text, ...]:
    return (Text(f"{options.note.rstrip('.')}. "),) if options.note else ()


def _seen(desk: Desk, one: Assessment) -> Iterator[Point]:
    for row in valued(desk, one):
        yield _observed(desk, one, row, row.period.label)
    for row in desk.scorecard.forecasts(one.measure.id):
        if row.value is not None:
            yield point(
                row.period.label, desk.facts[f"{one.measure.id}.forecast.{slug(row.period.label)}"], PointState.FORECAST
            )


def _observed(desk: Desk, one: Assessment, row: Observation, label: str) -> Point:
    return point(
        label, desk.facts[f"{one.measure.id}.at.{slug(row.period.label)}"], _STATES.get(row.status, PointState.FINAL)
    )


def _lines(options: ChartOptions, rows: list[Assessment], series: tuple[Series, ...], kind: str) -> Chart:
    told = ". ".join(f"{one.name}: {_run(one)}" for one in series)
    title = options.title or f"{rows[0].measure.label}: this year against last"
    alt = f"{kind}. {title}. {told}."
    return Chart(
        block_id("chart", "chosen", options.id),
        (Text(title),),
        alt,
        ChartKind.TREND,
        rows[0].measure.unit.heading,
        series,
    )


def _run(series: Series) -> str:
    """Return a line in words: each of a few figures, of more the first and the last; forecasts by themselves."""
    settled = [one for one in series.points if one.value is not None and one.state is not PointState.FORECAST]
    ahead = [one for one in series.points if one.state is PointState.FORECAST]
    told = settled if len(settled) <= 6 else [settled[0], settled[-1]]
    words = (
        ", ".join(f"{one.text} in {one.label}" for one in told)
        if len(settled) <= 6
        else " to ".join(f"{one.text} in {one.label}" for one in told)
    )
    return words + "".join(f"; forecast for {one.label}: {one.text}" for one in ahead)


def _years(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Block]:
    """Return a measure's months or quarters of this financial year beside those of the last."""
    rows = _measures(desk, spot, options)[:1]
    for one in rows:
        last = max(row.period for row in valued(desk, one))
        kinds = {PeriodKind.MONTH: _MONTHS, PeriodKind.QUARTER: ("Q1", "Q2", "Q3", "Q4")}
        labels = kinds.get(last.kind)
        if labels is None:
            continue
        held = {row.period: row for row in desk.scorecard.series(one.measure.id) if row.period.kind is last.kind}
        ahead = {row.period: row for row in desk.scorecard.forecasts(one.measure.id) if row.period.kind is last.kind}
        this = last.financial_year.year
        series = []
        for year, role in ((this, SeriesRole.ACTUAL), (this - 1, SeriesRole.COMPARATOR)):
            points = tuple(
                _in_year(desk, one, labels[at], _period(last.kind, year, at), held, ahead) for at in range(len(labels))
            )
            if any(own.value is not None for own in points):
                series.append(Series(Period(PeriodKind.YEAR, year).label, points, role))
        yield from shown(
            desk,
            _lines(options, rows, tuple(series), "Line chart of two years"),
            (Text(f"{said(one)}. "), *_note(options)),
        )


def _period(kind: PeriodKind, year: int, at: int) -> Period:
    if kind is PeriodKind.QUARTER:
        return Period(kind, year, at + 1)
    return Period(kind, year + (at > 8), (at + 3) % 12 + 1)


def _in_year(
    desk: Desk,
    one: Assessment,
    label: str,
    period: Period,
    held: Mapping[Period, Observation],
    ahead: Mapping[Period, Observation],
) -> Point:
    row = held.get(period)
    if row is not None:
        return _observed(desk, one, row, label)
    if period in ahead and ahead[period].value is not None:
        return point(label, desk.facts[f"{one.measure.id}.forecast.{slug(period.label)}"], PointState.FORECAST)
    return Point(label, None, "No figure")


def _loose(desk: Desk, spot: Spot, options: ChartOptions) -> list[tuple[ChartRow, list[Fact]]]:
    """Return the rows whose loose figures the data have, all of them."""
    rows = []
    for row in options.rows:
        missing = [name for name in row.figures if f"figure.{name}" not in desk.facts]
        for name in missing:
            _tell(desk, spot, f"There is no figure “{name}”", name, [one.id for one in desk.scorecard.figures])
        if not missing:
            rows.append((row, [desk.facts[f"figure.{name}"] for name in row.figures]))
    return rows


def _parts(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Block]:
    """Return loose figures as parts of a whole, or side by side, with their table below."""
    rows = _loose(desk, spot, options)
    if not rows:
        return
    names = options.parts or tuple("" for _ in rows[0][1])
    series = tuple(
        Series(name or _named(options), tuple(point(row.name, facts[at]) for row, facts in rows if at < len(facts)))
        for at, name in enumerate(names)
    )
    shares = options.drawn is Drawn.SHARES
    told = ". ".join(
        f"{row.name}: {', '.join(f'{name} {fact.text}'.strip() for name, fact in zip(names, facts, strict=False))}"
        for row, facts in rows
    )
    kind, words = (ChartKind.SHARES, "Stacked bar chart of shares") if shares else (ChartKind.COMPARATORS, "Bar chart")
    units = {fact.unit for _, facts in rows for fact in facts}
    unit = options.unit or (
        "%" if units and all(one is not None and one.kind is UnitKind.PERCENT for one in units) else ""
    )
    made = Chart(
        block_id("chart", "chosen", options.id),
        (Text(_named(options)),),
        f"{words}. {_named(options)}. {told}.",
        kind,
        unit,
        series,
    )
    yield made
    yield from (Paragraph(block_id(made.id, "note"), _note(options), Role.NOTE),) if options.note else ()
    yield _table(options, names, rows, made)


def _table(
    options: ChartOptions, names: tuple[str, ...], rows: list[tuple[ChartRow, list[Fact]]], made: Chart
) -> Table:
    key = block_id(made.id, "data")
    columns = (Column("Row", 3), *(Column(name or "Figure", 2, True) for name in names))
    absent = cell("No figure")
    cells = (
        (
            row,
            [cell(Figure(fact.text, fact.key)) for fact in facts][: len(names)]
            + [absent] * max(0, len(names) - len(facts)),
        )
        for row, facts in rows
    )
    body = tuple(Row(block_id(key, row.name), (cell(row.name), *own)) for row, own in cells)
    return Table(
        key, (Text(f"{_named(options)}: the figures"),), columns, body, "The figures of the chart above, row by row."
    )


_DRAWN: Final[Mapping[Drawn, Callable[[Desk, Spot, ChartOptions], Iterator[Block]]]] = {
    Drawn.TREND: _over_time,
    Drawn.YEARS: _years,
    Drawn.SHARES: _parts,
    Drawn.BARS: _parts,
}

CHOSEN: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {"chart": chart}
"""The charts that a template chooses, by the name that it lists; each takes the id of its options behind a colon."""
