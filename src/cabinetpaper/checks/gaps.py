"""What only the council can fill in (in a draft a gap is a warning).

In: the marked gaps of a paper. Out: a finding for each place, with the words to supply. What a red measure's
action lacks is told by `reds`, which knows the snippet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.reds import PROMISED
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Gap, Part, SectionKind, Table
from cabinetpaper.wording import listed

CODES: Final[dict[str, str]] = {
    "GAP": "The paper shows words in square brackets where something is missing that only the council knows. Write it "
    "in the file that the finding names; a paper cannot be published with a gap."
}

_ANSWERED: Final = frozenset(
    {
        SectionKind.CONFIDENTIALITY,
        SectionKind.RESOURCE,
        SectionKind.LEGAL,
        SectionKind.RISK,
        SectionKind.POLICY,
        SectionKind.KEY_DECISION,
        SectionKind.WARDS,
        SectionKind.DOCUMENTS,
    }
)
"""Parts of the form that are answered in a line or two; the others are told in snippets."""


def gaps(subject: Subject) -> Iterator[Finding]:
    """Return a finding for each place with marked gaps, whatever is missing there named together."""
    missing: dict[tuple[Place, str], dict[str, None]] = {}
    for part, where in subject.placed:
        for inline in part.inlines:
            if isinstance(inline, Gap) and not (isinstance(part.block, Table) and inline.text in PROMISED):
                place = subject.part_place(part, where)
                missing.setdefault((place, _remedy(subject, part, place)), {})[inline.text] = None
    for (place, remedy), words in missing.items():
        yield subject.gap("GAP", f"Missing: {_listed(list(words))}", remedy, place)


def _remedy(subject: Subject, part: Part, place: Place) -> str:
    """Return where the words are written: in the snippet that has the gap, under [answers], or in a snippet still to be
    made.
    """
    if given := subject.edition.remedies.get(part.holder.id):
        return given
    spot = re.sub("(?<!_)_+gap$", "", part.block.id)
    if place.file != subject.paper_file or spot == part.block.id:
        return "Write it here"
    if subject.paper.sections[part.path.section].kind in _ANSWERED:
        return f'Under [answers] write {spot} = "…"'
    file = f"{subject.paper_file.removesuffix('paper.toml')}{spot}.md"
    named = "" if file in subject.edition.snippets else f", {file},"
    return f'Write a snippet{named} whose front matter says section = "{spot}"'


def _listed(words: list[str]) -> str:
    """Return the words as a list; those that end alike (`name of the author`, `email of the author`) say the end
    once.
    """
    ends = {word.partition(" of the ")[2] for word in words}
    if len(words) == 1 or len(ends) > 1 or "" in ends:
        return listed(words)
    end = f" of the {ends.pop()}"
    return listed(word.removesuffix(end) for word in words) + end
