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
from cabinetpaper.written import stands_in

CODES: Final[dict[str, str]] = {
    "REVISED-QUOTED": "A figure was revised or corrected, and a snippet on the measure still holds the old one as "
    "typed words. Print the figure from the data, or say that it was revised."
}

_EXPRESSION: Final = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)")


def revised_quotes(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each old figure in the words of a snippet on its measure."""
    for measure in subject.scorecard.measures:
        on_measure = re.compile(rf"\b{re.escape(measure.id)}\b")
        for now in subject.scorecard.series(measure.id):
            corrected = now.correction.old if now.correction else ""
            for old in dict.fromkeys(text for text in (now.revised_from, corrected) if text and text != now.text):
                message = f"“{old}” is the old figure of “{measure.label}”, which is now {now.text}"
                for file, source in subject.edition.snippets.items():
                    for number, line in enumerate(source.splitlines() if on_measure.search(source) else (), 1):
                        if stands_in(old, _EXPRESSION.sub("", line)):
                            remedy = "Print the figure from the data, or say that it was revised"
                            yield Finding.warning("REVISED-QUOTED", message, remedy, Place(file, number))
