"""Charts that a template describes under `[[charts]]`: measures over time together, this year against last, parts of a
whole.

In: the description, the scorecard. Out: a chart with its message in words, and its figures in the appendix or in a
table below. What the data do not have is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose import chart_words as words
from cabinetpaper.compose.chart_data import data_id
from cabinetpaper.compose.chart_points import charted, fact_point, forecast, observed_point, shown, with_table
from cabinetpaper.compose.charts import over_time
from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.options import ChartOptions, Drawn
from cabinetpaper.compose.prose import Words, inlines, note
from cabinetpaper.compose.table import ColumnOf, table
from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Chart, ChartKind, Figure, Point, Series, SeriesRole, block_id
from cabinetpaper.period import MONTHS, Period, PeriodKind
from cabinetpaper.scorecard import Assessment
from cabinetpaper.unit import UnitKind

CODES: Final[dict[str, str]] = {
    "CHART-CHOSEN": "A chart of the template names a measure or a loose figure that the data do not have, or measures "
    "of several units, which no axis can hold together. What is wrong is left out; choose one of those listed."
}


def described_chart(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the chart of `[[charts]]` that is named behind the colon; a sentence where the data have no figure for
    it.
    """
    options = next((own for own in desk.template.charts if own.id == spot.argument), None)
    if options is None:
        message = f"The template describes no chart “{spot.argument}”"
        yield _wrong(desk, spot, message, spot.argument, (own.id for own in desk.template.charts))
        return
    made = tuple(DESCRIBED[options.drawn](desk, spot, options))
    yield from made
    if all(isinstance(one, Finding) for one in made):
        yield note(spot.key("no_chart", options.id), f"{_title(options)}: no figures for a chart.")


def _title(options: ChartOptions) -> str:
    return options.title or options.id.replace("_", " ").capitalize()


def _note(options: ChartOptions) -> tuple[str, ...]:
    return (f"{options.note.rstrip('.')}. ",) if options.note else ()


def _wrong(desk: Desk, spot: Spot, message: str, word: str, choices: Iterable[str]) -> Finding:
    place = Place(desk.template_file, detail=f"chart of “{spot.id}”")
    return Finding.error("CHART-CHOSEN", message, advice(word, choices), place)


def _measures(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Assessment | Finding]:
    """Return the chart's measures that have figures, all of the first one's unit."""
    found = []
    for name in options.measures:
        if name in desk.assessed:
            found.append(desk.assessed[name])
        else:
            yield _wrong(desk, spot, f"There is no measure “{name}”", name, desk.assessed)
    for row in found:
        first = found[0].measure
        if row.measure.unit.kind is not first.unit.kind:
            fitting = [name for name, own in desk.assessed.items() if own.measure.unit.kind is first.unit.kind]
            message = f"“{row.measure.id}” has another unit than “{first.id}”"
            yield _wrong(desk, spot, message, row.measure.id, fitting)
        elif charted(desk, row):
            yield row


def _trends(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Made]:
    """Return measures over time in one chart: waiting, allocated; forecasts that the data state are dashed."""
    found = tuple(_measures(desk, spot, options))
    rows = [row for row in found if isinstance(row, Assessment)]
    yield from (one for one in found if isinstance(one, Finding))
    if len(rows) == 1 and not options.title:
        chart, said = over_time(desk, rows[0], charted(desk, rows[0]))
        yield from shown(desk, chart, said, *_note(options))
    elif rows:
        lines = (
            (row.measure.label, [*(observed_point(desk, seen) for seen in charted(desk, row)), *forecast(desk, row)])
            for row in rows
        )
        series = tuple(Series(name, tuple(points)) for name, points in lines)
        said = "; ".join(words.full_name(row) for row in rows)
        yield from shown(desk, _lines(options, rows[0], series, "Line chart"), f"{said}. ", *_note(options))


def _lines(options: ChartOptions, row: Assessment, series: tuple[Series, ...], kind: str) -> Chart:
    title = options.title or f"{row.measure.label}: this year against last"
    alt, key = words.lines_alt(kind, title, series), block_id("chart", "chosen", options.id)
    return Chart(key, inlines(title), alt, ChartKind.TREND, row.measure.unit.heading, series)


_IN_A_YEAR: Final = {
    PeriodKind.MONTH: tuple(name[:3] for name in (*MONTHS[3:], *MONTHS[:3])),
    PeriodKind.QUARTER: ("Q1", "Q2", "Q3", "Q4"),
}
"""The periods of a financial year by their short names."""


