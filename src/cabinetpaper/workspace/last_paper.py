"""What the paper before this one reported on.

In: a workspace's files, its record and one paper. Out: the ids of the measures that the last paper of the same kind
printed, as the record has it; where the record does not have it, those that its snippets spoke for, and a note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from cabinetpaper.checks.subject import Earlier
from cabinetpaper.compose import Details
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.narrative import parse_snippet
from cabinetpaper.paper import Edition, figures, to_json, walk
from cabinetpaper.paper.edition import NOT_FOR_PUBLICATION
from cabinetpaper.period import Period
from cabinetpaper.settings import Settings
from cabinetpaper.workspace.files import Files, Read
from cabinetpaper.workspace.loading import Loaded, papers_on
from cabinetpaper.workspace.record import RECORD, Record

CODES: Final[dict[str, str]] = {
    "RECORD-MISSING": "What the last paper printed is not known, since the record of builds does not have it: it was "
    "built somewhere else, or .cabinetpaper/record/ has been removed. Which measures have gone since is then judged by "
    "the front matter of its snippets alone. Put the record back, or build the last paper here once."
}

EARLIER_EDITIONS: Final = 200
"""At most so many different papers of the record are read for hidden figures, the newest builds of each first."""


def paper_before(
    papers: Mapping[str, tuple[Details, Period]], paper_id: str, details: Details | None = None
) -> str | None:
    """Return the last paper of the same kind over a period of the same length; None where there is none such."""
    if paper_id not in papers:
        return None
    named, period = papers[paper_id]
    details = details or named
    earlier = [
        (before.last, name)
        for name, (own, before) in papers.items()
        if name != paper_id
        and (own.kind, own.data) == (details.kind, details.data)
        and before.kind is period.kind
        and before < period
    ]
    return max(earlier)[1] if earlier else None


def measures_before(files: Files, record: Record, paper_id: str, details: Details) -> Read[tuple[str, ...]]:
    """Return the measures of the last paper of this kind over a period of the same length; none where there is no such
    paper.
    """
    last = paper_before(papers_on(files), paper_id, details)
    if last is None:
        return Read(())
    entry = record.last(last)
    paper = record.printed(entry) if entry else None
    if paper is not None:
        keys = (one.key.rpartition(".") for _, one in figures(walk(paper)))
        return Read(
            tuple(dict.fromkeys(measure for measure, _, fact in keys if fact == "value" and "." not in measure))
        )
    message = f"What the last paper, {last}, printed is not known: the record of builds does not have it"
    remedy = f"Put .cabinetpaper/record/ back, or build it here once: cabinetpaper build {last}"
    unknown = Finding.note("RECORD-MISSING", message, remedy, Place(RECORD))
    return Read(tuple(dict.fromkeys(_spoken_for(files, last))), (), (unknown,))


def printed_before(
    files: Files, record: Record, edition: Edition, loaded: Loaded, settings: Settings
) -> tuple[Earlier, ...]:
    """Return the different papers that earlier builds printed for the public, the newest first; none where no figure of
    the data is sensitive, so that nobody waits for what is not asked.
    """
    if not settings.disclosure.active or not any(measure.sensitive for measure in loaded.scorecard.measures):
        return ()
    papers = papers_on(files)
    now = hashlib.sha256(to_json(edition.paper).encode()).hexdigest()
    entries = {one.printed: one for one in record.entries() if not one.variant.endswith("exempt")}
    newest = sorted(entries.values(), key=lambda own: (own.number, own.name), reverse=True)[:EARLIER_EDITIONS]
    found = []
    for one in newest:
        other_data = one.paper in papers and papers[one.paper][0].data != loaded.details.data
        paper = record.printed(one) if one.printed != now and not other_data else None
        if paper is not None:
            period = papers[one.paper][1] if one.paper in papers else None
            published = not paper.status or paper.status.startswith(NOT_FOR_PUBLICATION)
            found.append(Earlier(one.name, paper, period, published))
    return tuple(found)


def _spoken_for(files: Files, name: str) -> Iterator[str]:
    """Yield the measures that the snippets of a paper name in their front matter."""
    for file in files.names(f"narratives/{name}", "**/*.md"):
        try:
            yield from parse_snippet(file, (files.read(file).data or b"").decode("utf-8", "replace")).measures
        except CabinetPaperError:
            continue
