"""Counts that the council states add up, and agree with what the data give.

In: loose figures named `stated.GROUP.COUNT` and our own tallies. Out: findings where stated counts do not add to their
stated total, and notes where a stated count differs from ours. The two are never mixed: each is printed as what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.scorecard import LooseFigure

CODES: Final[dict[str, str]] = {
    "STATED-COUNTS-EXCEED": "Counts that the council stated add to more than the total stated beside them. Check them "
    "in figures.csv against the source; one of them is wrong.",
    "STATED-COUNTS-LEAVE-OUT": "Counts that the council stated add to less than the total stated beside them. If some "
    "measures are left out (no target, nothing to compare with), say so in the snippet.",
    "STATED-COUNT-DIFFERS": "The council stated one count and our data give another, usually because the data hold "
    "only some of the measures. The paper prints each as what it is; read the sentence once more so that nobody takes "
    "one for the other.",
}

_RATINGS: Final = ("green", "amber", "red")
_DIRECTIONS: Final = ("improving", "worsening", "unchanged")
_PREFIX: Final = "stated."


def tallies(subject: Subject) -> Iterator[Finding]:
    """Return where stated counts do not add up or differ from ours."""
    groups: dict[str, dict[str, LooseFigure]] = defaultdict(dict)
    for figure in subject.scorecard.figures:
        if figure.id.startswith(_PREFIX) and figure.id.count(".") >= 2:
            group, _, name = figure.id[len(_PREFIX) :].rpartition(".")
            groups[group][name] = figure
    for group, counts in groups.items():
        yield from _adds_up(counts, _RATINGS, counts.get("rated") or counts.get("total"))
        yield from _adds_up(counts, _DIRECTIONS, counts.get("total") or counts.get("rated"))
        yield from _differs(subject, group, counts)


def _adds_up(counts: Mapping[str, LooseFigure], names: tuple[str, ...], total: LooseFigure | None) -> Iterator[Finding]:
    """Return a finding where all the counts are stated (a direction may be left unsaid) and do not give the total."""
    parts = [counts[name] for name in names if name in counts]
    values = [part.value for part in parts if part.value is not None]
    if total is None or total.value is None or len(values) < 2 or len(values) != len(parts):
        return
    added = sum(values)
    words = " + ".join(
        f"{part.text} {name}" for name, part in zip((n for n in names if n in counts), parts, strict=True)
    )
    if added > total.value:
        message = f"The stated counts {words} add to {added}, more than the stated total of {total.text}"
        yield Finding.warning("STATED-COUNTS-EXCEED", message, "Check them against the source", parts[0].place)
    elif added < total.value:
        message = f"The stated counts {words} add to {added} of {total.text}"
        yield Finding.note("STATED-COUNTS-LEAVE-OUT", message, "Say in the snippet what is left out", parts[0].place)


def _differs(subject: Subject, group: str, counts: Mapping[str, LooseFigure]) -> Iterator[Finding]:
    pairs: list[str] = []
    first: LooseFigure | None = None
    for name, figure in counts.items():
        ours = subject.edition.facts.get(f"tally.{group}.{name}")
        if ours is not None and figure.value is not None and ours.value is not None and ours.value != figure.value:
            pairs.append(f"{figure.text} {name} (our data: {ours.text})")
            first = first or figure
    if first is not None:
        message = f"The council stated {', '.join(pairs)} for “{group}”"
        yield Finding.note(
            "STATED-COUNT-DIFFERS", message, "Make sure that the paper says which count it prints", first.place
        )
