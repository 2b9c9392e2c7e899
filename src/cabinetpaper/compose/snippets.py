"""Snippets in their places: rendered, or drafted where nobody has written one, with the actions that they promise.

In: the snippets of a paper and the desk. Out: a `PlacedSnippet` for each, the blocks of a spot's snippets, and entries
of paper.toml rendered in the same language. What a snippet says badly is a finding; nothing is dropped without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, PlacedSnippet, Remedy, Spot
from cabinetpaper.compose.period_tables import prints_commentary
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.narrative import PARTS, Snippet, parse_snippet, render, render_entry
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Gap,
    Heading,
    Inline,
    Item,
    Paragraph,
    Role,
    Style,
    Text,
    block_id,
    map_inlines,
    named_notes,
)

CODES: Final[dict[str, str]] = {
    "SECTION-UNKNOWN": "A snippet or an answer names a section that the template does not have, so its words are not "
    "in the paper. Write one of the ids listed: a section or part of the template, or a directorate.",
    "SNIPPET-UNPRINTED": "The section that a snippet names does not print snippets of this part, so its words are not "
    "in the paper. Choose one of the parts listed, or add the part to the section's blocks in the template.",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """The snippets of a paper in their order, drafts among them, the source of each by file, and what was noticed."""

    snippets: tuple[PlacedSnippet, ...]
    sources: Mapping[str, str]
    findings: tuple[Finding, ...]


def place_snippets(desk: Desk, snippets: Sequence[Snippet]) -> Placed:
    """Return every snippet rendered, and drafts for what is missing."""
    spots = {spot.id: spot for section in desk.template.sections for spot in desk.spots(section)}
    placed: list[PlacedSnippet] = []
    findings: list[Finding] = []
    for snippet in snippets:
        problem = _out_of_place(desk, snippet, spots)
        if problem is not None:
            findings.append(problem)
        else:
            own, found = _placed(desk, snippet, drafted=False)
            placed.append(own)
            findings += found
    findings += _answers_out_of_place(desk, spots)
    sources = {snippet.file: snippet.source for snippet in snippets}
    for file, source in _drafts(desk, spots.values(), snippets):
        try:
            draft = parse_snippet(file, source)
        except CabinetPaperError as error:  # our own mistake: say so rather than lose the paper
            findings += error.findings
            draft = Snippet(file, "")
        own, found = _placed(desk, draft, drafted=True)
        placed.append(own)
        findings += found
        sources[draft.file] = draft.source
    return Placed(tuple(sorted(placed, key=lambda own: own.snippet.order)), sources, tuple(findings))


def _out_of_place(desk: Desk, snippet: Snippet, spots: Mapping[str, Spot]) -> Finding | None:
    """Return why a snippet stands nowhere in the paper, or None."""
    place = Place(snippet.file, 1)
    if snippet.section in desk.closed:
        return _closed(desk, snippet.section, place)
    if snippet.section not in spots:
        message = f"The snippet belongs to the section “{snippet.section}”, which this paper does not have"
        return Finding.error("SECTION-UNKNOWN", message, advice(snippet.section, spots), place)
    spot = spots[snippet.section]
    # commentary stands in the cells of tables
    in_tables = ("commentary",) if prints_commentary(desk, spot) else ()
    parts = [part for part in PARTS if part in (*spot.snippet_parts, *in_tables)]
    if snippet.part in parts:
        return None
    message = f"The section “{snippet.section}” does not print snippets of the part “{snippet.part}”"
    remedy = "Write the answer in paper.toml instead, or choose another section"
    return Finding.error("SNIPPET-UNPRINTED", message, advice(snippet.part, parts) if parts else remedy, place)


def _answers_out_of_place(desk: Desk, spots: Mapping[str, Spot]) -> Iterator[Finding]:
    """Yield a finding for each answer that this paper does not print."""
    asked = [spot.id for spot in spots.values() if "answer" in spot.blocks]
    for key in desk.details.answers:
        if key in desk.closed:
            yield _closed(desk, key, Place(desk.paper_file, detail=f"answers.{key}"))
        elif key not in asked:
            message = f"[answers] names “{key}”, where this paper prints no answer"
            yield Finding.error("SECTION-UNKNOWN", message, advice(key, asked), Place(desk.paper_file))


def _closed(desk: Desk, section: str, place: Place) -> Finding:
    message = f"The part “{section}” is closed: the answer to “{desk.closed[section]}” does not open it"
    return Finding.warning("PART-CLOSED", message, "Take these words out, or correct that answer", place)


def _placed(desk: Desk, snippet: Snippet, *, drafted: bool) -> tuple[PlacedSnippet, tuple[Finding, ...]]:
    """Return a snippet with its blocks; where nobody has gone through its words yet, its first ones say so, and its
    paragraphs are in the style of a draft.
    """
    mark = "Draft:" if drafted else "Carried over, to be reviewed:" if snippet.carried else ""
    headed = bool(desk.template.headings.get(snippet.part)) and bool(snippet.heading)
    rendered = render(snippet, desk.facts, desk.scorecard, levels=(min(3 + headed + bool(snippet.heading), 4), 4))
    blocks = list(rendered.blocks)
    for at, block in enumerate(blocks):
        if mark and isinstance(block, Paragraph):
            words = (Text(mark, Style.STRONG), Text(" "), *block.inlines) if at == 0 else block.inlines
            blocks[at] = replace(block, inlines=words, role=Role.DRAFT if block.role is Role.BODY else block.role)
    return PlacedSnippet(snippet, tuple(blocks), tuple(_actions(blocks)), drafted), rendered.findings


def _drafts(desk: Desk, spots: Iterable[Spot], snippets: Sequence[Snippet]) -> Iterator[tuple[str, str]]:
    """Return the file and the source of a draft for each directorate without an intro and each measure with a figure
    that no snippet speaks for.
    """
    from cabinetpaper.narrative import draft_directorate, draft_measure, part_of

    introduced = {snippet.section for snippet in snippets if snippet.part == "intro"}
    spoken_for = {measure for snippet in snippets for measure in snippet.measures}
    for spot in spots:
        parts = [part for part in PARTS if part in spot.blocks]
        if spot.directorate is None or not parts:
            continue
        folder = f"narratives/{desk.paper_id}/{spot.directorate.id}"
        rows = [row for row in desk.of(spot.directorate) if row.has_figure]
        if rows and "intro" in parts and spot.id not in introduced:
            yield f"{folder}/intro.md", draft_directorate(desk.scorecard, desk.facts, spot.directorate.id)
        for row in rows:
            if row.measure.id not in spoken_for:
                part = part_of(row) if part_of(row) in parts else parts[-1]
                yield f"{folder}/{row.measure.id}.md", draft_measure(desk.scorecard, desk.facts, row, part=part)


_LABEL: Final = re.compile(r"\s*Actions?\s*+:?\s*")


def _actions(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    """Return each action as a run of words without its label: the rest of the paragraph, or the items of the list below
    it.
    """
    listing = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.ACTION:
            run = _without_label(block.inlines)
            listing = not run
            if run:
                yield run
        elif isinstance(block, Item) and listing:
            yield block.inlines
        else:
            listing = False


def _without_label(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the words of an action after its label, which is the first stretch in strong words."""
    rest = inlines[1:] if inlines and isinstance(inlines[0], Text) and _LABEL.fullmatch(inlines[0].text) else inlines
    while rest and isinstance(first := rest[0], Text):
        if left := first.text.lstrip(" :"):
            return (first.part(len(first.text) - len(left)), *rest[1:])
        rest = rest[1:]
    return rest


