"""The first sentence of an action, which is what a page at a glance has room for."""

from __future__ import annotations

from cabinetpaper.compose.sentences import first_sentence
from cabinetpaper.paper import Figure, Span, Text


def test_the_rest_of_the_words_is_left_out_and_the_span_says_so() -> None:
    run = (Text("To recruit two officers. One has started.", span=Span("a.md", 10, 51)), Text("More."))
    assert first_sentence(run) == (Text("To recruit two officers.", span=Span("a.md", 10, 34)),)


def test_a_figure_within_the_sentence_stays_and_its_point_is_no_end() -> None:
    run = (Text("To reach "), Figure("97.5%", "a.target"), Text(" by March, e.g. Saturday visits. Then more."))
    assert first_sentence(run) == (
        Text("To reach "),
        Figure("97.5%", "a.target"),
        Text(" by March, e.g. Saturday visits."),
    )


def test_a_single_sentence_is_whole_and_one_that_ends_with_its_stretch_is_too() -> None:
    assert first_sentence((Text("To recruit."),)) == (Text("To recruit."),)
    assert first_sentence((Text("To recruit."), Text(" Then more."))) == (Text("To recruit."),)
    assert first_sentence(()) == ()
