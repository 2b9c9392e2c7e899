"""Compose an edition: walk the template's sections, make each block by its name, number captions, gather what was
noticed.

In: a paper's details, its template, the scorecard, the snippets, the settings. Out: `Edition`. The same values give the
same edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from cabinetpaper.checks import CHECKS
from cabinetpaper.compose import charts, cover, described_charts, form, money_tables, period_tables
from cabinetpaper.compose import stated_figures as stated
from cabinetpaper.compose.captions import captioned
from cabinetpaper.compose.chart_data import by_table, chart_data, data_id
from cabinetpaper.compose.clearance import clearance_note, parts_table
from cabinetpaper.compose.cover import strapline
from cabinetpaper.compose.desk import Desk, Made, Recipe, Remedy, Spot, spots
from cabinetpaper.compose.exempt import NOTICES, exempt_problems, marked_status, opening_mark
from cabinetpaper.compose.gates import opened
from cabinetpaper.compose.measure_tables import measures_table, ratings_table, reds_table, tally_table
from cabinetpaper.compose.paper_details import Details, Record
from cabinetpaper.compose.published import Sources, grounds, published
from cabinetpaper.compose.rating_rule import rating_rule
from cabinetpaper.compose.record import recorded, resolved
from cabinetpaper.compose.snippets import place_snippets, snippet_blocks
from cabinetpaper.compose.template import PartsAs, Template, TemplateSection
from cabinetpaper.compose.vocabulary import worded_template
from cabinetpaper.compose.word_limits import limit_problems
from cabinetpaper.finding import Finding, Place
from cabinetpaper.narrative import PARTS, Snippet
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Action,
    Block,
    Break,
    Chart,
    Counting,
    Edition,
    Footnote,
    Gap,
    Heading,
    Item,
    Origin,
    OriginKind,
    Paper,
    Paragraph,
    Section,
    Text,
    block_id,
    printed,
)
from cabinetpaper.scorecard import Scorecard, assess, facts
from cabinetpaper.settings import Settings
from cabinetpaper.toml_text import Toml

_CHARTS: Final[Mapping[str, Recipe]] = {
    "charts": charts.charts,
    "overview-chart": charts.overview_chart,
    "second-source": charts.second_source,
    "chart": described_charts.described_chart,
    "figures-chart": stated.figures_chart,
}
"""What makes charts; behind the colon stand a group of measures, a measure, a described chart, or the beginning of the
ids of loose figures.
"""

BLOCKS: Final[Mapping[str, Recipe]] = {
    "front-table": form.front_table,
    "contents": form.contents,
    "timetable": form.timetable,
    "recommendations": form.recommendations,
    "answer": form.answer,
    "appendices": form.appendices,
    "members-rooms": form.members_rooms,
    "background-documents": form.background_documents,
    "cover": cover.cover,
    "picture": cover.picture,
    "ratings-table": ratings_table,
    "tally-table": tally_table,
    "reds-table": reds_table,
    "rating-rule": rating_rule,
    "measures-table": measures_table,
    **period_tables.PERIOD_TABLES,
    **_CHARTS,
    "chart-data": chart_data,
    "figures-table": stated.figures_table,
    "budget-table": money_tables.budget_table,
    "savings-table": money_tables.savings_table,
    "resolved": resolved,
    "recorded": recorded,
}
"""Every block that a template may list, beside the parts of snippets, each with its recipe."""

M = TypeVar("M", bound=Made)

CODES: Final[dict[str, str]] = {
    "BLOCK-UNKNOWN": "The template lists a block that does not exist, so that place of the paper stays empty. Choose "
    "one of the blocks listed.",
    "PART-TWICE": "Two sections or parts of the template have the same id, so that snippets could not tell them apart. "
    "A part with each = directorate takes the directorates' ids and stands once in a template.",
    "RULE-UNKNOWN": "The template does without a rule of the check that does not exist. Choose one of the names "
    "listed.",
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
    written: Toml | None = None,
    own: Template | None = None,
) -> Edition:
    """Return the edition; `paper_id` is the name of its folder in narratives/, by default that of the first snippet,
    else of its title. `written` is the paper.toml that the details were filled from, for the places of their words.

    `exempt` asks for the version that is not for publication, with what is exempt in it; else that is taken out of the
    sources before anything is made of them, and the paper says so in its place. `own` is the template of the paper
    itself where another, such as that of the record of its decision, is filled: it tells what [exempt] means.
    """
    identifier = paper_id or _folder(snippets) or block_id(details.title)
    sources = Sources(details, scorecard, tuple(snippets), written or Toml())
    exempt_ids = grounds(sources, own or template, template)
    filled = {spot.id for spot in sources.spots(template)}
    ids = {spot.id for spot in sources.spots(own or template)} | filled | set(Record.__dataclass_fields__)
    if not exempt:
        sources = published(sources, own or template, template)
    details, scorecard = sources.details, sources.scorecard
    assessed = {measure.id: assess(scorecard, measure) for measure in scorecard.measures}
    worded, wording_problems = worded_template(template, settings.vocabulary, details.kind, details.title)
    gates = opened(worded, details)
    desk = Desk(
        details,
        gates.template,
        scorecard,
        settings,
        identifier,
        facts(scorecard),
        assessed,
        exempt,
        closed=gates.closed,
    )
    held = {one: ground for one, ground in exempt_ids.items() if one in filled}
    desk = replace(desk, written=sources.written, grounds=held)
    placed = place_snippets(desk, sources.snippets)
    desk = replace(desk, snippets=placed.snippets)
    desk = replace(desk, charts=by_table(_charts_with_data_elsewhere(desk)))
    made = [made for section in desk.template.sections for made in _section(desk, section)]
    spot_ids = [spot.id for section in desk.template.sections for spot in desk.spots(section)]
    sections = captioned((section for section in made if isinstance(section, Section)), spot_ids)
    noticed = (finding for finding in made if isinstance(finding, Finding))
    problems = (*wording_problems, *gates.findings, *_template_problems(desk, ids), *placed.findings, *noticed)
    return Edition(
        _paper(desk, sections),
        desk.facts,
        placed.sources,
        tuple(own.snippet.file for own in placed.snippets if own.drafted),
        tuple(_actions(desk)),
        tuple(dict.fromkeys(problems)),
        {remedy.gap: remedy.words for remedy in made if isinstance(remedy, Remedy)},
        held,
        "exempt" if exempt else "",
        {desk.paper_file: desk.written.text},
    )


def _folder(snippets: Sequence[Snippet]) -> str:
    parts = snippets[0].file.split("/") if snippets else []
    return parts[1] if len(parts) > 2 and parts[0] == "narratives" else ""


def _template_problems(desk: Desk, held: Iterable[str]) -> Iterator[Finding]:
    """Yield what is wrong with the template as a whole, and with the tables of paper.toml that name its parts;
    [exempt] may name what is `held`.
    """
    ids = [spot.id for section in desk.template.sections for spot in spots(section, desk.scorecard.directorates)]
    place, paper = Place(desk.template_file), Place(desk.paper_file)
    for identifier, count in Counter(ids).items():
        if count > 1:
            message = f"{count} sections or parts have the id “{identifier}”"
            yield Finding.error("PART-TWICE", message, "Give each an id of its own", place)
    rules = [rule.__name__ for rule in CHECKS]
    for name in desk.template.without:
        if name not in rules:
            message = f"There is no rule “{name}” to do without"
            yield Finding.error("RULE-UNKNOWN", message, advice(name, rules), place)
    for name in desk.details.cleared:
        if name not in ids:
            message = f"[cleared] names “{name}”, which this paper does not have"
            yield Finding.error("SECTION-UNKNOWN", message, advice(name, ids), paper)
    yield from exempt_problems(desk, dict.fromkeys((*ids, *held)))


def _charts_with_data_elsewhere(desk: Desk) -> Iterator[Chart]:
    """Yield the charts of the paper that have no table of their own, for the tables of an appendix. They are made a
    first time for this, so that each note can name the table that holds its chart's data.
    """
    if not desk.prints("chart-data"):
        return
    for section in desk.template.sections:
        for spot in desk.spots(section):
            for name in spot.blocks:
                kind, _, argument = name.partition(":")
                made = tuple(_CHARTS[kind](desk, replace(spot, argument=argument))) if kind in _CHARTS else ()
                ids = {block.id for block in made if not isinstance(block, Finding | Remedy)}
                yield from (chart for chart in made if isinstance(chart, Chart) and data_id(chart) not in ids)


def _section(desk: Desk, section: TemplateSection) -> Iterator[Section | Finding | Remedy]:
    """Yield a section, unless it is empty and need not be there, after what was noticed while its blocks were made."""
    made = tuple(_blocks(desk, section))
    yield from (one for one in made if isinstance(one, Finding | Remedy))
    blocks = tuple(block for block in made if not isinstance(block, Finding | Remedy))
    place, title = Place(desk.paper_file, detail=section.id), section.title or section.id
    yield from limit_problems(title, blocks, section.words_at_least, section.words_at_most, place)
    if not blocks and not section.required:
        return
    # a section counts by its form, whatever of it this version holds back
    counted = section.numbered or any(part.numbered or part.numbered_heading for part in section.parts)
    by_section = desk.template.numbering is Counting.BY_SECTION
    blocks = (*(strapline(desk, section.id) if section.divider else ()), *opening_mark(desk, section), *blocks)
    yield Section(
        block_id(section.id),
        section.kind,
        section.title,
        tuple(_made_from(Origin(OriginKind.TEMPLATE, section.id), block) for block in blocks),
        section.new_page,
        section.divider,
        section.numbered_heading or (by_section and counted),
    )


def _blocks(desk: Desk, section: TemplateSection) -> Iterator[Made]:
    rows: list[tuple[Spot, tuple[Block, ...]]] = []
    for spot in desk.spots(section):
        part = spot.part
        made = tuple(_spot(desk, spot))
        yield from (one for one in made if isinstance(one, Finding | Remedy))
        blocks = tuple(block for block in made if not isinstance(block, Finding | Remedy))
        place = Place(desk.paper_file, detail=spot.id)
        yield from limit_problems(spot.name, blocks, part.words_at_least, part.words_at_most, place)
        if section.parts_as is PartsAs.TABLE and spot.id != section.id:
            rows.append((spot, blocks))
            continue
        if spot.title and (blocks or part.required):
            yield Heading(block_id(spot.id), 2, (Text(spot.title),), part.numbered_heading, part.new_page)
        yield from blocks
        if part.clearance and blocks:
            yield from clearance_note(desk, spot)
    yield from parts_table(desk, section, rows)


def _spot(desk: Desk, spot: Spot) -> Iterator[Made]:
    for name in spot.blocks:
        kind, _, argument = name.partition(":")
        if name in PARTS:
            yield from snippet_blocks(desk, spot, name)
        elif kind in BLOCKS:
            origin = _origin(desk, spot, name)
            yield from (_made_from(origin, made) for made in BLOCKS[kind](desk, replace(spot, argument=argument)))
        elif name in NOTICES:
            yield from NOTICES[name](desk, spot)
        else:
            yield desk.unknown(spot, "BLOCK-UNKNOWN", f"“{name}” is not a block", name, (*BLOCKS, *PARTS))


_DATA_FILES: Final = {
    "budget-table": "budget.csv",
    "savings-table": "savings.csv",
    "figures-table": "figures.csv",
    "figures-chart": "figures.csv",
}


def _origin(desk: Desk, spot: Spot, name: str) -> Origin:
    """Return what the block of that name is made from: what the template describes or the data hold, else its place in
    the template.
    """
    kind, _, argument = name.partition(":")
    if kind in _DATA_FILES:
        return Origin(OriginKind.DATA, f"{desk.details.data}/{_DATA_FILES[kind]}")
    if kind == "chart":
        return Origin(OriginKind.CHART, argument)
    if kind in period_tables.PERIOD_TABLES and argument:
        return Origin(OriginKind.TABLE, argument)
    return Origin(OriginKind.TEMPLATE, f"{spot.id}/{name}")


def _made_from(origin: Origin, made: M) -> M:
    """Return a block that says what it was made from, unless it does, or its words do."""
    if isinstance(made, Finding | Remedy) or made.origin is not None:
        return made
    words = made.inlines if isinstance(made, Heading | Paragraph | Item) else ()
    typed = any(not isinstance(word, Break | Footnote) and word.span is not None for word in words)
    return made if typed else replace(made, origin=origin)


def _paper(desk: Desk, sections: tuple[Section, ...]) -> Paper:
    details, template, council = desk.details, desk.template, desk.settings.council
    return Paper(
        desk.paper_id,
        template.title or details.title,
        council.name or council.short_name,
        sections,
        details.subject or details.title,
        details.running or " – ".join(word for word in (council.name, details.title) if word),
        marked_status(details.status, desk.grounds) if desk.exempt and desk.grounds else details.status,
        council.language,
        template.recommendation_numbering,
        template.strapline if template.strapline_in_header else "",
        template.numbering,
    )


def _actions(desk: Desk) -> Iterator[Action]:
    """Return what snippets promise, an action for each measure that the snippet speaks for."""
    for placed in desk.snippets:
        snippet = placed.snippet
        runs = (run for run in placed.actions if not any(isinstance(inline, Gap) for inline in run))
        text = " ".join(printed(run, {}) for run in runs)
        if text or snippet.owner or snippet.due:
            for measure in snippet.measures:
                yield Action(measure, text, snippet.owner, snippet.due, snippet.status, snippet.file)
