"""Keep every note that the engine would leave behind.

In: the PDF engine. Out: the same engine, which takes to the next page a note whose mark it has drawn and whose words it
has not. Where a line has no room because of the notes before it, it puts those off and draws the line, but forgets the
line's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def keep_notes(engine: Any) -> None:
    """Have the engine keep its notes; should a later version make its pages otherwise, they stay as they are, and a
    lost note is found in `draw`.
    """
    layout = getattr(getattr(engine, "layout", None), "page", None)
    make_page = getattr(layout, "make_page", None)
    if layout is not None and make_page is not None:
        layout.make_page = _keeping(make_page)


def _keeping(make_page: Callable[..., Any]) -> Callable[..., Any]:
    def made(context: Any, *args: Any, **named: Any) -> Any:
        result = make_page(context, *args, **named)
        if context.footnotes:
            waiting = {id(footnote) for footnote in context.footnotes}
            left = [box.footnote for box in result[0].descendants() if id(box.footnote) in waiting]
            for footnote in left:
                context.footnotes.remove(footnote)
                context.reported_footnotes.append(footnote)
        return result

    return made
