"""Each red measure has an action, somebody who does it and a day by which (the brief of a performance paper).

In: the ratings and the actions that snippets promise. Out: a finding for each red measure that lacks one of the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Rag

CODES: Final[dict[str, str]] = {
    "RED-WITHOUT-ACTION": "A measure is rated red and no snippet says what is being done. Write a paragraph that "
    "begins with “Action:” in a snippet whose front matter names the measure.",
    "RED-ACTION-INCOMPLETE": "The action for a red measure has no owner or no due date. Write `owner` and `due` in the "
    "front matter of its snippet.",
}

PROMISED: Final = ("action", "owner", "due date")
"""What stands as a gap in the table of red measures until a snippet promises it."""


def reds(subject: Subject) -> Iterator[Finding]:
    """Return what each red measure lacks."""
    for assessed in subject.assessed:
        if assessed.rag is not Rag.RED:
            continue
        measure = assessed.measure
        actions = [action for action in subject.edition.actions if action.measure == measure.id]
        promised = [action for action in actions if action.text.strip()]
        file, line = (actions[0].file, None) if actions else (measure.place.file, measure.place.line)
        place = Place(file, line, detail=f"measure {measure.id}")
        lacking = {
            "owner": not any(action.owner.strip() for action in promised),
            "due date": not any(action.due.strip() for action in promised),
        }
        names = [name for name, absent in lacking.items() if absent]
        if not promised:
            remedy = f'Write “Action:” in a snippet with measure = "{measure.id}"'
            yield Finding.warning("RED-WITHOUT-ACTION", f"“{measure.label}” is red and has no action", remedy, place)
        elif names:
            entries = " and ".join(f'{name.split()[0]} = "…"' for name in names)
            message = f"The action for “{measure.label}”, which is red, has no {' and no '.join(names)}"
            remedy = f"Between the +++ lines of the snippet write {entries}"
            yield Finding.warning("RED-ACTION-INCOMPLETE", message, remedy, place)
