"""What every test shares: the `--accept` option and the comparison of a text with its golden file."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import drawing

GOLDENS = Path(__file__).parent / "goldens"

assert drawing.Apart  # a backend is there once its module is loaded
settings.register_profile(
    "cabinetpaper", deadline=None, max_examples=60, print_blob=True, derandomize=True, backend="apart"
)
settings.load_profile("cabinetpaper")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the text goldens in tests/goldens anew, to be read in the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return `golden(name, text)`: fails with a diff unless tests/goldens/name holds the text; with --accept writes
    it.
    """

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        held = path.read_text(encoding="utf-8") if path.exists() else ""
        if held != text:
            lines = difflib.unified_diff(held.splitlines(), text.splitlines(), "accepted", "now", lineterm="", n=1)
            pytest.fail(
                f"{path.name} differs; if the new text is right, run the tests with --accept\n" + "\n".join(lines),
                pytrace=False,
            )

    return compare
