"""Sentences that nobody has read yet.

In: the edition's drafted snippets, those taken over with `draft = true` still set, and those carried over from the last
paper. Out: a finding for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place

CODES: Final[dict[str, str]] = {
    "SNIPPET-DRAFTED": "No snippet was written here, so the paper prints sentences drafted from the facts. Take them "
    "over with `cabinetpaper draft` and the name that the finding gives, and add what only the service knows.",
    "SNIPPET-UNREVIEWED": "A snippet was taken over from a draft and nobody has confirmed it. Read it, change what is "
    "needed and take `draft = true` out of its front matter.",
    "SNIPPET-CARRIED": "The words are the last paper's, carried over when this one was begun, and nobody has reviewed "
    "them. Read them against the new figures, change what no longer holds and take the line `carried = …` out of the "
    "front matter.",
}

_DRAFT: Final = re.compile(r"^draft\s*=\s*true\b", re.MULTILINE)
_CARRIED: Final = re.compile(r"^carried\s*=\s*[\"']([^\"']*)", re.MULTILINE)


def drafts(subject: Subject) -> Iterator[Finding]:
    """Return the snippets that are drafts still."""
    for file in subject.edition.drafted:
        remedy = f"Take them over: cabinetpaper draft {snippet_name(file, subject.paper.id)}"
        yield subject.gap("SNIPPET-DRAFTED", "These sentences are drafted from the facts", remedy, Place(file))
    for file, source in subject.edition.snippets.items():
        front = source.split("\n+++", 1)[0] if source.lstrip("\ufeff").startswith("+++") else ""
        if (match := _DRAFT.search(front)) and file not in subject.edition.drafted:
            message, remedy = "The snippet is still marked as a draft", "Read it and take out draft = true"
            yield subject.gap("SNIPPET-UNREVIEWED", message, remedy, _line(file, source, match))
        if match := _CARRIED.search(front):
            message = f"These words are carried over from {match[1]}"
            remedy = "Read them, change what no longer holds and take out carried = …"
            yield subject.gap("SNIPPET-CARRIED", message, remedy, _line(file, source, match))


def _line(file: str, source: str, match: re.Match[str]) -> Place:
    return Place(file, source.count("\n", 0, match.start()) + 1)


def snippet_name(file: str, paper: str) -> str:
    """Return how an officer names a snippet on the command line: its path below the paper's folder, without `.md`."""
    return file.removeprefix(f"narratives/{paper}/").removesuffix(".md")
