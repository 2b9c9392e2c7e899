"""Draw lists: flat items become nested lists.

In: a run of `Item`s as they follow one another. Out: `ul` and `ol`. Ordered items of level 1 go on counting past
bullets that stand between them, as `numbers` does, so an interrupted list says where it starts again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cabinetpaper.paper import Item
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import draw_inlines, identified


def draw_items(items: Sequence[Item], canvas: Canvas) -> str:
    """Return the items as lists; items of level 2 stand inside the item of level 1 before them."""
    lists: list[str] = []
    for (ordered, _), run in groupby(_with_children(items), key=lambda pair: (pair[0].ordered, pair[0].level)):
        pairs = list(run)
        first = canvas.number.get(pairs[0][0].id, "").rstrip(".")
        deeper = ' class="deeper"' if pairs[0][0].level > 1 else ""
        lists.append(_list(pairs, ordered, _start(first if ordered else "", canvas) + deeper, canvas))
    return "".join(lists)


def _start(first: str, canvas: Canvas) -> str:
    """Return the attribute that makes a list start at a number other than 1; the PDF engine takes it from the style
    alone.
    """
    if first in {"", "1"}:
        return ""
    return f' style="counter-reset:list-item {int(first) - 1}"' if canvas.printed else f' start="{first}"'


def _with_children(items: Sequence[Item]) -> list[tuple[Item, list[Item]]]:
    pairs: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.level > 1 and pairs and pairs[-1][0].level == 1:
            pairs[-1][1].append(item)
        else:
            pairs.append((item, []))
    return pairs


def _list(pairs: Sequence[tuple[Item, list[Item]]], ordered: bool, attributes: str, canvas: Canvas) -> str:
    tag = "ol" if ordered else "ul"
    drawn = [
        f"<li{identified(item.id, canvas)}>{canvas.start * (1 if place else 2)}{draw_inlines(item.inlines, canvas)}{_nested(children, canvas)}</li>"
        for place, (item, children) in enumerate(pairs)
    ]
    return f"<{tag}{attributes}>{''.join(drawn)}</{tag}>"


def _nested(children: Sequence[Item], canvas: Canvas) -> str:
    runs = groupby(children, key=lambda item: item.ordered)
    return "".join(_list([(item, []) for item in run], ordered, "", canvas) for ordered, run in runs)
