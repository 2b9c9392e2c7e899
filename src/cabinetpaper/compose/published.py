"""Take what is exempt out of the sources of a paper, before anything is composed of them.

In: what a paper is made from, its template, and that of another paper made from the same, such as the record of its
decision. Out: the ids that are exempt, and the sources as a public version may see them: without the snippets, entries
of paper.toml, figures and measures that belong to those ids. Whatever template they fill, no exempt word is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, Final, Literal

from cabinetpaper.compose.desk import Spot, spots
from cabinetpaper.compose.paper_details import Details, PictureFile
from cabinetpaper.compose.period_tables import PERIOD_TABLES
from cabinetpaper.compose.template import Template
from cabinetpaper.narrative import Snippet
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.toml_text import Path, Toml

_PRINTED_BY: Final[Mapping[str, tuple[Path, ...]]] = {
    "recommendations": (("recommendations",), ("record", "resolved")),
    "resolved": (("record", "resolved"),),
    "cover": (("cover",),),
    "appendices": (("appendices",),),
    "members-rooms": (("members_rooms",),),
    "background-documents": (("background_documents",), ("inspection",)),
    "timetable": (("meetings",),),
    "front-table": tuple(
        (one,) for one in ("front", "contacts", "decision_maker", "subject", "date_of_decision", "report_of")
    ),
}
"""The entries that belong to the part that prints a block; what was resolved repeats what was recommended."""

Named = tuple[Literal["measure", "figure", "budget", "savings"], str]
"""A figure that a part of a template names: what it is, and its id, or the table of money that it stands in."""


@dataclass(frozen=True)
class Sources:
    """What a paper is composed from, beside its template and the settings; `written` is its paper.toml."""

    details: Details
    scorecard: Scorecard
    snippets: tuple[Snippet, ...] = ()
    written: Toml = field(default_factory=Toml)

    def spots(self, template: Template) -> Iterator[Spot]:
        """Return every section and part of a template in its place in this paper."""
        for section in template.sections:
            yield from spots(section, self.scorecard.directorates)


def grounds(sources: Sources, own: Template, other: Template) -> dict[str, str]:
    """Return every id that is exempt, with its paragraphs of Schedule 12A: those that [exempt] names, the parts of a
    section that it names, in the paper's `own` template or the `other`, and what records the decision on exempt
    recommendations. An entry of [record] is known by its own name too, since only its record prints it.
    """
    found = dict(sources.details.exempt)
    for template in (own, other):
        for section in template.sections:
            if section.id in found:
                for spot in spots(section, sources.scorecard.directorates):
                    found.setdefault(spot.id, found[section.id])
    asked = (spot.id for spot in sources.spots(own) if "recommendations" in spot.blocks)
    for one in ("resolved", *asked):
        for spot in sources.spots(other):
            if one in found and "resolved" in spot.blocks:
                found.setdefault(spot.id, found[one])
    return found


def published(sources: Sources, own: Template, other: Template) -> Sources:
    """Return the sources as a public version may see them."""
    exempt = grounds(sources, own, other)
    if not exempt:
        return sources
    entries = _entries(sources, exempt, own, other)
    public = replace(
        sources,
        details=_without(sources.details, entries),
        snippets=tuple(one for one in sources.snippets if one.section not in exempt),
        written=sources.written.without(entries),
    )
    held: set[Named] = set()
    shown: set[Named] = set()
    for template in (own, other):
        for spot in sources.spots(template):
            (held if spot.id in exempt else shown).update(_named(sources.scorecard, template, spot))
    told: Iterator[Named] = (("figure", one) for one in _told(sources) - _told(public))
    return replace(public, scorecard=_card(sources.scorecard, held.union(told) - shown))


def _entries(sources: Sources, exempt: Mapping[str, str], own: Template, other: Template) -> tuple[Path, ...]:
    """Return the paths of the entries of paper.toml that belong to what is exempt."""
    entries: list[Path] = [(table, one) for one in exempt for table in ("answers", "cleared", "record")]
    for template in (own, other):
        for spot in sources.spots(template):
            for name in spot.blocks if spot.id in exempt else ():
                kind, _, argument = name.partition(":")
                entries += _PRINTED_BY.get(kind, ())
                if kind == "front-table" and "meetings" in (row.entry for row in template.front):
                    entries.append(("meetings",))
                if kind == "picture":
                    pictures = enumerate(sources.details.pictures)
                    entries += [("pictures", number) for number, one in pictures if one.id == argument]
    return tuple(dict.fromkeys(entries))


def _without(details: Details, entries: tuple[Path, ...]) -> Details:
    """Return the details with these entries empty; those of a list keep their number."""
    for path in entries:
        name, inner = str(path[0]), path[1] if path[1:] else ""
        held: Any = getattr(details, name)
        if not inner and isinstance(inner, str):
            own = _empty(details, name)
        elif isinstance(held, Mapping):
            own = {key: one for key, one in held.items() if key != inner}
        elif isinstance(held, tuple):
            own = tuple(PictureFile("", "", "") if at == inner else one for at, one in enumerate(held))
        else:
            own = replace(held, **{str(inner): _empty(held, str(inner))}) if hasattr(held, str(inner)) else held
        details = replace(details, **{name: own})
    return details


def _empty(value: Any, name: str) -> Any:
    """Return what a field holds where nothing is written."""
    (own,) = (one for one in fields(value) if one.name == name)
    return own.default_factory() if own.default_factory is not MISSING else own.default


def _told(sources: Sources) -> frozenset[str]:
    """Return the loose figures that the words name: `{{ figure.grades.good }}`."""
    words = "\n".join((repr(sources.details), *(one.source for one in sources.snippets)))
    return frozenset(
        one.id for one in sources.scorecard.figures if re.search(rf"\bfigure\.{re.escape(one.id)}(?!\w)", words)
    )


def _named(card: Scorecard, template: Template, spot: Spot) -> Iterator[Named]:  # noqa: C901  # one block after another
    """Yield the figures that a part names: those of its directorate, of a group, table or chart behind a colon. A block
    that prints whatever there is names none.
    """
    if spot.directorate is not None:
        yield from (("measure", one.id) for one in card.of_directorate(spot.directorate.id))
    for name in spot.blocks:
        kind, _, argument = name.partition(":")
        if kind in ("figures-table", "figures-chart"):
            own = (one.id for one in card.figures if argument in (one.id, one.id.rpartition(".")[0]))
            yield from (("figure", one) for one in own)
        elif kind == "second-source":
            yield "measure", argument
            yield from (("figure", one.id) for one in card.figures if argument in one.id.split("."))
        elif kind == "charts" and argument:
            yield from (("measure", one.id) for one in card.measures if one.group == argument)
        elif kind == "chart":
            for chart in (one for one in template.charts if one.id == argument):
                yield from (("measure", one) for one in chart.measures)
                yield from (("figure", one) for row in chart.rows for one in row.figures)
        elif kind in PERIOD_TABLES:
            for table in (one for one in template.tables if one.id == argument):
                yield from (("measure", one) for one in table.measures)
                named = (one for one in card.measures if table.directorate in ("", one.directorate))
                if not table.measures and (table.groups or table.directorate):
                    yield from (("measure", one.id) for one in named if not table.groups or one.group in table.groups)
        elif kind == "budget-table":
            yield "budget", ""
        elif kind == "savings-table":
            yield "savings", argument


def _card(card: Scorecard, gone: Set[Named]) -> Scorecard:
    """Return the figures without these; the same value where none of them is there."""
    measures = {one for kind, one in gone if kind == "measure"}
    return replace(
        card,
        measures=tuple(one for one in card.measures if one.id not in measures),
        observations=tuple(one for one in card.observations if one.measure not in measures),
        targets=tuple(one for one in card.targets if one.measure not in measures),
        comparators=tuple(one for one in card.comparators if one.measure not in measures),
        figures=tuple(one for one in card.figures if ("figure", one.id) not in gone),
        budget=() if ("budget", "") in gone else card.budget,
        savings=tuple(one for one in card.savings if ("savings", one.table) not in gone),
    )
