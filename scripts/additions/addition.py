"""What an addition to the program is made of: whole new files, and lines changed in files that are there.

In: text. Out: values that are put into a copy of the program, and taken out again change by change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import ndiff
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """Lines of a file, as they are and as they become; the old ones stand in it exactly once."""

    file: str
    old: str
    new: str

    def apply(self, folder: Path) -> None:
        """Put the new lines in the place of the old ones."""
        _replace(folder / self.file, self.old, self.new)

    def undo(self, folder: Path) -> None:
        """Put the old lines in the place of the new ones."""
        _replace(folder / self.file, self.new, self.old)

    @property
    def lines(self) -> int:
        """Return how many lines it adds or rewrites, empty ones too."""
        return added(self.old, self.new)


@dataclass(frozen=True)
class Addition:
    """One more of a kind of thing: `new` files and `changes` of the program, its pages and looks; `tests` of its own,
    `in_tests` what changes in those that are there. `pages` are written anew by pytest with --accept, by the test that
    holds them. `passes` are the tests that must pass, and that notice what was forgotten where the type checker does
    not; `laws` must pass too.
    """

    name: str
    new: Mapping[str, str]
    changes: tuple[Change, ...]
    tests: Mapping[str, str]
    passes: tuple[str, ...]
    laws: tuple[str, ...] = ()
    in_tests: tuple[Change, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    elsewhere: int | None = None
    """How many lines it may need in files that are there, tests apart; any number if None."""


def added(old: str, new: str) -> int:
    """Return how many lines of a text are not those of another."""
    return sum(line.startswith("+ ") for line in ndiff(old.splitlines(), new.splitlines()))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{path.name} has {text.count(old)} times, not once:\n{old}")
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
