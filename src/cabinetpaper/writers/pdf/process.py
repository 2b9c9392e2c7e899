"""Draw the PDF in a process of its own, beside other work.

In: `start_pdf()` at the beginning of a build, then one `Job`. Out: `Written`. The process begins to load the engine at once, so that this
overlaps with composing the paper and drawing its charts.

The protocol, for anybody who starts `python -m cabinetpaper.writers.pdf`: standard input holds one job as JSON (`job_to_json`, UTF-8) and
is then closed; nothing at all says that no PDF is wanted after all. Standard output holds one line of JSON,
`{"findings": [...], "length": n, "pages": {id: page}}`, and then the n bytes of the PDF. `length` is absent where there is no PDF, and the
findings say why. The exit code is 0 in both cases. Nothing is shared but these bytes, so it works with every way of starting a process.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from cabinetpaper import limits
from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity
from cabinetpaper.writers.pdf.engine import Job, Written, draw, load_engine
from cabinetpaper.writers.pdf.tags import Said

__all__ = ["PdfProcess", "job_from_json", "job_to_json", "serve", "start_pdf"]


class PdfProcess:
    """A process that draws one PDF: `send` the job, go on with other work, then `finish`. Use it in a `with` so that it never outlives the build."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._talk: threading.Thread | None = None
        self._said: tuple[bytes, bytes] = (b"", b"")

    def __enter__(self) -> PdfProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        if self._talk is None:
            self._process.communicate()
        else:
            self._talk.join()

    def send(self, job: Job) -> None:
        """Hand over the job and return at once."""
        self._talk = threading.Thread(target=self._exchange, args=(job_to_json(job),), daemon=True)
        self._talk.start()

    def finish(self) -> Written:
        """Return the PDF when it is done; raise `CabinetPaperError` with the process's findings where there is none."""
        if self._talk is None:
            raise RuntimeError("finish() before send()")
        self._talk.join(limits.PDF_SECONDS)
        if self._talk.is_alive():
            self._process.kill()
            self._talk.join()
            message = f"The PDF was not done after {limits.PDF_SECONDS // 60} minutes and was given up"
            raise CabinetPaperError(Finding("PDF-FAILED", Severity.ERROR, message, "Look at the page template and the style sheets"))
        out, errors = self._said
        head, _, body = out.partition(b"\n")
        try:
            answer = json.loads(head)
        except ValueError:
            last = (errors.decode("utf-8", "replace").strip().splitlines() or ["no answer"])[-1]
            raise CabinetPaperError(Finding("PDF-FAILED", Severity.ERROR, f"The PDF could not be made: {last}", "Please report it")) from None
        findings = tuple(_finding(one) for one in answer["findings"])
        if answer.get("length") != len(body):
            raise CabinetPaperError(findings or Finding("PDF-FAILED", Severity.ERROR, "The PDF was cut short", "Please report it"))
        return Written(body, findings, answer.get("pages", {}))

    def _exchange(self, job: bytes) -> None:
        self._said = self._process.communicate(job)


def start_pdf() -> PdfProcess:
    """Return a fresh process that loads the engine and waits for its job."""
    home = str(Path(__file__).parents[3])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH", "")) if path)
    command = [sys.executable, "-P", "-m", "cabinetpaper.writers.pdf"]  # -P: a workspace's own folders are not Python packages
    pipe = subprocess.PIPE
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    surroundings = {**os.environ, "PYTHONPATH": paths}
    return PdfProcess(
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=surroundings, creationflags=quiet)  # noqa: S603 our own module
    )


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read one job from `source` and write its answer to `target`; the engine loads while the job is still on its way."""
    _bounded()
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(source.read()), daemon=True)
    reader.start()
    try:
        load_engine()
        reader.join()
        if not received[0]:
            return
        written = draw(job_from_json(received[0]))
    except CabinetPaperError as error:
        reader.join()
        _answer(target, Written(b"", error.findings))
    else:
        _answer(target, written)


def _bounded() -> None:
    """Hold this process to its share of memory where the system can: a page that wants more fails in words and slows nobody down."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft > limits.PDF_MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (limits.PDF_MEMORY, hard))


def _answer(target: BinaryIO, written: Written) -> None:
    head: dict[str, Any] = {"findings": [{**asdict(one), "severity": one.severity.value} for one in written.findings]}
    if written.data:
        head |= {"length": len(written.data), "pages": dict(written.pages)}
    target.write(json.dumps(head).encode() + b"\n" + written.data)
    target.flush()


def _finding(form: dict[str, Any]) -> Finding:
    return Finding(form["code"], Severity(form["severity"]), form["message"], form["remedy"], Place(**form["place"]))


def job_to_json(job: Job) -> bytes:
    """Return a job as JSON; assets are base64."""
    form = {
        "page": job.page,
        "said": asdict(job.said),
        "author": job.author,
        "subject": job.subject,
        "created": job.created,
        "assets": {name: base64.b64encode(data).decode() for name, data in job.assets.items()},
    }
    return json.dumps(form).encode()


def job_from_json(text: bytes) -> Job:
    """Return the job that `job_to_json` wrote."""
    form = json.loads(text)
    said = form["said"]
    links = tuple((address, words) for address, words in said["links"])
    own = Said(tuple(said["lists"]), tuple(said["headings"]), tuple(said["tables"]), links, tuple(said["notes"]))
    assets = {name: base64.b64decode(data) for name, data in form["assets"].items()}
    return Job(form["page"], own, form["author"], form["subject"], form["created"], assets)
