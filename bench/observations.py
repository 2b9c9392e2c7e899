"""Measure loading, rating and counting many observations: what a council's whole history costs.

    python bench/observations.py [--measures 2000] [--periods 50] [--steps 4] [--profile]

The CSV files are made by rule, in memory. Each size is measured in a process of its own: seconds of cpu (user and
system) for reading, for rating every measure, for the tallies, and the peak memory of the process. Sizes double from
step to step, so that the growth can be seen: linear means that the cost for a thousand observations stays the same."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from datetime import date

AIM_SECONDS, AIM_MIB = 3.0, 500


def workload(measures: int, periods: int) -> dict[str, bytes]:
    """Return the tidy files of so many measures with so many months each; no random numbers, so that every run is
    alike.
    """
    ids = [f"m{number:05d}" for number in range(measures)]
    kinds = (("percent", "higher"), ("count", "lower"), ("rate", "lower"), ("days", "higher"))
    kpis = ["id,name,directorate,unit,polarity"]
    kpis += [f"{one},Measure {number},d{number % 8},{','.join(kinds[number % 4])}" for number, one in enumerate(ids)]
    months = [f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(periods)]
    rows = ["measure,period,value"]
    for number, one in enumerate(ids):
        sign = "%" if number % 4 == 0 else ""
        rows += [
            f"{one},{month},{(number * 7 + at * 13) % 90 + 1}.{(number + at) % 10}{sign}"
            for at, month in enumerate(months)
        ]
    aims = ["measure,target", *(f"{one},{40 + number % 20}" for number, one in enumerate(ids))]
    others = ["measure,comparator,value", *(f"{one},England,{45 + number % 10}" for number, one in enumerate(ids))]
    return {
        f"data/{name}.csv": "\n".join(lines).encode()
        for name, lines in (("measures", kpis), ("observations", rows), ("targets", aims), ("comparators", others))
    }


def measure(measures: int, periods: int, profile: bool) -> dict[str, float]:
    """Return the seconds of cpu of each part and the peak MiB, in this very process."""
    import resource

    from cabinetpaper.measure import Directorate
    from cabinetpaper.period import Period
    from cabinetpaper.scorecard import assess, tally
    from cabinetpaper.settings import Settings
    from cabinetpaper.sources import read_scorecard

    files = workload(measures, periods)
    house = Settings(directorates=tuple(Directorate(f"d{number}", f"Directorate {number}") for number in range(8)))
    if profile:
        import cProfile

        recorder = cProfile.Profile()
        recorder.enable()
    started = time.process_time()
    sourced = read_scorecard(files, house, Period.parse("Q1 2024/25"), date(2030, 1, 1))
    loaded = time.process_time()
    assessed = [assess(sourced.scorecard, one) for one in sourced.scorecard.measures]
    rated = time.process_time()
    counts = [tally(one for one in assessed if one.measure.directorate == own.id) for own in house.directorates]
    counted = time.process_time()
    if profile:
        recorder.disable()
        recorder.print_stats("tottime")
    expected = measures * periods
    if (
        sourced.findings
        or len(sourced.scorecard.observations) != expected
        or sum(one.total for one in counts) != measures
    ):
        raise SystemExit(
            f"not what was expected: {len(sourced.scorecard.observations)} of {expected} observations, "
            f"{sourced.findings[:3]}"
        )
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"load": loaded - started, "rate": rated - loaded, "tally": counted - rated, "mib": peak}


def main() -> None:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", type=int, default=2000)
    parser.add_argument("--periods", type=int, default=50)
    parser.add_argument("--steps", type=int, default=4, help="how many sizes, each half of the next")
    parser.add_argument("--profile", action="store_true", help="show where the time of the largest size goes")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone or asked.profile:
        print(json.dumps(measure(asked.measures, asked.periods, asked.profile)))
        return
    print("| measures | observations | load s | rate s | tally s | cpu s | per 1,000 ms | peak MiB |")
    print("|---|---|---|---|---|---|---|---|")
    for step in reversed(range(asked.steps)):
        measures = asked.measures >> step
        command = [sys.executable, __file__, "--alone", "--measures", str(measures), "--periods", str(asked.periods)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        total, observations = found["load"] + found["rate"] + found["tally"], measures * asked.periods
        cells = [
            f"{measures:,}",
            f"{observations:,}",
            *(f"{found[name]:.2f}" for name in ("load", "rate", "tally")),
            f"{total:.2f}",
        ]
        print(
            f"| {' | '.join([*cells, f'{total * 1_000_000 / observations:.1f}', format(found['mib'], '.0f')])} |",
            flush=True,
        )
    print(f"\nAim at 100,000 observations: under {AIM_SECONDS:g} s of cpu and {AIM_MIB} MiB.")


if __name__ == "__main__":
    main()
