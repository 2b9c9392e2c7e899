"""Add a kind of block, a check, a way to rate, a verb and a kind of chart to a copy of the program, one after the
other, and print what each costs and what notices where something was forgotten.

In: the names of additions; without any, all. Out: a table, and for each changed place what turns red without it. Exit
code 1 if an addition does not pass, needs more lines elsewhere than it may, or can be forgotten somewhere.

    scripts/additions.sh ["a kind of block" …]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from additions import ADDITIONS, Addition, Change, added

ROOT = Path(__file__).parents[2]
COPIED = ("src", "tests", "docs", "templates", "narratives", "data", "pyproject.toml", "cabinetpaper.toml", "README.md")
HEADS = """
| addition | files new | lines in them | files touched | lines elsewhere | lines of tests | green without |
|---|---|---|---|---|---|---|"""


@dataclass(frozen=True)
class Cost:
    """What an addition needed, and what was noticed of each thing left out: by whom, nobody if empty."""

    files_new: int
    lines_new: int
    files_changed: int
    lines_elsewhere: int
    lines_of_tests: int
    noticed: tuple[tuple[str, str], ...]


class Copy:
    """A copy of the program, in which the type checker waits for the next change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, folder)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of Python in the copy, on the program there."""
        paths = os.pathsep.join(str(self.folder / name) for name in ("src", "tests"))
        return subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def types(self) -> str:
        """Return the first error of the type checker, as file and line; nothing if there is none."""
        done = self.run("mypy.dmypy", "run", "--timeout", "900", "--", "src")
        found = re.search(r"^src/cabinetpaper/(\S+:\d+): error: (.*)$", done.stdout, re.MULTILINE)
        if found is None and done.returncode:
            raise SystemExit(f"The type checker could not look:\n{done.stdout}{done.stderr}")
        return "" if found is None else f"mypy, {found[1]}"

    def tests(self, *chosen: str) -> str:
        """Return the first test that fails, with its message if that names the place; nothing if all pass."""
        done = self.run("pytest", "-x", "-q", "-p", "no:cacheprovider", *chosen)
        failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
        if failed is None and done.returncode:
            raise SystemExit(f"The tests could not be run:\n{done.stdout[-4000:]}{done.stderr}")
        return "" if failed is None else failed[1]

    def red(self, chosen: tuple[str, ...]) -> str:
        """Return what turns red: the type checker, else a test; nothing if all is green."""
        return self.types() or self.tests(*chosen)


@contextmanager
def copy() -> Iterator[Copy]:
    """Return a copy, gone afterwards with its type checker."""
    with tempfile.TemporaryDirectory() as folder:
        made = Copy(Path(folder))
        try:
            yield made
        finally:
            made.run("mypy.dmypy", "stop")


def trial(addition: Addition, here: Copy) -> Cost:
    """Add it to the copy, look at each thing that may be forgotten, and leave the copy as it was; exit where it does
    not pass.
    """
    every = (*addition.changes, *addition.in_tests)
    written = {**addition.new, **addition.tests}
    touched = {name: (here.folder / name).read_bytes() for name in (*(one.file for one in every), *addition.pages)}
    for name, text in written.items():
        (here.folder / name).write_text(text, encoding="utf-8", newline="\n")
    for change in every:
        change.apply(here.folder)
    for test in addition.pages.values():
        here.run("pytest", "-q", "-p", "no:cacheprovider", test, "--accept")
    if found := here.types() or here.tests(*addition.passes, *addition.laws):
        raise SystemExit(f"{addition.name} does not pass: {found}")
    tell(f"\n{addition.name}: what turns red without")
    noticed = [without(change, addition, here) for change in every]
    for page in addition.pages:
        after = (here.folder / page).read_bytes()
        (here.folder / page).write_bytes(touched[page])
        noticed.append(_told(page, here.tests(addition.pages[page])))
        (here.folder / page).write_bytes(after)
    of_pages = sum(
        added(touched[page].decode(), (here.folder / page).read_text(encoding="utf-8"))
        for page in addition.pages
        if page.endswith(".md")
    )
    for name, data in touched.items():
        (here.folder / name).write_bytes(data)
    for name in written:
        (here.folder / name).unlink()
    return Cost(
        len(addition.new),
        sum(len(text.splitlines()) for text in addition.new.values()),
        len({change.file for change in addition.changes} | set(addition.pages)),
        sum(change.lines for change in addition.changes) + of_pages,
        sum(len(text.splitlines()) for text in addition.tests.values())
        + sum(change.lines for change in addition.in_tests),
        tuple(noticed),
    )


def without(change: Change, addition: Addition, here: Copy) -> tuple[str, str]:
    """Return a change by its file and first new line, and what turns red where it alone is not made."""
    change.undo(here.folder)
    found = here.red(addition.passes)
    change.apply(here.folder)
    line = next(line for line in change.new.splitlines() if line not in change.old.splitlines())
    return _told(f"{change.file.removeprefix('src/cabinetpaper/')}: {line.strip()[:50]}", found)


def _told(place: str, by: str) -> tuple[str, str]:
    """Print what was left out and what noticed it, and return the two."""
    tell(f"  {place:<85} {by or 'NOTHING'}")
    return place, by


def tell(text: str) -> None:
    """Print a line at once: the trial takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(names: list[str]) -> int:
    """Try the additions, print what they cost, and return the exit code."""
    chosen = [addition for addition in ADDITIONS if not names or addition.name in names]
    if len(chosen) < len(set(names)):
        raise SystemExit(f"Choose among: {', '.join(addition.name for addition in ADDITIONS)}")
    wrong, rows = [], []
    with copy() as here:
        for addition in chosen:
            cost = trial(addition, here)
            wrong += [f"{addition.name}: green without {place}" for place, by in cost.noticed if not by]
            numbers = (cost.files_new, cost.lines_new, cost.files_changed, cost.lines_elsewhere, cost.lines_of_tests)
            rows.append((addition.name, *map(str, numbers), f"{sum(not by for _, by in cost.noticed)}"))
            if addition.elsewhere is not None and cost.lines_elsewhere > addition.elsewhere:
                wrong.append(
                    f"{addition.name} needs {cost.lines_elsewhere} lines elsewhere, more than {addition.elsewhere}"
                )
    tell(HEADS)
    tell("\n".join(f"| {' | '.join(row)} |" for row in rows))
    sys.stderr.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
