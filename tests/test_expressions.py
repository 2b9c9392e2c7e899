"""Time grows with the text, never with its square: each regular expression of the program, and each reader built of
them.

An expression is tried with the methods that the program calls on it, on texts made of itself
(`expressions.recipes`)."""

from __future__ import annotations

import re
from functools import lru_cache, partial

import pytest

from expressions import Expression, cost, expressions, pieces, steeper, steepest
from pumped_readers import READERS

EVERY = expressions()
PARTS = 12


def test_there_are_expressions_to_try_and_each_is_tried_as_it_is_used() -> None:
    assert len(EVERY) > 200
    assert all(each.methods for each in EVERY)
    by_pattern = {each.pattern.pattern: each for each in EVERY}
    assert any("date" in str(pattern) for pattern in by_pattern)
    assert {each.module.split("/")[0] for each in EVERY} >= {"checks", "conformance", "narrative", "sources", "written"}


@pytest.mark.parametrize("part", range(PARTS))
def test_an_expression_takes_time_in_the_length_of_the_text(part: int) -> None:
    assert [(str(each), bad) for each in EVERY[part::PARTS] if (bad := steepest(each))] == []


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_time_in_the_length_of_the_text(name: str) -> None:
    reader = READERS[name]
    steep = []
    for recipe in reader.recipes():
        texts = lru_cache(maxsize=4)(partial(recipe.text, pattern=re.compile("")))
        if ratio := steeper(reader.read, texts):
            steep.append((recipe, ratio))
            break
    assert steep == []


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*x", "search"),
        (r"\[[^\]]*\]", "finditer"),
        (r"\{\{.*?\}\}", "sub"),
        (r"\w+\$", "search"),
        (r"=.*?(?=\s*(?:#.*)?$)", "sub"),
        (r"(?:a|a)*b", "match"),
        (r"(a+)+b", "fullmatch"),
        (r"\d+\s*,?\s*\d+x", "search"),
        (r"\s*[(,]?\s*y", "match"),
        (r"(.*?)[\s.]*\t[\s.]*\d", "fullmatch"),
    ],
)
def test_what_is_not_linear_is_caught(pattern: str, method: str) -> None:
    assert steepest(Expression("planted", re.compile(pattern), frozenset({method})))


def test_what_is_linear_is_let_pass() -> None:
    for pattern in (r"(?<!\s)\s*+x", r"\[[^\[\]]*\]", r"[a-z]+", r"\bword\b"):
        assert steepest(Expression("planted", re.compile(pattern), frozenset({"search", "sub"}))) is None


def test_texts_are_made_of_the_expression_itself() -> None:
    leads, repeated = pieces(re.compile(r"\(was (?:from )?([^()]+)\)"))
    assert "(was " in leads
    assert {"(was ", "from "} <= set(repeated)


def test_time_is_taken_of_the_processor_and_the_least_of_several_runs() -> None:
    runs: list[str] = []
    assert cost(runs.append, "a", 3) >= 0
    assert runs == ["a"] * 3
