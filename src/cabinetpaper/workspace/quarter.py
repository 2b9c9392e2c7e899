"""Start the next period's paper from the last one's.

In: an open workspace, the new period as typed (`Q2-2024-25`), the paper to begin from. Out: the new folder in
narratives/, and what was done: standing text is carried over as it is, commentary is carried over and marked as last
time's, dates are moved on or cleared. Nothing is overwritten, and no sentence is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import CabinetPaperError, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import SectionKind
from cabinetpaper.period import MONTHS, Period, PeriodKind
from cabinetpaper.wording import capital, listed
from cabinetpaper.workspace.carried_paper import carried_paper, mentions
from cabinetpaper.workspace.journal import alone
from cabinetpaper.workspace.loading import papers_on
from cabinetpaper.workspace.names import inside
from cabinetpaper.workspace.saving import save_all

if TYPE_CHECKING:
    from cabinetpaper.narrative import Snippet
    from cabinetpaper.workspace.loading import Loaded
    from cabinetpaper.workspace.opening import Workspace

CODES: Final[dict[str, str]] = {
    "QUARTER-NAME": "The name does not say a period. Write it as Q2-2024-25, or in another of the forms that the "
    "finding lists.",
    "QUARTER-EXISTS": "The folder for the new period is there already, and nothing in it is overwritten. Go on with "
    "it, or rename it first.",
    "QUARTER-SOURCE": "It is not plain which paper to begin from: none, or several, report on an earlier period of the "
    "same length. Name one with --from.",
    "QUARTER-ORDER": "The new period is not later than that of the paper it would begin from. Name the period that "
    "follows, or another paper.",
}

_STANDING: Final = frozenset({SectionKind.REASONS, SectionKind.OPTIONS})
"""Sections whose words hold from one quarter to the next unless somebody changes them."""

_DATED: Final = re.compile(r"\b([a-z]\w*\.(?:at|forecast|target_by)\.[a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class Lost:
    """Something in a carried snippet that belongs to the old period: a name that does not exist now, or a period that
    was typed.
    """

    words: str
    place: Place


@dataclass(frozen=True)
class Started:
    """The new paper: its id and files, the snippets that stand and those to be reviewed, what changed in paper.toml,
    what no longer fits.
    """

    paper_id: str
    source: str
    files: tuple[str, ...]
    standing: tuple[str, ...]
    to_review: tuple[str, ...]
    changes: tuple[str, ...]
    names_lost: tuple[Lost, ...] = ()
    typed: tuple[Lost, ...] = ()


def period_named(name: str) -> Period:
    """Return the period that a name such as `Q2-2024-25` or `2024-25-q2` says; raise `CabinetPaperError`
    (QUARTER-NAME).
    """
    try:
        return Period.parse(name)
    except ValueError as error:
        _, _, forms = str(error).partition("; ")
        raise CabinetPaperError.of(
            "QUARTER-NAME", f"“{name}” is not a period", f"{capital(forms)}, with - for spaces and /"
        ) from error


def start_quarter(workspace: Workspace, name: str, source: str | None = None) -> Started:
    """Make the folder of the new period's paper and return what was done; raise `CabinetPaperError` rather than
    overwrite or guess.
    """
    period = period_named(name)
    old_id, old = _source(workspace, period, source)
    if period <= old:
        raise CabinetPaperError.of(
            "QUARTER-ORDER",
            f"{period.label} is not later than {old.label}, which {old_id} reports on",
            "Name the period that follows",
        )
    loaded = workspace.load(old_id, exempt=True)
    new_id = _folder(old_id, old, period, loaded.details.kind)
    folder = inside(workspace.root, f"narratives/{new_id}")
    remedy = "Go on with it, or rename it first"
    there_already = CabinetPaperError.of(
        "QUARTER-EXISTS", "The folder for the new period is there already", remedy, Place(f"narratives/{new_id}")
    )
    if folder.exists():
        raise there_already
    text = (workspace.root / "narratives" / old_id / "paper.toml").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    paper, changes = carried_paper(f"narratives/{old_id}/paper.toml", text, old, period)
    files: dict[str, str] = {}
    standing: list[str] = []
    to_review: list[str] = []
    for snippet in loaded.snippets:
        file = f"narratives/{new_id}/{snippet.file.removeprefix(f'narratives/{old_id}/')}"
        stands = _stands(snippet, loaded)
        (standing if stands else to_review).append(file)
        files[file] = snippet.source if stands else _marked(snippet, old_id)
    files[f"narratives/{new_id}/paper.toml"] = paper  # the last, so that a build beside this sees all of it or none
    paths = {file: inside(workspace.root, file) for file in files}
    with alone(workspace.root):
        if folder.exists():  # somebody else began it meanwhile
            raise there_already
        data = {paths[file]: words.encode() for file, words in files.items()}
        save_all(workspace.root, data, {path: file for file, path in paths.items()}, seen={})
    started = Started(
        new_id,
        old_id,
        tuple(sorted(files, key=lambda file: not file.endswith("/paper.toml"))),
        tuple(standing),
        tuple(to_review),
        changes,
    )
    return _examined(workspace, started, old)


def _source(workspace: Workspace, period: Period, named: str | None) -> tuple[str, Period]:
    """Return the paper to begin from and its period: the one named, else the only one of the latest earlier period of
    the same length.
    """
    periods = {name: period for name, (_, period) in papers_on(workspace.files).items()}
    if named is not None:
        if named not in periods:
            remedy = advice(named, periods, "The papers are") if periods else "There is no paper to begin from."
            raise CabinetPaperError.of("QUARTER-SOURCE", f"There is no paper “{named}” with a period", remedy)
        return named, periods[named]
    earlier = {one: own for one, own in periods.items() if own.kind is period.kind and own < period}
    latest = [one for one, own in earlier.items() if own == max(earlier.values())]
    if len(latest) == 1:
        return latest[0], earlier[latest[0]]
    if latest:
        raise CabinetPaperError.of(
            "QUARTER-SOURCE",
            f"Several papers report on {earlier[latest[0]].label}: {listed(latest)}",
            "Name one with --from.",
        )
    same = [one for one, own in periods.items() if own == period]
    if same:
        remedy = "Go on with it, or rename it first"
        raise CabinetPaperError.of(
            "QUARTER-EXISTS", f"{same[0]} reports on {period.label} already", remedy, Place(f"narratives/{same[0]}")
        )
    raise CabinetPaperError.of(
        "QUARTER-SOURCE",
        f"No paper reports on a {period.kind.value} before {period.label}",
        "Name a paper with --from.",
    )


def _forms(period: Period) -> tuple[str, ...]:
    """Return how a period may stand in the name of a folder, the usual form first."""
    span = f"{period.year}-{(period.year + 1) % 100:02d}"
    match period.kind:
        case PeriodKind.QUARTER:
            return (f"{span}-q{period.number}", f"q{period.number}-{span}")
        case PeriodKind.HALF:
            return (f"{span}-h{period.number}", f"h{period.number}-{span}")
        case PeriodKind.MONTH:
            month = MONTHS[period.number - 1].lower()
            return (f"{period.year}-{period.number:02d}", f"{month}-{period.year}", f"{month[:3]}-{period.year}")
        case PeriodKind.YEAR | PeriodKind.ACADEMIC:
            return (span,)
        case _:
            return (re.sub(r"[^a-z0-9]+", "-", period.label.lower()).strip("-"),)


def _folder(old_id: str, old: Period, new: Period, kind: str) -> str:
    """Return the name of the new folder: the old one's with its period moved on, else the period and the kind."""
    for before, after in zip(_forms(old), _forms(new), strict=False):
        if before in old_id.lower():
            at = old_id.lower().index(before)
            return old_id[:at] + after + old_id[at + len(before) :]
    return f"{_forms(new)[0]}-{kind}"


