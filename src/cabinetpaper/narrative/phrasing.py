"""Say figures in a council's words.

In: facts and what is judged of a measure. Out: `Phrase`: words, and every figure in them an inline of its own with its
key. Better and worse come from polarity, up and down from the number. Nothing here says why anything happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Comparator, Direction, Operator, Polarity, Rag, Target
from cabinetpaper.narrative.node import Phrase, Problem
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Figure, Inline, Text
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.scorecard.rating import WHOLE_YEAR, refusal
from cabinetpaper.unit import Unit, UnitKind, rounded

_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_DIRECTIONS: Final = {
    Direction.IMPROVING: "improving",
    Direction.WORSENING: "worsening",
    Direction.UNCHANGED: "unchanged",
    Direction.HIGHER: "higher",
    Direction.LOWER: "lower",
    Direction.NOT_COMPARABLE: "not comparable",
    Direction.UNKNOWN: "without an earlier figure",
}

Facts = Mapping[str, Fact]


def figure(fact: Fact, text: str = "") -> Figure:
    """Return the inline that prints a fact, in its own text or in another form of it."""
    return Figure(text or fact.text, fact.key)


def said(text: str, key: str) -> Inline:
    """Return words of the data: a figure with the key they belong to where they hold a digit, else plain words."""
    return Figure(text, key) if any(character.isdigit() for character in text) else Text(text)


def phrase(fact: Fact) -> Phrase:
    """Return the figure with what it counts: `96.1 per 10,000 children`, `1,665 households`, `27%`, `55th of 317`."""
    unit = fact.unit
    if unit is None or fact.value is None:
        return Phrase.of(figure(fact))
    if unit.kind is UnitKind.RANK:
        return Phrase.of(figure(fact, " ".join(filter(None, (fact.qualifier, ordinal_text(fact.value), unit.base)))))
    difference = fact.key.rpartition(".")[2] in {"change", "gap"}
    if not unit.base or unit.kind is UnitKind.MONEY or (unit.kind is UnitKind.PERCENT and difference):
        return Phrase.of(figure(fact))
    base = unit.base
    if unit.kind is UnitKind.PERCENT and not base.startswith(("of ", "per ")):
        base = f"of {base}"
    if unit.kind is UnitKind.COUNT and fact.value == 1:
        base = _single(base)
    if any(character.isdigit() for character in base):
        # the base's digits belong to the figure: apart from it they would stand without a source
        return Phrase.of(figure(fact, f"{fact.text} {base}"))
    return Phrase.of(figure(fact), f" {base}")


_IRREGULAR: Final = {"children": "child", "people": "person", "women": "woman", "men": "man"}


def _single(noun: str) -> str:
    """Return a plural noun in the singular, for a count of one; its first word is the noun: `children in care`."""
    head, space, rest = noun.partition(" ")
    for plural, single in _IRREGULAR.items():
        if head.lower() == plural:
            return single + space + rest
    if head.endswith("ies"):
        head = head[:-3] + "y"
    elif head.endswith(("sses", "xes", "ches", "shes")):
        head = head[:-2]
    elif head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return head + space + rest


def uncapital_text(text: str) -> str:
    """Return words with a small first letter, unless the first word is an abbreviation or has another capital: TBC,
    N/A.
    """
    word = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if word[1:2].isalpha() and word[1:] == word[1:].lower() else text


def ordinal_text(value: Decimal) -> str:
    """Return a whole number as an ordinal: `55th`, `1st`, `112th`."""
    number = int(rounded(value, 0))
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def ordinal(fact: Fact) -> Phrase:
    """Return the fact's whole number as an ordinal; raise `Problem` for any other number."""
    return Phrase.of(figure(fact, ordinal_text(_whole(fact, "an ordinal"))))


_THOUSAND: Final = Decimal(1000)


