"""The committee form: front table, recommendations, answers and the lists of supporting documents.

In: the paper's details. Out: blocks. What only the council can fill in stands as a marked gap; a list with nothing in
it says None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from cabinetpaper.compose.cells import cell, prose_cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.details import Contact
from cabinetpaper.compose.exempt import cited
from cabinetpaper.compose.telling import worded
from cabinetpaper.compose.template import FrontRow
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Break,
    Cell,
    Column,
    Contents,
    Gap,
    Inline,
    Item,
    Paragraph,
    Recommendation,
    Recommendations,
    Row,
    SectionKind,
    Table,
    Text,
    block_id,
)
from cabinetpaper.period import long_date
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "FRONT-ENTRY": "A row of the template's front table asks for an entry that paper.toml does not have, or [front] "
    "in paper.toml has one that no row shows. "
    "Choose one of the entries listed."
}


def front_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the front table, `Item | Details`."""
    rows = [made for row in desk.template.front for made in _front_rows(desk, spot, row)]
    asked = {row.entry for row in desk.template.front}
    for name in desk.details.front:
        if f"front.{name}" not in asked:
            remedy = advice(f"front.{name}", (one for one in asked if one.startswith("front.")))
            desk.error(
                "FRONT-ENTRY",
                f"[front] has “{name}”, which no row of the front table shows",
                remedy,
                Place(desk.paper_file, detail=f"front.{name}"),
            )
    caption = (Text(desk.template.front_caption),)
    columns = (Column("Item", 1), Column("Details", 2))
    yield Table(
        block_id(spot.id, "table"), caption, columns, tuple(rows), "Who decides, on what and when, and whom to ask."
    )


def _front_rows(desk: Desk, spot: Spot, row: FrontRow) -> Iterator[Row]:
    if row.entry in _REPEATED:
        yield from _REPEATED[row.entry](desk, row.label)
        return
    entry = _ENTRIES.get(row.entry)
    if entry is None and not row.entry.startswith("front."):
        place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"front row “{row.label}”")
        desk.error(
            "FRONT-ENTRY",
            f"“{row.entry}” is not an entry of paper.toml",
            advice(row.entry, (*_ENTRIES, *_REPEATED, "front.…")),
            place,
        )
        return
    words = entry(desk) if entry else desk.details.front.get(row.entry.removeprefix("front."), "")
    lines = [line for line in ((words,) if isinstance(words, str) else words) if line]
    if not lines and not row.required:
        return
    key = block_id(spot.id, *row.entry.split("."))
    if not lines:
        how = (
            f'Under [front] write {row.entry.removeprefix("front.")} = "…"'
            if entry is None
            else _WRITTEN.get(row.entry, f'Write {row.entry} = "…"')
        )
        desk.remedies[block_id(key, "words")] = f"{how}: {row.guidance}" if row.guidance else how
    inlines = _lines([(Text(line),) for line in lines]) or (Gap(row.label[:1].lower() + row.label[1:]),)
    yield Row(key, (cell(row.label), prose_cell(block_id(key, "words"), *inlines)))


def _date(desk: Desk) -> str:
    return long_date(desk.details.date_of_decision) if desk.details.date_of_decision else ""


_ENTRIES: Final[Mapping[str, Callable[[Desk], str]]] = {
    "decision_maker": lambda desk: desk.details.decision_maker,
    "subject": lambda desk: desk.details.subject or desk.details.title,
    "date_of_decision": _date,
    "report_of": lambda desk: desk.details.report_of,
    "period": lambda desk: capital(desk.scorecard.period.name),
    "cut_off": lambda desk: long_date(desk.scorecard.cut_off),
}


_WRITTEN: Final = {"date_of_decision": "Write date_of_decision = …, a day such as 2024-09-17"}
"""How an entry is written that is no text."""


def _contacts(desk: Desk, label: str) -> Iterator[Row]:
    for contact in desk.details.contacts:
        key = block_id("front", "contact", contact.post)
        desk.remedies[block_id(key, "words")] = f'Write it below post = "{contact.post}" under [[contacts]]'
        yield Row(key, (cell(f"{label}: {contact.post}"), prose_cell(block_id(key, "words"), *_reach(contact))))
    if not desk.details.contacts:
        desk.remedies["front_contact_words"] = "Write [[contacts]] with post, name, telephone and email"
        yield Row(
            "front_contact",
            (cell(label), prose_cell("front_contact_words", Gap("name, telephone and email of the contact"))),
        )


def _meetings(desk: Desk, label: str) -> Iterator[Row]:
    for number, one in enumerate(desk.details.meetings, 1):
        key = block_id("front", "meeting", str(number))
        yield Row(key, (cell(f"{label}: {one.meeting}"), prose_cell(block_id(key, "words"), _day(one.date))))
    if not desk.details.meetings:
        desk.remedies["front_meeting_words"] = "Write [[meetings]] with meeting and date"
        yield Row(
            "front_meeting", (cell(label), prose_cell("front_meeting_words", Gap("meetings that the report goes to")))
        )


def _day(day: date | None) -> Inline:
    return Text(long_date(day)) if day else Gap("date of the meeting")


