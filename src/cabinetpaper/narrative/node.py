"""Facts as a snippet sees them: names joined by dots, compared as numbers, never computed with.

In: the facts by key and the scorecard. Out: `Catalogue`, whose `Node`s stand for dotted names. A node may be a fact and
have names below it at once (`cic_rate.comparator.england` and its `.gap`). Everything inside a node is private, so that
no name of a fact can meet a name of Python.
"""

from __future__ import annotations

import keyword
import operator
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Measure
from cabinetpaper.nearest import did_you_mean, nearest
from cabinetpaper.paper import Inline, Text
from cabinetpaper.scorecard import Assessment, Scorecard, assess

ATTRIBUTES: Final = (
    "value",
    "previous",
    "change",
    "change_percent",
    "target",
    "gap",
    "rating",
    "direction",
    "period",
    "previous_period",
    "name",
    "at",
    "forecast",
    "target_by",
    "comparator",
    "year_end",
    "year_ago",
    "usual",
    "variation",
    "assurance",
    "numerator",
    "denominator",
    "written",
    "revised_from",
)
"""The names below every measure; one that has no fact this quarter is missing, not unknown."""

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_JINJA_WORDS: Final = frozenset(
    {"and", "or", "not", "in", "is", "if", "else", "elif", "for", "true", "false", "none", "True", "False", "None"}
)


class Problem(Exception):  # noqa: N818 - it is not an error of the program: it becomes a finding
    """What a snippet asks for cannot be said; `render` turns it into a finding with the line."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and figures that a filter put together, in the order of reading."""

    inlines: tuple[Inline, ...]

    @classmethod
    def of(cls, *parts: Inline | str) -> Phrase:
        """Return the phrase made of inlines and plain words."""
        return cls(tuple(Text(part) if isinstance(part, str) else part for part in parts))


class Catalogue:
    """Every name that a snippet may use, with the facts and the scorecard behind them."""

    def __init__(self, facts: Mapping[str, Fact], scorecard: Scorecard) -> None:
        self.facts = facts
        self.scorecard = scorecard
        self._sorted = sorted(facts)
        self._assessed: dict[str, Assessment] = {}

    def has_below(self, key: str) -> bool:
        """Return whether any fact's key continues this one after a dot."""
        at = bisect_left(self._sorted, key + ".")
        return at < len(self._sorted) and self._sorted[at].startswith(key + ".")

    def knows(self, key: str) -> bool:
        """Return whether a fact or a group of facts has this name; a measure's own names count even when they have no
        fact.
        """
        if key in self.facts or self.has_below(key):
            return True
        owner, _, name = key.rpartition(".")
        return name in ATTRIBUTES and (self.scorecard.measure(owner) is not None or f"{owner}.name" in self.facts)

    def below(self, key: str) -> tuple[str, ...]:
        """Return the keys one step below, in the order of the data."""
        start = key + "."
        steps = (one[len(start) :].split(".", 1)[0] for one in self.facts if one.startswith(start))
        return tuple(start + step for step in dict.fromkeys(steps))

    def measure_of(self, key: str) -> Measure | None:
        """Return the measure that a key belongs to, or None."""
        while key:
            if measure := self.scorecard.measure(key):
                return measure
            key = key.rpartition(".")[0]
        return None

    def assessed(self, measure: Measure) -> Assessment:
        """Return what is judged of the measure, worked out once."""
        if measure.id not in self._assessed:
            self._assessed[measure.id] = assess(self.scorecard, measure)
        return self._assessed[measure.id]

    def unknown(self, key: str) -> Problem:
        """Return the problem that nothing has this name, with the names that are near."""
        stem = key
        while stem and not self.knows(stem):
            stem = stem.rpartition(".")[0]
        step = key[len(stem) + 1 :].split(".", 1)[0] if stem else ""
        choices = [one.rpartition(".")[2] for one in self.below(stem)] if stem else []
        if self.scorecard.measure(stem):
            choices = list(dict.fromkeys([*choices, *ATTRIBUTES]))
        found = (
            [f"{stem}.{one}" for one in nearest(step, choices, 3)]
            or nearest(key, self._sorted, 3)
            or nearest(key.split(".", 1)[0], self.roots(), 3)
        )
        if found:
            hint = did_you_mean(key, found, 3).strip()
        elif choices:
            hint = f"Below {stem} there {'is' if len(choices) == 1 else 'are'} {', '.join(choices[:12])}"
        else:
            hint = "The verb facts lists every name"
        return Problem("SNIPPET-UNKNOWN", f"Nothing is called “{key}”", hint)

    def roots(self) -> tuple[str, ...]:
        """Return the names that stand alone: measures, `figure`, `tally`, `period`."""
        first = (key.split(".", 1)[0] for key in self.facts)
        return tuple(dict.fromkeys([*first, *(one.id for one in self.scorecard.measures)]))


