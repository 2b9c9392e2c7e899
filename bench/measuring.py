"""Run a command and account for it: what every benchmark here measures in the same way.

In: contenders, each a command with what puts its folder in order before a run. Out: seconds of cpu (user and system
time of the process and all its children, from the operating system's account of the ended process, os.wait4) and of
waiting; and, measured apart, the peak memory: the largest sum over the process and its children of their proportional
set sizes, looked at 20 times a second."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Contender:
    """Something to measure: its command, and what puts its folder in order before each run."""

    name: str
    command: list[str]
    prepare: Callable[[int], None]


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of cpu and of waiting, and peak MiB of the largest single process."""

    cpu: float
    wall: float
    largest: float


def measured(contender: Contender, turn: int) -> Run:
    """Return what one run of a contender took; stop with its last words where it fails."""
    contender.prepare(turn)
    with tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        process = subprocess.Popen(contender.command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    if process.returncode:
        sys.exit(f"{contender.name} ended with {process.returncode}:\n{said[-2000:]}")
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def peak(contender: Contender, turn: int) -> float:
    """Return the peak memory in MiB of a contender with its children, shared pages divided among those that share
    them.
    """
    contender.prepare(turn)
    process = subprocess.Popen(contender.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    highest = 0
    while process.poll() is None:
        highest = max(highest, sum(_proportional(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    return highest / 1024


def _family(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except (OSError, ValueError):
        return [pid]
    return [pid, *(one for child in children for one in _family(child))]


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
