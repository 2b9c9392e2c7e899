"""Try damaged files on every reader for as long as is asked: `scripts/fuzz.sh MINUTES [READER]`.

Out: a line for each fault, with the number that makes the same damage again; exit code 1 where there is one. With
atheris installed and a reader named, atheris leads the damage by what it reaches; without it the damage is drawn at
random.
"""

from __future__ import annotations

import sys
import time
import traceback
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]


def at_random(minutes: float, names: list[str]) -> int:
    """Return how many faults were found in the time, each told with its number."""
    from fuzzing import TARGETS

    end, tried, faults = time.monotonic() + minutes * 60, 0, 0
    for seed in count(int(time.time())):
        for name in names:
            target = TARGETS[name]
            begun = time.monotonic()
            try:
                target.attempt(target.spoilt(seed))
            except Exception:
                faults += 1
                sys.stdout.write(f"{name} {seed}: {traceback.format_exc()}\n")
            if (taken := time.monotonic() - begun) > 10:
                faults += 1
                sys.stdout.write(f"{name} {seed}: took {taken:.0f} s\n")
            tried += 1
        if time.monotonic() > end:
            break
    sys.stdout.write(f"{tried} damaged files, {faults} faults\n")
    return faults


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

    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    names = sys.argv[2:] or list(TARGETS)
    if len(names) == 1:
        try:
            with_atheris(names[0], minutes)
        except ImportError:
            sys.stdout.write("atheris is not installed; the damage is drawn at random\n")
    return 1 if at_random(minutes, names) else 0


if __name__ == "__main__":
    sys.exit(main())
