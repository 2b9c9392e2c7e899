"""Hidden figures that readers can work out: the auditor at the end, over all that is printed now and was before.

In: the paper as it will be printed, the earlier editions that the record has, what is hidden. Out: an error, which
stops the build, for each hidden figure that arithmetic gives away, with the figures that would have to be hidden too; a
warning where an earlier edition has given it away already; an error for a small number that words tell beside a hidden
figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any, Final

from cabinetpaper.checks.printed_cells import Prints, prints_of, prints_of_earlier
from cabinetpaper.checks.subject import Earlier, Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Figure, Inline, Part, PartKind, Text, printed
from cabinetpaper.scorecard.arithmetic import INCREASE, Arithmetic, Key, Publication, Rule, Shown, Sureness
from cabinetpaper.unit import UnitKind
from cabinetpaper.wording import listed
from cabinetpaper.written import figures_in

CODES: Final[dict[str, str]] = {
    "HIDDEN-WORKED-OUT": "A hidden figure can be worked out from what the paper prints, by itself or together with an "
    "earlier paper, so nothing is written. Hide what the finding names too (`secondary` and `hide_also` under "
    "[disclosure]), or take it out of the paper.",
    "HIDDEN-PRINTED-BEFORE": "A figure that is hidden now was printed in an earlier build, or can be worked out from "
    "earlier builds alone. If one of these was sent out, hiding it now does not take it back: ask your information "
    "governance officer. If none was, remove that build from .cabinetpaper/record/.",
    "SMALL-NUMBER-STATED": "A number as small as those that are hidden stands in words beside a hidden figure: typed, "
    "as a loose figure, or as a percentage of a few. Take it out, or say it of something else in a sentence of its "
    "own.",
}

STOPPING: Final = frozenset({"HIDDEN-WORKED-OUT", "SMALL-NUMBER-STATED"})
"""With a finding of these nothing is written: what is printed cannot be taken back."""

_STEPS: Final = 1_000_000
"""Terms that may be looked at for the figures that hang together: more than while hiding, since it is done once."""

_FEW_WORDS: Final = 4
"""A cell of fewer words holds no sentence."""

_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+")
_FIGURE: Final = re.compile(r"[0-9]+")
_SHARE_OF: Final = re.compile(
    r"(?P<share>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s?(?:%|per ?cent)\s+of\s+(?:the\s+|all\s+|those\s+|our\s+|these\s+)?"
    r"(?P<whole>[0-9][0-9,]{0,12})(?![0-9.]*[%0-9])"
)


def worked_out(subject: Subject) -> Iterator[Finding]:
    """Return what gives hidden figures away; nothing is looked at where no measure is sensitive."""
    if subject.settings.disclosure.active and any(measure.sensitive for measure in subject.scorecard.measures):
        audit = _Audit(subject)
        yield from audit.by_itself()
        yield from audit.printed_before()
        yield from audit.with_earlier()
        yield from _small_numbers(subject, audit.kept)


@dataclass(frozen=True)
class _Audit:
    """A paper with the editions before it; `told` are the figures that have a finding already, `nearly`
    those that earlier editions alone give away to within a few.
    """

    subject: Subject
    told: set[Key] = field(default_factory=set)
    nearly: set[Key] = field(default_factory=set)

    @cached_property
    def now(self) -> Prints:
        """Return what the paper prints."""
        return prints_of(self.subject)

    @cached_property
    def earlier(self) -> list[tuple[Earlier, Prints]]:
        """Return what earlier editions printed, the newest first."""
        return [(one, prints_of_earlier(self.subject, one)) for one in self.subject.earlier]

    @cached_property
    def kept(self) -> list[Key]:
        """Return what must not be known: what is hidden in the data, and what an earlier edition hid and this one does
        not show.
        """
        symbol = self.subject.settings.disclosure.symbol
        rows = (row for row in self.subject.scorecard.observations if row.value is None)
        hidden = dict.fromkeys((row.measure, row.period) for row in rows if row.text == row.reason == symbol)
        before = [key for _, own in self.earlier for key in own.hidden if key not in self.now.shown]
        return list(hidden | dict.fromkeys(sorted(before)))

    def public(self, *editions: Mapping[Key, Shown]) -> Publication:
        """Return what readers of some editions have; where these differ the first is believed."""
        rule = self.subject.settings.disclosure
        shown = {key: own for edition in reversed(editions) for key, own in edition.items()}
        limits = Rule(rule.hide_up_to, 1 if rule.zero_is_safe else 0)
        hidden = {key: False for key in self.kept if key not in shown}
        return Publication(Arithmetic(self.subject.scorecard.measures), shown, hidden, limits, _STEPS)

    @cached_property
    def own(self) -> dict[Key, Shown]:
        """Return what the paper shows, but for what must not be known."""
        return {key: own for key, own in self.now.shown.items() if key not in self.kept}

    def by_itself(self) -> Iterator[Finding]:
        """Yield what the paper alone gives away."""
        for key in (key for key in self.kept if key in self.now.shown):
            self.told.add(key)
            yield _error(self.subject, key, "is printed all the same", f"Take it out: {self.now.where(key)}")
        yield from self.given(self.public(self.own))
        stated = _stated(self.subject, self.kept)
        yield from self.given(self.public(self.own, stated), "with figures typed into its words")

    def printed_before(self) -> Iterator[Finding]:
        """Yield the small numbers that earlier editions printed."""
        most = self.subject.settings.disclosure.hide_up_to
        for one, own in self.earlier:
            for key in (key for key in self.kept if key in own.shown and 0 < own.shown[key].value <= most):
                yield from self.warned(key, f"is printed in {one.name}, {own.where(key)}")

    def with_earlier(self) -> Iterator[Finding]:
        """Yield what earlier editions have given away, and what this one gives away with them."""
        for certain in (True, False):  # what is published, then drafts too
            before: dict[frozenset[tuple[Key, Shown]], str] = {}  # the same figures once
            for one, own in self.earlier:
                if one.published or not certain:
                    before.setdefault(frozenset(own.shown.items()), one.name)
            figures = [dict(shown) for shown in before]
            together = self.public(self.own, *figures)
            differ = any(together.shown.get(key) != own for shown in figures for key, own in shown.items())
            if not differ and all(one.key in self.told for one in together.given_away()):
                continue
            for given in self.public(*figures).given_away():
                if given.how is Sureness.EXACTLY:
                    yield from self.warned(given.key, "can be worked out from earlier builds alone")
                elif given.how is Sureness.NEARLY:
                    self.nearly.add(given.key)
            for name, shown in zip(before.values(), figures, strict=True):
                what = f"together with {name}{'' if certain else ' or a draft of it'}"
                yield from self.given(self.public(self.own, shown), what, certain=certain)
                yield from self.given(self.public(self.own, shown, *figures), what, certain=certain)
                yield from self.given(self.public(shown, self.own, *figures), what, certain=certain)

    def warned(self, key: Key, what: str) -> Iterator[Finding]:
        """Yield a warning of a figure that has no finding yet."""
        if key not in self.told:
            self.told.add(key)
            yield _warning(self.subject, key, what)

    def given(self, public: Publication, how: str = "", *, certain: bool = True) -> Iterator[Finding]:
        """Yield a finding for each figure that is given away and has none, with what else would have to be hidden."""
        given = [one for one in public.given_away() if one.key not in self.told]
        if how:  # editions that contradict one another do not tell which of them is right
            given = [one for one in given if one.how is not Sureness.CONTRADICTORY]
        if not given:
            return
        zero_is_safe = self.subject.settings.disclosure.zero_is_safe

        def loss(key: Key) -> tuple[Any, ...] | None:
            is_count = public.arithmetic.by_id[key[0]].unit.kind is UnitKind.COUNT
            value = public.shown[key].value
            stays = key not in self.now.shown or (is_count and not value and zero_is_safe)
            return None if stays else (is_count, value, key[0], key[1])

        covers = list(public.covers(loss))
        hopeless = {one.key for one, cover in covers if cover is None}
        also = dict.fromkeys(cover for _, cover in covers if cover is not None)
        names = listed([f"{_name(self.subject, key)}, printed in {self.now.where(key)}" for key in also], most=12)
        for one in given:
            if one.how is Sureness.NEARLY and one.key in hopeless | self.nearly:
                continue
            self.told.add(one.key)
            what = " ".join(filter(None, (one.how.value, how)))
            remedy = f"Hide also {names}" if also else "Take out one of the figures that it hangs together with"
            yield _error(self.subject, one.key, what, remedy) if certain else _warning(self.subject, one.key, what)


def _name(subject: Subject, key: Key) -> str:
    measure = subject.scorecard.measure(key[0].removesuffix(INCREASE))
    label = measure.label if measure else key[0]
    return f"{'what came since the figure before of ' if key[0].endswith(INCREASE) else ''}“{label}”, {key[1].label}"


def _place(subject: Subject, key: Key) -> Place:
    return Place(subject.paper_file, detail=f"measure {key[0].removesuffix(INCREASE)}, {key[1].label}")


def _error(subject: Subject, key: Key, what: str, remedy: str) -> Finding:
    message = f"{_name(subject, key)}, must not be known, and {what}"
    return Finding.error("HIDDEN-WORKED-OUT", message, remedy, _place(subject, key))


def _warning(subject: Subject, key: Key, what: str) -> Finding:
    remedy = "If that was sent out, ask your information governance officer; else remove that build from the record"
    message = f"{_name(subject, key)}, is hidden, and {what}"
    return Finding.warning("HIDDEN-PRINTED-BEFORE", message, remedy, _place(subject, key))


# -- words


def _sentences(subject: Subject) -> Iterator[tuple[Part, str, str, str, str]]:
    """Yield each sentence of the paper: its part, where that stands, the sentence, the same with … for the figures that
    the program printed, and what it is read with: the words that a note stands in, the heading of its row. Of tables
    the cells that hold sentences or loose figures.
    """
    beside = ""
    for part, where in subject.placed:
        full, typed = subject.words(part.inlines), printed(tuple(map(_typed, part.inlines)), subject.number).strip()
        if part.kind is not PartKind.NOTE:
            beside = full
        loose = any(isinstance(one, Figure) and one.key.startswith("figure.") for one in part.inlines)
        in_table = part.kind in {PartKind.CELL, PartKind.ROW_HEADING, PartKind.HEADER}
        if in_table and len(full.split()) < _FEW_WORDS and not loose:
            continue
        pieces = _SENTENCE.split(full), _SENTENCE.split(typed)
        if len(pieces[0]) != len(pieces[1]):
            pieces = [full], [typed]
        heading = "; ".join(subject.words(one.inlines) for one in part.row.cells[0].blocks) if part.row else ""
        context = beside if part.kind is PartKind.NOTE else heading
        for sentence, own in zip(*pieces, strict=True):
            yield part, where, sentence, own, f"{context} {sentence}"


def _typed(inline: Inline) -> Inline:
    """Return what somebody typed, or gave as a loose figure; … for what the program printed."""
    if isinstance(inline, Text):
        return inline if inline.span is not None and not inline.span.printed else Text(_FIGURE.sub("…", inline.text))
    keyed = isinstance(inline, Figure) and not inline.key.startswith("figure.")
    return Text("…") if keyed else inline


def _named(subject: Subject, sentence: str, keys: Iterable[Key]) -> list[Key]:
    """Return the latest hidden figure of each measure that a sentence names."""
    latest: dict[str, Key] = {}
    for key in keys:
        measure = subject.scorecard.measure(key[0])
        names = (measure.label, measure.name) if measure else ()
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) for name in names if name):
            latest[key[0]] = max(key, latest.get(key[0], key), key=lambda own: own[1])
    return list(latest.values())


def _stated(subject: Subject, hidden: Iterable[Key]) -> dict[Key, Shown]:
    """Return the counts that are typed, or printed as loose figures, in sentences that name one hidden measure: each
    may be the hidden figure.
    """
    found: dict[Key, Shown] = {}
    for _, _, _, typed, context in _sentences(subject):
        keys = _named(subject, context, hidden)
        numbers = [one for one in figures_in(typed) if one.plain and not one.mark and not one.places]
        if len(keys) == len(numbers) == 1:
            found.setdefault(keys[0], Shown(numbers[0].value))
    return found


def _small_numbers(subject: Subject, hidden: Iterable[Key]) -> Iterator[Finding]:
    """Yield an error for each small number that stands beside a hidden figure."""
    rule = subject.settings.disclosure
    for part, where, sentence, typed, context in _sentences(subject):
        if rule.symbol not in context and not _named(subject, context, hidden):
            continue
        found = [
            one.text
            for one in figures_in(typed)
            if one.plain and not one.mark and not one.places and 0 < one.value <= rule.hide_up_to
        ]
        for match in _SHARE_OF.finditer(sentence):
            share, whole = Decimal(match["share"]), int(match["whole"].replace(",", ""))
            low, high = Shown(share, Decimal(1).scaleb(-len(match["share"].partition(".")[2]))).ends
            first, last = ceil(max(low, Fraction(0)) * whole / 100), ceil(high * whole / 100) - 1
            few = 0 < first <= last <= rule.hide_up_to or 0 < whole - last <= whole - first <= rule.hide_up_to
            found += [match[0]] if few else []
        for words in found:
            message = f"“{words}” stands beside a hidden figure"
            remedy = "Take it out, or say it in a sentence that does not name what is hidden"
            yield Finding.error("SMALL-NUMBER-STATED", message, remedy, subject.part_place(part, where))
