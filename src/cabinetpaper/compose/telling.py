"""Snippets in their places: rendered, or drafted where nobody has written one, with the actions that they promise.

In: the snippets of a paper and the desk. Out: `Told` for each, the blocks of a spot's snippets, and short answers
rendered in the same language. What a snippet says badly is a finding; nothing is dropped without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from cabinetpaper.compose.desk import Desk, Spot, Told
from cabinetpaper.compose.period_tables import prints_commentary
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.narrative import PARTS, Snippet, parse_snippet, render
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Figure,
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
    "in the paper. Write one of the "
    "ids listed: a section or part of the template, or a directorate.",
    "SNIPPET-UNPRINTED": "The section that a snippet names does not print snippets of this part, so its words are not "
    "in the paper. Choose one of the "
    "parts listed, or add the part to the section's blocks in the template.",
}


def tell(desk: Desk, snippets: Sequence[Snippet]) -> tuple[tuple[Told, ...], dict[str, str]]:
    """Return every snippet rendered, drafts for what is missing, and the source of each by file."""
    places = {spot.id: spot for section in desk.template.sections for spot in desk.spots(section)}
    shown = [snippet for snippet in snippets if snippet.section not in desk.withheld]
    told: list[Told] = []
    for snippet in shown:
        if snippet.section in desk.closed:
            _closed(desk, snippet.section, Place(snippet.file, 1))
        elif snippet.section not in places:
            message = f"The snippet belongs to the section “{snippet.section}”, which this paper does not have"
            desk.error("SECTION-UNKNOWN", message, advice(snippet.section, places), Place(snippet.file, 1))
        elif snippet.part not in (parts := _parts(desk, places[snippet.section])):
            message = f"The section “{snippet.section}” does not print snippets of the part “{snippet.part}”"
            remedy = (
                advice(snippet.part, parts)
                if parts
                else "Write the answer in paper.toml instead, or choose another section"
            )
            desk.error("SNIPPET-UNPRINTED", message, remedy, Place(snippet.file, 1))
        else:
            told.append(_told(desk, snippet, drafted=False))
    for key in desk.details.answers:
        if key in desk.closed:
            _closed(desk, key, Place(desk.paper_file, detail=f"answers.{key}"))
        elif key in desk.withheld:
            continue
        elif key not in places or "answer" not in places[key].blocks:
            remedy = advice(key, (spot.id for spot in places.values() if "answer" in spot.blocks))
            desk.error(
                "SECTION-UNKNOWN",
                f"[answers] names “{key}”, where this paper prints no answer",
                remedy,
                Place(desk.paper_file),
            )
    sources = {snippet.file: snippet.source for snippet in shown}
    for draft in _drafts(desk, places.values(), snippets):
        told.append(_told(desk, draft, drafted=True))
        sources[draft.file] = draft.source
    return tuple(sorted(told, key=lambda one: one.order)), sources


def _parts(desk: Desk, spot: Spot) -> list[str]:
    """Return the parts of snippets that a spot prints; commentary stands in the cells of its tables."""
    return [part for part in PARTS if part in spot.told or (part == "commentary" and prints_commentary(desk, spot))]


def _closed(desk: Desk, section: str, place: Place) -> None:
    message = f"The part “{section}” is closed: the answer to “{desk.closed[section]}” does not open it"
    desk.findings.append(Finding.warning("PART-CLOSED", message, "Take these words out, or correct that answer", place))


def _told(desk: Desk, snippet: Snippet, *, drafted: bool) -> Told:
    headed = bool(desk.template.headings.get(snippet.part))
    level = 3 + (headed and bool(snippet.heading))
    rendered = render(snippet, desk.facts, desk.scorecard, levels=(min(level + bool(snippet.heading), 4), 4))
    desk.findings.extend(rendered.findings)
    blocks = rendered.blocks
    if drafted:
        blocks = _as_draft(blocks, "Draft:")
    elif snippet.carried:
        blocks = _as_draft(blocks, "Carried over, to be reviewed:")
    return Told(
        snippet.file,
        snippet.section,
        snippet.part,
        snippet.heading,
        snippet.order,
        snippet.measures,
        blocks,
        tuple(_actions(blocks)),
        snippet.owner,
        snippet.due,
        snippet.status,
        drafted,
    )


def _as_draft(blocks: Iterable[Block], word: str) -> tuple[Block, ...]:
    """Return the blocks marked as a draft, in their style and, before the first words, in a word that says what
    kind.
    """
    marked: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.BODY:
            block = replace(block, role=Role.DRAFT)
        if not marked and isinstance(block, Paragraph):
            block = replace(block, inlines=(Text(word, Style.STRONG), Text(" "), *block.inlines))
        marked.append(block)
    return tuple(marked)


def _drafts(desk: Desk, places: Iterable[Spot], snippets: Sequence[Snippet]) -> Iterator[Snippet]:
    """Return a draft for each directorate without an intro and each measure with a figure that no snippet speaks
    for.
    """
    from cabinetpaper.narrative import draft_directorate, draft_measure, part_of

    introduced = {one.section for one in snippets if one.part == "intro"}
    spoken = {measure for one in snippets for measure in one.measures}
    for spot in places:
        parts = [part for part in PARTS if part in spot.blocks]
        if spot.directorate is None or not parts:
            continue
        folder = f"narratives/{desk.paper_id}/{spot.directorate.id}"
        rows = [one for one in desk.of(spot.directorate) if one.now is not None and one.now.value is not None]
        if rows and "intro" in parts and spot.id not in introduced:
            yield _parsed(
                desk, f"{folder}/intro.md", draft_directorate(desk.scorecard, desk.facts, spot.directorate.id)
            )
        for one in rows:
            if one.measure.id not in spoken:
                part = part_of(one) if part_of(one) in parts else parts[-1]
                yield _parsed(
                    desk, f"{folder}/{one.measure.id}.md", draft_measure(desk.scorecard, desk.facts, one, part=part)
                )


def _parsed(desk: Desk, file: str, source: str) -> Snippet:
    try:
        return parse_snippet(file, source)
    except (
        CabinetPaperError
    ) as error:  # a draft that cannot be read is our own mistake: say so rather than lose the paper
        desk.findings.extend(error.findings)
        return Snippet(file, "")


_LABEL: Final = re.compile(r"\s*Actions?\s*:?\s*")


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
        if left := first.part(len(first.text) - len(first.text.lstrip(" :"))).text:
            return (first.part(len(first.text) - len(left)), *rest[1:])
        rest = rest[1:]
    return rest


def told_blocks(desk: Desk, spot: Spot, part: str) -> Iterator[Block]:
    """Return the blocks of the spot's snippets of a part, in their order, under the part's heading if the template
    gives one.
    """
    found = [one for one in desk.told if one.section == spot.id and one.part == part]
    title = desk.template.headings.get(part, "")
    if title and any(one.blocks for one in found):
        yield Heading(block_id(spot.id, part), 3, (Text(title),))
    for one in found:
        if one.heading and one.blocks:
            yield Heading(block_id(one.file, "heading"), 4 if title else 3, (Text(one.heading),))
        for block in one.blocks:
            if spot.numbered and isinstance(block, Paragraph) and block.role in {Role.BODY, Role.DRAFT}:
                block = replace(block, numbered=True)
            yield block
    if (
        part == "body"
        and spot.required
        and not found
        and not (spot.directorate or spot.lead)
        and set(spot.blocks) <= set(PARTS)
    ):
        file = f"narratives/{desk.paper_id}/{spot.id}.md"
        named = "" if any(one.file == file for one in desk.told) else f", {file},"
        desk.remedies[block_id(spot.id, "gap")] = (
            f'Write a snippet{named} whose front matter says section = "{spot.id}"'
            + (f": {spot.guidance}" if spot.guidance else "")
        )
        yield Paragraph(block_id(spot.id, "gap"), (Gap(spot.wanted),), numbered=spot.numbered)


def worded(desk: Desk, text: str, what: str, identifier: str) -> tuple[Paragraph | Item, ...]:
    """Return words of `paper.toml` as blocks, rendered in the language of snippets; `what` names the entry in
    findings.
    """
    lead = '+++\nsection = "paper"\n+++\n'
    rendered = render(parse_snippet(desk.paper_file, lead + text), desk.facts, desk.scorecard)
    desk.findings.extend(replace(one, place=Place(desk.paper_file, detail=what)) for one in rendered.findings)
    blocks = [map_inlines(block, partial(_as_entry, identifier)) for block in rendered.blocks]
    return tuple(
        replace(block, id=block_id(identifier, str(number)))
        for number, block in enumerate(blocks, 1)
        if isinstance(block, Paragraph | Item)
    )


def _as_entry(identifier: str, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return words of an entry: without spans, since they are in no snippet, and each note with an id of this
    entry's.
    """
    return tuple(
        replace(one, span=None) if isinstance(one, Text | Figure) else one for one in named_notes(inlines, identifier)
    )