def timetable(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the meetings that the paper goes to and their days, as a table."""
    rows = []
    for number, one in enumerate(desk.details.meetings, 1):
        key = block_id(spot.id, "meeting", str(number))
        rows.append(Row(key, (cell(one.meeting), prose_cell(block_id(key, "words"), _day(one.date)))))
    if not rows:
        key = block_id(spot.id, "meeting")
        desk.remedies[block_id(key, "words")] = "Write [[meetings]] with meeting and date"
        rows = [
            Row(
                key,
                (cell("No meeting yet"), prose_cell(block_id(key, "words"), Gap("meetings that the report goes to"))),
            )
        ]
    columns = (Column("Meeting", 2), Column("Date", 1))
    yield Table(
        block_id(spot.id, "table"),
        (Text("Timetable"),),
        columns,
        tuple(rows),
        "The meetings that the report goes to, and when.",
    )


_REPEATED: Final[Mapping[str, Callable[[Desk, str], Iterator[Row]]]] = {"contacts": _contacts, "meetings": _meetings}
"""Entries that give a row for each of several."""


def _reach(contact: Contact) -> Iterator[Inline]:
    """Return how to reach a contact, a line each; the job title only where there is one."""
    lines = (
        ("Title", contact.title),
        ("Name", contact.name),
        ("Telephone", contact.telephone),
        ("Email", contact.email),
    )
    known = [(name, words) for name, words in lines if words or name != "Title"]
    for position, (name, words) in enumerate(known):
        if position:
            yield Break()
        yield Text(f"{name}: ")
        yield Text(words) if words else Gap(f"{name.lower()} of the {contact.post}")


def contents(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the list of headings, below the words behind the colon: `contents:In this report`; without them below the
    section's own title.
    """
    del desk
    yield Contents(block_id(spot.id, "contents"), spot.named or spot.name or "Contents")


def recommendations(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the recommendations under the form's words that lead to them, or a gap."""
    if spot.lead:
        yield Paragraph(block_id(spot.id, "lead"), (Text(spot.lead),))
    items = []
    for number, text in enumerate(desk.details.recommendations, 1):
        blocks = worded(desk, text, f"recommendation {number}", block_id(spot.id, str(number)))
        runs = [block.inlines for block in blocks if isinstance(block, Paragraph | Item)]
        items.append(Recommendation(block_id(spot.id, str(number)), _lines(runs) or (Gap(f"recommendation {number}"),)))
    yield Recommendations(
        block_id(spot.id, "table"),
        tuple(items) or (Recommendation(block_id(spot.id, "1"), (Gap("what is recommended"),)),),
    )


def _lines(runs: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    found: tuple[Inline, ...] = ()
    for run in runs:
        found += ((Break(),) if found else ()) + run
    return found


def answer(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the form's words, if any, and the paper's answer below them, or a gap that says what is wanted."""
    if spot.lead:
        yield Paragraph(block_id(spot.id, "lead"), (Text(spot.lead),))
    text = desk.details.answers.get(spot.id, "")
    blocks = worded(desk, text, f"answers.{spot.id}", block_id(spot.id, "answer")) if text.strip() else ()
    for block in blocks or (_gap(desk, spot),) * spot.required:
        yield replace(block, numbered=True) if spot.numbered and isinstance(block, Paragraph) else block


def _gap(desk: Desk, spot: Spot) -> Paragraph:
    identifier = block_id(spot.id, "gap")
    desk.remedies[identifier] = f'Under [answers] write {spot.id} = "…"{f": {spot.guidance}" if spot.guidance else ""}'
    return Paragraph(identifier, (Gap(spot.wanted),))


def appendices(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the appendices by title: those in this paper, then those attached to it."""
    own = [section.title for section in desk.template.sections if section.kind is SectionKind.APPENDIX]
    attached = [
        f"{one.title} (not for publication: {cited([one.exempt])})" if one.exempt else one.title
        for one in desk.details.appendices
    ]
    yield from _listed(spot, [*own, *attached])


def members_rooms(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the documents in Members' Rooms by title."""
    yield from _listed(spot, desk.details.members_rooms)


def _listed(spot: Spot, titles: Iterable[str]) -> Iterator[Block]:
    found = tuple(titles)
    for title in found:
        yield Item(block_id(spot.id, title), (Text(title),), ordered=True)
    if not found:
        yield Paragraph(block_id(spot.id, "none"), (Text("None"),))


def background_documents(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return where background documents can be seen, and the table of them; without any it says None and has no blank
    row.
    """
    listed = desk.details.background_documents
    if listed or desk.details.inspection:
        where: Inline = Text(desk.details.inspection) if desk.details.inspection else Gap("where they can be inspected")
        if not desk.details.inspection:
            desk.remedies[block_id(spot.id, "where")] = (
                f'Write inspection = "…"{f": {spot.guidance}" if spot.guidance else ""}'
            )
        yield Paragraph(block_id(spot.id, "where"), (Text("Other background documents can be inspected at: "), where))
    rows = [_background(spot, one.title, one.exempt or "Not exempt") for one in listed] or [
        _background(spot, "None", "Not applicable")
    ]
    columns = (
        Column("Title of background paper", 1),
        Column("Paragraph of the Access to Information Procedure Rules / Schedule 12A that allows it to be exempt", 1),
    )
    yield Table(
        block_id(spot.id, "table"),
        (Text("Background documents"),),
        columns,
        tuple(rows),
        "Documents that this report relies on, and why any is exempt.",
    )


def _background(spot: Spot, title: str, exempt: str) -> Row:
    cells: tuple[Cell, ...] = (cell(title), cell(exempt))
    return Row(block_id(spot.id, "row", title), cells)


FORM: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "front-table": front_table,
    "contents": contents,
    "timetable": timetable,
    "recommendations": recommendations,
    "answer": answer,
    "appendices": appendices,
    "members-rooms": members_rooms,
    "background-documents": background_documents,
}
"""The blocks of the form, by the name that a template lists."""
