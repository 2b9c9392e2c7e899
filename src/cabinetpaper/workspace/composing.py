"""Compose what was read: a paper from its files as they are, an old build from those that the record has kept.

In: `Loaded` and the settings, or the record and the id of a build. Out: the edition, with all that was noticed from the
files on. The record of a decision stands without the paper: its references to paragraphs of the paper are words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.compose import compose
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import Edition, Inline, Reference, Text, joined, map_blocks, map_inlines, numbers, to_json
from cabinetpaper.settings import Settings
from cabinetpaper.workspace.consequences import without_consequences
from cabinetpaper.workspace.files import Kept
from cabinetpaper.workspace.loading import DECISION_RECORD, Loaded, load
from cabinetpaper.workspace.record import RECORD, Entry, Record
from cabinetpaper.workspace.settings_rules import FILE, read_settings

CODES: Final[dict[str, str]] = {
    "RECORD-DIFFERS": "An old build was composed again from its own files, and the paper is not to the letter what was "
    "printed then: the program has changed since. The record has the paper as printed too, and the release that made "
    "it."
}


@dataclass(frozen=True)
class Recomposed:
    """An old build as it was: what it was made from, the settings it was made with, its edition; what was noticed."""

    entry: Entry
    settings: Settings
    loaded: Loaded
    edition: Edition
    findings: tuple[Finding, ...] = ()


def composed(loaded: Loaded, settings: Settings) -> Edition:
    """Return the edition of what was loaded: the public one, or with what is exempt where that was loaded."""
    edition = compose(
        loaded.details,
        loaded.template,
        loaded.scorecard,
        loaded.snippets,
        settings,
        paper_id=loaded.paper_id,
        exempt=loaded.exempt,
        written=loaded.written,
        own=loaded.own,
    )
    if loaded.paper is not None:
        edition = _standing_alone(edition, composed(loaded.paper, settings))
    return replace(edition, findings=without_consequences(loaded.findings, edition.findings, loaded.details.data))


def recompose(record: Record, build: str) -> Recomposed:
    """Return a build as it was, composed again from the files that the record has kept of it; raise
    `CabinetPaperError` (RECORD-NO-BUILD, RECORD-DAMAGED) where it does not have them whole.
    """
    entry = record.entry(build)
    files = record.files(entry)
    if FILE not in files:
        message = f"The record has what build {build} printed, and not the files that it was made from"
        remedy = "Look in narratives/ and data/ as they were then."
        raise CabinetPaperError.of("RECORD-NO-BUILD", message, remedy, Place(RECORD))
    settings = read_settings(files[FILE])
    kind = DECISION_RECORD if entry.variant.startswith("record") else ""
    loaded = load(Kept(files), settings.value, settings.findings, entry.paper, kind=kind)
    loaded = loaded if entry.variant.endswith("exempt") else loaded.published()
    edition = composed(loaded, settings.value)
    findings = edition.findings
    if hashlib.sha256(to_json(edition.paper).encode()).hexdigest() != entry.printed:
        release = entry.made_with.get("cabinetpaper", "")
        message = f"Composed again, build {build} of {entry.name} is not to the letter what was printed"
        remedy = f"It was made by cabinetpaper {release}: install that release to have it as it was."
        findings = (*findings, Finding.warning("RECORD-DIFFERS", message, remedy, Place(RECORD)))
    return Recomposed(entry, settings.value, loaded, edition, findings)


def _standing_alone(record: Edition, paper: Edition) -> Edition:
    """Return the record of a decision with the paper's numbers where its words refer to what it does not hold."""
    own, held = numbers(record.paper), numbers(paper.paper)

    def resolved(inline: Inline) -> Inline:
        if isinstance(inline, Reference) and inline.target not in own and inline.target in held:
            return Text(f"{held[inline.target].rstrip('.')} of the report")
        return inline

    made = map_blocks(
        record.paper, lambda _, block: map_inlines(block, lambda inlines: joined(tuple(map(resolved, inlines))))
    )
    return replace(record, paper=made, variant="record-exempt" if record.variant else "record")
