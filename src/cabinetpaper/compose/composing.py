"""Compose an edition: walk the template's sections, make each block by its name, number captions, gather what was
noticed.

In: a paper's details, its template, the scorecard, the snippets, the settings. Out: `Edition`. The same values give the
same edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.checks import CHECKS
from cabinetpaper.compose import beside, chosen_charts, cover, form, loose, money, period_tables, telling
from cabinetpaper.compose.beside import BESIDE
from cabinetpaper.compose.captions import captioned
from cabinetpaper.compose.chosen_charts import CHOSEN
from cabinetpaper.compose.clearance import clearance_note, parts_table
from cabinetpaper.compose.cover import COVER
from cabinetpaper.compose.desk import Desk, Spot, spots
from cabinetpaper.compose.details import Details
from cabinetpaper.compose.drawings import DRAWINGS
from cabinetpaper.compose.exempt import NOTICES, exempt_problems, marked_status, opening_mark
from cabinetpaper.compose.form import FORM
from cabinetpaper.compose.gates import opened
from cabinetpaper.compose.limits import limit_problems
from cabinetpaper.compose.loose import LOOSE
from cabinetpaper.compose.money import MONEY
from cabinetpaper.compose.period_tables import PERIOD_TABLES
from cabinetpaper.compose.record import RECORD
from cabinetpaper.compose.tables import TABLES
from cabinetpaper.compose.telling import tell, told_blocks
from cabinetpaper.compose.template import PartsAs, Template, TemplateSection
from cabinetpaper.compose.vocabulary import worded_template
from cabinetpaper.finding import Place
from cabinetpaper.narrative import PARTS, Snippet
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Action,
    Block,
    Counting,
    Edition,
    Gap,
    Heading,
    Paper,
    Paragraph,
    Role,
    Section,
    Text,
    block_id,
    printed,
)
from cabinetpaper.scorecard import Scorecard, assess, facts
from cabinetpaper.settings import Settings

BLOCKS: Final = {**FORM, **COVER, **TABLES, **PERIOD_TABLES, **DRAWINGS, **LOOSE, **MONEY, **BESIDE, **CHOSEN, **RECORD}
"""Every block that a template may list, beside the parts of snippets; each is one function from the desk and a spot to
blocks.
"""

CODES: Final[dict[str, str]] = {
    "BLOCK-UNKNOWN": "The template lists a block that does not exist, so that place of the paper stays empty. Choose "
    "one of the blocks listed.",
    "PART-TWICE": "Two sections or parts of the template have the same id, so that snippets could not tell them "
    "apart. A part with each = "
    "directorate takes the directorates' ids and stands once in a template.",
    **beside.CODES,
    **chosen_charts.CODES,
    **cover.CODES,
    "RULE-UNKNOWN": "The template does without a rule of the check that does not exist. Choose one of the names "
    "listed.",
    **form.CODES,
    **loose.CODES,
    **money.CODES,
    **period_tables.CODES,
    **telling.CODES,
}


def compose(
    details: Details,
    template: Template,
    scorecard: Scorecard,
    snippets: Sequence[Snippet],
    settings: Settings,
    *,
    paper_id: str = "",
    exempt: bool = False,
) -> Edition:
    """Return the edition; `paper_id` is the name of its folder in narratives/, by default that of the first snippet,
    else of its title.

    `exempt` asks for the version that is not for publication, with what is exempt in it; else that is left out, and the
    paper says so.
    """
    identifier = paper_id or _folder(snippets) or block_id(details.title)
    assessed = {measure.id: assess(scorecard, measure) for measure in scorecard.measures}
    worded, problems = worded_template(template, settings.vocabulary, details.kind, details.title)
    open_now = opened(worded, details)
    desk = Desk(
        details,
        open_now.template,
        scorecard,
        settings,
        identifier,
        facts(scorecard),
        assessed,
        exempt=exempt,
        closed=open_now.closed,
    )
    desk.findings.extend((*problems, *open_now.findings))
    _sound(desk)
    told, sources = tell(desk, snippets)
    desk = replace(desk, told=told)
    names = (spot.id for section in desk.template.sections for spot in desk.spots(section))
    sections = captioned(_sections(desk), names)
    return Edition(
        _paper(desk, sections),
        desk.facts,
        sources,
        tuple(one.file for one in told if one.drafted),
        tuple(_actions(desk)),
        tuple(dict.fromkeys(desk.findings)),
        desk.remedies,
        details.exempt,
        tuple(one.file for one in snippets if one.section in desk.withheld),
        "exempt" if exempt else "",
    )


def _sound(desk: Desk) -> None:
    """Note what is wrong with the template as a whole, and with what is marked exempt."""
    ids = [spot.id for section in desk.template.sections for spot in spots(section, desk.scorecard.directorates)]
    place = Place(f"templates/{desk.details.kind}/paper.toml")
    for identifier, count in Counter(ids).items():
        if count > 1:
            desk.error(
                "PART-TWICE",
                f"{count} sections or parts have the id “{identifier}”",
                "Give each an id of its own",
                place,
            )
    rules = [rule.__name__ for rule in CHECKS]
    for name in desk.template.without:
        if name not in rules:
            desk.error("RULE-UNKNOWN", f"There is no rule “{name}” to do without", advice(name, rules), place)
    for name in desk.details.cleared:
        if name not in ids:
            desk.error(
                "SECTION-UNKNOWN",
                f"[cleared] names “{name}”, which this paper does not have",
                advice(name, ids),
                Place(desk.paper_file),
            )
    desk.findings.extend(exempt_problems(desk, [*ids, *desk.closed]))


def _folder(snippets: Sequence[Snippet]) -> str:
    parts = snippets[0].file.split("/") if snippets else []
    return parts[1] if len(parts) > 2 and parts[0] == "narratives" else ""


def _paper(desk: Desk, sections: tuple[Section, ...]) -> Paper:
    details, council = desk.details, desk.settings.council
    return Paper(
        desk.paper_id,
        desk.template.title or details.title,
        council.name or council.short_name,
        sections,
        details.subject or details.title,
        details.running or " – ".join(word for word in (council.name, details.title) if word),
        marked_status(details.status, details.exempt) if desk.exempt and details.exempt else details.status,
        council.language,
        desk.template.recommendation_numbering,
        desk.template.strapline if desk.template.strapline_in_header else "",
        desk.template.numbering,
    )


def _sections(desk: Desk) -> Iterator[Section]:
    by_section = desk.template.numbering is Counting.BY_SECTION
    for section in desk.template.sections:
        blocks = tuple(_section(desk, section))
        place = Place(desk.paper_file, detail=section.id)
        desk.findings.extend(
            limit_problems(section.title or section.id, blocks, section.words_at_least, section.words_at_most, place)
        )
        if blocks or section.required:
            numbered = section.numbered_heading or (by_section and _is_counted(section))
            whole = (*_opening(desk, section), *opening_mark(desk, section), *blocks)
            yield Section(
                block_id(section.id), section.kind, section.title, whole, section.new_page, section.divider, numbered
            )


def _is_counted(section: TemplateSection) -> bool:
    """Return whether a section has numbered paragraphs by its form, whatever of it this version holds back."""
    return section.numbered or any(part.numbered or part.numbered_heading for part in section.parts)


def _opening(desk: Desk, section: TemplateSection) -> tuple[Block, ...]:
    """Return what stands with the title of a divider: the strapline, if there is one."""
    if not section.divider or not desk.template.strapline:
        return ()
    return (Paragraph(block_id(section.id, "strapline"), (Text(desk.template.strapline),), Role.STRAPLINE),)


def _section(desk: Desk, section: TemplateSection) -> Iterator[Block]:
    rows: list[tuple[Spot, tuple[Block, ...]]] = []
    for spot in desk.spots(section):
        blocks = tuple(_spot(desk, spot))
        title = spot.title or spot.name or spot.id
        desk.findings.extend(
            limit_problems(
                title, blocks, spot.words_at_least, spot.words_at_most, Place(desk.paper_file, detail=spot.id)
            )
        )
        if section.parts_as is PartsAs.TABLE and spot.id != section.id:
            rows.append((spot, blocks))
            continue
        if spot.title and (blocks or spot.required):
            yield Heading(block_id(spot.id), 2, (Text(spot.title),), spot.numbered_heading, spot.new_page)
        yield from blocks
        if spot.clearance and blocks:
            yield from clearance_note(desk, spot)
    yield from parts_table(desk, section, rows)


def _spot(desk: Desk, spot: Spot) -> Iterator[Block]:
    for name in spot.blocks:
        kind, _, named = name.partition(":")
        if name in PARTS:
            yield from told_blocks(desk, spot, name)
        elif kind in BLOCKS:
            yield from BLOCKS[kind](desk, replace(spot, named=named))
        elif name in NOTICES:
            yield from NOTICES[name](desk, spot)
        else:
            place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
            desk.error("BLOCK-UNKNOWN", f"“{name}” is not a block", advice(name, (*BLOCKS, *PARTS)), place)


def _actions(desk: Desk) -> Iterator[Action]:
    """Return what snippets promise, an action for each measure that the snippet speaks for."""
    for one in desk.told:
        text = " ".join(printed(run, {}) for run in one.actions if not any(isinstance(inline, Gap) for inline in run))
        for measure in one.measures:
            if text or one.owner or one.due:
                yield Action(measure, text, one.owner, one.due, one.status, one.file)
