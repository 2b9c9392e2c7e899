"""The form's labels and what stands behind each of them.

In: a `Section`. Out: `Answer` per sub-heading or table row, so that a rule need not know whether a template asks with
headings or with a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile
from typing import Final

from cabinetpaper.paper import Block, Gap, Heading, Part, PartKind, Section, parts, printed
from cabinetpaper.period import PeriodKind, periods_in


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

    def names(self, *words: str) -> bool:
        """Return whether the label holds one of the words, any case."""
        return any(word in self.label.casefold() for word in words)


def answers(section: Section, number: Mapping[str, str]) -> tuple[Answer, ...]:
    """Return the whole section's answer under its own title, then one per sub-heading and one per table row."""
    found = [_answer(section.title, (part for block in section.blocks for part in parts(block)), number)]
    for position, block in enumerate(section.blocks):
        if isinstance(block, Heading):
            below = (part for other in _below(section, position, block) for part in parts(other))
            found.append(_answer(printed(block.inlines, number), below, number))
        in_rows = (part for part in parts(block) if part.row is not None)
        for _, row in groupby(in_rows, lambda part: part.path.row):
            cells = list(row)
            label = " ".join(printed(part.inlines, number) for part in cells if part.kind is PartKind.ROW_HEADING)
            found.append(_answer(label, (part for part in cells if part.kind is not PartKind.ROW_HEADING), number))
    return tuple(found)


def _below(section: Section, position: int, heading: Heading) -> Iterator[Block]:
    """Return the blocks under a heading, down to the next that stands as high."""
    after = section.blocks[position + 1 :]
    return takewhile(lambda block: not isinstance(block, Heading) or block.level > heading.level, after)


def _answer(label: str, answering: Iterable[Part], number: Mapping[str, str]) -> Answer:
    texts: list[str] = []
    gaps: list[str] = []
    for part in answering:
        if part.kind.prose:
            texts.append(printed(tuple(one for one in part.inlines if not isinstance(one, Gap)), number).strip())
            gaps += [inline.text for inline in part.inlines if isinstance(inline, Gap)]
    return Answer(label.strip(), " ".join(filter(None, texts)), tuple(gaps))


def find(found: Iterable[Answer], *words: str) -> Answer | None:
    """Return the last answer whose label holds one of the words: a sub-heading says more than the section's title."""
    return next((answer for answer in reversed(list(found)) if answer.names(*words)), None)


_BARE: Final = re.compile(r"(none|n\s*/\s*a|not applicable|nil|no)\W*", re.IGNORECASE)
_YES_NO: Final = re.compile(r"(?:^|[?:.])[^\w?:.]*(yes|no)\b", re.IGNORECASE)


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
    named = (one.period for one in periods_in(text.replace("\N{NO-BREAK SPACE}", " ")))
    return tuple(period.first for period in named if period is not None and period.kind is PeriodKind.DAY)
