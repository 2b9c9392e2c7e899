"""Every filter, test and function of the snippet language, by name, with what the docs say of it.

In: what a snippet names. Out: phrases, figures and answers for Jinja2. One table each; a name that is not in its table
does not exist. `Press` holds what one rendering prints: expressions leave a single private-use character in the text,
which stands for an inline until Markdown has been parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper import limits
from cabinetpaper.measure import Direction, Rag
from cabinetpaper.narrative import outlook, phrasing
from cabinetpaper.narrative.node import (
    Catalogue,
    Node,
    Phrase,
    Problem,
    assessed_of,
    catalogue_of,
    fact_of,
    figure_of,
    key_of,
)
from cabinetpaper.narrative.sourcemap import token
from cabinetpaper.paper import Figure, Gap, Inline, Rating, Reference, Text
from cabinetpaper.scorecard import Status

if TYPE_CHECKING:
    from jinja2.runtime import Context

CODES: Final[dict[str, str]] = {
    "SNIPPET-BARE": "An expression prints a number or words with a digit that are no fact, so nobody could trace them. "
    "Name the fact, or type the words outside the braces.",
    "SNIPPET-MISSING": "The snippet speaks of a figure that has no value this quarter. Ask first with “is missing” and "
    "say what holds in that case.",
    "SNIPPET-COMPARE": "Two things are compared that cannot be: figures in different units, or words by size.",
    "SNIPPET-USE": "A filter, test or function is used on something that it does not fit; the message says what it "
    "needs.",
    "SNIPPET-ENDLESS": "The snippet prints or repeats more than any paper could hold. Look for a loop inside a loop.",
}

PRESS: Final = " press"
"""The name of the press among a template's names; with a space in it, so that no snippet can say it."""

STEPS: Final = "loop steps"
"""The name of the filter that counts loops; no snippet can say it either."""


