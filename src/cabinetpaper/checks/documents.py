"""Impact assessments and background papers.

In: the supporting documentation. Out: findings where a question about an impact assessment is open or unexplained, and
where the list of background papers is absent or has blank rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import after_yes_or_no, answers, yes_or_no
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind, Table

CODES: Final[dict[str, str]] = {
    "ASSESSMENT-UNANSWERED": "The paper does not say whether an equality (and safety) or a data protection impact "
    "assessment is needed. Answer Yes or No under supporting documentation.",
    "ASSESSMENT-UNEXPLAINED": "An impact assessment is answered with a bare Yes or No. After Yes, name the appendix; "
    "after No, say why none is needed.",
    "BACKGROUND-MISSING": "The paper has no list of background papers. List the unpublished documents that it relies "
    "on, or write None.",
    "BACKGROUND-BLANK-ROW": "A row of the background papers has no title. Fill it in or take it out.",
}


_ASSESSMENTS: Final = (
    ("an equality impact assessment", ("equality",)),
    ("a data protection impact assessment", ("data protection", "privacy", "dpia")),
)


def documents(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the supporting documentation."""
    sections = [section for section in subject.paper.sections if section.kind is SectionKind.DOCUMENTS]
    found = [answer for section in sections for answer in answers(section, subject.number)]
    for name, words in _ASSESSMENTS:
        asked = [answer for answer in found if answer.names(*words)]
        answered = [answer for answer in asked if yes_or_no(answer.text) is not None]
        place = subject.form_place(SectionKind.DOCUMENTS, asked[-1].label if asked else name)
        if not answered and not any(answer.pending for answer in asked):
            message = f"The paper does not say whether {name} is needed"
            yield subject.gap("ASSESSMENT-UNANSWERED", message, "Answer Yes or No", place)
        elif answered and all(not after_yes_or_no(answer.text) and not answer.pending for answer in answered):
            needed = yes_or_no(answered[0].text)
            message = f"Whether {name} is needed is answered “{'Yes' if needed else 'No'}” alone"
            remedy = "Name the appendix that holds it" if needed else "Say why none is needed"
            yield subject.gap("ASSESSMENT-UNEXPLAINED", message, remedy, place)
    if all(answer.empty for answer in found if answer.names("background")):
        place = subject.form_place(SectionKind.DOCUMENTS, "background documents")
        message = "There is no list of background papers"
        yield subject.gap("BACKGROUND-MISSING", message, "List them, or write None", place)
    tables = (block for section in sections for block in section.blocks if isinstance(block, Table))
    for table in tables:
        for position, row in enumerate(table.rows, 1):
            texts = [subject.words(prose.inlines) for cell in row.cells for prose in cell.blocks]
            if not any(text.strip("0123456789.() ") for text in texts):
                message = f"Row {position} of the table “{subject.words(table.caption)}” is blank"
                place = subject.form_place(SectionKind.DOCUMENTS)
                yield subject.gap("BACKGROUND-BLANK-ROW", message, "Fill it in or take it out", place)
