"""Keep what is exempt out of the public paper, and mark it in the other.

In: the [exempt] table of a paper.toml: sections and parts by id, with the paragraphs of Schedule 12A to the Local
Government Act 1972 (as it applies in England, paragraphs 1 to 7). Out: for the public version a note in the place of
each, and which ids hold nothing; for the exempt version a mark above each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import note
from cabinetpaper.compose.template import TemplateSection
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Paragraph, Style, Text, block_id
from cabinetpaper.paper.edition import NOT_FOR_PUBLICATION
from cabinetpaper.wording import listed

CODES: Final[dict[str, str]] = {
    "EXEMPT-UNKNOWN": "`[exempt]` names a section or part that the template does not have, so that what was meant "
    "would be published. Write one of the ids listed.",
    "EXEMPT-PARAGRAPH": "`[exempt]` gives no paragraph of Schedule 12A from 1 to 7, so that there is no ground for "
    "leaving the part out. Write the number, or several: 3 and 5.",
    "EXEMPT-NONE": "An exempt version was asked for, but nothing in the paper is exempt. Name the parts under [exempt] "
    "in paper.toml.",
}

_NUMBERS: Final = re.compile(r"[1-7](?:\s*(?:,|and|&)\s*[1-7])*")
_SUBJECTS: Final = {
    "1": "information about an individual",
    "2": "information likely to reveal who an individual is",
    "3": "information about the financial or business affairs of a particular person, the council among them",
    "4": "information about consultations or negotiations on a labour relations matter",
    "5": "information covered by legal professional privilege",
    "6": "information that reveals a proposed notice, order or direction",
    "7": "information about the prevention, investigation or prosecution of crime",
}
"""What each paragraph of Part 1 of the Schedule is about, in our words."""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the numbers of the paragraphs that the text names, in order; none where it is not a list of numbers from 1
    to 7.
    """
    return tuple(sorted(set(re.findall(r"\d", text)))) if _NUMBERS.fullmatch(text.strip()) else ()


def cited(texts: Iterable[str]) -> str:
    """Return the paragraphs as a notice names them: `paragraph 3`, `paragraphs 1, 3 and 5`."""
    numbers = sorted({number for text in texts for number in paragraphs(text)})
    return f"paragraph{'s' if numbers[1:] else ''} {listed(numbers)}"


def marked_status(status: str, exempt: Mapping[str, str]) -> str:
    """Return the status of the exempt version: `Not for publication: paragraph 3`, after that of a draft."""
    mark = f"{NOT_FOR_PUBLICATION}: {cited(exempt.values())}"
    return f"{status}. {mark}" if status else mark


def exempt_problems(desk: Desk, known: Iterable[str]) -> Iterator[Finding]:
    """Return what is wrong with the [exempt] table, given the ids of the paper's own template and of the one that is
    filled; each is an error, since a slip would publish what must not be.
    """
    ids = list(known)
    for key, text in desk.details.exempt.items():
        place = Place(desk.paper_file, detail=f"exempt.{key}")
        if key not in ids:
            yield Finding.error("EXEMPT-UNKNOWN", f"There is no section or part “{key}”", advice(key, ids), place)
        if not paragraphs(text):
            yield Finding.error(
                "EXEMPT-PARAGRAPH", f"“{text}” is no paragraph of Schedule 12A", "Write a number from 1 to 7", place
            )
    if desk.exempt and not desk.grounds:
        yield Finding.error(
            "EXEMPT-NONE", "Nothing in this paper is exempt", "Name the parts under [exempt]", Place(desk.paper_file)
        )


def _ground(text: str) -> str:
    subjects = "; ".join(_SUBJECTS[number] for number in paragraphs(text))
    return f"{cited([text])} of Part 1 of Schedule 12A to the Local Government Act 1972: {subjects}"


def notice(_: Desk, spot: Spot) -> Iterator[Made]:
    """Return what the public paper says in the place of an exempt part."""
    yield note(spot.key("exempt"), f"This part is not published. It is exempt under {_ground(spot.exempt)}.")


def mark(_: Desk, spot: Spot) -> Iterator[Made]:
    """Return what the exempt version says above an exempt part."""
    head = Text(f"{NOT_FOR_PUBLICATION}:", Style.STRONG)
    yield note(spot.key("exempt"), head, f" exempt under {_ground(spot.exempt)}.")


def opening_mark(desk: Desk, section: TemplateSection) -> Iterator[Paragraph]:
    """Return the words at the head of an exempt version, which stand in its first section."""
    if desk.exempt and section is desk.template.sections[0]:
        paragraphs = cited(desk.grounds.values())
        yield note(
            block_id(section.id, "not_for_publication"),
            Text(f"{NOT_FOR_PUBLICATION}.", Style.STRONG),
            f" This version holds exempt information under {paragraphs} of Part 1 of Schedule 12A to the Local "
            "Government Act 1972.",
        )


NOTICES: Final = {"exempt-notice": notice, "exempt-mark": mark}
"""The blocks that stand in the place of an exempt part, or above it; templates do not list them."""
