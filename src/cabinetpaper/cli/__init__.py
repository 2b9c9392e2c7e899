"""The command line: one file a verb, loaded when it is used.

In: what an officer types. Out: data on stdout, messages on stderr, and an exit code: 0 clean (warnings allowed), 1
findings of error level, 2 wrong use or unreadable input.
"""

from __future__ import annotations

import click

from cabinetpaper.cli.verbs import Verbs, show_version

__all__ = ["main"]


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each verb explains itself: cabinetpaper build --help",
)
@click.option(
    "--version",
    is_flag=True,
    callback=show_version,
    expose_value=False,
    is_eager=True,
    help="Print the version and stop.",
)
def main() -> None:
    """Turn a quarter's figures and sentences into a Cabinet paper: DOCX, PDF and HTML."""
