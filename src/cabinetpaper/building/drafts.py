"""Which DOCX a build may write.

In: the folder of the outputs and the digests of every DOCX that a build has written. Out: the name to write, and the
files that somebody has edited since. Those are never replaced: they hold words that stand nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.workspace.disk import digest_of

CODES: Final[dict[str, str]] = {
    "DOCX-EDITED": "A DOCX in out/ was edited since it was built. It is kept, and the build wrote the next draft. Take "
    "over what was changed into the narratives, then move the edited file away."
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The name of the DOCX to write, the edited ones beside it, and the SHA-256 of what was seen under the name: what
    an earlier build wrote there, or nothing.
    """

    name: str
    edited: tuple[str, ...] = ()
    seen: str = ""

    def findings(self) -> list[Finding]:
        """Return a warning for each edited file."""
        message = f"The file was edited since it was built, so it is kept; this build wrote {self.name}"
        remedy = "Take over what was changed into narratives/, then move the edited file away."
        return [Finding.warning("DOCX-EDITED", message, remedy, Place(f"out/{name}")) for name in self.edited]


def choose_draft(out: Path, paper_id: str, ours: Collection[str]) -> Draft:
    """Return the draft to write: `<paper>.docx`, or the number after the last one that was edited. `ours` are SHA-256
    digests.
    """
    pattern = re.compile(rf"{re.escape(paper_id)}(?:-draft-(\d+))?\.docx", re.IGNORECASE)
    edited: dict[int, str] = {}
    seen: dict[str, str] = {}
    for path in sorted(out.glob("*.docx")):
        match = pattern.fullmatch(path.name)
        if match and (found := digest_of(path)):
            seen[path.name] = found
            if found not in ours:
                edited[int(match[1] or 1)] = path.name
    number = max(edited, default=0) + 1
    name = f"{paper_id}.docx" if number == 1 else f"{paper_id}-draft-{number}.docx"
    return Draft(name, tuple(edited[at] for at in sorted(edited)), seen.get(name, ""))
