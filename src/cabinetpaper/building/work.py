"""Build papers: compose each, check it, draw its charts, write what has changed of its outputs, and put that into
place.

In: a workspace and names of papers. Out: `Built` for each. An error in the sources stops a paper before anything is
written, so that the last good outputs stand; what only the PDF lacks is a finding, and DOCX and HTML are written all
the same. A set that an earlier build was stopped in the middle of is made whole before anything else is done. While the
PDF of one paper is drawn the next is composed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from cabinetpaper.building.built import Built, Progress, Step, Steps
from cabinetpaper.building.composed import OutdatedError, compose_paper
from cabinetpaper.building.earlier import earlier_build, forget, made_from
from cabinetpaper.building.outputs import Underway, begin, finish, unchanged
from cabinetpaper.building.statement import outside_verdicts
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace import Cache, Workspace, adopt, alone
from cabinetpaper.workspace import finish as finish_moves
from cabinetpaper.workspace.last_paper import paper_before
from cabinetpaper.workspace.loading import papers_on

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.process import PdfProcess

CODES: Final[dict[str, str]] = {
    "INPUT-CHANGED": "Somebody saved a file that the paper is made from while it was being built. The paper was made "
    "again with it, so that it is of the file as it stands.",
    "INPUT-CHANGING": "A file that the paper is made from was saved again each time that the paper was made. Nothing "
    "was written; the last outputs stand. Build again when it is done.",
}

_SAVED: Final = "Somebody saved this file while the paper was being built"
_TRIES: Final = 3
"""How often a paper is made whose files are saved meanwhile."""

T = TypeVar("T")


Begun = Underway | Built | CabinetPaperError | OutdatedError


@dataclass(frozen=True)
class _Wanted:
    """Which version of a paper is built, and whether everything is made `anew`, whatever stands."""

    exempt: bool = False
    record: bool = False
    anew: bool = False


def build(
    workspace: Workspace,
    paper_id: str,
    *,
    exempt: bool = False,
    record: bool = False,
    anew: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Return what was built of a paper: the public one, the `exempt` version that is not for publication, the `record`
    of its decision, or both.

    What stands in out/ as it would be made is left as it is, unless it is to be made `anew`. Raises `CabinetPaperError`
    where the paper's files cannot be read at all, or an output not written.
    """
    ((_, built),) = _each(workspace, (paper_id,), _Wanted(exempt, record, anew), progress)
    if isinstance(built, CabinetPaperError):
        raise built
    return built


def build_all(
    workspace: Workspace, paper_ids: Sequence[str], *, anew: bool = False, progress: Progress | None = None
) -> Iterator[tuple[str, Built]]:
    """Yield each paper with what was built of it, in order, but that one comes after the paper that was printed before
    it, which it is compared with. One that cannot be made has its findings alone and does not
    stop the others.
    """
    for name, built in _each(workspace, paper_ids, _Wanted(anew=anew), progress):
        yield name, Built(findings=built.findings) if isinstance(built, CabinetPaperError) else built


def _each(
    workspace: Workspace, paper_ids: Sequence[str], wanted: _Wanted, progress: Progress | None
) -> Iterator[tuple[str, Built | CabinetPaperError]]:
    from cabinetpaper.writers.pdf.process import start_pdf

    with alone(workspace.root):
        left = (*finish_moves(workspace.root), *adopt(workspace.root))
    steps = Steps(progress, len(paper_ids))
    last = _printed_before(workspace, paper_ids)
    turn = _in_turn(paper_ids, last)

    with start_pdf() as pdf:

        def begun(name: str) -> Begun:
            return _tried(partial(_begun, workspace, name, wanted, pdf, steps.of(name)))

        def ended(name: str, now: Begun) -> tuple[str, Built | CabinetPaperError]:
            changed: dict[str, None] = {}
            for _ in range(_TRIES):
                built = _tried(partial(finish, now, steps.of(name))) if isinstance(now, Underway) else now
                if not isinstance(built, OutdatedError):
                    break
                changed |= dict.fromkeys(built.files)
                now = begun(name)
            else:
                built = CabinetPaperError(
                    Finding.error("INPUT-CHANGING", _SAVED, "Build again when it is done.", Place(file))
                    for file in changed
                )
                changed = {}
            steps.end(name)
            notes = (Finding.note("INPUT-CHANGED", _SAVED, "Nothing is to be done.", Place(file)) for file in changed)
            findings = (*(left if name == turn[0] else ()), *built.findings, *notes)
            return name, CabinetPaperError(findings) if isinstance(built, CabinetPaperError) else replace(
                built, findings=findings
            )

        before: tuple[str, Begun] | None = None
        for name in turn:
            # what hidden figures can be worked out from is all that was printed before, be it by this command
            if before and (before[0] == last[name] or workspace.settings.disclosure.active):
                yield ended(*before)
                before = None
            now = begun(name)
            if before:
                yield ended(*before)
            before = name, now
        if before:
            yield ended(*before)


def _printed_before(workspace: Workspace, paper_ids: Sequence[str]) -> dict[str, str | None]:
    """Return for each paper the last one of its kind, which it is compared with."""
    papers = papers_on(workspace.files) if len(paper_ids) > 1 else {}
    return {name: paper_before(papers, name) for name in paper_ids}


def _in_turn(paper_ids: Sequence[str], last: Mapping[str, str | None]) -> list[str]:
    """Return the papers in their order, but for those that come after the one that was printed before them."""
    turn: list[str] = []

    def take(name: str) -> None:
        before = last[name]
        if before is not None and before in last:
            take(before)
        if name not in turn:
            turn.append(name)

    for name in paper_ids:
        take(name)
    return turn


def _tried(make: Callable[[], T]) -> T | CabinetPaperError | OutdatedError:
    try:
        return make()
    except (CabinetPaperError, OutdatedError) as error:
        return error


def _begun(workspace: Workspace, paper_id: str, wanted: _Wanted, pdf: PdfProcess, step: Step) -> Underway | Built:
    """Compose a paper and have its outputs written; where they are all in out/ already that is the end of it."""
    cache = Cache(workspace.root)
    if wanted.anew or earlier_build(cache, paper_id) is None:
        pdf.start()  # a PDF will be drawn, and the engine loads meanwhile
    composed = compose_paper(
        workspace, paper_id, exempt=wanted.exempt, record=wanted.record, anew=wanted.anew, step=step
    )
    if isinstance(composed, Built):
        return composed
    verdicts = outside_verdicts(workspace.out)
    own = made_from(
        composed.build, composed.edition, composed.loaded.looks, composed.drawings, composed.findings, verdicts
    )
    earlier = None if wanted.anew else earlier_build(cache, composed.name)
    if earlier and earlier.made_from == own and (built := unchanged(composed, earlier)):
        return built
    if composed.edition.exempt and not wanted.exempt:  # what it says of an earlier build may be exempt now
        forget(cache, composed.name)
    return begin(composed, own, earlier, pdf, step)
