"""What lies on the desk while a paper is composed.

In: everything that `compose` was given. Out: look-ups that blocks share, and two heaps that grow on the way: findings
and charts. A `Spot` is a section or part as it stands in this paper, a directorate's part already under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cabinetpaper.compose.details import Details
from cabinetpaper.compose.template import Each, Part, Template, TemplateSection
from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate, Measure
from cabinetpaper.paper import Block, Chart, Inline
from cabinetpaper.scorecard import Assessment, Scorecard
from cabinetpaper.settings import Settings


@dataclass(frozen=True, slots=True)
class Spot:
    """A section or a part in its place: `id` and `title` are a directorate's own where the part stands once for each.
    `named` is what stands behind the colon of the block that is being made: `photo` for `picture:photo`.
    """

    id: str
    title: str
    blocks: tuple[str, ...]
    numbered_heading: bool = False
    numbered: bool = False
    required: bool = True
    lead: str = ""
    guidance: str = ""
    directorate: Directorate | None = None
    new_page: bool = False
    named: str = ""
    name: str = ""
    words_at_least: int = 0
    words_at_most: int = 0
    clearance: bool = False
    exempt: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """Return the parts of snippets that it prints: those it lists, and the body where it records what the paper
        says.
        """
        return ("body", *self.blocks) if "recorded" in self.blocks else self.blocks

    @property
    def wanted(self) -> str:
        """Return what a gap says is missing here: the title."""
        return self.title or self.name or self.id


@dataclass(frozen=True, slots=True)
class Told:
    """A snippet that has been rendered: where it stands, its blocks, the actions in it as runs of words, and whether it
    is a draft.
    """

    file: str
    section: str
    part: str
    heading: str
    order: int
    measures: tuple[str, ...]
    blocks: tuple[Block, ...]
    actions: tuple[tuple[Inline, ...], ...] = ()
    owner: str = ""
    due: str = ""
    status: str = ""
    drafted: bool = False


@dataclass(frozen=True)
class Desk:
    """Everything at hand; `findings`, `charts` and `remedies` (how to fill a gap, by the id of its paragraph) are
    filled while blocks are made, in the paper's order. `exempt` asks for the version that is not for publication;
    `closed` has the parts that a question keeps out, with its id.
    """

    details: Details
    template: Template
    scorecard: Scorecard
    settings: Settings
    paper_id: str
    facts: Mapping[str, Fact]
    assessed: Mapping[str, Assessment]
    told: tuple[Told, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    charts: list[list[Chart]] = field(default_factory=list)
    """The charts so far, by the table that holds their data."""
    remedies: dict[str, str] = field(default_factory=dict)
    exempt: bool = False
    closed: Mapping[str, str] = field(default_factory=dict)

    @property
    def paper_file(self) -> str:
        """Return the file in which the paper's own entries stand."""
        return f"narratives/{self.paper_id}/paper.toml"

    def of(self, directorate: Directorate | None) -> tuple[Assessment, ...]:
        """Return what is judged of the directorate's measures, or of all measures, in the order of the data."""
        measures: Iterable[Measure] = (
            self.scorecard.measures if directorate is None else self.scorecard.of_directorate(directorate.id)
        )
        return tuple(self.assessed[measure.id] for measure in measures)

    def prints(self, block: str) -> bool:
        """Return whether the template prints that block anywhere."""
        return any(block == name.partition(":")[0] for place in self.template.places() for name in place.blocks)

    @property
    def withheld(self) -> frozenset[str]:
        """Return the ids of the sections and parts that this version holds back: those that are exempt, in the public
        paper.
        """
        exempt = self.details.exempt
        if self.exempt or not exempt:
            return frozenset()
        below = {
            spot.id
            for section in self.template.sections
            if section.id in exempt
            for spot in spots(section, self.scorecard.directorates)
        }
        return frozenset(exempt) | below

    def spots(self, section: TemplateSection) -> Iterator[Spot]:
        """Return the spots of a section as this version prints them: an exempt one as a notice, or under a mark."""
        exempt = self.details.exempt
        for spot in spots(section, self.scorecard.directorates):
            if spot.id not in exempt:
                if section.id not in self.withheld:
                    yield spot
            elif self.exempt:
                yield replace(spot, blocks=("exempt-mark", *spot.blocks), exempt=exempt[spot.id])
            else:
                yield replace(spot, blocks=("exempt-notice",), lead="", clearance=False, exempt=exempt[spot.id])

    def error(self, code: str, message: str, remedy: str, place: Place) -> None:
        """Add a finding of error level."""
        self.findings.append(Finding.error(code, message, remedy, place))


def spots(section: TemplateSection, directorates: Iterable[Directorate]) -> Iterator[Spot]:
    """Return the section's own spot, then those of its parts, one for each directorate where the template says so."""
    yield Spot(
        section.id,
        "",
        section.blocks,
        numbered=section.numbered,
        required=section.required and not section.parts,
        lead=section.lead,
        guidance=section.guidance,
        name=section.title,
    )
    for part in section.parts:
        if part.each is Each.ONCE:
            yield _spot(part, part.id, part.title, None)
        else:
            yield from (_spot(part, one.id, one.name, one) for one in directorates)


def _spot(part: Part, identifier: str, title: str, directorate: Directorate | None) -> Spot:
    return Spot(
        identifier,
        title,
        part.blocks,
        part.numbered_heading,
        part.numbered,
        part.required,
        part.lead,
        part.guidance,
        directorate,
        part.new_page,
        words_at_least=part.words_at_least,
        words_at_most=part.words_at_most,
        clearance=part.clearance,
    )
