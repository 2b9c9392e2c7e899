"""Readers of the program that are built of several expressions or scanners, each with the pieces of text that it knows.

Out: `READERS`, by name: what reads a text, and the pieces that its texts are made of (`expressions.Recipe`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from cabinetpaper.checks import answers
from cabinetpaper.compose.sentences import first_sentence
from cabinetpaper.conformance import examine, wording
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import parse_snippet
from cabinetpaper.paper import Text
from cabinetpaper.period import Period, periods_in
from cabinetpaper.readers.docx.contents import _forms
from cabinetpaper.sources.rows import UncutError, by_csv, by_pandas
from cabinetpaper.sources.shown import show
from cabinetpaper.sources.sql import single_select
from cabinetpaper.toml_text import TomlError, parse
from cabinetpaper.workspace.carried_paper import carried_paper
from cabinetpaper.writers.html.sandbox import PageTemplateError, page_template
from cabinetpaper.written import figures_in, numbers_in, parse_aims, parse_cell, plain_number, stands_in
from cabinetpaper.written.number import fraction_in
from expressions import Recipe


@dataclass(frozen=True)
class PumpedReader:
    """What reads a text, and the pieces that its texts are made of; the first ones lead into the rest too."""

    read: Callable[[str], object]
    pieces: tuple[str, ...]
    leads: tuple[str, ...] = ("",)
    end: str = ""

    def recipes(self) -> Iterator[Recipe]:
        """Yield each piece repeated, behind each lead, and each two in turn and one after the other."""
        for lead in self.leads:
            for piece in self.pieces:
                yield Recipe(lead, piece, end=self.end)
                yield Recipe(lead, piece, end="\x01" + self.end)
        for one, two in permutations(self.pieces[:8], 2):
            yield Recipe(self.leads[-1], one, two, end=self.end)
        for one, two in permutations(self.pieces[:5], 2):
            yield Recipe(self.leads[0], one, two, end=self.end, in_turn=False)


def _all(read: Callable[[str], Iterator[object]]) -> Callable[[str], object]:
    return lambda text: deque(read(text), maxlen=0)


def _or_told(read: Callable[[str], object], *errors: type[Exception]) -> Callable[[str], object]:
    def tried(text: str) -> None:
        with suppress(CabinetPaperError, *errors):
            read(text)

    return tried


def _answered(text: str) -> None:
    for read in (answers.is_bare, answers.yes_or_no, answers.after_yes_or_no, answers.dates):
        read(text)


def _worded(text: str) -> None:
    for read in (wording.poor_title, wording.poor_description, wording.is_address, wording.no_link_text):
        read(text)
    wording.is_language(text)


def _carried(text: str) -> None:
    carried_paper("paper.toml", text, Period.parse("Q1 2024/25"), Period.parse("Q2 2024/25"))


_FIGURES: Final = ("1", "9,", "1,665", ".", " ", "-", "£", "(", "(1", "%", "1/", "of ", "12 of 20 ", "K", "st", "[c]")
_PERIODS: Final = ("Q1 ", "2024", "2024/25", "/", "-", "31 March ", "Mar-", "Autumn term ", "1", " ", "FY ")
_TOML: Final = ("a", "a.", "=", '"', '"""', "'", "'''", "[", "]", "{", "a = 1\n", "[a]\n", "[[a]]\n", "\\", "#", "\n")
_HTML: Final = ("<p>", "</p>", "<b>", "<table>", "<td>", "&", "&amp;", "<!--", "<a href=x>", "<p class=a>", "a ", "<")

READERS: Final[dict[str, PumpedReader]] = {
    "a cell": PumpedReader(parse_cell, (*_FIGURES, "(was from ", "(was ", "prov ", "*"), ("", "12 ")),
    "a target": PumpedReader(
        _or_told(parse_aims, ValueError), (*_FIGURES, " by ", " and ", ", ", ";", "in ", "reduc", "england ", "top ")
    ),
    "a sentence with figures": PumpedReader(
        _all(figures_in), (*_FIGURES, *_PERIODS[:6], "section 1", " and 2", "@", "a")
    ),
    "numbers": PumpedReader(_all(numbers_in), _FIGURES),
    "one number": PumpedReader(lambda text: (plain_number(text), fraction_in(text)), _FIGURES),
    "an old figure in words": PumpedReader(lambda text: stands_in("8.8", text), ("8", "8.", "8.8", ".8", " ")),
    "periods": PumpedReader(_all(periods_in), _PERIODS),
    "one period": PumpedReader(_or_told(Period.parse, ValueError), _PERIODS),
    "the format of a cell": PumpedReader(
        lambda form: show(1, form), ("[$", "[", ";", '"', "\\", "0", "#,", "_", "y", "E+")
    ),
    "a query": PumpedReader(
        single_select, ("$", "$a", "$a$", "'", '"', "--", "/*", "*/", ";", "select ", "(", "\n"), ("", "select ")
    ),
    "toml": PumpedReader(_or_told(parse, TomlError), _TOML, ("", "a = ", "a = [", "a = {")),
    "a paper to be carried on": PumpedReader(
        _or_told(_carried, TomlError),
        ("=", " ", '"', "#", "a", ",", "date = 2024-06-30"),
        ("", 'period = "', "[[meetings]]\n"),
    ),
    "a table separated by commas": PumpedReader(
        _or_told(by_csv, UncutError), (",", '"', '""', '",', "a", "\n", "\r", "a,b\n")
    ),
    "a table separated by semicolons": PumpedReader(
        _or_told(lambda text: by_pandas(text, ";"), UncutError), (";", '";', "a;b\n")
    ),
    "an answer": PumpedReader(_answered, ("yes", "no", ":", "?", ".", " ", "\n", "none", "n/a", "10 September 2024")),
    "a first sentence": PumpedReader(
        lambda text: first_sentence((Text(text),)), (".", ". ", "A", " ", "e.g.", "”", "!")
    ),
    "an entry of a list of contents": PumpedReader(_forms, (".", " ", "\t", "1", "a", "…", "_", "(1)", "i")),
    "words of a checked file": PumpedReader(
        _worded, ("a", ".", " ", "click ", "here", "-", "_", "1", "www.", "the ", ".png")
    ),
    "a snippet": PumpedReader(
        _or_told(lambda text: parse_snippet("narratives/q1/a.md", text)),
        (
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "[",
            "](",
            "[^a]",
            "[^a]: ",
            "`",
            "**",
            "* ",
            "> ",
            "| ",
            "\n",
            "\n\n",
            "<",
            "![",
        ),
        ("", "+++\n"),
    ),
    "a page template": PumpedReader(
        _or_told(page_template, PageTemplateError),
        ("{{", "}}", "{%", "%}", "{#", "#}", "{{ a }}", "(", "'", "a", "\n", "<p>"),
    ),
    "a checked page": PumpedReader(lambda text: examine("f.html", text.encode()), _HTML, ("", "<html lang=en><body>")),
}
