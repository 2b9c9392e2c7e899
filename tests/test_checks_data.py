"""The lint of the data: each slip that published papers make is found, at its place, with what to do; sound data say
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.checks import CHECKS, Subject
from cabinetpaper.checks.compared import compared
from cabinetpaper.checks.dropped import dropped
from cabinetpaper.checks.fractions import fractions
from cabinetpaper.checks.periods import periods
from cabinetpaper.checks.projections import projections
from cabinetpaper.checks.repeats import repeats
from cabinetpaper.checks.revised_quotes import revised_quotes
from cabinetpaper.checks.rounded_ratings import rounded_ratings
from cabinetpaper.checks.sensitive_words import sensitive_words
from cabinetpaper.checks.sums_of_parts import sums_of_parts
from cabinetpaper.checks.titles import titles
from cabinetpaper.checks.unit_slips import unit_slips
from cabinetpaper.checks.zero_targets import zero_targets
from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Basis, Comparator, Directorate, Measure, Operator, Polarity, Target
from cabinetpaper.paper import Edition, Paper, Paragraph, Section, SectionKind, Span, Text
from cabinetpaper.period import Period
from cabinetpaper.rule import Family, Method
from cabinetpaper.scorecard import Correction, Observation, Scorecard, Status, facts
from cabinetpaper.settings import Council, Disclosure, Settings
from cabinetpaper.unit import Unit, UnitKind, decimals_of
from cabinetpaper.workspace import open_workspace

Rule = Callable[[Subject], Iterator[Finding]]
PERCENT, COUNT, RATE = Unit(UnitKind.PERCENT), Unit(), Unit(UnitKind.RATE, "per 10,000 children")
Q1 = Period.parse("Q1 2024/25")
PLAIN = Settings()
BOOK = Place("kpis.xlsx", sheet="Feb-23", cell="H12")


def measure(name: str = "m", unit: Unit = PERCENT, **more: object) -> Measure:
    own = {"polarity": Polarity.HIGHER, "place": Place("data/measures.csv", 2), "title": "Visits made", **more}
    return Measure(name, str(own.pop("title")), "d", unit, **own)  # type: ignore[arg-type]


def seen(text: str, period: str = "Q1 2024/25", name: str = "m", place: Place = BOOK, **more: object) -> Observation:
    value = Decimal(text)
    return replace(Observation(name, Period.parse(period), text, value, decimals_of(value), place=place), **more)  # type: ignore[arg-type]


def aim(text: str, name: str = "m", **more: object) -> Target:
    value = Decimal(text)
    return replace(Target(name, None, text, value, decimals_of(value), place=Place("data/targets.csv", 3)), **more)  # type: ignore[arg-type]


def beside(name: str, value: str, period: str = "", **more: object) -> Comparator:
    own = Comparator(
        "m",
        name,
        Period.parse(period) if period else None,
        Decimal(value),
        text=value,
        place=Place("data/comparators.csv", 4),
    )
    return replace(own, **more)  # type: ignore[arg-type]


def subject(
    *rows: Observation,
    measures: tuple[Measure, ...] = (measure(),),
    snippets: dict[str, str] | None = None,
    settings: Settings = PLAIN,
    **more: object,
) -> Subject:
    before = more.pop("before", ())
    card = Scorecard(Q1, date(2024, 6, 30), (Directorate("d", "D"),), measures, rows, **more)  # type: ignore[arg-type]
    texts = [
        Text(line, span=Span(file, source.index(line), source.index(line) + len(line)))
        for file, source in (snippets or {}).items()
        for line in source.splitlines()
        if line and "{{" not in line and not line.startswith(("+++", "measure"))
    ]
    paper = Paper(
        "q1",
        "P",
        "C",
        (Section("s", SectionKind.DETAIL, "D", tuple(Paragraph(f"p{at}", (text,)) for at, text in enumerate(texts))),),
        status="Draft",
    )
    return Subject(Edition(paper, facts(card), snippets or {}), card, settings, before=before)  # type: ignore[arg-type]


def told(rule: Rule, of: Subject) -> list[str]:
    return [one.code for one in rule(of)]


def one(rule: Rule, of: Subject) -> Finding:
    (found,) = rule(of)
    assert found.remedy
    return found


# -- fractions


@pytest.mark.parametrize(
    ("printed", "part", "whole", "right"),
    [
        ("95", "584", "618", "94.5%"),
        ("25", "52", "218", "23.9%"),
        ("45", "115", "252", "45.6%"),
        ("44", "24", "54", ""),
    ],
)
def test_a_percentage_is_worked_out_again_from_its_fraction(printed: str, part: str, whole: str, right: str) -> None:
    of = subject(seen(printed, numerator=Decimal(part), denominator=Decimal(whole)))
    if not right:
        assert told(fractions, of) == []
        return
    found = one(fractions, of)
    assert found.code == "FRACTION-DIFFERS"
    assert right in found.message
    assert str(found.place) == "kpis.xlsx, sheet Feb-23, cell H12"


@pytest.mark.parametrize(("printed", "part", "better"), [("100", "546", "99.6%"), ("0", "2", "0.4%")])
def test_all_or_none_is_not_printed_for_nearly(printed: str, part: str, better: str) -> None:
    found = one(fractions, subject(seen(printed, numerator=Decimal(part), denominator=Decimal(548))))
    assert (found.code, better in found.remedy) == ("ROUNDED-TO-ALL", True)


def test_a_part_is_not_more_than_its_whole() -> None:
    assert told(fractions, subject(seen("105", numerator=Decimal(21), denominator=Decimal(20)))) == [
        "FRACTION-OVER-ONE"
    ]


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 3))
def test_a_percentage_rounded_from_its_fraction_is_never_said_to_differ(part: int, whole: int, places: int) -> None:
    part = min(part, whole)
    text = str((Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-places)))
    found = told(fractions, subject(seen(text, numerator=Decimal(part), denominator=Decimal(whole))))
    assert "FRACTION-DIFFERS" not in found
    assert found == [] or (Decimal(text) in {0, 100} and part not in {0, whole})


# -- ratings, targets, units


def test_a_printed_figure_that_seems_to_meet_its_target_is_told() -> None:
    found = one(rounded_ratings, subject(seen("80", value=Decimal("79.98")), targets=(aim("80"),)))
    assert "amber for 79.98%, and 80% is printed, which would be green" in found.message
    assert told(rounded_ratings, subject(seen("90", value=Decimal("90.33")), targets=(aim("90"),))) == []
    strict = (aim("37", operator=Operator.UNDER),)
    assert told(
        rounded_ratings,
        subject(seen("37", value=Decimal("36.96")), measures=(measure(polarity=Polarity.LOWER),), targets=strict),
    ) == ["RATING-BY-ROUNDING"]


def test_a_target_of_nothing_with_a_share_of_it_is_told() -> None:
    assert str(one(zero_targets, subject(seen("2"), targets=(aim("0"),))).place) == "data/targets.csv:3"
    assert (
        told(zero_targets, subject(seen("2"), measures=(measure(family=Family.ABSOLUTE),), targets=(aim("0"),))) == []
    )


@pytest.mark.parametrize(
    ("values", "target", "codes"),
    [
        (("0.91",), "90", ["UNIT-SLIP"]),
        (("91", "0.90"), "", ["UNIT-SLIP"]),
        (("1500", "1450000"), "", ["UNIT-SLIP"]),
        (("91", "90"), "95", []),
        (("11679", "1665"), "1500", []),
        (("0", "5"), "0", []),
    ],
)
def test_a_figure_in_another_unit_is_told(values: tuple[str, ...], target: str, codes: list[str]) -> None:
    quarters = ("Q1 2024/25",) if len(values) == 1 else ("Q4 2023/24", "Q1 2024/25")
    rows = [seen(text, quarter) for text, quarter in zip(values, quarters, strict=True)]
    assert told(unit_slips, subject(*rows, targets=(aim(target),) if target else ())) == codes


@pytest.mark.parametrize(
    ("title", "unit", "polarity", "codes"),
    [
        ("Number of children missing", PERCENT, Polarity.LOWER, ["TITLE-UNIT"]),
        ("Percentage of visits on time", COUNT, Polarity.HIGHER, ["TITLE-UNIT"]),
        ("% of visits on time", PERCENT, Polarity.HIGHER, []),
        ("Average days to re-let", COUNT, Polarity.LOWER, ["TITLE-UNIT"]),
        ("Children in care per 10,000", COUNT, Polarity.LOWER, ["TITLE-UNIT"]),
        ("Missed bins", COUNT, Polarity.HIGHER, ["TITLE-POLARITY"]),
        ("Repairs completed on time", PERCENT, Polarity.LOWER, ["TITLE-POLARITY"]),
        ("Missed bins", COUNT, Polarity.LOWER, []),
        ("Reduction in missed bins", PERCENT, Polarity.HIGHER, []),
        ("Complaints answered on time", PERCENT, Polarity.HIGHER, []),
    ],
)
def test_a_name_that_contradicts_its_unit_or_polarity_is_told(
    title: str, unit: Unit, polarity: Polarity, codes: list[str]
) -> None:
    assert told(titles, subject(measures=(measure(unit=unit, title=title, polarity=polarity),))) == codes


# -- sums, series, periods


def test_parts_that_do_not_add_up_are_told_with_the_sum() -> None:
    measures = (measure("all", COUNT), measure("a", COUNT, part_of="all"), measure("b", COUNT, part_of="all"))
    wrong = subject(seen("28", name="all"), seen("16", name="a"), seen("11", name="b"), measures=measures)
    assert "16 + 11 add to 27" in one(sums_of_parts, wrong).message
    assert (
        told(
            sums_of_parts,
            subject(seen("27", name="all"), seen("16", name="a"), seen("11", name="b"), measures=measures),
        )
        == []
    )
    hidden = Observation("b", Q1, "[c]", reason="[c]")
    assert told(sums_of_parts, subject(seen("28", name="all"), seen("16", name="a"), hidden, measures=measures)) == []


def test_shares_may_miss_their_whole_by_rounding() -> None:
    measures = (measure("all"), *(measure(name, part_of="all") for name in ("a", "b", "c")))
    rows = [seen("100.0", name="all"), *(seen("33.3", name=name) for name in ("a", "b", "c"))]
    assert told(sums_of_parts, subject(*rows, measures=measures)) == []


def quarters(texts: str) -> list[Observation]:
    values = texts.split()
    return [seen(text, Q1.shifted(at - len(values) + 1).label) for at, text in enumerate(values)]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ("5 7 7 7 7", ["SERIES-REPEATS"]),
        ("5 6 9 5 6 9", ["SERIES-REPEATS"]),
        ("0 0 0 0", []),
        ("5 7 7 7", []),
        ("5 6 9 5 6 8", []),
    ],
)
def test_a_series_that_repeats_itself_is_told(texts: str, codes: list[str]) -> None:
    assert told(repeats, subject(*quarters(texts))) == codes


def test_two_measures_with_one_series_are_told() -> None:
    rows = [row for name in ("a", "b") for row in (replace(one, measure=name) for one in quarters("5 6 8 9"))]
    assert told(repeats, subject(*rows, measures=(measure("a"), measure("b")))) == ["SERIES-COPIED"]


@pytest.mark.parametrize(
    ("period", "codes"),
    [
        ("Q3 2023/24", ["PERIOD-STALE"]),
        ("Q4 2023/24", []),
        ("2022/23", []),
        ("Apr 2024", ["PERIOD-STALE"]),
        ("May 2024", []),
    ],
)
def test_a_latest_figure_that_is_two_periods_behind_is_told(period: str, codes: list[str]) -> None:
    assert told(periods, subject(seen("5", period))) == codes


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        (("Q2 2023/24", "Q3 2023/24", "Q4 2023/24", "Q1 2024/25"), []),
        (("Q1 2024/25", "Q4 2023/24", "Q3 2023/24"), []),
        (("Q2 2023/24", "Q1 2024/25", "Q4 2023/24"), ["PERIOD-ORDER"]),
        (("Q4 2023/24", "Q1 2024/25", "Q1 2029/30"), ["PERIOD-AHEAD"]),
    ],
)
def test_periods_out_of_order_or_far_ahead_are_told(order: tuple[str, ...], codes: list[str]) -> None:
    assert told(periods, subject(*(seen("5", period) for period in order))) == codes
    assert told(periods, subject(seen("5"), seen("6", "2029/30", status=Status.FORECAST))) == []


# -- comparators


@pytest.mark.parametrize(
    ("unit", "other", "codes"),
    [
        (COUNT, beside("England", "80850"), ["COUNT-COMPARED"]),
        (COUNT, beside("Testshire 2022/23", "540"), []),
        (RATE, beside("England", "70"), []),
        (PERCENT, beside("England", "70", "2021/22"), ["COMPARATOR-PERIOD"]),
        (PERCENT, beside("England", "70", "2023/24"), []),
        (PERCENT, beside("England", "70", note="Defined by first visits"), ["COMPARATOR-DEFINITION"]),
    ],
)
def test_a_comparator_that_does_not_compare_is_told(unit: Unit, other: Comparator, codes: list[str]) -> None:
    settings = Settings(council=Council("Testshire"))
    assert (
        told(compared, subject(seen("5"), measures=(measure(unit=unit),), comparators=(other,), settings=settings))
        == codes
    )


def test_comparators_of_different_kinds_are_told() -> None:
    kinds = (beside("England", "70", kind="mean of councils"), beside("Region", "71", kind="mean of people"))
    assert told(compared, subject(seen("5"), comparators=kinds)) == ["COMPARATOR-KIND"]


# -- words

FILE = "narratives/q1/m.md"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("It was 68.9% last time.", ["REVISED-QUOTED"]),
        ("It was 168.9% last time.", []),
        ("It was 68.95%.", []),
        ("It is {{ m.value }}.", []),
    ],
)
def test_an_old_figure_that_is_still_quoted_is_told_with_its_line(words: str, codes: list[str]) -> None:
    source = f'+++\nmeasure = "m"\n+++\n\n{words}\n'
    of = subject(seen("66.4", status=Status.REVISED, revised_from="68.9%"), snippets={FILE: source})
    assert told(revised_quotes, of) == codes
    assert [str(found.place) for found in revised_quotes(of)] == [f"{FILE}:5"] * len(codes)


def test_a_figure_that_a_correction_took_away_is_an_old_figure_too() -> None:
    put_right = Correction("68.9", "66.4", "Miscounted", "An officer", "2024-07-01", Place())
    source = '+++\nmeasure = "m"\n+++\n\nIt was 68.9 in all.\n'
    assert told(revised_quotes, subject(seen("66.4", correction=put_right), snippets={FILE: source})) == [
        "REVISED-QUOTED"
    ]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("There were 3 of them.", 1),
        ("One additional child was placed.", 1),
        ("There were few.", 0),
        ("In 2024/25 there were few.", 0),
    ],
)
def test_figures_typed_into_words_on_sensitive_measures_are_told(words: str, codes: int) -> None:
    source = f'+++\nmeasure = "m"\n+++\n\n{words}\n'
    few = (measure(unit=COUNT, sensitive=True),)
    hidden = Settings(disclosure=Disclosure(hide_up_to=5))
    assert (
        told(sensitive_words, subject(measures=few, snippets={FILE: source}, settings=hidden))
        == ["SENSITIVE-TYPED"] * codes
    )
    assert told(sensitive_words, subject(measures=few, snippets={FILE: source})) == []
    assert told(sensitive_words, subject(measures=(measure(),), snippets={FILE: source}, settings=hidden)) == []


def test_a_percentage_carried_on_in_a_straight_line_is_told() -> None:
    tax = measure(projection=Method.CUMULATIVE, basis=Basis.YEAR_TO_DATE)
    assert told(projections, subject(seen("27.06"), measures=(tax,))) == ["PROJECTION-STRAIGHT"]
    assert told(projections, subject(seen("27.06"), measures=(replace(tax, projection=Method.SEASONAL),))) == []


# -- last time's list


def test_a_measure_that_the_last_paper_had_is_missed() -> None:
    found = one(dropped, subject(seen("5"), before=("m", "visit_rate")))
    assert "“visit_rate”" in found.message
    assert told(dropped, subject(seen("5"), before=("m",))) == []


def test_the_last_paper_s_measures_are_known_from_its_snippets(tmp_path: Path) -> None:
    files = {
        "cabinetpaper.toml": 'format = 1\n[council]\nname = "Testshire"\n[[directorates]]\nid = "d"\nname = "D"\n',
        "data/measures.csv": "id,name,directorate,unit,polarity\nm,Visits made,d,percent,higher\n",
        "data/observations.csv": "measure,period,value\nm,Q1 2024/25,5\n",
    }
    for name, period, cut_off in (("old", "Q4 2023/24", "2024-03-31"), ("new", "Q1 2024/25", "2024-06-30")):
        files[f"narratives/{name}/paper.toml"] = (
            f'kind = "cabinet"\ntitle = "P"\nperiod = "{period}"\ncut_off = {cut_off}\n'
        )
    files["narratives/old/a.md"] = '+++\nsection = "d"\nmeasures = ["m", "gone"]\n+++\n\nWords.\n'
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    work = open_workspace(tmp_path)
    assert [finding.message for finding in work.check(work.compose("new")) if finding.code == "MEASURE-DROPPED"] == [
        "The last paper had “gone”, and the data have it no more"
    ]
    assert not [finding for finding in work.check(work.compose("old")) if finding.code == "MEASURE-DROPPED"]


def test_every_rule_of_the_data_is_among_the_checks() -> None:
    rules = {
        compared,
        dropped,
        fractions,
        periods,
        projections,
        repeats,
        revised_quotes,
        rounded_ratings,
        sensitive_words,
        sums_of_parts,
        titles,
        unit_slips,
    }
    assert rules | {zero_targets} <= set(CHECKS)
