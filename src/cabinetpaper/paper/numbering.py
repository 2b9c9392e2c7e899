"""Number the paragraphs and recommendations of a paper.

In: a `Paper`. Out: the printed number of every numbered section and block by its id. Paragraph numbers run 1, 2, 3
through the whole paper, or 1.1, 1.2 below each numbered title of a section; recommendations count by themselves;
ordered items start again after any block that is not an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from cabinetpaper.paper import model

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Return a positive number in lower-case Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def recommendation_number(scheme: model.Numbering, number: int) -> str:
    """Return how the n-th recommendation is numbered: `(i)`, `(a)` or `1`; letters double after z, as Word's do."""
    if scheme is model.Numbering.ROMAN:
        return f"({roman(number)})"
    if scheme is model.Numbering.LETTER:
        return f"({chr(ord('a') + (number - 1) % 26) * ((number - 1) // 26 + 1)})"
    return str(number)


def numbers(paper: model.Paper) -> dict[str, str]:
    """Return the printed number of each numbered section, block and recommendation, by id."""
    return dict(_numbered(paper))


def _numbered(paper: model.Paper) -> Iterator[tuple[str, str]]:  # noqa: C901  # one case for each kind of block
    part = paragraph = recommendation = item = 0
    by_section = paper.counting is model.Counting.BY_SECTION
    for section in paper.sections:
        item = 0
        if section.counted:
            part, paragraph = (part + 1, 0) if by_section else (part, paragraph + 1)
            yield section.id, str(part if by_section else paragraph)
        for block in section.blocks:
            item = item if isinstance(block, model.Item) else 0
            match block:
                case model.Item():
                    if block.ordered and block.level == 1:
                        item += 1
                        yield block.id, f"{item}."
                case model.Heading() | model.Paragraph():
                    if block.numbered and not (isinstance(block, model.Paragraph) and block.role.stands_apart):
                        paragraph += 1
                        yield block.id, f"{part}.{paragraph}" if by_section else str(paragraph)
                case model.Recommendations():
                    for recommended in block.items:
                        recommendation += 1
                        yield recommended.id, recommendation_number(paper.recommendation_numbering, recommendation)
                case model.Table() | model.Chart() | model.Contents() | model.Picture():
                    pass
                case _:
                    assert_never(block)
