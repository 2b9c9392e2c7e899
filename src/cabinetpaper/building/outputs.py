"""Write the outputs of a composed paper, each only where something has changed for it, and put them into place.

In: `Composed`, what an earlier build left, the process that draws PDFs. Out: `Underway`, while the PDF is drawn and the
next paper may be composed; then, by `finish`, the outputs in out/, all or none, with what was noticed. A file that
would be the same is not written again, so that its date says when it last changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.building.built import Built, Step
from cabinetpaper.building.composed import Composed, OutdatedError, epoch
from cabinetpaper.building.drafts import Draft
from cabinetpaper.building.earlier import Earlier, keep_earlier, of_job
from cabinetpaper.building.manifest import digest, made_with, manifest, written_digests
from cabinetpaper.building.statement import outside_verdicts, state
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import Contents, blocks_of, to_json
from cabinetpaper.paper.base import Base
from cabinetpaper.workspace import Entry, Record, alone, inside, save_all
from cabinetpaper.workspace.disk import digest_of
from cabinetpaper.workspace.names import too_long
from cabinetpaper.workspace.placing import kept_aside, looked_at_again

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.job import Written
    from cabinetpaper.writers.pdf.process import PdfProcess

CODES: Final[dict[str, str]] = {
    "PDF-OLD": "No PDF was made, and the one in out/ is of an earlier build, so that it differs from the DOCX and the "
    "HTML page. Do not publish it.",
    "PAGE-ELSEWHERE": "The page would take something from another place, or run a script, in whoever’s browser it is "
    "opened. A paper’s page needs nothing but itself: carry the picture or font in the style sheet as a data address, "
    "and take scripts out of the page template.",
}

_TRIES: Final = 5
"""How often the outputs are looked at anew where somebody saves one of them just when they are put into place."""

_NEVER_WITHOUT: Final = ("PDF-RESOURCE", "PAGE-ELSEWHERE")
"""What stops the build: a picture or a style sheet that the PDF lacks is missing from the page too, and what the page
takes from elsewhere tells somebody who reads it.
"""


@dataclass(frozen=True)
class Underway:
    """A paper whose PDF is being drawn: the digest of all that it is made from, the page, the digest of the PDF's job,
    the PDF when it is done, the DOCX given the PDF's pages.
    """

    composed: Composed
    made_from: str
    page: bytes
    job: str
    pdf: Callable[[], Written]
    docx: Callable[[Mapping[str, int]], bytes]


def unchanged(composed: Composed, earlier: Earlier) -> Built | None:
    """Return what is in out/ where it is all there as the earlier build wrote it, under the names that this one would
    give. What the record has lost of it is put back.
    """
    from cabinetpaper.writers.pdf import unprintable

    draft = composed.draft
    names = _names(composed, draft, ("html", "pdf"))
    if not earlier.still_in(composed.workspace.out, names.values()):
        return None
    with alone(composed.workspace.root):
        recorded = _recorded(composed, earlier.outputs[draft.name])
        if lost := {path: data for path, data in recorded.items() if digest_of(path) != digest(data)}:
            save_all(composed.workspace.root, lost, journal=True)
    files = {kind: composed.workspace.out / name for kind, name in names.items()}
    findings = (
        *composed.findings,
        *unprintable(composed.edition.paper, earlier.boxes),
        *earlier.findings,
        *draft.findings(),
        *earlier.examined,
    )
    return Built(files, findings, json.loads(files["manifest"].read_bytes()), unchanged=True)


def begin(composed: Composed, made_from: str, earlier: Earlier | None, pdf: PdfProcess, step: Step) -> Underway:
    """Have the PDF drawn, unless the earlier one was made from the same, and meanwhile write what does not depend on
    it.
    """
    from cabinetpaper.writers.docx import write_docx
    from cabinetpaper.writers.html import write_html
    from cabinetpaper.writers.pdf import prepare
    from cabinetpaper.writers.pdf.job import Written

    edition, looks, drawings = composed.edition, composed.loaded.looks, composed.drawings
    paper, own = edition.paper, partial(dict[str, Any], look=looks.look, logo=looks.logo)
    stated = epoch()  # no date, since the same input gives the same bytes, unless SOURCE_DATE_EPOCH sets it
    created = datetime.fromtimestamp(int(stated), UTC).isoformat() if stated else ""
    job = prepare(
        paper,
        drawings,
        **own(page=looks.page, css=looks.css, print_css=looks.print_css, assets=looks.assets, created=created),
    )
    key = of_job(job)
    path = composed.workspace.out / f"{composed.name}.pdf"
    there = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if earlier and earlier.job == key and digest(there) == earlier.outputs.get(path.name):
        drawn = partial(Written, there, earlier.findings, earlier.pages, earlier.boxes)
    else:
        drawn = partial(_drawn, pdf.send(job))
    step("Writing the HTML page")
    page = write_html(paper, drawings, **own(page=looks.page, css=looks.css)).encode()
    snippets = tuple((file, digest(source.encode())) for file, source in edition.snippets.items())
    base = Base.of(paper, composed.build, snippets)

    def docx(pages: Mapping[str, int]) -> bytes:
        step("Writing the DOCX")
        return write_docx(paper, drawings, **own(reference=looks.reference, base=base, pages=pages))

    if any(blocks_of(paper, Contents)):  # it shows the PDF's pages in the DOCX too, which is then written last
        return Underway(composed, made_from, page, key, drawn, docx)
    written = docx({})
    return Underway(composed, made_from, page, key, drawn, lambda _: written)


def finish(underway: Underway, step: Step) -> Built:  # noqa: PLR0915 - what is looked at, and what is then put into place
    """Wait for the PDF and put the outputs, the manifest and the record into place; raise `CabinetPaperError` where
    that cannot be done, and `OutdatedError` where what the paper was made from has been saved since it was read.

    The last moment decides: where somebody saves one of the outputs just then, everything is looked at again.
    """
    from cabinetpaper.writers.pdf import unprintable

    composed, workspace = underway.composed, underway.composed.workspace
    step("Writing the PDF")
    pdf = underway.pdf()
    outputs = {"docx": underway.docx(pdf.pages), "html": underway.page}
    if pdf.data:
        outputs["pdf"] = pdf.data
        noticed = (*unprintable(composed.edition.paper, pdf.boxes), *pdf.findings)
    else:
        noticed = (*pdf.findings, *_old_pdf(workspace.out / f"{composed.name}.pdf"))
    noticed = (*noticed, *_elsewhere(underway.page, f"templates/{composed.loaded.details.kind}"))
    if any(one.code in _NEVER_WITHOUT for one in noticed):
        return Built(findings=(*composed.findings, *noticed))
    step("Saving")
    kept: tuple[Finding, ...] = ()
    for _ in range(_TRIES):
        draft = composed.draft  # looked at anew: somebody may have edited the last one while this one was made
        names = _names(composed, draft, tuple(outputs))
        named = {names[kind]: data for kind, data in outputs.items()}
        verdicts = outside_verdicts(workspace.out)
        stated = {
            name: state(name, data, verdicts.get(digest(data), ()), examined=composed.edition.published)
            for name, data in named.items()
        }
        examined = tuple(one for _, found in stated.values() for one in found)
        findings = (*composed.findings, *noticed, *draft.findings(), *examined)
        entries = manifest(
            composed.name,
            composed.build,
            composed.inputs,
            named,
            findings,
            epoch(),
            composed.loaded.scorecard.observations,
            {name: entry for name, (entry, _) in stated.items()},
        )
        written = {**outputs, "manifest": json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"}
        files = {kind: inside(workspace.root, f"out/{name}") for kind, name in names.items()}
        shown = {path: f"out/{path.name}" for path in files.values()}
        if long := [finding for path in files.values() if (finding := too_long(path, shown[path]))]:
            raise CabinetPaperError(long)
        # The record of the build is in place before its DOCX is, and the manifest after all that it names: a build that
        # is stopped in between leaves nothing that looks edited, and a manifest whose digests tell what it does not
        # speak of.
        with alone(workspace.root):
            if changed := composed.loaded.outdated(workspace.files):
                raise OutdatedError(changed)
            recorded = _recorded(composed, digest(outputs["docx"]))
            wanted = {**recorded, **{files[kind]: data for kind, data in written.items()}}
            seen = {**{path: digest_of(path) for path in wanted}, files["docx"]: draft.seen}
            before = written_digests(files["manifest"])
            for kind in ("html", "pdf"):  # made anew by each build; what somebody has made of them is kept beside
                if (path := files.get(kind)) and seen[path] not in ("", before.get(path.name, seen[path])):
                    kept = (*kept, *kept_aside(workspace.root, path))
                    seen[path] = ""
            try:
                told = save_all(
                    workspace.root,
                    {path: data for path, data in wanted.items() if seen[path] != digest(data)},
                    shown,
                    journal=True,
                    seen=seen,
                )
            except CabinetPaperError as error:
                kept = _theirs(workspace.root, error, files, kept)
                continue
            Record(workspace.root).prune(workspace.settings.builds.keep)
            if composed.edition.exempt:  # what was printed of it once is not laid by
                told = (*told, *looked_at_again(workspace.root))
        digests = {names[kind]: digest(data) for kind, data in written.items()}
        job = underway.job if pdf.data else ""
        now = Earlier(underway.made_from, digests, job, pdf.findings, pdf.pages, pdf.boxes, examined)
        keep_earlier(composed.cache, composed.name, now)
        return Built(files, (*findings, *kept, *told), entries)
    message = f"Somebody has saved files in out/ {_TRIES} times while this build put its own there; theirs are kept"
    remedy = "Close them in other programs and build again."
    raise CabinetPaperError((*kept, Finding.error("OUTPUT-CHANGED", message, remedy, Place("out"))))


def _theirs(
    root: Path, error: CabinetPaperError, files: Mapping[str, Path], kept: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Return what is to be told of the files that were saved at the last moment, beside what is `kept` already; raise
    other failures again. An edited DOCX keeps its name, and the paper takes the next; another output of somebody's is
    kept under a new one.
    """
    changed = [one for one in error.findings if one.code == "OUTPUT-CHANGED"]
    if not changed:
        raise CabinetPaperError((*kept, *error.findings)) from error
    told = (*kept, *(one for one in error.findings if one.code != "OUTPUT-CHANGED"))
    for one in changed:
        path = root / one.place.file
        if path in files.values() and path != files["docx"]:
            told = (*told, *kept_aside(root, path))
    return told


