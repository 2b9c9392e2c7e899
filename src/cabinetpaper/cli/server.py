"""A small server on this machine alone, which shows a page and reloads it when a file changes.

In: a function that makes the page, and the folders to watch. Out: a `Preview`, to be run with `serve` and ended with
`stop`. Only the loopback address is served, and only to a browser that asked for it by that name.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cabinetpaper.cli.pages import SCRIPT, SCRIPT_PATH

ADDRESS: Final = "127.0.0.1"
POLL: Final = 0.25
"""Seconds between two looks at the folders."""
_BEAT: Final = 40
"""Looks between two signs of life, which tell whether the browser is still there."""

Stamp = tuple[tuple[str, int, int], ...]


def stamp(watched: Iterable[Path]) -> Stamp:
    """Return name, time and size of every file in the watched folders: two stamps differ when something was saved."""
    found: list[tuple[str, int, int]] = []
    for place in watched:
        files = [place] if place.is_file() else sorted(place.rglob("*")) if place.is_dir() else []
        for file in files:
            with contextlib.suppress(OSError):
                if file.is_file():
                    state = file.stat()
                    found.append((str(file), state.st_mtime_ns, state.st_size))
    return tuple(found)


class Preview(ThreadingHTTPServer):
    """Shows what `make` returns, made again only when a watched file has changed."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, make: Callable[[], str], watched: Iterable[Path], port: int = 0, poll: float = POLL) -> None:
        self.poll = poll
        self.stopping = threading.Event()
        self._make, self._watched = make, tuple(watched)
        self._made: tuple[Stamp, bytes] | None = None
        self._making = threading.Lock()
        super().__init__((ADDRESS, port), _Answer)

    @property
    def url(self) -> str:
        """Return the address to open in the browser."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def seen(self) -> Stamp:
        """Return how the watched folders stand now."""
        return stamp(self._watched)

    def page(self) -> bytes:
        """Return the page as the workspace stands now."""
        with self._making:
            now = self.seen()
            if self._made is None or self._made[0] != now:
                self._made = (now, self._make().encode())
            return self._made[1]

    def stop(self) -> None:
        """End serving, from another thread than the one that serves; open connections end within a poll."""
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser closes its window half way through."""


class _Answer(BaseHTTPRequestHandler):
    server: Preview
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Answer with the page, the script or the stream of changes."""
        if not self._from_here():
            self.send_error(403, "Open the address that the command printed")
            return
        path = urlsplit(self.path).path
        if path == "/":
            self._send(self.server.page(), "text/html; charset=utf-8")
        elif path == SCRIPT_PATH:
            self._send(SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif path == "/.cabinetpaper/events":
            self._stream()
        else:
            self.send_error(404, "The preview shows one page only")

    def _from_here(self) -> bool:
        """Return whether the browser asked by this machine's own name; a page on the web that guesses the port did
        not.
        """
        port = self.server.server_port
        return self.headers.get("Host", "") in {f"{ADDRESS}:{port}", f"localhost:{port}"}

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        """Tell the browser of each change until it goes away or the preview stops."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        last, looks = self.server.seen(), 0
        with contextlib.suppress(OSError):
            self._tell(": watching\n\n")
            while not self.server.stopping.wait(self.server.poll):
                looks += 1
                now = self.server.seen()
                if now != last:
                    last = now
                    self._tell("event: changed\ndata: reload\n\n")
                elif looks % _BEAT == 0:
                    self._tell(": still here\n\n")

    def _tell(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the standard library
        """Keep the officer's window free of the server's own log."""