def amount(fact: Fact) -> Phrase:
    """Return how much money a fact is, whichever way it goes: `£2,628,000` of a saving of -2,628 thousand, `£3.84
    million`; raise `Problem` for what is no money.
    """
    if fact.value is None or fact.unit is None or fact.unit.kind is not UnitKind.MONEY:
        raise Problem(
            "SNIPPET-USE", f"{fact.key} ({fact.text}) is no amount of money", "Print it as it is, or with |phrase"
        )
    value, unit, decimals = abs(rounded(fact.value, fact.decimals)), fact.unit, fact.decimals
    if unit.base == "thousand":
        value, unit, decimals = value * _THOUSAND, Unit(UnitKind.MONEY), max(decimals - 3, 0)
    return Phrase.of(figure(fact, f"{fact.qualifier} {unit.figure(value, decimals)}".strip()))


def in_words(fact: Fact, zero: str = "") -> Phrase:
    """Return one to nine in words, larger numbers in figures (ONS style); `zero` is the word for none."""
    number = _whole(fact, "a number in words")
    word = (zero or _WORDS[0]) if number == 0 else _WORDS[int(number)] if 0 < number < len(_WORDS) else fact.text
    return Phrase.of(figure(fact, f"{fact.qualifier} {word}".strip() if word != fact.text else word))


def counted(fact: Fact, noun: str, plural: str = "") -> Phrase:
    """Return a count in words with its noun: `one measure`, `three measures`, `no measures`, `12 measures`."""
    words = in_words(fact, "no")
    return Phrase((*words.inlines, Text(f" {noun if _is_one(fact) else plural or noun + 's'}")))


def _is_one(fact: Fact) -> bool:
    return fact.value == 1


def _whole(fact: Fact, what: str) -> Decimal:
    if fact.value is None or rounded(fact.value, 0) != fact.value:
        raise Problem(
            "SNIPPET-USE", f"{fact.key} ({fact.text}) cannot be written as {what}", "Print it as it is, or with |phrase"
        )
    return fact.value


def direction(facts: Facts, assessed: Assessment) -> Phrase:
    """Return the direction of travel as a word in a sentence: `improving`, `worsening`, `unchanged`."""
    return Phrase.of(figure(facts[f"{assessed.measure.id}.direction"], _DIRECTIONS[assessed.direction]))


def moved(facts: Facts, assessed: Assessment) -> Phrase:
    """Return how a measure moved: `fell by 2 percentage points, from 27% to 25%`, `was unchanged at 12%`; raise
    `Problem` without two figures to compare.
    """
    name, now = assessed.measure.id, assessed.now
    if assessed.direction is Direction.NOT_COMPARABLE and now is not None:
        why: tuple[Inline | str, ...] = (
            (": ", said(uncapital_text(now.break_before).rstrip("."), f"{name}.value")) if now.break_before else ()
        )
        return Phrase.of("is not comparable with earlier figures", *why)
    current, previous, change = (facts.get(f"{name}.{part}") for part in ("value", "previous", "change"))
    if (
        current is None
        or previous is None
        or change is None
        or change.value is None
        or current.value is None
        or previous.value is None
    ):
        ask = f"Ask first: {{% if {name}.change is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem("SNIPPET-MISSING", f"{name} has no two figures to compare this quarter", ask)
    if assessed.direction is Direction.UNCHANGED:
        if current.text == previous.text or rounded(change.value, change.decimals) == 0:
            return Phrase.of("was unchanged at ", figure(current))
        return Phrase.of("was similar at ", figure(current), ", compared with ", figure(previous))
    if assessed.measure.unit.kind is UnitKind.RANK:
        return Phrase.of("went from ", *ordinal(previous).inlines, " to ", *phrase(current).inlines)
    up = change.value > 0
    return Phrase.of(
        "rose by " if up else "fell by ", figure(change), ", from ", figure(previous), " to ", figure(current)
    )