def _stands(snippet: Snippet, loaded: Loaded) -> bool:
    """Return whether a snippet holds from one quarter to the next: it says so, or it gives reasons or options."""
    kinds = {section.id: section.kind for section in loaded.template.sections}
    return snippet.standing or kinds.get(snippet.section) in _STANDING


_CARRIED: Final = re.compile(r"^carried\s*=.*\n", re.MULTILINE)


def _marked(snippet: Snippet, paper_id: str) -> str:
    """Return the snippet's source with `carried` in its front matter; every other character stays."""
    front, body = snippet.source[: snippet.offset], snippet.source[snippet.offset :]
    front = _CARRIED.sub("", front)
    close = front.rstrip().rindex("+++")
    return f'{front[:close]}carried = "{paper_id}"\n{front[close:]}{body}'


def _examined(workspace: Workspace, started: Started, old: Period) -> Started:
    """Return what was done with what no longer fits: dated names that the figures do not have, and the old period where
    it was typed.
    """
    from cabinetpaper.scorecard import facts

    loaded = workspace.load(started.paper_id, exempt=True)
    known: Mapping[str, object] = facts(loaded.scorecard)
    lost: list[Lost] = []
    typed: list[Lost] = []
    for snippet in loaded.snippets:
        for number, line in enumerate(snippet.body.split("\n"), 1):
            place = Place(snippet.file, snippet.line(number))
            lost += [Lost(name, place) for name in _DATED.findall(line) if name not in known]
            typed += [Lost(words, place) for words in mentions(old) if words in line]
    return replace(started, names_lost=tuple(lost), typed=tuple(typed))
