"""What a rule looks at: one edition and what it was made from.

In: an `Edition`, its `Scorecard` and the `Settings`. Out: `Subject`, with the few look-ups that many rules share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cabinetpaper.finding import Finding, Severity
from cabinetpaper.paper import Edition, Paper, Section, SectionKind, numbers
from cabinetpaper.paper.edition import NOT_FOR_PUBLICATION
from cabinetpaper.scorecard import Assessment, Scorecard, assess
from cabinetpaper.settings import Settings


@dataclass(frozen=True)
class Subject:
    """An edition under examination. `details` is the paper's own file as `compose` was given it, if there is one;
    `before` are the measures of the last paper of its kind, `without` names the rules that do not apply to its kind.
    """

    edition: Edition
    scorecard: Scorecard
    settings: Settings
    details: object = None
    before: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def paper(self) -> Paper:
        """Return the paper of the edition."""
        return self.edition.paper

    @property
    def gap(self) -> Severity:
        """Return how grave a missing part is: a warning in a draft, an error once the paper is published (domain
        1.2).
        """
        return (
            Severity.ERROR
            if not self.paper.status or self.paper.status.startswith(NOT_FOR_PUBLICATION)
            else Severity.WARNING
        )

    @property
    def paper_file(self) -> str:
        """Return the file in which the officer answers the form of this paper."""
        return f"narratives/{self.paper.id}/paper.toml"

    @cached_property
    def number(self) -> Mapping[str, str]:
        """Return the printed number of each numbered block by id."""
        return numbers(self.paper)

    @cached_property
    def assessed(self) -> tuple[Assessment, ...]:
        """Return what is judged of each measure, in the order of the data."""
        return tuple(assess(self.scorecard, measure) for measure in self.scorecard.measures)

    def section(self, kind: SectionKind) -> Section | None:
        """Return the first section of that kind, or None."""
        return next((section for section in self.paper.sections if section.kind is kind), None)


Rule = Callable[[Subject], Iterator[Finding]]
"""One rule: what it sees, it tells; it changes nothing."""
