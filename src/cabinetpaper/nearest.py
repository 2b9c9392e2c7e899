"""Near names: which of the valid names was probably meant by one that is not, and the advice that says so.

In: a word that somebody wrote, and the words that would have been valid. Out: the nearest of them, or a sentence for a
finding's remedy. Every “Did you mean” of the program is made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cabinetpaper.wording import listed

_ALIKE: Final = 0.6
"""How alike two names must be: twice the letters that they share in the same order, over the letters of both."""

_LONGEST: Final = 120
"""The characters of the longest word that is compared; nobody mistypes a longer one, and comparing it costs time."""

_LEAST_PART: Final = 3
"""The characters from which on a word counts as a part of a longer name (`visits` of `home_visits`)."""

_MOST_LISTED: Final = 40
"""How many valid names a finding lists."""


def nearest(word: str, choices: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """Return up to `most` choices that the word was probably meant to be, the likeliest first: those that are spelt
    nearly like it, then those that it is a part of. Capitals do not count.
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    folded, names = word.strip().casefold(), list(dict.fromkeys(choices))
    if not folded or len(folded) > _LONGEST:
        return ()
    alike = [
        name
        for name, _, _ in extract(
            folded, names, scorer=Indel.normalized_similarity, processor=str.casefold, limit=most, score_cutoff=_ALIKE
        )
    ]
    longer = (name for name in names if len(folded) >= _LEAST_PART and folded in name.casefold())
    return tuple(dict.fromkeys((*alike, *longer)))[:most]


def did_you_mean(word: str, choices: Iterable[str], most: int = 1) -> str:
    """Return `Did you mean “x”? `, a blank at its end, for the nearest choices; nothing where none is near."""
    near = nearest(word, choices, most)
    return f"Did you mean {listed((f'“{name}”' for name in near), 'or')}? " if near else ""


def advice(word: str, choices: Iterable[str], lead: str = "Choose one of", none: str = "", most: int = 1) -> str:
    """Return what to do about a word that is none of the choices.

    In full: “Did you mean “x”? Choose one of x, y and z.” `lead` comes before the choices; `none` stands for them where
    there are none; `most` choices are taken for near.
    """
    names = list(dict.fromkeys(choices))
    return f"{did_you_mean(word, names, most)}{lead} {listed(names, most=_MOST_LISTED) or none}."
