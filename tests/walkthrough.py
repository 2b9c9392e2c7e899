"""Follow a page of the docs as its reader would: write the files that it shows, run the commands, compare what they
print.

A fenced block whose info string is a language and a path (```toml cabinetpaper.toml) is a file to save. In a block that
begins ```console a line after `$ ` is a command and what follows is what it prints, in this order; a line `…` stands
for any lines, and `…` inside a line for any text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One thing that the page asks for: a file to save (`path`, `text`), or a command (`command`) and what it prints
    (`text`).
    """

    text: str
    path: str = ""
    command: str = ""


def steps(page: str, label: str = "") -> Iterator[Step]:
    """Return the steps of a page in order; with a label only the console blocks that carry it, ```console label."""
    for language, info, body in BLOCK.findall(page):
        if language == "console" and info == label:
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                yield Step(printed, command=command.split("  #")[0].strip())
        elif language != "console" and info and not label:
            yield Step(body, path=info)


def follow(page: str, place: Path, label: str = "") -> list[str]:
    """Return, for each command of the page that printed something else than shown, the command, what is shown and what
    came.
    """
    wrong: list[str] = []
    here = place
    for step in steps(page, label):
        if step.path:
            file = here / step.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
        elif step.command.startswith("cd "):
            here = here / step.command.removeprefix("cd ")
        elif step.command.startswith("mv "):
            _, old, new = step.command.split()
            (here / old).rename(here / new)
        else:
            printed = run(step.command, here)
            if not as_shown(step.text, printed):
                wrong.append(f"$ {step.command}\n-- shown:\n{step.text}-- printed:\n{printed}")
    return wrong


def run(command: str, here: Path) -> str:
    """Return what the command prints, messages and data together."""
    words = command.split()
    assert words[0] == "cabinetpaper", f"the docs run {words[0]}"
    arguments = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)[1:]]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "cabinetpaper", *arguments],
        cwd=here,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=100,
    )
    return done.stdout.decode("utf-8")


def as_shown(shown: str, printed: str) -> bool:
    """Return whether the printed text is what the page shows, where `…` stands for anything."""
    pattern = r"\s*\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*")
        for line in shown.rstrip().splitlines()
    )
    return re.fullmatch(pattern + r"\s*", printed) is not None
