"""The shorthand beside figures and what it means: provisional, revised, estimated, broken, hidden, not there.

In: what is judged of the measures of a table. Out: bracketed letters (the standard shorthand, which screen readers read
out) to stand beside a figure, and the notes under the table that explain each that it uses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.desk import Desk
from cabinetpaper.compose.prose import Words, lower_first, note
from cabinetpaper.measure import Target
from cabinetpaper.paper import Paragraph, block_id
from cabinetpaper.scorecard import Assessment, Observation, Status
from cabinetpaper.written import parse_cell

EXPLAINED: Final[Mapping[str, str]] = {
    "[p]": "provisional",
    "[r]": "revised",
    "[e]": "an estimate",
    "[b]": "the series is broken here: not comparable with earlier figures",
    "[n]": "see the note on this measure",
    "[x]": "not available",
    "[z]": "does not apply",
    "[c]": "hidden, so that nobody can be recognised",
}
"""Every mark with its meaning, in the order in which notes explain them (Analysis Function shorthand; [n] is ours)."""

_STATES: Final = {Status.PROVISIONAL: "[p]", Status.REVISED: "[r]", Status.ESTIMATE: "[e]"}

_SHARED_BY: Final = 3
"""A note that so many measures share is said once for all of them."""


def mark_of_words(desk: Desk, words: str) -> str:
    """Return the shorthand of words that stand for a missing figure."""
    if words == desk.settings.disclosure.symbol:
        return "[c]"
    missing = parse_cell(words).missing
    return missing.shorthand if missing is not None else "[x]"


def mark_of_target(desk: Desk, target: Target | None) -> str:
    """Return the shorthand of a target that is words, nothing where it is a figure or says whose figure it is."""
    if target is None or target.value is not None or target.comparator or target.change is not None:
        return ""
    return mark_of_words(desk, target.text)


def marks_of(desk: Desk, seen: Observation | None) -> tuple[str, ...]:
    """Return the marks of an observation, in the order of `EXPLAINED`."""
    if seen is None:
        return ("[x]",)
    if seen.value is None:
        return (mark_of_words(desk, seen.reason),)
    found = {_STATES.get(seen.status, ""), "[b]" * bool(seen.break_before), "[n]" * bool(seen.note)}
    return tuple(mark for mark in EXPLAINED if mark in found)


def behind(*marks: str) -> str:
    """Return marks as they stand behind a figure."""
    return "".join(f"\N{NO-BREAK SPACE}{mark}" for mark in marks)


def marked(desk: Desk, now: Observation | None, *printed: Words) -> tuple[Words, ...]:
    """Return a printed figure with its marks behind it; words that are a mark themselves are not marked again."""
    words = "" if now is None else now.reason if now.value is None else now.text
    if words == desk.settings.disclosure.symbol:
        return printed
    own = [mark for mark in marks_of(desk, now) if mark not in words]
    return (*printed, behind(*own)) if own else printed


def signs(desk: Desk) -> dict[str, str]:
    """Return every mark as the council prints it, with its meaning."""
    return {_as_printed(desk, mark): meaning for mark, meaning in EXPLAINED.items()}


def _as_printed(desk: Desk, mark: str) -> str:
    return desk.settings.disclosure.symbol if mark == "[c]" else mark


def marks_in(desk: Desk, words: Sequence[str]) -> set[str]:
    """Return the marks that stand somewhere in the words."""
    return {mark for mark in EXPLAINED if any(_as_printed(desk, mark) in text for text in words)}


def marks_note(
    desk: Desk, key: str, used: Collection[str], meanings: Mapping[str, str] = EXPLAINED
) -> Iterator[Paragraph]:
    """Return the note that says what the marks used in a table mean; none where it uses none."""
    said = [f"{_as_printed(desk, mark)}\N{NO-BREAK SPACE}{meanings[mark]}" for mark in EXPLAINED if mark in used]
    if said:
        yield note(block_id(key, "marks"), f"Marks in this table: {'; '.join(said)}.")


def notes(desk: Desk, key: str, rows: Sequence[Assessment]) -> Iterator[Paragraph]:
    """Return the notes under a table: the shorthand it uses, figures that were revised, what is to be known of single
    measures.
    """
    by_note: dict[str, list[str]] = {}
    for row in rows:
        if row.now is not None and row.now.value is not None and row.now.note:
            by_note.setdefault(row.now.note.rstrip("."), []).append(row.measure.label)
    general = max(by_note, key=lambda words: len(by_note[words]), default="")
    meanings = dict(EXPLAINED)
    if general and (len(by_note) == 1 or len(by_note[general]) >= _SHARED_BY):
        del by_note[general]
        meanings["[n]"] = f"{'unless noted below, ' if by_note else ''}{lower_first(general)}"
    used = {mark for row in rows for mark in (*marks_of(desk, row.now), mark_of_target(desk, row.target))}
    yield from marks_note(desk, key, used, meanings)
    revised = [
        f"{row.measure.label} (was {row.now.revised_from})"
        for row in rows
        if row.now is not None and row.now.revised_from
    ]
    if revised:
        yield note(block_id(key, "revised"), f"Revised: {'; '.join(revised)}.")
    if by_note:
        lines = [f"{'; '.join(names)}: {lower_first(words)}" for words, names in by_note.items()]
        yield note(block_id(key, "notes"), f"Notes on measures. {'. '.join(lines)}.")
