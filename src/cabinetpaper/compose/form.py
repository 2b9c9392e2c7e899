"""The committee form: front table, recommendations, answers and the lists of supporting documents.

In: the paper's details. Out: blocks. What only the council can fill in stands as a marked gap; a list with nothing in
it says None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Remedy, Spot
from cabinetpaper.compose.exempt import cited
from cabinetpaper.compose.prose import Words, cell, inlines, lower_first, paragraph
from cabinetpaper.compose.snippets import entry_blocks
from cabinetpaper.compose.table import ColumnOf, table
from cabinetpaper.compose.template import FrontRow
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Break,
    Contents,
    Gap,
    Inline,
    Item,
    Origin,
    OriginKind,
    Paragraph,
    Recommendation,
    Recommendations,
    SectionKind,
    block_id,
    printed,
)
from cabinetpaper.period import long_date
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "FRONT-ENTRY": "A row of the template's front table asks for an entry that paper.toml does not have, or [front] in "
    "paper.toml has one that no row shows. Choose one of the entries listed."
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table of the form: its id, its heading, the words beside it, the entry of paper.toml that it shows,
    and how to fill a gap among them.
    """

    id: str
    heading: tuple[Words, ...]
    words: tuple[Words, ...]
    origin: Origin
    remedy: str = ""


def _form_table(
    key: str, caption: str, headings: tuple[tuple[str, int], tuple[str, int]], lines: Iterable[_Line], description: str
) -> Iterator[Made]:
    """Return a table of two columns, and the remedies for its gaps."""
    rows = tuple(lines)
    for line in rows:
        if line.remedy:
            yield Remedy(block_id(line.id, "words"), line.remedy)
    (left, narrow), (right, wide) = headings
    columns = [
        ColumnOf[_Line](left, narrow, lambda line: line.heading),
        ColumnOf[_Line](right, wide, lambda line: cell(*line.words, id=block_id(line.id, "words"))),
    ]
    yield table(key, caption, columns, rows, description, lambda line: line.id)


