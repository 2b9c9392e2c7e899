"""Try damaged files on every reader for as long as is asked: `python scripts/fuzz.py --minutes 60 [READER …]`.

Half of the files are damaged, half have something in them repeated many times (`tests/fuzzing.py`). Out: a line for
each fault, with the number that makes the same file again (`--seed`), and at the end a table: the files of each reader,
the tracebacks, what took more than 10 s of the processor or 500 MiB, what was written or called outside. Exit code 1
where there is a fault. Each file is read in a process of its own kind, which is ended where a file takes far too long.
With `--atheris` and a reader, atheris leads the damage by what it reaches.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]
SECONDS, MEMORY, GIVEN_UP = 10.0, 500, 120.0
"""What one file may take: seconds of the processor, MiB; after how many seconds nobody waits for it."""
SHOWN = 20
FAULTS = ("traceback", "time", "memory", "written")
TOUCHING = (
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.system",
    "os.exec",
    "subprocess.Popen",
    "socket.connect",
    "socket.getaddrinfo",
    "urllib.Request",
)


def read_files(asked: Connection) -> None:
    """Read one file after another as asked by reader and number, and answer with what is wrong, and what it took."""
    from fuzzing import OWN_FOLDER, TARGETS

    sys.dont_write_bytecode = True
    os.chdir(tempfile.mkdtemp())
    touched: list[str] = []
    reading = False

    def notice(event: str, values: tuple[Any, ...]) -> None:
        if not reading:
            return
        writes = event == "open" and (
            (isinstance(values[1], str) and set(values[1]) & set("wax+")) or values[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if writes and not str(values[0]).startswith(os.sep):
            return  # below a folder that is held open, or here, where whatever is left behind is seen
        if (writes or event in TOUCHING) and OWN_FOLDER not in _where(values) and str(values[0]) != os.devnull:
            touched.append(f"{event} {values[:2]}")

    sys.addaudithook(notice)
    while (asking := asked.recv()) is not None:
        name, seed = asking
        target = TARGETS[name]
        data = target.spoilt(seed) if seed % 2 else target.grown(seed)
        before, begun, trace = _memory(reset=True), time.process_time(), ""
        touched.clear()
        reading = True
        try:
            target.attempt(data)
        except BaseException:
            trace = traceback.format_exc()
        reading = False
        touched += [f"left behind: {path}" for path in Path().iterdir()]
        asked.send((trace, time.process_time() - begun, _memory() - before, list(touched)))


def _where(values: tuple[Any, ...]) -> str:
    """Return the path of what is touched, and of the folders held open that it is named in."""
    folders = []
    for value in values[1:]:
        with suppress(OSError):
            folders.append(str(Path(f"/proc/self/fd/{value}").readlink()) if isinstance(value, int) else "")
    return " ".join([str(values[0]), *folders])


def _memory(*, reset: bool = False) -> float:
    """Return the most memory that this process has had since it was last reset, in MiB; what it has now with
    `reset`.
    """
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        return next(
            int(line.split()[1]) / 1024 for line in Path("/proc/self/status").open() if line.startswith("VmHWM")
        )
    except OSError:
        return 0


class Trial:
    """The process that reads the files; begun anew after a file that it did not come back from."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.own, other = context.Pipe()
        self.process = context.Process(target=read_files, args=(other,), daemon=True)
        self.process.start()
        other.close()

    def of(self, name: str, seed: int) -> tuple[str, float, float, list[str]]:
        """Return what reading a file came to; EOFError where the process died, TimeoutError where it went on."""
        self.own.send((name, seed))
        if not self.own.poll(GIVEN_UP):
            self.process.kill()
            raise TimeoutError
        answer: tuple[str, float, float, list[str]] = self.own.recv()
        return answer


class Tally:
    """What the trials of one reader came to: each fault is told as it is found, the first twenty of a kind."""

    def __init__(self, name: str) -> None:
        self.name, self.files, self.slowest, self.largest = name, 0, 0.0, 0.0
        self.faults = Counter[str]()

    def add(self, seed: int, trace: str, seconds: float, memory: float, touched: list[str]) -> None:
        """Count a file that was read."""
        self.files += 1
        self.slowest, self.largest = max(self.slowest, seconds), max(self.largest, memory)
        wrong = {
            "traceback": trace,
            "time": f"{seconds:.0f} s" if seconds > SECONDS else "",
            "memory": f"{memory:.0f} MiB" if memory > MEMORY else "",
            "written": "; ".join(touched[:3]),
        }
        for fault, words in wrong.items():
            self.faults[fault] += bool(words)
            if words and self.faults[fault] <= SHOWN:
                sys.stdout.write(f"{self.name} {fault} --seed {seed}: {words}\n")
                sys.stdout.flush()

    @property
    def row(self) -> str:
        """Return the line of the table."""
        counted = " ".join(f"{self.faults[fault]:>9}" for fault in FAULTS)
        return f"{self.name:18} {self.files:>8} {counted} {self.slowest:>9.2f} {self.largest:>8.0f}\n"


def at_random(minutes: float, names: list[str], first: int) -> int:
    """Return how many faults were found in the time, and print what was done."""
    end, tallies, trial = time.monotonic() + minutes * 60, [Tally(name) for name in names], Trial()
    for seed in count(first):
        for tally in tallies:
            try:
                tally.add(seed, *trial.of(tally.name, seed))
            except TimeoutError:
                tally.add(seed, "", GIVEN_UP, 0, [])
                trial = Trial()
            except (EOFError, OSError):
                tally.add(seed, "the process died", 0, 0, [])
                trial = Trial()
        if time.monotonic() > end:
            break
    trial.own.send(None)
    headings = " ".join(f"{fault:>9}" for fault in FAULTS)
    sys.stdout.write(f"{'reader':18} {'files':>8} {headings} {'slowest s':>9} {'most MiB':>8}\n")
    sys.stdout.writelines(tally.row for tally in tallies)
    found = sum(tally.faults.total() for tally in tallies)
    files = sum(tally.files for tally in tallies)
    sys.stdout.write(f"{files} files in {minutes:g} minutes from --seed {first}, {found} faults\n")
    return found


def with_atheris(name: str, minutes: float) -> None:
    """Let atheris try one reader; it ends the program itself."""
    import atheris  # type: ignore[import-not-found]

    from fuzzing import TARGETS

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={int(minutes * 60)}", "-timeout=20"], TARGETS[name].attempt)
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and run."""
    from fuzzing import TARGETS

    parser = argparse.ArgumentParser(description="Try damaged files on every reader, or on those that are named.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the number of the first file")
    parser.add_argument("--atheris", action="store_true", help="let atheris lead the damage of one reader")
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(TARGETS))
    given = parser.parse_args()
    if unknown := set(given.readers) - set(TARGETS):
        parser.error(f"no reader is called {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if given.atheris:
        with_atheris(given.readers[0], given.minutes)
    return 1 if at_random(given.minutes, given.readers or list(TARGETS), given.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
