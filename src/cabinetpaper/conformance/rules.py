"""Try rules on one file.

In: rules, and what they look at. Out: the codes of the rules that were tried, and a finding for each place where one is
broken. A rule says only where it is broken; how grave that is, what to do about it, and by which clause of which
standard, is declared beside its code. What the rules for several kinds of file have in common stands here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cabinetpaper import limits
from cabinetpaper.conformance.wording import cut, is_address, no_link_text
from cabinetpaper.finding import Finding, Place, Severity

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a code rests on: how grave its breach is, what to do about it, and the clauses of the standards that ask for
    it (none where it is good practice).
    """

    severity: Severity
    remedy: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is broken: `where` names it by page, number and words, `line` counts the lines of a web
    page; `remedy` is there where the usual one of the code does not fit.
    """

    code: str
    message: str
    where: str = ""
    line: int | None = None
    remedy: str = ""


@dataclass(frozen=True)
class Rule(Generic[S]):
    """One rule, or a tight family: what looks, what its codes rest on, and whether there is anything to try it on."""

    look: Callable[[S], Iterator[Breach]]
    grounds: Mapping[str, Ground]
    applies: Callable[[S], bool]


def error(remedy: str, *clauses: str) -> Ground:
    """Return the ground of what fails a level A or AA criterion of WCAG 2.2, or a condition of PDF/UA-1."""
    return Ground(Severity.ERROR, remedy, clauses)


def warning(remedy: str, *clauses: str) -> Ground:
    """Return the ground of what most likely bars somebody, or what only a person can settle."""
    return Ground(Severity.WARNING, remedy, clauses)


def note(remedy: str, *clauses: str) -> Ground:
    """Return the ground of what is good to know."""
    return Ground(Severity.NOTE, remedy, clauses)


def rule(
    grounds: Mapping[str, Ground], applies: Callable[[S], bool] = lambda _: True
) -> Callable[[Callable[[S], Iterator[Breach]]], Rule[S]]:
    """Return what makes a rule of a function that yields its breaches."""
    return lambda look: Rule(look, grounds, applies)


def tried(rules: Iterable[Rule[S]], subject: S, file: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return the codes of the rules that apply, in their order, and the findings, gravest first: none twice, and of one
    code no more than can be read; those beyond are counted in one finding more.
    """
    codes: list[str] = []
    findings: list[Finding] = []
    for own in rules:
        if not own.applies(subject):
            continue
        codes += own.grounds
        count: Counter[str] = Counter()
        for breach in dict.fromkeys(own.look(subject)):
            count[breach.code] += 1
            if count[breach.code] <= limits.CHECKED_SHOWN:
                ground = own.grounds[breach.code]
                place = Place(file, breach.line, detail=breach.where)
                remedy = breach.remedy or ground.remedy
                findings.append(Finding(breach.code, ground.severity, breach.message, remedy, place))
        for code, number in count.items():
            if number > limits.CHECKED_SHOWN:
                more = f"… and {number - limits.CHECKED_SHOWN} more like it, beyond the first {limits.CHECKED_SHOWN}"
                remedy = "Mend those above and check the file again"
                findings.append(Finding(code, own.grounds[code].severity, more, remedy, Place(file)))
    return tuple(codes), tuple(sorted(findings, key=lambda found: found.severity.order))


def heading_order(
    kind: str, headings: Iterable[tuple[int, str, int | None]], remedy: str = "Make it level {}"
) -> Iterator[Breach]:
    """Yield where the first of some headings is not the highest, and where a level is skipped. Each comes with its
    level, its place and its line; `remedy` takes the level that follows.
    """
    last = 0
    for level, where, line in headings:
        if not last and level != 1:
            yield Breach(f"{kind}-HEADING-FIRST", f"The first heading is of level {level}", where, line)
        elif last and level > last + 1:
            message = f"A heading of level {level} follows one of level {last}"
            yield Breach(f"{kind}-HEADING-SKIPPED", message, where, line, remedy.format(last + 1))
        last = level


def link_words(kind: str, words: str, where: str, line: int | None = None) -> Iterator[Breach]:
    """Yield what is wrong with the words of a link: that they say nothing when heard alone, or are an address."""
    if words and no_link_text(words):
        yield Breach(f"{kind}-LINK-WORDS", f"The link says {cut(words)} and not where it leads", where, line)
    elif is_address(words):
        yield Breach(f"{kind}-LINK-ADDRESS", f"The words of the link are its address, {cut(words)}", where, line)
