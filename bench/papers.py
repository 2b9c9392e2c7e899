"""Measure the build of all five sample papers: from nothing, again with nothing changed, with one figure and with one
sentence changed.

    python bench/papers.py [--rounds 3] [--folder FOLDER]

The floor is the PDF engine alone: the same five printed pages, drawn one after another by WeasyPrint with `pdf/ua-1` in
one process (`peers/engine_alone.py`): no data, no charts to draw, no DOCX, no page, no checks. Contenders take turns,
after one round that does not count; what is printed are medians, ratios to the floor paired within each round, and
memory and seconds for each page of the PDFs that were drawn."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from measuring import Contender, Run, measured, peak

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCES = ("cabinetpaper.toml", "data", "narratives", "templates")
FIGURE = ("data/observations.csv", "cic_rate,Q1 2024/25,", (",96.1,", ",96.2,"))


def workspace(folder: Path) -> Path:
    """Return a fresh copy of the sample workspace."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def change_figure(folder: Path) -> Callable[[int], None]:
    """Return what puts the other of two figures into one cell, turn by turn."""
    path, row, (one, other) = folder / FIGURE[0], FIGURE[1], FIGURE[2]

    def change(_: int) -> None:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(place for place, line in enumerate(lines) if line.startswith(row))
        lines[at] = lines[at].replace(one, other) if one in lines[at] else lines[at].replace(other, one)
        path.write_text("".join(lines), encoding="utf-8")

    return change


def change_sentence(folder: Path) -> Callable[[int], None]:
    """Return what ends a snippet with another number of words, turn by turn."""
    path = next(iter(sorted((folder / "narratives/2024-25-q1-cabinet").rglob("*.md"))))
    text = path.read_text(encoding="utf-8").rstrip()

    def change(turn: int) -> None:
        path.write_text(f"{text} {'Again. ' * (turn % 2)}\n", encoding="utf-8")

    return change


def contenders(folder: Path) -> list[Contender]:
    """Return what is measured."""
    ours = {name: workspace(folder / name) for name in ("cold", "unchanged", "figure", "sentence")}

    def build(name: str) -> list[str]:
        return [sys.executable, "-m", "cabinetpaper", "build", "--quiet", "--workspace", str(ours[name])]

    def forget(_: int) -> None:
        for part in (".cabinetpaper", "out"):
            shutil.rmtree(ours["cold"] / part, ignore_errors=True)

    def nothing(_: int) -> None:
        return

    return [
        Contender("all five, cold", build("cold"), forget),
        Contender("nothing changed", build("unchanged"), nothing),
        Contender("one figure changed", build("figure"), change_figure(ours["figure"])),
        Contender("one sentence changed", build("sentence"), change_sentence(ours["sentence"])),
        Contender(
            "floor: the PDF engine alone",
            [sys.executable, str(HERE / "peers/engine_alone.py"), str(folder / "pages"), str(folder / "alone")],
            nothing,
        ),
    ]


def print_pages(folder: Path) -> None:
    """Write the printed page of each paper, as the engine gets it, for the floor."""
    from cabinetpaper.building import draw_charts
    from cabinetpaper.building.photographs import photographs
    from cabinetpaper.workspace import open_workspace
    from cabinetpaper.writers.pdf import prepare

    here = open_workspace(workspace(folder / "for-pages"))
    (folder / "pages").mkdir(exist_ok=True)
    for name in here.papers():
        loaded = here.load(name)
        paper, looks = here.composed(loaded).paper, loaded.looks
        drawings = {**draw_charts(here, paper, looks.look), **photographs(paper, looks.pictures)}
        job = prepare(
            paper,
            drawings,
            look=looks.look,
            page=looks.page,
            css=looks.css,
            print_css=looks.print_css,
            logo=looks.logo,
            assets=looks.assets,
        )
        (folder / "pages" / f"{name}.html").write_text(job.page, encoding="utf-8")


def pages_of(folder: Path) -> int:
    """Return how many pages the PDFs of a folder have."""
    import pikepdf

    count = 0
    for path in sorted(folder.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            count += len(pdf.pages)
    return count


def touched(folder: Path, before: dict[str, int]) -> list[str]:
    """Return the outputs that were written since `before`."""
    return sorted(path.name for path in (folder / "out").iterdir() if path.stat().st_mtime_ns != before.get(path.name))


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=HERE / "build" / "papers")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    print_pages(chosen.folder)
    measure(contenders(chosen.folder), chosen.folder, chosen.rounds)


def measure(chosen: list[Contender], folder: Path, rounds: int) -> None:
    """Run the contenders in turns and print what they took."""
    runs: dict[str, list[Run]] = {one.name: [] for one in chosen}
    for turn in range(rounds + 1):
        for one in chosen:
            run = measured(one, turn)
            if turn:  # the first round fills caches and does not count
                runs[one.name].append(run)
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "figure/out").iterdir()}
    floor = runs[chosen[-1].name]
    pages = {one.name: pages_of(folder / "cold/out") for one in (chosen[0], chosen[-1])}
    print(f"The five papers have {pages[chosen[0].name]} pages. Medians of {rounds}")
    print(f"{'':30}{'cpu s':>8}{'wall s':>8}{'peak MiB':>10}{'cpu ms/page':>13}{'MiB/page':>10}{'cpu/floor':>11}")
    for one in chosen:
        memory = peak(one, rounds + 1)
        cpu, wall = (statistics.median(getattr(run, part) for run in runs[one.name]) for part in ("cpu", "wall"))
        ratio = statistics.median(run.cpu / other.cpu for run, other in zip(runs[one.name], floor, strict=True))
        drawn = pages.get(one.name)
        each = f"{cpu / drawn * 1000:13.0f}{memory / drawn:10.1f}" if drawn else f"{'–':>13}{'–':>10}"
        print(f"{one.name:30}{cpu:8.2f}{wall:8.2f}{memory:10.0f}{each}{ratio:11.2f}")
    print(f"One figure changed writes: {', '.join(touched(folder / 'figure', before))}")


if __name__ == "__main__":
    main()