class Node:
    """A dotted name in a snippet. Comparing it compares the fact's value; printing it prints the fact."""

    __slots__ = ("_catalogue", "_key")
    __hash__ = None  # type: ignore[assignment]  # comparing may refuse, so a node is no key of a set

    def __init__(self, catalogue: Catalogue, key: str) -> None:
        self._catalogue = catalogue
        self._key = key

    def __getattr__(self, name: str) -> Node:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str | int) -> Node:
        key = f"{self._key}.{_step(self._catalogue, self._key, name)}"
        if not self._catalogue.knows(key):
            raise self._catalogue.unknown(key)
        return Node(self._catalogue, key)

    def __iter__(self) -> Iterator[Node]:
        return iter([Node(self._catalogue, key) for key in self._catalogue.below(self._key)])

    def __bool__(self) -> bool:
        fact = self._catalogue.facts.get(self._key)
        return not fact.missing if fact is not None else self._catalogue.has_below(self._key)

    def __eq__(self, other: object) -> bool:
        return _compared(self, other, operator.eq, "==")

    def __ne__(self, other: object) -> bool:
        return _compared(self, other, operator.ne, "!=")

    def __lt__(self, other: object) -> bool:
        return _compared(self, other, operator.lt, "<")

    def __le__(self, other: object) -> bool:
        return _compared(self, other, operator.le, "<=")

    def __gt__(self, other: object) -> bool:
        return _compared(self, other, operator.gt, ">")

    def __ge__(self, other: object) -> bool:
        return _compared(self, other, operator.ge, ">=")


def _step(catalogue: Catalogue, key: str, name: str | int) -> str:
    """Return the last part of a key; `at.2023_24` is read by Jinja as the number 202324, and found all the same."""
    if isinstance(name, int):
        for below in catalogue.below(key):
            last = below.rpartition(".")[2]
            if last.replace("_", "") == str(name):
                return last
    return str(name)


def key_of(node: Node) -> str:
    """Return the dotted name."""
    return node._key


def catalogue_of(node: Node) -> Catalogue:
    """Return the catalogue that the node looks names up in."""
    return node._catalogue


def fact_of(node: Node) -> Fact | None:
    """Return the fact of that name, or None where there is none this quarter."""
    return node._catalogue.facts.get(node._key)


def figure_of(node: Node) -> Fact:
    """Return the fact that the node stands for, a measure for its value; raise `Problem` if it has no value."""
    catalogue = node._catalogue
    key = f"{node._key}.value" if catalogue.scorecard.measure(node._key) else node._key
    fact = catalogue.facts.get(key)
    ask = f"Ask first: {{% if {expression(key)} is missing %}} … {{% else %}} … {{% endif %}}"
    if fact is None:
        if catalogue.has_below(key):
            names = [expression(one) for one in catalogue.below(key)[:6]]
            raise Problem(
                "SNIPPET-UNKNOWN",
                f"“{node._key}” is a group of facts, not a fact",
                f"Name one of them, such as {', '.join(names)}",
            )
        raise Problem("SNIPPET-MISSING", f"There is no {key} this quarter", ask)
    if fact.missing:
        raise Problem("SNIPPET-MISSING", f"{key} has no value ({fact.text})", ask)
    return fact


def assessed_of(node: Node) -> Assessment:
    """Return what is judged of the measure that the node belongs to; raise `Problem` if it belongs to none."""
    measure = node._catalogue.measure_of(node._key)
    if measure is None:
        raise Problem(
            "SNIPPET-USE",
            f"“{node._key}” does not belong to a measure",
            "Use this filter or test with a measure, such as {{ cic_rate|moved }}",
        )
    return node._catalogue.assessed(measure)


def expression(key: str) -> str:
    """Return how a snippet names a key: dots where Jinja can read them, brackets where it cannot
    (`x.at['30_jun_2024']`).
    """
    first, *rest = key.split(".")
    if not _plain(first):
        return f"fact('{key}')"
    return first + "".join(f".{part}" if _plain(part) else f"['{part}']" for part in rest)


def _plain(part: str) -> bool:
    return (
        bool(_NAME.fullmatch(part))
        and part not in _JINJA_WORDS
        and not part.startswith("_")
        and not (keyword.iskeyword(part) and part[0].isupper())
    )


def _compared(node: Node, other: object, by: Callable[[Any, Any], bool], sign: str) -> bool:
    """Return the comparison of a fact with another, with a number or with its printed words; raise `Problem` where none
    holds.
    """
    if isinstance(other, str):
        fact = fact_of(node)
        if by not in (operator.eq, operator.ne):
            raise Problem(
                "SNIPPET-COMPARE",
                f"{key_of(node)} cannot be compared by {sign} with the words “{other}”",
                "Compare it with a fact or a number",
            )
        return by(fact.text if fact is not None else None, other)
    left = _number(node, sign)
    if isinstance(other, Node):
        right = _number(other, sign)
        if (
            left.unit is not None
            and right.unit is not None
            and (left.unit.kind, left.unit.base) != (right.unit.kind, right.unit.base)
        ):
            message = f"{left.key} ({left.unit.heading}) and {right.key} ({right.unit.heading}) are in different units"
            raise Problem("SNIPPET-COMPARE", message, "Compare figures of the same unit and base")
        return by(left.value, right.value)
    if isinstance(other, int | float | Decimal) and not isinstance(other, bool):
        return by(left.value, Decimal(str(other)))
    raise Problem(
        "SNIPPET-COMPARE",
        f"{left.key} cannot be compared by {sign} with that",
        "Compare it with a fact, a number, or by == with words",
    )


def _number(node: Node, sign: str) -> Fact:
    fact = figure_of(node)
    if fact.value is None:
        raise Problem(
            "SNIPPET-COMPARE",
            f"{fact.key} is not a number, so {sign} cannot compare it",
            'Compare its words: == "…", or use a test such as “is green”',
        )
    return fact
