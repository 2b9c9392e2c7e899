"""What the repository as a whole must not contain, and what its parts must agree on."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REGISTRIES = [
    host.encode()
    for host in (
        "pypi" + ".org",
        "python" + "hosted",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "deb.debian" + ".org",
        "conda" + ".anaconda",
    )
]
MACHINE_PATH = re.compile(
    rb"(?<![\w.~$}%/)-])/(?:home|root|work|Users|opt|mnt|srv|builds)/[\w.]|[A-Za-z]:\\+Users\\+\w"
)


def tracked() -> list[Path]:
    """Return the files of the repository: those that git follows and those that it would; in an unpacked sdist all of
    them.
    """
    if not (ROOT / ".git").exists():
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and not {".venv", "out", "dist"} & set(path.relative_to(ROOT).parts)
        ]
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


FILES = tracked()


def test_git_knows_the_files_that_this_test_reads() -> None:
    assert {"pyproject.toml", "requirements.lock", "test_repository.py"} <= {path.name for path in FILES}


def test_no_file_names_a_registry() -> None:
    assert not [str(path.relative_to(ROOT)) for path in FILES if any(host in path.read_bytes() for host in REGISTRIES)]


def test_no_file_holds_a_path_of_some_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): match[0] for path in FILES if (match := MACHINE_PATH.search(path.read_bytes()))
    }
    assert not found


@pytest.mark.parametrize(
    "text", [b"see /home/" + b"ann/x", b'"/work/' + b'main"', b"C:\\Users" + b"\\ann", b"(/opt/" + b"thing)"]
)
def test_a_path_of_some_machine_would_be_noticed(text: bytes) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_an_exact_version_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    assert all(
        re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [^@]+?)?( +--hash=sha256:[0-9a-f]{64})+", line.strip())
        for line in requirements
    )
    assert "://" not in text


def test_every_dependency_is_locked_and_the_two_locks_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    small, large = (
        set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert small <= large
    for lock, wanted in ((small, project["project"]["dependencies"]), (large, project["dependency-groups"]["dev"])):
        assert {re.split("[><=]", one)[0] for one in wanted} <= {one.split("==")[0] for one in lock}


def test_the_wheel_carries_the_whole_sample_as_starter_content() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {
        name: f"cabinetpaper/starter/{name}" for name in ("templates", "narratives", "data", "cabinetpaper.toml")
    }
    assert all((ROOT / name).exists() for name in carried)


def test_every_page_of_the_docs_can_be_reached_from_the_index_and_every_link_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = {
        page: [
            link.split("#")[0]
            for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
            if not re.match(r"\w+:|#", link)
        ]
        for page in pages
    }
    broken = [
        f"{page.name}: {link}"
        for page, found in links.items()
        for link in found
        if link and not (page.parent / link).exists()
    ]
    assert not broken
    indexed = {(ROOT / "docs" / link).resolve() for link in links[ROOT / "docs" / "index.md"]}
    assert not [page.name for page in pages[2:] if page.name != "index.md" and page.resolve() not in indexed]
