"""Draw a printed page as a PDF with WeasyPrint.

In: a `Job`, plain text and bytes. Out: `Written`: the PDF and what was noticed. The engine can reach nothing but the
job's own assets and the typeface of the package: no file, no network, no other font.
"""

from __future__ import annotations

import base64
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from mimetypes import guess_type
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from cabinetpaper.finding import CabinetPaperError, Finding, Severity
from cabinetpaper.fonts import FACES, FAMILY, face_bytes
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.writers.pdf.archive import COLOURS, VARIANT, breaches, identify
from cabinetpaper.writers.pdf.colours import on_screen
from cabinetpaper.writers.pdf.engine import load_engine, only_our_fonts
from cabinetpaper.writers.pdf.glyphs import boxed, named_characters
from cabinetpaper.writers.pdf.job import Job, Written
from cabinetpaper.writers.pdf.tags import mend

CODES: Final[dict[str, str]] = {
    "PDF-RESOURCE": "The page or its style sheet names a picture, font or style sheet that was not given to the PDF. "
    "Nothing is fetched from the network or from other folders: put the file beside the template, or carry it in the "
    "page as a data address. So is a picture that is too large, broken or not what its name says, and an SVG that "
    "declares a document type.",
    "PDF-COLOUR": "A picture is made for a printing press (CMYK) and does not say whose colours it means, so those in "
    "the PDF are a guess. Save it with the colours of the screen (RGB, sRGB) and look at it again.",
    "PDF-ENGINE": "The PDF engine did not understand a part of the page or of its style sheet; the message quotes it. "
    "The rest is drawn.",
    "PDF-GLYPH": "The text holds a character that Liberation Sans cannot draw; it is printed as an empty box. Write it "
    "in another way.",
    "PDF-STANDARD": "The page template or a style sheet asks for something that a PDF for screen readers and archives "
    "(PDF/UA-1, PDF/A-2a) may not hold; the message says what and what to write instead. No PDF is written that would "
    "claim to be what it is not.",
    "PDF-FAILED": "The PDF could not be made, for a reason that is not in your files; the message has the engine's "
    "last words. Please report it.",
}

_FONT_SCHEME: Final = "cabinetpaper-font:"
_TOLD_AS_REFUSED: Final = "not given to the PDF"
_NO_GLYPH: Final = ".notdef glyph"
_FAILED: Final = ("Failed to load", "Failed to render")
"""How the engine begins what it says of a picture or style sheet that it then leaves out; a paper without it would not
be whole.
"""
_REASON: Final = "Error while rendering SVG"
_ADDRESS: Final = re.compile(r"(data:[a-z/+;0-9-]{0,40}),\S+")
_SHELF: Final = "https://beside-the-template.invalid/"
"""What a relative address is relative to; there is no such host, and nothing is asked of one."""


class _Draft(NamedTuple):
    """What one drawing came to."""

    written: Written
    missing: list[Finding]
    lacking: frozenset[str]


def draw(job: Job) -> Written:
    """Return the PDF; raise `CabinetPaperError` (PDF-RESOURCE, PDF-STANDARD, PDF-NO-PANGO, PDF-FAILED) where it cannot
    be whole.
    """
    try:
        return _drawn(job)
    except (RecursionError, MemoryError) as error:
        message = "The PDF could not be made: the page is too large, or its elements are nested too deeply"
        raise CabinetPaperError(Finding.error("PDF-FAILED", message, "Look at the page template")) from error
    except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        message = f"The PDF could not be made: {type(error).__name__}: {error}"
        raise CabinetPaperError(Finding.error("PDF-FAILED", message[:300], "Please report it")) from error


def _drawn(job: Job) -> Written:
    """Draw a job; where the engine finds characters without a glyph, draw it once more with boxes for them."""
    draft = _drafted(job)
    lacking = draft.lacking
    if lacking:
        draft = _drafted(replace(job, page=boxed(job.page, lacking)), lacking)
    if draft.lacking:
        named = named_characters(draft.lacking)
        remedy = "Write them in another way in the page template, its style sheet or the picture"
        draft.missing.append(Finding.error("PDF-STANDARD", f"The PDF's typeface cannot draw {named}", remedy))
    if draft.missing:
        raise CabinetPaperError(draft.missing)
    return replace(draft.written, boxes="".join(sorted(lacking)))


def _drafted(job: Job, lacking: frozenset[str] = frozenset()) -> _Draft:
    """Draw a job; characters of `lacking` are boxes in its pictures too."""
    engine = load_engine()
    from weasyprint.text.fonts import FontConfiguration

    shelf = _shelf(job.assets, lacking)
    unfit: list[Finding] = []

    def finish(_: Any, pdf: Any) -> None:
        unfit.extend(breaches(pdf))
        if not unfit:
            mend(pdf, job.words)
            identify(pdf)

    with _listening() as heard, only_our_fonts(), warnings.catch_warnings():
        # the engine leaves it to Python to close the file of its colour profile
        warnings.simplefilter("ignore", ResourceWarning)
        fonts = FontConfiguration()
        # without any font the engine would crash
        typeface = engine.CSS(string=_font_rules(), font_config=fonts, url_fetcher=shelf)
        page = engine.HTML(string=job.page, base_url=_SHELF, url_fetcher=shelf)
        document = page.render(font_config=fonts, stylesheets=[typeface], pdf_variant=VARIANT, output_intent=COLOURS)
        drawn = {name for page in document.pages for name in page.anchors}
        if lost := [name for name in job.words.notes if name not in drawn]:
            message = f"The PDF could not be made: {len(lost)} of its notes found no place at the foot of a page"
            remedy = "Shorten the notes of the page, and please report it"
            raise CabinetPaperError(Finding.error("PDF-FAILED", message, remedy))
        properties = document.metadata
        properties.authors = [job.author] if job.author else []
        properties.description, properties.generator = job.subject or None, "cabinetpaper"
        properties.created = properties.modified = job.created or None
        data = document.write_pdf(finisher=finish, pdf_variant=VARIANT)
    failed = [found for found in heard.findings if found.severity is Severity.ERROR]
    missing = [*([_refused(name) for name in shelf.refused] or failed), *unfit]
    last = len(document.pages)
    begins = {name: last - back for back, page in enumerate(reversed(document.pages)) for name in page.anchors}
    findings = tuple(dict.fromkeys((*heard.findings, *shelf.noted)))
    return _Draft(Written(data, findings, begins), missing, frozenset(heard.lacking))


