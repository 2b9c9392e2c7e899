"""Names that tie a block to its place in a Word file.

In: where a block comes from. Out: its id, and the bookmark that carries it. Word allows 40 characters, letters, digits and
underscores; a leading underscore hides the bookmark from the editor.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["BASE_NAMESPACE", "ID_LENGTH", "block_id", "bookmark", "from_bookmark"]

BASE_NAMESPACE = "urn:cabinetpaper:base:1"
"""Root namespace of the custom XML part that carries the base; the part is found by it, whatever an editor renamed it to."""

ID_LENGTH = 35
_PREFIX = "_cpb_"


def block_id(*parts: str) -> str:
    """Return the id made of the parts that name a block's origin: snippet, chunk, row.

    The same parts always give the same id; a long one keeps its beginning and ends in a digest of the whole.
    """
    whole = "/".join(parts)
    ascii_text = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "_", ascii_text).strip("_")
    if slug and len(slug) <= ID_LENGTH and slug.lower() == re.sub(r"[/ .-]", "_", whole).lower():
        return slug
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{slug[: ID_LENGTH - 9]}_{digest}" if slug else digest


def bookmark(identifier: str) -> str:
    """Return the hidden bookmark's name for a block id."""
    return _PREFIX + identifier


def from_bookmark(name: str) -> str | None:
    """Return the block id that a bookmark name carries, or None if it is not one of ours (a copy's name is not)."""
    return name[len(_PREFIX) :] if name.startswith(_PREFIX) and "_Copy_" not in name else None
