"""What only the council can fill in (domain 1.2: in a draft a gap is a warning).

In: the marked gaps of a paper. Out: a finding for each, with the words to supply.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.places import run_place, runs
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Gap

__all__ = ["CODES", "gaps"]

CODES: Final[dict[str, str]] = {
    "GAP": "The paper shows words in square brackets where something is missing that only the council knows. Write it in the file that the "
    "finding names; a paper cannot be published with a gap.",
}


def gaps(subject: Subject) -> Iterator[Finding]:
    """Return a finding for each marked gap."""
    for run in runs(subject.paper):
        for inline in run.inlines:
            if isinstance(inline, Gap):
                place = run_place(subject.edition, run, subject.paper_file)
                yield Finding(
                    "GAP", subject.gap, f"The {inline.text} is missing" if _is_noun(inline.text) else f"Missing: {inline.text}", "Write it here", place
                )


def _is_noun(text: str) -> bool:
    """Return whether the gap's words follow “the” without a hitch: `name of the contact officer`."""
    first = text.split(" ", 1)[0].casefold()
    return first in {"name", "names", "date", "post", "email", "telephone", "number", "reference", "title", "reason", "address"}
