"""The group of verbs: each is a module of this package with a function of the same name, imported when it is asked for.

In: the words after `cabinetpaper`. Out: the verb's own work, and an exit code. Whatever a verb cannot do is told in
words; a traceback is shown only with CABINETPAPER_DEBUG=1.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import MutableMapping
from importlib import import_module
from typing import Any, Final

import click

from cabinetpaper.cli.console import prepare
from cabinetpaper.cli.report import Report
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.wording import capital

VERBS: Final = ("new", "map", "quarter", "build", "check", "facts", "draft", "trace", "preview", "doctor")
"""In the order in which an officer meets them."""

CODES: Final[dict[str, str]] = {
    "FILE-ACCESS": "The computer would not let the file be read or written: it may be open in another program, "
    "read-only, or on a drive that is not connected. Close it there, or ask for access.",
    "UNEXPECTED": "The program met something that it was not made for; that is a mistake of ours. Nothing in the "
    "workspace was harmed. Report it with what the message shows; CABINETPAPER_DEBUG=1 shows more.",
}


class Verbs(click.Group):
    """A group whose verbs are modules; names are listed without importing them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands: MutableMapping[str, click.Command] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs, in the order in which an officer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the verb of that name, imported now, or None."""
        if cmd_name not in VERBS:
            return None
        if cmd_name not in self.commands:
            command = getattr(import_module(f"cabinetpaper.cli.{cmd_name}"), cmd_name)
            assert isinstance(command, click.Command)  # noqa: S101 - the layout of this package, proved by a test
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that is asked for; one that does not exist is answered with the nearest and with the whole
        list.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            raise click.UsageError(f"There is no verb “{args[0]}”. {advice(args[0], VERBS)}", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; tell in words what went wrong and stop with exit code 2."""
        prepare()
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except CabinetPaperError as error:
            _stop(ctx, error.findings)
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(2)
        except OSError as error:
            _debug()
            _stop(ctx, (_file_access(error),))
        except Exception as error:
            _debug()
            _stop(ctx, (_unexpected(ctx, error),))


def _stop(ctx: click.Context, findings: tuple[Finding, ...]) -> None:
    report = ctx.meta.get(Report.KEY)
    report = report if isinstance(report, Report) else Report(ctx.invoked_subcommand or "", quiet=False, form="text")
    report.failed(findings)
    ctx.exit(2)


def _file_access(error: OSError) -> Finding:
    file = str(error.filename or "a file")
    reason = error.strerror or str(error) or type(error).__name__
    remedy = "Close it in other programs, or check that you may read and write it"
    return Finding.error("FILE-ACCESS", capital(reason), remedy, Place(file))


def _unexpected(ctx: click.Context, error: Exception) -> Finding:
    from importlib.metadata import version

    where = traceback.extract_tb(error.__traceback__)[-1]
    spot = f"{os.path.basename(where.filename)}:{where.lineno}"  # noqa: PTH119 - a name in a message, not a file that is opened
    message = (
        f"Sorry: something went wrong that is our mistake, not yours. Please report: verb {ctx.invoked_subcommand}, "
        f"version {version('cabinetpaper')}, "
        f"Python {sys.version.split()[0]} on {sys.platform}, {type(error).__name__} at {spot}: {error}"
    )
    return Finding.error("UNEXPECTED", message, "Set CABINETPAPER_DEBUG=1 and try again to see more")


def _debug() -> None:
    if os.environ.get("CABINETPAPER_DEBUG"):
        traceback.print_exc()


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version and stop."""
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"cabinetpaper {version('cabinetpaper')}")
        ctx.exit()
