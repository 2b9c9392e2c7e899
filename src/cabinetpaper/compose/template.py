"""A kind of paper: `templates/<kind>/paper.toml`, filled.

In: nothing; `workspace` reads the TOML and refuses unknown keys. Out: `Template`, the ordered sections of the form with
the blocks that each draws. A new kind of paper is a new folder: a block is a name that `compose.blocks` knows, or a
part of a snippet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from cabinetpaper.compose.options import ChartOptions, TableOptions
from cabinetpaper.paper import Counting, Numbering, SectionKind
from cabinetpaper.settings import setting


class Each(Enum):
    """How often a part stands in the paper; the value is the word that the template uses."""

    ONCE = "once"
    DIRECTORATE = "directorate"


class PartsAs(Enum):
    """How the parts of a section stand in the paper; the value is the word that the template uses."""

    HEADINGS = "headings"
    TABLE = "table"


_GUIDANCE = "What the author should write here. It never reaches an output: the finding for what is missing says it."


@dataclass(frozen=True, slots=True)
class FrontRow:
    """A row of the front table: its label and the entry of the paper's details that fills it; contacts and meetings
    give a row each.
    """

    label: str = field(metadata={"about": "The words in the first column."})
    entry: str = field(
        metadata={
            "about": "decision_maker, subject, date_of_decision, report_of, period, cut_off, contacts, meetings, or "
            "front. and a name under [front]."
        }
    )
    required: bool = setting("Whether an empty row is a gap; one that is not required is then left out.", True)
    guidance: str = setting(_GUIDANCE, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """What sections and their parts have in common."""

    numbered_heading: bool = setting("Whether the heading has a number; that of a part is a paragraph number.", False)
    numbered: bool = setting("Whether its own paragraphs take paragraph numbers.", False)
    required: bool = setting("Whether it is a gap where it is empty; one that is not required is then left out.", True)
    lead: str = setting("Words of the form that stand before the answer, such as a question.", "")
    guidance: str = setting(_GUIDANCE, "")
    when: str = setting(
        "The question that opens it: it stands in the paper only where the answer of that id in paper.toml begins with "
        "Yes.",
        "",
    )
    unless: str = setting(
        "The question that closes it: it stands in the paper only where the answer of that id begins with No.", ""
    )
    words_at_least: int = setting("A warning tells where it has fewer words than this.", 0)
    words_at_most: int = setting("A warning tells where it has more words than this; 0 sets no limit.", 0)
    new_page: bool = setting("Whether the heading starts a page.", False)


@dataclass(frozen=True, slots=True)
class Part(FormPart):
    """A part of a section under a level 2 heading. With `each = "directorate"` it stands once for each directorate,
    whose name and id take the place of its own.
    """

    id: str = field(metadata={"about": "The name that snippets give as their section, and answers as their key."})
    title: str = setting("The heading; empty for none.", "")
    blocks: tuple[str, ...] = setting("What it prints, in order: names of blocks and of snippet parts.", ("body",))
    each: Each = setting("once, or directorate.", Each.ONCE)
    clearance: bool = setting(
        "Whether an officer must clear it: who and when stand under [cleared] in paper.toml.", False
    )


@dataclass(frozen=True, slots=True)
class TemplateSection(FormPart):
    """A section under a level 1 heading: its own blocks, then its parts."""

    id: str = field(metadata={"about": "The name that snippets give as their section."})
    kind: SectionKind = field(metadata={"about": "Which part of the committee form it is."})
    title: str = setting("The heading; only the first section may have none.", "")
    blocks: tuple[str, ...] = setting("What it prints before its parts.", ())
    parts: tuple[Part, ...] = setting("[[sections.parts]], in order.", ())
    parts_as: PartsAs = setting(
        "headings, or table: a row for each part, with who cleared it and when.", PartsAs.HEADINGS
    )
    columns: tuple[str, ...] = setting(
        "The headings of that table, where others than Implication, Details, Cleared by, Date.", ()
    )
    divider: bool = setting("Whether the title stands on a page of its own, with the strapline.", False)


@dataclass(frozen=True, slots=True)
class Template:
    """The whole of a kind's `paper.toml`."""

    name: str = field(metadata={"about": "What this kind of paper is called."})
    sections: tuple[TemplateSection, ...] = field(metadata={"about": "[[sections]], in the order of the paper."})
    recommendation_numbering: Numbering = setting("How recommendations count: (i), (a) or 1.", Numbering.ROMAN)
    numbering: Counting = setting(
        "How paragraphs count: through the whole paper, or by section (1.1).", Counting.THROUGH
    )
    title: str = setting("The paper’s title, if other than in its paper.toml; {title} stands for that.", "")
    without: tuple[str, ...] = setting(
        "Rules of the check that do not apply to this kind, by name; docs/templates.md lists them.", ()
    )
    front_caption: str = setting("The caption of the front table.", "About this report")
    front: tuple[FrontRow, ...] = setting("[[front]], the rows of the front table.", ())
    strapline: str = setting("Words that stand on the cover and on each divider.", "")
    strapline_in_header: bool = setting("Whether the strapline stands below the running title, too.", False)
    tables: tuple[TableOptions, ...] = setting("[[tables]] that the template arranges: docs/tables.md.", ())
    charts: tuple[ChartOptions, ...] = setting("[[charts]] that the template chooses: docs/tables.md.", ())
    keys: Mapping[str, str] = setting(
        '[keys]: abbreviations that the key explains: CMT = "Case management team".', factory=dict
    )
    headings: Mapping[str, str] = setting(
        '[headings]: what stands above the snippets of a part, by the part’s name: focus = "Areas of focus".',
        factory=dict,
    )

    def places(self) -> Iterator[TemplateSection | Part]:
        """Return every section and part, in order: what a snippet or an answer may belong to."""
        for section in self.sections:
            yield section
            yield from section.parts
