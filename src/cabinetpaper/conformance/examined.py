"""What was looked at in a file, and what came of it.

Nothing comes in. Out: `Examined`, which never says more than was tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cabinetpaper.finding import Finding, Severity


class Kind(Enum):
    """The kinds of file that rules are known for."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"

    @property
    def words(self) -> str:
        """Return the kind as an officer calls it."""
        return {"pdf": "PDF", "docx": "Word document", "html": "web page"}[self.value]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a PDF says of itself: the part of PDF/UA, the part and conformance level of PDF/A (`2`, `A`); empty where it
    says nothing.
    """

    pdfua_part: str = ""
    pdfa_part: str = ""
    pdfa_conformance: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """An examined file. `kind` is None for a kind without rules; `read` is false where the file could not be read, so
    that no rule was tried.

    `tried` are the codes of the rules that were tried, in their order; what has no part in the file, such as tags in an
    untagged PDF, was not. `whole` is false where a part of the file was left unread, because it is damaged, oddly
    packed or beyond the limits; a finding says which. `seen` counts what the rules had before them: `(("pages", 30),
    ("tags", 912))`. `declared` is there for a PDF that was read.
    """

    kind: Kind | None
    tried: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    seen: tuple[tuple[str, int], ...] = ()
    declared: Declared | None = None
    read: bool = True
    whole: bool = True

    @property
    def passed(self) -> bool:
        """Return whether the whole file was read and no rule that was tried found an error."""
        return self.read and self.whole and not any(one.severity is Severity.ERROR for one in self.findings)
