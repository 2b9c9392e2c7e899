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
from cabinetpaper.compose.paper_details import Contact, Meeting
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
    Paragraph,
    Recommendation,
    Recommendations,
    SectionKind,
    Text,
    block_id,
)
from cabinetpaper.period import long_date
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "FRONT-ENTRY": "A row of the template's front table asks for an entry that paper.toml does not have, or [front] "
    "in paper.toml has one that no row shows. Choose one of the entries listed."
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table of the form: its id, its heading, the words beside it, and how to fill a gap among them."""

    id: str
    heading: str
    words: tuple[Words, ...]
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
    held = _ENTRIES[row.entry](desk) if row.entry in _ENTRIES else desk.details.front.get(name, "")
    lines = [line for line in ((held,) if isinstance(held, str) else held) if line]
    key = spot.key(*row.entry.split("."))
    if lines:
        yield _Line(key, row.label, in_lines((Text(line),) for line in lines))
    elif row.required:
        how = f'Write {row.entry} = "…"' if row.entry in _ENTRIES else f'Under [front] write {name} = "…"'
        if row.entry == "date_of_decision":  # no text
            how = "Write date_of_decision = …, a day such as 2024-09-17"
        guided = f"{how}: {row.guidance}" if row.guidance else how
        yield _Line(key, row.label, (Gap(lower_first(row.label)),), guided)


def _date_of_decision(desk: Desk) -> str:
    return long_date(desk.details.date_of_decision) if desk.details.date_of_decision else ""


_ENTRIES: Final[Mapping[str, Callable[[Desk], str]]] = {
    "decision_maker": lambda desk: desk.details.decision_maker,
    "subject": lambda desk: desk.details.subject or desk.details.title,
    "date_of_decision": _date_of_decision,
    "report_of": lambda desk: desk.details.report_of,
    "period": lambda desk: capital(desk.scorecard.period.name),
    "cut_off": lambda desk: long_date(desk.scorecard.cut_off),
}


def _contacts(desk: Desk, label: str) -> Iterator[_Line]:
    """Return how to reach each contact, a line each; the job title only where there is one."""
    for contact in desk.details.contacts:
        runs = []
        for name, words in _reached_by(contact):
            runs.append(inlines(f"{name}: ", words or Gap(f"{name.lower()} of the {contact.post}")))
        remedy = f'Write it below post = "{contact.post}" under [[contacts]]'
        yield _Line(block_id("front", "contact", contact.post), f"{label}: {contact.post}", in_lines(runs), remedy)
    if not desk.details.contacts:
        gap = Gap("name, telephone and email of the contact")
        yield _Line("front_contact", label, (gap,), "Write [[contacts]] with post, name, telephone and email")


def _reached_by(contact: Contact) -> Iterator[tuple[str, str]]:
    if contact.title:
        yield "Title", contact.title
    yield from (("Name", contact.name), ("Telephone", contact.telephone), ("Email", contact.email))


_NO_MEETING: Final = Gap("meetings that the report goes to"), "Write [[meetings]] with meeting and date"


def _meetings(desk: Desk, label: str) -> Iterator[_Line]:
    for number, meeting in enumerate(desk.details.meetings, 1):
        yield _Line(block_id("front", "meeting", str(number)), f"{label}: {meeting.meeting}", (_day(meeting),))
    if not desk.details.meetings:
        yield _Line("front_meeting", label, _NO_MEETING[:1], _NO_MEETING[1])


def _day(meeting: Meeting) -> Words:
    return long_date(meeting.date) if meeting.date else Gap("date of the meeting")


_REPEATED: Final[Mapping[str, Callable[[Desk, str], Iterator[_Line]]]] = {"contacts": _contacts, "meetings": _meetings}
"""Entries that give a row for each of several."""


def timetable(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the meetings that the paper goes to and their days, as a table."""
    lines = [
        _Line(spot.key("meeting", str(number)), meeting.meeting, (_day(meeting),))
        for number, meeting in enumerate(desk.details.meetings, 1)
    ] or [_Line(spot.key("meeting"), "No meeting yet", _NO_MEETING[:1], _NO_MEETING[1])]
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
    for number, text in enumerate(desk.details.recommendations, 1):
        identifier = spot.key(str(number))
        blocks, findings = entry_blocks(desk, text, f"recommendation {number}", identifier)
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
    text = desk.details.answers.get(spot.id, "")
    blocks: tuple[Paragraph | Item, ...] = ()
    if text.strip():
        blocks, findings = entry_blocks(desk, text, f"answers.{spot.id}", spot.key("answer"))
        yield from findings
    if not blocks and spot.part.required:
        yield Remedy(spot.key("gap"), f'Under [answers] write {spot.id} = "…"{spot.guidance}')
        blocks = (paragraph(spot.key("gap"), Gap(spot.name)),)
    for block in blocks:
        yield replace(block, numbered=True) if spot.part.numbered and isinstance(block, Paragraph) else block


def appendices(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the appendices by title: those in this paper, then those attached to it."""
    own = [section.title for section in desk.template.sections if section.kind is SectionKind.APPENDIX]
    attached = [
        f"{appendix.title} (not for publication: {cited([appendix.exempt])})" if appendix.exempt else appendix.title
        for appendix in desk.details.appendices
    ]
    yield from _titles(spot, [*own, *attached])


def members_rooms(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the documents in Members' Rooms by title."""
    yield from _titles(spot, desk.details.members_rooms)


def _titles(spot: Spot, titles: Iterable[str]) -> Iterator[Made]:
    items = [Item(spot.key(title), inlines(title), ordered=True) for title in titles]
    yield from items
    if not items:
        yield paragraph(spot.key("none"), "None")


def background_documents(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return where background documents can be seen, and the table of them; without any it says None and has no blank
    row.
    """
    documents, where = desk.details.background_documents, desk.details.inspection
    if documents or where:
        if not where:
            yield Remedy(spot.key("where"), f'Write inspection = "…"{spot.guidance}')
        seen_at = where or Gap("where they can be inspected")
        yield paragraph(spot.key("where"), "Other background documents can be inspected at: ", seen_at)
    exemption = "Paragraph of the Access to Information Procedure Rules / Schedule 12A that allows it to be exempt"
    rows = [(document.title, document.exempt or "Not exempt") for document in documents]
    yield table(
        spot.key("table"),
        "Background documents",
        [
            ColumnOf[tuple[str, str]]("Title of background paper", 1, lambda row: row[0]),
            ColumnOf[tuple[str, str]](exemption, 1, lambda row: row[1]),
        ],
        rows or [("None", "Not applicable")],
        "Documents that this report relies on, and why any is exempt.",
        lambda row: spot.key("row", row[0]),
    )
