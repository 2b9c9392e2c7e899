"""Say which builds in the record hold words that are exempt now and were public when they were built.

In: the record, and a paper with what is exempt in it today. Out: a finding that names those builds and what removes
them: the program takes nothing out of the record by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from cabinetpaper.compose import Sources, grounds
from cabinetpaper.finding import Finding, Place
from cabinetpaper.wording import listed
from cabinetpaper.workspace.loading import Loaded, details_of
from cabinetpaper.workspace.record import RECORD, Entry, Record

CODES: Final[dict[str, str]] = {
    "EXEMPT-ONCE-PUBLIC": "Builds in .cabinetpaper/record/ were made before a part of the paper was exempt, so that "
    "its words are there, outside restricted/. Set keep = 1 under [builds] in cabinetpaper.toml, move the DOCX of "
    "those builds out of the workspace, and build the paper again, and the record of its decision if there is one: "
    "that removes them. Copies that others have are not the program's to call back."
}


def once_public(record: Record, loaded: Loaded) -> tuple[Finding, ...]:
    """Return a warning with the builds that the record keeps in the open and that hold what is exempt now."""
    now = _exempt(loaded, loaded.details.exempt)
    if not now:
        return ()
    held: dict[str, list[str]] = {}
    for entry in record.entries():
        if entry.paper == loaded.paper_id and not entry.variant.endswith("exempt"):
            for one in sorted(now - _exempt(loaded, dict(_then(record, entry)))):
                held.setdefault(entry.build, []).append(f"“{one}”")
    if not held:
        return ()
    ids = sorted({own for ids in held.values() for own in ids})
    builds = "1 build in the record, {}, was" if len(held) == 1 else f"{len(held)} builds in the record, {{}}, were"
    was = "was" if len(ids) == 1 else "were"
    message = f"{builds.format(listed(held))} made before {listed(ids)} {was} exempt, and may hold the words"
    remedy = "Set keep = 1 under [builds], move the DOCX of such a build out of the workspace, and build again"
    return (Finding.warning("EXEMPT-ONCE-PUBLIC", message, remedy, Place(RECORD)),)


def _exempt(loaded: Loaded, named: Mapping[str, str]) -> set[str]:
    """Return the ids that were exempt with such an [exempt]."""
    sources = Sources(replace(loaded.details, exempt=named), loaded.scorecard)
    return set(grounds(sources, loaded.own, loaded.template))


def _then(record: Record, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what was exempt when a build was made; nothing where its paper.toml was not kept."""
    name = f"narratives/{entry.paper}/paper.toml"
    data = record.file(record.digests(entry).get(name, ""))
    details = details_of(name, data).value if data is not None else None
    if details is not None:
        yield from details.exempt.items()
