"""Hold the paper that a DOCX carries in itself against the record of builds: it is a claim of the file, not a fact.

In: what was read from a DOCX, and the record. Out: a finding where the record does not know the build, where the paper
is not the one that the build printed, or where it is that of another document. Without one, whatever still reads as it
was printed may be led back to its snippet and figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Paper
from cabinetpaper.paper.base import Base, files_of, named, unnamed
from cabinetpaper.workspace.record import Record

if TYPE_CHECKING:
    from cabinetpaper.readers import Reading

CODES: Final[dict[str, str]] = {
    "BASE-UNRECORDED": "The DOCX says that it was made by a build that the record of this workspace does not have, so "
    "that nobody can tell whether what it says of its figures is so. Look at it in the workspace that it was built in, "
    "or compare it with the paper by hand.",
    "BASE-ALTERED": "The paper that the DOCX carries in itself is not the one that its build printed: somebody changed "
    "it, perhaps together with the words, so that a changed figure looks like a printed one. Do not take over anything "
    "from this file; build the paper again and let the editor work on the new one.",
    "BASE-OTHER": "The DOCX carries the paper of another document in itself, so that its words and figures would be "
    "led back to the wrong sources. Do not take over anything from this file; build the paper again and let the editor "
    "work on the new one.",
}


def verify_base(reading: Reading, record: Record, place: Place = Place()) -> tuple[Finding, ...]:
    """Return what is wrong with the base that a DOCX carries; nothing where it carries none."""
    base = reading.base
    if base is None:
        return ()
    printed = _printed(base, record)
    again = "Build the paper again and let the editor work on the new file"
    if printed is None:
        message = f"The record has nothing of build “{base.build}”, which the file says it was made by"
        remedy = "Look at it in the workspace that it was built in, or compare it by hand"
        return (Finding.warning("BASE-UNRECORDED", message, remedy, place),)
    if unnamed(printed) != base.paper:
        message = f"The paper in the file is not what build {base.build} printed: somebody changed it"
        return (Finding.error("BASE-ALTERED", message, again, place),)
    if reading.paper.id != base.paper.id or _shared(reading.paper, base.paper) < 0.5:
        message = f"The paper in the file is that of build {base.build}, “{base.paper.title}”, and its words are not"
        return (Finding.error("BASE-OTHER", message, again, place),)
    return ()


def led_back(reading: Reading, record: Record) -> Paper:
    """Return the paper that was read with the names of the files that its words were written in, which a DOCX does not
    tell, where the record has its build.
    """
    printed = _printed(reading.base, record)
    return reading.paper if printed is None else named(reading.paper, files_of(printed))


def _printed(base: Base | None, record: Record) -> Paper | None:
    """Return what the record says that the build of a base printed."""
    entries = (one for one in record.entries() if base is not None and one.build == base.build)
    return next((printed for one in entries if (printed := record.printed(one)) is not None), None)


def _shared(paper: Paper, base: Paper) -> float:
    """Return which share of the parts of a paper are those of the base."""
    ids = {block.id for section in base.sections for block in section.blocks}
    own = [block.id in ids for section in paper.sections for block in section.blocks]
    return sum(own) / len(own) if own else 1.0
