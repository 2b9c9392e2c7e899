"""Measure whole builds of the benchmark's quarter, ours beside the peers, in the same run.

    python bench/run.py [--scales 1,4,16] [--rounds 5] [--folder FOLDER] [--only "NAME;NAME"]

Every measured thing is a fresh process, from nothing to files on disk. They take turns (round robin), after one round
that does not count, so that a busy machine hits all alike; what is printed are medians, and ratios paired within each
round. `measuring` says what is counted."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import workload
from measuring import Contender, Run, measured, peak

HERE = Path(__file__).parent


def contenders(folder: Path, template: Path) -> list[Contender]:
    """Return what is measured on one workload: the whole paper, then the paper without the figures behind its
    charts.
    """
    ours = {name: folder / f"ours-{name}" for name in ("cold", "cached", "changed", "cold-short", "cached-short")}
    for name, workspace in ours.items():
        shutil.copytree(folder / "workspace", workspace)
        if name.endswith("short"):
            workload.leave_out_chart_data(workspace)

    def build(name: str) -> list[str]:
        return [sys.executable, "-m", "cabinetpaper", "build", "--quiet", "--workspace", str(ours[name])]

    def forget(name: str, *parts: str) -> Callable[[int], None]:
        return lambda _: [shutil.rmtree(ours[name] / part, ignore_errors=True) for part in parts] and None

    def peer(script: str, out: str, *rest: str) -> list[str]:
        return [sys.executable, str(HERE / "peers" / script), str(folder / "peers"), str(folder / "out" / out), *rest]

    def nothing(_: int) -> None:
        return

    word = str(template)
    return [
        Contender("ours, cold", build("cold"), forget("cold", ".cabinetpaper", "out")),
        Contender("ours, charts unchanged", build("cached"), forget("cached", ".cabinetpaper/cache/outputs")),
        Contender(
            "ours, one figure changed", build("changed"), lambda turn: workload.change_one_figure(ours["changed"], turn)
        ),
        Contender("docxtpl + LibreOffice", peer("docxtpl_lo.py", "docxtpl", word, "appendix"), nothing),
        Contender("floor-ua", peer("floor_ua.py", "floor", "appendix"), nothing),
        Contender("short: ours, cold", build("cold-short"), forget("cold-short", ".cabinetpaper", "out")),
        Contender(
            "short: ours, charts unchanged",
            build("cached-short"),
            forget("cached-short", ".cabinetpaper/cache/outputs"),
        ),
        Contender("short: docxtpl + LibreOffice", peer("docxtpl_lo.py", "docxtpl-short", word), nothing),
        Contender("short: floor-ua", peer("floor_ua.py", "floor-short"), nothing),
    ]


def measure(
    scale: int, folder: Path, rounds: int, only: list[str], template: Path
) -> dict[str, dict[str, list[float]]]:
    """Return the figures of every round by contender, and print their medians."""
    workload.write(scale, folder)
    chosen = [one for one in contenders(folder, template) if not only or one.name.startswith(tuple(only))]
    runs: dict[str, list[Run]] = {one.name: [] for one in chosen}
    for turn in range(rounds + 1):
        for one in chosen:
            run = measured(one, turn)
            if turn:  # the first round fills caches and does not count
                runs[one.name].append(run)
    print(f"\nW{scale}: medians of {rounds}")
    print(f"{'':32}{'cpu s':>8}{'wall s':>8}{'peak MiB':>10}{'largest':>9}")
    figures = {}
    for one in chosen:
        own = runs[one.name]
        memory = peak(one, rounds + 1)
        figures[one.name] = {"cpu": [run.cpu for run in own], "wall": [run.wall for run in own], "peak": [memory]}
        cpu, wall, largest = (
            statistics.median(getattr(run, part) for run in own) for part in ("cpu", "wall", "largest")
        )
        print(f"{one.name:32}{cpu:8.2f}{wall:8.2f}{memory:10.0f}{largest:9.0f}")
    return figures


def ratio(figures: dict[str, dict[str, list[float]]], ours: str, theirs: str, part: str) -> float | None:
    """Return the median of the ratios within the rounds, ours to theirs."""
    if ours not in figures or theirs not in figures:
        return None
    return statistics.median(one / other for one, other in zip(figures[ours][part], figures[theirs][part], strict=True))


AIMS = (
    ("ours, cold", "docxtpl + LibreOffice", "cpu", 0.6),
    ("ours, cold", "docxtpl + LibreOffice", "wall", 0.5),
    ("ours, charts unchanged", "floor-ua", "cpu", 0.45),
)


def report(scale: int, figures: dict[str, dict[str, list[float]]]) -> None:
    """Print the paired ratios with their aims, for the whole and for the short paper."""
    for short in ("", "short: "):
        for ours, theirs, part, aim in AIMS:
            found = ratio(figures, short + ours, short + theirs, part)
            if found is not None:
                print(f"W{scale}  {part:4}  {short}{ours} / {theirs}: {found:.2f} (aim: at most {aim})")


def growth(found: dict[int, dict[str, dict[str, list[float]]]]) -> None:
    """Print the growth of cpu from the smallest to the largest scale, by contender: 1 is linear, less is better."""
    small, large = min(found), max(found)
    if small == large:
        return
    for name in found[small]:
        if name in found[large]:
            times = statistics.median(found[large][name]["cpu"]) / statistics.median(found[small][name]["cpu"])
            print(f"growth of cpu W{small} to W{large}, {name}: x{times:.1f}, {times * small / large:.2f} of linear")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="1", help="scales to measure, such as 1,4,16")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE / "build")
    parser.add_argument("--only", default="", help="beginnings of contenders' names, separated by semicolons")
    chosen = parser.parse_args()
    template = chosen.folder / "template.docx"
    template.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, str(HERE / "peers/docxtpl_lo.py"), "--template", str(template)], check=True)
    found = {}
    for scale in map(int, chosen.scales.split(",")):
        found[scale] = measure(
            scale,
            chosen.folder / f"W{scale}",
            chosen.rounds,
            [part for part in chosen.only.split(";") if part],
            template,
        )
        report(scale, found[scale])
    growth(found)
    (chosen.folder / "results.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
