"""Words set into a sentence."""

from __future__ import annotations

import pytest

from cabinetpaper.wording import capital, listed


@pytest.mark.parametrize(
    ("words", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_has_its_joint_before_the_last(words: tuple[str, ...], said: str) -> None:
    assert listed(words) == said
    assert listed(words, "or") == said.replace(" and ", " or ")


def test_a_capital_leaves_the_rest_as_it_is() -> None:
    assert [capital(text) for text in ("close to EHC plans", "NEET", "")] == ["Close to EHC plans", "NEET", ""]
