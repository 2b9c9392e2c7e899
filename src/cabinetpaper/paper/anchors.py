"""Names that tie a block to its place in a Word file.

In: where a block comes from. Out: its id, and the bookmark that carries it. Word allows 40 characters, letters, digits
and underscores; a leading underscore hides the bookmark from the editor.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

BASE_NAMESPACE = "urn:cabinetpaper:base:1"
"""Root namespace of the custom XML part that carries the base; the part is found by it, whatever an editor renamed it
to.
"""

ID_LENGTH = 35
DIGEST_LENGTH = 10
_PLAIN = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_DIGESTED = re.compile(rf"(?:^|_)[0-9a-f]{{{DIGEST_LENGTH}}}$")
_PREFIX = "_cpb_"
_NOTE_PREFIX = "_cpf_"


def block_id(*parts: str) -> str:
    """Return the id made of the parts that name a block's origin: snippet, chunk, row.

    The same parts always give the same id and other parts another one, even to Word, which ignores case: parts that are
    plain and short are joined by two underscores (`front__table`); all else keeps its beginning and ends in a digest of
    the whole.
    """
    plain = "__".join(parts)
    if len(plain) <= ID_LENGTH and all(_PLAIN.fullmatch(part) for part in parts) and not _DIGESTED.search(plain):
        return plain
    whole = "\0".join(parts)
    ascii_text = unicodedata.normalize("NFKD", "_".join(parts)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", ascii_text).strip("_")
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
    return f"{slug[: ID_LENGTH - DIGEST_LENGTH - 1].rstrip('_')}_{digest}".strip("_")


def bookmark(identifier: str) -> str:
    """Return the hidden bookmark's name for a block id."""
    return _PREFIX + identifier


def from_bookmark(name: str) -> str | None:
    """Return the block id that a bookmark name carries, or None if it is not one of ours (a copy's name is not)."""
    return name[len(_PREFIX) :] if name.startswith(_PREFIX) and "_Copy_" not in name else None


def note_bookmark(identifier: str) -> str:
    """Return the name of the hidden bookmark round the mark of a note: LibreOffice loses those that stand in the note
    itself.
    """
    return _NOTE_PREFIX + identifier


def note_from_bookmark(name: str) -> str | None:
    """Return the id of the note whose mark a bookmark holds, or None if it is not one of ours."""
    return name[len(_NOTE_PREFIX) :] if name.startswith(_NOTE_PREFIX) and "_Copy_" not in name else None
