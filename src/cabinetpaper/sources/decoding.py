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
    "TEXT-CP1252": "A file is not UTF-8 and was read as Windows text (cp1252). "
    "Look whether £ and ’ print rightly, or save it as “CSV UTF-8” and the note goes.",
    "TEXT-ENCODING": "A file is in no encoding that is understood. Save it as “CSV UTF-8”, or as UTF-8 in an editor.",
}

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte order mark, the encoding it was in, and what was noticed. No text if none
    could be made.
    """

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(file: str, data: bytes) -> Decoded:
    """Return the text of `data`; never raises, an undecodable file is a finding of error level."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                return Decoded("", encoding, (_undecodable(file, data, error.start),))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        return Decoded("", "", (_undecodable(file, data, error.start),))
    note = Finding.note(
        "TEXT-CP1252",
        "The file is not UTF-8; it was read as Windows text (cp1252)",
        "Look whether £ and ’ print rightly, or save it as “CSV UTF-8”.",
        Place(file, line),
    )
    return Decoded(text, "cp1252", (note,))


def _undecodable(file: str, data: bytes, start: int) -> Finding:
    place = Place(file, data.count(b"\n", 0, start) + 1)
    return Finding.error(
        "TEXT-ENCODING",
        "The file is in no encoding that is understood",
        "Save it as “CSV UTF-8”, or as UTF-8 in an editor.",
        place,
    )
