"""Read numbers as councils write them: the one grammar of figures, for cells, for targets and for sentences.

In: a text. Out: `Number`s, each with where it stands, what it is worth and how it was printed:

    number  =  ["("] [sign] ["£"] digits [")"] [scale] ["%"] [ordinal]
    sign    =  -  −  –  +                    (brackets are a minus too, as finance prints it)
    digits  =  1,665  1665  7.20             (a comma before every three digits, or before none)
    scale   =  K  thousand  m  million  bn  billion
    ordinal =  st  nd  rd  th

A `Scanner` moves over a text by what it recognises and says whether it came to the end, so that nobody takes the
beginning of a text for all of it. Digits that no form fits (`96,1`, `1,2345`, twenty of them) are no number. Each step
looks at its own stretch of the text once: reading takes time in the length of the text, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cabinetpaper.period import Period

_FRONT: Final = re.compile(r"(?P<open>\()?(?P<sign>[-+−–])?(?P<pound>£)?")
_DIGITS: Final = re.compile(r"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?")
_SOUND: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,10})?")
_OPEN: Final = re.compile(r"\(\s*")
_CLOSE: Final = re.compile(r"\s*\)")
_OF: Final = re.compile(r"\s*(?:/|out of|of)\s*", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s?(?:(?P<scale>K|thousand|m|million|bn|billion)\b)?(?P<percent>\s?%)?(?P<ordinal>(?:st|nd|rd|th)\b)?",
    re.IGNORECASE,
)
_SCALES: Final = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_MINUS: Final = frozenset("-−–")


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its words, which stand from `start` to `end` of what was read.

    `printed` is what its digits say, with their sign and `places` decimals; `scale` the power of ten of the word behind
    them. `mark` is `%`, `£` or nothing. `bracketed` tells a credit in brackets, `ordinal` a rank such as 7th.
    """

    text: str
    start: int
    end: int
    printed: Decimal
    places: int = 0
    mark: str = ""
    scale: int = 0
    bracketed: bool = False
    ordinal: bool = False

    @property
    def value(self) -> Decimal:
        """Return what the number is worth: 17K is 17000."""
        return self.printed.scaleb(self.scale).quantize(Decimal(1)) if self.scale else self.printed

    @property
    def decimals(self) -> int:
        """Return how many decimals the number prints; none where a word scales it."""
        return 0 if self.scale else self.places

    @property
    def plain(self) -> bool:
        """Return whether the number is its digits, with at most a sign and % or £."""
        return not (self.scale or self.bracketed or self.ordinal)


class Scanner:
    """A place in a text, which moves on over whatever is recognised there and stays where nothing is."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text, self.at = text, at

    @property
    def rest(self) -> str:
        """Return what has not been read."""
        return self.text[self.at :]

    @property
    def done(self) -> bool:
        """Return whether the whole text has been read."""
        return self.at == len(self.text)

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Return what stands here in that form, and move on behind it."""
        match = form.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def digits(self) -> str:
        """Return the digits that stand here, with their commas and decimals; nothing where they make no number."""
        start, match = self.at, self.take(_DIGITS)
        if match is None or not _SOUND.fullmatch(match[0]):
            self.at = start
            return ""
        return match[0]

    def number(self) -> Number | None:
        """Return the number that stands here, as far as it reaches, or None."""
        start, front = self.at, self.take(_FRONT)
        digits = self.digits()
        if front is None or not digits or (front["open"] and not self.take(_CLOSE)):
            self.at = start
            return None
        end, behind = self.at, self.take(_BEHIND)
        scale, percent, ordinal = behind.group("scale", "percent", "ordinal") if behind else ("", "", "")
        if not (scale or percent or ordinal):
            self.at = end
        printed = decimal_of(digits)
        return Number(
            self.text[start : self.at],
            start,
            self.at,
            -printed if printed and (front["open"] or front["sign"] in _MINUS) else printed,
            len(digits.partition(".")[2]),
            "%" if percent else front["pound"] or "",
            _SCALES[scale.lower()] if scale else 0,
            bool(front["open"]),
            bool(ordinal),
        )

    def whole(self) -> str:
        """Return the digits behind `of`, `out of` or a stroke, as in `7th out of 152`; nothing where they are not."""
        start, joint = self.at, self.take(_OF)
        digits = self.digits() if joint else ""
        if not digits or self.text[self.at : self.at + 1].isalnum():
            self.at = start
            return ""
        return digits


def decimal_of(digits: str) -> Decimal:
    """Return what digits with commas are worth."""
    return Decimal(digits.replace(",", ""))


_APART: Final = re.compile(r"([-+−–£])\s+(?=[£0-9])")


def plain_number(text: str) -> Number | None:
    """Return the number where a text is one and nothing else (`1,665`, `£25`, `27 %`, `− 0.4`), or None."""
    scan = Scanner(_APART.sub(r"\1", " ".join(text.split())))
    number = scan.number()
    return number if number is not None and number.plain and scan.done else None


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part of a whole in brackets, from `start` to `end` of its text: `(79/334)`, `(17 of 20)`."""

    start: int
    end: int
    part: Decimal
    whole: Decimal


def fraction_in(text: str) -> Fraction | None:
    """Return the first fraction in brackets; the two years of a span (2013/14) are none."""
    for opening in _OPEN.finditer(text):
        scan = Scanner(text, opening.end())
        part, whole = scan.digits(), scan.whole()
        years = len(part) == 4 and len(whole) == 2 and Period.named(text[opening.end() : scan.at]) is not None
        if part and whole and not years and scan.take(_CLOSE):
            return Fraction(opening.start(), scan.at, decimal_of(part), decimal_of(whole))
    return None


_WRITTEN: Final = r"(?P<front>£?[-−]?£?)(?P<digits>[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?)(?P<percent>%?)"
_STANDING: Final = re.compile(rf"(?<![\w.,]){_WRITTEN}")
_ANYWHERE: Final = re.compile(_WRITTEN)


def numbers_in(text: str, *, in_words: bool = False) -> Iterator[Number]:
    """Return each run of digits of a sentence with the signs closed up to it, in order.

    With `in_words` those inside a word come too (the 4 of KS4). A run whose commas stand in odd places is worth its
    digits.
    """
    for match in (_ANYWHERE if in_words else _STANDING).finditer(text):
        size = decimal_of(match["digits"])
        front = match["front"]
        yield Number(
            match[0],
            *match.span(),
            -size if "-" in front or "−" in front else size,
            len(match["digits"].partition(".")[2]),
            "%" if match["percent"] else "£" if "£" in front else "",
        )


def stands_in(figure: str, text: str) -> bool:
    """Return whether a figure as written stands whole in a text: 8 does not stand in 18, 8.5 or 8%."""
    at = text.find(figure)
    while figure and at >= 0:
        end = at + len(figure)
        before, after = text[at - 1 : at], text[end : end + 2]
        more = after[:1].isdigit() or after.startswith("%") or (after[:1] in {".", ","} and after[1:].isdigit())
        if not (before.isalnum() or before in {"_", ".", ","} or more):
            return True
        at = text.find(figure, at + 1)
    return False
