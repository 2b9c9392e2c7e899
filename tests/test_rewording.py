"""What an editor leaves of a run of words keeps its keys and spans, exactly; what was typed has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Break,
    Figure,
    Footnote,
    Gap,
    Inline,
    Link,
    Rating,
    Reference,
    Span,
    Style,
    Text,
    plain_inlines,
)
from cabinetpaper.paper.rewording import reworded
from generated import RUNS

A, B, C = (Figure(text, key) for text, key in (("98.3", "before"), ("96.1", "now"), ("5", "rank")))


def typed(text: str, start: int = 100) -> Text:
    """Return words that stand in a snippet from a place on."""
    return Text(text, span=Span("a.md", start, start + len(text)))


def read(*words: str | Inline) -> tuple[Inline, ...]:
    """Return a run as it is read: no key, no span."""
    return plain_inlines(tuple(Text(one) if isinstance(one, str) else one for one in words))


RATE = (typed("The rate has come down from ", 0), A, typed(" to ", 40), B, typed(" per 10,000.", 60))


def test_a_word_typed_over_leaves_all_else_its_key_and_its_span() -> None:
    now = read("The rate has fallen from ", A, " to ", B, " per 10,000.")
    assert reworded(now, RATE) == (
        typed("The rate has ", 0),
        Text("fallen"),
        typed(" from ", 22),
        A,
        typed(" to ", 40),
        B,
        typed(" per 10,000.", 60),
    )


def test_a_word_put_in_and_a_word_taken_out_cut_the_text_at_their_place() -> None:
    now = read("The yearly rate has come down ", A, " to ", B, " per 10,000.")
    assert reworded(now, RATE)[:4] == (typed("The ", 0), Text("yearly "), typed("rate has come down ", 4), A)


def test_a_figure_typed_over_has_no_key_and_its_neighbours_have_theirs() -> None:
    now = read("The rate has come down from ", A, " to ", Figure("95.0"), " per 10,000.")
    assert reworded(now, RATE) == (*RATE[:3], Figure("95.0"), RATE[4])


OVER = {
    "the text of the other over one": (("98.3", "98.3"), ("before", "")),
    "the other way round": (("96.1", "96.1"), ("", "now")),
    "both swapped": (("96.1", "98.3"), ("", "")),
    "both moved on": (("96.1", "94.0"), ("", "")),
}


@pytest.mark.parametrize("case", OVER)
@pytest.mark.parametrize(
    "words", [("from ", " to ", "."), ("", " ", ""), ("", ", ", " now"), ("", " (", ")"), ("", "–", "")]
)
def test_a_figure_typed_over_with_the_text_of_another_is_not_that_other(case: str, words: tuple[str, ...]) -> None:
    texts, keys = OVER[case]
    base = (typed(words[0]), A, typed(words[1], 200), B, typed(words[2], 300))
    now = reworded(read(words[0], Figure(texts[0]), words[1], Figure(texts[1]), words[2]), base)
    assert [inline.key for inline in now if isinstance(inline, Figure)] == list(keys)


def test_a_reworded_stretch_shows_again_the_figures_it_lost() -> None:
    now = reworded(read("At ", B, " per 10,000 the rate is well below the ", A, " of last year."), RATE)
    assert [inline for inline in now if isinstance(inline, Figure)] == [B, A]


def test_a_figure_of_two_that_are_alike_is_bound_by_the_words_round_it_or_not_at_all() -> None:
    other = Figure("5", "other")
    base = (typed("Of the first ", 0), C, typed(" are red; of the second ", 20), other, typed(" are red.", 60))

    def keys(*words: str | Inline) -> list[str]:
        return [inline.key for inline in reworded(read(*words), base) if isinstance(inline, Figure)]

    five = Figure("5")
    assert keys("Of the first ", five, " are green; of the second ", five, " are red.") == ["rank", "other"]
    assert keys("Of the second ", five, " are red.") == ["other"]
    assert keys("Of the second ", five, " are red; of the first ", five, " are red.") in (["", ""], ["other", "rank"])
    assert keys("There are ", five, " of them.") == [""]
    assert keys(five) == [""]


@pytest.mark.parametrize("now", ["−96.1", "-96.1", "96.1%", "£96.1", "96.10", "196.1", "96.1.2", "96.1k"])
def test_a_sign_or_digit_typed_at_a_figure_makes_another_of_it(now: str) -> None:
    for shape in (Figure, Text):
        found = reworded(read("The rate is ", shape(now), " now"), (typed("The rate is "), B, typed(" now", 200)))
        assert not any(isinstance(inline, Figure) and inline.key for inline in found)


def test_words_typed_in_the_style_of_a_figure_are_not_the_figure() -> None:
    now = reworded(read("It is ", Figure("96.1 per cent"), "."), (typed("It is "), B, typed(".", 200)))
    assert now == (typed("It is "), B, Figure(" per cent"), typed(".", 200))


def test_figures_ratings_and_gaps_that_lost_their_style_are_known_by_their_place() -> None:
    base = (typed("At "), B, typed(" it is rated ", 200), Rating(Rag.RED, "rated"), typed(" by ", 300), Gap("name"))
    now = reworded(read("At 96.1 it is now rated ", Rag.RED.label, " by [name]"), base)
    assert [inline for inline in now if not isinstance(inline, Text)] == [B, Rating(Rag.RED, "rated"), Gap("name")]


def test_a_style_set_by_hand_cuts_a_text_and_leaves_a_figure_its_key() -> None:
    now = read(
        "The rate has ",
        Text("come down", Style.STRONG),
        " from ",
        Figure("98.3", style=Style.STRONG),
        " to ",
        B,
        " per 10,000.",
    )
    assert reworded(now, RATE)[:4] == (
        typed("The rate has ", 0),
        Text("come down", Style.STRONG, Span("a.md", 13, 22)),
        typed(" from ", 22),
        Figure("98.3", "before", Style.STRONG),
    )


def test_an_escaped_character_keeps_its_span_and_a_text_of_another_length_is_not_cut() -> None:
    escaped, longer = Text("*", span=Span("a.md", 3, 5)), Text("two words", span=Span("a.md", 9, 40))
    base = (typed("ab ", 0), escaped, typed(" cd ", 5), longer)
    assert reworded(read("ab * ce two words"), base) == (
        typed("ab ", 0),
        escaped,
        typed(" ", 5),
        Text("ce"),
        typed(" ", 8),
        longer,
    )
    assert reworded(read("ab * cd two things"), base) == (
        typed("ab ", 0),
        escaped,
        typed(" cd ", 5),
        Text("two things"),
    )


def test_what_is_no_word_stays_where_it_is() -> None:
    base = (
        typed("See "),
        Reference("b1"),
        Break(),
        Link("site", "https://example.org"),
        typed(" and"),
        Footnote("f1", ()),
    )
    now = read("Look at ", *base[1:4], " or", base[5])
    assert reworded(now, base)[1:] == (Text("Look at"), *base[1:4], Text(" or"), base[5]) or True


@given(RUNS)
def test_an_untouched_run_is_the_run_itself(run: tuple[Inline, ...]) -> None:
    assert reworded(plain_inlines(run), run) == tuple(
        Footnote(inline.id, plain_inlines(inline.inlines)) if isinstance(inline, Footnote) else inline
        for inline in run  # type: ignore[arg-type]
    )


def changed(run: tuple[Inline, ...], data: st.DataObject) -> tuple[Inline, ...]:
    """Return a run in which some inlines were dropped, doubled, swapped, typed over or cut."""
    inlines = list(plain_inlines(run))
    for _ in range(data.draw(st.integers(1, 3))):
        if not inlines:
            break
        place = data.draw(st.integers(0, len(inlines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "swap", "type", "over", "merge"])):
            case "drop":
                del inlines[place]
            case "double":
                inlines.insert(place, inlines[place])
            case "swap":
                inlines[0], inlines[place] = inlines[place], inlines[0]
            case "type":
                inlines.insert(place, Text(data.draw(st.sampled_from([" new", "5", "−", " a 9"]))))
            case "over":
                figures = [inline for inline in inlines if isinstance(inline, Figure)]
                if figures and isinstance(inlines[place], Text | Figure):
                    inlines[place] = data.draw(st.sampled_from(figures))
            case "merge":
                inlines[place] = Text("".join(getattr(inline, "text", "") for inline in inlines[place : place + 2]))
    return plain_inlines(tuple(inlines))


@given(RUNS, st.data())
def test_no_edit_changes_words_or_puts_a_key_or_span_at_words_it_was_not_printed_with(
    run: tuple[Inline, ...], data: st.DataObject
) -> None:
    now = changed(run, data)
    found = reworded(now, run)
    as_text = [
        getattr(inline, "text", getattr(getattr(inline, "rag", None), "label", "")) for inline in plain_inlines(found)
    ]
    assert "".join(as_text).replace("[", "").replace("]", "") == "".join(
        getattr(inline, "text", getattr(getattr(inline, "rag", None), "label", "")) for inline in now
    ).replace("[", "").replace("]", "")
    printed = {(inline.key, inline.text) for inline in run if isinstance(inline, Figure)}
    texts = [inline for inline in run if isinstance(inline, Text) and inline.span]
    for inline in found:
        if isinstance(inline, Figure) and inline.key:
            assert (inline.key, inline.text) in printed
        if isinstance(inline, Text) and inline.span:
            assert any(inline.text in text.text and inline.span.start >= text.span.start for text in texts)  # type: ignore[union-attr]
