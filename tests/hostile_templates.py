"""Hostile snippets and page templates: each is tried as both."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import Rendered, parse_snippet, render
from cabinetpaper.paper import Block, Link, Paper, Paragraph, Section, SectionKind, Text, inline_text
from cabinetpaper.writers.docx import write_docx
from cabinetpaper.writers.html import write_html
from cabinetpaper.writers.html.sandbox import PageTemplateError, page_template
from hostile import Attack
from narrative_figures import FACTS, FRONT, SAMPLE

IMAGE: Final = '<img src="file:///etc/hostname"><b>bold</b>'
BRACES: Final = "{{ 6 * 7 }}"
SNIPPET, PAGE = "snippet language", "page template"


class Holder:
    """An object with state, as an attacker hopes to find one."""

    name = "Adults"


NAMES: Final = {"thing": Holder(), "rows": [1, 2], "note": BRACES, "markup": IMAGE, "huge": 10**9}


def as_snippet(body: str, **names: object) -> Rendered:
    return render(parse_snippet("narratives/q1/a.md", FRONT + body), FACTS, SAMPLE, names=names)


def as_page(source: str) -> str:
    return page_template(source).fill(NAMES)


def stopped(source: str) -> Callable[[Path], None]:
    """Return the proof that neither as a snippet nor as a page anything is printed, and that the finding quotes the
    line.
    """

    def prove(_: Path) -> None:
        result = as_snippet(source, note=BRACES, markup=IMAGE)
        assert result.blocks == ()
        assert result.findings
        assert all(one.place.file == "narratives/q1/a.md" and one.place.line for one in result.findings)
        with pytest.raises(PageTemplateError, match=r"\S"):
            as_page(source)

    return prove


def literal(name: str, text: str, escaped: str) -> Callable[[Path], None]:
    """Return the proof that words handed to a template stay words, in the snippet, in the page and in the HTML
    edition.
    """

    def prove(_: Path) -> None:
        (block,) = as_snippet(f"{{{{ {name} }}}}", **{name: text}).blocks
        assert isinstance(block, Paragraph)
        assert "".join(inline_text(one, {}) for one in block.inlines) == text
        assert as_page(f"{{{{ {name} }}}}") == escaped
        paper = Paper("p", "T", "C", (Section("s", SectionKind.DETAIL, "S", (Paragraph("a", (Text(text),)),)),))
        page = write_html(paper, {})
        assert "<img" not in page
        assert text.replace("<", "&lt;").replace(">", "&gt;") in page

    return prove


def bounded(body: str, *codes: str) -> Callable[[Path], None]:
    """Return the proof that a snippet is refused with one of `codes`; the test's own time limit is the proof that it is
    soon.
    """

    def prove(_: Path) -> None:
        blocks: tuple[Block, ...] = ()
        try:
            result = as_snippet(body)
            found, blocks = result.findings, result.blocks
        except CabinetPaperError as error:
            found = error.findings
        assert {one.code for one in found} & set(codes), found[:3]
        assert blocks == ()

    return prove


def harmless(body: str) -> Callable[[Path], None]:
    """Return the proof that an odd snippet is read in little time, or refused in words."""

    def prove(_: Path) -> None:
        assert isinstance(as_snippet(body), Rendered)

    return prove


def unlinked(_: Path) -> None:
    result = as_snippet("[words](javascript:alert%281%29) [more](file:///etc/hostname) [data](data:text/html,x)")
    (block,) = result.blocks
    assert isinstance(block, Paragraph)
    assert not any(isinstance(one, Link) for one in block.inlines)
    link = Paper(
        "p",
        "T",
        "C",
        (Section("s", SectionKind.DETAIL, "S", (Paragraph("a", (Link("words", "javascript:alert(1)"),)),)),),
    )
    assert "javascript:" not in write_html(link, {})
    with zipfile.ZipFile(io.BytesIO(write_docx(link, {}))) as parts:
        assert b"javascript:" not in parts.read("word/_rels/document.xml.rels")


def turned(_: Path) -> None:
    (block,) = as_snippet("Saving \u202e000,01£ and \u2066more\u2069").blocks
    assert isinstance(block, Paragraph)
    words = "".join(inline_text(one, {}) for one in block.inlines)
    assert not set(words) & set("\u202e\u2066\u2069")


_HUNDRED: Final = "[" + ", ".join(["period"] * 100) + "]"


def loops(inside: str) -> str:
    """Return two loops of a hundred turns, one in the other."""
    return f"{{% for a in {_HUNDRED} %}}{{% for b in {_HUNDRED} %}}{inside}{{% endfor %}}{{% endfor %}}"


_STOPPED: Final = (
    ("J01", "walk from a text to every class of Python", "{{ 'x'.__class__.__base__.__subclasses__() }}"),
    ("J02", "reach the operating system through cycler", "{{ cycler.__init__.__globals__['os'].popen('id').read() }}"),
    ("J03", "reach the operating system through lipsum", "{{ lipsum.__globals__.os.popen('id') }}"),
    ("J04", "take an attribute by the filter attr", "{{ 'x'|attr('__class__')|attr('__base__') }}"),
    ("J05", "take an attribute by a format string", "{{ '{0.__class__.__base__}'.format(thing) }}"),
    ("J06", "keep the format method in a variable", "{% set f = '{0.__init__.__globals__}'.format %}{{ f(thing) }}"),
    ("J07", "fetch the format method by attr", "{{ ('{0.__class__}'|attr('format'))(thing) }}"),
    ("J08", "take an attribute by format_map", "{{ '{t.__class__}'.format_map({'t': thing}) }}"),
    ("J09", "repeat a text until memory is full", "{{ 'b' * huge }}"),
    ("J10", "raise a number to a power of a power", "{{ 7**8**9 }}"),
    ("J11", "loop a thousand million times", "{% for n in range(10**9) %}.{% endfor %}"),
    (
        "J12",
        "loop in a loop and print",
        "{% for n in range(88888) %}{% for m in range(88888) %}................{% endfor %}{% endfor %}",
    ),
    ("J13", "include a file of the machine", "{% include '/etc/hostname' %}"),
    ("J14", "import a module", "{% import 'sys' as sys %}{{ sys }}"),
    ("J15", "change a list of the program", "{{ rows.append(3) }}{{ rows }}"),
    ("J16", "print a name that nothing has", "{{ no_such_measure }}"),
    ("J19", "read the globals of an object", "{{ thing.__init__.__globals__ }}"),
    ("J20", "read the template's own globals", "{{ self.__init__.__globals__ }}"),
    ("J21", "list the class of an object", "{% for k in thing.__class__.__dict__ %}{{ k }}{% endfor %}"),
    ("J22", "switch the escaping off", "{{ markup|safe }}"),
    ("J23", "map attr over a list", "{{ config }}{{ ['a', 'b']|map('attr', '__class__')|list }}"),
    ("J24", "centre a word in two thousand million spaces", "{{ (thing.name ~ '.')|center(2000000000) }}"),
    ("J25", "format a number two thousand million wide", "{{ '%1999999999d'|format(1) }}"),
    ("J26", "format by the operator", "{{ '%1999999999d' % 1 }}"),
    ("J27", "double a text forty times", "{% set t = 'ab' %}" + "{% set t = t ~ t %}" * 40 + "{{ t }}"),
    ("J28", "call a macro inside itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    ("J29", "loop recursively", "{% for r in rows recursive %}{{ loop(rows) }}{% endfor %}"),
    ("J30", "nest brackets five thousand deep", "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"),
    ("J31", "nest tags three hundred deep", "{% if rows %}" * 300 + "x" + "{% endif %}" * 300),
)

ATTACKS: Final = (
    *(Attack(name, tries, f"{SNIPPET}; {PAGE}", stopped(source)) for name, tries, source in _STOPPED),
    Attack("J17", "hand over words that look like a template", f"{SNIPPET}; {PAGE}", literal("note", BRACES, BRACES)),
    Attack(
        "J18",
        "hand over words that look like HTML",
        f"{SNIPPET}; {PAGE}",
        literal("markup", IMAGE, "&lt;img src=&#34;file:///etc/hostname&#34;&gt;&lt;b&gt;bold&lt;/b&gt;"),
    ),
    Attack("S01", "print a loop in a loop", "snippet bounds", bounded(loops("x" * 500), "SNIPPET-ENDLESS")),
    Attack(
        "S02",
        "loop for minutes and print nothing",
        "snippet bounds",
        bounded(loops("{% if period is missing %}{% endif %}") * 30, "SNIPPET-ENDLESS"),
    ),
    Attack(
        "S03",
        "ask one question four thousand times",
        "snippet bounds",
        bounded("{% if cic_rate is red %}" + "a{% elif cic_rate is red %}" * 3500 + "{% endif %}", "SNIPPET-DEEP"),
    ),
    Attack(
        "S04",
        "open comments that never close",
        "snippet bounds",
        harmless("{{ period }} {% raw %}" + "{#" * 40_000 + "{% endraw %}"),
    ),
    Attack("S05", "open brackets of links that never close", "snippet bounds", harmless("[" * 90_000)),
    Attack("S06", "mix marks of emphasis", "snippet bounds", harmless("a**b" + "c* " * 30_000)),
    Attack("S07", "save another file as a snippet", "snippet bounds", bounded("x" * 150_000, "SNIPPET-LONG")),
    Attack(
        "S08",
        "nest lists without end",
        "snippet bounds",
        bounded("\n".join("  " * n + "- a" for n in range(200)), "SNIPPET-LIST"),
    ),
    Attack("S09", "link to a script", "snippet language", unlinked),
    Attack("S10", "turn the direction of writing in a sentence", "odd characters", turned),
)
