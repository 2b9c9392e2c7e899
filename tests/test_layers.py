"""The import rule of docs/architecture.md, read from its tables and proved on the source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "cabinetpaper"
NAME = "cabinetpaper"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "starter" not in path.parts)
FORBIDDEN = {"utils", "util", "helpers", "helper", "managers", "manager", "common", "misc", "stuff", "base"}
BASE_OF_A_COMPARISON = "paper/base.py"  # what an edited paper is compared with: the field's own word, no base class
STANDARD_LIBRARY_LAYERS = 3
OUTSIDE_BELOW = {
    "nearest.py": {"rapidfuzz"},  # every part advises on names that it does not know; loaded once one is wrong
    "paper/rewording.py": {
        "rapidfuzz"
    },  # words are paired in compiled code: in Python it took minutes; loaded once edited
}


def in_doc(heading: str) -> list[list[str]]:
    """Return the rows of the first table under a heading of docs/architecture.md, cell by cell."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    part = text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def names(cell: str) -> list[str]:
    return [name.strip("/") for name in re.findall(r"`([^`]+)`", cell)]


LAYER = {name: int(number) for number, modules, *_ in in_doc("Modules") for name in names(modules)}
ALONE = {name: set(names(ours)) for cell, ours, *_ in in_doc("What could be a package") for name in names(cell)}
HOMES = {library: tuple(names(homes)) for cell, homes, *_ in in_doc("Heavy libraries") for library in names(cell)}


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    """Return the name by which the layer table knows a file: its package, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Return each imported module's full name, its line, and whether the import runs when the file is loaded."""
    lazy = {inner for node in ast.walk(tree(path)) if _waits(node) for inner in ast.walk(node)}
    for node in ast.walk(tree(path)):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)}:{node.lineno}: imports are written in full"
            found = [f"{node.module}.{alias.name}" if node.module == NAME else str(node.module) for alias in node.names]
        for name in found:
            yield name, node.lineno, node not in lazy


def _waits(node: ast.AST) -> bool:
    typing_only = isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
    return typing_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def in_package(name: str) -> str | None:
    """Return the part of the package that an imported name stands in; names of the package itself stand in
    `__init__`.
    """
    if name.split(".")[0] != NAME:
        return None
    first = name.split(".")[1] if "." in name else "__init__"
    return first if first in LAYER else "__init__"


def test_the_layer_table_names_every_module_and_no_other() -> None:
    assert {part_of(path) for path in MODULES} == set(LAYER)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    own = part_of(path)
    wrong = []
    for name, line, _ in imports(path):
        other = in_package(name)
        if other is not None and other != own and LAYER[other] >= LAYER[own]:
            wrong.append(f"{relative(path)}:{line} (layer {LAYER[own]}) imports {name} (layer {LAYER[other]})")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) in ALONE], ids=relative)
def test_what_could_be_a_package_of_its_own_imports_no_more_of_ours_than_the_table_says(path: Path) -> None:
    own = part_of(path)
    ours = {other for name, _, _ in imports(path) if (other := in_package(name)) is not None}
    assert ours <= ALONE[own] | {own}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if LAYER.get(part_of(path), 99) <= STANDARD_LIBRARY_LAYERS], ids=relative
)
def test_the_foundation_needs_the_standard_library_alone(path: Path) -> None:
    outside = {name.split(".")[0] for name, _, _ in imports(path)} - {*sys.stdlib_module_names, NAME}
    assert outside == OUTSIDE_BELOW.get(relative(path), set())


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_heavy_libraries_are_imported_in_their_homes_and_only_when_used(path: Path) -> None:
    wrong = []
    for name, line, at_once in imports(path):
        homes = HOMES.get(name.split(".")[0])
        if homes is None:
            continue
        if not any(relative(path).removesuffix(".py").startswith(home) for home in homes):
            wrong.append(f"{relative(path)}:{line} imports {name}, at home in {', '.join(homes)}")
        elif at_once:
            wrong.append(f"{relative(path)}:{line} imports {name} on loading; import it in the function that needs it")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_stay_under_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 500


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_has_a_name_that_says_something_and_a_docstring(path: Path) -> None:
    vague = set(relative(path).removesuffix(".py").split("/")) & FORBIDDEN
    assert not vague or relative(path) == BASE_OF_A_COMPARISON
    assert ast.get_docstring(tree(path))


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = f"import sys, {NAME}; print(*sorted(set(sys.modules) & {set(HOMES)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []
