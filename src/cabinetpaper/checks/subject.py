"""What a rule looks at: one edition and what it was made from.

In: an `Edition`, its `Scorecard` and the `Settings`. Out: `Subject`, with what many rules look up, worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cabinetpaper.checks.answers import Answer, answers
from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.paper import Edition, Paper, Part, SectionKind, numbers, printed
from cabinetpaper.paper.model import Inline
from cabinetpaper.paper.places import part_place, placed
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Assessment, Scorecard, assess
from cabinetpaper.settings import Settings


@dataclass(frozen=True, slots=True)
class Earlier:
    """A paper as an earlier build printed it; `period` is the one that it reports on, `published` whether it was no
    draft any more.
    """

    name: str
    paper: Paper
    period: Period | None = None
    published: bool = True


@dataclass(frozen=True)
class Subject:
    """An edition under examination. `before` are the measures of the last paper of its kind, `without` names the rules
    that do not apply to its kind, `earlier` are the editions that were printed before, the newest first.
    """

    edition: Edition
    scorecard: Scorecard
    settings: Settings
    before: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def paper(self) -> Paper:
        """Return the paper of the edition."""
        return self.edition.paper

    @property
    def paper_file(self) -> str:
        """Return the file in which the officer answers the form of this paper."""
        return f"narratives/{self.paper.id}/paper.toml"

    def gap(self, code: str, message: str, remedy: str, place: Place) -> Finding:
        """Return a finding about a missing part: a warning in a draft, an error once the paper is published (domain
        1.2).
        """
        severity = Severity.ERROR if self.edition.published else Severity.WARNING
        return Finding(code, severity, message, remedy, place)

    @cached_property
    def number(self) -> Mapping[str, str]:
        """Return the printed number of each numbered block by id."""
        return numbers(self.paper)

    @cached_property
    def placed(self) -> tuple[tuple[Part, str], ...]:
        """Return every part of the paper with its place in words."""
        return tuple(placed(self.paper))

    @cached_property
    def assessed(self) -> tuple[Assessment, ...]:
        """Return what is judged of each measure, in the order of the data."""
        return tuple(assess(self.scorecard, measure) for measure in self.scorecard.measures)

    def words(self, inlines: tuple[Inline, ...]) -> str:
        """Return the printed words of some inlines, without blanks at their ends."""
        return printed(inlines, self.number).strip()

    def answers(self, kind: SectionKind) -> tuple[Answer, ...]:
        """Return what the first section of a kind answers, under its title first, empty where there is none."""
        section = next((section for section in self.paper.sections if section.kind is kind), None)
        return answers(section, self.number) if section else (Answer("", ""),)

    def form_place(self, kind: SectionKind | None = None, label: str = "") -> Place:
        """Return the place of an answer: the paper's own file, and the section's title and the label on the form."""
        titles = (section.title for section in self.paper.sections if section.kind is kind)
        return Place(self.paper_file, detail=", ".join(filter(None, (next(titles, ""), label))))

    def part_place(self, part: Part, where: str) -> Place:
        """Return where the officer mends the words of a part: in their snippet, else in the paper's own file."""
        return part_place(self.edition, part, where, self.paper_file)


Rule = Callable[[Subject], Iterator[Finding]]
"""One rule: what it sees, it reports; it changes nothing."""