def _elsewhere(page: bytes, template: str) -> Iterator[Finding]:
    """Yield an error for each way in which the page leaves its file; the template and its style sheets alone can say
    so, since all else is filled in as words.
    """
    from cabinetpaper.conformance import leaves_file

    remedy = "Carry pictures and fonts in the style sheet as data addresses, and take scripts out of the page template"
    for message, where in leaves_file(page):
        yield Finding.error("PAGE-ELSEWHERE", message, remedy, Place(template, detail=where))


def _recorded(composed: Composed, docx: str) -> dict[Path, bytes]:
    """Return the files of the record that hold this build."""
    edition = composed.edition
    printed = to_json(edition.paper).encode()
    entry = Entry(
        composed.build,
        edition.paper.id,
        composed.name,
        edition.variant,
        source_date_epoch=epoch(),
        made_with=made_with(),
        printed=digest(printed),
        docx=(docx,),
    )
    return Record(composed.workspace.root).additions(entry, composed.loaded.files.values(), printed, composed.inputs)


def _drawn(future: Future[Written]) -> Written:
    """Return the PDF when it is done; without its bytes where it could not be made, with the findings that say why."""
    from cabinetpaper.writers.pdf.job import Written

    try:
        return future.result()
    except CabinetPaperError as error:
        return Written(b"", error.findings)


def _old_pdf(path: Path) -> tuple[Finding, ...]:
    """Return a warning where the PDF in out/ is that of an earlier build."""
    if not path.exists():
        return ()
    message, remedy = "This PDF is of an earlier build; none was made now", "Do not publish it with the new DOCX."
    return (Finding.warning("PDF-OLD", message, remedy, Place(f"out/{path.name}")),)


def _names(composed: Composed, draft: Draft, kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the name of each output by its kind, the manifest last."""
    others = {kind: f"{composed.name}.{kind}" for kind in kinds if kind != "docx"}
    return {"docx": draft.name, **others, "manifest": f"{composed.name}.manifest.json"}
