"""A TOML text is read as Python reads it, and every value of it is found where it stands."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.toml_text import Path, TomlError, parse

KEYS = st.one_of(
    st.sampled_from(["a", "b", "c-d", "1", '"q r"', "'l.t'", '"\\u00e9\\"x"']),
    st.text(st.sampled_from("xyz"), min_size=1, max_size=2),
)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join)
BASIC = st.lists(
    st.sampled_from(["a", "é", " ", "#", "'", ",", "]", "\\\\", '\\"', "\\n", "\\u2019", "\\U0001F600"])
).map("".join)
LINES = st.lists(st.sampled_from(["a", " ", "\n", '"', "\\\n   \n  ", '\\"', "\\t", "\\\\", "]", "#", "= 1\n"])).map(
    "".join
)
LITERAL = st.text(st.sampled_from('ab\\ "#,]}é'))
TEXTS = st.one_of(
    BASIC.map(lambda words: f'"{words}"'),
    LITERAL.map(lambda words: f"'{words}'"),
    LINES.map(lambda words: f'"""{words}"""'),
    LITERAL.map(lambda words: f"'''\n{words}'''"),
)
OTHERS = st.sampled_from(["1", "-2.5", "true", "1979-05-27 07:32:00", "2024-09-17", "07:32:00", "inf"])


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    space = st.sampled_from(["", " ", "\n ", " # a, ] note\n"])
    lists = st.tuples(space, st.lists(st.tuples(inner, space).map("".join), max_size=3).map(",".join)).map("".join)
    tables = st.lists(st.tuples(DOTTED, inner).map(" = ".join), max_size=3).map(", ".join)
    return st.one_of(lists.map(lambda words: f"[{words}]"), tables.map(lambda words: f"{{ {words} }}"))


VALUES = st.recursive(st.one_of(TEXTS, TEXTS, OTHERS), _nested, max_leaves=5)
STATEMENTS = st.one_of(
    st.tuples(DOTTED, VALUES).map(" = ".join),
    st.tuples(DOTTED, VALUES).map(lambda parts: f"  {parts[0]}={parts[1]}  # note = 'x'"),
    DOTTED.map(lambda name: f"[{name}]"),
    DOTTED.map(lambda name: f"[[ {name} ]]"),
    st.just(""),
    st.just("# x = 'y'"),
)
DOCUMENTS = st.lists(STATEMENTS, max_size=8).map("\n".join)


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Return every text among the entries, with the way to it."""
    if isinstance(value, str):
        yield path, value
    for step, own in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from texts(own, (*path, step))


def tables(value: Any, path: Path = ()) -> Iterator[Path]:
    """Return the way to every entry."""
    for step, own in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, step)
        yield from tables(own, (*path, step))


def test_every_character_of_every_text_is_found_where_it_is_written() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=400, deadline=None)
    @given(DOCUMENTS, st.sampled_from(["\n", "\r\n"]))
    def law(document: str, line_end: str) -> None:
        try:
            entries = tomllib.loads(document)
        except tomllib.TOMLDecodeError:
            with pytest.raises(TomlError):
                parse(document)
            met["broken"] += 1
            return
        read = parse(document.replace("\n", line_end))
        for path, text in texts(entries):
            places = read.characters(*path)
            assert len(places) == len(text), (path, text)
            for character, (start, end) in zip(text, places, strict=True):
                piece = read.text[start:end]
                assert piece == character or (piece[0] == "\\" and tomllib.loads(f'x = "{piece}"')["x"] == character)
                met["as it is" if piece == character else "escaped"] += 1
        for path in tables(entries):
            assert path in read._standing.begins
            met["list" if isinstance(path[-1], int) else "key"] += 1

    law()
    assert {kind for kind, count in met.items() if count > 30} == {"as it is", "escaped", "list", "key", "broken"}, met


def test_every_entry_is_found_on_its_line() -> None:
    text = (
        '# first\na = """\none\n\nb = 0\n"""\n\n# about c\n[c]\nd = [\n  1,\n  2,\n]\n[[e]]\nf = 1\n\n[[e]]\n# '
        "here\nf = 2\ng = { h = 1, i.j = 'x' }\n[e.k]\nl = 3\n[m.n]\n[m]\n"
    )
    lines: dict[Path, int] = {
        ("a",): 2,
        ("c",): 9,
        ("c", "d"): 10,
        ("c", "d", 1): 12,
        ("e",): 14,
        ("e", 0): 14,
        ("e", 1): 17,
        ("e", 1, "f"): 19,
        ("e", 1, "g", "i", "j"): 20,
        ("e", 1, "k", "l"): 22,
        ("m", "n"): 23,
        ("m",): 24,
        ("none",): 1,
        ("c", "x"): 9,
    }
    assert {path: parse(text).line(*path) for path in lines} == lines


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a = 1\nb = = 2\n", "Invalid value", 2),
        ("a = 1\nb = [1,\n", "Invalid value", 2),
        ("a = 1\na = 2\n", "Cannot overwrite a value", 2),
        ("x = " + "[" * 100_000, "Brackets are nested too deeply", 1),
        ("x = " + "[" * 50 + "]" * 50, "Tables are nested too deeply", 1),
        ("x = " + "9" * 10_000, "A number is too long", 1),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, what: str, line: int) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert (caught.value.what, caught.value.line) == (what, line)


def test_a_long_file_is_gone_through_in_a_moment() -> None:
    text = "\n".join('[[one]]\nkey = "é\\u2019 words"\nlist = ["a", "b"]' for _ in range(20_000))
    read = parse(text)
    assert read.line("one", 19_999, "list", 1) == 60_000
    assert sum(read.line("one", number) for number in range(20_000)) == sum(range(1, 60_000, 3))
