"""Each red measure has an action, somebody who does it and a day by which (the brief of a performance paper).

In: the ratings and the actions that snippets promise. Out: a finding for each red measure that lacks one of the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.measure import Rag

__all__ = ["CODES", "reds"]

CODES: Final[dict[str, str]] = {
    "RED-WITHOUT-ACTION": "A measure is rated red and no snippet says what is being done. Write a paragraph that begins with “Action:” in a "
    "snippet whose front matter names the measure.",
    "RED-WITHOUT-OWNER": "The action for a red measure has no owner. Write `owner` in the front matter of its snippet.",
    "RED-WITHOUT-DUE-DATE": "The action for a red measure has no due date. Write `due` in the front matter of its snippet.",
}


def reds(subject: Subject) -> Iterator[Finding]:
    """Return what each red measure lacks."""
    for assessed in subject.assessed:
        if assessed.rag is not Rag.RED:
            continue
        measure = assessed.measure
        actions = [action for action in subject.edition.actions if action.measure == measure.id]
        promised = [action for action in actions if action.text.strip()]
        file = actions[0].file if actions else measure.place.file
        place = Place(file, None if actions else measure.place.line, detail=f"measure {measure.id}")
        if not promised:
            remedy = f'Write “Action:” in a snippet with measure = "{measure.id}"'
            yield Finding("RED-WITHOUT-ACTION", Severity.WARNING, f"“{measure.label}” is red and has no action", remedy, place)
            continue
        for code, name, present in (
            ("RED-WITHOUT-OWNER", "owner", any(action.owner.strip() for action in promised)),
            ("RED-WITHOUT-DUE-DATE", "due date", any(action.due.strip() for action in promised)),
        ):
            if not present:
                entry = "due" if name == "due date" else name
                remedy = f"Write {entry} = “…” between the +++ lines of the snippet"
                yield Finding(code, Severity.WARNING, f"The action for “{measure.label}”, which is red, has no {name}", remedy, place)
