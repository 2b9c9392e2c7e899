"""Words that say nothing: titles, descriptions of pictures and links that nobody is helped by.

In: words as they stand in a file. Out: whether they say something. English, with the names that cameras and programs
give.
"""

from __future__ import annotations

import re
from typing import Final

_FILE_NAME: Final = re.compile(
    r"[^\s/\\]+\.(?:png|jpe?g|gif|svg|bmp|emf|wmf|tiff?|webp|pdf|docx?|html?|xlsx?|pptx?)", re.IGNORECASE
)
_SLOT: Final = re.compile(
    r"(?:untitled|(?:microsoft )?word(?: document)?|documents?|presentation|page|book|title|new document)[\s_-]*\d*",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(
    r"(?:an? |the )?(?:images?|pictures?|photos?|photographs?|graphics?|graphs?|charts?|figures?|diagrams?|logos?|"
    r"icons?|tables?|screen ?shots?|maps?|img|pic|dsc|rectangle|object|shape|group|alt(?:ernative)? text|description|"
    r"untitled)[\s_-]*\d*\.?",
    re.IGNORECASE,
)
_WRITTEN_BY_WORD: Final = re.compile(
    r"Description automatically generated|AI-generated content may be incorrect", re.IGNORECASE
)
_LINK: Final = re.compile(
    r"(?:please )?(?:click |tap |press |follow |see |go |read |find out |learn )?(?:(?:on )?(?:this|the) )?"
    r"(?:here|link|this|that|more|page|document|website|web page|download|details|info|read|view|open|go|continue|"
    r"start|click|(?:further|more) information)"
    r"(?: here| this| more| link| now)?[\s.…>»›→]*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.|ftp://|mailto:|file:)\S+", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SHOWN: Final = 60


def solid(words: str) -> str:
    """Return the words with each run of spaces, breaks and marks without width as one space."""
    return " ".join(
        re.sub("[\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]", "", words).split()
    )


def cut(words: str, most: int = _SHOWN) -> str:
    """Return the words in quotation marks, cut where they are long, so that somebody can find the place by them."""
    plain = solid(words)
    return f"“{plain[:most].rstrip()}…”" if len(plain) > most else f"“{plain}”"


def poor_title(words: str) -> bool:
    """Return whether a title is the name of a file or of nothing."""
    plain = solid(words)
    return bool(_FILE_NAME.fullmatch(plain.replace(" ", "")) or _SLOT.fullmatch(plain))


def poor_description(words: str) -> bool:
    """Return whether the description of a picture says nothing of what it shows."""
    plain = solid(words)
    named = _FILE_NAME.fullmatch(plain.replace(" ", "")) or _PICTURE.fullmatch(plain) or _ADDRESS.fullmatch(plain)
    return bool(named or _WRITTEN_BY_WORD.search(plain)) or not any(letter.isalnum() for letter in plain)


def is_address(words: str) -> bool:
    """Return whether the words are an address and nothing else."""
    return bool(_ADDRESS.fullmatch(solid(words)))


def no_link_text(words: str) -> bool:
    """Return whether the words of a link say nothing of where it leads when they are heard alone."""
    plain = solid(words)
    return bool(_LINK.fullmatch(plain)) or (bool(plain) and not any(letter.isalnum() for letter in plain))


def is_language(tag: str) -> bool:
    """Return whether the tag has the form of a language (BCP 47), such as `en-GB`."""
    return bool(_LANGUAGE.fullmatch(tag.strip()))
