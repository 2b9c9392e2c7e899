"""The preview: one page on this machine, made from the files as they stand, reloading when one is saved."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from cabinetpaper.cli import main
from cabinetpaper.cli.pages import findings_page, with_reload
from cabinetpaper.cli.preview import page_maker, start
from cabinetpaper.cli.server import CONNECTIONS, Preview, stamp
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace import create


@contextmanager
def serving(make: Callable[[], str], folder: Path, **bounds: float) -> Iterator[Preview]:
    server = Preview(make, [folder], poll=0.02, **bounds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(5)
        assert not thread.is_alive()


def headers(server: Preview, **more: str) -> dict[str, str]:
    """Return the headers of a browser that has the cookie; a header that is empty is left out."""
    usual = {"Host": f"127.0.0.1:{server.server_port}", "Cookie": f"a=b; {server.cookie}={server.token}"}
    return {name: value for name, value in {**usual, **more}.items() if value}


def ask(server: Preview, path: str = "/", method: str = "GET", **more: str) -> tuple[int, str]:
    answer, body = answered(server, path, method, **more)
    return answer.status, body


def answered(
    server: Preview, path: str = "/", method: str = "GET", **more: str
) -> tuple[http.client.HTTPResponse, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.request(method, path, headers=headers(server, **more))
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def connected(server: Preview, data: bytes = b"") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", server.server_port), timeout=5)
    made.sendall(data)
    return made


def is_closed(connection: socket.socket) -> bool:
    """Return whether the server has closed a connection without an answer; wait for it."""
    with connection, contextlib.suppress(ConnectionError):
        return connection.recv(1) == b""
    return True


def test_the_page_and_its_script_are_served_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with serving(lambda: with_reload("<body><p>Paper</p></body>"), tmp_path) as server:
        status, page = ask(server)
        assert status == 200
        assert page == '<body><p>Paper</p><script src="/.cabinetpaper/reload.js" defer></script></body>'
        assert "EventSource" in ask(server, "/.cabinetpaper/reload.js")[1]
        assert ask(server, "/secret.txt")[0] == 404
        assert ask(server, "/../secret.txt")[0] == 404
        assert ask(server, method="POST")[0] == 501


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80"])
def test_a_browser_that_asked_for_another_name_is_refused(tmp_path: Path, host: str) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        for path in ("/", "/.cabinetpaper/events"):
            status, page = ask(server, path, Host=host)
            assert status == 403
            assert "Paper" not in page


def test_only_who_has_the_token_is_served(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        wrong = ["", f"{server.cookie}=", f"{server.cookie}={server.token[:-1]}", f"other={server.token}", "é=ü"]
        for cookie in wrong:
            for path in ("/", "/.cabinetpaper/events", "/.cabinetpaper/reload.js", "/?token=", "/?token=x", "/nothing"):
                status, page = ask(server, path, Cookie=cookie)
                assert (status, "Paper" in page) == (403, False), (cookie, path)
        assert ask(server)[0] == 200


def test_the_printed_address_gives_the_cookie_and_leaves_the_token_behind(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        answer, body = answered(server, f"/?token={server.token}", Cookie="")
        assert (answer.status, answer.getheader("Location"), body) == (303, "/", "")
        cookie = answer.getheader("Set-Cookie") or ""
        assert cookie == f"{server.cookie}={server.token}; Path=/; HttpOnly; SameSite=Strict"
        assert ask(server, Cookie=cookie.partition(";")[0]) == (200, "Paper")
        assert answered(server, f"//home.example/?token={server.token}")[0].getheader("Location") == "/"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_of_the_browser_is_refused(tmp_path: Path, site: str) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        assert ask(server, **{"Sec-Fetch-Site": site})[0] == 403
        assert ask(server, **{"Sec-Fetch-Site": "same-origin"})[0] == 200


def test_the_page_may_run_and_fetch_nothing_of_its_own(tmp_path: Path) -> None:
    with serving(lambda: "<script>1</script>", tmp_path) as server:
        policy = answered(server)[0].getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "http" not in policy


@pytest.mark.parametrize("start", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\nX: "])
def test_a_slow_request_is_closed_however_often_it_adds_a_letter(tmp_path: Path, start: bytes) -> None:
    with serving(lambda: "Paper", tmp_path, patience=0.3) as server:
        begun = time.monotonic()
        connection = connected(server, start)
        with contextlib.suppress(OSError):
            while time.monotonic() - begun < 5:
                connection.sendall(b"a")
                connection.settimeout(0.05)
                with contextlib.suppress(TimeoutError):
                    if not connection.recv(1):
                        break
        connection.close()
        assert time.monotonic() - begun < 3


def test_a_request_that_is_longer_than_a_browsers_is_closed(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        assert is_closed(connected(server, b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000))
        assert is_closed(connected(server, b"GET /" + b"a" * 40_000))
        assert ask(server)[0] == 200


def test_few_connections_are_open_at_a_time_and_a_free_one_serves_again(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        held = [connected(server, b"GET / HTTP/1.1\r\n") for _ in range(CONNECTIONS)]
        time.sleep(0.2)
        assert all(is_closed(connected(server)) for _ in range(40))
        for connection in held:
            connection.close()
        until = time.monotonic() + 5
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                assert ask(server)[0] == 200
                break
            time.sleep(0.05)
        else:
            pytest.fail("no connection became free")


def test_a_stream_ends_after_its_time_and_one_that_asks_anew_hears_of_what_it_missed(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path, life=0.3) as server:
        _, first = answered(server, "/.cabinetpaper/events")
        (tmp_path / "a.md").write_text("two", encoding="utf-8")
        _, second = answered(server, "/.cabinetpaper/events", **{"Last-Event-ID": first.split("id: ")[1].split()[0]})
    assert "changed" not in first
    assert second.count("event: changed") == 1


def test_the_page_is_made_again_only_when_a_file_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one", encoding="utf-8")
    made: list[str] = []

    def make() -> str:
        made.append(file.read_text(encoding="utf-8"))
        return made[-1]

    with serving(make, tmp_path) as server:
        assert [ask(server)[1], ask(server)[1]] == ["one", "one"]
        assert made == ["one"]
        file.write_text("three", encoding="utf-8")
        assert ask(server)[1] == "three"


def test_the_browser_is_told_of_a_saved_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one", encoding="utf-8")
    with serving(lambda: "Paper", tmp_path) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        connection.request("GET", "/.cabinetpaper/events", headers=headers(server))
        answer = connection.getresponse()
        first = [answer.readline() for _ in range(4)]
        assert first[0::2] == [b"retry: 500\n", b": watching\n"]
        file.write_text("two, and longer", encoding="utf-8")
        changed = [answer.readline() for _ in range(3)]
        assert changed[1:] == [b"event: changed\n", b"data: reload\n"]
        assert changed[0] != first[1]
        connection.close()


def test_a_stamp_sees_new_changed_and_removed_files_and_bears_absent_folders(tmp_path: Path) -> None:
    watched = [tmp_path / "data", tmp_path / "cabinetpaper.toml"]
    empty = stamp(watched)
    assert empty == ()
    watched[1].write_text("format = 1", encoding="utf-8")
    one = stamp(watched)
    watched[1].write_text("format = 1 ", encoding="utf-8")
    assert len({empty, one, stamp(watched)}) == 3
    watched[1].unlink()
    assert stamp(watched) == empty


def test_findings_become_a_page_that_escapes_what_it_shows() -> None:
    page = findings_page("<paper>", [Finding.error("A", "“<script>” is wrong", "Mend it", Place("a&b.md", 3))])
    assert "&lt;script&gt;" in page
    assert "a&amp;b.md:3" in page
    assert page.count("<script") == 1


def test_the_paper_is_shown_as_its_files_stand_and_so_is_what_is_wrong_with_them(tmp_path: Path) -> None:
    create(tmp_path / "papers")
    root = tmp_path / "papers"
    make = page_maker(root, "example")
    assert "<main" in make()
    assert "reload.js" in make()
    settings = (root / "cabinetpaper.toml").read_text(encoding="utf-8")
    (root / "cabinetpaper.toml").write_text("format = [", encoding="utf-8")
    assert "example cannot be shown yet" in make()
    assert "TOML-SYNTAX" in make()
    (root / "cabinetpaper.toml").write_text(settings, encoding="utf-8")
    assert "cannot be shown" not in make()


def test_a_port_that_is_taken_is_told_with_what_to_do(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server, pytest.raises(CabinetPaperError) as raised:
        start(lambda: "Paper", tmp_path, server.server_port)
    (finding,) = raised.value.findings
    assert finding.code == "PREVIEW-PORT"
    assert "--port" in finding.remedy


def test_only_this_machine_is_served(tmp_path: Path) -> None:
    with serving(lambda: "Paper", tmp_path) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert server.url == f"http://127.0.0.1:{server.server_port}/?token={server.token}"


def test_the_verb_prints_its_address_and_ends_quietly_with_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(tmp_path / "papers")
    opened: list[str] = []

    def stopped(self: Preview, poll_interval: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "serve_forever", stopped)
    monkeypatch.setattr("webbrowser.open", opened.append)
    result = CliRunner().invoke(main, ["preview", "--workspace", str(tmp_path / "papers")])
    assert result.exit_code == 0
    assert result.stdout.startswith("http://127.0.0.1:")
    assert opened == [result.stdout.strip()]
    assert "The preview has ended." in result.stderr
    silent = CliRunner().invoke(main, ["preview", "--no-browser", "--quiet", "--workspace", str(tmp_path / "papers")])
    assert silent.exit_code == 0
    assert silent.stderr == ""
    assert len(opened) == 1
