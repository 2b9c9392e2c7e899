"""What a verb says: data on stdout, messages on stderr, as text or as JSON.

In: findings and the verb's own data. Out: printed lines and the exit code. The JSON form is versioned: one object per
run, with `format`, `verb`, the verb's data and `findings`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import click

from cabinetpaper.cli.console import is_utf8
from cabinetpaper.finding import Finding, Severity

JSON_FORMAT: Final = 1
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 1 where a finding is an error, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity: `1 error, 12 warnings, no notes` without the empty ones."""
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{counts[one]} {one.value}{'' if counts[one] == 1 else 's'}" for one in Severity if counts[one]]
    return ", ".join(parts)


@dataclass(frozen=True)
class Report:
    """How this run speaks: its verb, whether it is quiet, and its form, `text` or `json`."""

    verb: str
    quiet: bool
    form: str

    KEY: ClassVar[str] = "cabinetpaper.report"

    @property
    def json(self) -> bool:
        """Return whether one JSON object is printed and nothing else."""
        return self.form == "json"

    def say(self, text: str) -> None:
        """Print a message for the person at the keyboard; not when quiet, not beside JSON."""
        if not self.quiet and not self.json:
            click.echo(text, err=True)

    def tell(self, findings: Iterable[Finding], *, data: bool = False) -> None:
        """Print the findings, gravest first: on stdout where they are the data, else on stderr. When quiet, errors
        only.
        """
        if self.json:
            return
        chosen = sorted(
            (one for one in findings if not self.quiet or one.severity is Severity.ERROR),
            key=lambda one: one.severity.order,
        )
        for finding in chosen:
            word = finding.severity.value
            text = str(finding).replace(
                f"{word}: ", click.style(f"{word}:", fg=_COLOURS[finding.severity], bold=True) + " ", 1
            )
            click.echo(text, err=not data)

    def give(self, text: str, **data: Any) -> None:
        """Print the verb's data: the text, or the JSON object made of `data`."""
        if self.json:
            whole: Mapping[str, Any] = {"format": JSON_FORMAT, "verb": self.verb, **data}
            click.echo(json.dumps(whole, ensure_ascii=not is_utf8(getattr(sys.stdout, "encoding", "")), indent=2))
        elif text:
            click.echo(text)

    def failed(self, findings: tuple[Finding, ...]) -> None:
        """Print why nothing could be made."""
        if self.json:
            self.give("", findings=[finding.form() for finding in findings])
        else:
            self.tell(findings)