def front_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the front table, `Item | Details`."""
    lines: list[_Line] = []
    for row in desk.template.front:
        if row.entry in _REPEATED:
            lines += _REPEATED[row.entry](desk, row.label)
        elif row.entry in _ENTRIES or row.entry.startswith("front."):
            lines += _front_line(desk, spot, row)
        else:
            remedy = advice(row.entry, (*_ENTRIES, *_REPEATED, "front.…"))
            place = Place(desk.template_file, detail=f"front row “{row.label}”")
            yield Finding.error("FRONT-ENTRY", f"“{row.entry}” is not an entry of paper.toml", remedy, place)
    asked = [row.entry for row in desk.template.front if row.entry.startswith("front.")]
    for name in desk.details.front:
        if f"front.{name}" not in asked:
            message, entry = f"[front] has “{name}”, which no row of the front table shows", f"front.{name}"
            place = Place(desk.paper_file, detail=entry)
            yield Finding.error("FRONT-ENTRY", message, advice(entry, asked), place)
    headings, description = (("Item", 1), ("Details", 2)), "Who decides, on what and when, and whom to ask."
    yield from _form_table(spot.key("table"), desk.template.front_caption, headings, lines, description)


def _front_line(desk: Desk, spot: Spot, row: FrontRow) -> Iterator[_Line]:
    """Return the row of an entry; none where it is empty and need not be there."""
    name = row.entry.removeprefix("front.")
    if row.entry in _ENTRIES:
        lines = [_ENTRIES[row.entry](desk)]
    else:
        held = desk.details.front.get(name, "")
        several = () if isinstance(held, str) else range(len(held))
        lines = [desk.entry("front", name, number) for number in several] or [desk.entry("front", name)]
    words, key, origin = in_lines(line for line in lines if line), spot.key(*row.entry.split(".")), _shows(row.entry)
    if words:
        yield _Line(key, (row.label,), words, origin)
    elif row.required:
        how = f'Write {row.entry} = "…"' if row.entry in _ENTRIES else f'Under [front] write {name} = "…"'
        if row.entry == "date_of_decision":  # no text
            how = "Write date_of_decision = …, a day such as 2024-09-17"
        guided = f"{how}: {row.guidance}" if row.guidance else how
        yield _Line(key, (row.label,), (Gap(lower_first(row.label)),), origin, guided)


def _shows(*entry: str | int) -> Origin:
    """Return that something shows an entry of paper.toml."""
    return Origin(OriginKind.ENTRY, ".".join(map(str, entry)))


_ENTRIES: Final[Mapping[str, Callable[[Desk], tuple[Inline, ...]]]] = {
    "decision_maker": lambda desk: desk.entry("decision_maker"),
    "subject": lambda desk: desk.entry("subject") or desk.entry("title"),
    "date_of_decision": lambda desk: desk.entry("date_of_decision"),
    "report_of": lambda desk: desk.entry("report_of"),
    "period": lambda desk: inlines(capital(desk.scorecard.period.name)),
    "cut_off": lambda desk: inlines(long_date(desk.scorecard.cut_off)),
}


def _contacts(desk: Desk, label: str) -> Iterator[_Line]:
    """Return how to reach each contact, a line each; the job title only where there is one."""
    for number, contact in enumerate(desk.details.contacts):
        runs = []
        for name in ("title", "name", "telephone", "email"):
            words = desk.entry("contacts", number, name)
            if words or name != "title":
                runs.append(inlines(f"{name.capitalize()}: ", *(words or (Gap(f"{name} of the {contact.post}"),))))
        heading = inlines(f"{label}: ", *desk.entry("contacts", number, "post"))
        remedy = f'Write it below post = "{contact.post}" under [[contacts]]'
        key = block_id("front", "contact", contact.post)
        yield _Line(key, heading, in_lines(runs), _shows("contacts", number), remedy)
    if not desk.details.contacts:
        remedy, gap = (
            "Write [[contacts]] with post, name, telephone and email",
            "name, telephone and email of the contact",
        )
        yield _Line("front_contact", (label,), (Gap(gap),), _shows("contacts"), remedy)


def _meetings(desk: Desk, label: str) -> Iterator[_Line]:
    for number in range(len(desk.details.meetings)):
        key, name = block_id("front", "meeting", str(number + 1)), desk.entry("meetings", number, "meeting")
        yield _Line(key, inlines(f"{label}: ", *name), _day(desk, number), _shows("meetings", number))
    if not desk.details.meetings:
        yield _no_meeting("front_meeting", label)


def _day(desk: Desk, number: int) -> tuple[Words, ...]:
    return desk.entry("meetings", number, "date") or (Gap("date of the meeting"),)


def _no_meeting(key: str, heading: str) -> _Line:
    gap, remedy = Gap("meetings that the report goes to"), "Write [[meetings]] with meeting and date"
    return _Line(key, (heading,), (gap,), _shows("meetings"), remedy)


_REPEATED: Final[Mapping[str, Callable[[Desk, str], Iterator[_Line]]]] = {"contacts": _contacts, "meetings": _meetings}
"""Entries that give a row for each of several."""


def timetable(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the meetings that the paper goes to and their days, as a table."""
    lines = [
        _Line(
            spot.key("meeting", str(number + 1)),
            desk.entry("meetings", number, "meeting"),
            _day(desk, number),
            _shows("meetings", number),
        )
        for number in range(len(desk.details.meetings))
    ] or [_no_meeting(spot.key("meeting"), "No meeting yet")]
    description = "The meetings that the report goes to, and when."
    yield from _form_table(spot.key("table"), "Timetable", (("Meeting", 2), ("Date", 1)), lines, description)


def contents(_: Desk, spot: Spot) -> Iterator[Made]:
    """Return the list of headings, below the words behind the colon: `contents:In this report`; without them below the
    section's own title.
    """
    yield Contents(spot.key("contents"), spot.argument or spot.section or "Contents")


