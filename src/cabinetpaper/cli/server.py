"""A small server on this machine alone, which shows a page and reloads it when a file changes.

In: a function that makes the page, and the folders to watch. Out: a `Preview`, to be run with `serve` and ended with
`stop`. Only the loopback address is served, and only to a browser that asked for it by that name and has the token: it
stands in the address that the command prints, and in a cookie from then on. Few connections are open at a time, and
none for long.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from cabinetpaper.cli.pages import EVENTS_PATH, SCRIPT, SCRIPT_PATH

ADDRESS: Final = "127.0.0.1"
POLL: Final = 0.25
"""Seconds between two looks at the folders."""
CONNECTIONS: Final = 24
"""The connections that are open at a time; a browser opens six."""
HEAD: Final = 16_384
"""The bytes of a request with all its headers."""
_BEAT: Final = 40
"""Looks between two signs of life, which tell whether the browser is still there."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; font-src "
    "data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
"""Said with every answer: nobody else may show the page, and the page itself runs and fetches nothing of its own."""

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

    def __init__(
        self,
        make: Callable[[], str],
        watched: Iterable[Path],
        port: int = 0,
        poll: float = POLL,
        patience: float = 5.0,
        life: float = 600.0,
    ) -> None:
        """`patience` is how long a request may take to come, and an answer to be taken; `life` how long a stream of
        changes stays open before the browser has to ask for it anew; both in seconds.
        """
        self.poll, self.patience, self.life = poll, patience, life
        self.token = secrets.token_urlsafe(32)
        self.stopping = threading.Event()
        self._make, self._watched = make, tuple(watched)
        self._made: tuple[Stamp, bytes] | None = None
        self._making = threading.Lock()
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        super().__init__((ADDRESS, port), _Answer)

    @property
    def url(self) -> str:
        """Return the address to open in the browser, with the token."""
        return f"http://{ADDRESS}:{self.server_port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; cookies of one host are shared by its ports."""
        return f"cabinetpaper-{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, or close it at once where too many are open."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a connection and count it as closed."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

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
    connection: socket
    protocol_version = "HTTP/1.0"
    server_version, sys_version = "cabinetpaper", ""

    def handle(self) -> None:
        """Answer one request, if it comes in time and is no longer than a browser's."""
        head = self._head()
        if head:
            self.rfile = io.BufferedReader(io.BytesIO(head))
            self.connection.settimeout(self.server.patience)
            with contextlib.suppress(OSError):
                self.handle_one_request()

    def _head(self) -> bytes:
        """Return a request with its headers, nothing where it is too long or takes too long as a whole."""
        head, until = b"", time.monotonic() + self.server.patience
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            left = until - time.monotonic()
            if left <= 0 or len(head) > HEAD:
                return b""
            self.connection.settimeout(left)
            try:
                more = self.connection.recv(4096)
            except OSError:
                return b""
            if not more:
                return b""
            head += more
        return head if len(head) <= HEAD else b""

    def do_GET(self) -> None:
        """Answer with the page, the script or the stream of changes."""
        asked = urlsplit(self.path)
        given = parse_qs(asked.query).get("token", [""])[0]
        if not (self._from_here() and (self._is_token(given) or self._is_token(self._cookie()))):
            self.send_error(403, "Open the address that the command printed")
        elif given:
            self.send_response(303)
            self.send_header("Location", "/")
            self.send_header(
                "Set-Cookie", f"{self.server.cookie}={self.server.token}; Path=/; HttpOnly; SameSite=Strict"
            )
            self.end_headers()
        elif asked.path == "/":
            self._send(self.server.page(), "text/html; charset=utf-8")
        elif asked.path == SCRIPT_PATH:
            self._send(SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif asked.path == EVENTS_PATH:
            self._stream()
        else:
            self.send_error(404, "The preview shows one page only")

    def _from_here(self) -> bool:
        """Return whether the browser asked by this machine's own name, and no page of another address, port or tab
        asked through it. A page on the web that gave its own name this machine's address did not.
        """
        port = self.server.server_port
        by_name = self.headers.get_all("Host") in ([f"{ADDRESS}:{port}"], [f"localhost:{port}"])
        return by_name and self.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self.server.token.encode())

    def _cookie(self) -> str:
        parts = (part.strip().partition("=") for part in self.headers.get("Cookie", "").split(";"))
        return next((value for name, _, value in parts if name == self.server.cookie), "")

    def end_headers(self) -> None:
        """Send the headers that every answer has with those of this one."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        """Tell the browser of each change until it goes away, the preview stops or the stream has lived its time; a
        browser that asks anew says what it saw last.
        """
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        until, looks = time.monotonic() + self.server.life, 0
        last = self.headers.get("Last-Event-ID", "") or _name(self.server.seen())
        self._tell(f"retry: 500\nid: {last if last.isalnum() else ''}\n: watching\n\n")
        while not self.server.stopping.wait(self.server.poll) and time.monotonic() < until:
            looks += 1
            now = _name(self.server.seen())
            if now != last:
                last = now
                self._tell(f"id: {now}\nevent: changed\ndata: reload\n\n")
            elif looks % _BEAT == 0:
                self._tell(": still here\n\n")

    def _tell(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the standard library
        """Keep the officer's window free of the server's own log."""


def _name(seen: Stamp) -> str:
    return hashlib.sha256(repr(seen).encode("utf-8", "surrogateescape")).hexdigest()[:16]
