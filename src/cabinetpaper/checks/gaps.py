"""What only the council can fill in (domain 1.2: in a draft a gap is a warning).

In: the marked gaps of a paper. Out: a finding for each place, with the words to supply. What a red measure's
action lacks is told by `reds`, which knows the snippet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.places import Run, run_place, runs
from cabinetpaper.checks.reds import PROMISED
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Gap, SectionKind, Table
from cabinetpaper.wording import listed

CODES: Final[dict[str, str]] = {
    "GAP": "The paper shows words in square brackets where something is missing that only the council knows. Write it "
    "in the file that the "
    "finding names; a paper cannot be published with a gap."
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
    missing: dict[tuple[Place, str], list[str]] = {}
    for run in runs(subject.paper):
        for inline in run.inlines:
            if isinstance(inline, Gap) and not (isinstance(run.block, Table) and inline.text in PROMISED):
                place = run_place(subject.edition, run, subject.paper_file)
                missing.setdefault((place, _remedy(subject, run, place)), []).append(inline.text)
    for (place, remedy), words in missing.items():
        yield Finding("GAP", subject.gap, f"Missing: {_listed(list(dict.fromkeys(words)))}", remedy, place)


def _remedy(subject: Subject, run: Run, place: Place) -> str:
    """Return where the words are written: in the snippet that has the gap, under [answers], or in a snippet still to be
    made.
    """
    if known := subject.edition.remedies.get(run.paragraph):
        return known
    spot = re.sub("_+gap$", "", run.block.id)
    if place.file != subject.paper_file or spot == run.block.id:
        return "Write it here"
    if run.section.kind in _ANSWERED:
        return f'Under [answers] write {spot} = "…"'
    file = f"{subject.paper_file.removesuffix('paper.toml')}{spot}.md"
    named = "" if file in subject.edition.snippets else f", {file},"
    return f'Write a snippet{named} whose front matter says section = "{spot}"'


def _listed(words: list[str]) -> str:
    """Return the words as a list; those that end alike (`name of the author`, `email of the author`) say the end
    once.
    """
    if len(words) == 1:
        return words[0]
    ends = {word.partition(" of the ")[2] for word in words}
    end = f" of the {ends.pop()}" if len(ends) == 1 and "" not in ends else ""
    starts = [word.removesuffix(end) for word in words]
    return listed(starts) + end