class Press:
    """What one rendering has printed so far."""

    def __init__(self, catalogue: Catalogue, most: int, most_steps: int = limits.SNIPPET_STEPS) -> None:
        self.catalogue = catalogue
        self.inlines: list[Inline] = []
        self._most = most
        self._steps = most_steps

    def step(self, number: int) -> None:
        """Count parts of loops that are about to run; raise `Problem` (SNIPPET-ENDLESS) where there are too many."""
        self._steps -= number
        if self._steps < 0:
            raise Problem("SNIPPET-ENDLESS", "The loops of the snippet run too long", "Look for a loop inside a loop")

    def printed(self, inlines: Iterable[Inline]) -> str:
        """Return the characters that stand for the inlines in the rendered text."""
        marks = []
        for inline in inlines:
            if len(self.inlines) >= self._most:
                raise Problem(
                    "SNIPPET-ENDLESS",
                    f"The snippet prints more than {self._most:,} things",
                    "Look for a loop inside a loop",
                )
            marks.append(token(len(self.inlines)))
            self.inlines.append(inline)
        return "".join(marks)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the snippet language: what runs, what it does, and an example for the docs."""

    run: Callable[..., Any]
    about: str
    example: str


def printing(context: Context, value: Any) -> str:
    """Return the characters that stand for what an expression gave; raise `Problem` for a number that is no fact."""
    press: Press = context[PRESS]
    return press.printed(phrase_of(value).inlines)


def counted_loop(context: Context, members: Any, weight: int) -> list[Any]:
    """Return the members of a loop, counted; what has none is no list."""
    found = list(members)
    press: Press = context[PRESS]
    press.step(len(found) * weight)
    return found


def phrase_of(value: Any) -> Phrase:
    """Return what a value prints; raise `Problem` where it is no fact and no words."""
    if isinstance(value, Phrase):
        return value
    if isinstance(value, Node):
        return _printed_fact(value)
    if isinstance(value, str) and not any(character.isdigit() for character in value):
        return Phrase.of(value) if value else Phrase(())
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        raise Problem(
            "SNIPPET-BARE",
            f"“{value}” would be printed without a source",
            "Name a fact, or type the words outside the braces",
        )
    remedy = "Print a fact, such as {{ cic_rate.value }}, or a list with |listed"
    raise Problem("SNIPPET-USE", f"{type(value).__name__.lower()} is nothing that a paper can print", remedy)


def _printed_fact(node: Node) -> Phrase:
    """Return the figure of a fact; one without a value prints its reason as the data give it."""
    fact = fact_of(node)
    if fact is not None:
        return Phrase.of(phrasing.figure(fact))
    key, catalogue = key_of(node), catalogue_of(node)
    if catalogue.scorecard.measure(key):
        raise Problem(
            "SNIPPET-USE",
            f"“{key}” is a measure, not a fact",
            f"Name what to print: {{{{ {key}.value }}}}, or use a filter: {{{{ {key}|phrase }}}}",
        )
    return Phrase.of(phrasing.figure(figure_of(node)))


def _node(value: Any, use: str) -> Node:
    if not isinstance(value, Node):
        raise Problem("SNIPPET-USE", f"|{use} needs a fact or a measure before it", f"Write {FILTERS[use].example}")
    return value


def _of_measure(use: str, say: Callable[..., Phrase]) -> Callable[..., Phrase]:
    """Return the filter that says something of a measure, or of the measure that a fact belongs to."""

    def run(value: Any, *more: str) -> Phrase:
        node = _node(value, use)
        return say(catalogue_of(node).facts, assessed_of(node), *more)

    return run


def _of_outlook(use: str, say: Callable[..., Phrase]) -> Callable[..., Phrase]:
    """Return the filter that says where a measure is heading."""

    def run(value: Any) -> Phrase:
        node = _node(value, use)
        return say(catalogue_of(node).scorecard, catalogue_of(node).facts, assessed_of(node))

    return run


def _of_fact(use: str, say: Callable[..., Phrase]) -> Callable[..., Phrase]:
    """Return the filter that says a single fact in another form."""

    def run(value: Any, *more: str) -> Phrase:
        if not all(isinstance(one, str) for one in more):
            raise Problem("SNIPPET-USE", f"|{use} takes words in quotes", f"Write {FILTERS[use].example}")
        return say(figure_of(_node(value, use)), *more)

    return run


def _against(value: Any, name: Any = "") -> Phrase:
    node = _node(value, "against")
    if not isinstance(name, str):
        raise Problem(
            "SNIPPET-USE", "|against takes the comparator's name in quotes", f"Write {FILTERS['against'].example}"
        )
    return phrasing.against(catalogue_of(node).facts, assessed_of(node), name)


def _verb(value: Any, single: str, plural: str) -> str:
    return single if figure_of(_node(value, "verb")).value == 1 else plural


def _capital(value: Any) -> Phrase:
    """Return the phrase with its first letter a capital; the rest stays, since names have capitals of their own."""
    inlines = list(phrase_of(value).inlines)
    if inlines and isinstance(inlines[0], Text | Figure):
        inlines[0] = replace(inlines[0], text=inlines[0].text[:1].upper() + inlines[0].text[1:])
    return Phrase(tuple(inlines))


def _uncapital(value: Any) -> Phrase:
    """Return the phrase with its first letter small, unless the first word has another capital, such as TBC or N/A."""
    inlines = list(phrase_of(value).inlines)
    if inlines and isinstance(inlines[0], Text | Figure):
        inlines[0] = replace(inlines[0], text=phrasing.uncapital_text(inlines[0].text))
    return Phrase(tuple(inlines))


def _bare(value: Any) -> Phrase:
    fact = figure_of(_node(value, "bare"))
    return Phrase.of(
        phrasing.figure(fact, fact.text.removeprefix(fact.qualifier).strip() if fact.qualifier else fact.text)
    )


def _chip(value: Any) -> Phrase:
    node = _node(value, "chip")
    assessed, key = assessed_of(node), f"{assessed_of(node).measure.id}.year_end"
    fact = catalogue_of(node).facts.get(f"{key}.rating")
    if (key_of(node) + ".").startswith(f"{key}."):
        if fact is None:
            raise Problem(
                "SNIPPET-MISSING",
                f"{key} has no rating",
                f"Ask first: {{% if {key} is missing %}} … {{% else %}} … {{% endif %}}",
            )
        return Phrase.of(Rating(Rag(fact.text), fact.key))
    return Phrase.of(Rating(assessed.rag, f"{assessed.measure.id}.rating"))


def _rank(value: Any) -> Phrase:
    fact = figure_of(_node(value, "rank"))
    base = fact.unit.base if fact.unit else ""
    return Phrase.of(phrasing.figure(fact, f"{phrasing.ordinal(fact).inlines[0].text} {base}".strip()))  # type: ignore[union-attr]


def _when(value: Any) -> Phrase:
    node = _node(value, "when")
    fact = fact_of(node) or figure_of(node)
    if fact.period is None:
        raise Problem("SNIPPET-USE", f"{fact.key} has no period", f"Write {FILTERS['when'].example}")
    return Phrase.of(phrasing.figure(fact, fact.period.name))


def _members(value: Any, use: str) -> list[Any]:
    if isinstance(value, Node):
        return list(value)
    if not isinstance(value, list | tuple):
        raise Problem("SNIPPET-USE", f"|{use} needs a list before it", f"Write {FILTERS[use].example}")
    return list(value)


def _listed(value: Any) -> Phrase:
    """Return the members as a list in a sentence; a measure stands for its name."""
    members = _members(value, "listed")
    if not members:
        raise Problem(
            "SNIPPET-MISSING", "The list is empty this quarter", "Ask first: {% if list %} … {% else %} … {% endif %}"
        )
    return phrasing.joined_list(
        [
            phrase_of(one.name if isinstance(one, Node) and catalogue_of(one).scorecard.measure(key_of(one)) else one)
            for one in members
        ]
    )


def _that_are(value: Any, test: Any = "") -> list[Any]:
    if test not in TESTS or test in {"above", "below"}:
        choices = ", ".join(name for name in TESTS if name not in {"above", "below"})
        raise Problem("SNIPPET-USE", f"|that_are does not know “{test}”", f"Choose one of {choices}")
    return [one for one in _members(value, "that_are") if TESTS[test].run(one)]


FILTERS: Final[dict[str, Word]] = {
    "phrase": Word(_of_fact("phrase", phrasing.phrase), "The figure with what it counts.", "{{ cic_rate|phrase }}"),
    "moved": Word(
        _of_measure("moved", phrasing.moved),
        "How the measure moved since the figure before: rose, fell, was unchanged, or why the two cannot be compared.",
        "{{ cic_rate|moved }}",
    ),
    "against_target": Word(
        _of_measure("against_target", phrasing.against_target),
        "How the figure stands to its target, by polarity.",
        "{{ cic_rate|against_target }}",
    ),
    "against": Word(
        _against, "How the figure stands to a comparator's, by polarity.", "{{ cic_rate|against('England') }}"
    ),
    "outlook": Word(
        _of_outlook("outlook", outlook.outlook),
        "Where the year is heading, by which method or as the council forecasts, and the year’s target.",
        "{{ cic_rate|outlook }}",
    ),
    "now_and_ahead": Word(
        _of_outlook("now_and_ahead", outlook.now_and_ahead),
        "The rating now beside that of the figure at year end.",
        "{{ cic_rate|now_and_ahead }}",
    ),
    "over_the_year": Word(
        _of_measure("over_the_year", outlook.over_the_year),
        "How the measure moved since the same period last year.",
        "{{ cic_rate|over_the_year }}",
    ),
    "range": Word(
        _of_measure("range", outlook.usual_range),
        "Whether the figure is within what is usual for the measure, with the limits.",
        "{{ cic_rate|range }}",
    ),
    "direction": Word(
        _of_measure("direction", phrasing.direction),
        "The direction of travel as a word in a sentence.",
        "{{ cic_rate|direction }}",
    ),
    "amount": Word(
        _of_fact("amount", phrasing.amount),
        "How much money it is, in pounds and without its sign.",
        "{{ figure.grant|amount }}",
    ),
    "in_words": Word(
        _of_fact("in_words", phrasing.in_words),
        "One to nine in words, larger numbers in figures. In brackets, what to say for none.",
        "{{ tally.children.red|in_words('none') }}",
    ),
    "counted": Word(
        _of_fact("counted", phrasing.counted),
        "A count in words with its noun, in the singular for one. A plural that does not end in s is given second.",
        "{{ tally.children.total|counted('measure') }}",
    ),
    "verb": Word(
        _verb,
        "The first word for a count of one, the second for any other.",
        "{{ tally.children.red|verb('is', 'are') }}",
    ),
    "capital": Word(_capital, "The same with a capital first letter.", "{{ tally.children.total|in_words|capital }}"),
    "uncapital": Word(
        _uncapital,
        "The same with a small first letter, for the middle of a sentence; an abbreviation stays as it is.",
        "{{ cic_rate.name|uncapital }}",
    ),
    "bare": Word(_bare, "The figure without its qualifier, such as nearly or circa.", "{{ figure.bids|bare }}"),
    "chip": Word(_chip, "The rating as shape, word and ground.", "{{ cic_rate|chip }}"),
    "ordinal": Word(
        _of_fact("ordinal", phrasing.ordinal), "A whole number as an ordinal.", "{{ figure.rank|ordinal }}"
    ),
    "rank": Word(_rank, "A rank with the size of its field.", "{{ figure.rank|rank }}"),
    "when": Word(_when, "The period of a fact, as prose names it.", "{{ cic_rate.value|when }}"),
    "listed": Word(
        _listed,
        "A list in a sentence: commas, and before the last. A measure stands for its name.",
        "{{ [cic_rate, voids]|listed }}",
    ),
    "that_are": Word(_that_are, "Those of a list that pass a test.", "{{ measures|that_are('red')|listed }}"),
}


def _rated(*rags: Rag) -> Callable[..., bool]:
    return lambda value: assessed_of(_measured(value)).rag in rags


def _moving(way: Direction) -> Callable[..., bool]:
    return lambda value: assessed_of(_measured(value)).direction is way


def _measured(value: Any) -> Node:
    if not isinstance(value, Node):
        raise Problem("SNIPPET-USE", "This test needs a measure before it", "Write {% if cic_rate is red %}")
    return value


def _missing(value: Any) -> bool:
    """Return whether a fact has no value; a measure counts by its latest figure, a group by having no facts."""
    node = _measured(value)
    if catalogue_of(node).scorecard.measure(key_of(node)):
        node = node.value
    fact = fact_of(node)
    return not node if fact is None else fact.missing


def _provisional(value: Any) -> bool:
    now = assessed_of(_measured(value)).now
    return now is not None and now.status is Status.PROVISIONAL


def _usual(value: Any) -> bool:
    node = _measured(value)
    fact = catalogue_of(node).facts.get(f"{assessed_of(node).measure.id}.usual")
    return fact is not None and fact.text.startswith("within")


def _above(value: Any, other: Any) -> bool:
    return bool(_value(value) > other)


def _below(value: Any, other: Any) -> bool:
    return bool(_value(value) < other)


def _value(value: Any) -> Node:
    node = _measured(value)
    return node.value if catalogue_of(node).scorecard.measure(key_of(node)) else node


TESTS: Final[dict[str, Word]] = {
    "green": Word(_rated(Rag.GREEN), "Rated green.", "{% if cic_rate is green %}"),
    "amber": Word(_rated(Rag.AMBER), "Rated amber.", "{% if cic_rate is amber %}"),
    "red": Word(_rated(Rag.RED), "Rated red.", "{% if cic_rate is red %}"),
    "blue": Word(_rated(Rag.BLUE), "Rated blue: complete.", "{% if cic_rate is blue %}"),
    "rated": Word(_rated(Rag.GREEN, Rag.AMBER, Rag.RED, Rag.BLUE), "Has a rating.", "{% if cic_rate is rated %}"),
    "improving": Word(
        _moving(Direction.IMPROVING), "Better than the figure before, by polarity.", "{% if cic_rate is improving %}"
    ),
    "worsening": Word(
        _moving(Direction.WORSENING), "Worse than the figure before, by polarity.", "{% if cic_rate is worsening %}"
    ),
    "unchanged": Word(
        _moving(Direction.UNCHANGED),
        "Equal to the figure before at printed precision.",
        "{% if cic_rate is unchanged %}",
    ),
    "usual": Word(_usual, "Within its usual range.", "{% if cic_rate is usual %}"),
    "provisional": Word(_provisional, "The latest figure is provisional.", "{% if cic_rate is provisional %}"),
    "missing": Word(
        _missing, "Has no value this quarter; such a fact prints its reason.", "{% if cic_rate.previous is missing %}"
    ),
    "above": Word(
        _above,
        "Higher than another fact of the same unit, or than a number.",
        "{% if cic_rate is above(cic_rate.comparator.england) %}",
    ),
    "below": Word(
        _below,
        "Lower than another fact of the same unit, or than a number.",
        "{% if cic_rate is below(cic_rate.target) %}",
    ),
}


def _ref(target: Any = "") -> Phrase:
    if not isinstance(target, str) or not target.strip():
        raise Problem(
            "SNIPPET-USE", "ref takes the id of a block or section in quotes", f"Write {FUNCTIONS['ref'].example}"
        )
    return Phrase.of(Reference(target.strip()))


def _gap(text: Any = "") -> Phrase:
    if not isinstance(text, str) or not text.strip():
        raise Problem(
            "SNIPPET-USE", "gap takes in quotes what the council must fill in", f"Write {FUNCTIONS['gap'].example}"
        )
    return Phrase.of(Gap(text.strip()))


def _fact(catalogue: Catalogue, key: Any = "") -> Node:
    if not isinstance(key, str) or not catalogue.knows(key):
        raise catalogue.unknown(str(key))
    return Node(catalogue, key)


FUNCTIONS: Final[dict[str, Word]] = {
    "ref": Word(
        _ref,
        "The number of the paragraph, table or section with that id, wherever it comes to stand.",
        "{{ ref('recommendations') }}",
    ),
    "gap": Word(
        _gap,
        "What only the council can fill in, printed in square brackets and listed as a warning.",
        "{{ gap('name of the lead officer') }}",
    ),
    "fact": Word(
        _fact, "A fact by its full key, for names that cannot be written with dots.", "{{ fact('cic_rate.value') }}"
    ),
}


def functions(catalogue: Catalogue) -> dict[str, Callable[..., Any]]:
    """Return the functions that a template may call, tied to the catalogue where they need it."""
    return {"ref": _ref, "gap": _gap, "fact": lambda key="": _fact(catalogue, key)}
