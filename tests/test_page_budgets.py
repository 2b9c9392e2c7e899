"""A web page of any form, up to the size limit, is checked within its budget, and what is beyond it is named."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cabinetpaper import limits
from cabinetpaper.conformance import examine
from conformance_html import changed

MANY = 30_000
PAGES: dict[str, Callable[[], bytes]] = {
    "links in a paragraph": lambda: body("<p>" + "".join(f'<a href="#x">place {n}</a> ' for n in range(MANY))),
    "links in one another": lambda: body("<b tabindex=3>x" * 200 + "<i tabindex=3>y</i>" * MANY),
    "fields in labels in one another": lambda: body("<label>" * 200 + "<input>" * 20_000),
    "elements that never end": lambda: body("<div>" * 250_000),
    "elements without end of number": lambda: body("<b></b>" * 220_000),
    "comments": lambda: body("<!---->" * 220_000),
    "comments that never end": lambda: body("<!-- <a " * MANY),
    "quotation marks that never end": lambda: body("<a b=\"'>" * MANY + "<a b='\">" * MANY),
    "attributes": lambda: body("<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">x</p>"),
    "attributes behind a comment with a quotation mark": lambda: body(
        f"<!-- <p a=' --><p {' '.join(f'a{n}' for n in range(MANY))}>x</p><!-- ' -->"
    ),
    "attributes behind a name with a quotation mark": lambda: body(
        f"<p ='><p {' '.join(f'a{n}' for n in range(MANY))}>x</p> '"
    ),
    "selectors in one :is()": lambda: sheet(f":is({','.join(f'.a{n}' for n in range(MANY))}){{color:red}}"),
    "selectors in a list": lambda: sheet(",".join(f".a{n}" for n in range(MANY)) + "{color:red}"),
    ":not( in one another": lambda: sheet(":not(" * 3000 + "a" + ")" * 3000 + "{color:red}"),
    "brackets in one another": lambda: sheet("(" * MANY + "[" * MANY + "{" * MANY),
    "media in one another": lambda: sheet("@media screen{" * 3000),
    "a chain of elements": lambda: sheet("p " * 2000 + "{color:red}"),
    "a chain of children": lambda: sheet("p > " * 200 + "p{color:red}"),
    "ancestors of ancestors": lambda: sheet("zz div div div div div p{color:red}", "<div>" * 200 + "<p>x</p>" * 500),
    "rules times elements": lambda: sheet("".join(f".a{n}{{color:red}}" for n in range(9000)), "<p>x</p>" * 1000),
    "properties of properties": lambda: sheet(
        "".join(f":root{{--v{n}:{f'var(--v{n + 1}) ' * 9}}}" for n in range(30)) + "p{color:var(--v0)}"
    ),
    "properties that name themselves": lambda: sheet(":root{--a:var(--b) x;--b:var(--a) y}p{color:var(--a)}"),
    "references": lambda: body(
        "".join(f"<i id=i{n}>w</i>" for n in range(5000)) + f"<p aria-labelledby='{'i1 ' * 5000}'>x</p>" * 300
    ),
    "cells that reach down": lambda: body("<table>" + "<tr><td rowspan=999>x" * 8_000),
    "pages within the page": lambda: body("<iframe srcdoc='<p>x'></iframe>" * 10_000),
    "large pages within the page": lambda: body(("<iframe srcdoc='" + "<b></b>" * 10_000 + "'></iframe>") * 100),
    "words that look like a picture": lambda: body(("A" * 199 + " ") * 50_000),
    "a set of pictures": lambda: body(f"<img srcset='{'( ,' * 300_000}'>"),
    "one long word": lambda: body("w" * 20_000_000),
    "one long style": lambda: sheet("p{color:red}" * 200_000),
}
BEYOND = {
    "elements that never end": "HTML-DEEP",
    "elements without end of number": "HTML-DEEP",
    "comments": "HTML-DEEP",
    "attributes": "HTML-DEEP",
    "attributes behind a comment with a quotation mark": "HTML-DEEP",
    "attributes behind a name with a quotation mark": "HTML-DEEP",
    "selectors in one :is()": "HTML-STYLES",
    ":not( in one another": "HTML-STYLES",
    "a chain of elements": "HTML-STYLES",
    "a chain of children": "HTML-STYLES",
    "ancestors of ancestors": "HTML-STYLES",
    "rules times elements": "HTML-STYLES",
    "one long style": "HTML-STYLES",
}


def body(markup: str) -> bytes:
    return changed("</main>", markup)


def sheet(css: str, markup: str = "") -> bytes:
    return changed("</style>", f"{css}</style>").replace(b"</main>", markup.encode() + b"</main>")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_any_form_is_checked_in_time_and_what_is_beyond_a_limit_is_named(name: str) -> None:
    data = PAGES[name]()
    begun = time.process_time()
    result = examine("f.html", data)
    assert time.process_time() - begun < 8
    assert result.read
    codes = {one.code for one in result.findings}
    if name in BEYOND:
        assert BEYOND[name] in codes, codes
        assert not result.whole


def test_the_limit_is_named() -> None:
    told = {
        name: next(one.message for one in examine("f.html", PAGES[name]()).findings if one.code == BEYOND[name])
        for name in ("attributes", "selectors in one :is()", ":not( in one another", "one long style")
    }
    assert told == {
        "attributes": "Not all of the page was looked at: it has an element with more than 1,000 attributes",
        "selectors in one :is()": "How the page looks was not worked out; its style sheets have more than 50,000 parts "
        "of selectors",
        ":not( in one another": "How the page looks was not worked out; its style sheets have a selector in which "
        "brackets are more than 50 deep in one another",
        "one long style": "How the page looks was not worked out; its style sheets have more than 500,000 characters",
    }


def test_a_page_that_is_larger_than_any_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHECKED_MARKUP", 1_000_000)
    result = examine("f.html", b"<p>" + b"x" * 1_000_000)
    assert [one.message for one in result.findings] == ["The file has more than 1 MB"]
