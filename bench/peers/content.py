"""The peers' paper as a list of blocks, read from the benchmark's CSV files with pandas.

In: FOLDER/peers as `workload.write` makes it. Out: blocks, each a tuple of a kind and its parts, which both peers draw:
heading (level, words), numbered (number, bold words, words), bullets (items), pairs (rows), table (caption, head,
rows), chart (Chart)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from workload import ACTION, ANSWERS, INTRO, MORE, SPEECH, SPOKEN, STANDING

Block = tuple[Any, ...]
RATING = 7
"""The column of the tables that holds the rating."""
SHADES = {"Green": "CFE8D5", "Amber": "FFE8B3", "Red": "F6CDC6"}


@dataclass(frozen=True)
class Chart:
    """A chart: thirteen values and a target."""

    id: str
    title: str
    periods: list[str]
    values: list[float]
    target: float


def blocks(folder: Path, appendix: bool) -> list[Block]:
    """Return the paper of a workload; with the appendix of all measures and of every chart's figures, or without it."""
    import pandas as pd

    measures = pd.read_csv(folder / "kpis.csv")
    values = pd.read_csv(folder / "values.csv")
    periods = list(values["period"].unique())
    wide = values.pivot_table(index="id", columns="period", values="value")[periods]
    paper = list(_numbered(_blocks(measures, wide, periods)))
    return [*paper, *_appendix(measures, wide, periods)] if appendix else paper


def _numbered(plain: Iterator[Block]) -> Iterator[Block]:
    number = 0
    for block in plain:
        if block[0] == "numbered":
            number += 1
            yield ("numbered", number, *block[1:])
        else:
            yield block


def _blocks(measures: Any, wide: Any, periods: list[str]) -> Iterator[Block]:
    yield "heading", 1, "Benchmark performance paper"
    yield (
        "pairs",
        [
            ("Decision-maker", "Cabinet"),
            ("Subject", "Benchmark performance paper"),
            ("Date of decision", "to be set"),
            ("Report of", "Nobody"),
        ],
    )
    for title in (
        "Brief summary",
        "Reasons",
        "Alternative options",
        "Background",
        "Briefing",
        "Performance at a glance",
        "Corporate Plan",
        "Summary",
    ):
        yield "heading", 2, title
        yield "numbered", "", STANDING
    for name, rows in measures.groupby("directorate", sort=False):
        yield from _directorate(str(name), rows, wide, periods)
    for title, words in list(ANSWERS.items())[:8]:
        yield "heading", 2, title.replace("_", " ").capitalize()
        yield "numbered", "", words


def _directorate(name: str, rows: Any, wide: Any, periods: list[str]) -> Iterator[Block]:
    yield "heading", 2, name
    yield "numbered", "", INTRO.format(count=len(rows), name=name)
    head = ["Measure", *periods[-5:], "Target", "Rating", "Direction", "Similar councils", "The region", "England"]
    records = [(row, wide.loc[row.id].tolist()) for row in rows.itertuples()]
    yield "table", f"{name}: {len(rows)} measures", head, [_row(row, series) for row, series in records]
    for at, (row, series) in enumerate(records[:SPOKEN]):
        words = SPEECH.format(
            name="",
            value=_figure(series[-1], row.unit),
            earlier=_figure(series[-2], row.unit),
            target=_figure(row.target, row.unit),
            rating=_rating(row, series),
            more=MORE,
        )
        yield "numbered", f"{row.name}: ", words.removeprefix("**:** ") + ("" if at % 2 else f" {ACTION}")
    yield (
        "bullets",
        ["Earlier contact with those concerned", "Fewer hand-overs between teams", "One list of open cases for all"],
    )
    for row, series in records:
        if row.charted:
            yield "chart", Chart(row.id, row.name, periods, series, float(row.target))


def _appendix(measures: Any, wide: Any, periods: list[str]) -> Iterator[Block]:
    yield "heading", 2, "Appendix: all measures and the figures behind the charts"
    head = ["Measure", "Period", "Latest", "Target", "Rating", "Direction", "Compared with", "Source of the figure"]
    for name, rows in measures.groupby("directorate", sort=False):
        records = [(row, wide.loc[row.id].tolist()) for row in rows.itertuples()]
        yield "table", f"{name}: all measures", head, [_listed(row, series, periods[-1]) for row, series in records]
    for row in measures.itertuples():
        if row.charted:
            figures = [
                [row.name, period, _figure(value, row.unit)]
                for period, value in zip(periods, wide.loc[row.id].tolist(), strict=True)
            ]
            others = (
                ("Target", row.target),
                ("Similar councils", row.similar),
                ("The region", row.region),
                ("England", row.england),
            )
            yield (
                "table",
                f"Data for {row.name}",
                ["What", "Period", "Figure"],
                [*figures, *([name, periods[-1], _figure(value, row.unit)] for name, value in others)],
            )


def _listed(row: Any, series: list[float], period: str) -> list[str]:
    compared = (
        f"Similar councils {row.similar}, the region {row.region}, England {row.england}"
        if row.charted
        else "No comparator"
    )
    return [
        row.name,
        period,
        _figure(series[-1], row.unit),
        _figure(row.target, row.unit),
        _rating(row, series),
        _direction(row, series),
        compared,
        "the benchmark's rule",
    ]


def _row(row: Any, series: list[float]) -> list[str]:
    compared = (_figure(value, row.unit) for value in (row.similar, row.region, row.england))
    shown = (_figure(value, row.unit) for value in series[-5:])
    return [row.name, *shown, _figure(row.target, row.unit), _rating(row, series), _direction(row, series), *compared]


def _figure(value: float, unit: str) -> str:
    return f"{value:,.1f}" + {"percent": "%", "days": " days"}.get(unit, "")


def _rating(row: Any, series: list[float]) -> str:
    distance = (series[-1] - row.target) * (1 if row.polarity == "higher" else -1)
    return "Green" if distance >= 0 else "Amber" if -distance <= row.target / 10 else "Red"


def _direction(row: Any, series: list[float]) -> str:
    change = (series[-1] - series[-2]) * (1 if row.polarity == "higher" else -1)
    return "Improving" if change > 0 else "Worsening" if change < 0 else "No change"
