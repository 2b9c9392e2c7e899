"""Impact assessments and background papers (domain IM-4, IM-5, BG-1).

In: the supporting documentation. Out: findings where a question about an impact assessment is open or unexplained, and
where the list of background papers is absent or has blank rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import Answer, after_yes_or_no, answer_place, answers, yes_or_no
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Section, SectionKind, Table, printed

CODES: Final[dict[str, str]] = {
    "ASSESSMENT-UNANSWERED": "The paper does not say whether an equality (and safety) or a data protection impact "
    "assessment is needed. Answer "
    "Yes or No under supporting documentation.",
    "ASSESSMENT-UNEXPLAINED": "An impact assessment is answered with a bare Yes or No. After Yes, name the appendix; "
    "after No, say why none is needed.",
    "BACKGROUND-MISSING": "The paper has no list of background papers. List the unpublished documents that it relies "
    "on, or write None.",
    "BACKGROUND-BLANK-ROW": "A row of the background papers has no title. Fill it in or take it out.",
}


def documents(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the supporting documentation."""
    sections = [section for section in subject.paper.sections if section.kind is SectionKind.DOCUMENTS]
    first = sections[0] if sections else None
    found = [answer for section in sections for answer in answers(section, subject.number)]
    for name, words in (
        ("an equality impact assessment", ("equality",)),
        ("a data protection impact assessment", ("data protection", "privacy", "dpia")),
    ):
        yield from _assessment(
            subject, first, name, [one for one in found if any(word in one.label.casefold() for word in words)]
        )
    background = [one for one in found if "background" in one.label.casefold()]
    if all(one.empty for one in background):
        place = answer_place(subject.paper_file, first, "background documents")
        yield Finding(
            "BACKGROUND-MISSING",
            subject.gap,
            "There is no list of background papers",
            "List them, or write None",
            place,
        )
    for section in sections:
        yield from _blank_rows(subject, section)


def _assessment(subject: Subject, section: Section | None, name: str, found: list[Answer]) -> Iterator[Finding]:
    place = answer_place(subject.paper_file, section, found[-1].label if found else name)
    answered = [one for one in found if yes_or_no(one.text) is not None]
    if not answered:
        if not any(one.pending for one in found):
            yield Finding(
                "ASSESSMENT-UNANSWERED",
                subject.gap,
                f"The paper does not say whether {name} is needed",
                "Answer Yes or No",
                place,
            )
    elif all(not after_yes_or_no(one.text) and not one.pending for one in answered):
        word, remedy = (
            ("Yes", "Name the appendix that holds it")
            if yes_or_no(answered[0].text)
            else ("No", "Say why none is needed")
        )
        yield Finding(
            "ASSESSMENT-UNEXPLAINED", subject.gap, f"Whether {name} is needed is answered “{word}” alone", remedy, place
        )


def _blank_rows(subject: Subject, section: Section) -> Iterator[Finding]:
    for block in section.blocks:
        if not isinstance(block, Table):
            continue
        for position, row in enumerate(block.rows, 1):
            texts = [
                "".join(printed(inner.inlines, subject.number) for inner in cell.blocks).strip() for cell in row.cells
            ]
            if not any(text.strip("0123456789.() ") for text in texts):
                message = f"Row {position} of the table “{printed(block.caption, subject.number)}” is blank"
                yield Finding(
                    "BACKGROUND-BLANK-ROW",
                    subject.gap,
                    message,
                    "Fill it in or take it out",
                    answer_place(subject.paper_file, section),
                )
