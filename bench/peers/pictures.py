"""Charts as most would draw them: pyplot, constrained layout, a figure each, PNG at 200 dots to the inch."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content import Block


def draw(paper: Iterable[Block], folder: Path) -> None:
    """Write FOLDER/ID.png for each chart of the paper, 160 by 76 mm."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    folder.mkdir(parents=True, exist_ok=True)
    for chart in (block[1] for block in paper if block[0] == "chart"):
        figure, axes = plt.subplots(figsize=(160 / 25.4, 76 / 25.4), layout="constrained")
        axes.plot(chart.periods, chart.values, marker="o", color="#12436D", label="Actual")
        axes.axhline(chart.target, linestyle="--", color="black", label="Target")
        axes.set_title(chart.title, loc="left", fontsize=10)
        axes.tick_params(axis="x", labelrotation=45, labelsize=8)
        axes.grid(axis="y", alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False, fontsize=8)
        figure.savefig(folder / f"{chart.id}.png", dpi=200)
        plt.close(figure)
