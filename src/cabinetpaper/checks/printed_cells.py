"""What a paper prints of the council's figures: of which measure, for which period, and as what.

In: a paper, ours or one out of the record, and the scorecard. Out: `Print`s: each figure that knows its key, in words,
cells, notes and charts. Of a paper of long ago only the words and keys are left: for which period a latest figure was
is then known from what stands beside it, else from the paper's own period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cabinetpaper.checks.subject import Earlier, Subject
from cabinetpaper.fact import Fact
from cabinetpaper.measure import Measure
from cabinetpaper.paper import Chart, Figure, Paper, walk
from cabinetpaper.paper.places import placed
from cabinetpaper.period import Period
from cabinetpaper.scorecard import slug
from cabinetpaper.scorecard.arithmetic import Key, Shown
from cabinetpaper.unit import UnitKind
from cabinetpaper.written import parse_cell


@dataclass(frozen=True, slots=True)
class Print:
    """A figure of a measure as it is printed somewhere; without `shown` it is printed as hidden."""

    key: Key
    shown: Shown | None
    where: str


@dataclass(frozen=True)
class Prints:
    """What one edition prints."""

    own: tuple[Print, ...]

    @cached_property
    def shown(self) -> dict[Key, Shown]:
        """Return the figures by measure and period; of one that is printed more than once the finest."""
        found: dict[Key, Shown] = {}
        for one in self.own:
            if one.shown is not None and (one.key not in found or one.shown.step < found[one.key].step):
                found[one.key] = one.shown
        return found

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """Return the cells that it prints as hidden."""
        return frozenset(one.key for one in self.own if one.shown is None)

    def where(self, key: Key) -> str:
        """Return where a figure is printed first."""
        return next((one.where for one in self.own if one.key == key and one.shown is not None), "")


def prints_of(subject: Subject) -> Prints:
    """Return what the paper under examination prints."""
    return Prints(tuple(_prints(subject, subject.paper, _of_fact(subject.edition.facts))))


def prints_of_earlier(subject: Subject, earlier: Earlier) -> Prints:
    """Return what an earlier edition printed."""
    return Prints(tuple(_prints(subject, earlier.paper, _of_words(subject, earlier))))


def _of_fact(facts: Mapping[str, Fact]) -> Mapping[str, Period]:
    return {key: fact.period for key, fact in facts.items() if fact.period is not None}


def _of_words(subject: Subject, earlier: Earlier) -> Mapping[str, Period]:
    """Return the period of each key that a paper prints, as far as its words say it."""
    found: dict[str, Period] = {}
    last = earlier.period.last if earlier.period else None
    for measure in subject.scorecard.measures:
        periods = sorted({row.period for row in subject.scorecard.observations if row.measure == measure.id})
        found |= {f"{measure.id}.at.{slug(period.label)}": period for period in periods}
        own = [period for period in periods if last is not None and period.last <= last]
        if own:
            latest = earlier.period if earlier.period in own else own[-1]
            for name in ("value", "written", "numerator", "denominator"):
                found[f"{measure.id}.{name}"] = latest
            found[f"{measure.id}.year_ago"] = latest.year_before
    for part in walk(earlier.paper):
        for figure in (inline for inline in part.inlines if isinstance(inline, Figure)):
            named = Period.named(figure.text) if figure.key.endswith(("period", ".period")) else None
            if named and figure.key.endswith(".previous_period"):
                found[figure.key.removesuffix("_period")] = named
            elif named and figure.key.endswith(".period"):
                found[figure.key.removesuffix("period") + "value"] = named
        if isinstance(part.block, Chart) and part.path.row is not None and part.path.cell is not None:
            point = part.block.series[part.path.row].points[part.path.cell]
            if point.key and (named := Period.named(point.label)):
                found.setdefault(point.key, named)
    return found


def _prints(subject: Subject, paper: Paper, periods: Mapping[str, Period]) -> Iterator[Print]:
    """Yield each figure that a paper prints, its fraction as the counts that it is made of."""
    rule, by_id = subject.settings.disclosure, {measure.id: measure for measure in subject.scorecard.measures}
    for part, where in placed(paper):
        for figure in (inline for inline in part.inlines if isinstance(inline, Figure)):
            name, _, what = figure.key.partition(".")
            period, measure = periods.get(figure.key), by_id.get(name)
            if measure is None or period is None or not _is_observed(what):
                continue
            if what in {"numerator", "denominator"}:
                if count := getattr(measure, what):
                    value = parse_cell(figure.text).value
                    yield from () if value is None else (Print((count, period), Shown(value), where),)
                continue
            if figure.text == rule.symbol:
                yield Print((name, period), None, where)
                continue
            yield from _of_cell(measure, period, figure.text, where, rule.round_to)


def _is_observed(what: str) -> bool:
    plain = {"value", "written", "previous", "year_ago", "numerator", "denominator"}
    return what in plain or what.startswith("at.")


def _of_cell(measure: Measure, period: Period, text: str, where: str, round_to: int) -> Iterator[Print]:
    cell = parse_cell(text)
    if cell.value is None or (measure.unit.kind is UnitKind.COUNT and cell.text.rstrip()[-1:].isalpha()):
        return
    step = Decimal(1).scaleb(-cell.decimals)
    if round_to and measure.sensitive and measure.unit.kind is UnitKind.COUNT:
        step = Decimal(round_to)
    yield Print((measure.id, period), Shown(cell.value, step), where)
    for count, value in ((measure.numerator, cell.numerator), (measure.denominator, cell.denominator)):
        if count and value is not None:
            yield Print((count, period), Shown(value), where)
