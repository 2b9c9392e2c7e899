"""Run as a program by test_power_cut: build a paper, or save a set of files, and be killed on the way.

    python interrupted.py build ROOT            one build of the paper q1; the PDF is a stand-in unless
    CABINETPAPER_POWER_CUTS is set python interrupted.py save ROOT STEP        save a new set over an old one; before
    the STEP-th change of a file the program kills itself

Prints the number of steps where it was not killed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from cabinetpaper.workspace.disk import Home
from cabinetpaper.workspace.journal import alone
from cabinetpaper.workspace.saving import save_all

OLD, NEW = b"old " * 5_000, b"new " * 6_000
SET = ("out/q1.docx", "out/q1.html", "out/q1.pdf", "out/q1.manifest.json")
MEMORY = (".cabinetpaper/record/builds/q1/b2.json", ".cabinetpaper/record/files/ab/abcd")


def killed() -> None:
    """End at once, as when the power goes: no handler, no `finally`, no flush."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def save(root: Path, step: int) -> int:
    """Save the new set, killed before the change with that number; return how many there are."""
    steps = count(1)

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            if next(steps) == step:
                killed()
            return change(*args, **named)

        return run

    owners = (Home, ("replace", "put", "remove", "opened")), (os, ("fsync", "mkdir", "link", "unlink", "replace"))
    for owner, names in owners:
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))
    with alone(root):
        save_all(root, {root / name: NEW for name in (*MEMORY, *SET)}, journal=True)
    return next(steps) - 1


def build(root: Path) -> None:
    """Build the paper."""
    from cabinetpaper.building import build as build_paper
    from cabinetpaper.workspace import open_workspace

    if not os.environ.get("CABINETPAPER_POWER_CUTS"):
        import cabinetpaper.writers.pdf.process as process
        from test_building import Quick

        process.start_pdf = Quick  # type: ignore[assignment]
    build_paper(open_workspace(root), "q1")


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]))
    else:
        sys.stdout.write(str(save(Path(sys.argv[2]), int(sys.argv[3]))))