def _font_rules() -> str:
    """Return the CSS that loads the package's typeface."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{face.weight};font-style:{face.style};src:url({_FONT_SCHEME}{face.file})}}'
        for face in FACES
    )


def _refused(name: str) -> Finding:
    shown = name if len(name) <= 120 else f"{name[:117]}…"
    message = f"The PDF may not load “{shown.removeprefix(_SHELF)}”"
    return Finding.error(
        "PDF-RESOURCE", message, "Put the file beside the template, or carry it in the page as a data address"
    )


def _shelf(assets: Mapping[str, bytes], lacking: frozenset[str]) -> Any:
    """Return the only source of files that the engine has; `refused` lists what it asked for in vain, `noted` what was
    changed for it.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        """Serves data addresses, the typeface and the job's assets."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))
            self.refused: list[str] = []
            self.noted: list[Finding] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 the library's own signature
            try:
                content = _content(url, assets)
            except ValueError:  # a data address that is none
                content = None
            if content is None or (content[1].startswith("image/") and picture_problem(*content)):
                if url not in self.refused:
                    self.refused.append(url)
                raise ValueError(_TOLD_AS_REFUSED)
            data, guessed = _fit(*content, lacking)
            if guessed:
                self.noted.append(_guessed(url))
            return URLFetcherResponse(url, data, {"Content-Type": content[1]})

    return Shelf()


def _fit(data: bytes, media_type: str, lacking: frozenset[str]) -> tuple[bytes, bool]:
    """Return a file as the PDF can take it, and whether its colours had to be guessed."""
    if media_type in {"image/png", "image/jpeg"}:
        return on_screen(data)
    if lacking and media_type in {"image/svg+xml", "text/css"}:
        return boxed(data.decode("utf-8", "surrogateescape"), lacking).encode("utf-8", "surrogateescape"), False
    return data, False


def _guessed(url: str) -> Finding:
    named = "A picture of the page" if url.startswith("data:") else f"“{url.removeprefix(_SHELF)}”"
    message = (
        f"{named} has the colours of a printing press (CMYK), and does not say which; those in the PDF are a guess"
    )
    return Finding.warning("PDF-COLOUR", message, "Save the picture with the colours of the screen (RGB)")


def _content(url: str, assets: Mapping[str, bytes]) -> tuple[bytes, str] | None:
    """Return the bytes and media type of an address, or None where it is not ours to give."""
    if url.startswith(_FONT_SCHEME):
        name = url.removeprefix(_FONT_SCHEME)
        return (face_bytes(name), "font/ttf") if name in {face.file for face in FACES} else None
    if url.startswith("data:"):
        head, _, body = url[5:].partition(",")
        raw = unquote_to_bytes(body)
        return (base64.b64decode(raw) if head.endswith(";base64") else raw), head.split(";")[0] or "text/plain"
    name = unquote(url.removeprefix(_SHELF))
    return (assets[name], guess_type(name)[0] or "application/octet-stream") if name in assets else None


class _Listener(logging.Handler):
    """Turns what the engine says into findings, and keeps the characters that it has no glyph for; of refused files
    others say more.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.findings: list[Finding] = []
        self.lacking: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = _ADDRESS.sub(r"\1…", record.getMessage())
        if record.levelno < logging.WARNING:
            if message.startswith(_REASON) and record.exc_info and record.exc_info[1] and self.findings:
                reason = record.exc_info[1]
                self.findings[-1] = replace(
                    self.findings[-1], message=f"{self.findings[-1].message} ({type(reason).__name__}: {reason})"[:400]
                )
        elif _NO_GLYPH in message and isinstance(record.args, tuple):
            self.lacking.add(str(record.args[0]))
        elif _TOLD_AS_REFUSED in message:
            return
        elif message.startswith(_FAILED):
            remedy = "Correct the file, or take it out of the page template or the style sheet"
            self.findings.append(Finding.error("PDF-RESOURCE", f"The PDF engine says: {message[:300]}", remedy))
        else:
            self.findings.append(
                Finding.warning(
                    "PDF-ENGINE", f"The PDF engine says: {message}", "Correct the page template or the style sheet"
                )
            )


@contextmanager
def _listening() -> Iterator[_Listener]:
    logger, listener = logging.getLogger("weasyprint"), _Listener()
    before = logger.propagate, logger.handlers[:], logger.level
    logger.propagate, logger.handlers = False, [listener]
    logger.setLevel(logging.DEBUG)  # the reason why a picture could not be drawn is said there alone
    try:
        yield listener
    finally:
        logger.propagate, logger.handlers = before[:2]
        logger.setLevel(before[2])