def snippet_blocks(desk: Desk, spot: Spot, part: str) -> Iterator[Made]:
    """Return the blocks of the spot's snippets of a part, in their order, under the part's heading if the template
    gives one; a gap where the body must be written and is not.
    """
    found = [own for own in desk.snippets if (own.snippet.section, own.snippet.part) == (spot.id, part)]
    title = desk.template.headings.get(part, "")
    if title and any(placed.blocks for placed in found):
        yield Heading(spot.key(part), 3, (Text(title),))
    for placed in found:
        if placed.snippet.heading and placed.blocks:
            level, heading = 4 if title else 3, placed.snippet.words("heading")
            yield Heading(block_id(*placed.snippet.stem, "heading"), level, heading)
        for block in placed.blocks:
            if spot.part.numbered and isinstance(block, Paragraph) and block.role in {Role.BODY, Role.DRAFT}:
                block = replace(block, numbered=True)
            yield block
    prose_alone = set(spot.blocks) <= set(PARTS) and not (spot.directorate or spot.part.lead)
    if part == "body" and spot.part.required and not found and prose_alone:
        file = f"narratives/{desk.paper_id}/{spot.id}.md"
        named = "" if any(own.snippet.file == file for own in desk.snippets) else f", {file},"
        how = f'Write a snippet{named} whose front matter says section = "{spot.id}"{spot.guidance}'
        yield Remedy(spot.key("gap"), how)
        yield Paragraph(spot.key("gap"), (Gap(spot.name),), numbered=spot.part.numbered)


def entry_blocks(
    desk: Desk, path: tuple[str | int, ...], entry: str, identifier: str
) -> tuple[tuple[Paragraph | Item, ...], tuple[Finding, ...]]:
    """Return the words of an entry of paper.toml as blocks, rendered in the language of snippets, with what was
    noticed; `entry` names them in findings.
    """
    text = "".join(words.text for words in desk.entry(*path))
    written, places = desk.written.text, desk.written.characters(*path)
    made = render_entry(text, desk.paper_file, desk.facts, desk.scorecard, written=written, places=places)
    noted = (map_inlines(block, lambda inlines: named_notes(inlines, identifier)) for block in made.blocks)
    blocks = tuple(
        replace(block, id=block_id(identifier, str(number)))
        for number, block in enumerate(noted, 1)
        if isinstance(block, Paragraph | Item)
    )
    return blocks, tuple(replace(finding, place=replace(finding.place, detail=entry)) for finding in made.findings)
