"""What leaves the file of a page is told, however it is written, and nothing else is."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.building import build
from cabinetpaper.conformance import examine
from cabinetpaper.finding import Severity
from cabinetpaper.workspace import create, open_workspace
from conformance_html import GOOD, changed
from hostile_addresses import CSS_SPELLINGS, FETCHING, HOME, RUNNING, SCRIPT, SPELLINGS, STAYING, STYLED, leaves


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_whatever_fetches_is_told_in_every_spelling(spelling: str) -> None:
    silent = [name for name, make in FETCHING.items() if not leaves(make(HOME, SPELLINGS[spelling]))]
    assert silent == []


@pytest.mark.parametrize(
    "address", [HOME, "//home.example/x", "x.png", "ftp://home.example", "data:text/html,x", "\\\\home\\x"]
)
def test_any_address_but_one_in_the_file_is_elsewhere(address: str) -> None:
    assert [name for name, make in FETCHING.items() if not leaves(make(address, str))] == []


@pytest.mark.parametrize("spelling", CSS_SPELLINGS)
def test_a_style_that_fetches_is_told_in_every_spelling(spelling: str) -> None:
    silent = [name for name, make in STYLED.items() if not leaves(make(HOME, CSS_SPELLINGS[spelling]))]
    assert silent == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_runs_is_told_in_every_spelling(spelling: str) -> None:
    assert [name for name, make in RUNNING.items() if not leaves(make(SCRIPT, SPELLINGS[spelling]))] == []


@given(st.sampled_from(sorted({**FETCHING, **RUNNING})), st.randoms(use_true_random=False))
def test_a_spelling_that_changes_from_letter_to_letter_hides_nothing(name: str, chance) -> None:  # type: ignore[no-untyped-def]
    def spell(text: str) -> str:
        written = (chance.choice((one, f"&#{ord(one)};", f"&#x{ord(one):x};", f"{one}\t", one.upper())) for one in text)
        return "".join(written)

    make = {**FETCHING, **RUNNING}[name]
    assert leaves(make(SCRIPT if name in RUNNING else HOME, spell))


@pytest.mark.parametrize("page", STAYING)
def test_what_stays_in_the_file_is_not_told(page: str) -> None:
    assert leaves(page) == []


def test_an_address_that_only_a_browser_can_work_out_is_told() -> None:
    assert leaves("<style>p{--a:'https://home.example';background:image-set(var(--a) 1x)}</style>") == [
        "A style of the page takes a picture whose address cannot be told, image-set(var(…))"
    ]


def test_what_is_told_can_be_printed_in_a_line() -> None:
    assert leaves('<p onclick="a\n&#27;[31m">x</p>') == ["The page runs what its attribute onclick says, “a [31m”"]


def test_a_picture_of_any_size_that_a_page_carries_stays_in_the_file() -> None:
    assert leaves(f'<img alt="" src="data:image/png;base64,{"A" * 14_000_000}"><p>x</p>') == []


def test_pages_within_pages_end() -> None:
    page = '<img src="x">'
    for _ in range(6):
        page = f'<iframe srcdoc="{page.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    assert leaves(page) == [
        "The page holds pages within it, more than 3 deep or 500,000 characters long, which were not looked at"
    ]


def test_check_tells_each_with_its_element_and_line() -> None:
    page = changed("<ul>", '<ul onclick="x"><p style="background:u\\72l(https://home.example)">').replace(
        b"<style>", b"<style>\n@import 'a.css';"
    )
    told = [str(one) for one in examine("a.html", page).findings if one.code in {"HTML-ELSEWHERE", "HTML-SCRIPT"}]
    assert [one.split(": ", 1)[0] for one in told] == ["a.html:7 (<style>)", "a.html:27 (<ul>)", "a.html:27 (<p>)"]
    assert not [one for one in examine("a.html", GOOD).findings if "HTML" in one.code]


def test_the_class_is_large() -> None:
    assert sum(1 for _ in itertools.product(FETCHING, SPELLINGS)) + len(STYLED) * len(CSS_SPELLINGS) > 600


@pytest.mark.parametrize(
    ("file", "words", "message"),
    [
        ("added.css", "p{background:image-set('https://home.example/x.png' 1x)}", "takes “https://home.example/x.png”"),
        ("added.css", "@\\69mport 'https://home.example/x.css';", "takes “https://home.example/x.css”"),
        ("paper.html", "{{ css }}<p onclick='home()'>{{ paper.title }}</p>", "runs what its attribute onclick says"),
    ],
)
def test_a_paper_whose_page_calls_home_is_not_written(tmp_path: Path, file: str, words: str, message: str) -> None:
    create(tmp_path / "papers")
    name = next(iter(open_workspace(tmp_path / "papers").papers()))
    kind = tmp_path / "papers" / "templates" / open_workspace(tmp_path / "papers").load(name).details.kind
    kind.mkdir(parents=True, exist_ok=True)
    (kind / file).write_text(words, encoding="utf-8")
    built = build(open_workspace(tmp_path / "papers"), name)
    assert any(
        one.code == "PAGE-ELSEWHERE" and message in one.message and one.severity is Severity.ERROR
        for one in built.findings
    ), [str(one) for one in built.findings]
    assert not list((tmp_path / "papers" / "out").glob("*.html"))
