"""Try rules on one file.

In: rules, and what they look at. Out: the codes of the rules that were tried, and a finding for each place where one is
broken. A rule says only where it is broken and what to do there; how grave that is, and by which clause of which
standard, is declared beside its code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from cabinetpaper import limits
from cabinetpaper.finding import Finding, Place, Severity

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a code rests on: how grave its breach is, and the clauses of the standards that ask for it (none where it is
    good practice).
    """

    severity: Severity
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is broken: `detail` names it by page, number and words, `line` counts the lines of a web
    page.
    """

    code: str
    message: str
    remedy: str
    detail: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Rule(Generic[S]):
    """One rule, or a tight family: what looks, what its codes rest on, and whether there is anything to try it on."""

    look: Callable[[S], Iterator[Breach]]
    grounds: Mapping[str, Ground]
    applies: Callable[[S], bool]


def error(*clauses: str) -> Ground:
    """Return the ground of what fails a level A or AA criterion of WCAG 2.2, or a condition of PDF/UA-1."""
    return Ground(Severity.ERROR, clauses)


def warning(*clauses: str) -> Ground:
    """Return the ground of what most likely bars somebody, or what only a person can settle."""
    return Ground(Severity.WARNING, clauses)


def note(*clauses: str) -> Ground:
    """Return the ground of what is good to know."""
    return Ground(Severity.NOTE, clauses)


def _always(_: object) -> bool:
    return True


def rule(
    grounds: Mapping[str, Ground], applies: Callable[[S], bool] = _always
) -> Callable[[Callable[[S], Iterator[Breach]]], Rule[S]]:
    """Return what makes a rule of a function that yields its breaches."""
    return lambda look: Rule(look, grounds, applies)


_MORE: Final = "… and {} more like it, beyond the first {}"


def tried(rules: Iterable[Rule[S]], subject: S, file: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return the codes of the rules that apply, in their order, and the findings, gravest first; of one code no more
    than can be read.
    """
    codes: list[str] = []
    findings: list[Finding] = []
    for one in rules:
        if one.applies(subject):
            codes += one.grounds
            findings += _told(one, subject, file)
    return tuple(codes), tuple(sorted(findings, key=lambda finding: finding.severity.order))


def _told(rule: Rule[S], subject: S, file: str) -> Iterator[Finding]:
    """Yield a finding for each breach, none twice; those beyond the limit are counted in one finding more."""
    count: Counter[str] = Counter()
    for breach in dict.fromkeys(rule.look(subject)):
        count[breach.code] += 1
        if count[breach.code] <= limits.CHECKED_SHOWN:
            place = Place(file, breach.line, detail=breach.detail)
            yield Finding(breach.code, rule.grounds[breach.code].severity, breach.message, breach.remedy, place)
    for code, number in count.items():
        if number > limits.CHECKED_SHOWN:
            message = _MORE.format(number - limits.CHECKED_SHOWN, limits.CHECKED_SHOWN)
            yield Finding(
                code, rule.grounds[code].severity, message, "Mend those above and check the file again", Place(file)
            )
