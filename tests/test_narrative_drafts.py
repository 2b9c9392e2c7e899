"""A draft is a snippet like any other: plain English, written from the facts, true for whatever they become."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Comparator, Direction, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.narrative import draft_directorate, draft_measure, draft_snippet, parse_snippet, part_of, render
from cabinetpaper.paper import Gap, inline_text
from cabinetpaper.scorecard import Assessment, Observation, Scorecard, Status, assess, facts
from cabinetpaper.unit import Unit, UnitKind
from narrative_figures import BEFORE, FACTS, NOW, SAMPLE, aim, card, measure, seen


def said(source: str, scorecard: Scorecard = SAMPLE, known: dict[str, Fact] | None = None) -> str:
    """Return what a draft prints; it must be a snippet without findings."""
    result = render(parse_snippet("narratives/q1/draft.md", source), known or facts(scorecard), scorecard)
    assert result.findings == ()
    return "\n".join("".join(inline_text(one, {}) for one in block.inlines) for block in result.blocks)  # type: ignore[union-attr]


def drafted(identifier: str, scorecard: Scorecard = SAMPLE) -> str:
    one = scorecard.measure(identifier)
    assert one is not None
    return said(draft_measure(scorecard, facts(scorecard), assess(scorecard, one)), scorecard)


def test_a_measure_is_drafted_with_its_change_target_and_comparator() -> None:
    assert drafted("cic_rate") == (
        "Children in care: The latest figure is 96.1 per 10,000 children, for Q1 2024/25. Compared with Q4 2023/24, "
        "it fell by 2.2, from 98.3 "
        "to 96.1, which is an improvement. It is above the target of 86.6, and is rated ■\N{NO-BREAK SPACE}Red. "
        "It is forecast at circa 89.4 by year end, above the target of 86.6. "
        "It is worse than the England figure of 70 for 2022/23.\nAction: [what will be done, by whom and by when]"
    )


def test_what_is_missing_is_said_with_its_reason() -> None:
    assert drafted("assessment") == "Assessments: No figure is available for Q1 2024/25: TBC."
    assert drafted("voids") == (
        "Housing voids: The latest figure is 387 homes, for Q1 2024/25. It is not comparable with earlier figures: the "
        "way of counting changed. It has no target."
    )
    assert drafted("calls").endswith("There is no earlier figure to compare it with. It has no target.")
    assert drafted("m", card((measure("m", Unit()),))) == "M: No figure is available."


def test_a_directorate_is_drafted_with_its_counts() -> None:
    assert said(draft_directorate(SAMPLE, FACTS, "children")) == (
        "The data for this part hold five measures. None are rated green, one amber and one red; three have no rating. "
        "Compared with the figures before, one improved and one worsened; three have no direction of travel."
    )


def test_counts_of_one_take_the_singular() -> None:
    alone = card(
        (measure("m", Unit(UnitKind.PERCENT), Polarity.HIGHER),),
        (seen("m", "5", BEFORE), seen("m", "6")),
        (aim("m", "5", Operator.AT_LEAST),),
    )
    assert said(draft_directorate(alone, facts(alone), "children"), alone) == (
        "The data for this part hold one measure. One is rated green, none amber and none red. Compared with the "
        "figures before, one improved and none worsened."
    )
    bare = replace(alone, observations=alone.observations[1:], targets=())
    assert said(draft_directorate(bare, facts(bare), "children"), bare).endswith(
        "None has a rating. None has a direction of travel."
    )


def test_a_directorate_without_measures_is_drafted_too() -> None:
    assert (
        said(draft_directorate(card(()), {}, "children"), card(()))
        == "The data hold no measure of Children’s services for this period."
    )


@pytest.mark.parametrize(
    ("rag", "direction", "part"),
    [
        (Rag.GREEN, Direction.WORSENING, "on-track"),
        (Rag.AMBER, Direction.IMPROVING, "on-track"),
        (Rag.AMBER, Direction.UNKNOWN, "focus"),
        (Rag.RED, Direction.IMPROVING, "focus"),
        (Rag.UNRATED, Direction.IMPROVING, "on-track"),
        (Rag.UNRATED, Direction.WORSENING, "focus"),
        (Rag.UNRATED, Direction.UNKNOWN, "topic"),
    ],
)
def test_a_measure_stands_where_its_rating_and_direction_put_it(rag: Rag, direction: Direction, part: str) -> None:
    one = assess(SAMPLE, SAMPLE.measures[0])
    assert part_of(replace(one, rated=replace(one.rated, rag=rag), direction=direction)) == part


def test_a_part_of_a_directorate_is_drafted_from_its_measures() -> None:
    source = draft_snippet(SAMPLE, FACTS, section="children", part="focus")
    snippet = parse_snippet("a.md", source)
    assert (snippet.section, snippet.part, snippet.measures, snippet.draft) == (
        "children",
        "focus",
        ("cic_rate", "ks4"),
        True,
    )
    assert said(source).count("Action:") == 2
    assert (
        said(draft_snippet(SAMPLE, FACTS, section="children", part="on-track"))
        == "No measure of this part stands here this quarter."
    )
    assert said(draft_snippet(SAMPLE, FACTS, section="children", part="intro")).startswith("The data for this part")
    assert said(draft_snippet(SAMPLE, FACTS, section="glance", measures=["voids"])).startswith("Housing voids:")


def test_what_the_facts_cannot_say_is_a_gap() -> None:
    source = draft_snippet(SAMPLE, FACTS, section="risk", heading='The council\'s "risks" {{ now }}')
    result = render(parse_snippet("a.md", source), FACTS, SAMPLE)
    assert [type(one) for one in result.blocks[0].inlines] == [Gap]  # type: ignore[union-attr]
    assert parse_snippet("a.md", source).heading == 'The council\'s "risks" {{ now }}'


def test_every_figure_of_a_draft_is_a_fact() -> None:
    source = draft_measure(SAMPLE, FACTS, assess(SAMPLE, SAMPLE.measures[0]))
    body = parse_snippet("a.md", source).body
    outside = "".join(part.rpartition("}}")[2] for part in body.split("{{"))
    assert not any(character.isdigit() for character in outside)


def test_a_draft_taken_over_stays_true_when_the_figures_turn() -> None:
    source = draft_measure(SAMPLE, FACTS, assess(SAMPLE, SAMPLE.measures[0]))
    turned = tuple(
        replace(one, value=Decimal(99), text="99.0") if one.measure == "cic_rate" and one.period == NOW else one
        for one in SAMPLE.observations
    )
    later = replace(SAMPLE, observations=turned)
    assert "it rose by 0.7, from 98.3 to 99.0, which is a deterioration." in said(source, later)


NUMBERS = st.decimals(0, 5000, places=1).map(str)
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cc", "Zl", "Zp")), min_size=1, max_size=12
).filter(str.strip)


@st.composite
def measured(draw: st.DrawFn) -> tuple[Scorecard, Assessment]:
    """Return a scorecard with one measure of any kind, with or without a history, a target and comparators."""
    identifier = draw(st.sampled_from(["m", "cic-rate", "if", "9th", "a.b"]))
    kind = draw(st.sampled_from(UnitKind))
    base = draw(st.sampled_from(["", "per 10,000 children", "households", "million"]))
    one = Measure(
        identifier,
        draw(NAMES),
        "children",
        Unit(kind, base),
        draw(st.sampled_from(Polarity)),
        corporate_plan=draw(st.booleans()),
    )
    now = Observation(identifier, NOW, "TBC", reason="TBC")
    if draw(st.booleans()):
        now = seen(
            identifier,
            draw(NUMBERS),
            status=draw(st.sampled_from([Status.FINAL, Status.PROVISIONAL])),
            break_before=draw(st.sampled_from(["", "New count."])),
        )
    history = (seen(identifier, draw(NUMBERS), BEFORE),) if draw(st.booleans()) else ()
    target = draw(
        st.sampled_from(
            [None, Target(identifier, None, "TBC"), aim(identifier, draw(NUMBERS), draw(st.sampled_from(Operator)))]
        )
    )
    others = tuple(
        Comparator(identifier, name, BEFORE, Decimal(draw(NUMBERS)), 1)
        for name in draw(st.lists(st.sampled_from(["England", "O’Hara's “best”", "South East"]), unique=True))
    )
    scorecard = card(
        (one,), (*history, *([now] if draw(st.booleans()) or history else [])), (target,) if target else (), others
    )
    return scorecard, assess(scorecard, one)


@settings(max_examples=200, deadline=None)
@given(measured())
def test_any_draft_is_a_snippet_without_findings(case: tuple[Scorecard, Assessment]) -> None:
    scorecard, assessed = case
    known = facts(scorecard)
    if assessed.measure.unit.kind is UnitKind.RANK:  # a rank is a whole number
        return
    text = said(draft_measure(scorecard, known, assessed), scorecard, known)
    assert text.endswith((".", "]"))
    assert ".." not in text.replace(assessed.measure.name, "")
    assert said(draft_directorate(scorecard, known, "children"), scorecard, known)


def test_a_target_that_is_another_area_s_figure_is_drafted_as_what_it_is() -> None:
    england = replace(aim("m", "1"), value=None, text="England average", comparator="england")
    scorecard = card(
        (measure("m", Unit(UnitKind.PERCENT), Polarity.HIGHER),),
        (seen("m", "71"),),
        (england,),
        (Comparator("m", "England", None, Decimal(70)),),
    )
    source = draft_measure(scorecard, facts(scorecard), assess(scorecard, scorecard.measures[0]))
    assert "Its target is {{ m.target|uncapital }}; it is rated {{ m|chip }}." in source
