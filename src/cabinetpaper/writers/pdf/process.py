"""Draw PDFs in a process of its own, beside other work.

In: `start_pdf()` at the beginning of a build, then one `Job` after another. Out: for each a `Future` of `Written`. The
process is started with the first job, or before it by `start`, so that loading the engine overlaps with reading and
composing; the engine is loaded once for all papers of a build.

The protocol, for anybody who starts `python -m cabinetpaper.writers.pdf`: standard input holds jobs, each a line with
its length in bytes and then the job as JSON (`job_to_json`, UTF-8); its end ends the process. Standard output holds for
each job, in their order, one line of JSON, `{"findings": [...], "length": n, "pages": {id: page}, "boxes": "…"}`, and
then the n bytes of the PDF. `length` is absent where there is no PDF, and the findings say why. Nothing is shared but
these bytes, so it works with every way of starting a process.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

from cabinetpaper import limits
from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.writers.pdf.drawing import draw
from cabinetpaper.writers.pdf.engine import load_engine
from cabinetpaper.writers.pdf.job import Job, Written, job_from_json, job_to_json

_LAST_WORDS: Final = 4_000
"""How much of what a broken process has said on its standard error is looked at for its last line, in bytes."""


class PdfProcess:
    """Draws PDFs in one process, in the order in which they are sent. Use it in a `with`, so that the process never
    outlives the build.

    A job that breaks the process, or takes longer than `limits.PDF_SECONDS`, costs its own PDF alone: the next has a
    fresh one.
    """

    def __init__(self) -> None:
        self._queue = ThreadPoolExecutor(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._over = False

    def __enter__(self) -> PdfProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        if self._process is not None:
            self._process.kill()  # what is being drawn is wanted no more, and its thread must not wait for it
        self._queue.shutdown(cancel_futures=True)
        self._end()

    def start(self) -> None:
        """Begin to load the engine, and return at once."""
        self._queue.submit(self._running)

    def send(self, job: Job) -> Future[Written]:
        """Hand over a job and return at once; the result raises `CabinetPaperError` with the findings that say why
        there is no PDF.
        """
        return self._queue.submit(self._exchange, job)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, a fresh one where there is none."""
        if self._over:
            raise CabinetPaperError(_failed("The PDF was given up"))
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 it is open for as long as the process runs
            self._process = _started(self._errors)
        return self._process

    def _end(self) -> None:
        """End the process, if there is one, and give back what it held."""
        process, errors = self._process, self._errors
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not yet sent cannot be sent any more
                    if pipe is not None:
                        pipe.close()
        if errors is not None:
            errors.close()

    def _exchange(self, job: Job) -> Written:
        process = self._running()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(limits.PDF_SECONDS, give_up)
        watch.daemon = True
        watch.start()
        try:
            head, body = _asked(process, job_to_json(job))
        except (OSError, ValueError):
            process.kill()
            process.wait()
            if late.is_set():
                message = f"The PDF was not done after {limits.PDF_SECONDS // 60} minutes and was given up"
                problem = _failed(message, "Look at the page template and the style sheets")
            else:
                problem = _failed(f"The PDF could not be made: {_last_words(self._errors)}")
            raise CabinetPaperError(problem) from None
        finally:
            watch.cancel()
        findings = tuple(Finding.of(form) for form in head["findings"])
        if not body:
            raise CabinetPaperError(findings or _failed("The PDF is empty"))
        return Written(body, findings, head.get("pages", {}), head.get("boxes", ""))


def _asked(process: subprocess.Popen[bytes], job: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the answer to a job: its head and its body; raise `OSError` or `ValueError` where there is no whole
    one.
    """
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process has no pipes")
    process.stdin.write(b"%d\n" % len(job) + job)
    process.stdin.flush()
    head: dict[str, Any] = json.loads(process.stdout.readline())
    body = process.stdout.read(head.get("length", 0))
    if len(body) != head.get("length", 0):
        raise ValueError("the PDF was cut short")
    return head, body


def _last_words(errors: IO[bytes] | None) -> str:
    """Return the last line that a process has said."""
    if errors is None:
        return "no answer"
    errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
    return (errors.read().decode("utf-8", "replace").strip().splitlines() or ["no answer"])[-1]


def _failed(message: str, remedy: str = "Please report it") -> Finding:
    return Finding.error("PDF-FAILED", message, remedy)


def start_pdf() -> PdfProcess:
    """Return what draws the PDFs of a build."""
    return PdfProcess()


def _started(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Return a fresh process that loads the engine and waits for jobs."""
    home = str(Path(__file__).parents[3])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH", "")) if path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cabinetpaper.writers.pdf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "PYTHONPATH": paths},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read jobs from `source` until it ends and write the answer of each to `target`; the engine loads while the first
    is still on its way.
    """
    with suppress(ImportError, OSError, ValueError):
        # a page that wants more memory than its share fails in words and slows nobody down, where the system can do so
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft > limits.PDF_MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (limits.PDF_MEMORY, hard))
    with suppress(CabinetPaperError):  # without the engine every job is answered with the reason
        load_engine()
    while length := source.readline():
        job = job_from_json(source.read(int(length)))
        try:
            written = draw(job)
        except CabinetPaperError as error:
            written = Written(b"", error.findings)
        _answer(target, written)
        gc.collect()


def _answer(target: BinaryIO, written: Written) -> None:
    head: dict[str, Any] = {"findings": [found.form() for found in written.findings]}
    if written.data:
        head |= {"length": len(written.data), "pages": dict(written.pages), "boxes": written.boxes}
    target.write(json.dumps(head).encode() + b"\n" + written.data)
    target.flush()
