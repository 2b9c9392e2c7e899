"""What one paper says of itself: `narratives/<paper>/paper.toml`, filled.

In: nothing; `workspace` reads the TOML and refuses unknown keys. Out: `Details`. Only plain types, so that any reader
of TOML can fill them. What is left empty and only the council can know becomes a marked gap in the paper and a warning.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cabinetpaper.period import Period
from cabinetpaper.settings import setting


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask about the paper: the post, and who holds it."""

    post: str = field(metadata={"about": "What the contact is to the paper: Executive Director, Author."})
    title: str = setting("The officer's job title.", "")
    name: str = setting("The officer's name.", "")
    telephone: str = setting("A telephone number.", "")
    email: str = setting("A mail address.", "")


@dataclass(frozen=True, slots=True)
class Appendix:
    """A document attached to the paper and published with it, unless it is exempt."""

    title: str = field(metadata={"about": "The title of the document, which is published in any case."})
    exempt: str = setting("The paragraph of Schedule 12A by which it is exempt, if it is: 3.", "")


@dataclass(frozen=True, slots=True)
class BackgroundDocument:
    """A document that the paper relies on and that is open to inspection, not attached."""

    title: str = field(metadata={"about": "The title of the document."})
    exempt: str = setting(
        "The paragraph of the Access to Information Procedure Rules / Schedule 12A by which it is exempt, if it is.", ""
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover below the title, where the template has one; the strapline is the template's."""

    subtitle: str = setting("A line below the title.", "")
    date: str = setting("The line that says when: March 2023; the period’s name if empty.", "")
    picture: str = setting("A PNG or JPEG in the paper’s own folder, or beside the template.", "")
    alt: str = setting("What the picture shows, in words; it must be given where there is a picture.", "")
    caption: str = setting("Words below the picture, such as who took it.", "")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture in the text, where the template lists the block `picture:ID`."""

    id: str = field(metadata={"about": "The name by which the template lists it: picture:harbour."})
    file: str = field(metadata={"about": "A PNG or JPEG in the paper’s own folder, or beside the template."})
    alt: str = field(metadata={"about": "What the picture shows, in words."})
    caption: str = setting("Words below the picture.", "")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that the paper goes to."""

    meeting: str = field(metadata={"about": "Whose meeting: Planning Committee."})
    date: datetime.date | None = setting("Its day: 2024-09-17.", None)


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who cleared the words of a part, and when."""

    by: str = setting("The officer or the post: Section 151 Officer.", "")
    date: datetime.date | None = setting("The day: 2024-08-30.", None)


@dataclass(frozen=True, slots=True)
class Record:
    """What was decided, once it has been: the entries of a record of decision that the paper does not have."""

    resolved: tuple[str, ...] = setting("What was resolved, each beginning with “That”.", ())
    reasons: str = setting("The reasons, if other than the paper’s.", "")
    options: str = setting("The alternatives considered and rejected, if other than the paper’s.", "")
    conflicts: str = setting("Conflicts of interest that were declared, or None.", "")
    dispensations: str = setting("Dispensations granted in respect of them, or None.", "")


@dataclass(frozen=True, slots=True)
class Details:
    """The whole of `paper.toml`. `answers` holds the words for the parts of the form that are answered in a line or
    two, by the id that the template gives them: implications, key decision, wards, impact assessments.

    Empty words mean “not known yet”; whatever is known to be nothing is written: `wards = "None"`.
    """

    kind: str = field(metadata={"about": "The kind of paper: the name of a folder in templates/."})
    title: str = field(metadata={"about": "The paper's title."})
    period: str = field(metadata={"about": "The period reported on: Q1 2024/25."})
    cut_off: date = field(
        metadata={
            "about": "Figures known after this day are left out; one without an as-at date is known on its period’s "
            "last day."
        }
    )
    subject: str = setting("The subject as the front table has it; the title if empty.", "")
    running: str = setting("What the page header says; the council and the title if empty.", "")
    status: str = setting("Stands in the page header until the paper is published: Draft.", "Draft")
    decision_maker: str = setting("Who decides: Cabinet.", "")
    data: str = setting(
        "The folder of the paper's figures, for a paper with figures of its own: data/childrens-kpi.", "data"
    )
    date_of_decision: date | None = setting("The day of the meeting: 2024-09-17.", None)
    report_of: str = setting("Who reports: the portfolio holder or the director.", "")
    front: Mapping[str, str | tuple[str, ...]] = setting(
        "[front]: what fills the template’s own rows, by the name behind front.; a list stands a line each.",
        factory=dict,
    )
    meetings: tuple[Meeting, ...] = setting("[[meetings]] that the paper goes to, with meeting and date.", ())
    contacts: tuple[Contact, ...] = setting("[[contacts]] with post, title, name, telephone and email.", ())
    recommendations: tuple[str, ...] = setting("What the decision-maker is asked to do, each beginning with “To”.", ())
    appendices: tuple[Appendix, ...] = setting("[[appendices]] attached to the paper, with title.", ())
    members_rooms: tuple[str, ...] = setting("Documents in Members’ Rooms, by title.", ())
    background_documents: tuple[BackgroundDocument, ...] = setting(
        "[[background_documents]] with title and, where it applies, exempt.", ()
    )
    cover: Cover = setting("[cover] with subtitle, date, picture, alt and caption.", Cover())
    pictures: tuple[PictureFile, ...] = setting("[[pictures]] with id, file, alt and caption.", ())
    inspection: str = setting("Where background documents can be inspected.", "")
    answers: Mapping[str, str] = setting(
        "[answers]: the words for parts that are answered in a line or two, by the template's part id.", factory=dict
    )
    cleared: Mapping[str, Clearance] = setting(
        '[cleared]: who cleared a part and when, by its id: legal = { by = "Monitoring Officer", date = 2024-08-30 }.',
        factory=dict,
    )
    exempt: Mapping[str, str] = setting(
        "[exempt]: sections and parts that are not for publication, by id, with the paragraph of Schedule 12A: "
        'appraisal = "3".',
        factory=dict,
    )
    record: Record = setting("[record]: the decision, for the record of it.", Record())

    @property
    def reporting_period(self) -> Period:
        """Return the period as a value; raise `ValueError` if the text names none."""
        return Period.parse(self.period)
