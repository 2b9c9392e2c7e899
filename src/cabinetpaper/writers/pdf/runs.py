"""Draw the words of a chart as runs of text and not letter by letter.

In: the PDF engine. Out: the same engine, which sets a text of an SVG at once where nothing asks for a place of each
letter. It would lay out every letter by itself, which costs a tenth of a paper's time, loses the kerning and breaks
words for whoever searches or copies them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

_BY_LETTER: Final = ("dx", "dy", "rotate", "letter-spacing", "textLength")
"""Attributes of an SVG text that set letters apart."""


class Run(str):
    """Words that are taken one by one as a single piece."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),) if self else ())


def draw_runs(engine: Any) -> None:
    """Have the engine set each text of an SVG at once; should a later version keep its drawings otherwise, they stay as
    they are.
    """
    pictures = getattr(engine, "svg", None)
    drawings = getattr(pictures, "TAGS", {})
    by_letter = getattr(pictures, "text", None)
    if pictures is None or drawings.get("text") is not by_letter or by_letter is None:
        return
    pictures.text = at_once = _at_once(by_letter)  # the engine also asks whether the drawing of a tag is this one
    drawings.update({tag: at_once for tag, drawing in drawings.items() if drawing is by_letter})


def _at_once(by_letter: Callable[[Any, Any, float], None]) -> Callable[[Any, Any, float], None]:
    """Return the drawing of a text that hands all its words as one letter to the engine's own."""

    def drawn(svg: Any, node: Any, font_size: float) -> None:
        source = getattr(node, "_etree_node", None)
        apart = any(node.get(name) for name in _BY_LETTER) or any(" " in node.get(axis, "") for axis in "xy")
        if source is not None and node.tag == "text" and node.text and not apart:
            source.text = Run(node.text)
        by_letter(svg, node, font_size)

    return drawn
