"""Build papers: compose each, check it, draw its charts, write what has changed of its outputs, and put that into
place.

In: a workspace and names of papers. Out: `Built` for each. An error in the sources stops a paper before anything is
written, so that the last good outputs stand; what only the PDF lacks is a finding, and DOCX and HTML are written all
the same. A set that an earlier build was stopped in the middle of is made whole before anything else is done. While the
PDF of one paper is drawn the next is composed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cabinetpaper.building.built import Built, Progress, Step, Steps
from cabinetpaper.building.composed import compose_paper
from cabinetpaper.building.earlier import earlier_build, forget, made_from
from cabinetpaper.building.outputs import Underway, begin, finish, unchanged
from cabinetpaper.building.statement import outside_verdicts
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace import Cache, Workspace, adopt, alone
from cabinetpaper.workspace import finish as finish_moves

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.process import PdfProcess

T = TypeVar("T")


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
    """Yield each paper with what was built of it, in order; one that cannot be made has its findings alone and does not
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

    def ended(name: str, begun: Underway | Built | CabinetPaperError) -> tuple[str, Built | CabinetPaperError]:
        built = _tried(partial(finish, begun, steps.of(name))) if isinstance(begun, Underway) else begun
        steps.end(name)
        findings = (*left, *built.findings) if name == paper_ids[0] else built.findings
        return name, CabinetPaperError(findings) if isinstance(built, CabinetPaperError) else replace(
            built, findings=findings
        )

    with start_pdf() as pdf:
        before: tuple[str, Underway | Built | CabinetPaperError] | None = None
        for name in paper_ids:
            begun = _tried(partial(_begun, workspace, name, wanted, pdf, steps.of(name)))
            if before:
                yield ended(*before)
            before = name, begun
        if before:
            yield ended(*before)


def _tried(make: Callable[[], T]) -> T | CabinetPaperError:
    try:
        return make()
    except CabinetPaperError as error:
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
