"""The preview: one page on this machine, made from the files as they stand, reloading when one is saved."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from cabinetpaper.cli import main
from cabinetpaper.cli.pages import findings_page, with_reload
from cabinetpaper.cli.preview import page_maker, start
from cabinetpaper.cli.server import Preview, stamp
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace import create


@contextmanager
def serving(make: Callable[[], str], folder: Path) -> Iterator[Preview]:
    server = Preview(make, [folder], poll=0.02)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(5)
        assert not thread.is_alive()


def ask(server: Preview, path: str = "/", host: str = "", method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{server.server_port}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


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
            status, page = ask(server, path, host)
            assert status == 403
            assert "Paper" not in page


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
        connection.request("GET", "/.cabinetpaper/events", headers={"Host": f"localhost:{server.server_port}"})
        answer = connection.getresponse()
        assert answer.readline() == b": watching\n"
        file.write_text("two, and longer", encoding="utf-8")
        assert [answer.readline() for _ in range(3)] == [b"\n", b"event: changed\n", b"data: reload\n"]
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
        assert server.url == f"http://127.0.0.1:{server.server_port}/"


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