def recommendations(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the recommendations under the form's words that lead to them, or a gap."""
    yield from lead(spot)
    items = []
    for number in range(1, len(desk.details.recommendations) + 1):
        identifier = spot.key(str(number))
        blocks, findings = entry_blocks(desk, ("recommendations", number - 1), f"recommendation {number}", identifier)
        yield from findings
        words = in_lines(block.inlines for block in blocks)
        items.append(Recommendation(identifier, words or (Gap(f"recommendation {number}"),)))
    items = items or [Recommendation(spot.key("1"), (Gap("what is recommended"),))]
    yield Recommendations(spot.key("table"), tuple(items))


def lead(spot: Spot) -> Iterator[Paragraph]:
    """Return the form's words that stand before an answer, if there are any."""
    if spot.part.lead:
        yield paragraph(spot.key("lead"), spot.part.lead)


def in_lines(runs: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return runs of words a line each."""
    found: tuple[Inline, ...] = ()
    for run in runs:
        found += ((Break(),) if found else ()) + run
    return found


def answer(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the form's words, if any, and the paper's answer below them, or a gap that says what is wanted."""
    yield from lead(spot)
    blocks: tuple[Paragraph | Item, ...] = ()
    if desk.details.answers.get(spot.id, "").strip():
        blocks, findings = entry_blocks(desk, ("answers", spot.id), f"answers.{spot.id}", spot.key("answer"))
        yield from findings
    if not blocks and spot.part.required:
        yield Remedy(spot.key("gap"), f'Under [answers] write {spot.id} = "…"{spot.guidance}')
        blocks = (paragraph(spot.key("gap"), Gap(spot.name)),)
    for block in blocks:
        yield replace(block, numbered=True) if spot.part.numbered and isinstance(block, Paragraph) else block


def appendices(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the appendices by title: those in this paper, then those attached to it."""
    own = [inlines(section.title) for section in desk.template.sections if section.kind is SectionKind.APPENDIX]
    attached = []
    for number, appendix in enumerate(desk.details.appendices):
        held_back = f" (not for publication: {cited([appendix.exempt])})" if appendix.exempt else ""
        attached.append(inlines(*desk.entry("appendices", number, "title"), *filter(None, [held_back])))
    yield from _titles(spot, [*own, *attached])


def members_rooms(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the documents in Members' Rooms by title."""
    yield from _titles(spot, [desk.entry("members_rooms", number) for number in range(len(desk.details.members_rooms))])


def _titles(spot: Spot, titles: Iterable[tuple[Inline, ...]]) -> Iterator[Made]:
    items = [Item(spot.key(printed(title, {})), title, ordered=True) for title in titles]
    yield from items
    if not items:
        yield paragraph(spot.key("none"), "None")


def background_documents(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return where background documents can be seen, and the table of them; without any it says None and has no blank
    row.
    """
    documents, where = desk.details.background_documents, desk.entry("inspection")
    if documents or where:
        if not where:
            yield Remedy(spot.key("where"), f'Write inspection = "…"{spot.guidance}')
        seen_at = where or (Gap("where they can be inspected"),)
        yield paragraph(spot.key("where"), "Other background documents can be inspected at: ", *seen_at)
    exemption = "Paragraph of the Access to Information Procedure Rules / Schedule 12A that allows it to be exempt"
    lines = [
        _Line(
            spot.key("row", document.title),
            desk.entry("background_documents", number, "title"),
            desk.entry("background_documents", number, "exempt") or ("Not exempt",),
            _shows("background_documents", number),
        )
        for number, document in enumerate(documents)
    ] or [_Line(spot.key("row", "None"), ("None",), ("Not applicable",), _shows("background_documents"))]
    yield table(
        spot.key("table"),
        "Background documents",
        [
            ColumnOf[_Line]("Title of background paper", 1, lambda line: line.heading),
            ColumnOf[_Line](exemption, 1, lambda line: line.words),
        ],
        lines,
        "Documents that this report relies on, and why any is exempt.",
        lambda line: line.id,
    )
