"""Draw the pictures of docs/charts.md, of a fictional council with made up figures.

    .venv/bin/python docs/pictures/make.py          writes the PNG files beside this one

The same bytes each time; tests/test_charts.py draws them again and compares.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from cabinetpaper.charts import draw_all
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Chart, ChartKind, Point, PointState, Series, SeriesRole, Text
from cabinetpaper.settings import Look

COUNCIL = "Fictional council"
MONTHS = [
    f"{month} {year}"
    for year, months in (("2031", "Jun Jul Aug Sep Oct Nov Dec"), ("2032", "Jan Feb Mar Apr May Jun"))
    for month in months.split()
]
QUARTERS = [
    "Q1 2030/31",
    "Q2 2030/31",
    "Q3 2030/31",
    "Q4 2030/31",
    "Q1 2031/32",
    "Q2 2031/32",
    "Q3 2031/32",
    "Q4 2031/32",
]
DIRECTORATES = (
    "Children and Learning",
    "Adult Social Care, Public Health and Stronger Communities",
    "Growth and Prosperity",
    "Resident Services",
)


def points(
    labels: list[str] | tuple[str, ...], texts: str, unit: str = "", states: dict[int, PointState] | None = None
) -> tuple[Point, ...]:
    """Return points from words; - is a missing value."""
    return tuple(
        Point(
            label,
            None if text == "-" else Decimal(text),
            "not collected" if text == "-" else text + unit,
            state=(states or {}).get(place, PointState.FINAL),
        )
        for place, (label, text) in enumerate(zip(labels, texts.split(), strict=True))
    )


def one(name: str, text: str, role: SeriesRole, label: str, unit: str = "") -> Series:
    """Return a series of one point."""
    return Series(name, points([label], text, unit), role)


def charts() -> list[Chart]:
    """Return the charts of the gallery; each id is the picture's name."""
    provisional, forecast = PointState.PROVISIONAL, PointState.FORECAST
    trend = (
        Series(COUNCIL, points(MONTHS, "64.0 63.1 62.2 62.5 61.2 61.9 59.3 59.0 58.1 57.6 58.4 57.8 57.1")),
        one("Target", "54.0", SeriesRole.TARGET, "Mar 2033"),
        one("England", "48.5", SeriesRole.COMPARATOR, "2030/31"),
    )
    states = (
        Series(
            COUNCIL, points(QUARTERS, "210 224 - 236 241 238 251 262", "", {5: provisional, 6: forecast, 7: forecast})
        ),
        Series("Target", points(QUARTERS[3:], "230 230 225 220 215"), SeriesRole.TARGET),
    )
    bars = (
        one(COUNCIL, "58.6", SeriesRole.ACTUAL, "Q1 2032/33", "%"),
        one("Target", "60", SeriesRole.TARGET, "Mar 2033", "%"),
        one("Statistical neighbours", "56.1", SeriesRole.COMPARATOR, "2030/31", "%"),
        one("England", "55.0", SeriesRole.COMPARATOR, "2030/31", "%"),
        one("Region", "-", SeriesRole.COMPARATOR, "2030/31", "%"),
    )
    process = (
        Series(COUNCIL, points(MONTHS, "24 26 25 27 24 26 25 27 26 25 24 26 33", "%")),
        one("Upper limit", "31.5", SeriesRole.LIMIT, "Upper limit", "%"),
        one("Mean", "26.0", SeriesRole.MEAN, "Mean", "%"),
        one("Lower limit", "20.5", SeriesRole.LIMIT, "Lower limit", "%"),
        one("Target", "23", SeriesRole.TARGET, "Mar 2033", "%"),
        Series("Concern: beyond a limit", points(MONTHS[12:], "33", "%"), SeriesRole.CONCERN),
    )
    counts = ((Rag.GREEN, "5 3 6 4"), (Rag.AMBER, "2 4 1 3"), (Rag.RED, "3 1 0 2"), (Rag.UNRATED, "1 2 1 0"))
    ratings = tuple(Series(rag.value, points(DIRECTORATES, texts), SeriesRole.RATING, rag) for rag, texts in counts)
    months = [label.split()[0] for label in (*MONTHS[10:], *MONTHS[1:10])]
    years = (
        Series("2031/32", points(months, "310 325 318 330 342 351 349 356 - - - -")),
        Series("2030/31", points(months, "288 296 301 299 305 311 306 290 312 318 324 329"), SeriesRole.COMPARATOR),
    )
    waiting = (
        Series("Waiting", points(QUARTERS[2:], "420 401 377 352 318 250", "", {5: forecast})),
        Series("Allocated", points(QUARTERS[2:], "95 104 122 141 160 175", "", {5: forecast})),
    )
    shares = tuple(
        Series(name, points(("Boys", "Girls", "Not recorded"), texts, "%"))
        for name, texts in (("0 to 4", "31 28 40"), ("5 to 10", "42 39 58"), ("11 to 17", "27 33 2"))
    )
    return [
        Chart("years", (Text("Two years"),), "", ChartKind.TREND, "referrals", years),
        Chart("waiting", (Text("Waiting"),), "", ChartKind.TREND, "people", waiting),
        Chart("shares", (Text("Shares"),), "", ChartKind.SHARES, "%", shares),
        Chart("trend", (Text("Trend"),), "", ChartKind.TREND, "rate per 10,000 children", trend),
        Chart("states", (Text("States"),), "", ChartKind.TREND, "households", states),
        Chart("comparators", (Text("Comparators"),), "", ChartKind.COMPARATORS, "%", bars),
        Chart("process", (Text("Usual range"),), "", ChartKind.PROCESS, "%", process),
        Chart("overview", (Text("Overview"),), "", ChartKind.OVERVIEW, "measures", ratings),
    ]


if __name__ == "__main__":
    for name, drawing in draw_all(charts(), Look(), {}).items():
        (Path(__file__).parent / f"{name}.png").write_bytes(drawing.png)