def against_target(facts: Facts, assessed: Assessment) -> Phrase:
    """Return how the figure stands to its target: `better than the target of 54.7%`, `short of the target of 58%,
    within tolerance`, `above the target of 20.4%`; raise `Problem` where either has no number.
    """
    name, now, target = assessed.measure.id, assessed.now, assessed.target
    aim = facts.get(f"{name}.target")
    if now is None or now.value is None or target is None or target.value is None or aim is None:
        lacking = "figure" if now is None or now.value is None else "target"
        ask = f"Ask first: {{% if {name}.gap is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem("SNIPPET-MISSING", f"{name} has no {lacking} to compare this quarter", ask)
    if assessed.gap is not None and target.upper is not None:
        inside = "within" if target.value <= now.value <= target.upper else "outside"
        near_by = [", within tolerance"] if assessed.rag is Rag.AMBER else []
        return Phrase.of(f"{inside} the target of ", figure(aim), *near_by)
    if assessed.gap is None:
        whole = refusal(assessed.measure, now, target) == WHOLE_YEAR
        return Phrase.of(
            "measured against a whole-year target of "
            if whole
            else "measured against a target for another length of time: ",
            figure(aim),
        )
    tolerance = ", within tolerance" if assessed.rag is Rag.AMBER else ""
    return Phrase.of(
        f"{_stands(now.value, target, target.value, assessed)} the target of ",
        figure(aim),
        *([tolerance] if tolerance else []),
    )


def _stands(value: Decimal, target: Target, aim: Decimal, assessed: Assessment) -> str:
    """Return the words between the figure and its target."""
    if value == aim:
        return {Operator.UNDER: "not under", Operator.OVER: "not over"}.get(target.operator, "at")
    polarity = assessed.measure.polarity
    if polarity is Polarity.NONE:
        return "above" if value > aim else "below"
    if assessed.rag is Rag.GREEN:
        return "better than"
    return "short of" if polarity is Polarity.HIGHER else "above"


def against(facts: Facts, assessed: Assessment, name: str) -> Phrase:
    """Return how the figure stands to a comparator's: `better than the England figure of 70`; raise `Problem` for an
    unknown name or where either has no number.
    """
    one = _comparator(assessed, name)
    measure, now = assessed.measure, assessed.now
    key = f"{measure.id}.comparator.{slug(one.name)}"
    fact = facts.get(key)
    if now is None or now.value is None or one.value is None or fact is None:
        lacking = measure.id if now is None or now.value is None else one.name
        ask = f"Ask first: {{% if {key}.gap is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem("SNIPPET-MISSING", f"{lacking} has no figure to compare this quarter", ask)
    beside = _beside(now.value, one.value, min(now.decimals, one.decimals), measure.polarity)
    words = (
        beside,
        " the ",
        said(_in_sentence(one.name), key),
        " " if _is_average(one.name) else " figure ",
        "of ",
        figure(fact),
    )
    if one.period is not None and one.period != now.period:
        return Phrase.of(*words, " for ", said(one.period.name, key))
    return Phrase.of(*words)


_COMMON: Final = frozenset(
    {"all", "family", "local", "national", "nearest", "network", "peer", "regional", "similar", "statistical"}
)


def _in_sentence(name: str) -> str:
    """Return a comparator's name with a small first letter where its first word is no name: `national average`."""
    first = name.split(" ", 1)[0].lower()
    return name[:1].lower() + name[1:] if first in _COMMON else name


def _is_average(name: str) -> bool:
    return name.lower().rsplit(" ", 1)[-1] in {"average", "mean", "median"}


def _beside(now: Decimal, other: Decimal, decimals: int, polarity: Polarity) -> str:
    """Return the words between the figure and a comparator's; equal means equal at the coarser printed precision."""
    if rounded(now, decimals) == rounded(other, decimals):
        return "the same as"
    higher = now > other
    if polarity is Polarity.NONE:
        return "above" if higher else "below"
    return "better than" if higher is (polarity is Polarity.HIGHER) else "worse than"


def _comparator(assessed: Assessment, name: str) -> Comparator:
    found = [one for one in assessed.comparators if slug(one.name) == slug(name)]
    if found:
        return found[0]
    names = [one.name for one in assessed.comparators]
    remedy = advice(name, names, "It has", "no comparators")
    raise Problem("SNIPPET-UNKNOWN", f"{assessed.measure.id} has no comparator “{name}”", remedy)


def joined_list(phrases: Sequence[Phrase]) -> Phrase:
    """Return the members as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    parts: list[Inline | str] = []
    for place, one in enumerate(phrases):
        if place:
            parts.append(" and " if place == len(phrases) - 1 else ", ")
        parts += one.inlines
    return Phrase.of(*parts)
