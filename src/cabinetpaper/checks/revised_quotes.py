"""Old figures that words still quote after they were revised.

In: observations that were revised or corrected, and the snippets. Out: a warning for each snippet that speaks of the
measure and holds the old figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place

CODES: Final[dict[str, str]] = {
    "REVISED-QUOTED": "A figure was revised or corrected, and a snippet on the measure still holds the old one as "
    "typed words. Print the figure from "
    "the data, or say that it was revised."
}


def revised_quotes(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each old figure in the words of a snippet on its measure."""
    for measure in subject.scorecard.measures:
        for one in subject.scorecard.series(measure.id):
            for old in dict.fromkeys(
                text
                for text in (one.revised_from, one.correction.old if one.correction else "")
                if text and text != one.text
            ):
                for file, source in subject.edition.snippets.items():
                    if re.search(rf"\b{re.escape(measure.id)}\b", source):
                        yield from _quoted(file, source, old, one.text, measure.label)


def _quoted(file: str, source: str, old: str, new: str, label: str) -> Iterator[Finding]:
    pattern = re.compile(rf"(?<![\w.,]){re.escape(old)}(?![\d%]|[.,]\d)")
    for number, line in enumerate(source.splitlines(), 1):
        if pattern.search(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", line)):
            message = f"“{old}” is the old figure of “{label}”, which is now {new}"
            yield Finding.warning(
                "REVISED-QUOTED",
                message,
                "Print the figure from the data, or say that it was revised",
                Place(file, number),
            )
