"""Paragraph numbers run through the whole paper, and references find them (domain NP-1).

In: the numbered blocks. Out: findings for a number typed by hand before a numbered paragraph, a reference that leads
nowhere and an id that stands twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.places import Run, run_place, runs
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Heading, Paragraph, Recommendations, Reference, notes, printed

CODES: Final[dict[str, str]] = {
    "NUMBER-BY-HAND": "A numbered paragraph begins with a number typed by hand, so that it would show two. Take the "
    "typed number out: "
    "paragraphs are numbered by themselves.",
    "REFERENCE-LOST": "A reference leads to a paragraph that is not in the paper or has no number. Name a numbered "
    "paragraph or a recommendation.",
    "BLOCK-TWICE": "Two parts of the paper have the same id, so that a reference or an editor's change could not tell "
    "them apart. Give one of "
    "the two snippets another heading or another file name.",
}

_TYPED: Final = re.compile(r"\s*(\d{1,3}|[ivx]{1,5})\s*[.)]+\s")


def numbering(subject: Subject) -> Iterator[Finding]:
    """Return what disturbs the numbering."""
    for run in runs(subject.paper):
        yield from _run(subject, run)
    counted = Counter(block.id for section in subject.paper.sections for block in section.blocks if block.id)
    counted.update(
        item.id
        for section in subject.paper.sections
        for block in section.blocks
        if isinstance(block, Recommendations)
        for item in block.items
    )
    counted.update(note.footnote.id for note in notes(subject.paper))
    for identifier, count in counted.items():
        if count > 1:
            yield Finding.error(
                "BLOCK-TWICE",
                f"{count} parts of the paper have the id “{identifier}”",
                "Rename one of them",
                Place(subject.paper_file),
            )


def _run(subject: Subject, run: Run) -> Iterator[Finding]:
    numbered = isinstance(run.block, Paragraph | Heading) and run.block.numbered and run.paragraph == run.block.id
    typed = _TYPED.match(printed(run.inlines, subject.number)) if numbered else None
    if typed:
        message = f"The paragraph begins with “{typed.group().strip()}”, typed by hand"
        yield Finding.warning(
            "NUMBER-BY-HAND",
            message,
            "Take it out: paragraphs are numbered by themselves",
            run_place(subject.edition, run, subject.paper_file),
        )
    for inline in run.inlines:
        if isinstance(inline, Reference) and inline.target not in subject.number:
            message = f"The reference to “{inline.target}” leads nowhere"
            place = run_place(subject.edition, run, subject.paper_file)
            yield Finding.error("REFERENCE-LOST", message, "Name a numbered paragraph or a recommendation", place)
