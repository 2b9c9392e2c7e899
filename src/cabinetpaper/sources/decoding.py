"""Turn the bytes of a file into text, whatever program wrote them.

In: bytes. Out: the text and what was noticed. The ladder is: byte order mark, UTF-8, then cp1252 (what Excel on Windows
writes as “CSV”), which is said, since a wrong guess would show only in pound signs and quotation marks.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from cabinetpaper.finding import Finding, Place

CODES: Final[dict[str, str]] = {
    "TEXT-CP1252": "A file is not UTF-8 and was read as Windows text (cp1252). Look whether £ and ’ print rightly, or "
    "save it as “CSV UTF-8” and the note goes.",
    "TEXT-ENCODING": "A file is in no encoding that is understood. Save it as “CSV UTF-8”, or as UTF-8 in an editor.",
}

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte order mark, and what was noticed. No text if none could be made."""

    text: str
    findings: tuple[Finding, ...] = ()


def decode(file: str, data: bytes) -> Decoded:
    """Return the text of `data`; never raises, an undecodable file is a finding of error level."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    line = 1
    for tried in (encoding,) if mark else (encoding, "cp1252"):
        try:
            text = data[len(mark) :].decode(tried)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            continue
        if tried != "cp1252":
            return Decoded(text)
        message = "The file is not UTF-8; it was read as Windows text (cp1252)"
        remedy = "Look whether £ and ’ print rightly, or save it as “CSV UTF-8”."
        return Decoded(text, (Finding.note("TEXT-CP1252", message, remedy, Place(file, line)),))
    message, remedy = (
        "The file is in no encoding that is understood",
        "Save it as “CSV UTF-8”, or as UTF-8 in an editor.",
    )
    return Decoded("", (Finding.error("TEXT-ENCODING", message, remedy, Place(file, line)),))
