"""The form's labels and what stands behind each of them.

In: a `Section`. Out: `Answer` per sub-heading or table row, so that a rule need not know whether a template asks with
headings or with a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cabinetpaper.finding import Place
from cabinetpaper.paper import (
    Block,
    Gap,
    Heading,
    Inline,
    Item,
    Paragraph,
    Recommendations,
    Section,
    Table,
    inline_text,
    printed,
)
from cabinetpaper.period import Period, PeriodKind


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands under one label. `text` leaves gaps out; `gaps` are what only the council can fill in."""

    label: str
    text: str
    gaps: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether there is neither a word nor a marked gap."""
        return not self.text and not self.gaps

    @property
    def pending(self) -> bool:
        """Return whether only a marked gap stands here; the gap itself is reported by its own rule."""
        return bool(self.gaps)


def answers(section: Section, number: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return the whole section's answer under its own title, then one per sub-heading and one per table row."""
    found = [_answer(section.title, _runs(block for block in section.blocks if not isinstance(block, Heading)), number)]
    for position, block in enumerate(section.blocks):
        if isinstance(block, Heading):
            found.append(
                _answer(printed(block.inlines, number), _runs(_under(section.blocks, position, block.level)), number)
            )
        elif isinstance(block, Table):
            for row in block.rows:
                label = " ".join(printed(inner.inlines, number) for inner in row.cells[0].blocks)
                found.append(_answer(label, (inner.inlines for cell in row.cells[1:] for inner in cell.blocks), number))
    return tuple(found)


def _under(blocks: tuple[Block, ...], position: int, level: int) -> Iterator[Block]:
    for block in blocks[position + 1 :]:
        if isinstance(block, Heading):
            if block.level <= level:
                return
            continue
        yield block


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Paragraph() | Item():
                yield block.inlines
            case Recommendations():
                yield from (item.inlines for item in block.items)
            case Table():
                yield from (inner.inlines for row in block.rows for cell in row.cells for inner in cell.blocks)


def _answer(label: str, inlines: Iterable[tuple[Inline, ...]], number: Mapping[str, str]) -> Answer:
    texts: list[str] = []
    gaps: list[str] = []
    for run in inlines:
        texts.append("".join(inline_text(one, number) for one in run if not isinstance(one, Gap)).strip())
        gaps += [one.text for one in run if isinstance(one, Gap)]
    return Answer(label.strip(), " ".join(text for text in texts if text), tuple(gaps))


def find(found: Iterable[Answer], *words: str) -> Answer | None:
    """Return the last answer whose label holds one of the words, any case: a sub-heading tells more than the section's
    title.
    """
    matching = [one for one in found if any(word in one.label.casefold() for word in words)]
    return matching[-1] if matching else None


def answer_place(file: str, section: Section | None, label: str = "") -> Place:
    """Return the place of an answer: the paper's own file and the words on the form."""
    words = [word for word in (section.title if section else "", label) if word]
    return Place(file, detail=", ".join(words))


_BARE: Final = re.compile(r"(none|n\s*/\s*a|not applicable|nil|no)\W*", re.IGNORECASE)
_YES_NO: Final = re.compile(r"(?:^|[?:.])\W*(yes|no)\b", re.IGNORECASE)
_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")


def is_bare(text: str) -> bool:
    """Return whether the words only say that there is nothing: `None`, `N/A`, `Not applicable`."""
    return bool(_BARE.fullmatch(text.strip()))


def yes_or_no(text: str) -> bool | None:
    """Return True for an answer of yes, False for no, None for neither; a question that stands before the answer is
    passed over.
    """
    match = _YES_NO.search(text)
    return None if match is None else match.group(1).lower() == "yes"


def after_yes_or_no(text: str) -> str:
    """Return the words after the yes or no: the reason, the reference."""
    match = _YES_NO.search(text)
    return "" if match is None else text[match.end() :].strip(" .,:;–-")


def dates(text: str) -> tuple[date, ...]:
    """Return the full dates in the text (`10 September 2024`), in order."""
    found: list[date] = []
    for match in _DATE.finditer(text.replace("\N{NO-BREAK SPACE}", " ")):
        try:
            period = Period.parse(match.group())
        except ValueError:
            continue
        if period.kind is PeriodKind.DAY:
            found.append(period.first)
    return tuple(found)
