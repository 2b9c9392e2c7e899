"""Paragraph numbers run through the whole paper, and references find them.

In: the numbered blocks. Out: findings for a number typed by hand before a numbered paragraph, a reference that leads
nowhere and an id that stands twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Heading, Paragraph, PartKind, Reference, printed

CODES: Final[dict[str, str]] = {
    "NUMBER-BY-HAND": "A numbered paragraph begins with a number typed by hand, so that it would show two. Take the "
    "typed number out: paragraphs are numbered by themselves.",
    "REFERENCE-LOST": "A reference leads to a paragraph that is not in the paper or has no number. Name a numbered "
    "paragraph or a recommendation.",
    "BLOCK-TWICE": "Two parts of the paper have the same id, so that a reference or an editor's change could not tell "
    "them apart. Give one of the two snippets another heading or another file name.",
}

_TYPED: Final = re.compile(r"\s*(\d{1,3}|[ivx]{1,5})\s*[.)]+\s")


def numbering(subject: Subject) -> Iterator[Finding]:
    """Return what disturbs the numbering."""
    for part, where in subject.placed:
        numbered = (
            part.kind is not PartKind.NOTE and isinstance(part.block, Paragraph | Heading) and part.block.numbered
        )
        typed = _TYPED.match(printed(part.inlines, subject.number)) if numbered else None
        if typed:
            message = f"The paragraph begins with “{typed.group().strip()}”, typed by hand"
            remedy = "Take it out: paragraphs are numbered by themselves"
            yield Finding.warning("NUMBER-BY-HAND", message, remedy, subject.part_place(part, where))
        for inline in part.inlines:
            if isinstance(inline, Reference) and inline.target not in subject.number:
                message = f"The reference to “{inline.target}” leads nowhere"
                remedy = "Name a numbered paragraph or a recommendation"
                yield Finding.error("REFERENCE-LOST", message, remedy, subject.part_place(part, where))
    holders = {
        (replace(part.path, row=None, cell=None) if part.holder is part.block else part.path, part.holder.id)
        for part, _ in subject.placed
    }
    for identifier, count in sorted(Counter(identifier for _, identifier in holders if identifier).items()):
        if count > 1:
            message = f"{count} parts of the paper have the id “{identifier}”"
            yield Finding.error("BLOCK-TWICE", message, "Rename one of them", Place(subject.paper_file))
