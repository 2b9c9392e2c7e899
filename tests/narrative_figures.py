"""A small scorecard for the tests of snippets: one measure of each kind that phrasing treats apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Comparator, Directorate, Measure, Operator, Polarity, Target
from cabinetpaper.narrative import Rendered, parse_snippet, render
from cabinetpaper.paper import inline_text
from cabinetpaper.period import Period
from cabinetpaper.scorecard import LooseFigure, Observation, Scorecard, Status, facts
from cabinetpaper.unit import Unit, UnitKind, decimals_of

NOW, BEFORE = Period.parse("Q1 2024/25"), Period.parse("Q4 2023/24")
FRONT = '+++\nsection = "children"\n+++\n'


def measure(identifier: str, unit: Unit, polarity: Polarity = Polarity.LOWER, **more: object) -> Measure:
    return Measure(
        identifier, str(more.pop("name", identifier.replace("_", " ").capitalize())), "children", unit, polarity, **more
    )  # type: ignore[arg-type]


def seen(identifier: str, text: str, period: Period = NOW, **more: object) -> Observation:
    value = Decimal(text.replace(",", ""))
    return Observation(identifier, period, text, value, decimals_of(value), **more)  # type: ignore[arg-type]


def aim(identifier: str, text: str, operator: Operator = Operator.AT_MOST, **more: object) -> Target:
    value = Decimal(text)
    return Target(identifier, None, text, value, decimals_of(value), operator, **more)  # type: ignore[arg-type]


def card(
    measures: tuple[Measure, ...],
    observations: tuple[Observation, ...] = (),
    targets: tuple[Target, ...] = (),
    comparators: tuple[Comparator, ...] = (),
    figures: tuple[LooseFigure, ...] = (),
) -> Scorecard:
    return Scorecard(
        NOW,
        date(2024, 9, 1),
        (Directorate("children", "Children’s services"),),
        measures,
        observations,
        targets,
        comparators,
        figures,
    )


def _sample() -> Scorecard:
    rate, percent = Unit(UnitKind.RATE, "per 10,000 children"), Unit(UnitKind.PERCENT)
    return card(
        (
            measure("cic_rate", rate, name="Children in care"),
            measure("ks4", percent, Polarity.HIGHER, name="Key Stage 4 English *and* maths"),
            measure("voids", Unit(UnitKind.COUNT, "homes"), name="Housing voids"),
            measure("assessment", percent, Polarity.HIGHER, name="Assessments"),
            measure("calls", Unit(UnitKind.MINUTES), name="Time to answer a call"),
        ),
        (
            seen("cic_rate", "113", Period.parse("Dec 2022")),
            *(
                seen("cic_rate", text, BEFORE.shifted(at - 4))
                for at, text in enumerate(("101.5", "99.1", "100.2", "97.9"))
            ),
            seen("cic_rate", "98.3", BEFORE),
            seen("cic_rate", "96.1"),
            seen("cic_rate", "89.4", Period.parse("Mar 2025"), status=Status.FORECAST, qualifier="circa"),
            seen("ks4", "27", BEFORE),
            seen("ks4", "25"),
            seen("voids", "400", BEFORE),
            seen("voids", "387", break_before="The way of counting changed"),
            Observation("assessment", NOW, "TBC", reason="TBC"),
            seen("calls", "24", qualifier="nearly"),
        ),
        (
            replace(aim("cic_rate", "86.6"), period=Period.parse("Mar 2025")),
            replace(aim("cic_rate", "72"), period=Period.parse("Mar 2026")),
            aim("ks4", "26", Operator.AT_LEAST),
        ),
        (
            Comparator("cic_rate", "England", Period.parse("2022/23"), Decimal(70)),
            Comparator("ks4", "National average", NOW, Decimal(25)),
        ),
        (
            LooseFigure("rank", "Rank of the city", "55", Decimal(55), 0, Unit(UnitKind.RANK, "of 317")),
            LooseFigure("homes", "Homes let", "<17K", None, 0, Unit()),
            LooseFigure("grant", "Grant used", "-2,628", Decimal(-2628), 0, Unit(UnitKind.MONEY, "thousand")),
            LooseFigure(
                "over", "Spent over the budget", "3.84", Decimal("3.84"), 2, Unit(UnitKind.MONEY, "million"), "circa"
            ),
            LooseFigure("bids", "Bids", "60", Decimal(60), 0, Unit(UnitKind.COUNT, "bids"), "approximately"),
            LooseFigure("stated.asc.green", "Rated green", "7", Decimal(7), 0, Unit(UnitKind.COUNT, "measures")),
        ),
    )


SAMPLE = _sample()
FACTS: dict[str, Fact] = facts(SAMPLE)


def rendered(
    body: str, scorecard: Scorecard = SAMPLE, *, front: str = FRONT, file: str = "narratives/q1/children/care.md"
) -> Rendered:
    return render(parse_snippet(file, front + body), FACTS if scorecard is SAMPLE else facts(scorecard), scorecard)


def printed(body: str, scorecard: Scorecard = SAMPLE) -> str:
    """Return the text of every block, one a line; the findings where there are any."""
    result = rendered(body, scorecard)
    if result.findings:
        return "\n".join(f"{one.code}: {one.message}" for one in result.findings)
    return "\n".join("".join(inline_text(inline, {}) for inline in block.inlines) for block in result.blocks)  # type: ignore[union-attr]


def codes(body: str, scorecard: Scorecard = SAMPLE) -> list[str]:
    return [one.code for one in rendered(body, scorecard).findings]
