"""Marks beside figures and what they mean: provisional, revised, estimated, broken, hidden, not there.

In: what is judged of the measures of a table. Out: bracketed letters (the standard shorthand, which screen readers read
out) to stand beside a figure, and the notes under the table that explain each one it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.desk import Desk
from cabinetpaper.paper import Inline, Paragraph, Role, Text, block_id
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


def mark_of_words(words: str, hidden: str) -> str:
    """Return the shorthand of words that stand for a missing figure; `hidden` is what the council prints for a hidden
    one.
    """
    if words == hidden:
        return "[c]"
    missing = parse_cell(words).missing
    return missing.shorthand if missing is not None else "[x]"


def marks(desk: Desk, now: Observation | None) -> tuple[str, ...]:
    """Return the marks of an observation, in the order of `EXPLAINED`."""
    if now is None:
        return ("[x]",)
    if now.value is None:
        return (mark_of_words(now.reason, desk.settings.disclosure.symbol),)
    found = {_STATES.get(now.status, ""), "[b]" * bool(now.break_before), "[n]" * bool(now.note)}
    return tuple(one for one in EXPLAINED if one in found)


def marked(desk: Desk, now: Observation | None, *printed: Inline) -> tuple[Inline, ...]:
    """Return a printed figure with its marks behind it; words that are a mark themselves are not marked again."""
    said = "" if now is None else now.reason if now.value is None else now.text
    own = [one for one in marks(desk, now) if one not in said and said != desk.settings.disclosure.symbol]
    return (*printed, Text("".join(f"\N{NO-BREAK SPACE}{one}" for one in own))) if own else printed


def notes(desk: Desk, key: str, rows: Sequence[Assessment]) -> Iterator[Paragraph]:
    """Return the notes under a table: the shorthand it uses, figures that were revised, what is to be known of single
    measures.
    """
    used = {one for row in rows for one in (*marks(desk, row.now), *_aimed(desk, row))}
    general, single = _told(rows)
    if used:
        own = dict(EXPLAINED)
        if general:
            own["[n]"] = f"{'' if not single else 'unless noted below, '}{general[:1].lower()}{general[1:]}"
        symbol = desk.settings.disclosure.symbol
        told = [
            f"{symbol if one == '[c]' else one}\N{NO-BREAK SPACE}{words}" for one, words in own.items() if one in used
        ]
        yield Paragraph(block_id(key, "marks"), (Text(f"Marks in this table: {'; '.join(told)}."),), Role.NOTE)
    revised = [
        f"{row.measure.label} (was {row.now.revised_from})"
        for row in rows
        if row.now is not None and row.now.revised_from
    ]
    if revised:
        yield Paragraph(block_id(key, "revised"), (Text(f"Revised: {'; '.join(revised)}."),), Role.NOTE)
    if single:
        lines = [f"{'; '.join(names)}: {words[:1].lower()}{words[1:]}" for words, names in single.items()]
        yield Paragraph(block_id(key, "notes"), (Text(f"Notes on measures. {'. '.join(lines)}."),), Role.NOTE)


_MANY: Final = 3


def _told(rows: Sequence[Assessment]) -> tuple[str, dict[str, list[str]]]:
    """Return the note that most marked measures share, if it is many or all of them, and the measures of each other
    note.
    """
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.now is not None and row.now.value is not None and row.now.note:
            told.setdefault(row.now.note.rstrip("."), []).append(row.measure.label)
    most = max(told, key=lambda words: len(told[words]), default="")
    if most and (len(told) == 1 or len(told[most]) >= _MANY):
        return most, {words: names for words, names in told.items() if words != most}
    return "", told


def _aimed(desk: Desk, row: Assessment) -> Iterator[str]:
    """Return the mark of a target that is words."""
    if (
        row.target is not None
        and row.target.value is None
        and not (row.target.comparator or row.target.change is not None)
    ):
        yield mark_of_words(row.target.text, desk.settings.disclosure.symbol)
