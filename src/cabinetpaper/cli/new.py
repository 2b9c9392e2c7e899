"""`new`: a workspace to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from cabinetpaper.cli.options import Run, speaking


@click.command(short_help="make a workspace, empty or with the worked example")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--sample", is_flag=True, help="With Southampton's figures for Q1 2024/25, as a worked example.")
@speaking
def new(run: Run, folder: Path, sample: bool) -> None:
    """Make a workspace in DIR: settings, a template, and empty data files with their columns explained.

    DIR must not exist yet, or be empty.
    """
    from cabinetpaper.workspace import Workspace

    files = Workspace.create(folder, sample=sample)
    run.report.give(
        str(folder),
        workspace=str(folder),
        sample=sample,
        files=[file.relative_to(folder).as_posix() for file in files],
        findings=[],
    )
    run.report.say(f"Next:\n  cd {folder}\n  cabinetpaper {'build' if sample else 'check'}")
