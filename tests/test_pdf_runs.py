"""Words of a chart stay words in the PDF: set as one run, unless their letters have places of their own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from cabinetpaper.writers.pdf.engine.changes import words_in_one_piece


class Node(SimpleNamespace):
    """An element of an SVG, as the engine hands it to a drawing."""

    @property
    def text(self) -> str:
        return str(self._etree_node.text)

    def get(self, name: str, default: Any = None) -> Any:
        return self.attributes.get(name, default)


def pieces(text: str, **attributes: str) -> list[str]:
    """Return the pieces in which an engine that goes through a text letter by letter sets it."""
    found: list[str] = []

    def by_letter(svg: object, node: Any, size: float) -> None:
        found.extend(node._etree_node.text)

    pictures = SimpleNamespace(TAGS={"text": by_letter, "tspan": by_letter}, text=by_letter)
    words_in_one_piece(SimpleNamespace(svg=pictures))
    assert pictures.TAGS["text"] is pictures.text
    pictures.TAGS["text"](None, Node(tag="text", _etree_node=SimpleNamespace(text=text), attributes=attributes), 9.5)
    return found


def test_the_words_of_a_chart_are_set_as_one_run() -> None:
    assert pieces("Target 25.0%", x="3.5", y="7") == ["Target 25.0%"]


def test_letters_with_places_of_their_own_are_set_one_by_one() -> None:
    assert pieces("ab", x="1 2") == ["a", "b"]
    assert pieces("ab", rotate="30") == ["a", "b"]


def test_an_engine_that_draws_otherwise_is_left_as_it_is() -> None:
    words_in_one_piece(SimpleNamespace())
    other = SimpleNamespace(svg=SimpleNamespace(TAGS={"text": len}, text=repr))
    words_in_one_piece(other)
    assert other.svg.TAGS["text"] is len