def _years(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Made]:
    """Return a measure's months or quarters of this financial year beside those of the last."""
    found = tuple(_measures(desk, spot, options))
    yield from (one for one in found if isinstance(one, Finding))
    row = next((own for own in found if isinstance(own, Assessment)), None)
    last = max(seen.period for seen in charted(desk, row)) if row is not None else None
    if row is None or last is None or last.kind not in _IN_A_YEAR:
        return
    card, labels = desk.scorecard, _IN_A_YEAR[last.kind]
    ahead = {seen.period: seen for seen in card.forecasts(row.measure.id) if seen.value is not None}
    held = ahead | {seen.period: seen for seen in card.series(row.measure.id)}
    series = []
    for year, role in (
        (last.financial_year, SeriesRole.ACTUAL),
        (last.financial_year.shifted(-1), SeriesRole.COMPARATOR),
    ):
        first = Period(last.kind, year.year, 4 if last.kind is PeriodKind.MONTH else 1)
        seen = ((held.get(first.shifted(step)), label) for step, label in enumerate(labels))
        points = tuple(
            Point(label, None, "No figure") if own is None else observed_point(desk, own, label) for own, label in seen
        )
        if any(point.value is not None for point in points):
            series.append(Series(year.label, points, role))
    chart = _lines(options, row, tuple(series), "Line chart of two years")
    yield from shown(desk, chart, f"{words.full_name(row)}. ", *_note(options))


def _parts(desk: Desk, spot: Spot, options: ChartOptions) -> Iterator[Made]:
    """Return loose figures as the template has them drawn, with their table below."""
    rows: list[tuple[str, list[Fact]]] = []
    for row in options.rows:
        missing = [name for name in row.figures if f"figure.{name}" not in desk.facts]
        for name in missing:
            ids = [own.id for own in desk.scorecard.figures]
            yield _wrong(desk, spot, f"There is no figure “{name}”", name, ids)
        if not missing:
            rows.append((row.name, [desk.facts[f"figure.{name}"] for name in row.figures]))
    if not rows:
        return
    names, title = options.parts or tuple("" for _ in rows[0][1]), _title(options)
    series = tuple(
        Series(name or title, tuple(fact_point(row, facts[at]) for row, facts in rows if at < len(facts)))
        for at, name in enumerate(names)
    )
    said = []
    for row_name, facts in rows:
        figures = (f"{name} {fact.text}".strip() for name, fact in zip(names, facts, strict=False))
        said.append(f"{row_name}: {', '.join(figures)}")
    kind, begin = OF_FIGURES[options.drawn]
    units = [fact.unit for _, facts in rows for fact in facts]
    percent = bool(units) and all(unit is not None and unit.kind is UnitKind.PERCENT for unit in units)
    alt, key = f"{begin}. {title}. {'. '.join(said)}.", block_id("chart", "chosen", options.id)
    chart = Chart(key, inlines(title), alt, kind, options.unit or ("%" if percent else ""), series)

    def part(at: int, name: str) -> ColumnOf[tuple[str, list[Fact]]]:
        def prints(row: tuple[str, list[Fact]]) -> Words:
            return Figure(row[1][at].text, row[1][at].key) if at < len(row[1]) else "No figure"

        return ColumnOf(name or "Figure", 2, prints, numeric=True)

    own = table(
        data_id(chart),
        f"{title}: the figures",
        [ColumnOf("Row", 3, lambda row: row[0]), *(part(at, name) for at, name in enumerate(names))],
        rows,
        "The figures of the chart above, row by row.",
        lambda row: block_id(data_id(chart), row[0]),
    )
    yield from with_table(chart, own, *_note(options))


OF_FIGURES: Final = {
    Drawn.SHARES: (ChartKind.SHARES, "Stacked bar chart of shares"),
    Drawn.BARS: (ChartKind.COMPARATORS, "Bar chart"),
}
"""The charts of loose figures: their kind, and how the text alternative begins."""
DESCRIBED: Final[Mapping[Drawn, Callable[[Desk, Spot, ChartOptions], Iterator[Made]]]] = {
    Drawn.TREND: _trends,
    Drawn.YEARS: _years,
    **dict.fromkeys(OF_FIGURES, _parts),
}
