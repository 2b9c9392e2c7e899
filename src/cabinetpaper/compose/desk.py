"""Everything at hand while a paper is composed, and what a block's recipe hands back.

In: all that `compose` was given. Out: values that recipes look things up in. A recipe is a function from the desk and a
spot to what it makes: blocks, findings, and how to fill the gaps that it leaves; nothing grows on the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cabinetpaper.compose.paper_details import Details
from cabinetpaper.compose.template import Each, Part, Template, TemplateSection
from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate
from cabinetpaper.narrative import Snippet
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Block, Chart, Inline, Span, Text, block_id, typed_text
from cabinetpaper.period import long_date
from cabinetpaper.scorecard import Assessment, Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.toml_text import Toml


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the template in its place in this paper: `id` and `title` are a directorate's own where the part stands
    once for each. A section's own spot is a part without a title; `section` is the section's.

    `argument` is what stands behind the colon of the block that is being made: `photo` for `picture:photo`.
    """

    part: Part
    id: str
    title: str
    directorate: Directorate | None = None
    section: str = ""
    argument: str = ""
    exempt: str = ""

    @property
    def blocks(self) -> tuple[str, ...]:
        """Return the names of the blocks that it prints, in order."""
        return self.part.blocks

    @property
    def snippet_parts(self) -> tuple[str, ...]:
        """Return the parts of snippets that it prints: those it lists, and the body where it records what the paper
        says.
        """
        return ("body", *self.blocks) if "recorded" in self.blocks else self.blocks

    @property
    def name(self) -> str:
        """Return what findings and gaps call it: the title, or that of its section."""
        return self.title or self.section or self.id

    @property
    def guidance(self) -> str:
        """Return what the author should write here, as it goes on behind a remedy."""
        return f": {self.part.guidance}" if self.part.guidance else ""

    def key(self, *parts: str) -> str:
        """Return the id of something in this spot."""
        return block_id(self.id, *parts)


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to fill a gap, by the id of the paragraph that holds it."""

    gap: str
    words: str


Made = Block | Finding | Remedy
"""What a recipe hands back, in the paper's order."""


@dataclass(frozen=True, slots=True)
class PlacedSnippet:
    """A snippet in its place: its blocks, the actions in it as runs of words, and whether nobody has written it yet."""

    snippet: Snippet
    blocks: tuple[Block, ...]
    actions: tuple[tuple[Inline, ...], ...]
    drafted: bool


@dataclass(frozen=True)
class Desk:
    """Everything at hand. `exempt` asks for the version that is not for publication; else nothing exempt is at hand at
    all, and `grounds` has the ids that are, with their paragraphs. `closed` has the parts that a question keeps out,
    with its id; `charts` are those whose data stand in an appendix, by the table that holds them.
    """

    details: Details
    template: Template
    scorecard: Scorecard
    settings: Settings
    paper_id: str
    facts: Mapping[str, Fact]
    assessed: Mapping[str, Assessment]
    exempt: bool = False
    grounds: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)
    snippets: tuple[PlacedSnippet, ...] = ()
    charts: tuple[tuple[Chart, ...], ...] = ()
    written: Toml = field(default_factory=Toml)
    """The paper.toml as it is written."""

    @property
    def paper_file(self) -> str:
        """Return the file in which the paper's own entries stand."""
        return f"narratives/{self.paper_id}/paper.toml"

    @property
    def template_file(self) -> str:
        """Return the file of the template."""
        return f"templates/{self.details.kind}/paper.toml"

    def entry(self, *path: str | int) -> tuple[Text, ...]:
        """Return the words of an entry of the paper's details, with their places in paper.toml; none where it is
        empty. A day stands in words.
        """
        value: object = self.details
        for step in path:
            if isinstance(value, Mapping):
                value = value.get(step, "")
            else:
                value = value[step] if isinstance(value, tuple) and isinstance(step, int) else getattr(value, str(step))
        if isinstance(value, date):
            place = self.written.value(*path)
            return (Text(long_date(value), span=Span(self.paper_file, *place, printed=True) if place else None),)
        words = value if isinstance(value, str) else ""
        return typed_text(words, self.paper_file, self.written.text, self.written.characters(*path))

    def unknown(self, spot: Spot, code: str, message: str, word: str, choices: Iterable[str]) -> Finding:
        """Return the finding that the blocks of a spot name something that is not there."""
        place = Place(self.template_file, detail=f"blocks of “{spot.id}”")
        return Finding.error(code, message, advice(word, choices, none="those in the template"), place)

    def of(self, directorate: Directorate | None) -> tuple[Assessment, ...]:
        """Return what is judged of the directorate's measures, or of all measures, in the order of the data."""
        card = self.scorecard
        measures = card.measures if directorate is None else card.of_directorate(directorate.id)
        return tuple(self.assessed[measure.id] for measure in measures)

    def prints(self, block: str) -> bool:
        """Return whether the template prints that block anywhere."""
        return any(block == name.partition(":")[0] for place in self.template.places() for name in place.blocks)

    def spots(self, section: TemplateSection) -> Iterator[Spot]:
        """Return the spots of a section as this version prints them: an exempt one as a notice, or under a mark."""
        for spot in spots(section, self.scorecard.directorates):
            ground = self.grounds.get(spot.id)
            if ground is None:
                yield spot
            elif section.id in self.grounds and spot.id not in (section.id, *self.details.exempt):
                if self.exempt:  # it stands under the section's own mark
                    yield spot
            elif self.exempt:
                marked = replace(spot.part, blocks=("exempt-mark", *spot.blocks))
                yield replace(spot, part=marked, exempt=ground)
            else:
                notice = replace(spot.part, blocks=("exempt-notice",), lead="", clearance=False)
                yield replace(spot, part=notice, exempt=ground)


Recipe = Callable[[Desk, Spot], Iterator[Made]]
"""How a block that a template lists is made."""


def spots(section: TemplateSection, directorates: Iterable[Directorate]) -> Iterator[Spot]:
    """Return the section's own spot, then those of its parts, one for each directorate where the template says so."""
    own = Part(
        section.id,
        numbered=section.numbered,
        blocks=section.blocks,
        required=section.required and not section.parts,
        lead=section.lead,
        guidance=section.guidance,
    )
    yield Spot(own, section.id, "", section=section.title)
    for part in section.parts:
        if part.each is Each.ONCE:
            yield Spot(part, part.id, part.title)
        else:
            yield from (Spot(part, one.id, one.name, one) for one in directorates)
